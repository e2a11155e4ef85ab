"""The plain-text twin of each public page, at `<page>/index.md`: its main part as Markdown."""

import datetime
import re
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from markdownify import MarkdownConverter
from wagtail.models import Site

from core.seo.icons import clinic_of
from core.seo.markdown_words import escape_address, escape_line, escape_words, one_line
from core.seo.mixins import SearchMetadataMixin
from core.seo.robots import HOUR
from core.seo.text import plain
from core.site.languages import live_root

# What is no reading matter: controls, drawings, scripts, and what is marked as hidden or as made for the screen.
SCREEN_ONLY = (
    "script, style, svg, form, button, nav, iframe, template, dialog, .faq__address, [hidden], [aria-hidden=true]"
)


class TwinConverter(MarkdownConverter):
    """HTML to Markdown with absolute addresses; pictures are kept as their descriptions."""

    class Options(MarkdownConverter.Options):
        heading_style = "atx"
        bullets = "-"
        # Raised and lowered figures keep their meaning: 10² is not 102. Markdown has no sign for them but HTML's.
        sub_symbol = "<sub>"
        sup_symbol = "<sup>"
        root_url = ""
        page_url = ""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Words that Markdown must not read as its own signs."""
        return escape_words(text, in_link="a" in parent_tags)

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """The words of a text; an exclamation mark right before a link would make it a picture."""
        text = str(super().process_text(el, parent_tags))
        before_link = isinstance(el.next_sibling, Tag) and el.next_sibling.name == "a"
        return f"{text[:-1]}\\!" if before_link and text.endswith("!") else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link with the host in its address; one within the page is plain text."""
        href = str(el.get("href") or "")
        if href.startswith("#"):
            return text
        if href.startswith("/"):
            href = f"{self.options['root_url']}{href}"
        el["href"] = escape_address(href)
        return str(super().convert_a(el, text, parent_tags))

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell; a bar in its words does not end it (GFM, Tables)."""
        return str(super().convert_td(el, text.replace("|", r"\|"), parent_tags))

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A heading of a column, likewise."""
        return str(super().convert_th(el, text.replace("|", r"\|"), parent_tags))

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The description of a picture; nothing for decoration."""
        alt = escape_line(str(el.get("alt") or ""), in_link=True)
        return _("(Picture: {alt})").format(alt=alt) if alt else ""

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The question of a folded answer, as a line of its own that leads to the answer's address in the page."""
        words, answer = one_line(text), el.find_next_sibling(id=True)
        if isinstance(answer, Tag):
            words = f"[{escape_line(el.get_text(), in_link=True)}]({self.options['page_url']}#{answer['id']})"
        return f"\n\n**{words}**\n\n"


def twin(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve a page's twin.

    Raises:
        Http404: when there is no live, public, listed page at the address, or the clinic does not offer plain text.
    """
    clinic = clinic_of(request)
    if not clinic.offer_markdown:
        raise Http404
    page, args, kwargs = live_root(clinic.site).specific.route(request, [part for part in path.split("/") if part])
    if not isinstance(page, SearchMetadataMixin) or not page.is_indexable or page.get_view_restrictions().exists():
        raise Http404
    request.GET = QueryDict()
    page_response = page.serve(request, *args, **kwargs)
    if page_response.status_code != 200 or not isinstance(page_response, TemplateResponse):
        raise Http404
    text = _document(page, page_response.render().content.decode(), clinic.site)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{page.seo_canonical_url}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


def _document(page: SearchMetadataMixin, html: str, site: Site) -> str:
    """The main part of a page, with what a reader must know about it before and after."""
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main") or soup
    for drawing in main.select("svg[role=img][aria-label]"):
        drawing.replace_with(_("(Picture: {alt})").format(alt=one_line(str(drawing["aria-label"]))))
    for element in main.select(SCREEN_ONLY):
        element.decompose()
    for citation in main.select("sup.cite"):
        citation.replace_with(f" [{one_line(citation.get_text(' '))}]")
    for heading in main.select("tbody th"):
        # Markdown's tables head columns only; a row of one such cell would be taken for the heads of another table.
        heading.name = "td"
    body = TwinConverter(root_url=site.root_url, page_url=page.seo_canonical_url).convert_soup(main)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in body.splitlines())).strip()
    if not re.search(r"^# ", body, re.MULTILINE):
        body = f"# {escape_line(page.title)}\n\n{body}"
    return f"{body}\n\n---\n\n{_about(page)}\n"


def _about(page: SearchMetadataMixin) -> str:
    """Where the page is, how fresh it is, and the clinic's notices."""
    clinic = page.clinic
    facts: list[tuple[str, Any]] = [
        (_("Source"), page.seo_canonical_url),
        (_("Published by"), escape_line(page.seo_sitename)),
        (_("Last changed"), _day(page.seo_modified_at)),
        (_("Last medically reviewed"), getattr(page, "last_reviewed", None)),
    ]
    lines = [f"- {name}: {value}" for name, value in facts if value]
    notices = [plain(clinic.emergency_text), plain(clinic.medical_disclaimer)] if clinic else []
    return "\n\n".join(["\n".join(lines), *(escape_line(notice) for notice in notices if notice)])


def _day(moment: datetime.datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
