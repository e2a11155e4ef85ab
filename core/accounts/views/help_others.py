"""A manager of logins takes the second step from somebody whose phone is lost."""

import logging

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from core.accounts import factors, limits
from core.accounts.hierarchy import may_manage

logger = logging.getLogger("clinic.accounts")


@require_http_methods(["GET", "POST"])
def reset_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is meant, then take the second step away and lift the locks."""
    user = get_object_or_404(get_user_model(), pk=pk)
    if not request.user.has_perm("auth.change_user") or not may_manage(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        factors.reset(user)
        limits.unlock(user)
        log(user, "accounts.reset_second_step", user=request.user)
        logger.info("second step reset", extra={"details": {"account": user.pk, "by": request.user.pk}})
        messages.success(request, _("%(name)s can sign in and set up a new second step.") % {"name": user})
        return HttpResponseRedirect(reverse("wagtailusers_users:index"))
    return render(request, "accounts/reset_second_step.html", {"person": user})
