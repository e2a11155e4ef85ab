"""What Google's files said of our places when they were uploaded: by it, a later file shows what Google has changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Older files than these are forgotten.
KEPT_FILES = 24


class ListingFile(models.Model):
    """One uploaded file of Google's: the rows of our places alone, and how many others there were.

    `rows` maps the key of a place's page, as text, to its cells by column (`locations.listings.columns`). Columns that
    the file does not have are missing there. `others` names up to ten rows that fit no place of ours.
    """

    name = models.CharField(max_length=255)
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    row_count = models.PositiveIntegerField()
    rows = models.JSONField(default=dict)
    others = models.JSONField(default=list)
    remarks = models.JSONField(default=list)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("file from Google")
        verbose_name_plural = _("files from Google")

    def __str__(self) -> str:
        return self.name

    def forget_older(self) -> None:
        """Delete all but the newest files."""
        newest = type(self).objects.values_list("pk", flat=True)[:KEPT_FILES]
        type(self).objects.exclude(pk__in=list(newest)).delete()
