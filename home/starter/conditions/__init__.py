"""The conditions that the clinic sees patients for, in the clinic's own order, and the text of their index."""

from home.starter.blocks import Block, callout, heading, request_appointment, text
from home.starter.conditions.body import FIBROMYALGIA, RHEUMATOLOGICAL_PAIN, SPINE_PAIN
from home.starter.conditions.common import Condition
from home.starter.conditions.crps import CRPS, RSD
from home.starter.conditions.head_and_cancer import CANCER_PAIN, MIGRAINE
from home.starter.conditions.nerve import NEUROPATHIC_PAIN, POSTHERPETIC_NEURALGIA

CONDITIONS: list[Condition] = [
    FIBROMYALGIA,
    NEUROPATHIC_PAIN,
    SPINE_PAIN,
    RHEUMATOLOGICAL_PAIN,
    CRPS,
    RSD,
    MIGRAINE,
    POSTHERPETIC_NEURALGIA,
    CANCER_PAIN,
]

TITLE = "Conditions"
SEO_TITLE = "Chronic pain conditions we see patients for"
SEARCH_DESCRIPTION = (
    "Nine kinds of chronic pain that we see patients for, from fibromyalgia and CRPS to migraine and cancer "
    "pain, each with its evidence, risks and usual care."
)
INTRODUCTION = (
    "These are the kinds of chronic pain that we see patients for. Each page says what usually helps first, "
    "what ketamine may do, how strong the evidence is, and what the risks are."
)
LISTING_SUMMARY = "Nine kinds of chronic pain, each with what usually helps first, the evidence and the risks."
BODY: list[Block] = [
    heading("How to read these pages"),
    text(
        "Being on this list does not mean that ketamine is known to work for a condition. It means that we "
        "see people who have it. Moderate evidence, the strongest here, is there only for CRPS, also called RSD.",
        "Our words for the evidence follow a guideline by pain experts from 2018 and a large review from 2025. "
        "You can find both on the page about [results](/therapy/results/).",
    ),
    callout(
        "information",
        "The FDA has not approved ketamine for pain",
        "Ketamine is approved for anesthesia. Any use for pain is off-label. It has risks, and it is not for "
        "everyone. Try the usual treatments first.",
    ),
    request_appointment("Not sure whether this is for you?"),
]
