"""The dashboard of a clinic: what each person sees on it, where its rows lead, and what it costs on a large site."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage
from search.models import QueryCount
from tests.full_site import fill_site
from tests.pages import add_page, make_home, make_image
from tests.staff import login
from therapy.models import ConditionIndexPage, ConditionPage

MOST_QUERIES = 20

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, tmp_path: Any) -> HomePage:
    settings.MEDIA_ROOT = tmp_path
    page = make_home()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return page


def panel(client: Client, name: str) -> BeautifulSoup | None:
    """One panel of the dashboard."""
    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = soup.select_one(f"#{name}-section, #{name}")
    return found and (found.find_parent("section") or found)


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_the_dashboard_takes_few_queries_with_500_pages(client: Client, home: HomePage) -> None:
    fill_site(home, 500)  # takes long, and a session is written to once a minute
    login(client, MARKETING_EDITOR)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/admin/").content.decode()
    for words in ("What needs your attention", "Review is overdue", "Searched for and not found", "1 finding"):
        assert words in html
    assert len(queries) < MOST_QUERIES, "\n".join(query["sql"][:150] for query in queries)


@pytest.mark.parametrize("role", [MARKETING_EDITOR, MEDICAL_REVIEWER, "Front desk"])
def test_everybody_is_told_that_the_site_is_hidden_until_it_is_launched(
    client: Client, home: HomePage, role: str
) -> None:
    login(client, role)
    told = "This site is not launched yet."
    assert told in client.get("/admin/").content.decode()
    ClinicSettings.objects.update_or_create(site=home.get_site(), defaults={"launched": True})
    assert told not in client.get("/admin/").content.decode()


def test_what_needs_attention_leads_to_where_it_is_dealt_with(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    assert panel(client, "attention") is None
    doctor = add_page(add_page(home, LocationIndexPage, "Locations"), ClinicianPage, "Dr. Tilak")
    conditions = add_page(home, ConditionIndexPage, "Conditions")
    today = timezone.localdate()
    pages = {}
    for title, days in (("Overdue", -3), ("Soon", 20), ("Later", 300), ("Changed", 300)):
        page = add_page(conditions, ConditionPage, title, risks="<p>Nausea</p>")
        page.stamp_review(doctor, today + datetime.timedelta(days=days))
        page.last_reviewed = today - datetime.timedelta(days=400)
        page.save()
        pages[title] = page
    pages["Changed"].risks = "<p>None</p>"
    pages["Changed"].save()
    consent = {"consent_from": "Form 7", "consent_on": "2020-01-01", "consent_until": "2021-01-01"}
    image = make_image("Waiting room", shows_people=True, **consent)
    add_page(home, ContentPage, "About", main_image=image)
    found = panel(client, "attention")
    links = {link.get_text(strip=True): str(link["href"]) for link in found.select("li a")}
    assert list(links)[:3] == ["Overdue", "Changed", "Soon"]
    assert "Later" not in links
    assert links["Overdue"].startswith(f"/admin/pages/{pages['Overdue'].pk}/edit/#tab-")
    assert "Consent has ended. Used on: About" in found.get_text(" ", strip=True).replace(" :", ":")
    for url in [*links.values(), *(str(link["href"]) for link in found.select("td.title a"))]:
        assert client.get(url.partition("#")[0]).status_code in {200, 302}, url


def test_a_search_without_result_becomes_a_synonym_in_one_step(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    today = timezone.localdate()
    QueryCount.objects.create(week=today, text="fybro", searches=9, results=0)
    QueryCount.objects.create(week=today, text="pain", searches=99, results=3)
    QueryCount.objects.create(week=today, text="my […]", searches=99, results=0)
    QueryCount.objects.create(week=today - datetime.timedelta(days=90), text="old", searches=99, results=0)
    rows = panel(client, "missed-searches").select("tbody tr")
    assert [row.get_text(" ", strip=True) for row in rows] == ["fybro 9"]
    form = BeautifulSoup(client.get(str(rows[0].a["href"])).content, "html.parser")
    assert form.find(id="id_typed").get_text(strip=True) == "fybro"
    assert form.find(id="id_name")["value"] == "fybro"


def test_the_front_desk_sees_requests_and_nothing_about_pages(client: Client, home: HomePage) -> None:
    login(client, "Front desk")
    QueryCount.objects.create(week=timezone.localdate(), text="fybro", searches=9, results=0)
    assert panel(client, "attention") is None
    assert panel(client, "missed-searches") is None
    assert panel(client, "appointment-requests") is not None
    login(client, MARKETING_EDITOR)
    assert panel(client, "appointment-requests") is None


def test_a_missing_privacy_page_and_a_server_in_trouble_are_on_the_list(client: Client, home: HomePage) -> None:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a long password"))
    words = panel(client, "launch-checklist").get_text(" ", strip=True)
    assert "A privacy page" in words
    assert "The server" in words, "no worker runs in this test"
    add_page(home, ContentPage, "Privacy", body=json.dumps([]))
    assert "A privacy page" not in panel(client, "launch-checklist").get_text(" ", strip=True)
