"""The components of all rooms for the style guide, each in every state it can be in, with made-up facts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from appointments.request_form import RequestForm
from core.notices.models import Severity
from core.notices.showing import ShownNotice, Words
from core.pages.blocks import ContentsEntry
from core.pages.models import Breadcrumb
from core.pages.style_guide import Part
from core.pictures.models import ClinicImage
from locations.finder import Finder
from locations.models import HoursException, LocationPage, OpeningPeriod
from news.models import CoverageKind
from therapy.models import EvidenceLevel

NOWHERE = "#style-guide"


@dataclass
class Card:
    """What the template of a card reads from a page."""

    title: str
    summary: str = ""
    main_image: ClinicImage | None = None
    url: str = NOWHERE
    slug: str = "style-guide"
    evidence_level: str = ""

    @property
    def get_evidence_level_display(self) -> str:
        """The word for the strength of the evidence."""
        return str(EvidenceLevel(self.evidence_level).label)

    def get_listing_summary(self) -> str:
        """The words below the title."""
        return self.summary


@dataclass
class Portrait(Card):
    """What the template of a clinician's card reads from a page."""

    title: str = "Dr. A. Example"
    job_title: str = ""

    @property
    def display_name(self) -> str:
        """The name."""
        return self.title


def _photographs() -> list[Part]:
    """The places of photographs, filled with the library's newest picture and empty: then nothing is left of them."""
    picture = ClinicImage.objects.order_by("-pk").first()

    def states(template: str, filled: dict[str, Any], empty: dict[str, Any]) -> list[dict[str, Any] | SafeString]:
        missing = format_html("<p>{}</p>", _("The library has no picture yet. Add one to see it here."))
        alone = format_html("<p>{}</p>{}", _("Without a photograph:"), SafeString(render_to_string(template, empty)))
        return [filled if picture else missing, alone]

    def doctor(image: ClinicImage | None) -> dict[str, Any]:
        clinician = SimpleNamespace(main_image=image, live=False, title="Dr. A. Example")
        text = _("Two or three lines say what the page is about, so that nobody has to open it to find out.")
        return {"value": {"title": _("Your doctor"), "text": text, "clinician": clinician}}

    photo = SimpleNamespace(value={"image": picture, "caption": _("The waiting room")})
    card, rooms = "locations/components/clinician_card.html", "locations/components/photos.html"
    section = "home/blocks/doctor.html"
    return [
        Part(_("Portrait on the home page"), section, states(section, doctor(picture), doctor(None))),
        Part(
            _("Portrait in a list"),
            card,
            states(card, {"card": Portrait(main_image=picture)}, {"card": Portrait(main_image=None)}),
        ),
        Part(_("Photographs of a place"), rooms, states(rooms, {"photos": [photo, photo]}, {"photos": []})),
    ]


def _place() -> LocationPage:
    """A place with every fact, never saved."""
    place = LocationPage(
        title="Springfield",
        street_address="742 Evergreen Terrace",
        city="Springfield",
        postal_code="32206",
        landmark=_("near the courthouse"),
        phone="+19045550123",
        by_appointment_only=True,
    )
    place.hours.set([OpeningPeriod(weekday=7, opens=time(8), closes=time(17))])  # Monday to Friday
    place.exceptions.set([HoursException(date_from=date(2099, 11, 26), note=_("Thanksgiving"))])
    return place


def _location_card(place: LocationPage, **more: Any) -> SimpleNamespace:
    facts = ("title", "landmark", "street_address", "address_lines", "phone", "phone_display", "directions_url")
    known = {name: getattr(place, name) for name in (*facts, "hours_data")}
    return SimpleNamespace(**known, url=NOWHERE, **more)


def _news(**more: Any) -> SimpleNamespace:
    return SimpleNamespace(
        title=_("A study of a few patients, and what it can and cannot tell"),
        get_listing_summary=_("Our summary, in a sentence or two."),
        outlet="The Daily Record",
        url=NOWHERE,
        **{"date_precision": "day", **more},
    )


