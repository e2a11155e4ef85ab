"""What staff see of the sums: the report, its files, the card, a page's own figures, the monthly mail."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook
from PIL import Image

from core.analytics import charts, figures, monthly, months
from core.analytics.counter import counter
from core.analytics.dashboard import sentence
from core.analytics.figures import Step
from core.analytics.models import CampaignLink, OriginCount, PageCount, ReportReader, monday_of
from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage, LocationPage
from tests.pages import add_page
from tests.staff import login

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/visits/"


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def place(home: HomePage) -> LocationPage:
    index = add_page(home, LocationIndexPage, "Locations")
    return add_page(index, LocationPage, "Jacksonville")


@pytest.fixture
def sums(about: ContentPage, place: LocationPage) -> date:
    """Two weeks of sums; returns the Monday of this week."""
    monday = monday_of(timezone.localdate())
    for day, views in ((monday, 40), (monday - timedelta(weeks=1), 30)):
        PageCount.objects.create(day=day, language="en-US", views=views, entries=views // 2, phone_views=10, searches=3)
        PageCount.objects.create(
            day=day, page_id=about.pk, views=views, entries=4, form_visits=6, requests=2, phone_taps=1, email_taps=1
        )
        PageCount.objects.create(day=day, page_id=place.pk, views=5, phone_taps=3, directions_taps=2)
        for label, entries in (("google.com", 12), ("mail.doe-family.example", 4), ("", 3)):
            for page_id in (0, about.pk):
                OriginCount.objects.create(day=day, kind="source", page_id=page_id, label=label, entries=entries)
        OriginCount.objects.create(day=day, kind="campaign", label="=cmd|' /C calc'!A0", entries=9)
    return monday


def table(response: Any, name: str) -> list[list[str]]:
    """The rows of one table of the report, as text."""
    document = BeautifulSoup(response.content, "html.parser")
    rows = document.select(f"#visits-{name} tbody tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def test_the_report_says_what_was_counted(client: Client, sums: date, about: ContentPage, place: LocationPage) -> None:
    login(client, "Marketing editor")
    page = client.get(f"{REPORT}?weeks=4")
    assert table(page, "pages")[:2] == [["About", "70", "8", "0", "4"], ["Jacksonville", "10", "0", "0", "10"]]
    assert table(page, "places") == [["Jacksonville", "10", "6", "4", "0"]]
    assert table(page, "requests")[0] == ["About", "70", "12", "4", "4", "5.7"]
    assert [row for row in table(page, "times") if row[1] != "0"] == [
        [date_format(sums, "DATE_FORMAT"), "40", "20"],
        [date_format(sums - timedelta(weeks=1), "DATE_FORMAT"), "30", "15"],
    ]
    text = BeautifulSoup(page.content, "html.parser").get_text(" ")
    assert re.search(r"\b70\s+pages read", text)
    assert "before: 30" in BeautifulSoup(client.get(f"{REPORT}?weeks=1").content, "html.parser").get_text(" ")


def test_small_numbers_of_a_source_are_not_told_anywhere(client: Client, sums: date, about: ContentPage) -> None:
    login(client, "Marketing editor")
    shown = table(client.get(f"{REPORT}?weeks=4"), "sources")
    assert ["google.com", "24"] in shown
    assert ["mail.doe-family.example", "fewer than 5 a week"] in shown, "8 in two weeks, but never five in one"
    assert ["Typed in, a bookmark, or not told", "6"] in shown
    exported = client.get(f"{REPORT}sources/?weeks=4&export=csv").getvalue().decode()  # type: ignore[attr-defined]
    assert "mail.doe-family.example,fewer than 5 a week" in exported
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[about.pk])).content.decode()
    assert "mail.doe-family.example: fewer than 5 a week" in editor


def test_files_hold_the_table_and_run_nothing(client: Client, sums: date) -> None:
    login(client, "Marketing editor")
    text = client.get(f"{REPORT}campaigns/?export=csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert list(csv.reader(io.StringIO(text))) == [
        ["Source / medium / campaign", "How often"],
        ["'=cmd|' /C calc'!A0", "18"],
    ]
    data = client.get(f"{REPORT}pages/?export=xlsx").getvalue()  # type: ignore[attr-defined]
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0] == ("Page", "Read", "From elsewhere", "On phones", "Taps")
    assert rows[1] == ("About", 70, 8, 0, 4)
    assert client.get(f"{REPORT}nothing/?export=csv").status_code == 404
    assert client.get(f"{REPORT}pages/?export=pdf").status_code == 404


@pytest.mark.parametrize("weeks", ["", "0", "-4", "999999999999", "4.5", "'", "٤"])
def test_a_time_that_is_not_offered_is_four_weeks(client: Client, home: HomePage, weeks: str) -> None:
    login(client, "Marketing editor")
    page = client.get(REPORT, {"weeks": weeks})
    assert page.status_code == 200
    assert page.context["number"] == 4
    assert "Nobody came from elsewhere." in page.content.decode()


def test_who_may_not_see_sums_sees_none(client: Client, sums: date, about: ContentPage) -> None:
    login(client, "Medical reviewer")
    assert client.get(REPORT).status_code == 302
    assert client.get(f"{REPORT}pages/").status_code == 302
    assert "chart__views" not in client.get("/admin/").content.decode()
    assert "chart__views" not in client.get(reverse("wagtailadmin_pages:edit", args=[about.pk])).content.decode()


def test_card_and_editor(client: Client, sums: date, about: ContentPage) -> None:
    login(client, "Marketing editor")
    assert (
        "This week people came to the site 20 times: more than the 15 last week"
        in client.get("/admin/").content.decode()
    )
    editor = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[about.pk])).content, "html.parser")
    panel = editor.select_one("#tab-visits")
    assert panel is not None
    assert "this page was read 70 times" in panel.get_text(" ")
    assert panel.select("svg[role=img][aria-label]")
    assert "4 requests were sent from this page" in panel.get_text(" ")


def test_sentences() -> None:
    assert "as often as" in sentence(3, 3)
    assert "fewer than the 1,500" in sentence(2, 1500)
    assert sentence(0, 0) == "Nobody has come to the site this week."


@pytest.mark.parametrize("largest", [0, 1, 3, 4, 5, 9, 47, 999, 1_000, 123_456, 10_000_000])
def test_charts_have_room_for_every_bar_and_round_numbers(largest: int) -> None:
    scale = charts.scale_for(largest)
    assert 2 <= scale.lines <= 5
    assert scale.lines * scale.each >= largest
    drawn = BeautifulSoup(charts.bars([Step(date(2026, 1, 1), largest, largest)] * 3, "Label"), "html.parser")
    assert all(float(str(bar["y"])) >= charts.TOP - 0.1 for bar in drawn.select("rect"))
    assert "style" not in str(drawn)


def test_days_ahead_are_not_shown_before_they_come(home: HomePage) -> None:
    """Counted while a clock was ahead."""
    PageCount.objects.create(day=timezone.localdate() + timedelta(days=400), views=7)
    assert figures.totals(figures.weeks(52))["views"] == 0


# -- By mail -----------------------------------------------------------------------------------------------------------


def test_who_asks_gets_the_month_once_and_after_it_is_over(client: Client, sums: date, let_pass: Any) -> None:
    login(client, "Marketing editor")
    User.objects.update(email="")
    said = client.post(f"{REPORT}monthly-mail/", {"wanted": "yes"}, follow=True).content.decode()
    assert "has no e-mail address" in said
    User.objects.update(email="marketing@example.org")
    client.post(f"{REPORT}monthly-mail/", {"wanted": "yes"})
    assert monthly.send_due() == 0, "this month is not over"
    reader = ReportReader.objects.get()
    ReportReader.objects.update(last_month=figures.month_of(reader.last_month - timedelta(days=40)).first)
    month = monthly.last_month()
    PageCount.objects.create(day=month.first, language="en", views=321, entries=12)
    assert monthly.send_due() == 1
    assert monthly.send_due() == 0
    (sent,) = mail.outbox
    assert sent.to == ["marketing@example.org"]
    assert "Pages read: " in sent.body
    assert "doe-family" not in sent.body, "no place that somebody came from"
    client.post(f"{REPORT}monthly-mail/", {"wanted": "no"})
    assert not ReportReader.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_is_gone_gets_no_mail(client: Client, home: HomePage, change: dict[str, Any]) -> None:
    login(client, "Marketing editor")
    User.objects.update(email="marketing@example.org")
    client.post(f"{REPORT}monthly-mail/", {"wanted": "yes"})
    ReportReader.objects.update(last_month=date(2020, 1, 1))
    User.objects.update(**change)
    assert monthly.send_due() == 0
    assert mail.outbox == []
    assert ReportReader.objects.get().last_month == monthly.last_month().first, "and none about it later"


def test_a_mail_server_that_is_away_is_tried_again(
    client: Client, home: HomePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    login(client, "Marketing editor")
    User.objects.update(email="marketing@example.org")
    monthly.want_mail(User.objects.get(), wanted=True)
    ReportReader.objects.update(last_month=date(2020, 1, 1))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert monthly.send_due() == 0
    waiting = ReportReader.objects.get()
    assert (waiting.last_month, waiting.attempts) == (date(2020, 1, 1), 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ReportReader.objects.update(next_attempt_at=timezone.now())
    assert monthly.send_due() == 1


# -- After two years ---------------------------------------------------------------------------------------------------


def test_after_two_years_days_become_months_and_no_sum_changes(home: HomePage) -> None:
    today = timezone.localdate()
    for back in range(0, 900, 3):
        day = today - timedelta(days=back)
        for page_id in (0, 7):
            PageCount.objects.create(day=day, page_id=page_id, views=2, entries=1, requests=1)
        OriginCount.objects.create(day=day, kind="source", label="google.com", entries=3)

    def all_sums() -> tuple[int, int]:
        return (
            sum(PageCount.objects.filter(page_id=7).values_list("views", flat=True)),
            sum(OriginCount.objects.values_list("entries", flat=True)),
        )

    before = all_sums()
    assert months.fold_oldest_month() == 3, "one month at a time: two rows of pages, one of origins"
    assert PageCount.objects.exclude(day__day=1).filter(day__lt=today - timedelta(days=800)).exists()
    while months.fold_oldest_month():
        pass
    assert all_sums() == before
    limit = date(today.year - 2, today.month, 1)
    assert not PageCount.objects.filter(day__lt=limit).exclude(day__day=1).exists()
    assert not OriginCount.objects.filter(day__lt=limit).exclude(day__day=1).exists()
    assert PageCount.objects.filter(day__gte=limit).exclude(day__day=1).exists()


# -- Campaign links ----------------------------------------------------------------------------------------------------


@pytest.fixture
def link(about: ContentPage) -> CampaignLink:
    return CampaignLink.objects.create(
        name="Leaflet", page=about, source="leaflet", medium="print", campaign="spring-2027", code="spring"
    )


def test_a_short_address_leads_to_the_tagged_page_and_counts(client: Client, link: CampaignLink, settings: Any) -> None:
    for path, agent in (("/go/spring", "Firefox"), ("/go/spring/", "Firefox"), ("/go/spring", "Twitterbot/1.0")):
        answer = client.get(path, headers={"user-agent": agent})
        assert answer.status_code == 302
        assert answer["Location"].endswith("/about/?utm_source=leaflet&utm_medium=print&utm_campaign=spring-2027")
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies
    counter.flush()
    assert figures.link_uses(figures.weeks(1)) == {"spring": 2}
    link.page.unpublish()
    assert client.get("/go/spring").status_code == 404
    assert client.get("/go/nobody").status_code == 404


def test_the_link_is_made_in_the_admin_with_codes_for_screen_and_print(client: Client, about: ContentPage) -> None:
    login(client, "Marketing editor")
    add = reverse("wagtailsnippets_analytics_campaignlink:add")
    data = {
        "name": "Leaflet",
        "page": about.pk,
        "source": "leaflet",
        "medium": "print",
        "campaign": "spring",
        "code": "x1",
    }
    for wrong in ({"source": "Leaf let"}, {"campaign": "jane@example.org"}, {"code": "a/b"}, {"page": ""}):
        answer = client.post(add, data | wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert answer.context["form"]["name"].value() == "Leaflet", "nothing typed is lost"
    assert client.post(add, data).status_code == 302
    made = CampaignLink.objects.get()
    edit = client.get(reverse("wagtailsnippets_analytics_campaignlink:edit", args=[made.pk]))
    assert made.short_url in edit.content.decode()
    assert "utm_campaign=spring" in edit.content.decode()
    changed = client.post(reverse("wagtailsnippets_analytics_campaignlink:edit", args=[made.pk]), data | {"code": "x2"})
    assert "may be in print already" in changed.content.decode()
    assert CampaignLink.objects.get().code == "x1"


def test_codes_say_the_short_address_and_are_large_enough_for_print(client: Client, link: CampaignLink) -> None:
    login(client, "Marketing editor")
    svg = client.get(f"/admin/campaign-links/{link.pk}/qr/svg/?save")
    assert svg["Content-Disposition"] == 'attachment; filename="qr-spring.svg"'
    drawing = BeautifulSoup(svg.content, "xml").svg
    assert drawing is not None
    assert abs(float(str(drawing["width"]).removesuffix("mm")) - 40) < 0.1
    picture = Image.open(io.BytesIO(client.get(f"/admin/campaign-links/{link.pk}/qr/print/").content))
    assert picture.width / 300 * 25.4 >= 40
    assert picture.getpixel((0, 0)) in (1, 255, (255, 255, 255)), "a white edge"
    assert client.get(f"/admin/campaign-links/{link.pk}/qr/gif/").status_code == 404
    assert client.get("/admin/campaign-links/999/qr/svg/").status_code == 404
    client.logout()
    login(client, "Front desk")
    assert client.get(f"/admin/campaign-links/{link.pk}/qr/svg/").status_code == 302


def test_own_links_carry_no_campaign_tags(client: Client, link: CampaignLink) -> None:
    page = client.get("/about/?utm_source=leaflet&utm_campaign=spring-2027", headers={"host": "localhost"})
    assert "utm_" not in page.content.decode()
    assert "/go/" not in page.content.decode()
