"""The clinic's own image model."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from core.image_privacy import without_metadata
from core.page_cache.shared import shared_lock


class ClinicImage(AbstractImage):
    """A picture with a description for people who cannot see it, and a credit.

    Either `description` is filled or `decorative` is ticked (WCAG 2.2, 1.1.1 Non-text Content).
    """

    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick this when the picture adds nothing that a reader would miss. Screen readers then skip it."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture, and its license. Shown below the picture."),
    )

    admin_form_fields = (
        *Image.admin_form_fields,
        "description",
        "decorative",
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """Refuse a picture that has neither a description nor the decorative mark.

        Raises:
            ValidationError: on the `description` field.
        """
        super().clean()
        if not self.decorative and not self.description.strip():
            raise ValidationError(
                {"description": _("Describe what the picture shows in one sentence, or tick “decorative”.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new file without what it tells besides the picture (see `core.image_privacy`)."""
        file: Any = self.file
        if file and not file._committed:
            self._leave_out_metadata(file)
        super().save(*args, **kwargs)

    def _leave_out_metadata(self, file: Any) -> None:
        file.seek(0)
        data = file.read()
        kept = without_metadata(data)
        if kept != data:
            file.file = ContentFile(kept, name=file.name)
            self._set_image_file_metadata()
        file.seek(0)

    def create_rendition(self, filter: Filter) -> AbstractRendition:  # noqa: A002 - Wagtail's name
        """Make one resized copy; whoever asks at the same time waits and takes it over."""
        with self._alone() as waited:
            found = self.find_existing_renditions(filter) if waited else {}
            return found.get(filter) or super().create_rendition(filter)

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        """Make resized copies, each once: packing an AVIF takes a second, and a new page may be asked for by many."""
        with self._alone() as waited:
            found = self.find_existing_renditions(*filters) if waited else {}
            missing = [wanted for wanted in filters if wanted not in found]
            return {**found, **super().create_renditions(*missing)}

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Hold this picture's lock, in all processes. False inside a transaction, which must not wait for others."""
        if transaction.get_connection().in_atomic_block:
            yield False
            return
        with shared_lock(f"renditions of {self.pk}"):
            yield True

    @property
    def default_alt_text(self) -> str:
        """The alt text where a page gives none of its own: the description, or empty for decoration."""
        return "" if self.decorative else self.description


class ClinicRendition(AbstractRendition):
    """A resized copy of a `ClinicImage`."""

    image = models.ForeignKey(ClinicImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="unique_clinic_rendition",
            )
        ]
