"""Run by test_translation_screens.py in a process of its own: the site as it starts with LANGUAGES_OFFERED=en,es."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page, get_page_models

from core.editorial.text import passages_of
from home.models import ContentPage
from tests.i18n.conftest import Pages
from tests.pages import add_page, full_body, make_image, make_reference


def translation_of(page: Page) -> Any:
    found = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).first()
    return found.specific if found else None


@pytest.fixture
def spanish_locale(english: Pages) -> Locale:
    """The second language, and the Spanish home page that translations stand below."""
    locale = Locale.objects.create(language_code="es")
    home = english.home.copy_for_translation(locale)
    home.slug = "inicio"
    home.save()
    home.save_revision().publish()
    return locale


def submit(client: Client, page: Page, locale: Locale) -> Any:
    answer = client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [locale.pk]})
    assert answer.status_code == 302
    return translation_of(page)


def test_the_setting_brings_addresses_screens_and_checks() -> None:
    assert settings.WAGTAIL_I18N_ENABLED
    assert "wagtail_localize" in settings.INSTALLED_APPS
    call_command("check")


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/admin/locales/", "/admin/locales/new/"),
        *("/admin/snippets/site/clinicsettingstranslation/", "/admin/snippets/site/clinicsettingstranslation/add/"),
        *(
            "/admin/snippets/appointments/appointmentsettingstranslation/",
            "/admin/snippets/appointments/appointmentsettingstranslation/add/",
        ),
    ],
)
def test_its_screens_open(english: Pages, admin_client: Client, path: str) -> None:
    assert admin_client.get(path, headers={"host": "localhost"}).status_code == 200


def test_a_translation_begins_as_a_draft_and_opens(
    english: Pages, spanish_locale: Locale, admin_client: Client, client: Client
) -> None:
    for page in (english.about, english.therapy, english.appointment):
        copy = submit(admin_client, page, spanish_locale)
        assert copy is not None
        assert not copy.live, "English words must not go live below /es/"
        editor = admin_client.get(f"/admin/pages/{copy.pk}/edit/")
        assert editor.status_code == 200
        assert 'data-image="/admin/images/chooser/"' in editor.content.decode(), "inline scripts do not run"
        assert client.get(copy.get_url(), headers={"host": "localhost"}).status_code == 404


def test_the_update_form_publishes_nothing(
    english: Pages, spanish_locale: Locale, admin_client: Client, client: Client
) -> None:
    from wagtail_localize.models import TranslationSource

    copy = submit(admin_client, english.therapy, spanish_locale)
    source = TranslationSource.objects.get_for_instance(english.therapy)
    path = f"/admin/localize/update/{source.pk}/"
    form = BeautifulSoup(admin_client.get(path).content, "html.parser")
    assert form.select_one('[name="publish_translations"]')["type"] == "hidden"
    assert admin_client.post(path, {"publish_translations": "on"}).status_code == 302
    copy.refresh_from_db()
    assert not copy.live


def test_an_editor_cannot_publish_a_medical_translation(
    english: Pages, spanish_locale: Locale, admin_client: Client, django_user_model: Any
) -> None:
    from django.contrib.auth.models import Group

    copy = submit(admin_client, english.therapy, spanish_locale)
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="Marketing editor"))
    client = Client()
    client.force_login(editor)
    client.post(f"/admin/pages/{copy.pk}/edit/", {"action": "publish"})
    copy.refresh_from_db()
    assert not copy.live


# -- Every block in both languages -------------------------------------------------------------------------------------

# What wagtail-localize 1.14.5 takes words out of; it passes over all others without a word.
TAKEN = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, ImageBlock)
# What holds no words: names for the program, addresses, numbers, days, and other things that have pages of their own.
WORDLESS = (
    *(blocks.ChoiceBlock, blocks.URLBlock, blocks.IntegerBlock, blocks.DateBlock, blocks.BooleanBlock),
    blocks.ChooserBlock,
)


def leaves(block: blocks.Block, path: str) -> Iterator[tuple[str, blocks.Block]]:
    """The blocks that hold what editors enter, with where they stand."""
    if isinstance(block, ImageBlock) or hasattr(block, "get_translatable_segments"):
        yield path, block
    elif isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, f"{path}.item")
    else:
        yield path, block


def test_every_block_of_ours_can_be_translated() -> None:
    streams = [
        (f"{model.__name__}.{field.name}", field.stream_block)
        for model in get_page_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    ]
    assert len(streams) > 10
    kept_english = [
        f"{path} ({type(block).__name__})"
        for name, stream in streams
        for path, block in leaves(stream, name)
        if not isinstance(block, TAKEN + WORDLESS) and not hasattr(block, "restore_translated_segments")
    ]
    assert kept_english == []


RICH_CELL = (
    '<p>From <b>$400</b> a visit, see <a href="https://example.com/a.b?c=1">the list</a>.</p><ul><li>Cash</li></ul>'
)


def every_block(pages: Pages) -> list[dict[str, Any]]:
    """One block of each kind as an editor's form stores them, with a table as clinics have them."""
    table = {
        "columns": [{"type": "text", "heading": "Way"}, {"type": "rich_text", "heading": "Price"}],
        "rows": [{"values": ["Injection", RICH_CELL]}, {"values": ["Drip", "<p>Ask us.</p>"]}, {"values": ["", ""]}],
        "caption": "Prices of today",
    }
    body = [
        *full_body(make_image(), make_reference(), pages.about),
        {"type": "table", "value": {"caption": "What it costs", "table": table}},
        {"type": "appointment_request", "value": {"title": "Ask for a visit"}},
        {"type": "text", "value": f'<p>10<sup>2</sup> | <a linktype="page" id="{pages.about.pk}">us</a></p>'},
    ]
    stream = ContentPage._meta.get_field("body").stream_block
    value = stream.to_python(body)
    for child in value:
        child.block.get_prep_value(child.value)
    return list(stream.get_prep_value(value))


