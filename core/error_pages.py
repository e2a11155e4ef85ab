"""Error pages that need nothing: no database, no session, no other file of the site.

Used where the site itself may be what is broken (500, 503), and where a request is refused before it is looked at
(400, 403, 405, 413, 414, 415). The 404 page is a real page of the site and lives in site_cms.
"""

import base64
import hashlib
import re
from typing import NamedTuple

from django.http import HttpResponse
from django.template.loader import get_template

from core.last_contact import recall_contact
from core.middleware.request_log import current_reference

TEMPLATE = "core/errors/plain.html"
RETRY_AFTER = 30  # seconds
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class ErrorText(NamedTuple):
    """What a page says: a heading, what happened, and what to do."""

    title: str
    what_happened: str
    what_to_do: str


TEXTS = {
    400: ErrorText(
        "That address does not work",
        "The address, or what was sent with it, has characters or parts that this site cannot read.",
        "Start again from the home page, or use the site's search.",
    ),
    403: ErrorText(
        "You cannot open this",
        "This page is not open to you, or the form was open for so long that it is no longer valid.",
        "Go back, reload the page and try again.",
    ),
    405: ErrorText(
        "That does not work here",
        "This address cannot be asked in that way.",
        "Start again from the home page.",
    ),
    413: ErrorText(
        "That is too large",
        "What you sent is larger than this site accepts. Nothing was saved.",
        "Go back and send less text, or a smaller file.",
    ),
    414: ErrorText(
        "That address is too long",
        "The address is longer than any address of this site.",
        "Start again from the home page, or use shorter words in the search.",
    ),
    415: ErrorText(
        "That form could not be read",
        "The form was sent in a way that this site cannot read. Nothing was saved.",
        "Go back, reload the page and send the form again.",
    ),
    500: ErrorText(
        "Sorry, something broke",
        "This is our fault, not yours. If you were sending a form, do not count on it having reached us.",
        "Try again in a few minutes.",
    ),
    503: ErrorText(
        "Sorry, this page is not available right now",
        "The site is busy or being looked after. If you were sending a form, it has not been saved.",
        "Try again in a minute.",
    ),
}
_LAST_RESORT = (
    '<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{what_happened} {what_to_do}</p><p>Reference: {reference}</p></body></html>"
)


def error_html(status: int) -> str:
    """Return the page for `status`, with the reference of this request and the clinic's phone number when known."""
    text = TEXTS[status]
    context = {
        **text._asdict(),
        "status": status,
        "reference": current_reference.get() if status >= 500 else "",
        "contact": recall_contact(),
    }
    try:
        return get_template(TEMPLATE).render(context)
    except Exception:  # noqa: BLE001 - an error page must not fail, whatever is broken
        return _LAST_RESORT.format(**text._asdict(), reference=context["reference"])


def error_response(status: int) -> HttpResponse:
    """Return the whole answer for `status`: never stored, its one style allowed by hash, 503 with Retry-After."""
    html = error_html(status)
    response = HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
    if style := _STYLE.search(html):
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        response.csp_style_hash = f"'sha256-{digest}'"  # type: ignore[attr-defined]
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    if status == 405:
        response["Allow"] = "GET, HEAD, POST, OPTIONS"
    return response
