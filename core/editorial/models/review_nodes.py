"""schema.org properties of pages that a clinician has reviewed, and of the sources that they rest on."""

from typing import Any

from wagtail.models import Page

from core.editorial.models.references import Reference
from core.seo.structured_data.nodes import Node, clean_node, organization_id, page_id

# By `ReferenceKind`: the type, and for papers schema.org's `publicationType`, which is free text.
SOURCE_TYPES = {
    "trial": ("MedicalScholarlyArticle", "Clinical Trial"),
    "review": ("MedicalScholarlyArticle", "Review"),
    "article": ("MedicalScholarlyArticle", ""),
    "guideline": ("MedicalScholarlyArticle", "Practice Guideline"),
    "label": ("CreativeWork", ""),
    "web": ("WebPage", ""),
}


def review_nodes(page: Page) -> list[Node]:
    """Who wrote and who reviewed the page, when, for whom, and its sources."""
    reviewer = reviewer_node(page, page.reviewed_by) if page.reviewed_by else None
    medical = page.schema_page_type == "MedicalWebPage"
    properties = clean_node(
        {
            "@id": page_id(page),
            "author": {"@type": "Person", "name": page.written_by}
            if page.written_by
            else ({"@id": organization_id(page)} if medical else None),
            "reviewedBy": {"@id": reviewer["@id"]} if reviewer else None,
            "lastReviewed": page.last_reviewed,
            "citation": [reference_node(reference) for reference in page.reference_list],
            "audience": {"@type": "MedicalAudience", "audienceType": "Patients"} if medical else None,
        }
    )
    return [properties, *([reviewer] if reviewer else [])]


def reviewer_node(page: Page, clinician: Any) -> Node:
    """schema.org Person of a clinician on a page that is not their own; the profile page says the rest.

    The address is left out while the profile is not public.
    """
    return clean_node(
        {
            "@type": "Person",
            "@id": f"{clinician.seo_canonical_url}#person",
            "name": clinician.title,
            "url": clinician.seo_canonical_url if clinician.live else None,
            "jobTitle": clinician.job_title,
            "honorificSuffix": clinician.credentials,
            "worksFor": {"@id": organization_id(page)},
        }
    )


def reference_node(reference: Reference) -> Node:
    """schema.org node of one source, by its kind; its `@id` is its most lasting address."""
    type_name, publication_type = SOURCE_TYPES.get(reference.kind, ("CreativeWork", ""))
    return clean_node(
        {
            "@type": type_name,
            "name": reference.title,
            "author": author_nodes(reference),
            "publicationType": publication_type,
            "isPartOf": {"@type": "CreativeWork", "name": reference.source}
            if reference.source and type_name == "MedicalScholarlyArticle"
            else None,
            "datePublished": str(reference.year) if reference.year else None,
            "identifier": f"https://doi.org/{reference.doi}" if reference.doi else None,
            "url": reference.link,
        }
    )


def author_nodes(reference: Reference) -> list[Node]:
    """The authors as schema.org Person nodes, or the body that published a label or web page."""
    if reference.kind in {"label", "web"}:
        return [{"@type": "Organization", "name": reference.authors.strip()}] if reference.authors.strip() else []
    names = [name.strip().rstrip(".") for name in reference.authors.split(",")]
    return [{"@type": "Person", "name": name} for name in names if name and name.lower() != "et al"]
