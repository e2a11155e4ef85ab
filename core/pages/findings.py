"""What stands in the way of a page that the clinic can stand behind. Which checks there are, apps above register."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy
from wagtail.models import Page


class Who(models.TextChoices):
    """Who can mend a finding."""

    EDITOR = "editor", gettext_lazy("You can fix")
    DEVELOPER = "developer", gettext_lazy("Tell the developer")


class Finding(NamedTuple):
    """One thing to mend: a stable code, the words for staff, who can mend it, the field and the words to look at."""

    code: str
    message: str
    who: Who = Who.EDITOR
    field: str = ""
    words: str = ""

    @property
    def anchor(self) -> str:
        """The fragment of the editor's address that leads to the field (pages/admin/live-panel.js); "" for the page."""
        return urlencode({"field": self.field, "words": self.words}) if self.field else ""


PageCheck = Callable[[Page], list[Finding]]

_checks: list[PageCheck] = []


def register_page_check(check: PageCheck) -> None:
    """Have the editor's panel show what `check` finds on the page as it is written."""
    if check not in _checks:
        _checks.append(check)


def find_all(page: Page) -> list[Finding]:
    """Everything that the registered checks find on `page` as it stands in memory."""
    return [finding for check in _checks for finding in check(page)]
