"""Passkeys (WebAuthn level 2), checked by py_webauthn: what the browser is asked, and whether its answer is right.

A passkey belongs to the host name it was made on, and its answer names the page it was given on: a copy of the login
page under another name gets nothing that works here. ALLOWED_HOSTS has checked the host by then.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core.accounts.mail import clinic_name
from core.accounts.models import Passkey

# The challenge of one ceremony; it is taken out of the session before the answer is looked at, so it works once.
CHALLENGE = "accounts_challenge"
KNOWN_TRANSPORTS = {transport.value for transport in AuthenticatorTransport}


class Refused(Exception):
    """The browser's answer is not one to what it was asked, or not of a key that is known here."""


def options_to_add(request: HttpRequest) -> str:
    """What the browser needs to make a passkey, in JSON."""
    user: Any = request.user
    options = generate_registration_options(
        rp_id=_host(request),
        rp_name=clinic_name(),
        user_id=hashlib.sha256(f"{settings.SECRET_KEY}:passkey:{user.pk}".encode()).digest(),
        user_name=user.get_username(),
        user_display_name=user.get_full_name() or user.get_username(),
        exclude_credentials=_descriptors(user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    request.session[CHALLENGE] = ["add", bytes_to_base64url(options.challenge)]
    return options_to_json(options)


def add(request: HttpRequest, answer: str, name: str) -> Passkey:
    """Keep the passkey that the browser has made.

    Raises:
        Refused: when the answer is not right.
    """
    user: Any = request.user
    challenge = _challenge(request, "add")
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
        )
        transports = json.loads(answer).get("response", {}).get("transports") or []
        with transaction.atomic():
            return Passkey.objects.create(
                user=user,
                name=name[:64],
                credential_id=bytes_to_base64url(made.credential_id),
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
                transports=[text for text in transports if text in KNOWN_TRANSPORTS],
            )
    except (WebAuthnException, IntegrityError, ValueError, TypeError, AttributeError) as error:
        raise Refused from error


def options_to_verify(request: HttpRequest) -> str:
    """What the browser needs to use one of the user's passkeys, in JSON."""
    options = generate_authentication_options(
        rp_id=_host(request),
        allow_credentials=_descriptors(request.user),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[CHALLENGE] = ["verify", bytes_to_base64url(options.challenge)]
    return options_to_json(options)


def verify(request: HttpRequest, answer: str) -> Passkey:
    """Return the user's passkey that gave the answer.

    Raises:
        Refused: when the answer is not right, or its counter shows that the key was copied.
    """
    user: Any = request.user
    challenge = _challenge(request, "verify")
    try:
        credential_id = str(json.loads(answer)["id"])
        passkey = Passkey.objects.get(user=user, credential_id=credential_id, confirmed=True)
        checked = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, Passkey.DoesNotExist, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused from error
    passkey.sign_count = checked.new_sign_count
    passkey.last_used_at = timezone.now()
    passkey.save(update_fields=["sign_count", "last_used_at"])
    return passkey


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _challenge(request: HttpRequest, purpose: str) -> bytes:
    kept_for, challenge = request.session.pop(CHALLENGE, ["", ""])
    request.session.save()
    if kept_for != purpose:
        raise Refused
    return base64url_to_bytes(challenge)


def _descriptors(user: Any) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(passkey.credential_id),
            transports=[AuthenticatorTransport(text) for text in passkey.transports],
        )
        for passkey in Passkey.objects.filter(user=user, confirmed=True)
    ]
