"""Questions that patients ask about ketamine therapy, with short answers.

What only the clinic knows has no answer yet: such a question is not on the page, and stands on the launch list.
"""

from home.starter.blocks import NOT_KNOWN, Block, emergency, faq, heading, request_appointment

SLUG = "questions"
TITLE = "Questions patients ask"
SEO_TITLE = "Ketamine therapy: questions patients ask"
SEARCH_DESCRIPTION = (
    "Does it hurt? How long is a visit? Can I drive home? Does insurance pay? Short answers about ketamine therapy "
    "for pain, with sources."
)
INTRODUCTION = "Short answers about ketamine therapy for pain. If yours is not here, ask us when we call you back."
LISTING_SUMMARY = "What it feels like, how long it takes, driving, risks, cost."

BODY: list[Block] = [
    heading("Before you come"),
    faq(
        "",
        (
            "What happens after I send a request?",
            "We contact you to find a time. You are not booked until we have agreed on a time with you.",
        ),
        ("How soon will I hear from you?", NOT_KNOWN),
        ("Do I need a referral from another doctor?", NOT_KNOWN),
        ("Is there an age limit?", NOT_KNOWN),
        (
            "What happens at the first visit?",
            (
                "You and Dr. Tilak talk about your pain, your health, your medicines, the risks and other choices. "
                "Then you decide together. Not everyone should have ketamine. See [your visit, step by "
                "step](/therapy/your-visit/)."
            ),
        ),
        (
            "Can someone come with me?",
            (
                "Please have someone who takes you home, because you must not drive. Ask us whether they can stay with "
                "you during the treatment."
            ),
        ),
        (
            "How do I cancel or change my request?",
            (
                "You get a reference when you send it. With that, you can change or cancel it on the page where you "
                "[request an appointment](/request-an-appointment/)."
            ),
        ),
        ("What if I cancel late or miss a visit?", NOT_KNOWN),
    ),
    heading("The treatment"),
    faq(
        "",
        (
            "Does the injection hurt?",
            "It can hurt for a moment. The label also names pain and a rash where the needle went in. [@ketalar-label]",
        ),
        (
            "What does it feel like?",
            (
                "People often feel far away, light, or cut off from their body. Some see vivid images, and some feel "
                "dizzy, confused or sick. On the label for anesthesia, where doses are much higher, such reactions are "
                "given for about 12 in 100 patients. [@ketalar-label] Tell us what you feel. We can space the next "
                "dose or leave it out."
            ),
        ),
        (
            "How long does a whole visit take?",
            (
                "With two doses, plan about an hour and a half: 15 to 30 minutes between the doses, then about an hour "
                "while we watch over you. More doses take longer. Your first visit also has the talk with Dr. Tilak."
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
    ),
    heading("Results"),
    faq(
        "",
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
            "What if it does not work for me?",
            (
                "Then there is no reason to go on. Tell us how you feel after each treatment, so that we can decide "
                "together."
            ),
        ),
    ),
    heading("Safety"),
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
            "Who should not have ketamine?",
            (
                "Experts name these reasons for caution: heart disease or blood pressure that is not under control, "
                "pregnancy, active psychosis and severe liver disease. They also name raised pressure in the eye or in "
                "the brain, and a drug or alcohol problem now. [@cohen-2018] See [safety and risks](/therapy/safety/)."
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
    ),
    heading("Cost"),
    faq(
        "",
        (
            "What does it cost?",
            (
                "Your price depends on how many treatments you have. We keep it lower than other clinics do. Ask for "
                "your own price in writing before you decide. See [cost and insurance](/cost-and-insurance/)."
            ),
        ),
        (
            "Does insurance pay?",
            (
                "Most insurance does not cover ketamine therapy. See [cost and insurance](/cost-and-insurance/) for "
                "what to ask."
            ),
        ),
        ("How can I pay?", NOT_KNOWN),
        ("Can I get a refund?", NOT_KNOWN),
    ),
    emergency(),
    request_appointment(),
]
