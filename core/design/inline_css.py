"""Puts the CSS a page needs, and no more, into one ``<style>`` of its ``<head>``.

Every component is one template and one CSS file of the same name (``card.html``, ``card.css``), and its classes start
with that name (``card``, ``card__title``, ``card--wide``). So the classes that occur in the finished HTML tell which
files the page needs. Those are joined in the order of the cascade layers and written in place of ``MARKER``: a page
paints from its first response, with no render-blocking request.

The text is the same for every page with the same set of components, so it is put together once per set and process.
``response.csp_style_hash`` carries the CSP source (``'sha256-...'``) of the style, for the security headers.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse

MARKER = b"<!--inline-css-->"
# Files that every page needs, in this order; all others are components, found by their class.
FOUNDATION = ("tokens", "base", "layout")
LAST = ("utility", "print")

_CLASS = re.compile(rb"""\sclass=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ALWAYS = {"tokens", "base", "layout", "utility", "print"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"""("[^"]*"|'[^']*')""")
_STATIC_URL = re.compile(r"""url\(["']?static:([^"')]+)["']?\)""")


class Sheet(NamedTuple):
    """The style of one set of components: CSS bytes and the CSP source that allows exactly them."""

    css: bytes
    csp_hash: str


def component_files() -> dict[str, Path]:
    """Return the CSS file of every component, ``{name: path}``, from ``<app>/static/<app>/css/`` of every app.

    Raises ``ValueError`` when two apps hold a component of the same name: which of them won would be chance.
    """
    found: dict[str, Path] = {}
    for config in apps.get_app_configs():
        folder = Path(config.path) / "static" / config.label / "css"
        if not folder.is_relative_to(settings.BASE_DIR) or "site-packages" in folder.parts:
            continue  # a package's own files, such as Wagtail's admin styles; the environment may stand in the project
        for path in sorted(folder.glob("*.css")):
            if path.stem in found:
                raise ValueError(f"Two components are called {path.stem!r}: {found[path.stem]} and {path}")
            found[path.stem] = path
    return found


def class_prefixes(html: bytes) -> set[str]:
    """Return the component part of every class in ``html``: ``card`` for ``card__title`` and ``card--wide``."""
    values = {first or second or third for first, second, third in _CLASS.findall(html)}
    names = {name.partition(b"__")[0].partition(b"--")[0] for value in values for name in value.split()}
    return {name.decode("utf-8", "replace") for name in names}


def minify(css: str) -> str:
    """Return ``css`` without comments and needless space, its ``url(static:...)`` turned into real addresses.

    Strings stay as they are, and so does a space before a colon: ``.form :is(a)`` is not ``.form:is(a)``.
    """
    css = _STATIC_URL.sub(lambda match: f'url("{staticfiles_storage.url(match[1])}")', _COMMENT.sub("", css))
    parts = _STRING.split(css)
    for index in range(0, len(parts), 2):
        text = re.sub(r"\s+", " ", parts[index])
        text = re.sub(r" ?([{};,>]) ?", r"\1", text).replace(": ", ":")
        parts[index] = text.replace(";}", "}")
    return "".join(parts).strip()


class StyleSheets:
    """All component files, minified once, and the sheets made of them."""

    def __init__(self) -> None:
        files = component_files()
        components = sorted(set(files) - _ALWAYS)
        order = [name for name in (*FOUNDATION, *components, *LAST) if name in files]
        self.parts = {name: minify(files[name].read_text(encoding="utf-8")) for name in order}
        self._sheets: dict[frozenset[str], Sheet] = {}

    def names_for(self, html: bytes) -> frozenset[str]:
        """Return the names of the files that ``html`` needs."""
        return frozenset(class_prefixes(html) & self.parts.keys() | (_ALWAYS & self.parts.keys()))

    def sheet(self, names: Iterable[str]) -> Sheet:
        """Return the sheet of these components. The same set always gives the same bytes."""
        key = frozenset(names)
        if key not in self._sheets:
            css = "".join(text for name, text in self.parts.items() if name in key).encode()
            digest = base64.b64encode(hashlib.sha256(css).digest()).decode()
            self._sheets[key] = Sheet(css, f"'sha256-{digest}'")
        return self._sheets[key]


def _newest_change() -> float:
    return max((path.stat().st_mtime for path in component_files().values()), default=0.0)


@lru_cache(maxsize=1)
def _stylesheets(_changed: float) -> StyleSheets:
    return StyleSheets()


def stylesheets() -> StyleSheets:
    """Return the style sheets of this process; while ``DEBUG`` is on, read again after a file has changed."""
    return _stylesheets(_newest_change() if settings.DEBUG else 0.0)


def add_styles(html: bytes) -> tuple[bytes, str | None]:
    """Return ``html`` with its styles in place of ``MARKER`` and the style's CSP source, ``None`` without marker."""
    if MARKER not in html:
        return html, None
    sheets = stylesheets()
    sheet = sheets.sheet(sheets.names_for(html))
    return html.replace(MARKER, b"<style>" + sheet.css + b"</style>", 1), sheet.csp_hash


class InlineCssMiddleware:
    """Writes the styles into HTML responses that ask for them by ``MARKER`` (every page on ``pages/base.html``)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        content, csp_hash = add_styles(response.content)
        if csp_hash:
            response.content = content
            response.csp_style_hash = csp_hash  # type: ignore[attr-defined]
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(content))
        return response
