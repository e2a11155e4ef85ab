"""Pages of the inbox: the list, one request, and what can be done to them."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from appointments import audit, erasure
from appointments.crypto import CryptoError
from appointments.models import Action, AppointmentRequest, AppointmentSettings, AuditEvent, OutboxMessage, Status
from appointments.outbox import undelivered
from appointments.request_form import printable
from core.operations.worker import is_alive

from . import spreadsheet, work
from .access import CHANGE, ERASE, EXPORT, PermissionMixin, limit_of, visible_to
from .answers import answer_to
from .find import MOST, find
from .forms import BookingForm, BulkForm, FilterForm, NoteForm, UpdateForm
from .rows import in_order, rows_of

PER_PAGE = 25


class InboxPage(PermissionMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the inbox, with the admin's furniture."""

    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, the list, this page."""
        trail = [
            *self.breadcrumbs_items,
            {"url": reverse("appointments_inbox:list"), "label": _("Appointment requests")},
        ]
        return trail if not self.get_page_title() else [*trail, {"url": "", "label": self.get_page_title()}]

    def get_header_title(self) -> str:
        """The page's own title, else the inbox's."""
        return self.get_page_title() or _("Appointment requests")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the person may do decides which buttons are shown; every view checks again."""
        user = self.request.user
        return super().get_context_data(
            can_change=user.has_perm(CHANGE), can_export=user.has_perm(EXPORT), can_erase=user.has_perm(ERASE), **kwargs
        )


class ListView(InboxPage):
    """The list. A search is posted, so that no patient's name stands in an address, a history or a log."""

    template_name = "appointments/inbox/list.html"
    http_method_names = ["get", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what a search found."""
        query = printable(request.POST.get("query", ""))[:200]
        found = find(query, visible_to(request.user))
        references = [row.reference for row in found.requests]
        audit.record(Action.SEARCHED, actor=request.user, found=len(references), references=references)
        return self.render_to_response(
            self.get_context_data(rows=rows_of(found.requests), query=query, complete=found.complete, most=MOST)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filtered list, one page of it, unless a search brought its own rows."""
        visible = visible_to(self.request.user)
        filters = FilterForm(self.request.GET, user=self.request.user)
        context = super().get_context_data(
            filters_form=filters,
            bulk_form=BulkForm(visible=visible.none()),
            suspects=visible.filter(status=Status.SPAM).exclude(suspicions=[]).count(),
            new=visible.filter(status=Status.NEW).count(),
            problems=problems(self.request.user),
            **kwargs,
        )
        if "rows" not in kwargs:
            requests = in_order(filters.apply(visible))
            page = Paginator(requests, PER_PAGE).get_page(self.request.GET.get("p"))
            context.update(page_obj=page, rows=rows_of(page.object_list), total=page.paginator.count)
            references = [row.request.reference for row in context["rows"]]
            if references:
                audit.record(Action.LISTED, actor=self.request.user, references=references, filters=filters.described())
        return context


class Problem(NamedTuple):
    """What keeps notices from going out, in words, with where it is dealt with and the words of that link."""

    words: str
    url: str = ""
    link: str = ""


def problems(user: Any) -> list[Problem]:
    """What keeps notices from going out; each says what to do."""
    found = []
    late = OutboxMessage.objects.filter(undelivered(), request__in=visible_to(user)).count()
    if late:
        text = ngettext("%d notice could not be delivered yet.", "%d notices could not be delivered yet.", late) % late
        found.append(Problem(text, reverse("appointments_inbox:notices"), _("Show them")))
    if not is_alive():
        words = _(
            "No e-mail goes out at the moment, since the site's worker is not running. Requests still arrive here: "
            "look often, and tell whoever runs the site."
        )
        found.append(Problem(words))
    settings = AppointmentSettings.load()
    if not settings.recipients.exists():
        told = _("Nobody is told of new requests by e-mail yet.")
        if user.has_perm("appointments.change_appointmentsettings"):
            url = reverse("wagtailsettings:edit", args=("appointments", "appointmentsettings", settings.pk))
            found.append(Problem(told, url, _("Say who is told")))
        else:
            asked = _("Look here often, and ask an administrator to name somebody in the settings.")
            found.append(Problem(f"{told} {asked}"))
    return found


class DetailView(InboxPage):
    """One request, everything in it. Opening it leaves a record."""

    template_name = "appointments/inbox/detail.html"

    def get_page_title(self) -> str:
        """The reference."""
        return self.appointment.reference

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record the view, then show the request."""
        self.appointment = get_object_or_404(visible_to(request.user), pk=kwargs["pk"])
        audit.record(Action.VIEWED, actor=request.user, request=self.appointment)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decrypted request, its notes, notices and history."""
        row, answers, answer = self.appointment, _answers(self.appointment), answer_to(self.appointment)
        return super().get_context_data(
            **{
                "appointment": row,
                "answers": answers,
                "answer": answer,
                "mailto": answer.mailto(answers["email"]) if answers else "",
                "steps": row.steps.all(),
                "booking_form": BookingForm(today=row.today),
                "notes": _notes(row),
                "update_form": UpdateForm(initial={"status": row.status, "assignee": row.assignee_id}),
                "note_form": NoteForm(),
                "others": _others(row, visible_to(self.request.user)),
                "messages_sent": row.messages.order_by("created_at"),
                "events": AuditEvent.objects.filter(request_id=row.pk).exclude(action=Action.LISTED)[:50],
                **kwargs,
            }
        )


def _answers(row: AppointmentRequest) -> dict[str, Any] | None:
    """What the patient wrote; None when it cannot be decrypted."""
    try:
        return {
            "full_name": row.full_name,
            "phone": row.phone,
            "email": row.email,
            "patient_type": row.patient_type_label,
            "days": row.days,
            "times": row.times,
            "condition": row.condition,
            "note": row.note,
            "booked_at": row.booked_at,
        }
    except CryptoError:
        return None


def _notes(row: AppointmentRequest) -> list[tuple[Any, str]]:
    notes = []
    for note in row.notes.all():
        try:
            notes.append((note, note.text))
        except CryptoError:
            notes.append((note, _("(This note cannot be read: its key is missing or it was changed.)")))
    return notes


def _others(row: AppointmentRequest, visible: QuerySet[AppointmentRequest]) -> list[AppointmentRequest]:
    """Other requests with the same phone number or e-mail address."""
    same = visible.none()
    if row.phone_key:
        same = same | visible.filter(phone_key=row.phone_key)
    if row.email_key:
        same = same | visible.filter(email_key=row.email_key)
    return list(same.exclude(pk=row.pk).order_by("-created_at")[:5])


class _Act(PermissionMixin, View):
    """Something done to one request by a button."""

    permission_required = CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Find the request among those the person may see, then act."""
        row = get_object_or_404(visible_to(request.user), pk=pk)
        return self.act(request, row) or redirect("appointments_inbox:detail", pk=pk)

    def act(self, request: HttpRequest, row: AppointmentRequest) -> HttpResponse | None:
        """Do it; return where to go, None for the request itself."""
        raise NotImplementedError


class UpdateView(_Act):
    """Changes status and assignee."""

    def act(self, request: HttpRequest, row: AppointmentRequest) -> None:
        """Change what is different."""
        form = UpdateForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a status and a person from the lists."))
            return
        changed = work.change_status(row, form.cleaned_data["status"], request.user)
        changed |= work.assign(row, form.cleaned_data["assignee"], request.user)
        if changed:
            messages.success(request, _("Saved."))


class WishDoneView(_Act):
    """Says that what the patient asked for is done."""

    def act(self, request: HttpRequest, row: AppointmentRequest) -> None:
        """Take the wish off the request."""
        if row.wish:
            work.answer_wish(row, request.user)
            messages.success(request, _("Saved."))


class NoteView(DetailView):
    """Adds a note; one that cannot be taken comes back with what was typed."""

    permission_required = CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the note, or show the request again with it."""
        self.appointment = get_object_or_404(visible_to(request.user), pk=kwargs["pk"])
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form), status=422)
        work.add_note(self.appointment, form.cleaned_data["text"], request.user)
        messages.success(request, _("The note is saved."))
        return redirect("appointments_inbox:detail", pk=self.appointment.pk)


