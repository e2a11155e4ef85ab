"""The starter site as a visitor sees it: complete, balanced, readable, nothing invented; and loaded only once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from core.editorial.findings import Checker
from core.editorial.models.references import Reference
from core.editorial.readability import reading_grade
from core.site.models import ClinicSettings
from home.models import ContentPage
from home.starter import conditions, references
from locations.models import ClinicianPage, LocationPage
from news.models import NewsArticlePage, Topic
from tests import starter_site
from therapy.models import ConditionPage, TherapyPage

from .facts import (
    BALANCED,
    DOCTOR,
    FACTS,
    HOW_IT_WORKS,
    INJECTION_OR_IV,
    QUESTIONS,
    RESULTS,
    SAFETY,
    THERAPY,
    VISIT,
    Fact,
)
from .readability import paragraphs

# One load serves all tests of this module, so they stay together.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("starter")]


@pytest.fixture(scope="module")
def starter(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The starter site in the database, for tests that only read. Taken back when the last of them is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        starter_site.fill()
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def responses(starter: None) -> dict[str, Any]:
    """The answer of every starter page to a visitor, by path."""
    client = Client(raise_request_exception=False)
    pages = Page.objects.live().filter(depth__gt=1).order_by("path")
    return {page.get_url(): client.get(page.get_url()) for page in pages}


@pytest.fixture(scope="module")
def starter_html(responses: dict[str, Any]) -> dict[str, str]:
    """The HTML of every starter page by path."""
    return {path: response.content.decode() for path, response in responses.items()}


def main_of(html: str) -> Tag:
    main = BeautifulSoup(html, "html.parser").find("main")
    assert isinstance(main, Tag)
    return main


def plain(html: str | Tag) -> str:
    """The words of a page, on one line, in lower case, without the numbers of citations."""
    soup = BeautifulSoup(str(html), "html.parser")
    for found in soup(["sup", "script", "style"]):
        found.decompose()
    words = " ".join(soup.get_text(" ").split()).replace("’", "'").lower()
    return re.sub(r" ([.,:;])", r"\1", words)


# -- Complete ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.label)
def test_every_fact_of_the_clinic_is_on_the_site(starter_html: dict[str, str], fact: Fact) -> None:
    words = plain(main_of(starter_html[fact.path]))
    for phrase in fact.phrases:
        assert phrase.lower() in words


@pytest.mark.parametrize(("path", "claim", "balance", "source"), BALANCED, ids=[claim for _, claim, _, _ in BALANCED])
def test_claims_that_research_does_not_confirm_stand_beside_what_it_says(
    starter_html: dict[str, str], path: str, claim: str, balance: str, source: str
) -> None:
    section = section_with(main_of(starter_html[path]), claim)
    assert balance.lower() in plain(section)
    assert re.search(r"\b(we|our)\b", plain(section)), "nobody is named as the one who claims it"
    if source:
        assert section.find("a", href=f"#ref-{source}"), "no citation beside the claim"


def section_with(main: Tag, words: str) -> Tag:
    """Everything between the heading of level 2 before the words and the next one."""
    parts = re.split(r"(?=<h2)", str(main))
    found = [part for part in parts if words.lower() in plain(part)]
    assert found, words
    return BeautifulSoup(found[-1], "html.parser")


def test_every_page_answers(responses: dict[str, Any]) -> None:
    assert {path: response.status_code for path, response in responses.items() if response.status_code != 200} == {}


def test_the_tree_has_every_page_that_the_clinic_asked_for(starter: None) -> None:
    assert ConditionPage.objects.live().count() == 9
    assert LocationPage.objects.live().count() == 2
    assert NewsArticlePage.objects.live().count() >= 10
    paths = {page.get_url() for page in Page.objects.live().filter(depth__gt=1)}
    assert {
        "/", THERAPY, VISIT, RESULTS, SAFETY, HOW_IT_WORKS, INJECTION_OR_IV, QUESTIONS, "/conditions/", "/news/",
        "/locations/",
        "/locations/jacksonville/", "/locations/middleburg-orange-park/", "/about/", DOCTOR, "/cost-and-insurance/",
        "/privacy/", "/accessibility/", "/medical-disclaimer/", "/request-an-appointment/",
    } <= paths  # fmt: skip


def test_rsd_and_crps_point_at_each_other(starter_html: dict[str, str]) -> None:
    assert main_of(starter_html["/conditions/rsd/"]).find("a", href=re.compile("/conditions/crps/$"))
    assert main_of(starter_html["/conditions/crps/"]).find("a", href=re.compile("/conditions/rsd/$"))


def test_every_condition_page_is_whole(starter: None) -> None:
    for page in ConditionPage.objects.live():
        for name, _title in ConditionPage.SECTIONS:
            assert len(getattr(page, name)) > 150, f"{page.title}: {name}"
        assert page.evidence_level
        assert page.alternate_names
        assert page.related
        assert page.reference_list


def test_news_shows_both_sides(starter: None) -> None:
    stances = list(NewsArticlePage.objects.live().values_list("stance", flat=True))
    assert stances.count("critical") >= 3
    assert stances.count("supportive") >= 3
    assert all(page.source_url.startswith("https://") for page in NewsArticlePage.objects.live())
    assert not Topic.objects.filter(articles=None).exists()


# -- Sound ------------------------------------------------------------------------------------------------------------


def test_no_stream_is_empty_and_every_block_could_be_saved_in_the_editor(starter: None) -> None:
    """An editor who opens a page and publishes it unchanged must not meet an error that the loader left behind."""
    streams = 0
    for page in Page.objects.live().filter(depth__gt=1).specific():
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                value = getattr(page, field.name)
                field.stream_block.clean(value)
                if field.name == "body":
                    assert len(value), f"{page.title}: {field.name} is empty"
                    streams += 1
                for block in value:
                    assert words_in(block.value), f"{page.title}: an empty {block.block_type}"
    assert streams > 30


def words_in(value: Any) -> bool:
    """Whether a block's value holds anything to read, or leads anywhere."""
    if isinstance(value, RichText):
        return bool(value.source.strip())
    if isinstance(value, dict):
        return any(words_in(item) for item in value.values())
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return any(words_in(item) for item in value)
    return bool(value)


