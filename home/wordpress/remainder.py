"""What the report says at its end: of everything that is no post, page or picture."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.wordpress.menus import proposals
from home.wordpress.models import Choice, OldSite
from home.wordpress.report import Outcome, Report
from home.wordpress.survey import BOOKKEEPING, Survey

# Each of these has its own rows, or comes along within others.
TOLD_ELSEWHERE = {"attachment", "nav_menu_item", "wp_block"}


def tell_the_rest(report: Report, found: Survey, old_site: OldSite, pages: Mapping[int, int]) -> None:
    """Tell of doubled items, bookkeeping, comments, terms without a topic, mended characters and menus."""
    for number in found.doubled:
        why = _("Its number is missing, or another item has it already.")
        report.add(Outcome.REFUSED, "item", str(number), why=[why])
    for kind in sorted(BOOKKEEPING - TOLD_ELSEWHERE):
        if count := found.kinds[kind]:
            why = _("WordPress's own bookkeeping: %(count)d of these.") % {"count": count}
            report.add(Outcome.LEFT_OUT, kind, kind, why=[why])
    if found.comments:
        words = ngettext("%d comment was left out.", "%d comments were left out.", found.comments) % found.comments
        report.add(Outcome.LEFT_OUT, "comment", words, why=[_("Comments may tell of people's health, and name them.")])
    for choice in old_site.choices.filter(subject=Choice.Subject.TERM, topic=None, count__gt=0):
        why = _("No topic of the news fits. Choose one before the next run, or leave it.")
        report.add(Outcome.NOTE, choice.key.partition(":")[0], choice.name, why=[why])
    if found.channel.mended:
        why = _("The file held characters that cannot be read. They were replaced: look for “\ufffd”.")
        report.add(Outcome.NOTE, "file", found.address, why=[why])
    for proposal in proposals(found, pages):
        report.add(Outcome.NOTE, "menu", proposal.menu, why=proposal.lines)
