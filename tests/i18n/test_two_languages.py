"""A site in English and Spanish: what visitors, search engines and caches see, through HTTP."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.site.models import ClinicSettings, ClinicSettingsTranslation
from search import lexicon
from search.indexing import rebuild
from tests.i18n.conftest import Pages
from tests.pages import make_reference

ROOT = "http://localhost"


def soup_of(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status, path
    return BeautifulSoup(answer.content, "html.parser")


def alternates(soup: BeautifulSoup) -> dict[str, str]:
    return {str(link["hreflang"]): str(link["href"]) for link in soup.select('link[rel="alternate"][hreflang]')}


def switch(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    return [(str(a["href"]), str(a["lang"]), a.get_text()) for a in soup.select("a.language-switch")]


BOTH = {"en": f"{ROOT}/therapy/", "x-default": f"{ROOT}/therapy/", "es": f"{ROOT}/es/terapia/"}


# -- Pages and their addresses -----------------------------------------------------------------------------------------


def test_a_spanish_page_says_so_to_people_and_machines(spanish: dict[str, Any], visitor: Client) -> None:
    soup = soup_of(visitor, "/es/terapia/")
    assert soup.html["lang"] == "es-US"
    assert soup.select_one('link[rel="canonical"]')["href"] == f"{ROOT}/es/terapia/"
    assert soup.select_one('meta[property="og:locale"]')["content"] == "es_US"
    assert [tag["content"] for tag in soup.select('meta[property="og:locale:alternate"]')] == ["en_US"]
    graph = json.loads(soup.select_one('script[type="application/ld+json"]').string)["@graph"]
    nodes = {node["@type"] if isinstance(node["@type"], str) else node["@type"][0]: node for node in graph}
    assert nodes["MedicalWebPage"]["inLanguage"] == "es-US"
    assert nodes["WebSite"]["inLanguage"] == ["en-US", "es-US"]
    trail = [item["name"] for item in nodes["BreadcrumbList"]["itemListElement"]]
    assert trail == ["Inicio", "Terapia con ketamina"]
    assert [crumb.get_text() for crumb in soup.select(".breadcrumbs__list li")] == trail
    assert soup.select_one(".breadcrumbs__list a")["href"] == "/es/"


def test_both_versions_name_each_other(spanish: dict[str, Any], visitor: Client) -> None:
    assert alternates(soup_of(visitor, "/therapy/")) == BOTH
    assert alternates(soup_of(visitor, "/es/terapia/")) == BOTH
    assert alternates(soup_of(visitor, "/es/"))["es"] == f"{ROOT}/es/"


def test_the_switch_leads_to_the_same_page(spanish: dict[str, Any], visitor: Client) -> None:
    assert switch(soup_of(visitor, "/therapy/")) == [("/es/terapia/", "es-US", "Español")]
    assert switch(soup_of(visitor, "/es/terapia/")) == [("/therapy/", "en-US", "English")]


@pytest.mark.parametrize("path", ["/about-us/", "/conditions/fibromyalgia/", "/locations/jacksonville/", "/search/"])
def test_a_page_in_one_language_has_neither(spanish: dict[str, Any], visitor: Client, path: str) -> None:
    soup = soup_of(visitor, path)
    assert alternates(soup) == {}
    assert switch(soup) == []


def test_a_draft_is_offered_to_nobody(spanish: dict[str, Any], visitor: Client) -> None:
    spanish["therapy"].unpublish()
    soup = soup_of(visitor, "/therapy/")
    assert alternates(soup) == {}
    assert switch(soup) == []
    assert soup_of(visitor, "/es/terapia/", 404).html["lang"] == "es-US"


def test_nothing_is_offered_before_the_spanish_home_page_is_live(spanish: dict[str, Any], visitor: Client) -> None:
    spanish["home"].unpublish()
    for path in ("/", "/therapy/"):
        assert alternates(soup_of(visitor, path)) == {}
    assert visitor.get("/es/terapia/").status_code == 404
    assert b"/es/" not in b"".join(visitor.get("/sitemap.xml").streaming_content)


def test_a_hidden_page_has_no_alternates(spanish: dict[str, Any], visitor: Client) -> None:
    spanish["therapy"].show_in_search_engines = False
    spanish["therapy"].save_revision().publish()
    assert alternates(soup_of(visitor, "/es/terapia/")) == {}


# -- What stands around a page -----------------------------------------------------------------------------------------


def test_menu_footer_and_links_are_those_of_the_language(
    spanish: dict[str, Any], translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    soup = soup_of(visitor, "/es/")
    assert [a.get_text() for a in soup.select(".site-header__list a")] == ["Terapia con ketamina"]
    assert soup.select_one(".site-header__brand")["href"] == "/es/"
    assert soup.select_one(".site-header__search")["href"] == "/es/search/"
    assert soup.select_one(".site-header__action")["href"] == "/es/solicitar-una-cita/"
    assert "Solicitar una cita" in soup.select_one(".site-footer").get_text()
    assert soup.select_one(".skip-link").get_text() == "Saltar al contenido principal"
    assert {a.get_text() for a in soup_of(visitor, "/").select(".site-header__list a")} >= {"Ketamine therapy"}


def test_until_there_is_a_spanish_form_the_english_one_is_linked(
    translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    translate(english.home, "Inicio", "inicio")
    soup = soup_of(visitor, "/es/")
    assert soup.select_one(".site-header__action")["href"] == "/request-an-appointment/"
    assert "Jacksonville" in soup.select_one(".site-footer").get_text(), "a place is one in every language"


def test_links_in_texts_follow_the_translation_where_there_is_one(
    spanish: dict[str, Any], translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    translate(english.about, "Quiénes somos", "quienes-somos")
    links = {a.get_text(): a["href"] for a in soup_of(visitor, "/es/quienes-somos/").select("main .prose a")}
    assert links == {"the therapy": "/es/terapia/", "us": "/es/quienes-somos/"}
    spanish["therapy"].unpublish()
    links = {a.get_text(): a["href"] for a in soup_of(visitor, "/es/quienes-somos/").select("main .prose a")}
    assert links["the therapy"] == "/therapy/"
    english_links = {a.get_text(): a["href"] for a in soup_of(visitor, "/about-us/").select("main .prose a")}
    assert english_links == {"the therapy": "/therapy/", "us": "/about-us/"}


def test_lists_have_pages_of_their_language_or_mark_the_others(
    spanish: dict[str, Any], translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    home = spanish["home"]
    home.refresh_from_db()
    home.body = [{"type": "page_cards", "value": {"title": "Afecciones", "kind": "conditions", "pages": []}}]
    home.save_revision().publish()
    (card,) = soup_of(visitor, "/es/").select(".card__link")
    assert (card.get_text(), card["lang"], card["hreflang"]) == ("Fibromyalgia", "en-US", "en")
    translate(english.conditions, "Afecciones", "afecciones")
    translate(english.condition, "Fibromialgia", "fibromialgia")
    (card,) = soup_of(visitor, "/es/").select(".card__link")
    assert card.get_text() == "Fibromialgia"
    assert not card.has_attr("lang")
    assert [a.get_text() for a in soup_of(visitor, "/conditions/").select(".card__link")] == ["Fibromyalgia"]


def test_the_clinic_says_its_own_words_in_spanish(spanish: dict[str, Any], visitor: Client) -> None:
    footer = soup_of(visitor, "/es/").select_one(".site-footer").get_text()
    assert "llame al 911" in footer, "nothing was entered: the words of the interface stand in"
    site = Site.objects.get(is_default_site=True)
    ClinicSettingsTranslation.objects.create(
        site=site, language="es", emergency_title="¡Llame al 911!", tagline="Con cuidado"
    )
    footer = soup_of(visitor, "/es/").select_one(".site-footer").get_text()
    assert "¡Llame al 911!" in footer
    assert "In an emergency, call 911" in soup_of(visitor, "/").select_one(".site-footer").get_text()
    assert "Con cuidado" in soup_of(visitor, "/es/").title.get_text()
    assert ClinicSettings.for_site(site).tagline == "", "the settings themselves are not touched"


def test_hours_and_dates_are_said_in_spanish(
    spanish: dict[str, Any], translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    translate(english.locations, "Consultorios", "consultorios")
    translate(english.place, "Jacksonville", "jacksonville")
    soup = soup_of(visitor, "/es/consultorios/jacksonville/")
    (days, rest) = soup.select(".opening-hours__row")
    assert days.th.get_text() == "Lunes a viernes"
    assert days.td.get_text() == "De 8 a. m. a 1 p. m."
    assert rest.td.get_text() == "Cerrado"
    words = json.loads(soup.select_one("[data-opening-messages]")["data-opening-messages"])
    assert words["closes"].format(when=words["atOne"].format(clock="1 p. m.")) == "Abierto ahora, cierra a la 1 p. m."
    assert not soup_of(visitor, "/locations/jacksonville/").select("[data-opening-messages]")


def test_news_have_a_feed_in_their_language(
    spanish: dict[str, Any], translate: Callable[..., Any], english: Pages, visitor: Client
) -> None:
    translate(english.news, "Noticias", "noticias")
    translate(english.article, "Un estudio", "un-estudio")
    feed = BeautifulSoup(visitor.get("/es/noticias/feed/").content, "xml")
    assert feed.feed["xml:lang"] == "es-US"
    assert [entry.title.get_text() for entry in feed.select("entry")] == ["Un estudio"]
    assert BeautifulSoup(visitor.get("/news/feed/").content, "xml").feed["xml:lang"] == "en-US"


# -- Machines and caches -----------------------------------------------------------------------------------------------


def test_the_sitemap_lists_every_version_with_its_alternates(spanish: dict[str, Any], visitor: Client) -> None:
    soup = BeautifulSoup(b"".join(visitor.get("/sitemap.xml").streaming_content), "xml")
    entries = {
        url.loc.get_text(): {link["hreflang"]: link["href"] for link in url.find_all("link")}
        for url in soup.select("url")
    }
    assert entries[f"{ROOT}/therapy/"] == entries[f"{ROOT}/es/terapia/"] == BOTH
    assert entries[f"{ROOT}/about-us/"] == {}
    assert {f"{ROOT}/es/", f"{ROOT}/es/solicitar-una-cita/"} <= entries.keys()


def test_assistants_find_both_and_read_each_in_its_language(spanish: dict[str, Any], visitor: Client) -> None:
    assert f"({ROOT}/es/terapia/index.md)" in visitor.get("/llms.txt").content.decode()
    twin = visitor.get("/es/terapia/index.md").content.decode()
    assert "# Terapia con ketamina" in twin
    assert visitor.get("/terapia/index.md").status_code == 404


def test_the_path_alone_decides(spanish: dict[str, Any], visitor: Client) -> None:
    for path, words in (("/", "Skip to main content"), ("/es/", "Saltar al contenido principal")):
        answer = visitor.get(path, headers={"accept-language": "es;q=1, en;q=0.1"})
        assert words in answer.content.decode()
        assert answer["Vary"] == "Accept-Encoding"
        assert "s-maxage" in answer["Cache-Control"]
        assert not answer.cookies


def test_a_search_that_finds_nothing_leads_to_what_there_is_in_english(
    spanish: dict[str, Any], visitor: Client
) -> None:
    """Most pages exist in English alone: the lists of conditions and places, for one."""
    rebuild()
    lexicon.forget()
    found = soup_of(visitor, "/es/search/?q=fibromyalgia").select_one(".search-results__note")
    assert found.a["href"] == "/search/?q=fibromyalgia"
    assert found.a["hreflang"] == "en"
    assert soup_of(visitor, "/search/?q=fibromyalgia").select(".search-results__item")
    assert not soup_of(visitor, "/es/search/?q=xyzzy").select_one(".search-results__note").a
    assert not soup_of(visitor, "/search/?q=xyzzy").select_one(".search-results__note").a


def test_what_goes_wrong_is_said_in_the_language_of_the_address(spanish: dict[str, Any], visitor: Client) -> None:
    missing = soup_of(visitor, "/es/nada/", 404)
    assert missing.h1.get_text() == "No encontramos esa página"
    assert missing.select_one(".search-form")["action"] == "/es/search/"
    refused = soup_of(visitor, f"/es/{'x' * 1600}/", 414)
    assert refused.html["lang"] == "es-US"
    assert refused.h1.get_text() == "Esa dirección es demasiado larga"
    assert refused.select_one('a[href="/es/"]')
    assert soup_of(visitor, "/nothing/", 404).h1.get_text() == "We can’t find that page"


def test_a_translation_claims_no_review_of_other_words(
    spanish: dict[str, Any], english: Pages, visitor: Client
) -> None:
    import datetime

    therapy = spanish["therapy"]
    therapy.last_reviewed = datetime.date(2026, 1, 5)
    therapy.review_fingerprint = "of the English words"
    therapy.save_revision().publish()
    assert "Última revisión" not in soup_of(visitor, "/es/terapia/").get_text()
    therapy.refresh_from_db()
    therapy.last_reviewed = datetime.date(2026, 1, 5)
    therapy.review_fingerprint = therapy.fingerprint()
    therapy.save()
    assert "5 de enero de 2026" in soup_of(visitor, "/es/terapia/").get_text()


# -- Search ------------------------------------------------------------------------------------------------------------


def found(client: Client, path: str) -> list[str]:
    return [a["href"] for a in soup_of(client, path).select(".search-results__heading a")]


@pytest.mark.django_db(transaction=True)
def test_search_finds_pages_of_its_language_by_their_stems(spanish: dict[str, Any], visitor: Client) -> None:
    from search.indexing import rebuild

    rebuild()
    assert found(visitor, "/es/search/?q=inyección") == ["/es/terapia/"], "the page says inyecciones"
    assert found(visitor, "/es/search/?q=dolor crónico")[0] == "/es/terapia/"
    assert "/therapy/" in found(visitor, "/search/?q=injections")
    assert found(visitor, "/es/search/?q=fibromyalgia") == []
    for path in ("/search/?q=ketamine", "/search/?q=ketamina"):
        assert not [href for href in found(visitor, path) if href.startswith("/es/")]
    page = soup_of(visitor, "/es/search/?q=ketamina")
    assert "para “ketamina”" in page.select_one(".search-results__count").get_text()
    suggested = visitor.get("/es/search/suggestions/?q=ketam").json()["suggestions"]
    assert {item["url"].partition("/es/")[0] for item in suggested} == {""}
    assert {item["kind"] for item in suggested} <= {"Terapia", "Otras páginas"}
    assert page.select_one("input[data-suggestions]")["data-suggestions"] == "/es/search/suggestions/"


def test_words_of_another_language_say_so(spanish: dict[str, Any], english: Pages, visitor: Client) -> None:
    """WCAG 3.1.2: what has no Spanish yet is read out as English, also in the form's list and in the references."""
    english.place.listing_summary = "Near the mall"
    english.place.save_revision().publish()
    reference = make_reference()
    spanish["therapy"].references = [("reference", reference)]
    spanish["therapy"].save_revision().publish()
    home = BeautifulSoup(visitor.get("/es/").content, "html.parser")
    cards = home.select(".card, .location-card, .hero__place, .news-item")
    assert cards
    for card in cards:
        for words in card.select(".card__text, .location-card__text, .hero__where, .news-item__summary"):
            assert words.get("lang") == "en-US", card
        assert card.a["lang"] == "en-US", card
    form = BeautifulSoup(visitor.get("/es/solicitar-una-cita/").content, "html.parser")
    languages = {option["value"]: option.get("lang") for option in form.select("[name=condition] option")}
    assert languages == {"": None, "fibromyalgia": "en-US", "rather-talk": None}
    therapy = BeautifulSoup(visitor.get("/es/terapia/").content, "html.parser")
    assert therapy.select_one(".references__item [lang=en-US]").get_text().startswith(str(reference.authors))
    assert not BeautifulSoup(visitor.get("/").content, "html.parser").select("main [lang]")


# -- Redirects ---------------------------------------------------------------------------------------------------------


def test_old_addresses_lead_to_spanish_pages_while_these_are_live(spanish: dict[str, Any], visitor: Client) -> None:
    Redirect.add_redirect("/Terapia Vieja/", spanish["therapy"])
    Redirect.add_redirect("/es/vieja/", f"{ROOT}/es/terapia/")
    for path in ("/terapia%20vieja/", "/es/vieja/"):
        assert visitor.get(path).headers["Location"].endswith("/es/terapia/")
    with pytest.raises(ValidationError) as caught:
        Redirect(old_path="/es/terapia/", redirect_link="https://example.com/").full_clean()
    assert "Terapia con ketamina" in caught.value.message_dict["old_path"][0]
    spanish["therapy"].unpublish()
    for path in ("/terapia%20vieja/", "/es/vieja/"):
        assert visitor.get(path).status_code == 404
