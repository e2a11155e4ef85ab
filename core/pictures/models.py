"""The clinic's own image model."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.search import index

from core.pictures.formats import fit_to_publish
from core.web.page_cache.shared import shared_lock

# Width and height in pixels that a picture needs: across the top of a page and when shared (ogp.me), as a logo
# (schema.org's readers, home screens), and as a portrait.
SHARING_SIZE = (1200, 630)
LOGO_SIZE = (512, 512)
PORTRAIT_SIZE = (640, 800)
# How long before a consent ends staff are told.
CONSENT_WARNING = datetime.timedelta(days=60)


class ConsentState(models.TextChoices):
    """Whether the people in a picture agree to its use today."""

    NOT_NEEDED = "not_needed", _("Shows nobody")
    GIVEN = "given", _("Consent given")
    ENDS_SOON = "ends_soon", _("Consent ends soon")
    ENDED = "ended", _("Consent has ended")


class ClinicImage(AbstractImage):
    """A picture with a description for people who cannot see it, a credit, and the consent of people it shows.

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
    license_url = models.URLField(
        _("license"),
        blank=True,
        help_text=_(
            "Address of the page with the terms, such as https://creativecommons.org/licenses/by/4.0/. The credit "
            "leads there. Empty for the clinic's own pictures that nobody else may use."
        ),
    )
    acquire_license_url = models.URLField(
        _("how to get a license"),
        blank=True,
        help_text=_("Address of a page that says whom to ask for it. Search engines show it beside the picture."),
    )
    shows_people = models.BooleanField(
        _("shows people who can be recognized"),
        default=False,
        help_text=_("Anybody whose face or name can be seen. Then their written consent is needed."),
    )
    # Never a patient's name: that somebody is a patient is health information, which this model does not protect.
    consent_from = models.CharField(
        _("who agreed"),
        max_length=255,
        blank=True,
        help_text=_("Staff and models: the name. Patients: only the number of the signed form, never the name."),
    )
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    consent_until = models.DateField(
        _("agreed until"),
        null=True,
        blank=True,
        help_text=_("The last day the picture may be shown. Empty: no end was agreed."),
    )

    admin_form_fields = (
        *Image.admin_form_fields,
        "description",
        "decorative",
        "credit",
        "license_url",
        "acquire_license_url",
        "shows_people",
        "consent_from",
        "consent_on",
        "consent_until",
    )
    CONSENT_FIELDS: ClassVar[tuple[str, ...]] = ("consent_from", "consent_on", "consent_until")

    # Searched among those that are large enough for a place.
    search_fields = [*AbstractImage.search_fields, index.FilterField("width"), index.FilterField("height")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """Refuse a picture with neither a description nor the decorative mark, and people without their consent.

        Raises:
            ValidationError: on `description`, or on the fields of the consent.
        """
        super().clean()
        errors: dict[str, Any] = {}
        if not self.decorative and not self.description.strip():
            errors["description"] = _("Describe what the picture shows in one sentence, or tick “decorative”.")
        if self.shows_people:
            errors |= self._consent_errors()
        if errors:
            raise ValidationError(errors)

    def _consent_errors(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if not self.consent_from.strip():
            errors["consent_from"] = _("Say who agreed that the picture is shown.")
        if self.consent_on is None:
            errors["consent_on"] = _("Say when the consent was signed.")
        elif self.consent_on > timezone.localdate():
            errors["consent_on"] = _("A consent cannot have been signed in the future.")
        elif self.consent_until and self.consent_until < self.consent_on:
            errors["consent_until"] = _("The consent cannot end before it was signed.")
        return errors

    @property
    def consent_state(self) -> ConsentState:
        """Whether the people in the picture agree to its use today."""
        if not self.shows_people:
            return ConsentState.NOT_NEEDED
        today = timezone.localdate()
        if self.consent_until and self.consent_until < today:
            return ConsentState.ENDED
        if self.consent_until and self.consent_until <= today + CONSENT_WARNING:
            return ConsentState.ENDS_SOON
        return ConsentState.GIVEN

    def too_small_for(self, size: tuple[int, int]) -> str:
        """Why the picture is too small for a place that needs `size` (width, height in pixels); empty when it is not.

        A picture that is made smaller stays sharp; one that is made larger does not.
        """
        if self.width >= size[0] and self.height >= size[1]:
            return ""
        words = _("This picture has %(width)d by %(height)d pixels. It needs at least %(least)d by %(high)d here.")
        return str(words) % {"width": self.width, "height": self.height, "least": size[0], "high": size[1]}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new file as browsers show it, without what it tells besides (see `core.pictures.privacy`)."""
        file: Any = self.file
        if file and not file._committed:
            self._make_fit_to_publish(file)
        super().save(*args, **kwargs)

    def _make_fit_to_publish(self, file: Any) -> None:
        file.seek(0)
        data = file.read()
        kept, name = fit_to_publish(data, file.name)
        if (kept, name) != (data, file.name):
            file.file, file.name = ContentFile(kept, name=name), name
            file.__dict__.pop("_dimensions_cache", None)
            self._meta.get_field("file").update_dimension_fields(self, force=True)
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


class PictureOrder(models.Model):
    """A picture whose resized copies the worker is to make, for one place of `core.pictures`."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False
    # In place of a place: what a new picture needs first.
    FIRST = "first"

    image = models.ForeignKey("pictures.ClinicImage", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=20)
    failed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("image", "place"), name="unique_picture_order")]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.place}"
