"""The form for pictures in the library: what cannot be shown, or would not fit into memory, is refused with a sentence.

Wagtail's field unpacks a picture before it counts its pixels, sees one frame of each, and lets a broken file end in an
error 500. This one reads the file's head first, and unpacks what is small enough, once, to know that it is whole.
"""

import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.image_privacy import gif_frames

# Frames cost time even where they are tiny.
MOST_FRAMES = 500
# What cameras put behind the first picture (depth, a second lens) is left out when the file is kept.
ONE_PICTURE = {"MPO", "HEIF"}
# A copy for a page is at most 1600 pixels wide; longer than this, it is neither shown well nor packed as WebP.
MOST_TIMES_AS_LONG = 6

NO_PICTURE = _(
    "This file is no picture that can be used. Upload a photo as JPEG, PNG, WebP, AVIF, GIF or HEIC. Moving pictures "
    "can only be GIF or WebP."
)
DAMAGED = _(
    "This picture is damaged or was not uploaded completely. Open it on your computer, save it again, and try it."
)
TOO_MANY_PIXELS = _(
    "This picture has too many pixels: more than %(most)d million, all frames counted. Make it smaller, for example "
    "3000 pixels wide, and upload it again."
)
TOO_LONG = _("This picture is more than %(times)d times as long as it is wide. Cut out the part that matters.")


class CheckedImageField(WagtailImageField):
    """Wagtail's field, which says of every file that cannot be used why not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_image"] = NO_PICTURE

    def check_image_pixel_size(self, f: Any) -> None:
        """Count the pixels of all frames without unpacking them, then see whether the picture is whole.

        Raises:
            ValidationError: when there are too many, the picture is far too long, or damaged.
        """
        source = f.image.f
        source.seek(0)
        try:
            with warnings.catch_warnings():
                # Pillow's own warning comes before its limit; ours is lower than both.
                warnings.simplefilter("ignore", DecompressionBombWarning)
                with Image.open(source) as image:
                    self._check_head(image, source)
                    image.load()
        except DecompressionBombError as error:
            raise self._too_many_pixels() from error
        # Pillow says of broken files whatever comes: SyntaxError, struct.error, IndexError ...
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(DAMAGED, code="damaged") from error
        finally:
            source.seek(0)

    def _check_head(self, image: Image.Image, source: Any) -> None:
        width, height = image.size
        frames = self._frames(image, source)
        if frames > MOST_FRAMES or width * height * frames > self.max_image_pixels:
            raise self._too_many_pixels()
        if max(width, height) > MOST_TIMES_AS_LONG * min(width, height):
            raise ValidationError(TOO_LONG, code="too_long", params={"times": MOST_TIMES_AS_LONG})

    def _frames(self, image: Image.Image, source: Any) -> int:
        if image.format in ONE_PICTURE:
            return 1
        if image.format != "GIF":
            return int(getattr(image, "n_frames", 1))
        position = source.tell()
        source.seek(0)
        frames = gif_frames(source.read(), MOST_FRAMES)
        source.seek(position)
        return frames

    def _too_many_pixels(self) -> ValidationError:
        most = {"most": self.max_image_pixels // 1_000_000}
        return ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels", params=most)


class ClinicImageForm(BaseImageForm):
    """Wagtail's form with the field above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None:
            self.fields["file"] = CheckedImageField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )
