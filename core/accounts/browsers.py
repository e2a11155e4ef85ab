"""Recognizes the browser that somebody has signed in with before, by a cookie that says nothing else."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.accounts.models import KnownBrowser

REMEMBERED_FOR = timedelta(days=400)  # the longest that browsers keep a cookie
TOKEN_BYTES = 32


def cookie_name() -> str:
    """Sent to the admin alone, so it cannot have the prefix __Host-."""
    return "__Secure-browser" if settings.HTTPS else "browser"


def recognize(request: HttpRequest, response: HttpResponse, user: Any) -> bool:
    """Whether the user has signed in with this browser before. From now on they have."""
    token = request.COOKIES.get(cookie_name(), "")
    known = False
    if len(token) >= TOKEN_BYTES:
        known = bool(KnownBrowser.objects.filter(user=user, digest=_digest(token)).update(last_seen_at=timezone.now()))
    else:
        token = secrets.token_urlsafe(TOKEN_BYTES)
    if not known:
        KnownBrowser.objects.create(user=user, digest=_digest(token))
    response.set_cookie(
        cookie_name(),
        token,
        max_age=REMEMBERED_FOR,
        path=f"/{settings.ADMIN_PATH}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return known


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def forget_unused() -> int:
    """Delete browsers whose cookie is over; the worker runs it daily."""
    return KnownBrowser.objects.filter(last_seen_at__lt=timezone.now() - REMEMBERED_FOR).delete()[0]
