"""The two locations and Dr. Tilak. What the clinic has not told (address, phone, hours, boards) stays empty."""

from dataclasses import dataclass, field

from home.starter.blocks import Block, heading, request_appointment, text
from home.starter.markup import bullets, rich

INDEX_TITLE = "Locations"
INDEX_SEO_TITLE = "Locations in Jacksonville and Middleburg / Orange Park, FL"
INDEX_SEARCH_DESCRIPTION = (
    "IM ketamine therapy in Northeast Florida: in Jacksonville, near the Avenues Mall, and at Middleburg / Orange "
    "Park. Find the place that suits you."
)
# The list below names the places, so that this stays true when one comes or goes.
INDEX_INTRODUCTION = "You can see us in Northeast Florida. Choose the place that is easiest for you to reach."
INDEX_LISTING_SUMMARY = "Jacksonville, near the Avenues Mall, and Middleburg / Orange Park."
INDEX_BODY: list[Block] = [
    heading("The same at every place"),
    text(
        "Wherever you come, you get ketamine as an injection into a muscle. We monitor you closely for about an "
        "hour after each treatment. Have someone who can take you home, because you must not drive for 24 hours.",
        "We are not an emergency room. In an emergency, call 911.",
    ),
    request_appointment("Would you like to see us?"),
]


@dataclass(frozen=True)
class Place:
    """The starter data of one LocationPage."""

    slug: str
    title: str
    # Empty: the clinic names two towns, and has not said in which of them the building is.
    city: str
    landmark: str
    seo_title: str
    search_description: str
    introduction: str
    listing_summary: str
    directions: str
    body: list[Block] = field(default_factory=list)


_FIRST_VISIT: list[Block] = [
    heading("Before you come"),
    text(
        "Please bring:",
        bullets(
            "a list of all medicines you take, with doses",
            "a list of your health problems and past treatments for pain",
            "the name and phone number of your other doctors",
            "someone to take you home, as you must not drive for 24 hours after a treatment.",
        ),
        "With two doses, plan about an hour and a half from the first injection; your first visit also has the talk "
        "with Dr. Tilak. Keep the rest of the day free. Read more about [your visit, step by "
        "step](/therapy/your-visit/).",
    ),
]

PLACES: list[Place] = [
    Place(
        slug="jacksonville",
        title="Jacksonville",
        city="Jacksonville",
        landmark="near the Avenues Mall",
        seo_title="Ketamine therapy in Jacksonville, FL, near the Avenues Mall",
        search_description=(
            "IM ketamine therapy for chronic pain in Jacksonville, Florida, near the Avenues Mall. What to bring and "
            "how to ask for a visit."
        ),
        introduction=(
            "Here in Northeast Florida we treat chronic pain with ketamine, given as an injection into a muscle (IM)."
        ),
        listing_summary="Near the Avenues Mall",
        directions=rich(
            "Use the Avenues Mall as your landmark. When we confirm your visit, ask us for the way to the door.",
        ),
        body=_FIRST_VISIT,
    ),
    Place(
        slug="middleburg-orange-park",
        title="Middleburg / Orange Park",
        city="",
        landmark="",
        seo_title="Ketamine therapy in Middleburg / Orange Park, Florida",
        search_description=(
            "IM ketamine therapy for chronic pain at Middleburg / Orange Park, Florida. What to bring, how long "
            "to plan, and how to ask for a visit."
        ),
        introduction=(
            "Here in Northeast Florida we treat chronic pain with ketamine, given as an injection into a muscle (IM)."
        ),
        # The clinic has named the towns, which are the title, and no landmark.
        listing_summary="",
        directions=rich(
            "When we confirm your visit, ask us for the way to the door from where you live.",
        ),
        body=_FIRST_VISIT,
    ),
]

DOCTOR_TITLE = "Dr. Tilak"
DOCTOR_SLUG = "dr-tilak"
DOCTOR_SEO_TITLE = "Dr. Tilak, pain physician in Northeast Florida"
DOCTOR_SEARCH_DESCRIPTION = (
    "Dr. Tilak gives IM ketamine therapy for chronic pain in Jacksonville and at Middleburg / Orange Park, "
    "Florida: his training, experience and approach."
)
DOCTOR_HONORIFIC = "Dr."
DOCTOR_JOB_TITLE = "Physician"
DOCTOR_INTRODUCTION = (
    "Dr. Tilak and his dedicated team treat people with chronic pain. He has been in practice for more than 30 years."
)
DOCTOR_LISTING_SUMMARY = "More than 30 years in practice."
DOCTOR_CERTIFICATIONS: tuple[str, ...] = ("Internal Medicine", "Interventional Pain Management")
DOCTOR_BODY: list[Block] = [
    heading("Training and experience"),
    text(
        "Dr. Tilak has further training in caring for patients who have complex procedures under "
        "moderate sedation (medicine that makes you calm and drowsy). He has a proven safety record. That is our own "
        "record; no study has looked at it.",
        "You are welcome to ask which board certified him, and when.",
    ),
    heading("His approach"),
    text(
        "Not everyone in pain should have ketamine. So Dr. Tilak talks with you first, about your pain, your health, "
        "the risks and your other choices, and then you decide together. Proper patient selection matters to him.",
        "We believe that his training lets him predict the likely degree of improvement, before and during "
        "therapy. No doctor can be sure of a result, and the studies we cite describe no sure way to tell.",
        "He and his team monitor you closely for about an hour after each treatment. Ketamine has risks, such as a "
        "rise in blood pressure, nausea and feeling cut off from the world. Please read about [safety and "
        "risks](/therapy/safety/).",
    ),
    request_appointment("Talk with Dr. Tilak about your pain"),
]
