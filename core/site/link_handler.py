"""Rich text's links to pages. Not in `linked_pages`: Wagtail's handler may be imported only after all models."""

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from core.site.linked_pages import address_of, linked_pages


class CachedPageLinkHandler(PageLinkHandler):
    """Rich text links to pages, answered from memory; by key and path only, without each page's own table."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Any]:
        """The pages behind a text's links; None for one that is gone."""
        keys = [int(attrs["id"]) if str(attrs.get("id")).isdecimal() else 0 for attrs in attrs_list]
        found = linked_pages(keys)
        return [found.get(key) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """The opening tags; without an address for a page that is gone or not published: words are left."""
        return [
            f'<a href="{escape(url)}">' if (url := address_of(page)) else "<a>" for page in cls.get_many(attrs_list)
        ]
