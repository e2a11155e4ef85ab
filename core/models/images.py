"""The clinic's own image model."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


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
