"""Sharing cards, icons, robots.txt, twins and IndexNow: what crawlers and phones ask for besides pages."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from core.seo.cards import card_name, folder_of
from core.seo.indexnow import send
from core.seo.robots import TRAINING_CRAWLERS
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home()
    ClinicSettings.objects.update_or_create(site=page.get_site(), defaults={"name": "Branch Clinic", "launched": True})
    return HomePage.objects.get(pk=page.pk)


def card_url(page: ContentPage) -> str:
    return f"/sharing-cards/{page.pk}-{card_name(page)}.png"


class TestSharingCards:
    def test_a_card_is_drawn_once_and_kept(self, client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "About us")
        response = client.get(card_url(page))
        with Image.open(BytesIO(response.content)) as picture:
            assert picture.size == (1200, 630)
            assert len(picture.convert("RGB").getcolors(maxcolors=2**20) or ()) > 20
        assert "immutable" in response.headers["Cache-Control"]
        [stored] = default_storage.listdir(folder_of(page.pk))[1]
        with default_storage.open(f"{folder_of(page.pk)}/{stored}", "wb") as file:
            file.write(b"the stored one")
        assert client.get(card_url(page)).content == b"the stored one"

    def test_a_new_title_makes_a_new_card_and_the_old_address_leads_to_it(self, client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "About us")
        before = card_url(page)
        client.get(before)
        page.title = "Who we are"
        page.save_revision().publish()
        page = ContentPage.objects.get(pk=page.pk)
        response = client.get(before)
        assert (response.status_code, response["Location"]) == (302, card_url(page))
        client.get(card_url(page))
        assert len(default_storage.listdir(folder_of(page.pk))[1]) == 1

    def test_the_card_goes_with_the_page(self, client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "About us")
        client.get(card_url(page))
        folder = folder_of(page.pk)
        page.delete()
        assert default_storage.listdir(folder)[1] == []

    @pytest.mark.parametrize("title", ["🧠", "漢字 العربية", "W" * 250, "long words " * 22, "A\u202eB\x00"])
    def test_any_title_can_be_drawn(self, client: Client, home: HomePage, title: str) -> None:
        page = add_page(home, ContentPage, title.replace("\x00", ""), slug="any")
        assert client.get(card_url(page)).status_code == 200

    def test_private_unpublished_and_unknown_pages_have_none(self, client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "Secret plans")
        url = card_url(page)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert client.get(url).status_code == 404
        PageViewRestriction.objects.all().delete()
        assert client.get(url).status_code == 200
        page.unpublish()
        assert client.get(url).status_code == 404
        assert client.get("/sharing-cards/999999999-0123456789ab.png").status_code == 404


class TestIcons:
    @pytest.mark.parametrize("path", ["/", "/search/", "/search/?q=pain", "/no-such-page/"])
    def test_every_page_names_them(self, client: Client, home: HomePage, path: str) -> None:
        html = client.get(path).content.decode()
        for link in ('rel="icon" href="/favicon.ico"', 'rel="apple-touch-icon"', 'rel="search"'):
            assert html.partition("</head>")[0].count(link) == 1, link
        # site.js links to it after the first paint.
        assert html.count('data-manifest="/manifest.webmanifest"') == 1

    def test_the_logo_replaces_the_drawn_mark(self, client: Client, home: HomePage) -> None:
        drawn = client.get("/icon-192.png").content
        ClinicSettings.objects.update(logo=make_image("Logo", (600, 600)))
        logo = client.get("/icon-192.png").content
        assert logo != drawn
        with Image.open(BytesIO(logo)) as picture:
            assert picture.convert("RGB").getpixel((96, 96)) == (11, 74, 69)

    def test_a_logo_whose_file_is_gone_gives_way_to_the_mark(self, client: Client, home: HomePage) -> None:
        drawn = client.get("/apple-touch-icon.png").content
        logo = make_image("Logo", (600, 600))
        ClinicSettings.objects.update(logo=logo)
        default_storage.delete(logo.file.name)
        assert client.get("/apple-touch-icon.png").content == drawn
        assert client.get("/favicon.ico").content[:4] == b"\x00\x00\x01\x00"

    def test_other_names_are_not_found(self, client: Client, home: HomePage) -> None:
        assert client.get("/icon-47.png").status_code == 404


class TestRobots:
    def test_everybody_may_read_and_training_crawlers_may_not(self, client: Client, home: HomePage) -> None:
        text = client.get("/robots.txt").content.decode()
        assert "User-agent: *\nAllow: /\n" in text
        assert "Sitemap: http://localhost/sitemap.xml" in text
        group = text.split("\n\n")[1]
        assert all(f"User-agent: {name}\n" in group for name in TRAINING_CRAWLERS)
        assert group.endswith("Disallow: /")
        assert not {"OAI-SearchBot", "ChatGPT-User", "Claude-User", "PerplexityBot"} & set(text.split())

    def test_the_clinic_may_let_them_in(self, client: Client, home: HomePage) -> None:
        ClinicSettings.objects.update(allow_training_crawlers=True)
        assert "Disallow" not in client.get("/robots.txt").content.decode()

    def test_before_the_launch_staff_can_check_what_will_be_listed(self, client: Client, home: HomePage) -> None:
        add_page(home, ContentPage, "About us")
        ClinicSettings.objects.update(launched=False)
        assert "Sitemap" not in client.get("/robots.txt").content.decode()
        sitemap, text = client.get("/sitemap.xml"), client.get("/llms.txt")
        assert "<loc>http://localhost/about-us/</loc>" in b"".join(sitemap.streaming_content).decode()
        assert "[About us](http://localhost/about-us/index.md)" in text.content.decode()
        for answer in (sitemap, text):
            assert "noindex" in answer.headers["X-Robots-Tag"]


class TestTwins:
    def test_what_is_not_public_has_none(self, client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "Secret plans")
        assert client.get("/secret-plans/index.md").status_code == 200
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
        assert client.get("/secret-plans/index.md").status_code == 404
        assert "Secret" not in client.get("/llms.txt").content.decode()
        restriction.delete()
        page.unpublish()
        assert client.get("/secret-plans/index.md").status_code == 404
        assert client.get("/none/of/this/index.md").status_code == 404

    def test_the_clinic_may_switch_them_off(self, client: Client, home: HomePage) -> None:
        ClinicSettings.objects.update(offer_markdown=False)
        assert client.get("/index.md").status_code == 404
        assert client.get("/llms.txt").status_code == 404
        assert "text/markdown" not in client.get("/").content.decode()

    def test_words_cannot_forge_structure_in_the_list(self, client: Client, home: HomePage) -> None:
        add_page(home, ContentPage, "[x](https://evil.example) \n# Big", slug="forged", introduction="One.\n\n## Two")
        text = client.get("/llms.txt").content.decode()
        assert "](https://evil.example)" not in text.replace("\\]", "")
        assert "\n## Two" not in text
        assert "\n# Big" not in text


class Receiver(BaseHTTPRequestHandler):
    """Takes messages as a search engine would."""

    messages: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.messages.append(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def receiver(settings: Any) -> Iterator[list[dict[str, Any]]]:
    """A search engine on this machine, and the messages it got."""
    Receiver.messages = []
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.INDEXNOW_ENDPOINT = f"http://127.0.0.1:{server.server_port}/indexnow"
    yield Receiver.messages
    server.shutdown()
    server.server_close()


def wait_for_senders() -> None:
    for thread in threading.enumerate():
        if thread.name == "indexnow":
            thread.join(timeout=300)


class TestIndexNow:
    def switch_on(self, home: HomePage) -> ClinicSettings:
        clinic = ClinicSettings.for_site(home.get_site())
        clinic.indexnow_enabled = True
        clinic.save()
        return clinic

    def test_it_is_off_by_default(
        self, home: HomePage, receiver: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            add_page(home, ContentPage, "About us")
        wait_for_senders()
        assert receiver == []

    def test_a_published_page_is_announced(
        self, client: Client, home: HomePage, receiver: list[Any], django_capture_on_commit_callbacks: Any
    ) -> None:
        clinic = self.switch_on(home)
        with django_capture_on_commit_callbacks(execute=True):
            add_page(home, ContentPage, "Hidden", show_in_search_engines=False)
            add_page(home, ContentPage, "About us")
        wait_for_senders()
        assert [message["urlList"] for message in receiver] == [["http://localhost/about-us/"]]
        message = receiver[0]
        assert message["host"] == "localhost"
        key_path = message["keyLocation"].removeprefix("http://localhost")
        assert client.get(key_path).content.decode() == message["key"] == clinic.indexnow_key

    def test_a_search_engine_that_is_down_harms_nobody(
        self, home: HomePage, settings: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        self.switch_on(home)
        settings.INDEXNOW_ENDPOINT = "http://127.0.0.1:9/indexnow"
        with django_capture_on_commit_callbacks(execute=True):
            page = add_page(home, ContentPage, "About us")
        wait_for_senders()
        assert page.live
        send({"urlList": []})

    def test_no_other_key_is_ours(self, client: Client, home: HomePage) -> None:
        assert client.get(f"/{'0' * 32}.txt").status_code == 404
        self.switch_on(home)
        assert client.get(f"/{'0' * 32}.txt").status_code == 404
