"""What the checks find on a page, and where staff see it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.editorial.findings import Checker
from core.editorial.models.claims import ClaimWord
from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.readability import count_syllables, reading_grade
from core.editorial.roles import MARKETING_EDITOR
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage
from tests.pages import add_page, make_home, make_reference
from tests.staff import login
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db

EASY_SENTENCES = "We give you the shot in the arm. You rest for an hour. We watch you. A friend takes you home. "
HARD_SENTENCE = (
    "Multidisciplinary pharmacotherapeutic interventions necessitate comprehensive interdisciplinary evaluation "
    "preceding administration of intramuscular dissociative anesthetics in refractory symptomatology. "
)
EASY, HARD = f"<p>{EASY_SENTENCES * 8}</p>", f"<p>{HARD_SENTENCE * 8}</p>"


@pytest.fixture
def home() -> HomePage:
    return make_home(introduction="We offer ketamine therapy for pain at two places in Florida. Ask for a first talk.")


@pytest.fixture
def conditions(home: HomePage) -> ConditionIndexPage:
    return add_page(home, ConditionIndexPage, "Conditions")


def codes(page: object) -> set[str]:
    return {finding.code for finding in Checker().findings(page)}


def text_block(html: str) -> str:
    return json.dumps([{"type": "text", "value": html}])


def in_years(years: int) -> object:
    today = timezone.localdate()
    return today.replace(year=today.year + years, day=min(today.day, 28))


def test_an_empty_medical_page_lacks_what_a_clinic_must_stand_behind(conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine")
    assert {"no-references", "no-risks", "no-evidence-level", "never-reviewed"} <= codes(page)


def test_a_complete_medical_page_has_nothing_to_mend(home: HomePage, conditions: ConditionIndexPage) -> None:
    reference = make_reference()
    doctor = add_page(add_page(home, LocationIndexPage, "Locations"), ClinicianPage, "Dr. Tilak")
    page = add_page(
        conditions,
        ConditionPage,
        "Migraine",
        introduction="Migraine is a strong headache that comes back. Ketamine may ease it; the studies are small.",
        symptoms=EASY,
        risks="<p>Nausea, a dreamy feeling, higher blood pressure.</p>",
        evidence_level="limited",
        evidence=f'<p>Few people were studied <a href="#{reference.anchor}">Cohen 2018</a>.</p>',
        references=json.dumps([{"type": "reference", "value": reference.pk}]),
    )
    page.stamp_review(doctor, in_years(1))
    assert codes(page) == set()


def test_a_citation_that_is_not_among_the_references_is_found(home: HomePage) -> None:
    page = add_page(home, ContentPage, "About", body=text_block('<p>So <a href="#ref-nobody-2020">Nobody</a>.</p>'))
    assert "unknown-citation" in codes(page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It is a proven treatment.", True),
        ("Results are GUARANTEED.", True),
        ("A 70% success rate.", True),
        ("It is FDA approved for pain.", True),
        ("This improves the evidence.", False),
        ("The bestiary is open.", False),
        ("Results are not certain.", False),
    ],
)
def test_claim_words_are_found_as_whole_words(home: HomePage, words: str, found: bool) -> None:
    page = add_page(home, ContentPage, "About", body=text_block(f"<p>{words}</p>"))
    assert ("claim" in codes(page)) is found


def test_staff_choose_the_claim_words(home: HomePage) -> None:
    page = add_page(home, ContentPage, "About", body=text_block("<p>A marvelous   clinic.</p>"))
    assert "claim" not in codes(page)
    word = ClaimWord.objects.create(phrase="marvel* clinic", reason="It is praise.", suggestion="Say what you do.")
    messages = [finding.message for finding in Checker().findings(page) if finding.code == "claim"]
    assert messages == ["“marvelous   clinic”: It is praise. Better: Say what you do."]
    word.active = False
    word.save()
    assert "claim" not in codes(page)


@pytest.mark.parametrize("phrase", ["*", "...", "(", "70%"])
def test_a_phrase_without_a_letter_is_refused(phrase: str) -> None:
    with pytest.raises(ValidationError):
        ClaimWord(phrase=phrase, reason="x").full_clean()


@pytest.mark.parametrize("phrase", ["a(b", "x[", "c++", "why?", "(a+)+b"])
def test_signs_in_a_phrase_are_taken_as_they_are(home: HomePage, phrase: str) -> None:
    ClaimWord.objects.create(phrase=phrase, reason="x")
    page = add_page(home, ContentPage, "About", body=text_block(f"<p>so {phrase} it</p>"))
    assert any(f"“{phrase}”" in finding.message for finding in Checker().findings(page))


def test_hard_words_and_vague_links_are_found(home: HomePage) -> None:
    link = '<p><a href="https://example.com/">{}</a></p>'
    hard = add_page(home, ContentPage, "Hard", body=text_block(HARD + link.format("Click here")))
    easy = add_page(home, ContentPage, "Easy", body=text_block(EASY + link.format("Our prices")))
    assert {"hard-to-read", "vague-link"} <= codes(hard)
    assert not {"hard-to-read", "vague-link"} & codes(easy)


@pytest.mark.parametrize(
    ("word", "syllables"), [("pain", 1), ("ketamine", 3), ("migraine", 2), ("treated", 2), ("a", 1)]
)
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_grade_of_known_texts() -> None:
    assert reading_grade("") == 0.0
    assert reading_grade("The cat sat on the mat. The dog ran.") < 2
    assert reading_grade(HARD_SENTENCE) > 20


def test_the_editor_shows_what_to_mend(client: Client, conditions: ConditionIndexPage) -> None:
    page = add_page(conditions, ConditionPage, "Migraine")
    login(client, MARKETING_EDITOR)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "A medical page needs at least one reference." in html
    assert "You can fix" in html


def test_publishing_a_claim_warns_with_the_reason(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About")
    login(client, MARKETING_EDITOR)
    form = {"title": "The best clinic", "slug": "about", "action-publish": "1", "body-count": "0"}
    form |= {"references-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)
    page.refresh_from_db()
    assert page.title == "The best clinic"
    assert "A comparison with other clinics needs proof." in response.content.decode()


def test_reports_cost_the_same_for_5_and_for_100_pages(client: Client, conditions: ConditionIndexPage) -> None:
    login(client, MEDICAL_REVIEWER)

    def add_many(first: int, last: int) -> None:
        for number in range(first, last):
            conditions.add_child(instance=ConditionPage(title=f"Condition {number}", slug=f"condition-{number}"))

    def queries(report: str) -> int:
        client.get(reverse(report))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(report)).status_code == 200
        return len(captured)

    reports = ["page_findings", "medical_reviews"]
    add_many(0, 5)
    few = {report: queries(report) for report in reports}
    add_many(5, 100)
    assert {report: queries(report) for report in reports} == few
    assert max(few.values()) <= 25


def test_the_review_report_puts_what_is_due_first(
    client: Client, home: HomePage, conditions: ConditionIndexPage
) -> None:
    doctor = add_page(add_page(home, LocationIndexPage, "Locations"), ClinicianPage, "Dr. Tilak")
    done = add_page(conditions, ConditionPage, "Reviewed page")
    done.stamp_review(doctor, in_years(2))
    done.save()
    add_page(conditions, ConditionPage, "Never reviewed page")
    changed = add_page(conditions, ConditionPage, "Changed page")
    changed.stamp_review(doctor, in_years(1))
    changed.risks = "<p>New words</p>"
    changed.save()
    login(client, MEDICAL_REVIEWER)
    soup = BeautifulSoup(client.get(reverse("medical_reviews")).content, "html.parser")
    table = soup.find("table", class_="listing").get_text(" ", strip=True)
    assert table.index("Never reviewed page") < table.index("Changed page") < table.index("Reviewed page")
    assert "Changed since review" in table
    export = client.get(reverse("medical_reviews") + "?export=csv")
    assert b"Never reviewed" in b"".join(export.streaming_content)
