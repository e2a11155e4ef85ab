"""The Spanish starter pages: drafts, complete, faithful in their numbers and sources, and added once."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from core.seo.text import plain, walk_values
from core.site.models import ClinicSettings, ClinicSettingsTranslation
from home.launch.checklist import missing_before_launch
from home.models import HomePage
from home.starter.spanish.drafts import load_spanish_drafts
from tests import starter_site
from therapy.models import TherapyPage

MOST_QUERIES = 12
NUMBERS = re.compile(r"\d+(?:,\d{3})*")
# Told in words in one of the languages, or part of a name.
TOLD_IN_WORDS = {"3"}
# Slug of the English page: name of the Spanish draft.
THERAPY_PAGES = {
    "therapy": "TherapyPage",
    "your-visit": "su-visita",
    "results": "resultados",
    "safety": "seguridad",
    "how-ketamine-works": "como-funciona",
    "injection-or-iv": "inyeccion-o-suero",
    "questions": "preguntas",
}


def load() -> str:
    said = StringIO()
    call_command("load_starter_content", if_empty=True, stdout=said)
    return said.getvalue()


@pytest.fixture
def drafts(db: None, two_languages: None) -> dict[str, Any]:
    """The starter site with its Spanish drafts: the first of each type by its name, topics of the therapy by slug."""
    starter_site.fill()
    assert "Added 10 Spanish drafts" in load()
    pages = Page.objects.filter(locale__language_code="es").order_by("path").specific()
    found: dict[str, Any] = {}
    for page in pages:
        name = page.specific_class.__name__
        found[page.slug if name in found else name] = page
    return found


def words_of(page: Page) -> str:
    values = [page.title, page.introduction, *walk_values(page.body)]
    texts = [plain(value.source) if hasattr(value, "source") else value for value in values]
    return " ".join(text for text in texts if isinstance(text, str))


def test_they_are_unreviewed_drafts_that_say_what_the_english_pages_say(drafts: dict[str, Any], client: Client) -> None:
    assert set(drafts) == {
        "HomePage",
        "TherapyPage",
        "su-visita",
        "resultados",
        "seguridad",
        "como-funciona",
        "inyeccion-o-suero",
        "preguntas",
        "AppointmentPage",
        "ContentPage",
    }
    for page in drafts.values():
        assert not page.live
        assert page.first_published_at is None
        assert page.latest_revision is not None
        page.full_clean()
    therapy = drafts["TherapyPage"]
    assert (therapy.reviewed_by, therapy.last_reviewed, therapy.review_fingerprint) == (None, None, "")
    assert client.get("/es/", headers={"host": "localhost:8000"}).status_code == 404

    for slug, name in THERAPY_PAGES.items():
        english, spanish = TherapyPage.objects.get(slug=slug), drafts[name]
        assert spanish.translation_key == english.translation_key
        assert [block.block_type for block in spanish.body] == [block.block_type for block in english.body]
        assert [r.key for r in spanish.reference_list] == [r.key for r in english.reference_list]
        numbers = [set(NUMBERS.findall(words_of(page))) - TOLD_IN_WORDS for page in (english, spanish)]
        assert numbers[0] == numbers[1], slug
        for words in ("911", "988"):
            assert words in words_of(spanish)
    assert drafts["como-funciona"].get_parent().pk == therapy.pk
    for words in ("off-label", "FDA"):
        assert words in words_of(therapy)
    home = HomePage.objects.get(locale__language_code="en")
    assert [b.block_type for b in drafts["HomePage"].body] == [b.block_type for b in home.body]
    links = [b.value["more"]["page"] for b in drafts["HomePage"].body if "more" in getattr(b.value, "bound_blocks", {})]
    assert [page.slug for page in links if page] == [
        *("about", "conditions", "therapy", "locations", "cost-and-insurance", "news")
    ]


def test_the_dashboard_names_them_and_they_are_added_once(drafts: dict[str, Any], django_user_model: Any) -> None:
    user = django_user_model.objects.create_superuser("boss", password="x")
    site = HomePage.objects.get(locale__language_code="en").get_site()

    def waiting() -> list[str]:
        groups = {str(group.title): group for group in missing_before_launch(site, user)}
        group = groups.get("Translations nobody has published")
        return [str(item.words) for item in group.items] if group else []

    drafts_left = [
        *("Inicio (Español)", "Terapia con ketamina (Español)", "Su visita, paso a paso (Español)"),
        *("Resultados, y qué tan seguros son (Español)", "Seguridad y riesgos (Español)"),
        "Cómo funciona la ketamina (Español)",
        *("Inyección de ketamina o suero IV (Español)", "Preguntas de los pacientes (Español)"),
        *("Solicitar una cita (Español)", "Privacidad (Español)"),
    ]
    assert waiting() == drafts_left
    drafts["HomePage"].get_latest_revision().publish()
    assert waiting() == drafts_left[1:]

    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision"))
    assert load() == ""
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision")) == before
    Page.objects.get(pk=drafts["TherapyPage"].pk).delete()
    ClinicSettingsTranslation.objects.update(emergency_title="Nuestras palabras")
    assert load() == ""
    assert not TherapyPage.objects.filter(locale__language_code="es").exists(), "deleted stays deleted"
    assert ClinicSettingsTranslation.objects.get().emergency_title == "Nuestras palabras"


def test_a_site_of_somebody_else_gets_none(two_languages: None, db: None) -> None:
    assert load_spanish_drafts() == 0
    assert not Locale.objects.filter(language_code="es").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.full
def test_no_page_of_a_site_in_two_languages_takes_more_queries(
    settings: Any, tmp_path: Any, two_languages: None
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache"}
    starter_site.fill()
    load()
    for page in Page.objects.filter(locale__language_code="es").order_by("path").specific():
        page.get_latest_revision().publish()
    ClinicSettings.objects.update(launched=True)
    client = Client(headers={"host": "localhost:8000"})
    for path in ("/", "/request-an-appointment/"):
        client.get(path)  # the first request of a new site makes the rows of its settings, which is a change
    counts = {}
    for page in Page.objects.live().filter(depth__gt=1):
        path = page.get_url()
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts[path] = len(queries)
    assert {"/es/", "/es/terapia/", "/es/solicitar-una-cita/"} <= counts.keys()
    assert {path: count for path, count in counts.items() if count > MOST_QUERIES} == {}


# As in English (tests/home/test_starter_content.py): the clinic says "we".
THIRD_PERSON = re.compile(
    r"\b(la|nuestra) clínica (informa|dice|piensa|considera|explica|ve|mantiene)|según la clínica|de la clínica"
)


def test_the_clinic_speaks_of_itself_as_we_in_spanish_too(drafts: dict[str, Any]) -> None:
    for page in drafts.values():
        words = " ".join(str(page.body.render_as_block()).lower().split())
        assert (found := THIRD_PERSON.search(words)) is None, f"{page.title}: {found}"
