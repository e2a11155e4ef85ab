"""Safety: what can happen during, after and in the long run, and who should not have ketamine."""

from home.starter.blocks import Block, emergency, heading, request_appointment, text
from home.starter.markup import bullets

SLUG = "safety"
TITLE = "Safety and risks"
SEO_TITLE = "Ketamine therapy: side effects, risks, who should not"
SEARCH_DESCRIPTION = (
    "Side effects and risks of ketamine for pain, during a treatment and in the long run, and who should be careful "
    "or should not have it. With sources."
)
INTRODUCTION = (
    "Ketamine is a strong medicine. Most effects pass within hours, some can be serious. Here is what to know and "
    "what to tell us before a treatment."
)
LISTING_SUMMARY = "Side effects, serious risks, and who should be careful or should not have it."

BODY: list[Block] = [
    heading("What can happen"),
    text(
        "**What we say.** Ketamine has been used as an anesthetic since 1970, in children and adults, at "
        "much higher doses, and has a proven safety record. Our patients are monitored closely for about an hour "
        "after each treatment.",
        "**What the research says.** Use in surgery is well known. Much less is known about repeated use. For mood, "
        "experts found little data on the long run. [@sanacora-2017] These effects are described:",
        bullets(
            "**During and soon after.** Feeling cut off from your body or the world, vivid dreams, confusion or seeing "
            "things. On the label for anesthesia, such reactions are given for about 12 in 100 patients. They are less "
            "common with an injection into a muscle. [@ketalar-label]",
            "**Heart.** A rise in blood pressure and pulse. [@ketalar-label]",
            "**Stomach.** Nausea. [@ketalar-label]",
            "**Breathing.** It can slow down. The FDA has warned about this with compounded ketamine. [@fda-2023]",
            "**Bladder.** Pain or damage to the urinary tract with long-term use. [@ketalar-label]",
            "**Mind and habit.** It can be misused, and it can set off mental health problems. [@fda-2023]",
            "**Thinking and balance.** No driving or risky activity for 24 hours. [@mayo-ketamine]",
        ),
        "The FDA has also warned about ketamine nasal sprays made by pharmacies, and about ketamine used at home. "
        "[@fda-2022] [@fda-2023] We give every dose at the clinic.",
    ),
    emergency(
        "After a treatment, call 911 for trouble breathing, chest pain, a seizure, or if someone cannot be woken.",
    ),
    heading("Who should be careful, or should not have it"),
    text(
        "The experts' guideline names these reasons for caution. [@cohen-2018] Tell us before treatment if one is "
        "true for you:",
        bullets(
            "heart disease or blood pressure that is not under control",
            "you are or may be pregnant",
            "active psychosis, such as hearing voices",
            "severe liver disease",
            "raised pressure in the eye or in the brain",
            "a drug or alcohol problem now.",
        ),
        "Tell us about every medicine you take, too. Do not stop one without the person who prescribed it.",
    ),
    request_appointment(),
]
