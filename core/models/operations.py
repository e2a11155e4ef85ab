"""Rows the machinery keeps for itself: limits and the worker's jobs."""

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


class ScheduledJob(models.Model):
    """When the worker last ran each of its jobs, so that daily jobs survive a restart and staff see a dead worker."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    name = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=120, blank=True, help_text="Kind of the last failure; empty after a success")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
