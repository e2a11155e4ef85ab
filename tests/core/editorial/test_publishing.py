"""Publishing: the first button, the page afterwards, and an older version brought back in one step."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from core.pages.forms import MOST_BYTES
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home
from tests.staff import login
from therapy.models import TherapyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


def soup_of(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def first_button(client: Client, page: ContentPage | TherapyPage) -> str:
    """The words of the button at the foot of the editor that needs no arrow."""
    soup = soup_of(client, f"/admin/pages/{page.pk}/edit/")
    return soup.select_one("footer button[type=submit], footer .button").get_text(" ", strip=True)


def form_of(page: ContentPage, **fields: str) -> dict[str, str]:
    """What the editor of a plain page sends."""
    empty = {"body-count": "0", "references-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": page.title, "slug": page.slug, **empty, **fields}


def test_publish_is_the_first_button_for_those_who_may(client: Client, home: HomePage) -> None:
    plain, medical = add_page(home, ContentPage, "About"), add_page(home, TherapyPage, "Ketamine therapy")
    login(client, MARKETING_EDITOR)
    assert first_button(client, plain) == "Publish"
    assert first_button(client, medical) == "Save draft"
    reviewer = Client()
    login(reviewer, MEDICAL_REVIEWER)
    assert first_button(reviewer, medical) == "Publish"
    medical.get_workflow().start(medical, None)
    assert first_button(reviewer, medical) == "Sign and Publish"


def test_after_publishing_the_page_is_still_there_with_its_address(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About")
    login(client, MARKETING_EDITOR)
    edit = f"/admin/pages/{page.pk}/edit/"
    answer = client.post(edit, form_of(page, introduction="Who we are.", **{"action-publish": "x"}))
    assert answer.url == edit
    told = soup_of(client, edit).select_one(".messages .success")
    links = {link.get_text(strip=True): link["href"] for link in told.select("a")}
    assert links == {"http://localhost/about/": "/about/", "View live": "/about/"}
    assert "Who we are." in client.get("/about/").content.decode()
    # Saving a draft, and a way that leads back to somewhere else, are as ever.
    assert client.post(edit, form_of(page, introduction="A draft")).url == edit
    assert (
        client.post(f"{edit}?next=/admin/", form_of(page, **{"action-publish": "x", "next": "/admin/"})).url
        == "/admin/"
    )


def test_nobody_is_told_that_a_page_is_published_which_they_may_not_publish(client: Client, home: HomePage) -> None:
    page = add_page(home, TherapyPage, "Ketamine therapy")
    login(client, MARKETING_EDITOR)
    edit = f"/admin/pages/{page.pk}/edit/"
    client.post(edit, form_of(page, introduction="As it was never read.", **{"action-publish": "x"}))
    assert "is published" not in soup_of(client, edit).get_text()
    assert "never read" not in client.get("/ketamine-therapy/").content.decode()


def test_a_warning_about_claims_stays_beside_the_address(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About")
    login(client, MARKETING_EDITOR)
    edit = f"/admin/pages/{page.pk}/edit/"
    client.post(edit, form_of(page, introduction="It cures every pain.", **{"action-publish": "x"}))
    shown = soup_of(client, edit).select_one(".messages")
    assert "cures" in shown.select_one(".warning").get_text()
    assert "http://localhost/about/" in shown.select_one(".success").get_text()


def test_what_is_scheduled_is_told_with_its_time(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About")
    login(client, MARKETING_EDITOR)
    edit = f"/admin/pages/{page.pk}/edit/"
    client.post(edit, form_of(page, go_live_at="12/20/2099 8:00 AM", **{"action-publish": "x"}))
    assert "goes live on 12/20/2099 8:00 AM" in soup_of(client, edit).select_one(".messages .success").get_text()


def versions(client: Client, page: ContentPage | TherapyPage) -> dict[str, str]:
    """The rows of the history that have a button: what they say, and where the button leads."""
    rows = soup_of(client, f"/admin/pages/{page.pk}/history/").select("main tbody tr")
    return {
        " ".join(row.td.get_text(" ").split()): str(row.select_one("form")["action"])
        for row in rows
        if row.select_one("form button")
    }


def test_a_published_version_is_brought_back_in_one_step(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About", introduction="Who we are.")
    first = page.save_revision(log_action=True)
    first.publish()
    page.introduction, page.title = "A sentence nobody should have published.", "About nobody"
    page.save_revision(log_action=True).publish()
    page.slug, page.expire_at = "about-us", timezone.now() + timedelta(days=9)
    page.save_revision(log_action=True).publish()
    login(client, MARKETING_EDITOR)
    found = versions(client, page)
    assert {address.split("/")[-2] for address in found.values()} >= {str(first.pk)}
    assert any("Published" in row for row in found)
    assert client.get(f"/admin/pages/{page.pk}/bring-back/{first.pk}/").status_code == 405
    answer = client.post(f"/admin/pages/{page.pk}/bring-back/{first.pk}/", follow=True)
    assert "is back and published" in answer.content.decode()
    shown = client.get("/about-us/").content.decode()
    assert "Who we are." in shown
    assert "About nobody" not in shown
    page.refresh_from_db()
    assert page.expire_at, "until when it is shown is no matter of words"
    assert "by None" not in client.get(f"/admin/pages/{page.pk}/history/").content.decode()
    # Nothing is lost: what was there before can be brought back as well.
    assert "A sentence nobody" in str([revision.content for revision in page.revisions.all()])


def test_without_the_right_to_publish_it_becomes_the_draft(client: Client, home: HomePage) -> None:
    page = add_page(home, TherapyPage, "Ketamine therapy", introduction="As it was.")
    first = page.latest_revision
    page.introduction = "As it is."
    page.save_revision(log_action=True).publish()
    login(client, MARKETING_EDITOR)
    answer = client.post(f"/admin/pages/{page.pk}/bring-back/{first.pk}/", follow=True)
    assert "is the draft now" in answer.content.decode()
    assert "As it is." in client.get("/ketamine-therapy/").content.decode()
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().introduction == "As it was."
    desk = Client()
    login(desk, "Front desk")
    desk.post(f"/admin/pages/{page.pk}/bring-back/{first.pk}/")
    assert page.revisions.count() == 3


def test_a_version_that_nobody_has_made_is_not_by_none(client: Client, home: HomePage) -> None:
    page = add_page(home, ContentPage, "About")
    page.save_revision(log_action=True)
    login(client, MARKETING_EDITOR)
    shown = client.get(f"/admin/pages/{page.pk}/revisions/{page.revisions.first().pk}/revert/").content.decode()
    assert "the website itself" in shown
    assert "None" not in BeautifulSoup(shown, "html.parser").select_one(".messages").get_text()


def test_a_page_of_more_words_than_an_index_takes_is_refused_with_the_reason(client: Client, home: HomePage) -> None:
    """Up to the limit any words can be saved: on PostgreSQL its index of words takes a megabyte, with their places."""
    page = add_page(home, ContentPage, "About")
    login(client, MARKETING_EDITOR)

    def save(words: list[str]) -> Any:
        text = rich_text(f"<p>{' '.join(words)}</p>")
        body = nested_form_data({"body": streamfield([("text", text)])})
        return client.post(f"/admin/pages/{page.pk}/edit/", form_of(page) | body)

    # All of them other words, of letters that take three bytes each.
    most = [chr(0x4E00 + number // 5_000) + f"{number % 5_000:04}" for number in range(MOST_BYTES // 8 - 1)]
    assert save(most).status_code == 302
    page.refresh_from_db()
    assert most[-1] in page.get_latest_revision_as_object().body[0].value.source
    answer = save(most + ["another one"] * (MOST_BYTES // 8))
    assert answer.status_code == 200
    told = " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())
    assert "This page is too long to be saved: it has about" in told
    assert "400 thousand fit" in told
    assert b"another one" in answer.content, "what was typed is still there"