def test_every_page_passes_its_own_validation(starter: None) -> None:
    for page in Page.objects.live().filter(depth__gt=1).specific():
        page.full_clean()


def test_internal_links_lead_to_pages_and_anchors_to_places(starter_html: dict[str, str]) -> None:
    checked = 0
    for path, html in starter_html.items():
        soup = BeautifulSoup(html, "html.parser")
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        for link in main_of(html).find_all("a"):
            assert link.get("href"), f"{path}: a link without an address: {link}"
            target, _hash, anchor = link["href"].partition("#")
            target = re.sub(r"^http://localhost(:\d+)?", "", target).partition("?")[0]
            if not target and anchor:
                assert anchor in ids, f"{path}: #{anchor}"
            elif target.startswith("/") and not target.endswith("/feed/"):
                assert target in {*starter_html, reverse("appointments:change")}, f"{path}: {target}"
                checked += 1
    assert checked > 100


def test_every_citation_is_a_number_in_the_list_of_references(starter_html: dict[str, str]) -> None:
    for path, html in starter_html.items():
        soup = BeautifulSoup(html, "html.parser")
        listed = {item["id"] for item in soup.select(".references__item")}
        cited = {link["href"][1:] for link in soup.select("a[href^='#ref-']")}
        assert cited <= listed, path
        assert "[@" not in html, f"{path}: raw markup"
        # A citation on a page without references would be shown as bare words.
        for reference in references.REFERENCES:
            if reference["key"] not in {item.removeprefix("ref-") for item in listed}:
                assert f" {reference['label']}</p>" not in html, f"{path}: {reference['key']}"


def test_references_are_valid_and_all_are_used(starter: None) -> None:
    pages = [page for model in (TherapyPage, ConditionPage, ContentPage) for page in model.objects.all()]
    used = {reference.key for page in pages for reference in page.reference_list}
    for reference in Reference.objects.all():
        reference.full_clean()
        assert reference.key in used


def test_drawings_explain_and_are_named(starter_html: dict[str, str]) -> None:
    named = {
        path: [element["aria-label"] for element in main_of(html).select("figure [aria-label]")]
        for path, html in starter_html.items()
    }
    assert any("shoulder muscle" in name for name in named["/therapy/injection-or-iv/"])
    assert any("first injection at 0" in name for name in named["/therapy/your-visit/"])
    assert named[HOW_IT_WORKS]


