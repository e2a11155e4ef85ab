"""The report on visits: charts and tables for some weeks, each table as a spreadsheet, and who wants it by mail."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.analytics import monthly
from core.analytics.charts import bars
from core.analytics.figures import TAPS, Period, steps, totals, weeks
from core.analytics.panels import PERMISSION
from core.analytics.tables import IN_A_FILE, ON_THE_SCREEN, TABLES, days_a_step

URL_NAME = "visits_report"
# What the report may be about, in weeks.
CHOICES: dict[int, str | Promise] = {
    1: gettext_lazy("This week"),
    4: gettext_lazy("4 weeks"),
    13: gettext_lazy("13 weeks"),
    52: gettext_lazy("52 weeks"),
}
USUAL = 4


def chosen_weeks(request: HttpRequest) -> int:
    """How many weeks the address asks for; the usual four where it says nothing that is offered."""
    text = request.GET.get("weeks", "")
    return int(text) if text in map(str, CHOICES) else USUAL


class Headline(NamedTuple):
    """A number, what it counts, and how it was in the same time before."""

    name: str
    number: int
    before: int


def headlines(period: Period) -> list[Headline]:
    """What the report begins with."""
    now, before = totals(period), totals(period.before)
    names = {
        "views": _("pages read"),
        "entries": _("came from elsewhere"),
        "taps": _("taps to call, find us or write"),
        "requests": _("requests sent"),
        "searches": _("searches"),
    }
    for sums in (now, before):
        sums["taps"] = sum(sums[name] for name in TAPS)
    return [Headline(words, now[name], before[name]) for name, words in names.items()]


class Permitted(PermissionCheckedMixin):
    """For those who may see the sums."""

    def user_has_permission(self, permission: str) -> bool:
        """Whether the person has the right that the view names."""
        return bool(self.request.user.has_perm(permission))


class VisitsReport(Permitted, TemplateView):
    """All tables for some weeks, the first one with a chart."""

    permission_required = PERMISSION
    template_name = "analytics/admin/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add headlines, chart and tables."""
        number = chosen_weeks(self.request)
        period = weeks(number)
        each = days_a_step(period)
        label = _("Pages read each day, as in the table") if each == 1 else _("Pages read each week, as in the table")
        return {
            **super().get_context_data(**kwargs),
            "period": period,
            "number": number,
            "choices": CHOICES,
            "headlines": headlines(period),
            "chart": bars(steps(period, days=each), label),
            "tables": [(name, kind, kind.make(period, ON_THE_SCREEN)) for name, kind in TABLES.items()],
            "by_mail": monthly.wants_mail(self.request.user),
            "address": getattr(self.request.user, "email", ""),
        }


class VisitsExport(Permitted, SpreadsheetExportMixin, View):
    """One table as CSV or XLSX. Cells that a spreadsheet would run are made harmless as in every export."""

    permission_required = PERMISSION

    def get(self, request: HttpRequest, table: str) -> HttpResponse:
        """Write the file.

        Raises:
            Http404: for a table or a format that there is not.
        """
        export_format = request.GET.get("export", "csv")
        if table not in TABLES or export_format not in self.FORMATS:
            raise Http404
        made = TABLES[table].make(weeks(chosen_weeks(request)), IN_A_FILE)
        self.name, self.columns = table, made.columns
        self.list_export = [str(number) for number in range(len(made.columns))]
        rows = [[str(row.name), *row.cells] for row in made.rows]
        return self.as_spreadsheet([dict(zip(self.list_export, row, strict=True)) for row in rows], export_format)

    def get_heading(self, queryset: Any, field: str) -> str:
        """The heading of a column."""
        return str(self.columns[int(field)])

    def get_filename(self) -> str:
        """The file's name without its ending."""
        return f"visits-{self.name}"


class MonthlyMail(Permitted, View):
    """Switches the monthly mail to oneself on and off."""

    permission_required = PERMISSION
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say so."""
        wanted = request.POST.get("wanted") == "yes"
        if wanted and not getattr(request.user, "email", ""):
            messages.error(request, _("Your account has no e-mail address. Add one under “Account”, then try again."))
        else:
            monthly.want_mail(request.user, wanted=wanted)
            said = _("You will get the numbers of each month by e-mail.") if wanted else _("No more monthly e-mail.")
            messages.success(request, said)
        return HttpResponseRedirect(reverse(URL_NAME))


def admin_urls() -> list[URLPattern]:
    """The report's addresses."""
    return [
        path("reports/visits/", VisitsReport.as_view(), name=URL_NAME),
        path("reports/visits/monthly-mail/", MonthlyMail.as_view(), name="visits_monthly_mail"),
        path("reports/visits/<slug:table>/", VisitsExport.as_view(), name="visits_export"),
    ]
