"""Who may manage whose login: nobody gives, or takes over, rights that they do not have themselves.

Stock Wagtail lets everybody who may edit users make superusers, and set anybody's password. Here a manager of logins
can edit, delete and reset only people whose rights are all among the manager's own, never themselves, and hand out only
such groups. So a site manager cannot open the appointment requests by way of a front desk login; an administrator, or a
site manager who is in the front desk as well, makes those.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet


def rights_of(user: Any) -> set[int]:
    """The permissions that a user has by groups or by themselves, also while the login is switched off."""
    mine = Permission.objects.filter(Q(group__user=user) | Q(user=user))
    return set(mine.values_list("pk", flat=True))


def may_manage(manager: Any, other: Any) -> bool:
    """Whether `manager` may change `other`'s login. People change their own under "Account"."""
    if manager.is_superuser:
        return True
    if other.is_superuser or other.pk == manager.pk:
        return False
    return rights_of(other) <= rights_of(manager)


def grantable_groups(manager: Any) -> QuerySet[Group]:
    """The groups that `manager` may put somebody into."""
    if manager.is_superuser:
        return Group.objects.all()
    too_much = Permission.objects.exclude(pk__in=rights_of(manager))
    return Group.objects.exclude(permissions__in=too_much)
