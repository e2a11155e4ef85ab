"""Pages for whoever answers for the inbox: undelivered notices, the audit log, who sees which location."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from appointments import audit, outbox
from appointments.models import Action, AuditEvent, OutboxMessage, StaffLimit
from locations.models import LocationPage

from .access import AUDIT, CHANGE, LIMIT, front_desk, limit_of, person_name, visible_to
from .views import InboxPage


class NoticesView(InboxPage):
    """Notices that have not reached their reader, and a button to try again at once."""

    template_name = "appointments/inbox/notices.html"

    def get_page_title(self) -> str:
        """What the page shows."""
        return _("Undelivered notices")

    def waiting(self) -> Any:
        """Late and given-up notices about requests the person may see."""
        visible = visible_to(self.request.user)
        return OutboxMessage.objects.filter(outbox.undelivered(), request__in=visible).select_related("request")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The newest hundred."""
        return super().get_context_data(notices=self.waiting().order_by("-created_at")[:100], **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put every one of them back in the queue."""
        if request.user.has_perm(CHANGE):
            notices = list(self.waiting())
            with transaction.atomic():
                outbox.retry(notices)
                audit.record(Action.NOTICE_RETRIED, actor=request.user, count=len(notices))
            messages.success(request, _("They are in the queue again. The worker sends them within seconds."))
        return redirect("appointments_inbox:notices")


class AuditLogView(InboxPage):
    """Who did what, newest first."""

    permission_required = AUDIT
    template_name = "appointments/inbox/audit_log.html"

    def get_page_title(self) -> str:
        """What the page shows."""
        return _("Audit log")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Fifty events a page, of one request when its reference is given."""
        events = AuditEvent.objects.all()
        reference = self.request.GET.get("reference", "").strip().upper()[:16].replace("\0", "")
        if reference:
            events = events.filter(reference=reference)
        page = Paginator(events, 50).get_page(self.request.GET.get("p"))
        return super().get_context_data(page_obj=page, events=page.object_list, reference=reference, **kwargs)


class StaffView(InboxPage):
    """Which locations' requests each person sees."""

    permission_required = LIMIT
    template_name = "appointments/inbox/staff.html"

    def get_page_title(self) -> str:
        """What the page shows."""
        return _("Who sees which location")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everybody at the front desk with their limits; superusers cannot be limited."""
        people = []
        for user in front_desk().filter(is_superuser=False):
            allowed = limit_of(user)
            people.append({"user": user, "name": person_name(user), "limited": allowed is not None, "allowed": allowed})
        return super().get_context_data(people=people, locations=LocationPage.objects.order_by("path"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save one person's limit."""
        user = get_object_or_404(
            get_user_model(), pk=request.POST.get("user") if request.POST.get("user", "").isdecimal() else 0
        )
        chosen = [pk for pk in request.POST.getlist("locations") if pk.isdecimal()]
        with transaction.atomic():
            if request.POST.get("limited"):
                limit, _made = StaffLimit.objects.get_or_create(user=user)
                limit.locations.set(LocationPage.objects.filter(pk__in=chosen))
                names = sorted(limit.locations.values_list("title", flat=True))
            else:
                StaffLimit.objects.filter(user=user).delete()
                names = None
            audit.record(Action.ACCESS, actor=request.user, person=user.get_username(), locations=names)
        messages.success(request, _("Saved: %(name)s") % {"name": person_name(user)})
        return redirect("appointments_inbox:staff")
