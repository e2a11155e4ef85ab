"""Reports in the admin for everybody who works on pages. Each can be saved as a spreadsheet."""

from typing import Any

from .base import ReportMenuItem
from .changes import ChangesReport
from .content import GapsReport, InventoryReport
from .links import BrokenLinksReport, OutsideLinksReport
from .medical import FindingsReport, ReviewsReport
from .pictures import PicturesReport

# By the last part of its address, in the order of the menu.
REPORTS: dict[str, Any] = {
    "page-findings": FindingsReport,
    "medical-reviews": ReviewsReport,
    "missing-descriptions": GapsReport,
    "pictures": PicturesReport,
    "broken-links": BrokenLinksReport,
    "outside-links": OutsideLinksReport,
    "content-inventory": InventoryReport,
    "who-changed-what": ChangesReport,
}

__all__ = ["REPORTS", "ReportMenuItem"]
