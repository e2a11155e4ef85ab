"""What the clinic decides about appointment requests, and who may see which of them."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from core.web.email_addresses import ReachableEmailField

from .consent import ConsentWording

DEFAULT_CONSENT_CONTACT = gettext_noop(
    "You may call and text me at this phone number about this request. Message and data rates may apply. I can reply "
    "STOP at any time. My care does not depend on this."
)
DEFAULT_CONSENT_VOICEMAIL = gettext_noop(
    "You may leave a voicemail that says which clinic is calling and why. My care does not depend on this."
)


@register_setting(icon="calendar-alt", order=20)
class AppointmentSettings(ClusterableModel, BaseGenericSetting):
    """Notices, promises, consent wording, retention and spam protection."""

    reply_within = models.CharField(
        _("when you reply"),
        max_length=80,
        blank=True,
        help_text=_("Completes “We will contact you …”, such as “within one business day”. Empty: no promise is made."),
    )
    confirm_by_email = models.BooleanField(
        _("e-mail a confirmation to patients"),
        default=True,
        help_text=_("Sent when they gave an address. It holds the reference and nothing about health."),
    )
    consent_contact_text = models.TextField(_("box for calls and texts"), default=DEFAULT_CONSENT_CONTACT)
    consent_voicemail_text = models.TextField(_("box for voicemail"), default=DEFAULT_CONSENT_VOICEMAIL)
    closed_retention_days = models.PositiveSmallIntegerField(
        _("days to keep closed requests"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Closed requests and spam are deleted so many days after they were closed."),
    )
    maximum_retention_days = models.PositiveSmallIntegerField(
        _("days to keep any request"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Every request, open or closed, is deleted so many days after it arrived."),
    )
    require_proof_of_work = models.BooleanField(
        _("extra protection against spam"),
        default=False,
        help_text=_(
            "The visitor's browser solves a small puzzle before sending; nobody has to click anything. Turn it on when "
            "spam gets through. Requests without a solution are set aside as possible spam."
        ),
    )

    panels = [
        InlinePanel(
            "recipients",
            heading=_("Who is told of new requests"),
            label=_("Recipient"),
            help_text=_("The e-mail says only that a request is waiting. Details are read here, after logging in."),
        ),
        MultiFieldPanel([FieldPanel("reply_within"), FieldPanel("confirm_by_email")], heading=_("What patients hear")),
        MultiFieldPanel(
            [FieldPanel("consent_contact_text"), FieldPanel("consent_voicemail_text")],
            heading=_("Consent boxes"),
            help_text=_("Have your counsel approve changes. Each request keeps the words that its sender saw."),
        ),
        MultiFieldPanel(
            [FieldPanel("closed_retention_days"), FieldPanel("maximum_retention_days")], heading=_("Retention")
        ),
        FieldPanel("require_proof_of_work"),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("appointment requests")
        default_permissions = ("change",)

    @property
    def consent_digest(self) -> str:
        """The name of the present wording; the form posts it back."""
        return ConsentWording.digest_of(self.consent_contact_text, self.consent_voicemail_text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and remember both the old and the new consent wording: cached pages may still show the old one."""
        for row in (type(self).objects.filter(pk=self.pk).first() or type(self)(), self):
            ConsentWording.remember(row.consent_contact_text, row.consent_voicemail_text)
        super().save(*args, **kwargs)


class NoticeRecipient(Orderable):
    """An address that is told of new requests."""

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    settings = ParentalKey(AppointmentSettings, on_delete=models.CASCADE, related_name="recipients")
    email = ReachableEmailField(_("e-mail"))
    location = models.ForeignKey(
        "locations.LocationPage",
        verbose_name=_("location"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: told of requests for every location."),
    )

    panels = [FieldPanel("email"), FieldPanel("location")]
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        default_permissions = ()

    def __str__(self) -> str:
        return self.email


class StaffLimit(models.Model):
    """Limits one person to some locations' requests. Without such a row a person sees every location.

    A row of its own, so that a person whose only location is deleted sees nothing rather than everything.
    """

    # No public page shows these rows: writing one makes no cached page old.
    affects_public_pages = False

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    locations = models.ManyToManyField("locations.LocationPage", related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("change_stafflimit", "Can limit staff to locations")]

    def __str__(self) -> str:
        return str(self.user_id)
