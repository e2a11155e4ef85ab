"""What directories of businesses need to know of a place, beyond what patients read: its store code above all."""

from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from locations.validators import STORE_CODE_LENGTH, validate_store_code


class ListedPlace(models.Model):
    """The fields of a place for Google Business Profile, Bing Places and Apple Business.

    The store code is how those services know a place again, so it never follows the title or the address. It is given
    once, from the address of the page. Aliases and translations are the same place and have none of their own.
    """

    # Wagtail's own, of every page.
    alias_of_id: int | None
    translation_key: UUID
    slug: str

    store_code = models.CharField(
        _("store code"),
        max_length=STORE_CODE_LENGTH,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_store_code],
        help_text=_(
            "How Google, Bing and Apple know this place again. If your Google Business Profile has one already, "
            "enter that. Otherwise leave it as it is, also when the place moves or gets a new name."
        ),
    )
    google_category = models.CharField(
        _("main category"),
        max_length=100,
        blank=True,
        help_text=_("In Google's own words, as your Business Profile shows it. Google does not list a place without."),
    )
    google_more_categories = models.CharField(
        _("further categories"), max_length=400, blank=True, help_text=_("In Google's own words, with commas between.")
    )
    opening_date = models.DateField(
        _("open since"), null=True, blank=True, help_text=_("The day this place first opened, if you know it.")
    )

    listing_panels: ClassVar[list] = [
        FieldPanel("store_code"),
        FieldPanel("opening_date"),
        MultiFieldPanel(
            [FieldPanel("google_category"), FieldPanel("google_more_categories")],
            heading=_("Google Business Profile"),
        ),
    ]
    # A copy is another place; Wagtail leaves these fields out of translations too.
    exclude_fields_in_copy: ClassVar[list[str]] = ["store_code"]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save with a store code that is this place's alone, and stays what it was when an old version has none."""
        self.store_code = self._settled_code()
        return super().save(*args, **kwargs)

    def _settled_code(self) -> str | None:
        pages: Any = type(self)._base_manager
        others = pages.exclude(pk=self.pk)
        same_place = others.filter(translation_key=self.translation_key, store_code__isnull=False)
        if self.alias_of_id is not None or same_place.exists():
            return None
        stored = pages.filter(pk=self.pk).values_list("store_code", flat=True).first()
        return next(code for code in self._codes(stored) if code and not others.filter(store_code=code).exists())

    def _codes(self, stored: str | None) -> Iterator[str | None]:
        """The codes to try: what was typed, what it was, one made from the page's address, that with a number."""
        yield self.store_code
        yield stored
        made = (self.slug or "place")[: STORE_CODE_LENGTH - 6]
        yield made
        yield from (f"{made}-{number}" for number in count(2))
