"""Addresses of the old site: which ones are its own, and what page, picture or file each one is."""

import re
from urllib.parse import urljoin, urlsplit

from core.seo.redirects.addresses import normal_address

# The sizes that WordPress makes of a picture, and the mark of a large one that it made smaller.
SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,13})(?=\.\w{2,5}$)", re.IGNORECASE)
UPLOADS = "/wp-content/uploads/"
# What the query of an old address may name a page or list by.
QUERY_FIELDS = ("p", "page_id", "attachment_id", "cat", "tag", "author", "author_name", "m", "feed", "category_name")


def host_of(url: str) -> str:
    """The host of an address without "www.", in lower case; empty for a path, or what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def absolute(url: str, page: str) -> str:
    """An address in a text as a browser on `page` would follow it; empty for what is none."""
    try:
        return urljoin(page, url.strip())
    except ValueError:
        return ""


def inside(url: str, site: str) -> str:
    """The path and query of an address on the old site, in their one form; empty for other websites."""
    host = host_of(url)
    if not host or host != host_of(site):
        return ""
    return normal_address(url)


def without_size(address: str) -> str:
    """The address of the picture that a resized copy was made from."""
    smaller, found = SIZE.subn("", address, count=1)
    return without_size(smaller) if found else smaller
