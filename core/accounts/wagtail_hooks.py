"""What signing in adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.users.views.bulk_actions import AssignRoleBulkAction

from core.accounts import admin_urls
from core.accounts.hierarchy import grantable_groups, may_manage


@hooks.register("register_admin_urls")
def register_second_step_urls() -> list[URLPattern | URLResolver]:
    """The addresses of the second step."""
    return [path("second-step/", include(admin_urls))]


@hooks.register("register_account_menu_item")
def second_step_in_account(request: HttpRequest) -> dict[str, str]:
    """A tile under Account."""
    return {
        "url": reverse("accounts:factors"),
        "label": _("Second step"),
        "help_text": _("Apps, passkeys and recovery codes that protect your login."),
    }


@hooks.register("register_user_listing_buttons")
def reset_button(user: Any, request_user: Any) -> Iterator[Button]:
    """Beside each user in the list."""
    if request_user.has_perm("auth.change_user") and may_manage(request_user, user):
        yield Button(
            gettext_lazy("Reset second step"), reverse("accounts:reset", args=[user.pk]), icon_name="lock", priority=30
        )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What a user's history shows."""
    actions.register_action(
        "accounts.reset_second_step", gettext_lazy("Reset second step"), gettext_lazy("Second step reset")
    )


@hooks.register("before_bulk_action")
def keep_bulk_actions_within_rights(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Refuse to do to many users at once what would be refused for one of them."""
    if action.model is not get_user_model():
        return
    if not all(may_manage(request.user, user) for user in objects):
        raise PermissionDenied
    if isinstance(action, AssignRoleBulkAction):
        role = action.cleaned_form.cleaned_data["role"]
        if not grantable_groups(request.user).filter(pk=role.pk).exists():
            raise PermissionDenied
