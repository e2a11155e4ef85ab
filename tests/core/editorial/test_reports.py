"""The reports of the admin: what they list, who may open them, what they cost with 500 pages, and safe spreadsheets."""

import csv
import datetime
import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.editorial.models.links import LinkState, OutsideLink
from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.questions import QUESTIONS
from core.editorial.reports import REPORTS
from core.editorial.roles import MARKETING_EDITOR
from core.editorial.spreadsheets import safe_cell
from core.seo.models import AuditReport
from home.models import ContentPage, HomePage
from tests.full_site import fill_site
from tests.pages import add_page, make_home, make_image
from tests.staff import login
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db

OURS = [view.index_url_name for view in REPORTS.values()]
# Wagtail's own and those of other rooms that the clinic works with.
OTHERS = ["seo_missed_report", "search_query_report", "wagtailredirects:index"]
# Three read the clinic for the menu, and two are savepoints: within the transaction of a test nothing is kept.
MOST_QUERIES = 23
EVIL = '=HYPERLINK("http://evil.example","Click")'


@pytest.fixture
def home(settings: Any, tmp_path: Any) -> HomePage:
    settings.MEDIA_ROOT = tmp_path
    page = make_home()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return page


def rows(client: Client, name: str, **query: str) -> list[list[str]]:
    """The table of a report, cell by cell."""
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").find("table", class_="listing")
    return (
        [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in table.select("tbody tr")]
        if table
        else []
    )


def exported(client: Client, name: str) -> list[dict[str, str]]:
    response = client.get(reverse(name), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.full
def test_each_report_takes_few_queries_with_500_pages(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    fill_site(home, 500)
    assert Page.objects.filter(depth__gt=1).count() >= 500
    counts = {}
    for name in [*OURS, *OTHERS]:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name)).status_code == 200
        counts[name] = len(queries)
    assert {name: count for name, count in counts.items() if count >= MOST_QUERIES} == {}


@pytest.mark.parametrize("name", OURS)
def test_only_those_who_work_on_pages_open_the_reports(client: Client, home: HomePage, name: str) -> None:
    user = get_user_model().objects.create_user("desk", password="a long enough password")
    user.groups.add(Group.objects.get(name="Front desk"))
    client.force_login(user)
    assert client.get(reverse(name)).status_code in {302, 403}
    client.logout()
    assert client.get(reverse(name)).status_code == 302
    login(client, MEDICAL_REVIEWER)
    assert client.get(reverse(name)).status_code == 200
    # The menu leads to it, or to the question that it answers.
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    questions = [reverse("report_question", args=[slug]) for slug in QUESTIONS]
    assert any(
        reverse(name) in client.get(question).content.decode() for question in questions if question in menu
    ) or (reverse(name) in menu)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_report_is_saved_as_a_spreadsheet_that_runs_nothing(
    client: Client, home: HomePage, name: str, kind: str
) -> None:
    login(client, MARKETING_EDITOR)
    conditions = add_page(home, ConditionIndexPage, "Conditions")
    page = add_page(conditions, ConditionPage, EVIL, slug="evil")
    image = make_image(EVIL, description=EVIL)
    page.main_image = image
    page.risks = '<p><a linktype="page" id="999999">x</a></p>'
    page.save_revision().publish()
    link = OutsideLink.objects.create(url="https://example.com/")
    link.pages.add(page)
    response = client.get(reverse(name), {"export": kind})
    data = b"".join(response.streaming_content)  # type: ignore[arg-type]
    if kind == "csv":
        cells = [cell for line in csv.reader(io.StringIO(data.decode())) for cell in line]
    else:
        sheet = load_workbook(io.BytesIO(data)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]


