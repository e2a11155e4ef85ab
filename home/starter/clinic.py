"""Clinic-wide settings of the starter site. Name, phone, e-mail and logo are not known and stay empty."""

from home.starter.markup import rich

TAGLINE = "Ketamine therapy for chronic pain in Jacksonville and Middleburg / Orange Park, Florida"
FOOTER_TEXT = rich("[Privacy](/privacy/). [Accessibility](/accessibility/).")
EMERGENCY_TITLE = "In an emergency, call 911"
EMERGENCY_TEXT = rich(
    "Call 911 if a life is in danger. If you or someone you know is thinking about suicide or self-harm, call or text "
    "988, the Suicide & Crisis Lifeline, at any hour. Nobody reads requests around the clock.",
)
OFF_LABEL_STATEMENT = rich(
    "The FDA has approved ketamine as an anesthetic. It has not approved ketamine for chronic pain or for any "
    "mental health condition. Our use is “off-label”: a doctor may decide that it fits a patient. It may help some "
    "people. It does not help everyone, and it has risks.",
)
MEDICAL_DISCLAIMER = rich(
    "This website gives general information. It does not replace advice from a health professional who knows you. "
    "Results differ from person to person, and none is promised. [Read the full disclaimer](/medical-disclaimer/).",
)
