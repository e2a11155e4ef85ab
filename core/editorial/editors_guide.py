"""The guide for editors inside the admin: docs/editors.md with its pictures, under Help."""

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail import hooks
from wagtail.admin.menu import MenuItem

FOLDER: Path = settings.BASE_DIR / "docs"
FILE = FOLDER / "editors.md"
PICTURES = FOLDER / "images"
# Wagtail's own entries: a count of its news on everybody's menu, and a guide that knows nothing of this clinic.
REPLACED_MENU_ITEMS = ("whats-new-in-wagtail", "editor-guide")


class Heading(NamedTuple):
    """One chapter: its words and its anchor."""

    title: str
    anchor: str


class Guide(NamedTuple):
    """The guide as HTML, and its chapters."""

    html: SafeString
    headings: list[Heading]


def guide() -> Guide:
    """Return the guide; read once, and again when the file was changed."""
    return _rendered(FILE.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _rendered(_changed_at: int) -> Guide:
    # The text ships with the code, yet no raw HTML is taken from it.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(FILE.read_text(encoding="utf-8"))
    headings = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            anchor = slugify(inline.content)
            token.attrSet("id", anchor)
            if token.tag == "h2":
                headings.append(Heading(inline.content, anchor))
        _lead_to_the_pictures(inline)
    # The page of the admin has a first heading of its own.
    body = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    html = parser.renderer.render(body, parser.options, {})
    return Guide(mark_safe(html), headings)  # noqa: S308 - made from our own file, raw HTML switched off


def _lead_to_the_pictures(inline: Token) -> None:
    for child in inline.children or []:
        if child.type == "image":
            name = Path(str(child.attrs["src"])).name
            child.attrSet("src", reverse("editors_guide_picture", args=[name]))
            child.attrSet("loading", "lazy")


def show_guide(request: HttpRequest) -> HttpResponse:
    """Show the guide."""
    return render(
        request, "editorial/admin/editors_guide.html", {"page_title": _("Guide for editors"), "guide": guide()}
    )


def show_picture(request: HttpRequest, name: str) -> FileResponse:
    """Send one picture of the guide.

    Raises:
        Http404: when the guide has no such picture.
    """
    file = PICTURES / name
    if file.suffix != ".webp" or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    """Put the guide at /admin/guide/ (the admin lets only staff reach it)."""
    return [
        path("guide/", show_guide, name="editors_guide"),
        path("guide/pictures/<str:name>", show_picture, name="editors_guide_picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Link the guide first in the help menu."""
    return MenuItem(_("Guide for editors"), reverse("editors_guide"), icon_name="help", order=10)


@hooks.register("construct_help_menu")
def without_wagtails_own(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what would be a second guide, and a badge on everybody's menu."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(REPLACED_MENU_ITEMS)]
