"""The form for pictures in the library: one that would not fit into memory is refused with a sentence."""

from typing import Any

from django.core.exceptions import ValidationError
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class CheckedImageField(WagtailImageField):
    """Wagtail's field, which for a really large picture stumbles over Pillow's own refusal (error 500)."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Count the pixels of all frames, without unpacking them.

        Raises:
            ValidationError: when there are more than WAGTAILIMAGES_MAX_IMAGE_PIXELS.
        """
        try:
            super().check_image_pixel_size(f)
        except DecompressionBombError as error:
            raise ValidationError(
                self.error_messages["file_too_many_pixels"]
                % {"num_pixels": "far more", "max_pixels_count": self.max_image_pixels},
                code="file_too_many_pixels",
            ) from error


class ClinicImageForm(BaseImageForm):
    """Wagtail's form with the field above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None:
            self.fields["file"] = CheckedImageField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )
