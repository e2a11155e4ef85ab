"""The buttons for what staff do about a request: called, left a message, sent the answer, booked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from appointments.models import StepKind

from . import work
from .access import CHANGE, person_name, visible_to
from .forms import BookingForm
from .views import DetailView


class StepView(DetailView):
    """Keeps one step; a booking that cannot be taken comes back with what was typed."""

    permission_required = CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the step and say so, or show the request again."""
        self.appointment = get_object_or_404(visible_to(request.user), pk=kwargs["pk"])
        kind = request.POST.get("kind", "")
        if kind not in StepKind.values or self.appointment.is_done:
            messages.error(request, _("Nothing was kept. Set the request to an open status first."))
        elif kind == StepKind.BOOKED:
            form = BookingForm(request.POST, today=self.appointment.today)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(booking_form=form), status=422)
            work.book(self.appointment, form.when, request.user)
            self._say(StepKind.BOOKED)
        else:
            work.take_step(self.appointment, StepKind(kind), request.user)
            self._say(StepKind(kind))
        return redirect("appointments_inbox:detail", pk=self.appointment.pk)

    def _say(self, kind: StepKind) -> None:
        done = {"step": kind.label.lower(), "name": person_name(self.request.user)}
        messages.success(self.request, _("Saved: %(step)s, by %(name)s.") % done)
