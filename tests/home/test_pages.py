"""The home page and plain content pages, as visitors get them."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from news.models import NewsArticlePage, NewsIndexPage
from tests.pages import add_page, full_base_fields, full_body, make_home, make_image, make_reference
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


def soup_of(client: Client, page: Page) -> BeautifulSoup:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def section(title: str, **more: object) -> dict[str, object]:
    return {
        "title": title,
        "text": "<p>A few words.</p>",
        "more": {"label": "", "page": None, "url": "", "phone": ""},
        **more,
    }


def build_clinic(home: HomePage) -> None:
    """One page of each kind that the home page features."""
    conditions = add_page(home, ConditionIndexPage, "Conditions")
    add_page(conditions, ConditionPage, "Fibromyalgia")
    news = add_page(home, NewsIndexPage, "News")
    add_page(news, NewsArticlePage, "A study", kind="study", outlet="Journal", source_url="https://example.com/")
    places = add_page(home, LocationIndexPage, "Locations")
    add_page(places, LocationPage, "Jacksonville")
    doctor = add_page(places, ClinicianPage, "Dr. Tilak")
    step = {"title": "Talk", "time": "An hour", "text": ""}
    all_conditions = {"label": "All conditions", "page": conditions.pk}
    home.body = json.dumps(
        [
            {"type": "why", "value": section("Why us", reasons=[{"title": "Time", "text": "We take time."}])},
            {"type": "conditions", "value": section("What we treat", more=all_conditions)},
            {"type": "how_it_works", "value": section("A visit", steps=[step, step])},
            {"type": "locations", "value": section("Where we are")},
            {"type": "doctor", "value": section("Your doctor", clinician=doctor.pk)},
            {"type": "latest_news", "value": section("Newest coverage")},
            {"type": "cost", "value": section("Cost")},
        ]
    )
    home.save_revision().publish()


def test_the_home_page_needs_only_its_headline(client: Client, home: HomePage) -> None:
    soup = soup_of(client, home)
    assert soup.h1.get_text(strip=True) == "Care for pain in Florida"
    assert soup.find("main")


def test_the_home_page_gathers_what_the_rooms_hold(client: Client, home: HomePage) -> None:
    build_clinic(home)
    main = soup_of(client, home).find("main")
    for title in ("Fibromyalgia", "A study", "Jacksonville", "Dr. Tilak", "All conditions"):
        assert main.find("a", string=lambda text, title=title: text and title in text) or title in main.get_text()
    for heading in ("Why us", "What we treat", "A visit", "Where we are", "Your doctor", "Newest coverage", "Cost"):
        assert heading in [h2.get_text(strip=True) for h2 in main.find_all("h2")]


def test_a_page_that_went_away_leaves_no_dead_link_on_the_home_page(client: Client, home: HomePage) -> None:
    build_clinic(home)
    ConditionIndexPage.objects.get().unpublish()
    ClinicianPage.objects.get().delete()
    soup = soup_of(client, home)
    assert "All conditions" not in soup.find("main").get_text()


def test_every_block_shows_on_a_content_page(client: Client, home: HomePage) -> None:
    image, reference = make_image(), make_reference()
    page = add_page(
        home,
        ContentPage,
        "About us",
        **full_base_fields(image),
        body=json.dumps(full_body(image, reference, home)),
        references=json.dumps([{"type": "reference", "value": reference.pk}]),
    )
    soup = soup_of(client, page)
    assert soup.find("a", href="#what-to-expect")
    assert soup.find(id="ref-cohen-2018")
    assert soup.find("picture") or soup.find("main").find("img")


def test_a_content_page_needs_only_a_title(client: Client, home: HomePage) -> None:
    soup = soup_of(client, add_page(home, ContentPage, "Privacy"))
    assert soup.h1.get_text(strip=True) == "Privacy"
    assert not soup.find(id="references")


def test_the_menu_comes_from_the_page_tree(client: Client, home: HomePage) -> None:
    about = add_page(home, ContentPage, "About us", show_in_menus=True)
    add_page(about, ContentPage, "Our history", show_in_menus=True)
    add_page(home, ContentPage, "Not in the menu")
    add_page(home, ContentPage, "Draft", show_in_menus=True).unpublish()
    header = soup_of(client, home).find("header")
    links = {link.get_text(strip=True): link["href"] for link in header.find_all("a")}
    assert links.get("About us") == "/about-us/"
    assert "Our history" not in links
    assert "Not in the menu" not in links
    assert "Draft" not in links


def test_the_menu_names_the_places_below_their_list(client: Client, home: HomePage) -> None:
    index = add_page(home, LocationIndexPage, "Locations", show_in_menus=True)
    add_page(index, LocationPage, "Capital City")
    add_page(index, LocationPage, "Draft Town").unpublish()
    menu = soup_of(client, home).find("nav", id="menu")
    assert menu.select_one("ul ul").find_parent("li").a["href"] == "/locations/"
    below = menu.select("ul ul a")
    assert [(link.get_text(), link["href"]) for link in below] == [("Capital City", "/locations/capital-city/")]


def test_the_trail_leads_from_home_to_the_page(client: Client, home: HomePage) -> None:
    about = add_page(home, ContentPage, "About us")
    page = add_page(about, ContentPage, "Our history")
    trail = soup_of(client, page).find("nav", attrs={"aria-label": "Breadcrumb"})
    assert [link["href"] for link in trail.find_all("a", href=True)][:2] == ["/", "/about-us/"]
    assert trail.find(attrs={"aria-current": "page"}).get_text(strip=True) == "Our history"


def test_a_visitor_gets_no_cookie(client: Client, home: HomePage) -> None:
    build_clinic(home)
    for page in Page.objects.live().descendant_of(home, inclusive=True):
        response = client.get(page.get_url())
        assert response.status_code == 200
        assert not response.cookies, f"{page.get_url()} sets a cookie"


class TestTreeRules:
    def test_there_is_one_home_page_at_the_top(self, home: HomePage) -> None:
        assert [model.__name__ for model in HomePage.allowed_parent_page_models()] == ["Page"]
        assert not HomePage.can_create_at(Page.get_first_root_node())

    def test_home_holds_the_sections_of_the_site(self) -> None:
        below = set(HomePage.allowed_subpage_models())
        assert {TherapyPage, ConditionIndexPage, NewsIndexPage, LocationIndexPage, ContentPage} <= below
        assert not {ConditionPage, NewsArticlePage, LocationPage} & below
