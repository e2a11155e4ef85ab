"""Redirects: nothing that moved is lost, nothing loops, and staff see what visitors miss."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from core.seo import missed
from core.seo.models import MissedAddress
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db

Rename = Callable[[ContentPage, str], None]


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home()
    ClinicSettings.objects.update_or_create(site=page.get_site(), defaults={"launched": True})
    return page


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test counts for itself, and writes at once."""
    monkeypatch.setattr(missed, "counter", missed.MissedCounter())
    monkeypatch.setattr(missed, "SECONDS_BETWEEN_WRITES", 0.0)


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Rename:
    """Gives a page a new slug, as the editor does; Wagtail makes the redirects once that is committed."""

    def inner(page: ContentPage, slug: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()

    return inner


def lands_on(client: Client, path: str) -> tuple[int, str]:
    """The status and the address of one hop."""
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


class TestMovedPages:
    def test_a_renamed_page_and_all_below_are_redirected_for_good(
        self, client: Client, home: HomePage, rename: Rename
    ) -> None:
        about = add_page(home, ContentPage, "About")
        team = add_page(about, ContentPage, "Team")
        add_page(team, ContentPage, "Nurses")
        rename(about, "who-we-are")
        assert lands_on(client, "/about/") == (301, "/who-we-are/")
        assert lands_on(client, "/about/team/") == (301, "/who-we-are/team/")
        assert lands_on(client, "/about/team/nurses/?utm_source=x") == (301, "/who-we-are/team/nurses/")
        assert lands_on(client, "/about") == (301, "/who-we-are/")

    def test_moving_a_page_does_the_same(self, client: Client, home: HomePage) -> None:
        about, privacy = add_page(home, ContentPage, "About"), add_page(home, ContentPage, "Privacy")
        add_page(privacy, ContentPage, "Cookies")
        privacy.move(about, pos="last-child")
        assert lands_on(client, "/privacy/cookies/") == (301, "/about/privacy/cookies/")

    def test_moves_in_a_row_stay_one_hop(self, client: Client, home: HomePage, rename: Rename) -> None:
        page = add_page(home, ContentPage, "One")
        for slug in ("two", "three", "four"):
            rename(page, slug)
        assert [lands_on(client, f"/{slug}/") for slug in ("one", "two", "three")] == [(301, "/four/")] * 3

    def test_there_and_back_again_never_loops(self, client: Client, home: HomePage, rename: Rename) -> None:
        page = add_page(home, ContentPage, "One")
        rename(page, "two")
        rename(page, "one")
        assert client.get("/one/").status_code == 200
        page.unpublish()
        assert client.get("/one/").status_code == 404
        assert client.get("/two/").status_code == 404


class TestRedirectsOfStaff:
    def add(self, admin_client: Client, old_path: str, **target: Any) -> Any:
        data = {
            "old_path": old_path,
            "site": "",
            "is_permanent": "on",
            "redirect_page": "",
            "redirect_link": "",
            **target,
        }
        return admin_client.post(reverse("wagtailredirects:add"), data)

    def test_a_loop_is_refused_beside_the_field(self, admin_client: Client, home: HomePage) -> None:
        response = self.add(admin_client, "/a/", redirect_link="http://localhost/a")
        assert response.status_code == 200
        assert "lead back to itself" in response.content.decode()
        assert "/a/" in response.content.decode()
        assert not Redirect.objects.exists()

    def test_a_loop_over_two_is_refused(self, admin_client: Client, home: HomePage) -> None:
        self.add(admin_client, "/a/", redirect_link="http://localhost/b/")
        response = self.add(admin_client, "/b/", redirect_link="http://localhost/a/")
        assert "lead back to itself" in response.content.decode()
        assert Redirect.objects.count() == 1

    def test_a_chain_becomes_one_step_from_either_end(
        self, client: Client, admin_client: Client, home: HomePage
    ) -> None:
        page = add_page(home, ContentPage, "Target")
        self.add(admin_client, "/b/", redirect_page=page.pk)
        self.add(admin_client, "/a/", redirect_link="http://localhost/b/")
        assert lands_on(client, "/a/") == (301, "/target/")
        self.add(admin_client, "/y/", redirect_link="http://localhost/z/")
        self.add(admin_client, "/z/", redirect_page=page.pk)
        assert lands_on(client, "/y/") == (301, "/target/")

    def test_one_target_exactly(self, admin_client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "Target")
        for target in ({}, {"redirect_page": page.pk, "redirect_link": "https://example.com/"}):
            assert "Choose one target" in self.add(admin_client, "/a/", **target).content.decode()
        assert not Redirect.objects.exists()

    def test_a_whole_address_may_be_pasted_as_the_old_one(self, admin_client: Client, home: HomePage) -> None:
        form = admin_client.get("/admin/redirects/add/").content.decode()
        assert "such as /old-prices. You may paste all of it." in form
        page = add_page(home, ContentPage, "Target")
        self.add(admin_client, "https://clinic.example/old-prices/", redirect_page=page.pk)
        assert Redirect.objects.get().old_path == "/old-prices"

    def test_a_page_is_not_redirected_to_itself(self, admin_client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "Target")
        assert "already has the address" in self.add(admin_client, "/target/", redirect_page=page.pk).content.decode()

    @pytest.mark.parametrize("link", ["javascript:alert(1)", "not a url", "http://", "//evil", "http://[::1"])
    def test_a_pasted_address_that_is_none_is_refused(self, admin_client: Client, home: HomePage, link: str) -> None:
        response = self.add(admin_client, "/a/", redirect_link=link)
        assert response.status_code == 200
        assert not Redirect.objects.exists()

    def test_full_clean_checks_as_well(self, home: HomePage) -> None:
        with pytest.raises(ValidationError) as caught:
            Redirect(old_path="/a", redirect_link="http://localhost/a/").full_clean()
        assert "redirect_link" in caught.value.message_dict

    def test_import_reports_loops_and_takes_the_rest_and_export_gives_it_back(
        self, client: Client, admin_client: Client, home: HomePage
    ) -> None:
        sheet = BytesIO(
            b"from,to\n/old-1/,http://localhost/new/\n/x/,http://localhost/x/\n/old-2/,https://example.com/\n"
        )
        sheet.name = "redirects.csv"
        page = admin_client.post(reverse("wagtailredirects:start_import"), {"import_file": sheet})
        form = BeautifulSoup(page.content, "html5lib").find("form", action=reverse("wagtailredirects:process_import"))
        data = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
        response = admin_client.post(
            reverse("wagtailredirects:process_import"), {**data, "from_index": 0, "to_index": 1, "permanent": "on"}
        )
        assert "lead back to itself" in response.content.decode()
        assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/old-1", "/old-2"}
        export = admin_client.get(reverse("wagtailredirects:index"), {"export": "csv"})
        assert b"/old-1" in b"".join(export.streaming_content)


class TestMissedAddresses:
    def test_misses_are_counted_without_query_or_person(self, client: Client, home: HomePage) -> None:
        for _ in range(3):
            client.get("/old-leaflet/?email=jane@example.com", headers={"user-agent": "Jane's phone"})
        [row] = MissedAddress.objects.all()
        assert (row.path, row.hits) == ("/old-leaflet/", 3)
        fields = {field.name for field in MissedAddress._meta.get_fields()}
        assert fields == {"id", "site", "path", "hits", "first_seen", "last_seen"}

    @pytest.mark.parametrize(
        "path", ["/wp-login.php", "/.env", "/a/jane@example.com/", "/call/9045550123/", f"/{'x' * 300}/", "/a%0Ab/"]
    )
    def test_probes_and_personal_data_are_not(self, client: Client, home: HomePage, path: str) -> None:
        assert client.get(path).status_code in (400, 404)
        assert not MissedAddress.objects.exists()

    def test_a_flood_fills_neither_table_nor_disk(
        self, client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
    ) -> None:
        monkeypatch.setattr(missed, "MOST_ROWS", 20)
        client.get("/wanted/")
        client.get("/wanted/")
        for number in range(40):
            client.get(f"/flood-{number}/")
        assert MissedAddress.objects.count() == 20
        assert MissedAddress.objects.get(path="/wanted/").hits == 2
        monkeypatch.setattr(missed, "SECONDS_BETWEEN_WRITES", 60.0)
        before = list(MissedAddress.objects.values_list("path", "hits"))
        client.get("/one-more/")
        assert list(MissedAddress.objects.values_list("path", "hits")) == before

    def test_a_full_buffer_takes_no_new_addresses(self, home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(missed, "SECONDS_BETWEEN_WRITES", 60.0)
        counter = missed.MissedCounter()
        site_id = home.get_site().pk
        for number in range(1000):
            counter.note(site_id, f"/{number}/")
        assert len(counter._waiting) == missed.MOST_WAITING

    def test_staff_see_them_and_turn_one_into_a_redirect(
        self, client: Client, admin_client: Client, home: HomePage
    ) -> None:
        page = add_page(home, ContentPage, "Leaflets")
        client.get("/old-leaflet/")
        report = admin_client.get(reverse("seo_missed_report"))
        soup = BeautifulSoup(report.content, "html5lib")
        link = soup.find("a", href=lambda href: href and "old_path=" in href)
        form = BeautifulSoup(admin_client.get(link["href"]).content, "html5lib")
        assert form.find("input", attrs={"name": "old_path"})["value"] == "/old-leaflet/"
        admin_client.post(
            reverse("wagtailredirects:add"),
            {
                "old_path": "/old-leaflet/",
                "site": "",
                "is_permanent": "on",
                "redirect_page": page.pk,
                "redirect_link": "",
            },
        )
        assert lands_on(client, "/old-leaflet/") == (301, "/leaflets/")
        assert not MissedAddress.objects.exists()

    def test_one_can_be_forgotten(self, client: Client, admin_client: Client, home: HomePage) -> None:
        client.get("/old-leaflet/")
        row = MissedAddress.objects.get()
        assert admin_client.get(reverse("seo_forget_missed", args=[row.pk])).status_code == 405
        admin_client.post(reverse("seo_forget_missed", args=[row.pk]))
        assert not MissedAddress.objects.exists()

    def test_strangers_see_no_report(self, client: Client, home: HomePage) -> None:
        for name in ("seo_missed_report", "seo_audit_report"):
            assert client.get(reverse(name)).status_code in (302, 403, 404)
