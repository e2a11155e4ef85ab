"""The second step: a code or a passkey."""

import logging
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_device
from django_otp.models import Device

from core.accounts import factors, limits, mail, passkeys, sessions
from core.accounts.forms import ConfirmForm, VerifyForm
from core.accounts.models import AuthenticatorApp, MailKind, Passkey, RecoveryCodes
from core.accounts.views.guards import lead_to, next_address, person
from core.web.rate_limits import TooMany

logger = logging.getLogger("clinic.accounts")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the second step, or lead to where one is set up."""
    user = person(request)
    if user.is_verified() or not factors.must_still_verify(user):
        return HttpResponseRedirect(next_address(request))
    if not factors.has_factor(user):
        return lead_to("factors", next_address(request))
    form = VerifyForm(request.POST or None)
    if request.method == "POST":
        try:
            limits.count_second_step(user)
            if form.is_valid():
                if device := _device_of(user, form.cleaned_data["code"]):
                    accept(request, device)
                    return HttpResponseRedirect(next_address(request))
                _log_failure(user)
                form.add_error("code", _("That code is not right, or was used already. Wait for the next one."))
        except TooMany as error:
            return limits.too_many(request, error.retry_after)
    context = {
        "form": form,
        "next": next_address(request),
        "has_app": AuthenticatorApp.objects.filter(user=user, confirmed=True).exists(),
        "has_passkey": Passkey.objects.filter(user=user, confirmed=True).exists(),
    }
    return render(request, "accounts/verify.html", context)


def _device_of(user: Any, code: str) -> Device | None:
    """The app or sheet of codes that the code belongs to. It is used up by that."""
    for app in AuthenticatorApp.objects.filter(user=user, confirmed=True):
        if app.verify_token(code):
            return app
    for sheet in RecoveryCodes.objects.filter(user=user):
        if sheet.verify_token(code):
            return sheet
    return None


def _log_failure(user: Any) -> None:
    logger.warning("a second step failed", extra={"details": {"account": user.pk}})


def accept(request: HttpRequest, device: Device) -> None:
    """Let the session in, under a new key."""
    request.session.cycle_key()
    remember_device(request, device)
    limits.forget_second_step(request.user)
    logger.info("second step done", extra={"details": {"account": request.user.pk}})
    if isinstance(device, RecoveryCodes):
        mail.tell(request.user, MailKind.RECOVERY_CODE_USED)
        left = device.codes.count()
        messages.warning(
            request,
            ngettext(
                "You used a recovery code; %(count)d is left. Set up your new phone or key under Account.",
                "You used a recovery code; %(count)d are left. Set up your new phone or key under Account.",
                left,
            )
            % {"count": left},
        )


@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to use a passkey."""
    return HttpResponse(passkeys.options_to_verify(request), content_type="application/json")


@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Check what the passkey answered."""
    try:
        limits.count_second_step(request.user)
        accept(request, passkeys.verify(request, request.POST.get("credential", "")))
    except TooMany as error:
        return limits.too_many(request, error.retry_after)
    except passkeys.Refused:
        _log_failure(request.user)
        return JsonResponse({"error": _("This passkey was not accepted. Please try again.")}, status=400)
    return JsonResponse({"next": next_address(request)})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more, before something is changed that would let others in."""
    form = ConfirmForm(request, request.POST or None)
    if form.is_valid():
        sessions.confirm(request.session)
        return HttpResponseRedirect(next_address(request))
    return render(request, "accounts/confirm.html", {"form": form, "next": next_address(request)})
