"""schema.org nodes of places and clinicians. Nothing unknown is ever printed, and nothing incomplete."""

from copy import copy
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.seo.structured_data.nodes import clean_node, organization_id, page_id
from locations.hours import opening_hours_specification, special_opening_hours_specification

Node = dict[str, Any]


def location_id(page: Page) -> str:
    """The stable `@id` of a place's MedicalClinic node."""
    return f"{page.seo_canonical_url}#clinic"


def clinician_id(page: Page) -> str:
    """The stable `@id` of a clinician's node; review lines of other pages point here."""
    return f"{page.seo_canonical_url}#person"


def is_complete(page: Page) -> bool:
    """True when Google's required facts of a LocalBusiness, name and full address, are known."""
    return bool(page.clinic and page.clinic.name and page.has_full_address)


def complete_places(page: Page, places: list[Page]) -> list[Page]:
    """Copies of the complete ones of places that stand on the same site as `page`: site and settings are read once.

    Copies, since the places may be kept for all requests: another one may look at them now, with settings of its own.
    """
    copies = [copy(place) for place in places]
    for place in copies:
        place.site, place.clinic = page.site, page.clinic
    return [place for place in copies if is_complete(place)]


def location_nodes(page: Page) -> list[Node]:
    """The MedicalClinic of a complete place, tied to its page; nothing for an incomplete one."""
    if not is_complete(page):
        return []
    return [
        location_node(page),
        {"@id": page_id(page), "mainEntity": {"@id": location_id(page)}},
    ]


def location_node(page: Page) -> Node:
    """schema.org MedicalClinic. Its name is the clinic's: Google wants no place or slogan in it.

    Whether new patients are accepted and what a visit costs are not known, so `isAcceptingNewPatients` and
    `priceRange` are left out. There are never ratings (self-serving reviews).
    """
    return clean_node(
        {
            **contact_node(page),
            "description": page.seo_description,
            "image": page.seo_image_url,
            "faxNumber": plain_phone(page.fax),
            "email": page.email,
            "geo": geo_node(page),
            "hasMap": page.resolved_map_url,
            "openingHoursSpecification": opening_hours_specification(page.opening_hours),
            "specialOpeningHoursSpecification": special_opening_hours_specification(page.opening_hours, page.today),
            "availableService": [
                {"@type": "MedicalTherapy", "name": service.title, "url": service.full_url}
                for service in page.listed_services
                if service.cached_content_type.model == "therapypage"
            ],
        }
    )


def place_list_nodes(page: Page) -> list[Node]:
    """schema.org ItemList of the places in view, as the main entity of their list; nothing without places."""
    finder, places = page.view
    if not places:
        return []
    list_id = f"{page.seo_canonical_url}#list"
    items = [
        {"@type": "ListItem", "position": number, "name": place.title, "url": place.seo_canonical_url}
        for number, place in enumerate(places, start=finder.page.start_index())
    ]
    return [
        {"@id": page_id(page), "mainEntity": {"@id": list_id}},
        {"@type": "ItemList", "@id": list_id, "numberOfItems": len(finder.spots), "itemListElement": items},
        *(contact_node(place) for place in complete_places(page, places)),
    ]


def branch_nodes(page: Page, places: list[Page]) -> list[Node]:
    """The complete places as branches of the clinic, for the home page."""
    complete = complete_places(page, places)
    if not complete:
        return []
    branches = [{"@id": location_id(place)} for place in complete]
    return [
        {"@id": organization_id(page), "subOrganization": branches},
        *(contact_node(place) for place in complete),
    ]


def contact_node(page: Page) -> Node:
    """schema.org MedicalClinic in short, for pages that are not about the place. It costs no query."""
    return clean_node(
        {
            "@type": "MedicalClinic",
            "@id": location_id(page),
            "name": page.clinic.name if page.clinic else None,
            "url": page.seo_canonical_url,
            "telephone": plain_phone(page.phone),
            "address": address_node(page),
            "branchOf": {"@id": organization_id(page)},
        }
    )


def address_node(page: Page) -> Node:
    """schema.org PostalAddress."""
    street = ", ".join(part for part in (page.street_address, page.address_line_2) if part)
    return clean_node(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": page.city,
            "addressRegion": page.state,
            "postalCode": page.postal_code,
            "addressCountry": page.country,
        }
    )


def geo_node(page: Page) -> Node | None:
    """schema.org GeoCoordinates, None when the position is unknown."""
    if page.latitude is None or page.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": float(page.latitude), "longitude": float(page.longitude)}


def plain_phone(phone: str) -> str:
    """A stored phone without its extension: schema.org's consumers dial what they read."""
    return phone.partition(";")[0]


def clinician_nodes(page: Page) -> list[Node]:
    """The person, tied to the profile page.

    Once one of the places is complete, the person is an IndividualPhysician too. Not before: schema.org counts
    physicians among local businesses, and those without an address are invalid for Google.
    """
    places = complete_places(page, page.listed_locations)
    node = {
        "@type": "Person",
        "@id": clinician_id(page),
        "name": page.title,
        "honorificPrefix": page.honorific,
        "honorificSuffix": page.credentials,
        "jobTitle": page.job_title,
        "description": page.seo_description,
        "url": page.seo_canonical_url,
        "image": page.seo_image_url if page.main_image_id else None,
        "worksFor": {"@id": organization_id(page)},
        "knowsAbout": [item.specialty for item in page.listed_certifications],
        "hasOccupation": occupation_node(page),
        "identifier": license_node(page),
    }
    if places:
        node |= {
            "@type": ["Person", "IndividualPhysician"],
            "address": address_node(places[0]),
            "telephone": plain_phone(places[0].phone),
            "usNPI": page.npi,
            "practicesAt": [{"@id": location_id(place)} for place in places],
        }
    return [
        clean_node(node),
        *(contact_node(place) for place in places),
        {"@id": page_id(page), "mainEntity": {"@id": clinician_id(page)}},
    ]


def occupation_node(page: Page) -> Node | None:
    """schema.org Occupation with the board certifications as its qualifications; None without any.

    Not `hasCredential`: the types that it takes are still pending in schema.org.
    """
    qualifications = [
        _("Board certified in {specialty}").format(specialty=item.specialty)
        + (f" ({item.board_name})" if item.board_name else "")
        for item in page.listed_certifications
    ]
    if not qualifications:
        return None
    return {"@type": "Occupation", "name": page.job_title or _("Physician"), "qualifications": qualifications}


def license_node(page: Page) -> Node | None:
    """The medical license as schema.org PropertyValue, None when it is unknown."""
    if not page.license_number:
        return None
    return {"@type": "PropertyValue", "name": _("Florida medical license"), "value": page.license_number}
