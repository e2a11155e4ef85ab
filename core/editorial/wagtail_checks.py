"""The clinic's checks among Wagtail's own, in the editor's “Checks” side panel and the user bar.

Wagtail runs axe-core on the page. What axe cannot know (missing sources, claim words, reading level) the site finds
while it renders the screen. Each finding becomes a rule of its own that fails on the page's heading, as Wagtail does
for a missing meta description.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.models import Page

from core.editorial.findings import Checker
from core.pages.findings import Finding, Who
from core.pages.models import BasePage

# An editor cannot mend these: they come from templates.
FOR_DEVELOPERS = {"button-name", "frame-title", "input-button-name"}
# A check of axe-core's that is never met by a heading.
NEVER_MET = "has-alt"


class ClinicChecksItem(ContentCheckerItem):
    """Wagtail's content checks and the clinic's, each said to be for the editor or for the developer."""

    def __init__(self, page: Any, *, in_editor: bool = False) -> None:
        super().__init__(in_editor=in_editor)
        self.findings: list[Finding] = Checker().findings(page) if isinstance(page, BasePage) else []

    def _rules(self) -> dict[str, Finding]:
        return {f"clinic-{number}-{finding.code}": finding for number, finding in enumerate(self.findings)}

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        """Wagtail's rules and one for each finding."""
        return [*super().get_axe_run_only(request), *self._rules()]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add a rule for each finding."""
        rule = {"impact": "moderate", "selector": "h1", "tags": ["best-practice"], "any": [NEVER_MET], "enabled": True}
        return [*super().get_axe_custom_rules(request), *({"id": name, **rule} for name in self._rules())]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, dict[str, str]]:
        """Say of each problem who can mend it."""
        messages = {}
        for name, words in super().get_axe_messages(request).items():
            who = Who.DEVELOPER if name in FOR_DEVELOPERS else Who.EDITOR
            messages[name] = {"error_name": f"{who.label}: {words['error_name']}", "help_text": str(words["help_text"])}
        for name, finding in self._rules().items():
            help_text = str(_("As last saved. The tab “Checks” of the page follows what you write."))
            messages[name] = {"error_name": f"{finding.who.label}: {finding.message}", "help_text": help_text}
        return messages


@hooks.register("construct_wagtail_userbar")
def with_the_clinics_checks(request: HttpRequest, items: list[BaseItem], page: Page | None) -> None:
    """Put the clinic's checks in the place of Wagtail's."""
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = ClinicChecksItem(page, in_editor=item.in_editor)
