"""What is offered at a place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page


class LocationService(Orderable):
    """A page about something offered at a place."""

    location = ParentalKey("locations.LocationPage", on_delete=models.CASCADE, related_name="services")
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The page that describes what is offered here."),
    )

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("service")

    def __str__(self) -> str:
        return self.page.title
