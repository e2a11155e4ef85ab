"""Building page trees for tests: every page type with only its required fields, or with all of them."""

from io import BytesIO
from typing import Any, TypeVar

from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify
from PIL import Image as PillowImage
from wagtail.models import Page, Site

from core.editorial.models.references import Reference
from core.pages.models import BasePage
from core.pictures.models import ClinicImage
from home.models import HomePage

AnyPage = TypeVar("AnyPage", bound=Page)


def count_queries(client: Client, url: str) -> int:
    """How many queries an uncached page takes, once the process has warmed up."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def add_page(parent: Page, model: type[AnyPage], title: str, **fields: Any) -> AnyPage:
    """Add a live page below `parent`, checked as the admin would check it."""
    page = model(title=title, slug=fields.pop("slug", slugify(title)), **fields)
    parent.add_child(instance=page)
    page.full_clean()
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def make_home(**fields: Any) -> HomePage:
    """Replace whatever the site shows with an empty home page of ours."""
    root = Page.get_first_root_node()
    assert root is not None
    home = add_page(
        root, HomePage, "Home", **{"slug": "clinic-home", "hero_title": "Care for pain in Florida", **fields}
    )
    Site.objects.update(is_default_site=False)
    Site.objects.filter(hostname="localhost").delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_image(title: str = "A branch", size: tuple[int, int] = (1600, 900), **fields: Any) -> ClinicImage:
    """A small real picture with a description."""
    data = BytesIO()
    PillowImage.new("RGB", size, "#0b4a45").save(data, "PNG")
    data.seek(0)
    fields.setdefault("description", "A drawn branch on a green ground")
    return ClinicImage.objects.create(title=title, file=ImageFile(data, name=f"{slugify(title)}.png"), **fields)


def make_reference(key: str = "cohen-2018", **fields: Any) -> Reference:
    """A source with everything that a citation shows."""
    defaults = {
        "kind": "guideline",
        "authors": "Cohen SP",
        "title": "Consensus guidelines",
        "source": "Reg Anesth Pain Med",
        "year": 2018,
        "doi": "10.1097/AAP.0000000000000808",
    }
    return Reference.objects.create(key=key, **{**defaults, **fields})


def full_base_fields(image: ClinicImage) -> dict[str, Any]:
    """Every field that all pages share, filled in."""
    return {
        "introduction": "The short answer comes first.",
        "listing_summary": "A summary for cards.",
        "main_image": image,
        "main_image_alt": "A branch, seen from this page",
        "og_image": image,
        "seo_title": "A title for search engines",
        "search_description": "A description for search engines that is long enough to say what the page holds.",
    }


def full_body(image: ClinicImage, reference: Reference, page: BasePage) -> list[tuple[str, Any]]:
    """One block of each kind, as StreamField data."""
    rich = f'<p>Plain words, with a source <a href="#{reference.anchor}">Cohen 2018</a>.</p>'
    return [
        {"type": "heading", "value": {"text": "What to expect", "level": "h2"}},
        {"type": "heading", "value": {"text": "Afterwards", "level": "h2"}},
        {"type": "heading", "value": {"text": "On the day", "level": "h3"}},
        {"type": "text", "value": rich},
        {"type": "heading", "value": {"text": "Afterward", "level": "h2"}},
        {"type": "heading", "value": {"text": "Going home", "level": "h2"}},
        {
            "type": "image",
            "value": {"image": {"image": image.pk, "alt_text": "A branch", "decorative": False}, "caption": "Drawn"},
        },
        {"type": "callout", "value": {"kind": "information", "title": "Good to know", "text": rich}},
        {"type": "callout", "value": {"kind": "caution", "title": "Take care", "text": rich}},
        {"type": "callout", "value": {"kind": "emergency", "title": "Call 911", "text": rich}},
        {
            "type": "steps",
            "value": {
                "steps": [{"title": "Talk", "time": "An hour", "text": rich}, {"title": "Rest", "time": "", "text": ""}]
            },
        },
        {
            "type": "facts",
            "value": {
                "facts": [{"value": "1970", "label": "Approved", "source": reference.pk, "note": "As an anesthetic"}]
            },
        },
        {"type": "faq", "value": {"title": "Questions", "items": [{"question": "Does it hurt?", "answer": rich}]}},
        {
            "type": "quote",
            "value": {"text": "Results differ.", "attribution": "Dr. Tilak", "source_url": "https://example.com/"},
        },
        {
            "type": "table",
            "value": {
                "caption": "Two ways",
                "table": {"columns": [{"type": "text", "heading": "Way"}], "rows": [{"values": ["Injection"]}]},
            },
        },
        {
            "type": "video",
            "value": {
                "url": "https://vimeo.com/123456789",
                "title": "A visit",
                "poster": image.pk,
                "length_minutes": 3,
                "transcript": rich,
            },
        },
        {
            "type": "call_to_action",
            "value": {
                "title": "Ready?",
                "text": "Ask us.",
                "button": {"label": "Go home", "page": page.pk, "url": "", "phone": ""},
            },
        },
        {
            "type": "page_cards",
            "value": {"title": "More", "kind": "chosen", "pages": [page.pk]},
        },
    ]
