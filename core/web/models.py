"""What the web machinery counts."""

from django.db import models


class RateLimit(models.Model):
    """How often something happened within a window. The key is a keyed hash: no address is stored."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:8]
