"""Why the clinic injects into a muscle: its reasons, and what the few studies that compared the ways found."""

from home.starter.blocks import Block, callout, drawing, emergency, facts, heading, request_appointment, text
from home.starter.markup import bullets

SLUG = "injection-or-iv"
TITLE = "Ketamine injection or IV drip"
SEO_TITLE = "Ketamine injection (IM) or IV drip: how they compare"
SEARCH_DESCRIPTION = (
    "Why our clinic gives ketamine as an injection into a muscle and not through a vein, what each way is like, and "
    "what the few studies that compared them found."
)
INTRODUCTION = (
    "We give ketamine as an injection into a muscle (IM). Many clinics give it through a tube in a vein (IV). Both "
    "have downsides and risks, and few studies have compared them."
)
LISTING_SUMMARY = "Why we use a muscle and not a vein, and what the few studies that compared them found."

BODY: list[Block] = [
    heading("Why we use a muscle"),
    text(
        "Many clinics and most studies give ketamine slowly through a tube in a vein. That is an infusion. We give "
        "it as an injection into a muscle. Where we say “infusion”, we mean this injection. These are our "
        "reasons:",
        bullets(
            "IV is cumbersome, and many people find it uncomfortable.",
            "IV needs closer monitoring.",
            "IV carries a risk of fluid extravasation (fluid that leaks into the tissue around the vein) and of "
            "infection.",
            "IM costs less and is more convenient, so patients can afford more treatments.",
            "With IM, doses can be spaced 15 to 30 minutes apart, as the patient prefers.",
        ),
    ),
    drawing(
        "injection",
        "The shoulder muscle of the upper arm is one place for an injection into a muscle. Ask us where yours will be.",
    ),
    heading("Does it work as well?"),
    text(
        "**What we say about results.** Many studies found no significant difference between IM and IV, in "
        "the short or the long term. IM bioavailability, the share of a dose that reaches the blood, is about 95% "
        "by our figure. So a small adjustment gives the same dose.",
        "**What the research says.** The figure usually quoted is 93%. The studies that compared the two are small, "
        "and they were about depression, not pain. In one open trial of 27 people, mood changed about as much with "
        "either way over a short time. [@im-iv-2014] In another, 15 people tried three ways of giving it. Its aim "
        "was to see whether such a study could be done. [@loo-2016] Most studies of pain used a vein, often for "
        "hours or days. [@cohen-2018] Their results may not hold for injections.",
    ),
    facts(
        ("95%", "of an IM dose reaches the blood, by our figure", "", "Our figure; we have no published source for it"),
        ("93%", "is the figure usually quoted", "", "As quoted in medical writing; first source not yet checked"),
        ("27 people", "took part in a trial that compared IM and IV", "im-iv-2014", "Depression, not pain"),
    ),
    heading("Downsides and risks"),
    text(
        "An injection can hurt for a moment, and once it is given it cannot be stopped part way as an IV drip can.",
        "The medicine is the same in both. Common effects are nausea, a rise in blood pressure and feeling cut off "
        "from your body. Long-term use can harm the urinary tract. [@ketalar-label] See "
        "[safety and risks](/therapy/safety/) for more, and for who should be careful.",
    ),
    callout(
        "information",
        "What it is like at our clinic",
        "The doses can be spaced, and we watch over you for about an hour after each treatment. You cannot drive for "
        "24 hours. [@mayo-ketamine]",
    ),
    emergency(),
    request_appointment(),
]
