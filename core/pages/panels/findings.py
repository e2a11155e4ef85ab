"""The panel in the page editor that lists what is still to mend."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from wagtail.admin.panels import ObjectList

from core.pages.findings import Finding, Who, find_all
from core.pages.panels.live import LivePanel

FRAGMENT = "pages/admin/findings_fragment.html"


def split_by_who(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings in groups by who can mend them, empty groups left out."""
    groups = [(str(who.label), [finding for finding in findings if finding.who == who]) for who in Who]
    return [(label, group) for label, group in groups if group]


def findings_of(page: Any) -> dict[str, Any]:
    """The findings on a page as it stands, and the same in groups, for the template."""
    findings = find_all(page)
    return {"findings": findings, "groups": split_by_who(findings)}


class FindingsPanel(LivePanel):
    """Lists what is to mend on the page as it is written now."""

    url_name = "page_findings_now"

    class BoundPanel(LivePanel.BoundPanel):
        """The panel for one page in one editor."""

        template_name = "pages/admin/findings_panel.html"

        @cached_property
        def found(self) -> dict[str, Any]:
            """What is found on the page, worked out once."""
            return findings_of(self.instance)

        @property
        def media(self) -> forms.Media:
            """Add the script that leads from a finding to its field."""
            return super().media + forms.Media(js=["pages/admin/findings.js"])

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings in two groups."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **self.found}


class FindingsTab(ObjectList):
    """The tab of the editor that holds the panel; it says how much there is to mend."""

    class BoundPanel(ObjectList.BoundPanel):
        """The tab for one page in one editor."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.heading = SimpleLazyObject(self.with_count)

        def with_count(self) -> str:
            """The tab's name, with the count that pages/admin/live-panel.js keeps up to date."""
            found = [child.found["findings"] for child in self.children if isinstance(child, FindingsPanel.BoundPanel)]
            count = sum(map(len, found))
            words = f"({count})" if count else ""
            # A tab is a flexible box, which drops a common space at the end of its words.
            return format_html("{}\u00a0<span data-findings-count>{}</span>", self.panel.heading, words)
