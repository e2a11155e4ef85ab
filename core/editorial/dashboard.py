"""What the ground puts on the dashboard: reviews, consents, findings, links elsewhere.

Counts that come from pages are worked out once until a page changes; what comes from the checks is at most a minute
old. So the dashboard costs the same few queries on a large site.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, PageLogEntry, Task
from wagtail.permissions import page_permission_policy

from core.editorial.models.links import LinkState, OutsideLink
from core.editorial.pages import specific_pages, with_types
from core.editorial.reports.base import works_on_pages
from core.editorial.reports.medical import SOON, medical_page_models
from core.editorial.reports.pictures import consent_troubles, uses_of
from core.pictures.models import ConsentState
from core.seo.models import AuditReport
from core.web.request_scope import once_per_generation

MOST_ROWS = 6
MINUTE = 60
RECENT = 5


class Row(NamedTuple):
    """One thing that wants attention: what, why, and the address where it is dealt with."""

    what: str
    why: str | Promise
    url: str


class Section(NamedTuple):
    """One kind of thing: the most urgent rows, how many more there are, and the report with all of them."""

    title: str | Promise
    rows: list[Row]
    more: int
    url: str


def _section(title: str | Promise, rows: list[Row], url: str) -> Section:
    return Section(title, rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS), url)


@once_per_generation
def review_rows(today: datetime.date) -> list[Row]:
    """The live medical pages, each once, whose review is overdue, due soon, or older than the words (one query)."""
    types = ContentType.objects.get_for_models(*medical_page_models()).values()
    pages = Page.objects.filter(depth__gt=1, alias_of=None, content_type__in=types).live().order_by("path")
    found = []
    for page in specific_pages(with_types(pages)):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#tab-sources_and_review"
        if page.next_review and page.next_review < today:
            found.append((page.next_review, Row(page.title, gettext_lazy("Review is overdue"), url)))
        elif page.changed_since_review:
            found.append((today, Row(page.title, gettext_lazy("Changed since the review"), url)))
        elif page.next_review and page.next_review < today + SOON:
            found.append((page.next_review, Row(page.title, gettext_lazy("Review is due soon"), url)))
    return [row for _day, row in sorted(found, key=lambda pair: pair[0])]


@once_per_generation
def consent_rows(today: datetime.date) -> list[Row]:
    """The pictures whose consent has ended or ends soon, with the pages that show them (three queries)."""
    pictures = list(consent_troubles())
    uses = uses_of(pictures)
    found = []
    for picture in pictures:
        pages = ", ".join(use.title for use in uses.get(picture.pk, []))
        state = ConsentState(picture.consent_state).label
        why = f"{state}. " + (_("Used on: %(pages)s") % {"pages": pages} if pages else _("Used nowhere"))
        found.append(Row(picture.title, why, reverse("wagtailimages:edit", args=[picture.pk])))
    return found


def _audit_rows(report: AuditReport | None) -> list[Row]:
    """The pages with findings of the last findability check, those with most first."""
    counts: dict[tuple[int | None, str], int] = {}
    for finding in report.findings if report else []:
        key = (finding["page_id"], finding["url"])
        counts[key] = counts.get(key, 0) + 1
    titles = dict(Page.objects.filter(pk__in=[pk for pk, _url in counts if pk]).values_list("pk", "title"))
    rows = []
    for (pk, url), count in sorted(counts.items(), key=lambda pair: -pair[1]):
        words = ngettext("%(n)d finding", "%(n)d findings", count) % {"n": count}
        edit = reverse("wagtailadmin_pages:edit", args=[pk]) if pk in titles else reverse("seo_audit_report")
        rows.append(Row(titles.get(pk or 0, url), words, edit))
    return rows


def _link_rows() -> list[Row]:
    """The links to other websites that are dead, with where they stand."""
    rows = []
    for link in OutsideLink.objects.filter(state=LinkState.DEAD).prefetch_related("pages", "sources")[:50]:
        rows += [
            Row(page.title, link.url, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in link.pages.all()
        ]
        rows += [
            Row(source.key, link.url, reverse("wagtailsnippets_editorial_reference:edit", args=[source.pk]))
            for source in link.sources.all()
        ]
    return rows


def checked_rows() -> dict[str, list[Row]]:
    """What the site's own checks have found, at most a minute old."""
    rows = cache.get("dashboard-checks")
    if rows is None:
        rows = {"audit": _audit_rows(AuditReport.objects.order_by("-checked_at").first()), "links": _link_rows()}
        cache.set("dashboard-checks", rows, MINUTE)
    return rows


def sections() -> Iterator[Section]:
    """Everything that wants attention, the most serious kind first."""
    today, checked = timezone.localdate(), checked_rows()
    consents, dead = f"{reverse('pictures_report')}?problem=consent", f"{reverse('outside_links')}?state=dead"
    yield _section(gettext_lazy("Medical reviews"), review_rows(today), reverse("medical_reviews"))
    yield _section(gettext_lazy("Consent of people in pictures"), consent_rows(today), consents)
    yield _section(gettext_lazy("Findings of the site check"), checked["audit"], reverse("seo_audit_report"))
    yield _section(gettext_lazy("Dead links to other websites"), checked["links"], dead)


class AttentionPanel(Component):
    """What wants attention, for everybody who works on pages."""

    name = "attention"
    template_name = "editorial/admin/attention_panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Add the sections that have rows."""
        return {"sections": [section for section in sections() if section.rows]}


class RecentPagesPanel(RecentEditsPanel):
    """Wagtail's list of one's own edits, read with one query for all page types."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the pages with the times of the last edits, newest first."""
        request = parent_context["request"]
        entries = PageLogEntry.objects.filter(user=request.user, action="wagtail.edit").order_by("-timestamp")
        dates: dict[int, datetime.datetime] = {}
        for page_id, when in entries.values_list("page_id", "timestamp")[: RECENT * 10]:
            dates.setdefault(page_id, when)
        wanted = list(dates)[:RECENT]
        pages = Page.objects.filter(pk__in=wanted).prefetch_workflow_states().annotate_approved_schedule()
        found = {page.pk: page for page in specific_pages(with_types(pages))} if wanted else {}
        return {"request": request, "last_edits": [(dates[pk], found[pk]) for pk in wanted if pk in found]}


def approves_nothing(user: Any) -> bool:
    """Whether no workflow ever waits for this person: then the list of what waits for them need not be read."""
    tasks = cache.get("dashboard-approvers")
    if tasks is None:
        tasks = {pk for task in Task.objects.filter(active=True).specific() for pk in _groups_of(task)}
        cache.set("dashboard-approvers", tasks, MINUTE)
    return None not in tasks and not user.is_superuser and not user.groups.filter(pk__in=tasks).exists()


def _groups_of(task: Task) -> list[int | None]:
    """The groups that a task waits for; [None] for a kind of task that is not for groups."""
    return list(task.groups.values_list("pk", flat=True)) if hasattr(task, "groups") else [None]


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Add the ground's panels, and make Wagtail's own cheaper."""
    panels[:] = [RecentPagesPanel() if type(panel) is RecentEditsPanel else panel for panel in panels]
    if not page_permission_policy.user_has_permission(request.user, "lock"):
        panels[:] = [panel for panel in panels if type(panel) is not LockedPagesPanel]
    if approves_nothing(request.user):
        panels[:] = [panel for panel in panels if type(panel) is not WorkflowObjectsToModeratePanel]
    if works_on_pages(request):
        panels.append(AttentionPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def without_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Leave out how many pages, pictures and files there are: nobody acts on it, and counting takes five queries."""
    items.clear()
