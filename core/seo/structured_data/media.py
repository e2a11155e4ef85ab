"""schema.org nodes of pictures."""

from core.pictures.models import ClinicImage
from core.pictures.renditions import SHARING_FILTER, rendition_or_none
from core.seo.mixins import SearchMetadataMixin
from core.seo.sharing import absolute
from core.seo.structured_data.nodes import Node, clean_node, organization_id, page_id

# Google asks for at least 112 px (Organization, logo).
LOGO_FILTER = "max-512x512|format-png"


def pixels(number: int) -> Node:
    """A length in pixels: schema.org takes no bare number (E37 is pixel in UN/CEFACT's list of units)."""
    return {"@type": "QuantitativeValue", "value": number, "unitCode": "E37"}


def image_node(page: SearchMetadataMixin, image: ClinicImage | None, spec: str, **more: str) -> Node | None:
    """schema.org ImageObject of a resized copy; None when there is no picture, or its file is gone."""
    rendition = rendition_or_none(image, spec)
    if image is None or rendition is None:
        return None
    url = absolute(page, rendition.url)
    credit = image.credit or page.seo_sitename
    return clean_node(
        {
            "@type": "ImageObject",
            "@id": url,
            "url": url,
            "contentUrl": url,
            "width": pixels(rendition.width),
            "height": pixels(rendition.height),
            "caption": more.get("caption") or image.default_alt_text,
            # Google's image license metadata; whoever made the clinic's own pictures, the clinic answers for them.
            "creditText": credit,
            "copyrightNotice": credit,
            "creator": None if image.credit else {"@id": organization_id(page)},
            "license": image.license_url,
            "acquireLicensePage": image.acquire_license_url,
        }
    )


def logo_node(page: SearchMetadataMixin) -> Node | None:
    """The clinic's logo as an ImageObject."""
    return image_node(page, page.clinic.logo if page.clinic else None, LOGO_FILTER)


def picture_nodes(page: SearchMetadataMixin) -> list[Node]:
    """The page's main picture, tied to the page as its primary image."""
    node = image_node(page, page.main_image, SHARING_FILTER, caption=page.main_image_alt_text)
    if node is None:
        return []
    return [node, {"@id": page_id(page), "primaryImageOfPage": {"@id": node["@id"]}, "image": [{"@id": node["@id"]}]}]
