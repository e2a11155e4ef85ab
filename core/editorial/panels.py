"""The panel in the page editor that lists what is still to mend."""

from typing import TYPE_CHECKING, Any

from django.urls import URLPattern
from wagtail import hooks

from .live_panel import LivePanel, live_urls

if TYPE_CHECKING:
    from .findings import Finding

FRAGMENT = "core/admin/findings_fragment.html"


def split_by_who(findings: "list[Finding]") -> "list[tuple[str, list[Finding]]]":
    """The findings in groups by who can mend them, empty groups left out."""
    from .findings import Who

    groups = [(str(who.label), [finding for finding in findings if finding.who == who]) for who in Who]
    return [(label, group) for label, group in groups if group]


def findings_of(page: Any) -> dict[str, Any]:
    """The groups of findings on a page as it stands, for the template."""
    # Here, because the checks know the models, and the base page knows this panel.
    from .findings import Checker

    return {"groups": split_by_who(Checker().findings(page))}


class FindingsPanel(LivePanel):
    """Lists what is to mend on the page as it is written now."""

    url_name = "page_findings_now"

    class BoundPanel(LivePanel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "core/admin/findings_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings in two groups."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **findings_of(self.instance)}


@hooks.register("register_admin_urls")
def findings_urls() -> list[URLPattern]:
    """Where the panel asks."""
    return live_urls("page_findings_now", FRAGMENT, findings_of)