def test_the_tree_stands_on_the_home_page_only(starter_html: dict[str, str]) -> None:
    trees = {path: len(main_of(html).select(".branch")) for path, html in starter_html.items()}
    assert trees.pop("/") == 1, "beside the title; “Your doctor” shows no twig"
    assert not any(trees.values()), trees


def test_a_drawing_says_in_the_plain_text_twin_what_it_shows(starter: None, client: Client) -> None:
    text = client.get("/therapy/your-visit/index.md", headers={"host": "localhost:8000"}).content.decode()
    assert "(Picture: A visit with two doses on a line of minutes" in text


def test_only_shares_of_people_are_drawn_as_people(starter_html: dict[str, str]) -> None:
    results = main_of(starter_html["/therapy/results/"])
    drawn = [item.select_one(".facts__value").get_text() for item in results.select(".facts__item:has(.people)")]
    assert drawn == ["About 70%", "20% to 46%"]
    assert not main_of(starter_html["/therapy/injection-or-iv/"]).select(".people"), "a share of a dose is no people"


def test_the_list_of_conditions_explains_the_evidence_first_and_shows_it(starter_html: dict[str, str]) -> None:
    page = main_of(starter_html["/conditions/"])
    words = [item.get_text(strip=True) for item in page.select(".evidence-key dt")]
    assert words == ["Moderate evidence", "Very limited evidence", "No good evidence yet"]
    cards = page.select(".card")
    assert len(cards) == len(conditions.CONDITIONS)
    assert str(page).index("evidence-key") < str(page).index("card--drawn")
    for card in cards:
        assert card.select_one(".evidence__level .evidence__picture")
        assert card.select_one(".evidence__level").get_text(strip=True) in words
    assert len({str(card.select_one(".body-map")) for card in cards}) == len(cards)


# -- Readable and honest ----------------------------------------------------------------------------------------------


def grade(sentences: list[str]) -> float:
    return reading_grade("\n".join(sentences))


# Words that are not ours to make plainer: titles of papers, names of conditions, and what Florida's rule prescribes.
QUOTED = re.compile(
    "specialty recognition identified herein|Ketamine versus ECT|Antidepressant effects|Evidence review"
)


def test_pages_are_plain_to_read(starter_html: dict[str, str]) -> None:
    """US grade 8 at most for a page, and no paragraph far above it."""
    for path, html in starter_html.items():
        blocks = [block for block in paragraphs(html) if block and not QUOTED.search(" ".join(block))]
        sentences = [sentence for block in blocks for sentence in block]
        assert grade(sentences) <= 8, f"{path}: {grade(sentences):.1f}"
        for block in blocks:
            if sum(len(sentence.split()) for sentence in block) >= 25:
                assert grade(block) <= 13, f"{path}: grade {grade(block):.1f}: {block}"
        longest = max(sentences, key=lambda sentence: len(sentence.split()))
        assert len(longest.split()) <= 31, f"{path}: {longest}"


# The clinic's own words, which have to be on the site: attributed, and answered right there.
CLAIMS_OF_THE_CLINIC = {("safety", "proven"), ("dr-tilak", "proven")}


def test_the_editors_checks_find_nothing_but_the_sign_off_that_is_still_missing(starter: None) -> None:
    checker = Checker()
    found = []
    for page in Page.objects.live().filter(depth__gt=1).specific():
        for finding in checker.findings(page):
            claimed = finding.code == "claim" and (page.slug, finding.message.split("”")[0][1:]) in CLAIMS_OF_THE_CLINIC
            if finding.code != "never-reviewed" and not claimed:
                found.append((page.slug, finding.code, finding.message))
    assert found == []


PHONE = re.compile(r"(?<![\d/.])(\+1[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)")
PRICE = re.compile(r"[$€£]\s?\d|\b\d[\d,.]*\s?(dollars|usd)\b", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,4}(Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Highway|Hwy|"
    r"Parkway|Pkwy|Suite|Court|Ct|Way)\b|\b(3[2-4]\d{3})\b"
)
HOURS = re.compile(r"\b\d{1,2}(:\d\d)?\s?(a|p)\.?m\b", re.IGNORECASE)


