"""People who work in the admin."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client


def login(client: Client, role: str) -> None:
    """Sign in a new user of one role."""
    user = get_user_model().objects.create_user(role, password="a long enough password")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
