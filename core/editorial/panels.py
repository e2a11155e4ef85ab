"""The panel in the page editor that lists what is still to mend."""

from typing import TYPE_CHECKING, Any

from wagtail.admin.panels import Panel

if TYPE_CHECKING:
    from .findings import Finding


def split_by_who(findings: "list[Finding]") -> "list[tuple[str, list[Finding]]]":
    """The findings in groups by who can mend them, empty groups left out."""
    from .findings import Who

    groups = [(str(who.label), [finding for finding in findings if finding.who == who]) for who in Who]
    return [(label, group) for label, group in groups if group]


class FindingsPanel(Panel):
    """Lists the findings of the newest saved draft."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "core/admin/findings_panel.html"

        def is_shown(self) -> bool:
            """Only for a page that has been saved once."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings in two groups."""
            # Here, because the checks know the models, and the base page knows this panel.
            from .findings import Checker

            context: dict[str, Any] = super().get_context_data(parent_context)
            context["groups"] = split_by_who(Checker().findings(self.instance))
            return context
