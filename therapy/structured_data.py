"""schema.org nodes of the therapy and the conditions."""

from typing import Any

from django.apps import apps
from django.utils.html import strip_tags
from wagtail.models import Page, Site

from core.seo.structured_data.nodes import clean_node, page_id
from core.site.languages import root_of
from core.web.languages import Language
from core.web.request_scope import once_per_generation

Node = dict[str, Any]


# Evidence on which a page may say that the therapy is a possible treatment. Below it, the page tells patients what is
# known; a machine that reads "possibleTreatment" would not see how weak it is.
STRONG_ENOUGH = {"moderate"}


def therapy_id(page: Page) -> str:
    """The stable `@id` of the therapy."""
    return f"{page.seo_canonical_url}#therapy"


def therapy_node(page: Page) -> Node:
    """schema.org MedicalTherapy, as short as other pages need it."""
    return clean_node(
        {"@type": "MedicalTherapy", "@id": therapy_id(page), "name": page.title, "url": page.seo_canonical_url}
    )


def therapy_nodes(page: Page) -> list[Node]:
    """schema.org MedicalTherapy: the therapy that the page is about, joined to the page by `about`.

    A page below another therapy page is one topic of that therapy.
    """
    therapy = next((other for other in _therapies_for(page) if page.path.startswith(other.path)), page)
    node = therapy_node(therapy)
    if therapy.pk == page.pk:
        node |= clean_node({"description": page.seo_description})
    return [{"@id": page_id(page), "about": {"@id": therapy_id(therapy)}}, node]


def condition_nodes(page: Page) -> list[Node]:
    """schema.org MedicalCondition, joined to the page by `about`; the therapy only as far as the evidence allows."""
    condition_id = f"{page.seo_canonical_url}#condition"
    therapy = therapy_page_for(page) if page.evidence_level in STRONG_ENOUGH else None
    condition = clean_node(
        {
            "@type": "MedicalCondition",
            "@id": condition_id,
            "name": page.title,
            "alternateName": page.alternate_names,
            "description": strip_tags(page.introduction),
            "url": page.seo_canonical_url,
            "possibleTreatment": {"@id": therapy_id(therapy)} if therapy else None,
        }
    )
    nodes = [{"@id": page_id(page), "about": {"@id": condition_id}}, condition]
    return [*nodes, therapy_node(therapy)] if therapy else nodes


def therapy_page_for(page: Page) -> Page | None:
    """The live therapy page of the same site, the first in the tree."""
    return next(iter(_therapies_for(page)), None)


def _therapies_for(page: Page) -> list[Page]:
    return _therapies(page.site, page.language, page.locale_id) if page.site else []


@once_per_generation
def _therapies(site: Site, language: Language, locale_id: int) -> list[Page]:
    """The live therapy pages of a site in the order of its tree, each before its topics; read again after a change."""
    root = root_of(site, language)
    pages = apps.get_model("therapy.TherapyPage").objects.filter(locale=locale_id).listed()
    return list(pages.descendant_of(root)) if root else []


def condition_index_nodes(page: Page) -> list[Node]:
    """schema.org ItemList of the conditions, as the page's main entity."""
    if not page.conditions:
        return []
    list_id = f"{page.seo_canonical_url}#list"
    items = [
        {"@type": "ListItem", "position": number, "name": child.title, "url": child.get_full_url()}
        for number, child in enumerate(page.conditions, start=1)
    ]
    return [
        {"@id": page_id(page), "mainEntity": {"@id": list_id}},
        {"@type": "ItemList", "@id": list_id, "numberOfItems": len(items), "itemListElement": items},
    ]
