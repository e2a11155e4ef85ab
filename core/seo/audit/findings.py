"""What the check found, and where."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

# What each check is called in the report.
LABELS = {
    "address": _("The website's address"),
    "status": _("Page does not answer"),
    "title": _("Title"),
    "description": _("Description"),
    "canonical": _("Canonical address"),
    "robots": _("Robots"),
    "headings": _("Headings"),
    "alt": _("Picture without description"),
    "link": _("Link"),
    "redirect": _("Redirect"),
    "orphan": _("Nothing links here"),
    "structured-data": _("Structured data"),
    "sharing": _("Sharing picture"),
    "sitemap": _("Sitemap"),
    "weight": _("Page weight"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with one page. `page_id` is None for an address that is not a page."""

    page_id: int | None
    url: str
    code: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data, for storage."""
        return asdict(self)

    @property
    def label(self) -> str:
        """What kind of thing it is, in words."""
        return str(LABELS.get(self.code, self.code))


@dataclass
class WalkResult:
    """All findings of one walk, and how many pages it saw."""

    page_count: int = 0
    complete: bool = True
    findings: list[Finding] = field(default_factory=list)
