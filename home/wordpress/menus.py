"""The old site's menus, as a proposal for ours: staff decide what stands in it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from home.wordpress.survey import MenuEntry, Survey
from home.wordpress.words import line

MOST_LINES = 200


class Proposal(NamedTuple):
    """One menu of the old site, a line for each entry, the entries below others set in."""

    menu: str
    lines: list[str]


def proposals(survey: Survey, pages: Mapping[int, int]) -> Iterator[Proposal]:
    """The menus of the old site; `pages` tells which items came along as pages."""
    for menu in dict.fromkeys(entry.menu for entry in survey.menu):
        entries = sorted((entry for entry in survey.menu if entry.menu == menu), key=lambda entry: entry.order)
        lines = [_("In this order, if you like it: on each page, tick “Show in the main menu”.")]
        lines += [_line(survey, entry, entries, pages) for entry in entries[:MOST_LINES]]
        yield Proposal(line(menu) or "–", lines)


def _line(survey: Survey, entry: MenuEntry, entries: list[MenuEntry], pages: Mapping[int, int]) -> str:
    target = survey.entries.get(entry.target)
    words = line(entry.title) or (line(target.title) if target else "") or entry.url
    above = {each.old_id for each in entries}
    indent = "    " if entry.parent in above else ""
    if entry.target in pages:
        return f"{indent}{words}"
    where = entry.url or (target.link if target else "")
    return f"{indent}{words}: " + _("did not come along (%(where)s)") % {"where": where}
