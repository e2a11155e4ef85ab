"""The living style guide: every colour, size, icon, drawing, component and block in its states, for staff.

It is made from the real files: an icon, a block or a part of the body that is added appears here by itself.
"""

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.blocks import Block

from core.design import body_map
from core.design.templatetags.design_tags import ICONS
from core.pages.blocks import BodyStreamBlock
from core.pages.models import Breadcrumb
from core.site.context_processors import clinic

COLOURS = (
    ("paper", _("The page")),
    ("tint", _("Bands and footer")),
    ("ink", _("Text")),
    ("muted", _("Text of second rank")),
    ("brand", _("Buttons, the mark, drawings")),
    ("link", _("Links")),
    ("accent", _("Times, kinds, distances")),
    ("accent-line", _("Lines and large shapes only")),
    ("control", _("Borders of fields")),
    ("danger", _("Emergencies and errors")),
    ("open", _("Open now")),
)
SPACES = tuple(range(1, 10))
# A word in a slug that marks each region of the body.
WORDS_OF = {region: word for word, region in reversed(body_map.WORDS.items())}


class Part(NamedTuple):
    """One component: its label, its template, and for each of its states a context (or the finished drawing)."""

    label: str
    template: str
    states: list[dict[str, Any] | SafeString]


class Example(NamedTuple):
    """One block as it looks on a page: its label, what it is for, and its HTML (empty: it has no example)."""

    label: str
    description: str
    html: str


def examples(request: HttpRequest) -> list[Example]:
    """Return every block of the body with its preview value, in each of its kinds."""
    found = []
    for block in BodyStreamBlock().child_blocks.values():
        rendered = ((block.render(value, context={"request": request, **clinic(request)}),) for value in _values(block))
        html = format_html_join("", "{}", rendered)
        found.append(Example(str(capfirst(block.label)), str(block.meta.description or ""), html))
    return found


def parts(request: HttpRequest) -> list[Example]:
    """Return the components that rooms give by the hook ``register_style_guide_parts``, each in every state."""
    found = []
    for function in hooks.get_hooks("register_style_guide_parts"):
        for part in function():
            rendered = (
                (state if isinstance(state, str) else render_to_string(part.template, state, request),)
                for state in part.states
            )
            html = format_html_join("", '<div class="style-guide__state form">{}</div>', rendered)
            found.append(Example(part.label, "", html))
    return found


def _values(block: Block) -> list[Any]:
    """Return the preview value of a block; of a block with a ``kind`` or a ``drawing``, one for each
    that needs no other pages."""
    if getattr(block.meta, "preview_value", None) is None:
        return []
    value = block.get_preview_value()
    children = getattr(block, "child_blocks", {})
    name = next((name for name in ("kind", "drawing") if name in children), None)
    if name is None or "pages" in children:
        return [value]
    choices = [key for key, _label in children[name].field.choices if key]
    return [block.normalize({**value, name: choice}) for choice in choices]


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the guide in the look of the public site (the admin lets only staff reach it)."""
    context = {
        "page_title": _("Style guide"),
        "colours": COLOURS,
        "spaces": SPACES,
        "icons": sorted(path.stem for path in ICONS.glob("*.svg")),
        "regions": [(WORDS_OF[region], marked.name) for region, marked in body_map.REGIONS.items()],
        "parts_of_pages": parts(request),
        "examples": examples(request),
        "breadcrumbs": [Breadcrumb(str(_("Home")), "/"), Breadcrumb(str(_("Style guide")), request.path)],
        "page_obj": Paginator(range(30), 10).page(2),
    }
    return render(request, "pages/style_guide.html", context)


@hooks.register("register_admin_urls")
def style_guide_url() -> list[URLPattern]:
    """Put the guide at /admin/style-guide/."""
    return [path("style-guide/", style_guide, name="style_guide")]


@hooks.register("register_help_menu_item")
def style_guide_menu_item() -> MenuItem:
    """Link the guide from the help menu."""
    return MenuItem(_("Style guide"), reverse("style_guide"), icon_name="view", order=900)
