"""What an address does not take is 405 with `Allow`, not 403; OPTIONS says what it takes."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction
from wagtail.views import serve

from appointments.models import AppointmentPage
from core.pages.models import BasePage
from core.site.models import ClinicSettings
from core.web.middleware.methods import methods_of
from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage
from news.models import NewsIndexPage

READING = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture
def visitor(home_page: HomePage) -> Client:
    """A browser that Django asks for form tokens, on a site with a page of several types."""
    for model in (ContentPage, NewsIndexPage, LocationIndexPage, AppointmentPage):
        title = str(model._meta.verbose_name)
        home_page.add_child(instance=model(title=title, slug=slugify(model.__name__)))
    ClinicSettings.objects.update_or_create(
        site=home_page.get_site(), defaults={"launched": True, "offer_markdown": True}
    )
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


PAGES = ["/", "/contentpage/", "/newsindexpage/", "/newsindexpage/feed/", "/locationindexpage/", "/appointmentpage/"]
VIEWS = [
    *["/robots.txt", "/sitemap.xml", "/llms.txt", "/opensearch.xml", "/manifest.webmanifest", "/favicon.ico"],
    *["/contentpage/index.md", "/search/", "/search/suggestions/", "/health/live", "/health/ready"],
    *["/appointments/challenge/", "/appointments/received/x/", "/media/nothing.jpg", "/documents/1/x.pdf"],
]


def allowed(response: Any) -> set[str]:
    """The methods that an answer names."""
    return {name.strip() for name in response["Allow"].split(",")}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_what_an_address_does_not_take_is_405_and_names_what_it_takes(visitor: Client, method: str) -> None:
    for path in (*PAGES, *VIEWS):
        response = visitor.generic(method, path, b"a=1", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 405, path
        assert allowed(response) == READING, path
        page = BeautifulSoup(response.content, "html.parser")
        assert page.h1 is not None, path
        assert "does not work here" in page.h1.get_text(), path


def test_options_says_what_an_address_takes_and_head_is_get_without_a_body(visitor: Client) -> None:
    for path in (*PAGES, *VIEWS):
        answer = visitor.options(path)
        assert (answer.status_code, answer.content, allowed(answer)) == (204, b"", READING), path
        got, head = visitor.get(path), visitor.head(path)
        assert (head.status_code, head["Content-Type"], head.content if not head.streaming else b"") == (
            got.status_code,
            got["Content-Type"],
            b"",
        ), path


def test_forms_take_post(visitor: Client, home_page: HomePage) -> None:
    assert allowed(visitor.options("/appointments/request/")) == READING | {"POST"}
    assert visitor.put("/appointments/request/").status_code == 405
    assert visitor.post("/appointments/request/", {"name": "x"}).status_code not in (404, 405)
    page = Page.objects.get(slug="contentpage")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    path = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert allowed(visitor.options(path)) == READING | {"POST"}
    assert Client().post(path, {"password": "x", "return_url": "/"}).status_code == 200
    # The page itself takes no form, private or not.
    assert visitor.post("/contentpage/").status_code == 405


def test_what_is_not_there_is_not_found_whatever_the_method(visitor: Client) -> None:
    assert visitor.options("/nowhere/").status_code == 404
    assert Client().post("/nowhere/").status_code == 404


def test_the_admin_answers_for_itself(visitor: Client) -> None:
    assert visitor.get(f"/{settings.ADMIN_PATH}/login/").status_code == 200
    assert visitor.post(f"/{settings.ADMIN_PATH}/login/").status_code == 403
    assert visitor.generic("PROPFIND", f"/{settings.ADMIN_PATH}/login/").status_code == 405


def test_only_these_addresses_take_forms() -> None:
    """A new one declares itself, and is tried above."""
    assert all(set(model.allowed_http_method_names()) == READING for model in BasePage.__subclasses__())

    def views(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver) and not path.startswith(settings.ADMIN_PATH):
                yield from views(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and pattern.callback is not serve:
                yield path, pattern.callback

    request = RequestFactory().get("/")
    taking = {path for path, view in views(get_resolver().url_patterns) if "POST" in methods_of(request, view, "")}
    # The second of each pair of Wagtail's own stands behind ours and is never reached.
    assert {path.partition("<")[0] for path in taking} == {
        "appointments/request/",
        "appointments/change/",
        "^count/(?P",
        "count/view",
        "documents/authenticate_with_password/",
        "_util/authenticate_with_password/",
        "_util/login/",
    }
