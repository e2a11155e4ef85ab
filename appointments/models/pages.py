"""The page that carries the form to request an appointment."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core.pages.blocks import BodyStreamBlock
from core.pages.models import BasePage

DEFAULT_NEXT_STEPS = (
    "<ul><li>A member of our staff reads your request and contacts you to find a time.</li>"
    "<li>You are not booked until we have agreed on a time with you.</li>"
    "<li>If you need to change or withdraw your request, tell us your reference.</li></ul>"
)


class AppointmentPage(BasePage):
    """One per site: words before the form, the form, and what happens after it is sent.

    The form itself holds nothing about the visitor, so the page is cached like any other; answers go to
    `appointments.views.request_appointment`.
    """

    body = StreamField(
        BodyStreamBlock(),
        verbose_name=_("before the form"),
        blank=True,
        help_text=_("Shown between the introduction and the form. Keep it short: people come here to send the form."),
    )
    next_steps = RichTextField(
        _("what happens next"),
        default=DEFAULT_NEXT_STEPS,
        features=["bold", "ol", "ul", "link"],
        help_text=_("Shown below the form and again once a request has been received."),
    )
    confirmation_title = models.CharField(
        _("heading after sending"), max_length=120, default="We have received your request"
    )

    schema_page_type: ClassVar[str] = "ContactPage"
    # A link may choose the place; the browser does that (request-form.js).
    query_parameters: ClassVar[frozenset[str]] = frozenset({"location"})
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "appointments/appointment_page.html"

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("next_steps"),
        FieldPanel("confirmation_title"),
    ]

    class Meta:
        verbose_name = _("appointment request page")
