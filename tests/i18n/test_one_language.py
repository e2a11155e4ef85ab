"""A site in English alone, which is the default, has no trace of a second language."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from core.site.models import ClinicSettings
from home.starter.spanish.drafts import load_spanish_drafts
from site_cms.settings.languages import languages_offered
from tests.i18n.conftest import Pages
from tests.pages import count_queries


class Environment:
    """What is read from the environment."""

    def __init__(self, value: str) -> None:
        self.value = value

    def list(self, name: str, default: list[str]) -> list[str]:
        assert name == "LANGUAGES_OFFERED"
        return self.value.split(",") if self.value else default


@pytest.mark.parametrize(
    ("value", "codes"), [("", ["en"]), ("en", ["en"]), ("en,es", ["en", "es"]), (" EN , es ,es,", ["en", "es"])]
)
def test_the_setting_is_read_as_people_write_it(value: str, codes: list[str]) -> None:
    assert languages_offered(Environment(value)) == codes  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["es", "es,en", "en,fr", "en,xx-very-long"])
def test_a_language_without_a_translation_is_refused_in_words(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="en,es for Spanish"):
        languages_offered(Environment(value))  # type: ignore[arg-type]


def test_nothing_of_the_translation_screens_is_installed() -> None:
    assert settings.LANGUAGES_OFFERED == ["en"]
    assert not [app for app in settings.INSTALLED_APPS if "localize" in app]
    assert not getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def test_no_page_names_another_language(english: Pages, visitor: Client) -> None:
    for page in english:
        html = visitor.get(page.get_url()).content.decode()
        assert '<html lang="en-US">' in html
        assert "hreflang" not in html
        assert "language-switch" not in html
        assert "og:locale:alternate" not in html
        assert "data-opening-messages" not in html
        assert '"inLanguage":"en-US"' in html
    sitemap = b"".join(visitor.get("/sitemap.xml").streaming_content)
    assert b"xhtml" not in sitemap
    assert b"hreflang" not in sitemap


@pytest.mark.parametrize("path", ["/es/", "/es", "/es/therapy/", "/es/search/?q=pain", "/es/appointments/request/"])
def test_there_is_no_spanish_address(english: Pages, visitor: Client, path: str) -> None:
    assert visitor.get(path, follow=True, headers={"accept-language": "es"}).status_code == 404


def test_a_spanish_browser_sees_the_same_page(english: Pages, visitor: Client) -> None:
    answer = visitor.get("/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert answer.content == visitor.get("/").content
    assert answer["Vary"] == "Accept-Encoding"
    assert not answer.cookies


def test_no_draft_is_added(english: Pages) -> None:
    assert load_spanish_drafts() == 0


def test_languages_cost_no_query(english: Pages, visitor: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    from core.site.languages import in_language, language_of
    from core.web.languages import current

    with django_assert_num_queries(0):
        assert current().code == language_of(english.home).code == "en"
    with django_assert_num_queries(1):
        assert len(in_language(type(english.condition).objects.all())) == 1
    assert ClinicSettings.objects.exists()
    assert count_queries(visitor, "/about-us/") > 0


def test_a_preview_speaks_the_language_of_the_page_not_of_the_editor(english: Pages) -> None:
    from django.utils import translation

    with translation.override("es"):
        html = english.therapy.make_preview_request().content.decode()
        assert translation.get_language() == "es"
    assert "Skip to main content" in html
    assert '<html lang="en-US">' in html
