"""Where the plain-text twin of a page is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.models import BasePage

TWIN_NAME = "index.md"


def markdown_url(page: "BasePage") -> str:
    """The absolute address of a page's Markdown twin."""
    return f"{page.get_full_url() or ''}{TWIN_NAME}"
