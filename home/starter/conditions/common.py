"""What all condition pages share: the shape of their data, and what must be the same everywhere, such as risks."""

from dataclasses import dataclass, field

from home.starter.blocks import Block, callout, emergency, heading, request_appointment, text
from home.starter.markup import bullets, rich


@dataclass(frozen=True)
class Condition:
    """The starter data of one ConditionPage. Texts in rich HTML come from ``markup.rich``."""

    slug: str
    title: str
    seo_title: str
    search_description: str
    summary: str
    listing_summary: str
    symptoms: str
    usual_treatments: str
    how_it_may_help: str
    evidence_level: str
    evidence: str
    risks: str
    who_should_not: str
    # How patients put it, where the title is a medical name.
    everyday_name: str = ""
    other_names: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    body: list[Block] = field(default_factory=list)


COCHRANE = (
    "A Cochrane review from 2025 pooled 67 trials of chronic pain that is not from cancer, with 2,309 adults. "
    "It found no clear benefit for pain, and more unwanted effects when ketamine was given through a vein. It "
    "rated how sure we can be as low to very low. [@cochrane-2025]"
)
CLEVELAND = (
    "In a clinic study of 1,034 people with chronic pain that had resisted other treatment, between 20% and 46% "
    "had a real improvement on at least some measures. There was no group without ketamine to compare with. "
    "[@tankha-2025]"
)
ROUTE = (
    "Most studies gave ketamine through a vein, often for hours. We give it as an injection into a muscle. "
    "Results may not be the same. [How the two compare](/therapy/injection-or-iv/)."
)
OFF_LABEL = "The FDA has approved ketamine for anesthesia, not for pain. This use is off-label. [@ketalar-label]"


def risks(*specific: str) -> str:
    """Return the risks of ketamine, with what matters most for this condition first."""
    return rich(
        *specific,
        bullets(
            "Feeling cut off from your body or the world, vivid dreams, confusion. [@ketalar-label]",
            "A rise in blood pressure and pulse; nausea. [@ketalar-label]",
            "Slower breathing, misuse, and mental health problems. The FDA has warned about these. [@fda-2023]",
            "Bladder problems with long-term use. [@ketalar-label]",
            "No driving or risky activity for 24 hours. [@mayo-ketamine]",
        ),
        "We monitor you closely for about an hour after each treatment.",
    )


def who_should_not(*specific: str) -> str:
    """Return who should be careful with ketamine or should not have it, with what this condition adds."""
    return rich(
        "Experts name these reasons for caution: [@cohen-2018]",
        bullets(
            "heart disease or blood pressure that is not under control",
            "pregnancy",
            "active psychosis, such as hearing voices",
            "severe liver disease",
            "raised pressure in the eye or in the brain",
            "a drug or alcohol problem now.",
        ),
        *specific,
        "Tell us about every medicine you take. Do not stop one without the person who prescribed it.",
    )


def closing(questions: tuple[str, ...], urgent: tuple[str, ...], mood: str = "") -> list[Block]:
    """Return the end of a condition page: questions to ask, mood where it matters, urgent signs, the next step."""
    blocks = [
        heading("Questions to ask us"),
        text(bullets(*questions, "What would it cost me, in writing, before I start?")),
    ]
    if mood:
        blocks.append(callout("information", "Pain and mood", mood))
    return [*blocks, emergency(*urgent), request_appointment("Talk to us about your pain")]
