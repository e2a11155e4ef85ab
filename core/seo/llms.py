"""llms.txt: the site's contents as a short plain list, for assistants that ask for one."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from core.seo.icons import clinic_of
from core.seo.markdown_urls import markdown_url
from core.seo.markdown_words import escape_line
from core.seo.mixins import SearchMetadataMixin
from core.seo.robots import HOUR
from core.seo.text import plain
from core.site.languages import pages_of
from core.site.models import ClinicSettings

# A list that nobody would read to its end is no help; the newest parts of the tree come last, so they are cut first.
MOST_PAGES = 500
GENERAL = "The clinic and the therapy"


def llms_txt(request: HttpRequest) -> HttpResponse:
    """The clinic, what holds for every page, and each public page with its Markdown twin (llmstxt.org).

    Raises:
        Http404: when the clinic does not offer plain text.
    """
    clinic = clinic_of(request)
    if not clinic.offer_markdown:
        raise Http404
    body = "\n".join([*_head(clinic), *_pages(clinic)]) + "\n"
    response = HttpResponse(body, content_type="text/plain; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


def _head(clinic: ClinicSettings) -> Iterator[str]:
    yield f"# {escape_line(clinic.display_name)}"
    if clinic.tagline:
        yield f"\n> {escape_line(clinic.tagline)}"
    for notice in (clinic.emergency_text, clinic.medical_disclaimer, clinic.off_label_statement):
        if plain(notice):
            yield f"\n{escape_line(plain(notice))}"


def _pages(clinic: ClinicSettings) -> Iterator[str]:
    """One section for each page below the home page that has pages below it, and one for all others."""
    root = clinic.site.root_page
    pages = pages_of(clinic.site).order_by("path")
    sections: dict[str, list[str]] = {GENERAL: []}
    section = GENERAL
    for page in pages.defer_streamfields().specific()[:MOST_PAGES]:
        if page.depth <= root.depth + 1:
            is_home = page.translation_key == root.translation_key
            section = escape_line(page.title) if page.numchild and not is_home else GENERAL
        if not isinstance(page, SearchMetadataMixin) or not page.is_indexable:
            continue
        summary = escape_line(page.search_description or page.get_listing_summary())
        title = escape_line(page.sharing_title, in_link=True)
        line = f"- [{title}]({markdown_url(page)}){f': {summary}' if summary else ''}"
        sections.setdefault(section, []).append(line)
    for heading, lines in sections.items():
        yield f"\n## {heading}\n"
        yield from lines
