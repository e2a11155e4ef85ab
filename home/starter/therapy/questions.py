"""Questions that patients ask about ketamine therapy, with short answers."""

from home.starter.blocks import Block, emergency, faq, request_appointment

SLUG = "questions"
TITLE = "Questions patients ask"
SEO_TITLE = "Ketamine therapy: questions patients ask"
SEARCH_DESCRIPTION = (
    "Can I drive home? How many treatments? Does insurance pay? What are the risks? Short answers about ketamine "
    "therapy for pain, with sources."
)
INTRODUCTION = "Short answers about ketamine therapy for pain. If yours is not here, ask us when we call you back."
LISTING_SUMMARY = "Driving, other medicines, how many treatments, risks, insurance."

BODY: list[Block] = [
    faq(
        "",
        (
            "Is ketamine approved for pain?",
            "No. The FDA has approved it for anesthesia only. [@ketalar-label] Using it for pain is off-label.",
        ),
        (
            "What are the risks and side effects?",
            (
                "Common ones are nausea, a rise in blood pressure and feeling cut off from your body. Long-term use "
                "can harm the urinary tract. [@ketalar-label] See [safety and risks](/therapy/safety/)."
            ),
        ),
        (
            "How soon might I feel something?",
            "In our experience, many patients notice a change within a few hours, up to a day. Some notice none.",
        ),
        (
            "How long does relief last?",
            (
                "In our experience, a few days to a few weeks after a first treatment, and weeks to months after "
                "several. In one trial of people with CRPS, the effect of a four-day IV infusion had faded by week 12. "
                "[@sigtermans-2009]"
            ),
        ),
        (
            "How many treatments would I need?",
            (
                "Our usual plan is weekly for 6 to 8 weeks, then boosters monthly or less often, as needed. "
                "You decide after each one whether to go on."
            ),
        ),
        (
            "Can I keep taking my other medicines?",
            (
                "In our experience, it can be combined with prescribed medicines and with psychotherapy. "
                "Bring a full list. Some medicines may not go well with it, and the doctor needs to know them all."
            ),
        ),
        (
            "Can I drive home?",
            "No. Do not drive or do anything risky for 24 hours. [@mayo-ketamine] Please arrange a ride.",
        ),
        (
            "Is an injection as good as an IV drip?",
            (
                "We think so. The studies are small and were about depression, not pain. See "
                "[injection or IV drip](/therapy/injection-or-iv/)."
            ),
        ),
        (
            "Can I become dependent on ketamine?",
            (
                "Ketamine can be misused. [@fda-2023] That is one reason why we give every dose at the clinic. Tell us "
                "if you have, or had, a problem with drugs or alcohol."
            ),
        ),
        (
            "Will I be able to stop opioids?",
            (
                "Nobody can promise that. Some of our patients lowered their dose and some later "
                "stopped. Never change a dose without the person who prescribes it."
            ),
        ),
        (
            "What if it does not work for me?",
            (
                "Then there is no reason to go on. Tell us how you feel after each treatment, so that we can decide "
                "together."
            ),
        ),
        (
            "Does insurance pay?",
            (
                "Most insurance does not cover ketamine therapy. See [cost and insurance](/cost-and-insurance/) for "
                "what to ask."
            ),
        ),
    ),
    emergency(),
    request_appointment(),
]