class HandOverView(_Act):
    """Everything about one request as a file, for the patient who asks for it."""

    permission_required = EXPORT

    def act(self, request: HttpRequest, row: AppointmentRequest) -> HttpResponse | None:
        """Send the file."""
        try:
            content = erasure.hand_over(row, request.user)
        except CryptoError:
            messages.error(request, _("This request cannot be read: its key is missing or it was changed."))
            return None
        return download(content, "application/json; charset=utf-8", f"request-{row.reference}.json")


class EraseView(InboxPage):
    """Asks once, then erases."""

    permission_required = ERASE
    template_name = "appointments/inbox/erase.html"

    def get_page_title(self) -> str:
        """What is about to happen."""
        return _("Erase %(reference)s") % {"reference": self.appointment.reference}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the request among those the person may see."""
        if request.user.has_perm(ERASE):
            self.appointment = get_object_or_404(visible_to(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request's reference and place; nothing is decrypted."""
        return super().get_context_data(appointment=self.appointment, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Erase it."""
        erasure.erase(self.appointment, actor=request.user)
        messages.success(request, _("The request is erased. The audit log keeps that it was."))
        return redirect("appointments_inbox:list")


class BulkView(PermissionMixin, View):
    """One thing done to the requests that were ticked."""

    permission_required = CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change each of them; those the person may not see are no choice."""
        visible = visible_to(request.user)
        form = BulkForm(request.POST, visible=visible)
        back = HttpResponseRedirect(reverse("appointments_inbox:list"))
        if not form.is_valid():
            messages.error(request, _("Tick at least one request and choose what to do."))
            return back
        action = form.cleaned_data["action"]
        changed = 0
        for row in visible.filter(pk__in=form.cleaned_data["chosen"]):
            if action == BulkForm.ME:
                changed += work.assign(row, request.user, request.user)
            else:
                changed += work.change_status(row, action, request.user)
        messages.success(request, ngettext("%d request changed.", "%d requests changed.", changed) % changed)
        return back


class ExportView(PermissionMixin, View):
    """The filtered list as a spreadsheet."""

    permission_required = EXPORT
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the file and record who took what."""
        kind = request.POST.get("format", "")
        if kind not in spreadsheet.FORMATS:
            messages.error(request, _("Choose CSV or Excel."))
            return redirect("appointments_inbox:list")
        filters = FilterForm(request.POST, user=request.user)
        requests = list(filters.apply(visible_to(request.user)).order_by("-created_at"))
        make, content_type = spreadsheet.FORMATS[kind]
        content = make(requests)
        limited = limit_of(request.user)
        audit.record(
            Action.EXPORTED,
            actor=request.user,
            format=kind,
            count=len(requests),
            references=[row.reference for row in requests],
            filters=filters.described(),
            limited_to=limited,
        )
        return download(content, content_type, f"requests-{timezone.localdate().isoformat()}.{kind}")


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to save, kept by no cache."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
