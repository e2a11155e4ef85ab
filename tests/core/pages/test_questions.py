"""Questions and answers: each has an address that outlives new wording, and one without an answer is not shown."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import ContentPage, HomePage
from tests.pages import add_page

pytestmark = pytest.mark.django_db

ANSWER = "<p>No. Arrange a ride.</p>"


def edit(client: Client, page: ContentPage, *items: dict[str, str]) -> None:
    """Save and publish the page in the editor with these questions."""
    questions = {str(number): item for number, item in enumerate(items)}
    listed: dict[str, object] = {"count": len(items)}
    for number, item in questions.items():
        value = {"question": item["question"], "address": item.get("address", ""), "answer": rich_text(item["answer"])}
        listed[number] = {"deleted": "", "order": number, "type": "", "id": "", "value": value}
    body = streamfield([("heading", {"text": "Can I drive", "level": "h2"}), ("faq", {"title": "", "items": listed})])
    form = client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("comment")}
    data = {name: value for name, value in data.items() if isinstance(value, str | int)}
    formsets = {
        f"{name}-{key}": 0 for name in form.formsets for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS")
    }
    data |= (
        {"title": page.title, "slug": page.slug, "action-publish": "1"}
        | formsets
        | nested_form_data({"body": body, "references": streamfield([])})
    )
    response = client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert response.status_code == 302, response.context["form"].errors


def seen(client: Client, page: ContentPage) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.get_url()).content, "html.parser")


def test_the_address_of_a_question_is_made_once_and_outlives_new_wording(home_page: HomePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", password="a long password"))
    page = add_page(home_page, ContentPage, "Questions")
    edit(
        client,
        page,
        {"question": "Can I drive home?", "answer": ANSWER},
        {"question": "Can I drive home?", "answer": ANSWER},
        {"question": "Can I drive?", "answer": ANSWER},
    )
    page.refresh_from_db()
    stored = [item["address"] for item in page.body[1].value["items"]]
    # Two of the same words, and one whose address a heading of the page has already.
    assert stored == ["can-i-drive-home", "can-i-drive-home-2", "can-i-drive-2"]
    edit(client, page, {"question": "May I drive home?", "answer": ANSWER, "address": stored[0]})
    answer = seen(client, page).find(id="can-i-drive-home")
    assert answer
    assert answer.find_previous("summary").get_text() == "May I drive home?"
    link = answer.select_one("a[href='#can-i-drive-home']")
    assert link
    assert link.get_text() == "Link to this answer: May I drive home?"


def test_a_question_has_its_address_in_structured_data_and_in_plain_text(home_page: HomePage, client: Client) -> None:
    items = [{"question": "Can I [ever] drive?", "answer": ANSWER}, {"question": "Who pays?", "answer": ""}]
    page = add_page(
        home_page, ContentPage, "Questions", body=json.dumps([{"type": "faq", "value": {"title": "", "items": items}}])
    )
    soup = seen(client, page)
    graph = json.loads(soup.find("script", type="application/ld+json").string)["@graph"]  # type: ignore[union-attr, arg-type]
    (faq,) = [node for node in graph if node["@type"] == "FAQPage"]
    assert [question["url"] for question in faq["mainEntity"]] == [f"{page.full_url}#can-i-ever-drive"]
    text = client.get(f"{page.get_url()}index.md").content.decode()
    assert f"**[Can I \\[ever\\] drive?]({page.full_url}#can-i-ever-drive)**" in text
    assert "Link to this answer" not in text
    # Without an answer a question is nowhere.
    assert "Who pays" not in soup.get_text() + json.dumps(graph) + text


def test_a_group_without_answers_leaves_nothing(home_page: HomePage, client: Client) -> None:
    value = {"title": "About money", "items": [{"question": "Who pays?", "answer": "<p></p>"}]}
    page = add_page(home_page, ContentPage, "Questions", body=json.dumps([{"type": "faq", "value": value}]))
    soup = seen(client, page)
    assert "About money" not in soup.get_text()
    assert not soup.select(".faq")
    assert "FAQPage" not in str(soup)
