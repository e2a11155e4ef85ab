"""Reports in the admin for everybody who works on pages. Each can be saved as a spreadsheet."""

from typing import Any

from core.editorial.reports.base import ReportMenuItem
from core.editorial.reports.changes import ChangesReport
from core.editorial.reports.content import GapsReport, InventoryReport
from core.editorial.reports.links import BrokenLinksReport, OutsideLinksReport
from core.editorial.reports.medical import FindingsReport, ReviewsReport
from core.editorial.reports.pictures import PicturesReport

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
