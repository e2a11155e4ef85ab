"""In a real browser no page breaks the site's own Content-Security-Policy, and nothing is asked of anybody else."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from wagtail.models import Page, Site

from tests import starter_site

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def starter_urls(live_server: Any) -> list[str]:
    """The path of one live page of each type of the starter site, plus one that does not exist."""
    starter_site.fill()
    site = Site.objects.get(is_default_site=True)
    seen: dict[int, str] = {}
    for page in Page.objects.descendant_of(site.root_page, inclusive=True).live():
        seen.setdefault(page.content_type_id, urlsplit(page.get_url() or "/").path)
    return [*seen.values(), "/search/?q=pain", "/nothing-here/", "/?q=%00"]


def test_no_page_breaks_its_own_policy(browser_page: "BrowserPage", live_server: Any, starter_urls: list[str]) -> None:
    complaints: list[str] = []
    strangers: list[str] = []
    browser_page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    browser_page.on("pageerror", lambda error: complaints.append(f"{browser_page.url}: {error}"))
    browser_page.on(
        "request",
        lambda request: (
            strangers.append(request.url) if not request.url.startswith((live_server.url, "data:")) else None
        ),
    )
    for path in starter_urls:
        browser_page.goto(path)
        browser_page.wait_for_load_state("networkidle")
    assert len(starter_urls) > 10
    assert complaints == []
    assert strangers == []
    assert browser_page.context.cookies() == []
