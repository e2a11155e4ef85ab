"""What the machinery remembers: when the worker ran its jobs, and when backups were made."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone


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


class BackupRun(models.Model):
    """One attempt to make a backup."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    MOST_KEPT = 200

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(default=timezone.now, db_index=True)
    name = models.CharField(max_length=80, blank=True, help_text="The archive's file name; empty after a failure")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes")
    rows = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, help_text="Why it failed; empty after a success")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("view_site_health", "Can see whether everything is all right")]

    def __str__(self) -> str:
        return self.name or "failed"

    @classmethod
    def keep(
        cls, started_at: datetime, *, name: str = "", size: int = 0, rows: int = 0, files: int = 0, error: str = ""
    ) -> Self:
        """Write down one attempt, and forget the oldest ones."""
        run = cls.objects.create(started_at=started_at, name=name, size=size, rows=rows, files=files, error=error)
        newest = cls.objects.order_by("-pk").values_list("pk", flat=True)[: cls.MOST_KEPT]
        cls.objects.filter(pk__lt=min(newest)).delete()
        return run

    @classmethod
    def last_good(cls) -> Self | None:
        """The last one that worked."""
        return cls.objects.exclude(name="").order_by("-pk").first()