def in_spanish(words: str) -> str:
    """A translation that is told from its original, with the same markup."""
    return f"ES{words}"


def published(source: Any, locale: Locale) -> Any:
    """The translation, with what its source and the translators' words say now."""
    source.create_or_update_translation(locale, publish=False)
    copy = translation_of(source.get_source_instance())
    copy.get_latest_revision().publish()
    return ContentPage.objects.get(pk=copy.pk)


@pytest.fixture
def translated(english: Pages, spanish_locale: Locale, admin_client: Client) -> Any:
    """A page with one block of each kind, translated through wagtail-localize's own models, and published."""
    from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

    page = add_page(english.home, ContentPage, "Every block", body=json.dumps(every_block(english)))
    copy = submit(admin_client, page, spanish_locale)
    assert admin_client.get(f"/admin/pages/{copy.pk}/edit/").status_code == 200
    source = TranslationSource.objects.get_for_instance(page)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=spanish_locale,
            defaults={"data": in_spanish(segment.string.data)},
        )
    return page, published(source, spanish_locale)


def test_a_translation_has_the_words_of_every_block(translated: Any) -> None:
    page, copy = translated
    originals = [passage.text for passage in passages_of(page) if passage.field == "body"]
    spoken = [passage.text for passage in passages_of(copy) if passage.field == "body"]
    # The figure of a fact and the kinds of columns too: a figure is words, the kind of a column is not.
    assert len(originals) == len(spoken) > 40
    assert [text for text in spoken if "ES" not in text] == []
    assert [block.block_type for block in copy.body] == [block.block_type for block in page.body]


def test_a_table_is_the_same_table_in_spanish(translated: Any, client: Client) -> None:
    _page, copy = translated
    tables = [block for block in copy.body if block.block_type == "table"]
    value = tables[-1].value
    table = value["table"]
    assert value["caption"] == "ESWhat it costs"
    assert table.caption == "ESPrices of today"
    assert [column["heading"] for column in table.columns] == ["ESWay", "ESPrice"]
    assert [row["values"][0] for row in table.row_data] == ["ESInjection", "ESDrip", ""]
    answer = client.get(copy.get_url(), headers={"host": "localhost"})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    cells = soup.select("table")[-1].select("tbody tr")[0].find_all(["th", "td"])
    assert cells[0].get_text(strip=True) == "ESInjection"
    assert cells[1].find("a")["href"] == "https://example.com/a.b?c=1"
    assert cells[1].find("li").get_text() == "ESCash"
    assert cells[1].find("b").get_text() == "$400"


def test_a_moved_row_stays_translated(translated: Any, spanish_locale: Locale) -> None:
    from wagtail_localize.models import TranslationSource

    page = ContentPage.objects.get(pk=translated[0].pk)
    stored = list(page.body.raw_data)
    table = [block for block in stored if block["type"] == "table"][-1]["value"]["table"]
    table["rows"].reverse()
    page.body = json.dumps(stored)
    page.save_revision().publish()
    source = TranslationSource.objects.get_for_instance(page)
    source.update_from_db()
    copy = published(source, spanish_locale)
    table = [block.value["table"] for block in copy.body if block.block_type == "table"][-1]
    assert [row["values"][0] for row in table.row_data] == ["", "ESDrip", "ESInjection"]


def test_a_page_whose_picture_was_deleted_can_be_translated(
    english: Pages, spanish_locale: Locale, admin_client: Client
) -> None:
    image = make_image()
    figure = {"image": {"image": image.pk, "alt_text": "A branch", "decorative": False}, "caption": "Drawn"}
    body = json.dumps([{"type": "image", "value": figure}, {"type": "text", "value": "<p>Words.</p>"}])
    page = add_page(english.home, ContentPage, "A picture less", body=body)
    image.delete()
    copy = submit(admin_client, page, spanish_locale)
    assert copy is not None
    assert admin_client.get(f"/admin/pages/{copy.pk}/edit/").status_code == 200
    assert copy.body[1].value.source == "<p>Words.</p>"


def test_a_sentence_pasted_from_a_slide_is_stored_clean(
    english: Pages, spanish_locale: Locale, admin_client: Client
) -> None:
    from wagtail_localize.models import StringSegment, StringTranslation, Translation

    submit(admin_client, english.about, spanish_locale)
    translation = Translation.objects.get(source__object_id=english.about.translation_key)
    segment = StringSegment.objects.filter(source=translation.source, context__path="title").get()
    path = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    answer = admin_client.put(path, "value=Sobre%0Bnosotros%08", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 201, answer.content
    assert StringTranslation.objects.get().data.split() == ["Sobre", "nosotros"]
