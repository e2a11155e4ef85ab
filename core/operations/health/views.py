"""`/health/live` and `/health/ready`, for load balancers, container engines and monitors."""

import ipaddress

from django.db.utils import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.operations.health import leaving
from core.operations.health.checks import run_checks
from core.web.middleware.proxies import FORWARDED


def may_see_details(request: HttpRequest) -> bool:
    """Whether the asker is staff, or this machine itself asking directly. What is broken is nobody else's business."""
    try:
        if ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback and not request.META.get(FORWARDED):
            return True
    except ValueError:
        pass
    try:
        return bool(request.user.has_perm("wagtailadmin.access_admin"))
    except DatabaseError:
        return False


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers, or that it is about to stop (503), so that a proxy turns to another or waits.

    Touches nothing else: a restart would not bring a database back.
    """
    leaving.note_question()
    if leaving.is_leaving():
        return JsonResponse({"status": "stopping"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether this process can do its work: 200, or 503 so that visitors are sent to another one."""
    results = run_checks()
    ok = all(result.ok for result in results if result.vital)
    content: dict[str, object] = {"status": "ok" if ok else "unavailable"}
    if may_see_details(request):
        content["needs_a_person"] = [result.name for result in results if not result.ok]
        content["checks"] = {result.name: result._asdict() for result in results}
    response = JsonResponse(content, status=200 if ok else 503)
    if not ok:
        response["Retry-After"] = "10"
    return response
