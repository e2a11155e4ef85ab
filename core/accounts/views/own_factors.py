"""A person's own second steps: what there is, adding an app or a passkey, recovery codes, removing."""

import base64
import logging
from typing import Any
from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.models import Device

from core.accounts import factors, mail, passkeys
from core.accounts.forms import AddAppForm
from core.accounts.models import DIGITS, STEP_SECONDS, AuthenticatorApp, MailKind, Passkey, RecoveryCode, RecoveryCodes
from core.accounts.views.guards import own_second_step, person
from core.accounts.views.second_step import accept

logger = logging.getLogger("clinic.accounts")

MODELS: dict[str, type[AuthenticatorApp | Passkey]] = {"app": AuthenticatorApp, "passkey": Passkey}


@own_second_step
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the person has, and what they may add."""
    user = person(request)
    context = {
        "apps": AuthenticatorApp.objects.filter(user=user, confirmed=True).order_by("created_at"),
        "passkeys": Passkey.objects.filter(user=user, confirmed=True).order_by("created_at"),
        "codes_left": RecoveryCode.objects.filter(sheet__user=user).count(),
        "must_set_up": factors.needs_factor(user) and not factors.has_factor(user),
    }
    return render(request, "accounts/factors.html", context)


@own_second_step
@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text, and take the first code."""
    app = AuthenticatorApp.objects.filter(user=person(request), confirmed=False).first()
    if app is None:
        app = AuthenticatorApp.start(request.user, "")
    form = AddAppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if app.verify_token(form.cleaned_data["code"]):
            app.name, app.confirmed = form.cleaned_data["name"], True
            app.save(update_fields=["name", "confirmed"])
            return _added(request, app)
        form.add_error("code", _("That code is not right. Is the time on your phone set automatically?"))
    secret = base64.b32encode(app.secret).decode()
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": segno.make(_app_address(request.user, secret), error="m").svg_data_uri(scale=5, border=2),
    }
    return render(request, "accounts/add_app.html", context)


def _app_address(user: Any, secret: str) -> str:
    """The address that apps read from the picture (Key Uri Format of Google Authenticator)."""
    issuer = mail.clinic_name()
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP_SECONDS}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(user.get_username())}?{query}"


@own_second_step
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    return HttpResponse(passkeys.options_to_add(request), content_type="application/json")


@own_second_step
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser has made."""
    name = request.POST.get("name", "").strip() or _("Passkey")
    try:
        passkey = passkeys.add(request, request.POST.get("credential", ""), name)
    except passkeys.Refused:
        return JsonResponse({"error": _("This passkey could not be kept. Please try again.")}, status=400)
    first = not RecoveryCodes.objects.filter(user=person(request)).exists()
    _keep(request, passkey)
    return JsonResponse({"next": reverse("accounts:new_codes" if first else "accounts:factors")})


def _keep(request: HttpRequest, device: Device) -> None:
    """Let the session in that has just shown the new device, and tell its owner by mail."""
    accept(request, device)
    mail.tell(request.user, MailKind.SECOND_STEP_CHANGED)
    logger.info("second step added", extra={"details": {"account": request.user.pk}})


def _added(request: HttpRequest, app: AuthenticatorApp) -> HttpResponse:
    _keep(request, app)
    messages.success(request, _("“%(name)s” is set up.") % {"name": app.name})
    first = not RecoveryCodes.objects.filter(user=person(request)).exists()
    return HttpResponseRedirect(reverse("accounts:new_codes" if first else "accounts:factors"))


@own_second_step
@require_http_methods(["GET", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    """Offer recovery codes; make them on POST and show them this once."""
    if not factors.has_factor(request.user):
        return HttpResponseRedirect(reverse("accounts:factors"))
    codes: list[str] = []
    if request.method == "POST":
        with transaction.atomic():
            codes = RecoveryCodes.replace(request.user)
            mail.tell(request.user, MailKind.SECOND_STEP_CHANGED)
    has_codes = RecoveryCodes.objects.filter(user=person(request)).exists()
    return render(request, "accounts/codes.html", {"codes": codes, "has_codes": has_codes})


@own_second_step
@require_POST
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove an app or a passkey; never the last one of somebody who needs one."""
    if kind not in MODELS:
        raise Http404
    device: Device = get_object_or_404(MODELS[kind], pk=pk, user=person(request))
    with transaction.atomic():
        count = sum(model.objects.filter(user=person(request), confirmed=True).count() for model in MODELS.values())
        if count == 1 and factors.needs_factor(request.user):
            messages.error(request, _("You need at least one second step. Add another one first."))
            return HttpResponseRedirect(reverse("accounts:factors"))
        if count == 1:
            factors.reset(request.user)
        else:
            device.delete()
            mail.tell(request.user, MailKind.SECOND_STEP_CHANGED)
    logger.info("second step removed", extra={"details": {"account": request.user.pk}})
    messages.success(request, _("“%(name)s” is removed.") % {"name": device.name})
    return HttpResponseRedirect(reverse("accounts:factors"))