def test_wagtails_own_exports_run_nothing_either(client: Client, home: HomePage) -> None:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a long password"))
    page = add_page(home, ContentPage, EVIL, slug="evil")
    page.save_revision(user=get_user_model().objects.get(), log_action=True)
    Redirect.objects.create(old_path="/x", redirect_link="=1+1")
    for name in ["wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages", "wagtailredirects:index"]:
        response = client.get(reverse(name), {"export": "csv"})
        text = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
        cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
        assert any(cell.startswith("'=") for cell in cells), name
        assert not [cell for cell in cells if cell.startswith("=")], name


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", "|x", "%x", "\r=1"])
def test_what_spreadsheets_would_run_is_quoted(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_the_inventory_names_type_length_and_address(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    add_page(home, ContentPage, "About", body=json.dumps([{"type": "text", "value": "<p>One two three</p>"}]))
    found = {row[0]: row for row in rows(client, "content_inventory")}
    assert found["About"][1] == ContentPage._meta.verbose_name.capitalize()
    assert found["About"][3:5] == ["4", "/about/"]
    kind = str(ContentPage.objects.get().content_type_id)
    assert [row[0] for row in rows(client, "content_inventory", content_type=kind)] == ["About"]
    assert rows(client, "content_inventory", live="0") == []
    assert {"/", "/about/"} <= {row["Address"] for row in exported(client, "content_inventory")}


def test_gaps_of_live_pages_and_nothing_else(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    picture, bare = make_image(), make_image("Bare", description="")
    full = {"introduction": "Words.", "main_image": picture}
    home.introduction, home.main_image = "Words.", picture
    home.save()
    add_page(home, ContentPage, "Full", **full)
    add_page(home, ContentPage, "No words", main_image=picture)
    add_page(home, ContentPage, "No picture", introduction="Words.")
    add_page(home, ContentPage, "Bare picture", introduction="Words.", main_image=bare)
    add_page(home, ContentPage, "Own words", introduction="Words.", main_image=bare, main_image_alt="A door")
    home.add_child(instance=ContentPage(title="Draft", slug="draft", live=False))
    found = {row[0]: row[2] for row in rows(client, "content_gaps")}
    assert found == {
        "No words": "No description",
        "No picture": "No picture",
        "Bare picture": "Picture without description",
    }
    assert [row[0] for row in rows(client, "content_gaps", missing="alt")] == ["Bare picture"]


def test_pictures_whose_consent_ended_are_named_with_their_pages(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    today = timezone.localdate()
    ends = {"Over": today - datetime.timedelta(days=1), "Soon": today + datetime.timedelta(days=20), "Long": None}
    for title, until in ends.items():
        image = make_image(
            title, shows_people=True, consent_from="Form 1", consent_on="2020-01-01", consent_until=until
        )
        add_page(home, ContentPage, f"Shows {title}", main_image=image)
    make_image("Nobody", size=(300, 200))
    found = {row[0]: row for row in rows(client, "pictures_report")}
    assert {title: row[3] for title, row in found.items()} == {
        "Over": "Consent has ended",
        "Soon": "Consent ends soon",
        "Long": "Consent given",
        "Nobody": "",
    }
    assert found["Over"][5] == "Shows Over"
    assert [row[0] for row in rows(client, "pictures_report", problem="consent")] == ["Over", "Soon"]
    assert [row[0] for row in rows(client, "pictures_report", problem="small")] == ["Nobody"]


def test_links_inside_the_site_that_lead_nowhere(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    gone = add_page(home, ContentPage, "Gone")
    hidden = add_page(home, ContentPage, "Hidden")
    good = add_page(home, ContentPage, "Good")
    html = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in (gone, hidden, good))
    source = add_page(home, ContentPage, "Source", body=json.dumps([{"type": "text", "value": f"<p>{html}</p>"}]))
    assert rows(client, "broken_links") == []
    gone.delete()
    hidden.unpublish()
    assert {tuple(row) for row in rows(client, "broken_links")} == {
        ("Source", "body", "A page that was deleted"),
        ("Source", "body", "“Hidden”, which is not published"),
    }
    finding = {
        "page_id": good.pk,
        "url": "/good/",
        "code": "link",
        "message": "The link to /x/ is broken (status 404).",
    }
    AuditReport.objects.create(
        site=home.get_site(), checked_at=timezone.now(), page_count=1, findings=[finding, {**finding, "code": "title"}]
    )
    assert rows(client, "broken_links")[-1][2] == finding["message"]
    assert len(rows(client, "broken_links")) == 3
    source.unpublish()
    assert len(rows(client, "broken_links")) == 1


def test_links_to_elsewhere_and_when_they_were_seen_alive(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "Source")
    for name, state in (("a", LinkState.ALIVE), ("b", LinkState.DEAD)):
        link = OutsideLink.objects.create(url=f"https://example.com/{name}", state=state, alive_at=timezone.now())
        link.pages.add(page)
    assert [row[1] for row in rows(client, "outside_links")] == ["Alive", "Dead"]
    assert [row[0] for row in rows(client, "outside_links", state="dead")] == ["https://example.com/b"]
    assert rows(client, "outside_links")[0][4] == "Source"
    assert exported(client, "outside_links")[0]["Stands on"] == "Source"


def test_who_changed_what_is_open_to_marketing(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    page.save_revision(user=get_user_model().objects.get(), log_action=True)
    for name in ("who_changed_what", "wagtailadmin_reports:site_history"):
        assert any(row[0] == "About" and MARKETING_EDITOR in row[3] for row in rows(client, name)), name


def test_an_empty_report_says_what_that_means(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    found = {name: client.get(reverse(name)).content.decode() for name in [*OURS, *OTHERS[:2]]}
    assert [name for name, page in found.items() if "There are no results." in page] == []
    assert "No link inside the site is broken." in found["broken_links"]
    assert "Nobody has searched the site yet." in found["search_query_report"]
    narrowed = client.get(reverse("outside_links"), {"state": "dead"}).content.decode()
    assert "No links have been collected yet." not in narrowed


@pytest.mark.full
def test_wagtails_site_history_takes_as_many_queries_for_much_as_for_little(client: Client, home: HomePage) -> None:
    """They are many, since it asks anew for each part of the screen what the reader may see, but no more for more."""
    login(client, MARKETING_EDITOR)
    url = reverse("wagtailadmin_reports:site_history")
    page = add_page(home, ContentPage, "About")
    page.save_revision(user=get_user_model().objects.get(), log_action=True)
    counts = []
    for pages in (0, 200):
        if pages:
            fill_site(home, pages)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]
