"""Phone numbers that pages show: in the clinic's settings and in buttons."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


def settings_form(client: Client, url: str) -> dict[str, Any]:
    """The form of the clinic's settings as a browser would send it back."""
    form = BeautifulSoup(client.get(url).content, "html5lib").find("input", {"name": "phone"}).find_parent("form")
    boxes = {"checkbox", "radio"}
    fields = [tag for tag in form.select("input[name]") if tag.get("type") not in boxes or tag.has_attr("checked")]
    data = {str(tag["name"]): str(tag.get("value", "")) for tag in fields}
    data |= {str(tag["name"]): tag.get_text() for tag in form.select("textarea[name]")}
    data |= {str(tag.find_parent("select")["name"]): str(tag["value"]) for tag in form.select("option[selected]")}
    return data | nested_form_data({"social_profiles": streamfield([])})


class TestTheClinicsNumber:
    def test_it_is_shown_as_people_write_it_after_saving(
        self, client: Client, admin_client: Client, home: HomePage
    ) -> None:
        site = home.get_site()
        url = reverse("wagtailsettings:edit", args=["site", "clinicsettings", site.pk])
        typed = {"name": "Branch Clinic", "phone": "001 904 555 0123", "email": "desk@example.com"}
        assert admin_client.post(url, settings_form(admin_client, url) | typed).status_code == 302
        assert ClinicSettings.for_site(site).phone == "+19045550123"
        shown = settings_form(admin_client, url)
        assert shown["phone"] == "(904) 555-0123"
        assert admin_client.post(url, shown).status_code == 302
        assert ClinicSettings.for_site(site).phone == "+19045550123"
        assert 'href="tel:+19045550123"' in client.get("/").text

    @pytest.mark.parametrize(
        ("field", "typed", "words"),
        [
            ("phone", "555-0182", "with its area code"),
            ("phone", "324-0182 day", "with its area code"),
            ("phone", "1-800-FLOWERS", "in digits"),
            ("phone", "904-555-0123 or 904-555-0124", "This stands beside it: or 904-555-0124"),
            ("email", "desk@localhost", "valid email"),
        ],
    )
    def test_what_nobody_can_reach_is_refused(
        self, admin_client: Client, home: HomePage, field: str, typed: str, words: str
    ) -> None:
        url = reverse("wagtailsettings:edit", args=["site", "clinicsettings", home.get_site().pk])
        data = settings_form(admin_client, url) | {"name": "Typed with care", field: typed}
        response = admin_client.post(url, data)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
        page = BeautifulSoup(response.content, "html5lib")
        assert words in page.get_text()
        assert page.find("input", {"name": field})["value"] == typed
        assert page.find("input", {"name": "name"})["value"] == "Typed with care"


class TestButtons:
    def post(self, admin_client: Client, page: ContentPage, phone: str) -> Any:
        button = {"label": "Call", "page": "", "url": "", "phone": phone}
        data = {
            "title": page.title,
            "slug": page.slug,
            "body": streamfield([("call_to_action", {"title": "Ready?", "text": "", "button": button})]),
            "references": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "Publish",
        }
        return admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))

    def test_a_number_is_read_stored_and_shown(self, client: Client, admin_client: Client, home: HomePage) -> None:
        page = add_page(home, ContentPage, "About")
        response = self.post(admin_client, page, "904.555.0123 (office)")
        assert response.status_code == 302, response.context["form"].errors
        assert 'href="tel:+19045550123"' in client.get("/about/").text
        editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert "(904) 555-0123" in editor
        assert "+19045550123" not in editor

    @pytest.mark.parametrize("typed", ["555-0182", "904-555-O1OO"])
    def test_what_nobody_can_call_is_refused(self, admin_client: Client, home: HomePage, typed: str) -> None:
        page = add_page(home, ContentPage, "About")
        response = self.post(admin_client, page, typed)
        assert response.status_code == 200
        assert "area code" in str(response.context["form"].errors.as_data()) or "area code" in response.text
        assert json.dumps(typed) in response.text.replace("&quot;", '"')
