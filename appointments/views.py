"""The public side: takes the form's answers and confirms them, and lets a patient cancel or change a request."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from core.analytics.counter import page_of_form

from . import patient_changes, proof_of_work
from .change_form import ChangeForm
from .models import AppointmentRequest, AppointmentSettings, ConsentWording, Wish, spoken_settings
from .public_form import DATABASE_AWAY, PublicFormView, appointment_page, private, unavailable
from .request_form import RequestForm
from .submission import Submission, submit
from .suspicion import signs

logger = logging.getLogger(__name__)


def _see_other(url: str) -> HttpResponse:
    """Lead to a confirmation that survives a reload (RFC 9110, 15.4.4)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


class RequestAppointment(PublicFormView):
    """Takes the answers of the form that stands on pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form lives on a page; this address only takes answers."""
        page = appointment_page(request)
        if page is not None:
            return HttpResponseRedirect(page.get_url(request) or "/")
        return self.show(request, self.bind(), status=200)

    def bind(self, data: QueryDict | None = None) -> RequestForm:
        """The form with the present wording of its boxes."""
        return form_for(spoken_settings(), data=data)

    def show(self, request: HttpRequest, form: RequestForm, *, status: int, **context: Any) -> HttpResponse:
        """The form on a page of its own."""
        page = appointment_page(request)
        everything = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs if page else [], **context}
        return render(request, "appointments/request_again.html", everything, status=status)

    @method_decorator(sensitive_variables())
    def accept(self, request: HttpRequest, form: RequestForm, address: str) -> HttpResponse:
        """Store the request and lead to its confirmation."""
        settings = spoken_settings()
        wording = self._wording(form, settings)
        if wording is None:
            form.add_error(None, _("The wording of the two boxes below has changed. Please read them and send again"))
            data = request.POST.copy()
            data["wording"] = settings.consent_digest
            form.data = data
            return self.show(request, form, status=422)
        answers, sent = form.answers(), form.cleaned_data
        suspicions = signs(
            answers,
            trap=sent["website"],
            elapsed=sent["elapsed"],
            proof_missing=settings.require_proof_of_work and not proof_of_work.is_solved(sent["proof"]),
        )
        page = page_of_form(request.META)
        stored = submit(Submission(answers, wording, address, sent["token"], tuple(suspicions), page))
        return _see_other(reverse("appointments:received", args=[stored.receipt]))

    def _wording(self, form: RequestForm, settings: AppointmentSettings) -> ConsentWording | None:
        """The words the visitor saw beside the boxes; None when they are not words of ours."""
        digest = form.cleaned_data["wording"] or settings.consent_digest
        if digest == settings.consent_digest:
            return ConsentWording.remember(settings.consent_contact_text, settings.consent_voicemail_text)
        return ConsentWording.objects.filter(digest=digest).first()


class ChangeRequest(PublicFormView):
    """Lets who knows a request's reference and its phone or e-mail cancel it, or ask for a change.

    It never says whether a reference exists, or anything of what a request holds.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self.show(request, self.bind(), status=200)

    def bind(self, data: QueryDict | None = None) -> ChangeForm:
        """The form with what was sent."""
        return ChangeForm(data)

    def show(self, request: HttpRequest, form: ChangeForm, *, status: int, **context: Any) -> HttpResponse:
        """The form on a page of its own."""
        return render(request, "appointments/change.html", {"form": form, **context}, status=status)

    @method_decorator(sensitive_variables())
    def accept(self, request: HttpRequest, form: ChangeForm, address: str) -> HttpResponse:
        """Carry the wish out, or say that no open request fits."""
        sent = form.cleaned_data
        if sent["website"] or not patient_changes.apply(form.change(), address):
            form.add_error(None, _("We found no open request with this reference and this phone number or e-mail."))
            return self.show(request, form, status=422)
        return _see_other(reverse(f"appointments:{'cancelled' if sent['wish'] == Wish.CANCEL else 'changed'}"))


def form_for(settings: AppointmentSettings, **kwargs: Any) -> RequestForm:
    """The form with the present wording of its consent boxes."""
    texts = (settings.consent_contact_text, settings.consent_voicemail_text)
    initial = {"wording": settings.consent_digest, **kwargs.pop("initial", {})}
    return RequestForm(consent_texts=texts, initial=initial, **kwargs)


def received(request: HttpRequest, receipt: str) -> HttpResponseBase:
    """The confirmation: reference and what happens next; survives a reload and holds nothing the patient typed."""
    try:
        stored = AppointmentRequest.objects.select_related("location").filter(receipt=receipt).first()
        context = {
            "request_row": stored,
            "page": appointment_page(request),
            "appointments": spoken_settings(),
            "form": ChangeForm(initial={"reference": stored.reference if stored else ""}),
        }
        return private(render(request, "appointments/received.html", context, status=200 if stored else 410))
    except DATABASE_AWAY as error:
        # The usual page would say that nothing was saved.
        logger.error("Confirmation not shown: %s", type(error).__name__)  # noqa: TRY400
        return private(unavailable(request, []))


def changed(request: HttpRequest, *, cancelled: bool = False) -> HttpResponseBase:
    """The confirmation of a wish; the same for everybody."""
    return private(render(request, "appointments/changed.html", {"cancelled": cancelled}))


def challenge(request: HttpRequest) -> HttpResponseBase:
    """A fresh challenge for the page's script; nothing to solve while the clinic has it switched off."""
    if not AppointmentSettings.load().require_proof_of_work:
        return private(HttpResponse(status=204))
    return private(JsonResponse(proof_of_work.new_challenge()))
