"""schema.org nodes of the therapy and the conditions."""

from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from core.structured_data import clean_node, page_id

if TYPE_CHECKING:
    from .models import ConditionIndexPage, ConditionPage, TherapyPage

Node = dict[str, Any]


def therapy_nodes(page: "TherapyPage") -> list[Node]:
    """schema.org MedicalTherapy: the therapy that the page is about, joined to the page by `about`."""
    therapy_id = f"{page.seo_canonical_url}#therapy"
    return [
        {"@id": page_id(page), "about": {"@id": therapy_id}},
        clean_node(
            {
                "@type": "MedicalTherapy",
                "@id": therapy_id,
                "name": page.title,
                "description": page.seo_description,
                "url": page.seo_canonical_url,
            }
        ),
    ]


def condition_nodes(page: "ConditionPage") -> list[Node]:
    """schema.org MedicalCondition, joined to the page by `about`."""
    condition_id = f"{page.seo_canonical_url}#condition"
    return [
        {"@id": page_id(page), "about": {"@id": condition_id}},
        clean_node(
            {
                "@type": "MedicalCondition",
                "@id": condition_id,
                "name": page.title,
                "alternateName": page.alternate_names,
                "description": strip_tags(page.introduction),
                "url": page.seo_canonical_url,
            }
        ),
    ]


def condition_index_nodes(page: "ConditionIndexPage") -> list[Node]:
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
