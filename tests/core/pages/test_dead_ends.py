"""What a page refers to may be unpublished or deleted: words stay as words, and nothing of a picture is left behind."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Site

from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from tests.pages import add_page, make_home, make_image
from therapy.models import ConditionIndexPage, ConditionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, tmp_path: Any) -> HomePage:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_home()


def soup_of(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words_and_links(client: Client, url: str, words: str) -> list[str | None]:
    """Where the links around these words lead; the words themselves must stand there."""
    soup = soup_of(client, url)
    assert words in soup.get_text(" ", strip=True)
    return [link.get("href") for link in soup.find_all("a") if words in link.get_text()]


class TestLinks:
    LINK = '<p>Read <a linktype="page" id="{}">our <b>long</b> story</a> first.</p>'

    def test_a_link_in_text_is_words_while_its_page_is_not_published(self, client: Client, home: HomePage) -> None:
        story = add_page(home, ContentPage, "Story")
        text = self.LINK.format(story.pk)
        conditions = add_page(home, ConditionIndexPage, "Conditions")
        locations = add_page(home, LocationIndexPage, "Locations")
        doctor = add_page(home, ClinicianPage, "Dr. Tilak")
        table = {"columns": [{"type": "rich_text", "heading": ""}], "rows": [{"values": [text]}], "caption": ""}
        blocks = {
            "text": text,
            "callout": {"kind": "information", "title": "Note", "text": text},
            "faq": {"title": "", "items": [{"question": "Why?", "answer": text}]},
            "table": {"caption": "Ways", "table": table},
        }
        pages = [
            *(
                add_page(home, ContentPage, f"Page with {kind}", body=[{"type": kind, "value": value}])
                for kind, value in blocks.items()
            ),
            add_page(conditions, ConditionPage, "Migraine", symptoms=text),
            add_page(locations, LocationPage, "Jacksonville", directions=text),
        ]
        home.body = [{"type": "doctor", "value": {"title": "Doctor", "text": text, "clinician": doctor.pk, "more": {}}}]
        home.save_revision().publish()
        for page in [*pages, home]:
            assert words_and_links(client, page.get_url(), "story") == ["/story/"], page
        story.unpublish()
        for page in [*pages, home]:
            assert words_and_links(client, page.get_url(), "story") == [], page
            assert "<b>long</b>" in client.get(page.get_url()).content.decode()
        story.save_revision().publish()
        for page in pages:
            assert words_and_links(client, page.get_url(), "story") == ["/story/"], page

    def test_the_footer_too(self, client: Client, home: HomePage) -> None:
        story = add_page(home, ContentPage, "Story")
        clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
        clinic.footer_text = self.LINK.format(story.pk)
        clinic.save()
        assert words_and_links(client, home.get_url(), "long") == ["/story/"]
        story.unpublish()
        assert words_and_links(client, home.get_url(), "long") == []

    def test_links_to_what_was_deleted_are_words(self, client: Client, home: HomePage) -> None:
        story = add_page(home, ContentPage, "Story")
        leaflet = get_document_model().objects.create(title="Leaflet", file=ContentFile(b"x", "leaflet.txt"))
        text = self.LINK.format(story.pk)
        text += f'<p><a linktype="document" id="{leaflet.pk}">The leaflet</a></p>'
        page = add_page(home, ContentPage, "About", body=[{"type": "text", "value": text}])
        assert len(words_and_links(client, page.get_url(), "leaflet")) == 1
        story.delete()
        leaflet.delete()
        assert words_and_links(client, page.get_url(), "story") == []
        assert words_and_links(client, page.get_url(), "leaflet") == []


def remains(soup: BeautifulSoup) -> list[str]:
    """What stands in a page for pictures that it does not have."""
    found = [str(image) for image in soup.find_all("img") if not image.get("src") or "not-found" in image["src"]]
    found += [str(each) for each in soup.find_all("figure") if not each.find(["img", "blockquote", "button"])]
    found += [str(each) for each in soup.find_all("figcaption") if each.parent.name != "figure"]
    for css in (".page-head__picture", ".hero__picture", ".card--picture", ".site-header__logo"):
        found += [str(each) for each in soup.select(css) if not (each.name == "img" or each.find("img"))]
    return found


class TestPictures:
    @pytest.mark.parametrize("how", ["from the library", "its file alone"])
    def test_a_deleted_picture_leaves_nothing(self, client: Client, home: HomePage, how: str) -> None:
        image = make_image(credit="Photo: A. Example")
        clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
        clinic.name, clinic.logo = "Branch Clinic", image
        clinic.save()
        figure = {"image": {"image": image.pk, "alt_text": "A branch", "decorative": False}, "caption": "Drawn by us"}
        film = {"url": "https://vimeo.com/123456789", "title": "A visit", "poster": image.pk}
        blocks = [
            {"type": "image", "value": figure},
            {"type": "video", "value": film},
            {"type": "text", "value": f'<embed embedtype="image" id="{image.pk}" format="fullwidth" alt="" />'},
        ]
        content = add_page(home, ContentPage, "About", main_image=image, body=blocks)
        locations = add_page(home, LocationIndexPage, "Locations")
        photos = json.dumps([{"type": "photo", "value": figure}])
        place = add_page(locations, LocationPage, "Jacksonville", main_image=image, photos=photos)
        doctor = add_page(home, ClinicianPage, "Dr. Tilak", main_image=image)
        home.main_image = image
        home.body = [
            {"type": "doctor", "value": {"title": "Doctor", "text": "", "clinician": doctor.pk, "more": {}}},
            {"type": "page_cards", "value": {"title": "", "kind": "chosen", "pages": [content.pk]}},
        ]
        home.save_revision().publish()
        pages = [home, content, place, doctor]
        for page in pages:
            soup = soup_of(client, page.get_url())
            assert soup.select("main img"), page
            assert not remains(soup), page
        if how == "from the library":
            image.delete()
        else:
            image.renditions.all().delete()
            image.file.storage.delete(image.file.name)
        for page in pages:
            soup = soup_of(client, page.get_url())
            assert not remains(soup), page
            assert not soup.select("main img"), page
            words = soup.get_text(" ", strip=True)
            assert "A. Example" not in words
            assert "Drawn by us" not in words
            assert "Branch Clinic" in soup.select_one(".site-header__brand").get_text()
        assert soup_of(client, content.get_url()).select_one("figure.video [data-player]"), "the film needs no still"
        assert not soup_of(client, doctor.get_url()).select(".page-head__art, .branch"), "no twig stands in"
        if how == "from the library":
            assert "Photos" not in soup_of(client, place.get_url()).select_one("main").get_text()
            fields = [field for field, _words in LocationPage.objects.get().missing_facts()]
            assert "photos" in fields

    def test_a_film_that_cannot_be_played_is_a_link(self, client: Client, home: HomePage) -> None:
        film = {"url": "https://vimeo.com/showcase/10076979", "title": "Our films"}
        page = add_page(home, ContentPage, "Films", body=[{"type": "video", "value": film}])
        soup = soup_of(client, page.get_url())
        assert not remains(soup)
        assert soup.find("a", href=film["url"]).get_text() == "Our films"
        assert "IP address" not in soup.select_one("main").get_text()
