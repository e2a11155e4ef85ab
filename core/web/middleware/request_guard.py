"""Refuses what no browser sends, before any view sees it: each refusal replaces an error 500 further in.

- Null bytes and control characters in the address, broken UTF-8 in its query: databases raise on them.
- A form in another charset than UTF-8: Django's CSRF check raises, and raises again while it makes the error page.
- Addresses past any real one: search engines' query parsers recurse.
- Bodies past what the site takes: they would fill the disk.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.web.error_pages import error_response

LONGEST_PATH = 1500  # bytes; Wagtail's longest stored URL path is far shorter for a tree of this depth
LONGEST_QUERY = 3000  # bytes; Wagtail's bulk actions list a page of ids
LONGEST_CONTENT_TYPE = 200
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s"';,]+)""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# In no path: "$" in a route lets a line end pass, so that "/about/%0A" would be "/about/" once more.
_WHITE_CONTROL = re.compile(rb"[\t\n\r]")


def broken_text(raw: bytes) -> bool:
    """Whether `raw` is not UTF-8, or holds control characters (tab and line ends are let through)."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return bool(_CONTROL.search(raw))


def refusal(request: HttpRequest) -> int | None:
    """Return the HTTP status that refuses this request, or None when it may pass.

    400 broken address or length, 413 body too large, 414 address too long, 415 charset not UTF-8.
    """
    environ = request.META
    # Django has decoded the path, and written bytes that are not UTF-8 as %XX: they lead to a 404.
    path = request.path_info.encode("utf-8", "replace")
    query = str(environ.get("QUERY_STRING", "")).encode("latin-1", "replace")
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return 414
    if broken_text(path) or _WHITE_CONTROL.search(path) or broken_text(unquote_to_bytes(query.replace(b"+", b" "))):
        return 400
    content_type = str(environ.get("CONTENT_TYPE", ""))
    if len(content_type) > LONGEST_CONTENT_TYPE:
        return 400
    charsets = _CHARSET.findall(content_type)
    if any(charset.lower() not in {"utf-8", "utf8"} for charset in charsets):
        return 415
    return _body_refusal(str(environ.get("CONTENT_LENGTH") or "0"), request.path)


def _body_refusal(length: str, path: str) -> int | None:
    if not (length.isascii() and length.isdigit()):
        return 400
    in_admin = path.startswith(f"/{settings.ADMIN_PATH}/")
    return 413 if int(length) > (settings.MAX_UPLOAD_BYTES if in_admin else settings.MAX_FORM_BYTES) else None


class RequestGuardMiddleware:
    """Answer impossible requests with a short page that says what was wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on."""
        status = refusal(request)
        return self.get_response(request) if status is None else error_response(status)
