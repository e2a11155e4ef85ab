"""Django's createsuperuser, which refuses a name that only capital letters tell from another login's."""

from django.contrib.auth.management.commands import createsuperuser

from core.accounts import names


class Command(createsuperuser.Command):
    """`manage.py createsuperuser`."""

    def _validate_username(self, username: str, verbose_field_name: str, database: str) -> str | None:
        """What is wrong with the name, or None."""
        error: str | None = super()._validate_username(username, verbose_field_name, database)  # type: ignore[misc]
        twin = "" if error else names.twin(username)
        return (
            f"Error: That name differs only in capital letters from {twin}, who has a login already." if twin else error
        )
