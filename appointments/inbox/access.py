"""Who may see which requests. Every view of the inbox starts here."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from appointments.models import AppointmentRequest, StaffLimit, Status
from locations.models import LocationPage

VIEW = "appointments.view_appointmentrequest"
CHANGE = "appointments.change_appointmentrequest"
EXPORT = "appointments.export_appointmentrequest"
ERASE = "appointments.delete_appointmentrequest"
AUDIT = "appointments.view_auditevent"
LIMIT = "appointments.change_stafflimit"

Person = Any  # the project's user model, an AbstractUser


def limit_of(user: Person) -> list[int] | None:
    """The ids of the locations a person is limited to; None for one who sees all."""
    limit = StaffLimit.objects.filter(user_id=user.pk).first()
    return None if limit is None else list(limit.locations.values_list("pk", flat=True))


def visible_to(user: Person) -> QuerySet[AppointmentRequest]:
    """The requests a person may see: none without the right, and only those of the locations they are limited to."""
    requests = AppointmentRequest.objects.select_related("location", "assignee")
    if not user.has_perm(VIEW):
        return requests.none()
    allowed = limit_of(user)
    return requests if allowed is None else requests.filter(location__in=allowed)


def locations_for(user: Person) -> QuerySet[LocationPage]:
    """The locations a person may see requests of."""
    allowed = limit_of(user)
    pages = LocationPage.objects.order_by("path")
    return pages if allowed is None else pages.filter(pk__in=allowed)


def new_count(user: Person) -> int:
    """How many requests nobody has worked on yet, among those the person may see."""
    return visible_to(user).filter(status=Status.NEW).count()


def front_desk() -> QuerySet:
    """Everybody who may read requests."""
    app_label, codename = VIEW.split(".")
    permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    allowed = Q(is_superuser=True) | Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    return get_user_model().objects.filter(allowed, is_active=True).distinct().order_by("last_name", "first_name")


def person_name(user: AbstractBaseUser | AnonymousUser | None) -> str:
    """How staff know each other: full name, else user name."""
    if user is None or not user.is_authenticated:
        return ""
    return user.get_full_name() or user.get_username()  # type: ignore[attr-defined]


class PermissionMixin:
    """Refuses whoever lacks `permission_required`; the admin shows why."""

    permission_required: str = VIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the right before anything is read."""
        if not request.user.has_perm(self.permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
