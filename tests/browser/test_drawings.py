"""Labels of drawings stay inside them, in every language the site speaks, at the widest of common fonts."""

from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from core.design.drawings import DRAWINGS
from core.design.inline_css import MARKER, add_styles
from core.web.languages import KNOWN

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CUT_OFF = """() => [...document.querySelectorAll("svg text")].filter((text) => {
  const label = text.getBoundingClientRect(), drawing = text.ownerSVGElement.getBoundingClientRect();
  return label.left < drawing.left - 1 || label.right > drawing.right + 1
    || label.top < drawing.top - 1 || label.bottom > drawing.bottom + 1;
}).map((text) => text.textContent)"""


@pytest.mark.parametrize("language", sorted(KNOWN))
@pytest.mark.parametrize("width", [320, 1280])
def test_no_label_is_cut_off(browser_page: "BrowserPage", language: str, width: int) -> None:
    with translation.override(language):
        drawn = "".join(render_to_string(f"design/drawings/{name}.html", {"name": name}) for name in DRAWINGS)
    html, _hash = add_styles(f"<!doctype html><head>{MARKER.decode()}</head><body>{drawn}".encode())
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.set_content(html.decode())
    assert browser_page.locator("svg text").count() > 10
    assert browser_page.evaluate(CUT_OFF) == []
