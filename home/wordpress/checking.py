"""Which of many old addresses would be lost today: read from a sitemap, or from a table that a search engine or crawler
gives out, and asked of the site as a visitor would."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.seo.redirects.old_addresses import Outcome, outcome_of

MOST_BYTES = 200 * 1024 * 1024  # a sitemap has at most 50 MB (sitemaps.org)
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
    """The addresses in a sitemap, a CSV file with a column of them, or a list, each once, in their order.

    Raises:
        NoAddresses: when there are none, or the file cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NoAddresses(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024})
        data = path.read_bytes()
    except OSError as error:
        raise NoAddresses(_("The file cannot be read.")) from error
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").strip()
    found = list(dict.fromkeys(_in_sitemap(data) if text.startswith("<") else _in_table(text)))
    if not found:
        raise NoAddresses(
            _("There are no addresses in the file. Give a sitemap, a CSV file with a column of addresses, or a list.")
        )
    return found


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


def _in_table(text: str) -> Iterator[str]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    column = 0
    for number, row in enumerate(_whole(rows)):
        names = [name.strip().lower() for name in row]
        if number == 0 and (known := [names.index(name) for name in COLUMNS if name in names]):
            column = known[0]
            continue
        value = row[column].strip() if len(row) > column else ""
        if re.match(r"https?://|/", value):
            yield value


def _whole(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:  # a cell of over 131,072 letters: a quotation mark is missing before it
        raise NoAddresses(_("The table is damaged: a row is longer than any row of addresses.")) from error


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
