"""The sums, the clinic's own campaign links, and who wants the monthly mail.

A sum says how often something happened on a day. No row says that two things were done by one person.
"""

import secrets
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.analytics.addresses import tagged_url

# Without letters and digits that are mistaken for each other when somebody types them from a leaflet.
CODE_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # pragma: allowlist secret
CODE_LENGTH = 5
# The sums of all pages together.
WHOLE_SITE = 0


class _Counts(models.Model):
    # For the page cache: no public page shows these rows.
    affects_public_pages = False
    wagtail_reference_index_ignore = True

    # The day in the clinic's time zone. After two years the first day of the month stands for all of it (`months`).
    day = models.DateField()
    # A page's key, without a constraint: sums outlive the page. 0: the whole site.
    page_id = models.PositiveBigIntegerField(default=WHOLE_SITE)

    class Meta:
        abstract = True
        default_permissions = ()


class PageCount(_Counts):
    """What happened on one page, or on the whole site in one language, on one day."""

    # "es" on rows of the whole site; "" on rows of a page, which has one language.
    language = models.CharField(max_length=12, blank=True, default="")
    views = models.PositiveIntegerField(default=0)
    # Views that came from elsewhere: another site, a typed address, a bookmark.
    entries = models.PositiveIntegerField(default=0)
    phone_views = models.PositiveIntegerField(default=0)
    # Asked for by a program that says so. Not in any other sum.
    crawler_views = models.PositiveIntegerField(default=0)
    phone_taps = models.PositiveIntegerField(default=0)
    directions_taps = models.PositiveIntegerField(default=0)
    email_taps = models.PositiveIntegerField(default=0)
    # How often somebody went on from here to a page with a form for requests.
    form_visits = models.PositiveIntegerField(default=0)
    # Sent from the form on this page: counted under the Monday of their week, so that no sum of a day points at one.
    requests = models.PositiveIntegerField(default=0)
    searches = models.PositiveIntegerField(default=0)

    class Meta(_Counts.Meta):
        permissions = [("view_visits", "Can see how many people visit the site")]
        constraints = [models.UniqueConstraint(fields=["day", "page_id", "language"], name="analytics_page_count_once")]
        indexes = [models.Index(fields=["page_id", "day"], name="analytics_page_days")]

    def __str__(self) -> str:
        return f"{self.day} {self.page_id}: {self.views}"


class OriginKind(models.TextChoices):
    """What an origin is the name of."""

    SOURCE = "source", _("Referring site")
    CAMPAIGN = "campaign", _("Campaign")
    LINK = "link", _("Short address")


class OriginCount(_Counts):
    """How many entries came from one place on one day: to one page, or to the whole site."""

    kind = models.CharField(max_length=10, choices=OriginKind)
    label = models.CharField(max_length=140)
    entries = models.PositiveIntegerField(default=0)

    class Meta(_Counts.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page_id", "kind", "day", "label"], name="analytics_origin_count_once")
        ]
        indexes = [models.Index(fields=["day", "kind"], name="analytics_origin_days")]

    def __str__(self) -> str:
        return f"{self.day} {self.label}: {self.entries}"


class ReportReader(models.Model):
    """Somebody of the staff who wants the sums of each month by mail."""

    affects_public_pages = False
    wagtail_reference_index_ignore = True

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The first day of the month that was mailed last, or is not to be mailed any more.
    last_month = models.DateField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.last_month:%Y-%m}"


def new_code() -> str:
    """A short address that is read and typed without mistakes. About 24 million of them."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


# What a campaign tag may be: what most tools agree on, and what `reading` keeps as it is.
tag_words = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z",
    _("Use small letters, digits, dots, hyphens and underscores, such as spring-leaflet. No spaces."),
)


class CampaignLink(models.Model):
    """A page's address with campaign tags, and a short address of our own that leads to it and counts."""

    affects_public_pages = False

    name = models.CharField(
        _("name"), max_length=80, help_text=_("For you and your colleagues: “Leaflet at the farmers’ market”.")
    )
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    source = models.CharField(
        _("source"),
        max_length=40,
        validators=[tag_words],
        help_text=_("Where the link stands: leaflet, newsletter, facebook (utm_source)."),
    )
    medium = models.CharField(
        _("medium"), max_length=40, validators=[tag_words], help_text=_("What kind: print, email, social (utm_medium).")
    )
    campaign = models.CharField(
        _("campaign"),
        max_length=40,
        validators=[tag_words],
        help_text=_("What for: spring-2027 (utm_campaign). Never a person’s name."),
    )
    code = models.CharField(
        _("short address"),
        max_length=20,
        unique=True,
        default=new_code,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", _("Use small letters, digits and hyphens."))],
        help_text=_(
            "The end of the short address: /go/… A printed address must work for years, so it does not change once the "
            "link is saved."
        ),
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("campaign link")
        verbose_name_plural = _("campaign links")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep what is printed working.

        Raises:
            ValidationError: on `code`, when a saved link is given another short address.
        """
        super().clean()
        if self.pk and not type(self).objects.filter(pk=self.pk, code=self.code).exists():
            raise ValidationError({"code": _("The short address may be in print already. Make a new link instead.")})

    @property
    def short_url(self) -> str:
        """The whole short address, for print and QR codes."""
        return f"{settings.SITE_URL}/go/{self.code}"

    @property
    def tagged_url(self) -> str:
        """The page's whole address with its campaign tags; empty while the page has none."""
        url = self.page.get_full_url()
        return tagged_url(url, self.source, self.medium, self.campaign) if url else ""


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())


# The sums of a `PageCount`.
COUNTS = (
    *("views", "entries", "phone_views", "crawler_views", "phone_taps", "directions_taps", "email_taps"),
    *("form_visits", "requests", "searches"),
)
