"""What both public forms share: a post without a cookie, told from another website's, read whole or refused in words.

Nothing is cached. Every answer that cannot be taken comes back with what was typed, also while the database is away.
"""

import logging
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
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
from core.web.rate_limits import TooMany

from . import origin
from .models import AppointmentPage

logger = logging.getLogger(__name__)

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
DATABASE_AWAY = (DatabaseError, InterfaceError)


class _NoFiles(FileUploadHandler):
    """The forms have no files: any that are sent are read past and never kept."""

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


def appointment_page(request: HttpRequest) -> AppointmentPage | None:
    """The site's live page with the form, in the language of the request if there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    pages = AppointmentPage.objects.live().public()
    own = pages.descendant_of(live_root(site)).first()
    return own or (pages.descendant_of(site.root_page).first() if current() != default() else None)


def unavailable(request: HttpRequest, kept: list[tuple[str, str]]) -> HttpResponse:
    """A page that needs no database: to send what was kept again, or to look at a confirmation later."""
    context = {"kept": kept, "action": request.path, "contact": cached_contact(), "language": current()}
    response = render(None, "appointments/unavailable.html", context, status=503)
    response["Retry-After"] = "60"
    return response


def _is_utf8(request: HttpRequest) -> bool:
    return (request.content_params or {}).get("charset", "utf-8").strip("\"'").lower() in {"utf-8", "utf8"}


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class PublicFormView(View):
    """Takes a form's answers. `origin` stands in for the CSRF cookie, which a cached page cannot set.

    A view says how its form is made (`bind`), shown (`show`), and what is done with good answers (`accept`).
    """

    http_method_names = ["get", "head", "post"]
    # What the visitor sent, once it is known to be a form and not another website's.
    sent: QueryDict | None = None

    def bind(self, data: QueryDict | None = None) -> forms.Form:
        """The form, with what was sent."""
        raise NotImplementedError

    def show(self, request: HttpRequest, form: Any, *, status: int, **context: Any) -> HttpResponse:
        """The page with the form: `sent_from` asks to send once more, `too_many` to wait."""
        raise NotImplementedError

    def accept(self, request: HttpRequest, form: Any, address: str) -> HttpResponse:
        """Do what valid answers ask for.

        Raises:
            TooMany: when the sender has asked too often.
        """
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say "call us" when the database cannot be reached, with the answers still in the page."""
        try:
            return private(super().dispatch(request, *args, **kwargs))
        except DATABASE_AWAY as error:
            logger.error("Request not stored: %s", type(error).__name__)  # noqa: TRY400 - the text may hold values
            return private(self._keep(request, self.sent) if self.sent else error_response(503))

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the answers, or show the form again with what to mend."""
        refusal = self._unreadable(request)
        if refusal is not None:
            return refusal
        verdict = origin.judge(request)
        if verdict is origin.Verdict.FOREIGN:
            return render(request, "appointments/foreign.html", {"page": appointment_page(request)}, status=403)
        self.sent = request.POST
        form = self.bind(request.POST)
        address = network_of(request.META.get("REMOTE_ADDR", ""))
        if verdict is origin.Verdict.UNKNOWN and not origin.is_confirmed(request.POST.get("sent_from", ""), address):
            return self.show(request, form, status=403, sent_from=origin.confirmation_for(address))
        if not form.is_valid():
            return self.show(request, form, status=422)
        try:
            return self.accept(request, form, address)
        except TooMany as limit:
            response = self.show(request, form, status=429, too_many=True)
            response["Retry-After"] = str(limit.retry_after)
            return response

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

    def _keep(self, request: HttpRequest, sent: QueryDict) -> HttpResponse:
        """The answers go into hidden fields, to be sent again with one press."""
        kept = [(name, value) for name, values in sent.lists() for value in values if name != "sent_from"]
        if origin.judge(request) is origin.Verdict.UNKNOWN:  # would otherwise be asked once more
            kept.append(("sent_from", origin.confirmation_for(network_of(request.META.get("REMOTE_ADDR", "")))))
        return unavailable(request, kept)
