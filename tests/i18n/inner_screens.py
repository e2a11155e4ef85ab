"""Run by test_translation_screens.py in a process of its own: the site as it starts with LANGUAGES_OFFERED=en,es."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page

from tests.i18n.conftest import Pages


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
        *("/admin/snippets/core/clinicwords/", "/admin/snippets/core/clinicwords/add/"),
        *("/admin/snippets/appointments/appointmentwords/", "/admin/snippets/appointments/appointmentwords/add/"),
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

    from core.roles import make_roles

    make_roles()
    copy = submit(admin_client, english.therapy, spanish_locale)
    editor = django_user_model.objects.create_user("editor", password="x")
    editor.groups.add(Group.objects.get(name="Marketing editor"))
    client = Client()
    client.force_login(editor)
    client.post(f"/admin/pages/{copy.pk}/edit/", {"action": "publish"})
    copy.refresh_from_db()
    assert not copy.live


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
