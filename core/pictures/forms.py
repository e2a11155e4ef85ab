"""The form for pictures in the library: what cannot be shown, or would not fit into memory, is refused with a sentence.

Wagtail's field unpacks a picture before it counts its pixels, sees one frame of each, lets a broken file end in an
error 500, and refuses a good picture for the ending of its name. This one reads the file's head first, unpacks what is
small enough, once, to know that it is whole, and makes it fit to publish before it is kept anywhere: where several are
uploaded at once, Wagtail keeps each file aside until it is described, and takes it into the library from there.
"""

import warnings
from io import BytesIO
from typing import Any

import willow
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.fields import FileField
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.pictures.formats import fit_to_publish, open_picture
from core.pictures.privacy import gif_frames

# Frames cost time even where they are tiny.
MOST_FRAMES = 500
# What cameras put behind the first picture (depth, a second lens) is left out when the file is kept.
ONE_PICTURE = {"MPO", "HEIF"}
# A copy for a page is at most 1600 pixels wide; longer than this, it is neither shown well nor packed as WebP.
MOST_TIMES_AS_LONG = 6

# What Willow calls the kinds that are taken.
KNOWN = {"jpeg", "png", "webp", "avif", "gif", "heic"}

HELP = _("A photo as JPEG, PNG, WebP, AVIF, GIF or HEIC, at most %(most)s. A moving picture stands still on the site.")
NO_PICTURE = _(
    "This file is no picture that can be used. Open it in a picture program, save it as JPEG, and upload that. PNG, "
    "WebP, AVIF, GIF and HEIC work, too."
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
    """Wagtail's field, which says of every file that cannot be used why not, and hands on one that is fit to publish.

    The uploaded file itself is written anew, so that whoever else holds it has no other.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = HELP % {"most": self.max_upload_size_text}
        # The second one is said in the browser, of a name's ending, before anything is sent.
        self.error_messages |= {"invalid_image": NO_PICTURE, "invalid_image_extension": NO_PICTURE}

    def to_python(self, data: Any) -> Any:
        """Look at a new file and make it fit to publish.

        Raises:
            ValidationError: when it is too large, no picture, has too many pixels, is far too long, or is damaged.
        """
        upload: Any = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        upload.seek(0)
        _write_anew(upload, *self._fit(upload.read(), upload.name))
        return upload

    def _fit(self, data: bytes, name: str) -> tuple[bytes, str, str]:
        """Count the pixels of all frames without unpacking them, see whether the picture is whole, and make it fit.

        Returns its bytes, its name, and its MIME type.
        """
        try:
            with warnings.catch_warnings():
                # Pillow's own warning comes before its limit; ours is lower than both.
                warnings.simplefilter("ignore", DecompressionBombWarning)
                with open_picture(BytesIO(data)) as image:
                    self._check_head(image, data)
                    image.load()
            kept, name = fit_to_publish(data, name)
            # Willow makes the copies, so it must know the picture.
            return kept, name, willow.Image.open(BytesIO(kept)).mime_type
        except DecompressionBombError as error:
            raise self._too_many_pixels() from error
        except ValidationError:
            raise
        # Pillow says of broken files whatever comes: SyntaxError, struct.error, IndexError ...
        except Exception as error:
            if isinstance(error, UnidentifiedImageError) and not _begins_well(data):
                raise ValidationError(NO_PICTURE, code="invalid_image") from error
            raise ValidationError(DAMAGED, code="damaged") from error

    def _check_head(self, image: Image.Image, data: bytes) -> None:
        width, height = image.size
        frames = self._frames(image, data)
        if frames > MOST_FRAMES or width * height * frames > self.max_image_pixels:
            raise self._too_many_pixels()
        if max(width, height) > MOST_TIMES_AS_LONG * min(width, height):
            raise ValidationError(TOO_LONG, code="too_long", params={"times": MOST_TIMES_AS_LONG})

    def _frames(self, image: Image.Image, data: bytes) -> int:
        if image.format in ONE_PICTURE:
            return 1
        return gif_frames(data, MOST_FRAMES) if image.format == "GIF" else int(getattr(image, "n_frames", 1))

    def _too_many_pixels(self) -> ValidationError:
        most = {"most": self.max_image_pixels // 1_000_000}
        return ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels", params=most)


def _begins_well(data: bytes) -> bool:
    """Whether a file that cannot be read begins like a picture that is taken."""
    try:
        return willow.Image.open(BytesIO(data)).format_name in KNOWN
    except Exception:  # noqa: BLE001 - what is no picture is read as XML, and fails in many ways
        return False


def _write_anew(upload: UploadedFile, data: bytes, name: str, kind: str) -> None:
    """Put other bytes into an uploaded file, in memory or on disk."""
    file: Any = upload.file
    file.seek(0)
    file.truncate()
    file.write(data)
    file.flush()
    file.seek(0)
    upload.name, upload.size, upload.content_type = name, len(data), kind


class ClinicImageForm(BaseImageForm):
    """Wagtail's form with the field above."""

    # Width and height in pixels that a new picture needs where it is chosen (`core.pictures.choosers`).
    least_size: tuple[int, int] = (0, 0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None:
            self.fields["file"] = CheckedImageField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )

    def _post_clean(self) -> None:
        """Measure a new picture, which is part of the instance only now."""
        super()._post_clean()
        if "file" in self.changed_data and "file" not in self.errors:
            why = self.instance.too_small_for(self.least_size)
            if why:
                self.add_error("file", why)
