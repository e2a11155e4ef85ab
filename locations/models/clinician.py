"""The people who see patients."""

from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from core.editorial.models.review import MedicalReviewMixin
from core.pages.blocks import BodyStreamBlock
from core.pages.models import BasePage
from core.pictures.models import PORTRAIT_SIZE
from locations.structured_data import clinician_nodes
from locations.validators import validate_npi

# Rule 64B8-11.001, Florida Administrative Code, gives these words and asks for the print size of the claim itself.
FLORIDA_STATEMENT = (
    "The specialty recognition identified herein has been received from a private organization not affiliated with or "
    "recognized by the Florida Board of Medicine."
)


class SpecialtyCertification(Orderable):
    """A specialty in which a board has certified the clinician."""

    page = ParentalKey("locations.ClinicianPage", on_delete=models.CASCADE, related_name="certifications")
    specialty = models.CharField(_("specialty"), max_length=120, help_text=_("Such as: Internal Medicine."))
    board_name = models.CharField(
        _("certifying board"),
        max_length=160,
        blank=True,
        help_text=_("The full name of the board, such as: American Board of Internal Medicine."),
    )
    recognized_by_florida_board = models.BooleanField(
        _("recognized by the Florida Board of Medicine"),
        default=False,
        help_text=_("Tick it only if you have checked. Otherwise Florida's required statement stands beside it."),
    )

    panels = [
        FieldPanel("specialty"),
        FieldPanel("board_name"),
        FieldPanel("recognized_by_florida_board"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("board certification")

    def __str__(self) -> str:
        return self.specialty

    @property
    def florida_statement(self) -> str:
        """The statement that Florida requires beside this claim; empty when the board is named and recognized."""
        return "" if self.board_name and self.recognized_by_florida_board else FLORIDA_STATEMENT


class ClinicianPage(MedicalReviewMixin, BasePage):
    """A clinician: who they are, what they are certified in and by whom, where they see patients.

    The page may carry references and a review, so that somebody answers for what it claims; it needs no risks.
    """

    honorific = models.CharField(_("title of address"), max_length=20, blank=True, help_text=_("Such as: Dr."))
    credentials = models.CharField(
        _("letters after the name"), max_length=60, blank=True, help_text=_("Such as: MD, FACP.")
    )
    job_title = models.CharField(_("role"), max_length=120, blank=True, help_text=_("Such as: Physician."))
    npi = models.CharField(
        _("NPI"),
        max_length=10,
        blank=True,
        validators=[validate_npi],
        help_text=_("National Provider Identifier: ten digits. Patients and search engines check it."),
    )
    license_number = models.CharField(
        _("Florida license number"), max_length=20, blank=True, help_text=_("Such as: ME12345.")
    )
    locations = ParentalManyToManyField(
        "locations.LocationPage",
        verbose_name=_("sees patients at"),
        blank=True,
        related_name="clinicians",
    )
    body = StreamField(BodyStreamBlock(), verbose_name=_("biography"), blank=True)

    main_image_size = PORTRAIT_SIZE
    REVIEWED_FIELDS = (*MedicalReviewMixin.REVIEWED_FIELDS, "honorific", "credentials", "job_title")
    schema_page_type = "ProfilePage"
    page_description = _("A person who sees patients: training, boards, places.")
    parent_page_types = ["locations.LocationIndexPage", "home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = []
    card_template = "locations/components/clinician_card.html"

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("body"),
    ]
    credential_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("honorific"), FieldPanel("credentials")]),
                FieldPanel("job_title"),
            ],
            heading=_("Name and role"),
        ),
        InlinePanel("certifications", heading=_("Board certifications"), label=_("Board certification")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("license_number"), FieldPanel("npi")])], heading=_("License")),
        FieldPanel("locations", widget=forms.CheckboxSelectMultiple),
    ]
    extra_tabs: ClassVar[list[tuple[Any, list]]] = [
        (_("Credentials and locations"), credential_panels),
        (_("Sources and review"), MedicalReviewMixin.review_panels),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("job_title"),
        index.SearchField("credentials"),
        index.SearchField("body"),
        index.RelatedFields("certifications", [index.SearchField("specialty"), index.SearchField("board_name")]),
    ]

    class Meta:
        verbose_name = _("clinician")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, forget what was read before, and index once more.

        Wagtail indexes before the certifications, which people search by, are stored.
        """
        result = super().save(*args, **kwargs)
        self.__dict__.pop("listed_certifications", None)
        self.__dict__.pop("listed_locations", None)
        index.insert_or_update_object(self)
        return result

    @property
    def display_name(self) -> str:
        """The name with the letters after it: Dr. Tilak, MD."""
        return ", ".join(part for part in (self.title, self.credentials) if part)

    @cached_property
    def listed_certifications(self) -> list[SpecialtyCertification]:
        """The board certifications in the order staff gave them."""
        return list(self.certifications.all())

    @cached_property
    def listed_locations(self) -> list[Any]:
        """The live, public places where this clinician sees patients, in tree order, ready for cards."""
        chosen = self.locations.all()
        if not isinstance(chosen, models.QuerySet):  # A preview: the choices are not stored yet.
            places = apps.get_model("locations.LocationPage").objects
            chosen = places.filter(pk__in=[place.pk for place in chosen])
        return list(chosen.for_cards())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `certifications`, `locations`, and Florida's statement, once for all claims that need it.

        `some_recognized`: other claims beside those need none, so the ones that do are marked.
        """
        statements = [item.florida_statement for item in self.listed_certifications]
        return {
            **super().get_context(request, *args, **kwargs),
            "certifications": self.listed_certifications,
            "florida_statement": next(filter(None, statements), ""),
            "some_recognized": not all(statements),
            "locations": self.listed_locations,
        }

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the node of the person."""
        return [*super().structured_data(request), *clinician_nodes(self)]

    def missing_facts(self) -> list[tuple[str, Any]]:
        """What staff must still fill in before launch, as (field, words)."""
        certifications = self.listed_certifications
        # Asked of the table itself: the cluster would read each place with its hours.
        places = ClinicianPage.locations.through.objects
        words_of_name = self.title.removeprefix(self.honorific).split() if self.honorific else self.title.split()
        facts = [
            ("title", len([word for word in words_of_name if word.rstrip(".") != "Dr"]) > 1, _("Full name")),
            ("credentials", self.credentials, _("Letters after the name")),
            ("license_number", self.license_number, _("License number")),
            ("npi", self.npi, _("NPI")),
            ("certifications", certifications, _("Board certifications")),
            (
                "certifications",
                all(item.board_name for item in certifications),
                _("The name of the board behind each certification"),
            ),
            ("main_image", self.main_image_id, _("Portrait")),
            ("locations", places.filter(clinicianpage=self.pk).exists(), _("Where the clinician sees patients")),
        ]
        return [(field, words) for field, known, words in facts if not known]
