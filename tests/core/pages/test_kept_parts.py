"""Links, sources and cards are kept between renders: a change of what they hang on shows at once, a draft never."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from core.editorial.models.references import Reference
from core.pages.templatetags.shell_tags import kept_part
from core.site.linked_pages import SharedPages, linked_pages
from core.web.page_cache.generation import FileGeneration
from home.models import ContentPage, HomePage
from locations.models import HoursException, LocationPage, OpeningPeriod
from tests import starter_site
from tests.pages import add_page, count_queries
from therapy.models import ConditionPage

pytestmark = pytest.mark.django_db(transaction=True)
CONDITION = "/conditions/crps/"


@pytest.fixture
def directory(settings: Any, tmp_path: Path) -> Path:
    """The starter site, rendered for each request; what is kept until something changes is told here."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE = {"DIRECTORY": tmp_path / "page-cache", "ENABLED": False}
    starter_site.fill()
    return tmp_path / "page-cache"


@pytest.fixture
def client(directory: Path) -> Client:
    return Client(headers={"host": "localhost"})


def read(client: Client, path: str) -> str:
    """A page, shown before, so that whatever can be kept is kept."""
    client.get(path)
    return client.get(path).content.decode()


def linking_page(target: Page) -> ContentPage:
    body = [("text", f'<p>See <a linktype="page" id="{target.pk}">the other page</a>.</p>')]
    return add_page(HomePage.objects.get(), ContentPage, "Linking", body=body)


def test_a_link_follows_its_page(client: Client) -> None:
    target = add_page(HomePage.objects.get(), ContentPage, "Target")
    linking_page(target)
    link = '<a href="{}">the other page</a>'
    assert link.format("/target/") in read(client, "/linking/")
    target.slug = "elsewhere"
    target.save_revision().publish()
    assert link.format("/elsewhere/") in client.get("/linking/").content.decode()
    target.unpublish()
    assert "See the other page." in client.get("/linking/").content.decode()
    target.save_revision().publish()
    assert link.format("/elsewhere/") in client.get("/linking/").content.decode()
    Page.objects.get(pk=target.pk).delete()
    assert "See the other page." in client.get("/linking/").content.decode()


def test_an_address_leads_nowhere_once_its_page_has_moved_or_gone(client: Client) -> None:
    target = add_page(HomePage.objects.get(), ContentPage, "Target")
    below = add_page(target, ContentPage, "Below")
    linking_page(below)
    read(client, "/linking/")
    assert client.get("/target/below/").status_code == 200
    target.slug = "elsewhere"
    target.save_revision().publish()
    assert client.get("/target/below/").status_code != 200
    assert client.get("/elsewhere/below/").status_code == 200
    Page.objects.get(pk=target.pk).delete()
    assert client.get("/elsewhere/below/").status_code == 404


def test_the_trail_shows_a_new_title(client: Client) -> None:
    parent = add_page(HomePage.objects.get(), ContentPage, "Parent")
    add_page(parent, ContentPage, "Child")
    assert ">Parent</a>" in read(client, "/parent/child/")
    parent.title = "Renamed"
    parent.save_revision().publish()
    html = client.get("/parent/child/").content.decode()
    assert ">Renamed</a>" in html
    assert ">Parent</a>" not in html


def test_a_source_shows_as_it_is_now(client: Client) -> None:
    reference = ConditionPage.objects.get(slug="crps").reference_list[0]
    assert reference.title in read(client, CONDITION)
    reference.title = "Another title of the same source"
    reference.save()
    for path in (CONDITION, "/therapy/"):
        assert "Another title of the same source" in client.get(path).content.decode()
    Reference.objects.filter(pk=reference.pk).update(title="Changed by a program")
    assert "Changed by a program" in client.get(CONDITION).content.decode()
    reference.delete()
    html = client.get(CONDITION).content.decode()
    assert "Changed by a program" not in html
    assert f"#ref-{reference.key}" not in html


@pytest.mark.parametrize("path", ["/", "/locations/"])
def test_a_card_shows_the_place_as_it_is_now(client: Client, path: str) -> None:
    place = LocationPage.objects.get(slug="jacksonville")
    read(client, path)
    place.phone = "+19045550177"
    place.save_revision().publish()
    assert "tel:+19045550177" in client.get(path).content.decode()
    LocationPage.objects.filter(pk=place.pk).update(landmark="beside the red barn")
    assert "Beside the red barn" in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", "/locations/"])
