"""Old addresses as people paste them and browsers send them: what is saved works, or the form says why not."""

from importlib import import_module
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from core.seo import missed
from core.seo.audit import audit_site
from core.seo.models import MissedAddress
from core.seo.redirects.addresses import normal_address
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home()
    ClinicSettings.objects.update_or_create(site=page.get_site(), defaults={"launched": True})
    return page


@pytest.fixture
def target(home: HomePage) -> ContentPage:
    return add_page(home, ContentPage, "Target")


@pytest.fixture(autouse=True)
def fresh_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test counts for itself, and writes at once."""
    monkeypatch.setattr(missed, "counter", missed.MissedCounter())
    monkeypatch.setattr(missed, "SECONDS_BETWEEN_WRITES", 0.0)


def save(admin_client: Client, old_path: str, url: str = "", **fields: Any) -> Any:
    """Post the form for a redirect; the answer is the page that follows."""
    data = {"old_path": old_path, "site": "", "is_permanent": "on", "redirect_page": "", "redirect_link": "", **fields}
    return admin_client.post(url or reverse("wagtailredirects:add"), data, follow=True)


def errors_of(response: Any) -> dict[str, list[str]]:
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def lands_on(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


SPELLINGS = [
    ("/files/New Patient Form.pdf", "/files/New%20Patient%20Form.pdf"),
    ("/files/New%20Patient%20Form.pdf", "/files/New%20Patient%20Form.pdf"),
    ("/it%27s-here/", "/it's-here/"),
    ("/it's-here", "/it%27s-here/"),
    ("/Old-Prices/", "/old-prices/"),
    ("/old-prices", "/OLD-Prices"),
    ("/café/", "/caf%C3%A9/"),
    ("/caf%C3%A9/", "/CAFE%CC%81/"),
    ("/100%25-care/", "/100%25-care/"),
    ("/a%2541", "/a%2541"),
    ("/what%3Fnow/", "/what%3Fnow/"),
    ("/a,b(c)&d=e;f/", "/a,b(c)&d=e;f"),
    ("/a//b/", "/a/b"),
    ("old:page", "/old:page"),
    ("  /spaces-around/  ", "/spaces-around"),
    ("https://www.oldclinic.example/About-Us.html#team", "/about-us.html"),
    ("www.oldclinic.example/fees/", "/fees/"),
    ("/files/a.pdf", "/files/a.pdf?download=1"),
    ("/?p=123", "/?p=123"),
    ("/?p=123", "/?utm_source=mail&p=123&fbclid=x"),
    ("https://www.oldclinic.example/?page_id=12", "/?page_id=12"),
    ("/target/?cat=5", "/target/?cat=5"),
    ("/news/?b=2&a=1", "/News?a=1&b=2"),
    ("/index.php?id=7", "/index.php?id=7"),
    ("/?s=back+pain", "/?s=back%20pain"),
    ("/?q=a%26b%3Dc%2Bd", "/?q=a%26b%3Dc%2Bd"),
]


class TestSpellings:
    @pytest.mark.parametrize(("typed", "asked"), SPELLINGS)
    def test_what_is_saved_works(
        self, client: Client, admin_client: Client, target: ContentPage, typed: str, asked: str
    ) -> None:
        response = save(admin_client, typed, redirect_page=target.pk)
        assert Redirect.objects.count() == 1, errors_of(response)
        assert lands_on(client, asked) == (301, "/target/")
        assert client.head(asked).status_code == 301
        # Saved again from its own form, it is still the same.
        saved = Redirect.objects.get()
        edit = reverse("wagtailredirects:edit", args=[saved.pk])
        shown = BeautifulSoup(admin_client.get(edit).content, "html5lib").find("input", {"name": "old_path"})["value"]
        save(admin_client, shown, edit, redirect_page=target.pk)
        assert Redirect.objects.get().old_path == saved.old_path
        assert lands_on(client, asked) == (301, "/target/")

    @pytest.mark.parametrize(("typed", "asked"), SPELLINGS)
    def test_the_one_form_is_its_own(self, typed: str, asked: str) -> None:
        once = normal_address(typed)
        assert normal_address(once) == once

    def test_a_query_of_its_own_changes_nothing_else(
        self, client: Client, admin_client: Client, target: ContentPage
    ) -> None:
        save(admin_client, "/?p=123", redirect_page=target.pk)
        # What changes nothing on a page leaves its address (docs/performance.md).
        for path in ("/?p=124", "/?p=1234", "/target/?p=123", "/?p=123&preview=true"):
            assert lands_on(client, path) == (301, path.partition("?")[0]), path
        for path in ("/", "/?utm_source=x"):
            assert client.get(path).status_code == 200, path
        assert client.post("/?p=123").status_code != 301

    def test_two_spellings_are_one_redirect(self, admin_client: Client, target: ContentPage) -> None:
        save(admin_client, "/old prices/", redirect_page=target.pk)
        response = save(admin_client, "/Old%20Prices", redirect_page=target.pk)
        assert "already exists" in response.content.decode()
        assert Redirect.objects.count() == 1

    def test_a_script_or_a_moved_page_saves_the_same_form(self, client: Client, target: ContentPage) -> None:
        Redirect.objects.create(old_path="/By%20Script/", redirect_page=target)
        Redirect.add_redirect("/Added One/", target)
        assert lands_on(client, "/by%20script") == (301, "/target/")
        assert lands_on(client, "/added%20one/") == (301, "/target/")

    def test_redirects_of_an_earlier_release_are_brought_into_it(self, client: Client, target: ContentPage) -> None:
        older = ["/files/New Patient Form.pdf", "/it%27s-here", "/Same", "/same"]
        Redirect.objects.bulk_create([Redirect(old_path=path, redirect_page=target) for path in older])
        import_module("core.seo.migrations.0001_initial").to_one_form(apps, None)
        assert lands_on(client, "/files/New%20Patient%20Form.pdf") == (301, "/target/")
        assert lands_on(client, "/it's-here/") == (301, "/target/")
        assert lands_on(client, "/same/") == (301, "/target/")


class TestAddressesThatAreTaken:
    @pytest.mark.parametrize("typed", ["/target", "/target/", "/TARGET/", "http://localhost/target/", "/"])
    def test_a_live_page_is_not_redirected_and_the_form_says_so(
        self, client: Client, admin_client: Client, home: HomePage, target: ContentPage, typed: str
    ) -> None:
        other = add_page(home, ContentPage, "Other")
        response = save(admin_client, typed, redirect_page=other.pk)
        [message] = errors_of(response)["old_path"]
        assert ("“Home” has this address" if typed == "/" else "“Target” has this address") in message
        assert BeautifulSoup(response.content, "html5lib").find("input", {"name": "old_path"})["value"] == typed
        assert not Redirect.objects.exists()

    def test_capitals_in_a_pages_address_are_seen(self, admin_client: Client, home: HomePage, target: Any) -> None:
        add_page(home, ContentPage, "Team", slug="Our-Team")
        assert "“Team” has" in errors_of(save(admin_client, "/Our-Team/", redirect_page=target.pk))["old_path"][0]

    @pytest.mark.parametrize(
        "typed", ["/robots.txt", "/search", "/sitemap.xml", "/admin/pages/", "/admin/?p=1", "/health/live"]
    )
    def test_nor_are_the_sites_own_addresses(self, admin_client: Client, target: ContentPage, typed: str) -> None:
        response = save(admin_client, typed, redirect_page=target.pk)
        assert "The site itself answers at this address" in errors_of(response)["old_path"][0]
        assert not Redirect.objects.exists()

    @pytest.mark.parametrize("typed", ["/documents/999/old.pdf", "/media/images/old.jpg", "/old-folder/index.md"])
    def test_a_file_that_is_gone_can_be_redirected(
        self, client: Client, admin_client: Client, target: ContentPage, typed: str
    ) -> None:
        save(admin_client, typed, redirect_page=target.pk)
        assert lands_on(client, typed) == (301, "/target/")

    def test_a_page_that_takes_an_address_up_later_has_it_with_and_without_the_slash(
        self, client: Client, home: HomePage, target: ContentPage
    ) -> None:
        Redirect.add_redirect("/about/", target)
        assert lands_on(client, "/about") == (301, "/target/")
        add_page(home, ContentPage, "About")
        assert client.get("/about/").status_code == 200
        assert lands_on(client, "/about") == (301, "/about/")

    def test_an_address_too_long_to_be_kept_is_refused(self, admin_client: Client, target: ContentPage) -> None:
        # A capital that is two characters when it is small.
        response = save(admin_client, f"/{'İ' * 200}/", redirect_page=target.pk)
        assert "too long" in errors_of(response)["old_path"][0]


class TestLoopsAndDeadEnds:
    """Some cannot be refused: a page is taken down later, a script writes, two redirects are edited at once."""

    def problems(self, home: HomePage) -> dict[str, str]:
        """What the audit says of redirects, by old address."""
        found = audit_site(home.get_site()).findings
        return {each.url.removeprefix("http://localhost"): each.message for each in found if each.code == "redirect"}

    @pytest.mark.parametrize(
        "rows",
        [
            {"/a": "http://localhost/a/"},
            {"/a": "http://localhost/A"},
            {"/a": "http://localhost/%61"},
            {"/a": "http://localhost/a?b=1"},
            {"/a": "http://localhost/b", "/b": "http://localhost/a"},
            {"/a": "http://localhost/b/", "/b": "/c", "/c": "http://localhost/a/"},
            {"/?a=1": "http://localhost/?b=1", "/?b=1": "http://localhost/?a=1"},
            {f"/chain-{number:02}": f"http://localhost/chain-{number + 1:02}" for number in range(12)},
        ],
    )
    def test_a_loop_is_never_served_and_the_audit_finds_it(
        self, client: Client, home: HomePage, rows: dict[str, str]
    ) -> None:
        Redirect.objects.bulk_create([Redirect(old_path=old, redirect_link=link) for old, link in rows.items()])
        first = next(iter(rows))
        # A slash at the end is Django's doing.
        response = client.get(first, follow=True)
        assert response.status_code == (200 if first.startswith("/?") else 404)
        assert {status for _url, status in response.redirect_chain} <= {301}
        assert len(response.redirect_chain) <= 1
        assert "so visitors see “not found”" in self.problems(home)[first]

    @pytest.mark.parametrize("link", ["http://localhost/gone/", "/gone", "http://localhost/documents/999/gone.pdf"])
    def test_a_dead_end_is_never_served_and_the_audit_finds_it(self, client: Client, home: HomePage, link: str) -> None:
        Redirect.objects.create(old_path="/old", redirect_link=link)
        assert client.get("/old/").status_code == 404
        assert "where nothing is" in self.problems(home)["/old"]

    def test_a_page_taken_down_is_a_dead_end_until_it_is_back(
        self, client: Client, home: HomePage, target: ContentPage
    ) -> None:
        Redirect.add_redirect("/old/", target)
        assert "/old" not in self.problems(home)
        target.unpublish()
        assert client.get("/old/").status_code == 404
        assert "where nothing is" in self.problems(home)["/old"]
        target.save_revision().publish()
        assert lands_on(client, "/old/") == (301, "/target/")

    def test_one_without_effect_is_found(self, home: HomePage, target: ContentPage) -> None:
        Redirect.add_redirect("/target/", "https://example.com/")
        assert "has no effect: “Target” has" in self.problems(home)["/target"]

    def test_what_only_asking_tells_is_found_too(self, home: HomePage) -> None:
        Redirect.add_redirect("/old/", "http://localhost/sharing-cards/999-aaaaaaaaaaaa.png")
        assert "where nothing is" in self.problems(home)["/old"]

    def test_a_chain_is_one_step_and_for_good_only_where_every_part_is(
        self, client: Client, target: ContentPage
    ) -> None:
        Redirect.objects.create(old_path="/a", redirect_link="http://localhost/B%20b")
        Redirect.objects.create(old_path="/b b", redirect_link="http://localhost/?p=1")
        last = Redirect.objects.create(old_path="/?p=1", redirect_page=target)
        assert lands_on(client, "/a") == (301, "/target/")
        last.is_permanent = False
        last.save()
        assert lands_on(client, "/a") == (302, "/target/")

    def test_the_form_tells_what_does_not_work_yet(self, client: Client, admin_client: Client, home: HomePage) -> None:
        response = save(admin_client, "/old/", redirect_link="http://localhost/coming/")
        assert "nothing is at http://localhost/coming/" in response.content.decode()
        assert client.get("/old/").status_code == 404
        add_page(home, ContentPage, "Coming")
        assert lands_on(client, "/old/") == (301, "http://localhost/coming/")
        edit = reverse("wagtailredirects:edit", args=[Redirect.objects.get().pk])
        assert "nothing is at" not in save(admin_client, "/old/", edit, redirect_link="http://localhost/coming/").text
        assert "nothing is at" in save(admin_client, "/old/", edit, redirect_link="http://localhost/never/").text


class TestTheReportOfMissedAddresses:
    def report(self, admin_client: Client) -> list[str]:
        page = BeautifulSoup(admin_client.get(reverse("seo_missed_report")).content, "html5lib")
        return [cell.get_text(strip=True) for cell in page.select("td.title .title-wrapper")]

    def add_from_report(self, admin_client: Client, **fields: Any) -> Any:
        """Follow the report's button and send the form as it is filled in."""
        page = BeautifulSoup(admin_client.get(reverse("seo_missed_report")).content, "html5lib")
        form = admin_client.get(page.find("a", href=lambda href: href and "old_path=" in href)["href"])
        typed = BeautifulSoup(form.content, "html5lib").find("input", {"name": "old_path"})["value"]
        return save(admin_client, typed, **fields)

    @pytest.mark.parametrize(
        "asked",
        ["/files/New%20Patient%20Form.pdf", "/it%27s-here/", "/Old-Prices", "/a%2541/", "/what%3Fnow/", "/a%23b/"],
    )
    def test_what_it_fills_in_works_and_only_then_leaves_it(
        self, client: Client, admin_client: Client, target: ContentPage, asked: str
    ) -> None:
        assert client.get(asked, follow=True).status_code == 404
        assert len(self.report(admin_client)) == 1, "with and without its slash it is one"
        self.add_from_report(admin_client, redirect_page=target.pk)
        assert lands_on(client, asked) == (301, "/target/")
        assert self.report(admin_client) == []

    def test_a_row_stays_while_its_redirect_leads_nowhere(
        self, client: Client, admin_client: Client, home: HomePage, target: ContentPage
    ) -> None:
        target.unpublish()
        client.get("/old-leaflet/")
        self.add_from_report(admin_client, redirect_page=target.pk)
        assert self.report(admin_client) == ["/old-leaflet/"]
        target.save_revision().publish()
        assert self.report(admin_client) == []
        assert not MissedAddress.objects.exists()

    def test_a_page_asked_for_without_its_slash_is_not_missed(
        self, client: Client, admin_client: Client, target: ContentPage
    ) -> None:
        assert client.get("/target", follow=True).status_code == 200
        assert self.report(admin_client) == []

    def test_another_address_stays(self, client: Client, admin_client: Client, target: ContentPage) -> None:
        client.get("/old-leaflet/")
        save(admin_client, "/old/", redirect_page=target.pk)
        assert self.report(admin_client) == ["/old-leaflet/"]
