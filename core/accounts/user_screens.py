"""Wagtail's screens for users, kept to the rules of `hierarchy`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic.usage import UsageView
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, DeleteView, EditView, HistoryView, IndexView, UserViewSet

from core.accounts import names
from core.accounts.forms import AS_TYPED
from core.accounts.hierarchy import grantable_groups, may_manage
from core.accounts.models import AuthenticatorApp, Passkey


class _WithinRights:
    """Makes a form offer, and take, only what its user may give."""

    manager: Any

    def keep_within_rights(self) -> None:
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        if not self.manager.is_superuser:
            fields.pop("is_superuser", None)
        if "groups" in fields:
            fields["groups"].queryset = grantable_groups(self.manager)


class _NameOfItsOwn:
    """Refuses a name that only capital letters tell from another login's, since signing in ignores case."""

    def name_as_typed(self) -> None:
        """The name and address are somebody else's: nothing that the browser knows, or corrects, belongs there."""
        for name in ("username", "email"):
            self.fields[name].widget.attrs.update({**AS_TYPED, "autocomplete": "off"})  # type: ignore[attr-defined]

    def _clean_username(self) -> None:
        """Wagtail's check, and that. A name that is left as it is stays allowed."""
        super()._clean_username()  # type: ignore[misc]
        name = self.cleaned_data.get("username", "")  # type: ignore[attr-defined]
        before = self.initial.get("username", "")  # type: ignore[attr-defined]
        if name != before and (twin := names.twin(name, but=before)) and twin != name:
            message = _("This differs only in capital letters from “%(name)s”, who has a login already.")
            self.add_error("username", message % {"name": twin})  # type: ignore[attr-defined]


class ClinicUserCreationForm(_WithinRights, _NameOfItsOwn, UserCreationForm):
    """A new user, with at most the rights of whoever makes it."""

    def __init__(self, *args: Any, manager: Any, **kwargs: Any) -> None:
        self.manager = manager
        super().__init__(*args, **kwargs)
        self.keep_within_rights()
        self.name_as_typed()


class ClinicUserEditForm(_WithinRights, _NameOfItsOwn, UserEditForm):
    """A user, with at most the rights of whoever edits it."""

    def __init__(self, *args: Any, manager: Any, **kwargs: Any) -> None:
        self.manager = manager
        super().__init__(*args, **kwargs)
        self.keep_within_rights()
        self.name_as_typed()


class _ManagedOnly:
    """Refuses users whom the visitor may not manage, before anything of them is shown."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse, or go on."""
        if not may_manage(request.user, get_object_or_404(get_user_model(), pk=kwargs["pk"])):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ClinicIndexView(IndexView):
    """The list of users, which shows who has a second step."""

    @cached_property
    def columns(self) -> list[Column]:
        """One more column."""
        return [*super().columns, BooleanColumn("has_second_step", label=gettext_lazy("Second step"), width="10%")]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Ask for it with the users."""
        apps, passkeys = (
            Exists(model.objects.filter(user=OuterRef("pk"), confirmed=True)) for model in (AuthenticatorApp, Passkey)
        )
        users: QuerySet[Any] = super().get_base_queryset()
        return users.annotate(has_second_step=apps | passkeys)


class ClinicCreateView(CreateView):
    """Adds a user."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say who asks."""
        return {**super().get_form_kwargs(), "manager": self.request.user}


class ClinicEditView(_ManagedOnly, EditView):
    """Edits a user."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say who asks."""
        return {**super().get_form_kwargs(), "manager": self.request.user}


class ClinicDeleteView(_ManagedOnly, DeleteView):
    """Deletes a user."""


class ClinicHistoryView(_ManagedOnly, HistoryView):
    """What was done to a user's login."""


class ClinicUsageView(_ManagedOnly, UsageView):
    """Where a user is named."""


class ClinicUserViewSet(UserViewSet):
    """The screens for users."""

    index_view_class = ClinicIndexView
    add_view_class = ClinicCreateView
    edit_view_class = ClinicEditView
    delete_view_class = ClinicDeleteView
    history_view_class = ClinicHistoryView
    usage_view_class = ClinicUsageView
    copy_view_enabled = False  # a copied login would be somebody's rights without anybody deciding so

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm | UserEditForm]:
        """The forms above."""
        return ClinicUserEditForm if for_update else ClinicUserCreationForm
