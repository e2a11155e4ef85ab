"""Where the plain-text twin of a page is."""

from core.seo.mixins import SearchMetadataMixin

TWIN_NAME = "index.md"


def markdown_url(page: SearchMetadataMixin) -> str:
    """The absolute address of a page's Markdown twin."""
    return f"{page.get_full_url() or ''}{TWIN_NAME}"
