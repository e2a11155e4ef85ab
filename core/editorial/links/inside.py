"""Links inside the site that lead nowhere: to what was deleted, or to pages that are not published."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from core.editorial.pages import specific_pages, with_types
from core.editorial.text import raw_strings
from core.pages.models import BasePage
from core.seo.models import AuditReport

TAG = re.compile(r"<(?:a|embed)\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(linktype|embedtype|id)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
# Relations of a page that are no links of its text.
NO_LINKS = {"alias_of", "latest_revision", "live_revision", "locale", "locked_by", "owner", "reviewed_by"}


class BrokenLink(NamedTuple):
    """One link inside the site that leads nowhere."""

    page_id: int
    page_title: str
    place: str
    problem: str


def _targets(text: str) -> Iterator[tuple[str, int]]:
    """What rich text refers to by number: (kind, id)."""
    for tag in TAG.findall(text):
        attributes = {name.lower(): value for name, value in ATTRIBUTE.findall(tag)}
        kind = attributes.get("linktype") or attributes.get("embedtype") or ""
        if kind in {"page", "document", "image"} and attributes.get("id", "").isdecimal():
            yield kind, int(attributes["id"])


def _label(model: type[Page] | None, path: str) -> str:
    """What staff call the field that a path of the index of references begins with."""
    name = path.partition(".")[0]
    try:
        field: Any = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        field = None
    return str(getattr(field, "verbose_name", name.replace("_", " ")))


def _deleted(titles: dict[int, str]) -> Iterator[BrokenLink]:
    """What the texts of live pages name that is gone: Wagtail's index of references forgets it, the text does not."""
    documents, images = get_document_model(), get_image_model()
    there = {
        "page": set(titles),
        "document": set(documents.objects.values_list("pk", flat=True)),
        "image": set(images.objects.values_list("pk", flat=True)),
    }
    words = {"page": _("A page that was deleted"), "document": _("A deleted file"), "image": _("A deleted picture")}
    for page in specific_pages(with_types(Page.objects.filter(depth__gt=1).live().order_by("path"))):
        if not isinstance(page, BasePage):
            continue
        for name, text in raw_strings(page):
            for kind, pk in _targets(text):
                if pk not in there[kind]:
                    yield BrokenLink(page.pk, page.title, _label(type(page), name), words[kind])


def _unpublished(titles: dict[int, str], live: set[int]) -> Iterator[BrokenLink]:
    """What live pages link to, or choose in a block, that is not published."""
    page_type = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.objects.filter(base_content_type=page_type, to_content_type=page_type)
    for row in rows.select_related("content_type"):
        source, target = int(row.object_id), int(row.to_object_id)
        if source not in live or target in live or target not in titles:
            continue
        if row.model_path.partition(".")[0] not in NO_LINKS:
            place = _label(row.content_type.model_class(), row.model_path)
            problem = _("“%(title)s”, which is not published") % {"title": titles[target]}
            yield BrokenLink(source, titles[source], place, problem)


def broken_in_content() -> list[BrokenLink]:
    """What is broken in the live pages as they stand. A query for each page type and kind of thing."""
    titles: dict[int, str] = {}
    live: set[int] = set()
    for pk, title, is_live in Page.objects.filter(depth__gt=1).values_list("pk", "title", "live"):
        titles[pk] = title
        if is_live:
            live.add(pk)
    return [*_deleted(titles), *_unpublished(titles, live)]


def broken_when_walked() -> list[BrokenLink]:
    """The links that the last findability check found broken: also those typed as an address."""
    found = []
    for report in AuditReport.objects.all():
        problems = [item for item in report.findings if item["code"] == "link" and item["page_id"]]
        titles = dict(Page.objects.filter(pk__in={p["page_id"] for p in problems}).values_list("pk", "title"))
        place = _("Seen on %(day)s") % {"day": f"{report.checked_at:%Y-%m-%d}"}
        found += [
            BrokenLink(p["page_id"], titles[p["page_id"]], place, p["message"])
            for p in problems
            if p["page_id"] in titles
        ]
    return found
