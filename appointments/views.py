"""The public side: takes the form's answers, and confirms them.

No cookie, nothing cached. Every answer that cannot be taken comes back with what was typed, also while the database is
away.
"""

import logging
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from wagtail.models import Site

from core.site.languages import live_root
from core.web.contact_cache import cached_contact
from core.web.error_pages import error_response
from core.web.languages import current, default
from core.web.network import network_of

from . import origin, proof_of_work
from .models import AppointmentPage, AppointmentRequest, AppointmentSettings, ConsentWording, spoken_settings
from .request_form import RequestForm
from .submission import Submission, TooMany, submit
from .suspicion import signs

logger = logging.getLogger(__name__)

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
AWAY = (DatabaseError, InterfaceError)


class _NoFiles(FileUploadHandler):
    """The form has no files: any that are sent are read past and never kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse the file."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep nothing."""

    def file_complete(self, file_size: int) -> None:
        """Make nothing."""


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Mark an answer as nobody else's: not stored by caches, not listed, its address not passed on."""
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _is_utf8(request: HttpRequest) -> bool:
    return (request.content_params or {}).get("charset", "utf-8").strip("\"'").lower() in {"utf-8", "utf8"}


def appointment_page(request: HttpRequest) -> AppointmentPage | None:
    """The site's live page with the form, in the language of the request if there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    pages = AppointmentPage.objects.live().public()
    own = pages.descendant_of(live_root(site)).first()
    return own or (pages.descendant_of(site.root_page).first() if current() != default() else None)


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class RequestAppointment(View):
    """Takes the form's answers. `origin` stands in for the CSRF cookie, which a cached page cannot set."""

    http_method_names = ["get", "head", "post"]
    # What the visitor sent, once it is known to be a form and not another website's.
    sent: QueryDict | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say "call us" when the database cannot be reached, with the answers still in the page."""
        try:
            return private(super().dispatch(request, *args, **kwargs))
        except AWAY as error:
            logger.error("Request not stored: %s", type(error).__name__)  # noqa: TRY400 - the text may hold values
            return private(self._keep(request, self.sent) if self.sent else error_response(503))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form lives on a page; this address only takes answers."""
        page = appointment_page(request)
        if page is not None:
            return HttpResponseRedirect(page.get_url(request) or "/")
        return self._show(request, self._form(request), status=200)

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the request and lead to its confirmation, or show the form again with what to mend."""
        refusal = self._unreadable(request)
        if refusal is not None:
            return refusal
        verdict = origin.judge(request)
        if verdict is origin.Verdict.FOREIGN:
            return render(request, "appointments/foreign.html", {"page": appointment_page(request)}, status=403)
        self.sent = request.POST
        form = self._form(request, request.POST)
        address = network_of(request.META.get("REMOTE_ADDR", ""))
        if verdict is origin.Verdict.UNKNOWN and not origin.is_confirmed(request.POST.get("sent_from", ""), address):
            return self._show(request, form, status=403, sent_from=origin.confirmation_for(address))
        if not form.is_valid():
            return self._show(request, form, status=422)
        return self._submit(request, form, address)

    @method_decorator(sensitive_variables())
    def _submit(self, request: HttpRequest, form: RequestForm, address: str) -> HttpResponse:
        settings = spoken_settings()
        wording = self._wording(form, settings)
        if wording is None:
            form.add_error(None, _("The wording of the two boxes below has changed. Please read them and send again"))
            data = request.POST.copy()
            data["wording"] = settings.consent_digest
            form.data = data
            return self._show(request, form, status=422)
        answers, sent = form.answers(), form.cleaned_data
        suspicions = signs(
            answers,
            trap=sent["website"],
            elapsed=sent["elapsed"],
            proof_missing=settings.require_proof_of_work and not proof_of_work.is_solved(sent["proof"]),
        )
        try:
            stored = submit(Submission(answers, wording, address, sent["token"], tuple(suspicions)))
        except TooMany as limit:
            response = self._show(request, form, status=429, too_many=True)
            response["Retry-After"] = str(limit.retry_after)
            return response
        response = HttpResponseRedirect(reverse("appointments:received", args=[stored.receipt]))
        response.status_code = 303
        return response

    def _wording(self, form: RequestForm, settings: AppointmentSettings) -> ConsentWording | None:
        """The words the visitor saw beside the boxes; None when they are not words of ours."""
        digest = form.cleaned_data["wording"] or settings.consent_digest
        if digest == settings.consent_digest:
            return ConsentWording.remember(settings.consent_contact_text, settings.consent_voicemail_text)
        return ConsentWording.objects.filter(digest=digest).first()

    def _unreadable(self, request: HttpRequest) -> HttpResponse | None:
        """Refuse what is no form at all, in words."""
        if request.content_type not in FORM_TYPES or not _is_utf8(request):
            return self._refuse(request, 415, _("Your browser sent the form in a way we cannot read."))
        request.upload_handlers = [_NoFiles(request)]
        try:
            request.POST  # noqa: B018 - read here, where what goes wrong can be said
        except RequestDataTooBig:
            return self._refuse(request, 413, _("What you sent is too long. Please shorten your note and try again."))
        except UnreadablePostError:
            return self._refuse(request, 400, _("The connection broke off before we had your whole request."))
        except (MultiPartParserError, BadRequest, SuspiciousOperation, ValueError):
            return self._refuse(request, 400, _("Your browser sent the form in a way we cannot read."))
        return None

    def _refuse(self, request: HttpRequest, status: int, problem: str) -> HttpResponse:
        return render(
            request, "appointments/refused.html", {"page": appointment_page(request), "problem": problem}, status=status
        )

    def _form(self, request: HttpRequest, data: Any = None) -> RequestForm:
        return form_for(spoken_settings(), data=data)

    def _show(self, request: HttpRequest, form: RequestForm, *, status: int, **context: Any) -> HttpResponse:
        page = appointment_page(request)
        everything = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs if page else [], **context}
        return render(request, "appointments/request_again.html", everything, status=status)

    def _keep(self, request: HttpRequest, sent: QueryDict) -> HttpResponse:
        """The answers go into hidden fields, to be sent again with one press."""
        kept = [(name, value) for name, values in sent.lists() for value in values if name != "sent_from"]
        if origin.judge(request) is origin.Verdict.UNKNOWN:  # would otherwise be asked once more
            kept.append(("sent_from", origin.confirmation_for(network_of(request.META.get("REMOTE_ADDR", "")))))
        return _unavailable(kept)


def _unavailable(kept: list[tuple[str, str]]) -> HttpResponse:
    """A page that needs no database: to send what was kept again, or to look at a confirmation later."""
    context = {"kept": kept, "contact": cached_contact(), "language": current()}
    response = render(None, "appointments/unavailable.html", context, status=503)
    response["Retry-After"] = "60"
    return response


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
        }
        return private(render(request, "appointments/received.html", context, status=200 if stored else 410))
    except AWAY as error:
        # The usual page would say that nothing was saved.
        logger.error("Confirmation not shown: %s", type(error).__name__)  # noqa: TRY400
        return private(_unavailable([]))


def challenge(request: HttpRequest) -> HttpResponseBase:
    """A fresh challenge for the page's script; nothing to solve while the clinic has it switched off."""
    if not AppointmentSettings.load().require_proof_of_work:
        return private(HttpResponse(status=204))
    return private(JsonResponse(proof_of_work.new_challenge()))