def test_nothing_is_invented(starter: None, starter_html: dict[str, str]) -> None:
    for path, html in starter_html.items():
        soup = BeautifulSoup(html, "html.parser")
        for found in soup(["script", "style", "svg", "form", "code"]):
            found.decompose()
        for found in soup.select(".references, .hours__example"):
            found.decompose()
        words = soup.get_text(" ")
        for pattern in (PHONE, PRICE, ADDRESS, HOURS):
            match = pattern.search(words)
            assert match is None, f"{path}: {match and match[0]!r}"
        tel = {link["href"] for link in soup.select("a[href^='tel:']")}
        assert tel <= {"tel:911", "tel:988"}, path
        assert not [link for link in soup.select("a[href^='mailto:']") if "@" in link["href"]], path
    for place in LocationPage.objects.all():
        assert not any([place.street_address, place.postal_code, place.phone, place.fax, place.email, place.latitude])
        assert not place.opening_hours.is_known
    doctor = ClinicianPage.objects.get()
    assert not any([doctor.npi, doctor.license_number, doctor.credentials])
    assert not any(item.board_name for item in doctor.certifications.all())
    values = ClinicSettings.for_site(Site.objects.get())
    assert not any([values.name, values.phone, values.email, values.logo_id, values.launched])
    reviewed = [page for page in (*TherapyPage.objects.all(), *ConditionPage.objects.all()) if page.last_reviewed]
    assert not reviewed, "nobody has reviewed these pages yet"


@pytest.mark.parametrize(
    ("pattern", "example"),
    [(PHONE, "call (904) 555-0100 now"), (PRICE, "only $450"), (ADDRESS, "10300 Southside Blvd"),
     (ADDRESS, "Jacksonville, FL 32256"), (HOURS, "8 am to 5 pm")],
)  # fmt: skip
def test_the_patterns_for_inventions_find_them(pattern: re.Pattern[str], example: str) -> None:
    assert pattern.search(example)


# The site speaks for the clinic: "we". A sentence about "the clinic" as somebody else makes a reader ask who "we" is.
THIRD_PERSON = re.compile(
    r"\b(the|our) clinic('s)? (\w+ ){0,2}(reports?|says?|sees|thinks|explains|finds|lists|offers|keeps|figure|account"
    r"|own|reasons|experience|usual|words|view)\b|\bby the clinic|\bstated by the clinic|given by the clinic"
)


def test_the_clinic_speaks_of_itself_as_we(starter_html: dict[str, str]) -> None:
    strangers = {path: found[0] for path, html in starter_html.items() if (found := THIRD_PERSON.search(plain(html)))}
    assert strangers == {}


@pytest.mark.parametrize(
    "words", ["by the clinic's account, he is", "the clinic reports that it keeps", "how our clinic explains it"]
)
def test_the_pattern_for_a_stranger_finds_one(words: str) -> None:
    assert THIRD_PERSON.search(words)


def test_911_and_988_stand_where_depression_is_mentioned(starter_html: dict[str, str]) -> None:
    mentioned = 0
    for path, html in starter_html.items():
        main = main_of(html)
        if re.search(r"\bdepress", plain(main)):
            mentioned += 1
            # A list repeats the words of the pages it leads to: there the notice at the foot of every page is enough.
            near = html if path in ("/news/", "/") else main.get_text()
            assert "911" in near, path
            assert "988" in near, path
    assert mentioned >= 5


def test_every_page_about_care_leads_to_the_one_thing_to_do(starter_html: dict[str, str]) -> None:
    care = [path for path in starter_html if re.match(r"/(therapy|conditions|locations|about|cost)", path)]
    assert len(care) >= 16
    for path in care:
        main = main_of(starter_html[path])
        # A place carries the form itself; the other pages lead to it.
        assert main.select("a.button[href*='/request-an-appointment/'], form[method=post]"), path


def test_risks_stand_beside_benefits(starter_html: dict[str, str]) -> None:
    conditions = [path for path in starter_html if path.startswith("/conditions/")]
    for path in ("/", THERAPY, VISIT, RESULTS, SAFETY, HOW_IT_WORKS, INJECTION_OR_IV, QUESTIONS, DOCTOR, *conditions):
        assert "risk" in plain(main_of(starter_html[path])), path