def style_guide_parts() -> list[Part]:
    """Return every component with the contexts that show its states."""
    place = _place()
    bare = LocationPage(title="Shelbyville")
    long_title = _("A title so long that it needs several lines wherever it stands, even on the widest of screens")
    summary = _("Two or three lines say what the page is about, so that nobody has to open it to find out.")
    form = RequestForm(data={})
    form.is_valid()
    entries = [ContentsEntry(_("What it is"), "style-guide"), ContentsEntry(_("Risks and side effects"), "style-guide")]
    levels = [SimpleNamespace(evidence_level=level, get_evidence_level_display=level.label) for level in EvidenceLevel]
    review = SimpleNamespace(
        reviewed_by=SimpleNamespace(live=False, title="Dr. A. Example"),
        written_by="B. Example",
        last_reviewed=date(2026, 1, 15),
        next_review=date(2027, 1, 15),
    )
    here = SimpleNamespace(url=NOWHERE)
    choices = {"kind": [("study", CoverageKind.STUDY.label)], "topic": [], "year": [("2025", "2025")]}
    listing = SimpleNamespace(options=choices, selected={"kind": "study"})
    source = {"anchor": "style-guide-reference", "authors": "Example A, Example B", "link": NOWHERE, "dead_since": None}
    reference = SimpleNamespace(
        **source, title=long_title, source="The Daily Record", year=2025, note=_("Our summary, in a sentence or two.")
    )
    notices = [
        ShownNotice(severity, Words(long_title), Words(summary), town, NOWHERE, datetime(2099, 11, 26, 17, tzinfo=UTC))
        for severity, town in zip(Severity, ("", "Springfield", ""), strict=True)
    ]
    trail = [Breadcrumb(str(title), NOWHERE) for title in (_("Home"), _("Conditions"), _("Migraine"))]
    return [
        Part(_("Notices"), "notices/components/site-notices.html", [{"notices": notices}]),
        Part(_("Notices"), "notices/components/place-notices.html", [{"notices": notices}]),
        Part(
            _("Card"), "pages/components/card.html", [{"card": Card(_("Risks"), summary)}, {"card": Card(long_title)}]
        ),
        Part(
            _("Condition"),
            "therapy/components/condition_card.html",
            [{"card": Card(_("Migraine"), summary, slug="migraine", evidence_level="limited")}],
        ),
        Part(
            _("Location"),
            "locations/components/location_card.html",
            [
                {"card": _location_card(place), "distance_words": _("About 5 miles away")},
                {"card": _location_card(bare, listing_summary=_("Nothing else is known of this place yet."))},
            ],
        ),
        Part(
            _("Nearest place"), "locations/components/finder.html", [{"finder": Finder([], "Atlantis"), "page": here}]
        ),
        Part(_("Opening hours"), "locations/components/opening_hours.html", [{"location": place}]),
        Part(
            _("News"),
            "news/components/news_item.html",
            [
                {"card": _news(published_on=date(2025, 10, 5), get_kind_display=CoverageKind.STUDY.label)},
                {
                    "card": _news(
                        published_on=date(2023, 10, 1),
                        date_precision="month",
                        get_kind_display=CoverageKind.PRESS.label,
                    )
                },
                {"card": _news(published_on=None, get_kind_display=CoverageKind.PRESS.label)},
            ],
        ),
        Part(_("Filters"), "news/components/filters.html", [{"listing": listing, "page": here}]),
        Part(_("Evidence"), "therapy/components/evidence.html", [{"page": level} for level in levels]),
        Part(_("Evidence, explained"), "therapy/components/evidence_key.html", [{"levels": list(EvidenceLevel)}]),
        *_photographs(),
        Part(_("Medical review"), "editorial/components/review.html", [{"page": review}]),
        Part(
            _("References"),
            "editorial/components/references.html",
            [{"page": SimpleNamespace(reference_list=[reference])}],
        ),
        Part(_("Breadcrumb"), "design/components/breadcrumbs.html", [{"breadcrumbs": trail}]),
        Part(_("On this page"), "design/components/contents.html", [{"contents": entries}]),
        Part(_("Summary of errors"), "appointments/form/summary.html", [{"form": form}]),
        Part(
            _("Field"),
            "appointments/form/text.html",
            [{"field": RequestForm(prefix="good")["email"], "optional": True}, {"field": form["full_name"]}],
        ),
        Part(_("Choices"), "appointments/form/choices.html", [{"field": form["patient_type"]}]),
    ]
