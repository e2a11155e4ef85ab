"""Rows the machinery keeps for itself: limits, the worker's jobs, and the pictures it is to make."""

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


class PictureOrder(models.Model):
    """A picture whose resized copies the worker is to make, for one place of `core.pictures`."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False
    # In place of a place: what a new picture needs first.
    FIRST = "first"

    image = models.ForeignKey("core.ClinicImage", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=20)
    failed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("image", "place"), name="unique_picture_order")]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.place}"