def test_a_card_forgets_a_day_that_is_over(client: Client, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changes but the clock."""
    place = LocationPage.objects.get(slug="jacksonville")
    OpeningPeriod.objects.create(page=place, opens=time(9), closes=time(17))
    HoursException.objects.create(page=place, date_from=date(2031, 3, 4), date_to=date(2031, 3, 4), closed=True)
    noon = datetime(2031, 3, 4, 12, tzinfo=ZoneInfo(place.time_zone))
    monkeypatch.setattr(timezone, "now", lambda: noon)
    assert "2031-03-04" in read(client, path)
    monkeypatch.setattr(timezone, "now", lambda: noon.replace(day=5))
    assert "2031-03-04" not in client.get(path).content.decode()


def test_a_place_tells_its_distance_to_whom_it_concerns(client: Client) -> None:
    assert "miles away" not in read(client, "/locations/")
    assert "miles away" in read(client, "/locations/?near=32256")
    assert "miles away" not in client.get("/locations/").content.decode()


def test_a_draft_is_seen_in_its_preview_alone(client: Client) -> None:
    parent = add_page(HomePage.objects.get(), ContentPage, "Parent")
    child = add_page(parent, ContentPage, "Child")
    read(client, "/parent/child/")
    for page in (parent, child):
        page.title = f"Drafted {page.slug}"
        page.save_revision()
    request = RequestFactory().get("/parent/", headers={"host": "localhost"})
    preview = parent.make_preview_request(request)
    assert isinstance(preview, HttpResponse)
    assert "Drafted parent" in preview.content.decode()
    html = client.get("/parent/child/").content.decode()
    assert "Drafted" not in html
    assert ">Parent</a>" in html


def test_a_change_of_another_process_shows_with_its_generation(client: Client, directory: Path) -> None:
    """The database is changed behind this process's back, as another process does; then the generation file grows."""
    reference = ConditionPage.objects.get(slug="crps").reference_list[0]
    assert reference.title in read(client, CONDITION)
    with connection.cursor() as cursor:
        raw = cursor.cursor.connection.cursor()
        mark = "%s" if connection.vendor == "postgresql" else "?"
        raw.execute(f"UPDATE editorial_reference SET title = 'From elsewhere' WHERE id = {mark}", [reference.pk])
        raw.connection.commit()
    FileGeneration(directory).bump()
    assert "From elsewhere" in client.get(CONDITION).content.decode()


def test_sources_that_are_not_stored_are_drawn_each_time(directory: Path) -> None:
    """The style guide shows examples."""
    name = "editorial/components/reference.html"
    drawn = [kept_part(name, None, reference=Reference(key=title, title=title)) for title in ("First", "Second")]
    assert ["First" in drawn[0], "Second" in drawn[1]] == [True, True]


def test_parts_are_told_apart_by_the_name_and_kind_of_their_values(directory: Path) -> None:
    def drawn(**known: Any) -> str:
        return kept_part("design/components/empty-state.html", "key", **known)

    assert "&lt;b&gt;" in drawn(title="<b>")
    assert "<b>" in drawn(title=mark_safe("<b>"))
    assert ["<p>One</p>" in html for html in (drawn(title="One"), drawn(text="One"))] == [False, True]
    assert [">1<" in html for html in (drawn(title=True), drawn(title=1))] == [False, True]
    assert ["Search" in drawn(title=words) for words in (gettext_lazy("Locations"), gettext_lazy("Search"))] == [
        False,
        True,
    ]


def test_a_link_to_a_page_that_was_deleted_costs_no_query(client: Client) -> None:
    target = add_page(HomePage.objects.get(), ContentPage, "Target")
    linking_page(target)
    Page.objects.get(pk=target.pk).delete()
    assert "See the other page." in read(client, "/linking/")
    assert count_queries(client, "/linking/") == 1


def test_pages_that_others_link_to_cost_no_query(client: Client) -> None:
    """The page itself is the one thing that is read for each render."""
    read(client, "/")
    assert count_queries(client, CONDITION) == 1
    assert count_queries(client, "/therapy/") == 1


def test_many_links_do_not_fill_the_memory(directory: Path) -> None:
    pages = SharedPages()
    for number in range(3 * SharedPages.MOST):
        pages.keep([], [number])
    assert len(pages.by_key) <= SharedPages.MOST + 1


def test_inside_a_transaction_nothing_is_kept(directory: Path) -> None:
    page = ContentPage.objects.get(slug="privacy")
    with transaction.atomic():
        Page.objects.filter(pk=page.pk).update(title="Never committed")
        assert linked_pages([page.pk])[page.pk].title == "Never committed"
        transaction.set_rollback(True)
    assert linked_pages([page.pk])[page.pk].title == page.title
