"""Previews of search results and shared links, and checks, as the editor shows them while somebody types."""

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from core.editorial.models.workflow import MEDICAL_REVIEWER
from core.editorial.roles import MARKETING_EDITOR
from core.seo import missed
from core.seo.models import MissedAddress
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home, make_image
from tests.staff import login
from therapy.models import ConditionIndexPage, ConditionPage

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    home = make_home()
    ClinicSettings.objects.update_or_create(site=home.get_site(), defaults={"name": "Branch Clinic"})
    return home


def form_of(title: str, **fields: str) -> dict[str, str]:
    """What the editor of a plain page sends."""
    empty = {"body-count": "0", "references-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": title, "slug": "about", **empty, **fields}


def words(response: Any, selector: str) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one(selector).get_text(" ", strip=True)


def test_the_previews_follow_what_is_typed_and_save_nothing(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About", introduction="Who we are, and how we work with you here.")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select_one(".sharing__title").get_text(strip=True) == "About – Branch Clinic"
    assert "sharing__description--borrowed" in str(soup.select_one(".sharing__description")["class"])
    url = soup.select_one(".sharing")["data-live-url"]
    response = client.post(url, form_of("About us", seo_title="All about us", introduction="Who we are."))
    assert words(response, ".sharing__title") == "All about us"
    assert words(response, ".sharing__description") == "Who we are."
    facts = words(response, ".sharing__facts")
    assert "12 of 65 characters, a good length" in facts
    assert "11 of 160 characters, short" in facts
    assert "From the introduction." in facts
    pair = BeautifulSoup(response.content, "html.parser").select_one(".sharing__pair")
    assert pair["data-title"] == "About us – Branch Clinic", "the grey words of the empty field"
    own = client.post(url, form_of("About us", search_description="My own description of this page."))
    assert "From your search description." in words(own, ".sharing__facts")
    assert "sharing__description--borrowed" not in own.content.decode()
    page.refresh_from_db()
    assert (page.title, page.seo_title) == ("About", "")
    assert page.latest_revision.content["title"] == "About"


def test_a_new_page_has_previews_too(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    html = client.get(reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])).content
    url = BeautifulSoup(html, "html.parser").select_one(".sharing")["data-live-url"]
    response = client.post(url, form_of("Brand new", slug="brand-new"))
    assert words(response, ".sharing__title") == "Brand new – Branch Clinic"
    assert "brand-new" in words(response, ".sharing__address")
    assert not ContentPage.objects.exists()


def test_a_form_with_mistakes_keeps_the_last_previews(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    url = reverse("sharing_preview", args=[page.pk])
    assert client.post(url, form_of("About", canonical_url="no address")).status_code == 422
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("name", ["sharing_preview", "page_findings_now"])
def test_only_those_who_may_edit_the_page_are_answered(client: Client, home: HomePage, name: str) -> None:
    page = add_page(home, ContentPage, "About")
    url = reverse(name, args=[page.pk])
    assert client.post(url, form_of("About")).status_code == 302
    login(client, "Front desk")
    assert client.post(url, form_of("About")).status_code in {302, 403}


def test_words_that_are_html_are_shown_as_words(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    response = client.post(reverse("sharing_preview", args=[page.pk]), form_of("<script>alert(1)</script>"))
    assert b"<script>" not in response.content


@pytest.mark.parametrize(("mode", "shown"), [("sharing", "In a search engine"), ("phone", "on a phone"), ("", "About")])
def test_each_preview_mode_obeys_the_policy_of_the_site(client: Client, home: HomePage, mode: str, shown: str) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})
    html = response.content.decode()
    assert shown in html
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert mode == "" or not re.search(r"<style|<script|\sstyle=", html)
    assert "'self'" in policy.partition("frame-src")[2].partition(";")[0]


