"""E-mail addresses that mail from elsewhere can reach."""

from typing import Any

from django.core.validators import EmailValidator
from django.db import models

# Names that no mail on the internet can be sent to (RFC 6761, RFC 6762, RFC 9476). "example" and "test" name nobody's
# machine, and stay for trying things out.
UNREACHABLE = ("localhost", "local", "localdomain", "invalid", "internal", "lan", "alt")


class ReachableEmailValidator(EmailValidator):
    """Django's rules, without its exceptions for the machine itself: no localhost, no bare network address."""

    domain_allowlist: list[str] = []

    def validate_domain_part(self, domain_part: str) -> bool:
        """Whether the part after the @ is a public name."""
        ending = domain_part.lower().rpartition(".")[2]
        return ending not in UNREACHABLE and "[" not in domain_part and bool(super().validate_domain_part(domain_part))


class ReachableEmailField(models.EmailField):
    """An e-mail address that mail from elsewhere can reach."""

    default_validators = [ReachableEmailValidator()]

    def deconstruct(self) -> Any:
        """In migrations this is Django's own field: what is accepted is no matter of the schema."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs
