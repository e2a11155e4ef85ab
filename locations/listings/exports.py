"""The three files together: which places are in each, what is said about them, and the bytes to download."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import apple, bing, google
from .facts import PlaceFacts, Remark


@dataclass(frozen=True, slots=True)
class Provider:
    """A directory: how a place is put, how a file is written, and who reads it before it leaves."""

    slug: str
    name: str
    what: str | Promise
    file_name: str
    content_type: str
    entry_of: Callable[[PlaceFacts], Any]
    write: Callable[[Sequence[Any]], str]
    faults: Callable[[bytes, date], list[str]]


PROVIDERS = {
    provider.slug: provider
    for provider in (
        Provider(
            "google",
            "Google Business Profile",
            _("The spreadsheet that Google's Business Profile Manager imports."),
            "google-business-profile.csv",
            "text/csv; charset=utf-8",
            google.row_of,
            google.write,
            google.faults,
        ),
        Provider(
            "bing",
            "Bing Places",
            _("A sheet to fill Bing's own template from: it says in plain words what that template asks for."),
            "bing-places.csv",
            "text/csv; charset=utf-8",
            bing.row_of,
            bing.write,
            bing.faults,
        ),
        Provider(
            "apple",
            "Apple Business",
            _("The locations as Apple's API takes them, for an agency that delivers them. Choose categories there."),
            "apple-business.json",
            "application/json",
            apple.location_of,
            apple.write,
            apple.faults,
        ),
    )
}


class Export(NamedTuple):
    """A file, the places in it, and all remarks. `faults` is what the strict reader found: then nobody gets it."""

    provider: Provider
    content: bytes
    places: list[PlaceFacts]
    remarks: dict[int, list[Remark]]
    faults: list[str]


def export(provider: Provider, places: Sequence[PlaceFacts]) -> Export:
    """Write the file of the places that can be in it, and read it strictly."""
    entries = [provider.entry_of(facts) for facts in places]
    remarks = {facts.pk: entry.remarks for facts, entry in zip(places, entries, strict=True)}
    included = [facts for facts in places if not any(remark.blocks for remark in remarks[facts.pk])]
    content = provider.write(entries).encode()
    # The earliest of the places' own dates: a place in Hawaii may still have yesterday's.
    today = min((facts.today for facts in included), default=date.max)
    return Export(provider, content, included, remarks, provider.faults(content, today) if included else [])