def test_the_checks_follow_what_is_typed(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    url = reverse("page_findings_now", args=[page.pk])
    assert "A comparison with other clinics needs proof." in client.post(url, form_of("The best")).content.decode()
    assert "A comparison" not in client.post(url, form_of("Ours")).content.decode()


def test_wagtails_checks_hold_the_clinics_and_say_who_can_mend_them(client: Client, home: HomePage) -> None:
    login(client, MEDICAL_REVIEWER)
    page = add_page(add_page(home, ConditionIndexPage, "Conditions"), ConditionPage, "Migraine")
    for url in (reverse("wagtailadmin_pages:edit", args=[page.pk]), "/conditions/migraine/"):
        html = client.get(url).content.decode()
        pattern = r'id="checker-axe-configuration"[^>]*>(.*?)</script>|axe-configuration[^>]*>(\{.*?)</script>'
        found = re.search(pattern, html, re.DOTALL)
        assert found, url
        config = json.loads(found[1] or found[2])
        names = [message["error_name"] for message in config["messages"].values()]
        assert "You can fix: A medical page needs at least one reference." in names
        assert "You can fix: A medical page names risks and side effects beside the benefits." in names
        assert any(name.startswith("Tell the developer: ") for name in names)
        rules = {rule["id"] for rule in config["spec"]["rules"]}
        assert {name for name in config["options"]["runOnly"] if name.startswith("clinic-")} <= rules


def test_pictures_that_would_be_blurred_are_refused_where_they_are_chosen(client: Client, home: HomePage) -> None:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a long password"))
    page = add_page(home, ContentPage, "About")
    small = make_image("Small", size=(800, 400))
    form = form_of("About", main_image=str(small.pk), og_image=str(small.pk))
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    errors = response.context["form"].errors
    assert set(errors) == {"main_image", "og_image"}
    assert "800 by 400 pixels. It needs at least 1200 by 630" in errors["main_image"][0]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_editor_sees_the_previews_change(browser_page: "BrowserPage", client: Client) -> None:
    home = make_home()
    page = add_page(home, ContentPage, "About", introduction="Who we are.")
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a long password"))
    cookie = client.cookies["session"]
    browser_page.goto("/robots.txt")
    browser_page.context.add_cookies([{"name": "session", "value": cookie.value, "url": browser_page.url}])
    browser_page.goto(f"/admin/pages/{page.pk}/edit/#tab-search_and_sharing")
    assert browser_page.get_by_label("Search description").get_attribute("placeholder") == "Who we are."
    browser_page.get_by_label("Search title").fill("Typed just now")
    browser_page.locator(".sharing__title", has_text="Typed just now").wait_for()
    assert "14 of 65 characters" in browser_page.locator(".sharing__facts").first.inner_text()


def reasons(client: Client, page: ContentPage) -> list[str]:
    """Why the editor says that search engines do not show a page."""
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    return [item.get_text(strip=True) for item in soup.select(".sharing__note li")]


def test_the_editor_says_why_search_engines_do_not_show_a_page(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About", introduction="Who we are.")
    assert [words[:31] for words in reasons(client, page)] == ["The site is not launched yet. A"]
    ClinicSettings.objects.update(launched=True)
    assert reasons(client, page) == []
    page.show_in_search_engines = False
    page.canonical_url = "https://example.com/elsewhere"
    page.save_revision().publish()
    assert reasons(client, page) == ["“Show in search engines” is off, below on this tab."]
    page.show_in_search_engines = True
    page.save_revision().publish()
    assert "names another page" in reasons(client, page)[0]
    page.canonical_url = ""
    page.save_revision().publish()
    limit = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Only some people may read the page" in reasons(client, page)[0]
    limit.delete()
    page.unpublish()
    assert reasons(client, page) == ["The page is not published."]


def test_a_draft_shows_its_sharing_card_as_it_is_typed(client: Client, home: HomePage) -> None:
    login(client, MARKETING_EDITOR)
    page = add_page(home, ContentPage, "About")
    page.unpublish()
    soup = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    saved = client.get(str(soup.select_one(".sharing__image")["src"]))
    assert saved.headers["Content-Type"] == "image/png"
    response = client.post(soup.select_one(".sharing")["data-live-url"], form_of("Another title"))
    typed = client.get(str(BeautifulSoup(response.content, "html.parser").select_one(".sharing__image")["src"]))
    assert typed.status_code == 200
    assert typed.content != saved.content
    assert Client().get(str(soup.select_one(".sharing__image")["src"])).status_code == 302, "for staff alone"


def test_only_what_visitors_missed_is_counted(client: Client, home: HomePage) -> None:
    missed.counter.flush()  # what tests before this one asked for
    MissedAddress.objects.all().delete()
    visitor = Client()
    visitor.get("/gone/")
    visitor.get("/sharing-cards/46-71adc9f59576.png")
    login(client, MARKETING_EDITOR)
    client.get("/not-yet-there/")
    missed.counter.flush()
    assert list(MissedAddress.objects.values_list("path", flat=True)) == ["/gone/"]
    assert "Cookie" not in visitor.get("/gone/").headers.get("Vary", "")
