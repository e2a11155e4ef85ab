"""Error pages that need nothing: no database, no session, no other file of the site.

Used where the site itself may be what is broken (500, 503), and where a request is refused before it is looked at
(400, 403, 405, 413, 414, 415, 429). The 404 page is a real page of the site and lives in site_cms.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from core.web.contact_cache import cached_contact
from core.web.exits import EXITS
from core.web.languages import current, default
from core.web.request_reference import current_reference

TEMPLATE = "web/errors/plain.html"
RETRY_AFTER = 30  # seconds
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class ErrorText(NamedTuple):
    """What a page says: a heading, what happened, and what to do."""

    title: Any
    what_happened: Any
    what_to_do: Any


TEXTS = {
    400: ErrorText(
        _("That address does not work"),
        _("The address, or what was sent with it, has characters or parts that this site cannot read."),
        _("Start again from the home page, or use the site's search."),
    ),
    403: ErrorText(
        _("You cannot open this"),
        _("This page is not open to you, or the form was open for so long that it is no longer valid."),
        _("Go back, reload the page and try again."),
    ),
    405: ErrorText(
        _("That does not work here"),
        _("This address cannot be asked in that way."),
        _("Start again from the home page."),
    ),
    413: ErrorText(
        _("That is too large"),
        _("What you sent is larger than this site accepts. Nothing was saved."),
        _("Go back and send less text, or a smaller file."),
    ),
    414: ErrorText(
        _("That address is too long"),
        _("The address is longer than any address of this site."),
        _("Start again from the home page, or use shorter words in the search."),
    ),
    415: ErrorText(
        _("That form could not be read"),
        _("The form was sent in a way that this site cannot read. Nothing was saved."),
        _("Go back, reload the page and send the form again."),
    ),
    429: ErrorText(
        _("Too many tries"),
        _("A wrong password was typed too often."),
        _("Wait 15 minutes, then try again. If you are not sure of the password, ask whoever gave it to you."),
    ),
    500: ErrorText(
        _("Sorry, something broke"),
        _("This is our fault, not yours. If you were sending a form, do not count on it having reached us."),
        _("Try again in a few minutes."),
    ),
    503: ErrorText(
        _("Sorry, this page is not available right now"),
        _("The site is busy or being looked after. If you were sending a form, it has not been saved."),
        _("Try again in a minute."),
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
        "contact": cached_contact(),
        "language": current(),
        "home_url": "/" if current() == default() else f"/{current().code}/",
    }
    try:
        return get_template(TEMPLATE).render(context)
    except EXITS:
        raise
    except BaseException:  # noqa: BLE001 - an error page must not fail, whatever is broken
        return _LAST_RESORT.format(**text._asdict(), reference=context["reference"])


def error_response(status: int, allowed: Sequence[str] = ()) -> HttpResponse:
    """Return the whole answer for `status`: never stored, its one style allowed by hash, 503 with Retry-After.

    `allowed` are the methods that a 405 names.
    """
    html = error_html(status)
    response = HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
    if style := _STYLE.search(html):
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        response.csp_style_hash = f"'sha256-{digest}'"  # type: ignore[attr-defined]
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    if status == 405:
        response["Allow"] = ", ".join(allowed)
    return response
