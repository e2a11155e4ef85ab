"""Clinic-wide settings: entered once, shown everywhere."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.blocks import StreamBlock, URLBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Site

from core.pictures.models import LOGO_SIZE, SHARING_SIZE
from core.pictures.panels import PicturePanel
from core.site.search_engine_settings import SearchEngineSettings
from core.site.translations import Settings, other_languages, translated_settings
from core.web.email_addresses import ReachableEmailField
from core.web.languages import current, default
from core.web.phones import PhoneField

DEFAULT_EMERGENCY_TITLE = gettext_noop("In an emergency, call 911")
DEFAULT_EMERGENCY_TEXT = gettext_noop(
    "<p>If your life or someone else's is in danger, call 911. If you or someone you know is thinking about suicide or "
    "self-harm, call or text 988, the Suicide &amp; Crisis Lifeline, at any time. This website and its forms are not "
    "watched around the clock.</p>"
)
DEFAULT_OFF_LABEL_STATEMENT = gettext_noop(
    "<p>The FDA has approved ketamine as an anesthetic. Using it for pain or mood is “off label”: doctors may do so by "
    "their own judgment, but the FDA has not approved ketamine for these uses.</p>"
)
DEFAULT_MEDICAL_DISCLAIMER = gettext_noop(
    "<p>This website gives general information. It does not replace advice from a clinician who knows you. Results "
    "differ from person to person and are not guaranteed.</p>"
)


class SocialProfilesBlock(StreamBlock):
    """Addresses of the clinic's own profiles elsewhere (schema.org `sameAs`)."""

    profile = URLBlock(label=_("Profile address"), icon="site")

    class Meta:
        required = False


@register_setting(icon="home", order=1)
class ClinicSettings(SearchEngineSettings, BaseSiteSetting):
    """What is true of the whole clinic. Unknown facts stay empty and are left out of pages."""

    name = models.CharField(
        _("clinic name"),
        max_length=120,
        blank=True,
        help_text=_("The name on your door and your Google Business Profile. No slogans, no places."),
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=160,
        blank=True,
        help_text=_("One short line below the name: what you do, and where."),
    )
    logo = models.ForeignKey(
        "pictures.ClinicImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A square PNG of at least 512 by 512 pixels. Without one, a drawn mark is shown."),
    )
    phone = PhoneField(
        _("main phone"),
        blank=True,
        help_text=_("Any format. Shown at the foot of every page. Each place has a number of its own on its page."),
    )
    email = ReachableEmailField(_("public e-mail"), blank=True)
    default_sharing_image = models.ForeignKey(
        "pictures.ClinicImage",
        verbose_name=_("default sharing picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when a page without a picture is shared. At least 1200 by 630 pixels."),
    )
    footer_text = RichTextField(_("footer text"), blank=True, features=["bold", "italic", "link"])
    social_profiles = StreamField(SocialProfilesBlock(), verbose_name=_("social profiles"), blank=True)
    emergency_title = models.CharField(_("emergency heading"), max_length=120, default=DEFAULT_EMERGENCY_TITLE)
    emergency_text = RichTextField(
        _("emergency notice"),
        default=DEFAULT_EMERGENCY_TEXT,
        features=["bold", "link"],
        help_text=_("Stands near every form and at the foot of every page. It must name 911 and 988."),
    )
    off_label_statement = RichTextField(
        _("off-label statement"),
        default=DEFAULT_OFF_LABEL_STATEMENT,
        features=["bold", "italic", "link"],
    )
    medical_disclaimer = RichTextField(
        _("medical disclaimer"),
        default=DEFAULT_MEDICAL_DISCLAIMER,
        features=["bold", "italic", "link"],
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("name"), FieldPanel("tagline"), PicturePanel("logo", least=LOGO_SIZE)],
                        heading=_("Name"),
                    ),
                    MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=_("Contact")),
                ],
                heading=_("Clinic"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("emergency_title"), FieldPanel("emergency_text")],
                        heading=_("Emergency notice"),
                    ),
                    FieldPanel("off_label_statement"),
                    FieldPanel("medical_disclaimer"),
                ],
                heading=_("Notices"),
            ),
            ObjectList(
                [
                    PicturePanel("default_sharing_image", least=SHARING_SIZE),
                    FieldPanel("social_profiles"),
                    FieldPanel("footer_text"),
                ],
                heading=_("Sharing and footer"),
            ),
            ObjectList(SearchEngineSettings.search_engine_panels, heading=_("Search engines")),
        ]
    )

    class Meta:
        verbose_name = _("clinic")
        permissions = [("launch_site", "Can launch the site and take the launch back")]

    def clean(self) -> None:
        """Refuse pictures that would be blurred.

        Raises:
            ValidationError: on `logo` or `default_sharing_image`.
        """
        super().clean()
        chosen = {"logo": (self.logo, LOGO_SIZE), "default_sharing_image": (self.default_sharing_image, SHARING_SIZE)}
        errors = {name: why for name, (image, size) in chosen.items() if image and (why := image.too_small_for(size))}
        if errors:
            raise ValidationError(errors)

    @property
    def display_name(self) -> str:
        """The clinic's name, or a plain description of it while the name is not filled in."""
        return self.name or gettext("Ketamine Pain Clinic")


class ClinicSettingsTranslation(models.Model):
    """The sentences of the clinic's settings in one more language. Facts (name, phone, logo) need none."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=12, choices=other_languages)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    footer_text = RichTextField(_("footer text"), blank=True, features=["bold", "italic", "link"])
    emergency_title = models.CharField(_("emergency heading"), max_length=120, blank=True)
    emergency_text = RichTextField(
        _("emergency notice"), blank=True, features=["bold", "link"], help_text=_("It must name 911 and 988.")
    )
    off_label_statement = RichTextField(_("off-label statement"), blank=True, features=["bold", "italic", "link"])
    medical_disclaimer = RichTextField(_("medical disclaimer"), blank=True, features=["bold", "italic", "link"])

    TEXTS = (
        *("tagline", "footer_text", "emergency_title", "emergency_text"),
        *("off_label_statement", "medical_disclaimer"),
    )

    panels = [
        MultiFieldPanel([FieldPanel("site"), FieldPanel("language")], heading=_("For")),
        FieldPanel("tagline"),
        MultiFieldPanel([FieldPanel("emergency_title"), FieldPanel("emergency_text")], heading=_("Emergency notice")),
        FieldPanel("off_label_statement"),
        FieldPanel("medical_disclaimer"),
        FieldPanel("footer_text"),
    ]

    class Meta:
        verbose_name = _("clinic's words in another language")
        verbose_name_plural = _("clinic's words in other languages")
        constraints = [models.UniqueConstraint(fields=["site", "language"], name="unique_clinic_settings_translation")]

    def __str__(self) -> str:
        return dict(other_languages()).get(self.language, self.language)

    @classmethod
    def spoken(cls, settings: Settings, site: Site) -> Settings:
        """The clinic's settings of a site in the language of the request (a query in another than the default)."""
        if current() == default():
            return settings
        return translated_settings(settings, cls.objects.filter(site=site, language=current().code).first(), cls.TEXTS)
