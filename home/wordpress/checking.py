"""Which of many old addresses would be lost today: read from a sitemap, or from a table that a search engine or crawler
gives out, and asked of the site as a visitor would."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.seo.redirects.old_addresses import Outcome, outcome_of
from core.web.tables import LONGEST_CELL, MEGABYTE, Limits, UnreadableTable, open_table

# A sitemap has at most 50 MB (sitemaps.org); a crawler's table has long titles in it, and as many rows as Excel takes.
LIMITS = Limits(bytes=200 * MEGABYTE, unpacked=400 * MEGABYTE, rows=1_048_576, cell=LONGEST_CELL)
# What Search Console, analytics and crawlers call the column, in the order in which they are looked for.
COLUMNS = ("address", "url", "urls", "top pages", "page", "pages", "landing page", "link", "loc", "permalink")


class NoAddresses(Exception):
    """The file holds none; the words say what is expected."""


class Checked(NamedTuple):
    """An old address, what a visitor gets there today, and where they arrive."""

    url: str
    outcome: Outcome
    location: str


def addresses_in(path: Path) -> list[str]:
    """The addresses in a sitemap, a table (CSV or XLSX) with a column of them, or a list, each once, in their order.

    Raises:
        NoAddresses: when there are none, or the file cannot be read.
    """
    try:
        if path.stat().st_size > LIMITS.bytes:
            raise NoAddresses(_("The file is larger than %(most)d MB.") % {"most": LIMITS.bytes // MEGABYTE})
        data = path.read_bytes()
    except OSError as error:
        raise NoAddresses(_("The file cannot be read.")) from error
    try:
        found = list(dict.fromkeys(_in_sitemap(data) if _is_xml(data) else _in_table(data)))
    except UnreadableTable as error:
        raise NoAddresses(str(error)) from error
    if not found:
        raise NoAddresses(
            _("There are no addresses in the file. Give a sitemap, a CSV file with a column of addresses, or a list.")
        )
    return found


def _is_xml(data: bytes) -> bool:
    """Whether a file begins as XML does, in any encoding that sitemaps have."""
    start = data[:200].removeprefix(codecs.BOM_UTF8)
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    return start.decode(encoding, "replace").lstrip().startswith("<")


def _in_sitemap(data: bytes) -> list[str]:
    try:
        tree = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NoAddresses(_("The sitemap is damaged, or declares entities. It was not read.")) from error
    places = [(element.text or "").strip() for element in tree.iter() if element.tag.rpartition("}")[2] == "loc"]
    if tree.tag.rpartition("}")[2] == "sitemapindex":
        names = ", ".join(places[:5])
        raise NoAddresses(_("This sitemap only lists others. Save those and give them: %(names)s") % {"names": names})
    return [place for place in places if place]


def _in_table(data: bytes) -> Iterator[str]:
    table = open_table(data, lambda name: name.strip().lower() in COLUMNS, LIMITS, mends=True)
    names = [name.strip().lower() for name in table.headings]
    known = [names.index(name) for name in COLUMNS if name in names]
    column = known[0] if known else 0
    # A list without headings begins with an address.
    rows = (cells for _number, cells in table.rows)
    for row in rows if known else chain([table.headings], rows):
        if re.match(r"https?://|/", row[column]):
            yield row[column]


def path_of(url: str) -> str:
    """Path and query of an address as a browser sends them; empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{parts.query}" if parts.query else path


def check(urls: list[str], site: Site) -> Iterator[Checked]:
    """What a visitor gets at each address today."""
    for url in urls:
        path = path_of(url)
        outcome, location = outcome_of(site, path) if path else (Outcome.LOST, "")
        yield Checked(url, outcome, location)
