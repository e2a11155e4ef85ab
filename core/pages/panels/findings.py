"""The panel in the page editor that lists what is still to mend."""

from typing import Any

from core.pages.findings import Finding, Who, find_all
from core.pages.panels.live import LivePanel

FRAGMENT = "pages/admin/findings_fragment.html"


def split_by_who(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings in groups by who can mend them, empty groups left out."""
    groups = [(str(who.label), [finding for finding in findings if finding.who == who]) for who in Who]
    return [(label, group) for label, group in groups if group]


def findings_of(page: Any) -> dict[str, Any]:
    """The groups of findings on a page as it stands, for the template."""
    return {"groups": split_by_who(find_all(page))}


class FindingsPanel(LivePanel):
    """Lists what is to mend on the page as it is written now."""

    url_name = "page_findings_now"

    class BoundPanel(LivePanel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "pages/admin/findings_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings in two groups."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **findings_of(self.instance)}
