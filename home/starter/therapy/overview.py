"""The therapy overview: the short answers to what a patient asks first, each with the way to the page with the rest.

What we say of ourselves stands in the first person; what studies say stands in its own sentence, with its source.
"""

from home.starter.blocks import (
    PEOPLE,
    Block,
    callout,
    emergency,
    facts,
    heading,
    request_appointment,
    steps,
    text,
)
from home.starter.markup import bullets

TITLE = "Ketamine therapy"
SEO_TITLE = "IM ketamine therapy for chronic pain: how it works"
SEARCH_DESCRIPTION = (
    "What ketamine is, how an injection may ease chronic pain, what a visit is like, and what studies say about "
    "results and risks. In plain words, with sources."
)
INTRODUCTION = (
    "We use ketamine, in doses far below those for surgery, for pain that has lasted and that other treatments have "
    "not helped. You get it as an injection into a muscle, and we stay with you."
)
LISTING_SUMMARY = "What ketamine is, what a visit is like, and what studies say about results and risks."

BODY: list[Block] = [
    callout(
        "information",
        "The short answer",
        "Ketamine may ease some kinds of chronic pain for days to weeks, and sometimes longer. It does not help "
        "everyone. The proof is moderate for one condition (CRPS) and weak for the rest. Common effects are nausea, a "
        "rise in blood pressure and feeling far away.",
    ),
    heading("What ketamine is"),
    text(
        "Ketamine is a medicine that has long been used to put people to sleep for surgery. The US Food and Drug "
        "Administration (FDA) first approved it in 1970, as an anesthetic. [@icu-review-2018] By law it is a "
        "Schedule III controlled substance.",
        "It acts on switches on nerve cells, and may help the brain form new links between them. Read more about "
        "[how ketamine works](/therapy/how-ketamine-works/).",
        "Hundreds of clinics in the United States and other countries offer ketamine now. It has been covered "
        "widely on television and in the press. We list reports from both sides in [Ketamine in the news](/news/).",
    ),
    callout(
        "information",
        "Our use of ketamine is off-label",
        "The FDA has approved ketamine for anesthesia only. [@ketalar-label] It has not approved ketamine for "
        "chronic pain, or for any mental health condition. Doctors may use an approved medicine in other ways when "
        "they judge that it fits the patient. This is called off-label use.",
    ),
    heading("How a visit goes"),
    steps(
        ("You talk with Dr. Tilak", "Before treatment", "About your pain, your health, the risks and other choices."),
        (
            "You have the injection",
            "Doses 15 to 30 minutes apart",
            "Into a muscle, with no tube in a vein. You choose the pace.",
        ),
        ("We watch over you", "About an hour", "You are monitored closely for about an hour after each treatment."),
        (
            "Someone takes you home",
            "24 hours without driving",
            "Do not drive or do anything risky for 24 hours. [@mayo-ketamine]",
        ),
    ),
    text(
        "Read what it feels like, how long to plan, what to bring and how often people come: [your visit, step by "
        "step](/therapy/your-visit/). Or why we use a muscle and not a vein: [injection or IV "
        "drip](/therapy/injection-or-iv/).",
    ),
    heading("What it may do for you"),
    facts(
        (
            "About 70%",
            "feel significantly better, by our figure",
            "",
            "With proper patient selection; see below",
            PEOPLE,
        ),
        (
            "20% to 46%",
            "had a real improvement on at least some measures",
            "tankha-2025",
            "IV; no comparison group",
            PEOPLE,
        ),
        ("No clear benefit", "for chronic pain in 67 trials", "cochrane-2025", "Low to very low certainty"),
    ),
    text(
        "**In our experience,** many patients notice a distinct improvement within a few hours, up to a day. With "
        "several treatments, results last weeks to months.",
        "**Studies** do not agree with each other, and a large review found no clear benefit for pain. "
        "[@cochrane-2025] "
        "Nobody can promise you a result. Read more about [results, and how sure they are](/therapy/results/).",
    ),
    heading("Risks, and who should not have it"),
    text(
        "Most effects pass within hours. Some are serious: ketamine can slow breathing, it can be misused, and "
        "long-term use can harm the bladder. [@ketalar-label] [@fda-2023] Tell us before treatment if one of these is "
        "true for you: [@cohen-2018]",
        bullets(
            "heart disease or blood pressure that is not under control",
            "you are or may be pregnant",
            "active psychosis, such as hearing voices",
            "severe liver disease, or raised pressure in the eye or in the brain",
            "a drug or alcohol problem now.",
        ),
        "The whole list is under [safety and risks](/therapy/safety/).",
    ),
    emergency(
        "After a treatment, call 911 for trouble breathing, chest pain, a seizure, or if someone cannot be woken.",
    ),
    heading("Good to know before you decide"),
    text(
        bullets(
            "[The conditions we see patients for](/conditions/): what usually helps first, and how strong the evidence "
            "is for each.",
            "[Cost and insurance](/cost-and-insurance/): most insurance does not cover ketamine therapy.",
            "[Questions patients ask](/therapy/questions/): short answers, from driving to opioids.",
        ),
    ),
    request_appointment(),
]
