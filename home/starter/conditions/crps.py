"""Complex regional pain syndrome, and reflex sympathetic dystrophy (the older name for its type I)."""

from home.starter.conditions.common import (
    CLEVELAND,
    COCHRANE,
    OFF_LABEL,
    ROUTE,
    Condition,
    closing,
    risks,
    who_should_not,
)
from home.starter.markup import bullets, rich

_TRIAL = (
    "In one trial, 60 people with CRPS type I had ketamine or placebo through a vein for four days. Pain was "
    "lower for weeks with ketamine. They could not do more with the limb, and the difference faded by week 12. "
    "[@sigtermans-2009]"
)

CRPS = Condition(
    slug="crps",
    title="Complex regional pain syndrome (CRPS)",
    everyday_name="CRPS: pain that stays after an injury",
    seo_title="CRPS and ketamine: evidence, risks and what to expect",
    search_description=(
        "Complex regional pain syndrome in plain words: signs, usual treatment first, what studies of ketamine "
        "for CRPS found, risks, and who should be careful."
    ),
    other_names=(
        "CRPS",
        "CRPS type I",
        "CRPS type II",
        "Reflex sympathetic dystrophy",
        "RSD",
        "Causalgia",
        "Sudeck’s atrophy",
    ),
    summary=(
        "CRPS is strong, lasting pain in an arm or a leg. It most often starts after an injury or surgery, and "
        "it is far worse than the injury would explain. It is the condition for which ketamine has the most evidence."
    ),
    listing_summary="Strong, lasting pain in an arm or leg after an injury. The most studied use of ketamine for pain.",
    symptoms=rich(
        "CRPS most often affects a hand, an arm, a foot or a leg. Signs can come and go. They include:",
        bullets(
            "burning or stabbing pain that does not fade as the injury heals",
            "pain from a light touch, such as a bed sheet or a sock",
            "skin that changes color or feels hotter or colder than the other side",
            "swelling, or more or less sweat than usual",
            "stiff joints, weak muscles, shaking",
            "changes in how hair and nails grow.",
        ),
        "Type I comes without a known nerve injury. Its older name is "
        "[reflex sympathetic dystrophy (RSD)](/conditions/rsd/). Type II comes after a known nerve injury.",
    ),
    usual_treatments=rich(
        "Early care matters most. Treatment often starts with:",
        bullets(
            "physical and occupational therapy, to keep the limb moving",
            "pain medicines, and medicines that calm nerve pain",
            "mirror therapy and other ways to retrain the brain",
            "help with sleep, stress and mood",
            "nerve blocks or a spinal cord stimulator for some people.",
        ),
        "Keep up with physical therapy, whatever else you choose.",
    ),
    how_it_may_help=rich(
        "In CRPS, nerves and brain seem to keep the pain alarm switched on. Ketamine blocks the NMDA receptor, "
        "which takes part in this alarm. The hope is to turn it down long enough for you to move and exercise.",
        "We see people with CRPS. In our experience, some function better from day to day before the pain "
        "itself eases.",
        OFF_LABEL,
    ),
    evidence_level="moderate",
    evidence=rich(
        "A guideline by pain experts found moderate evidence that ketamine through a vein can ease CRPS, for up to "
        "12 weeks. It found this for no other kind of chronic pain. [@cohen-2018]",
        _TRIAL,
        "Not all reviews agree. " + COCHRANE,
        ROUTE,
    ),
    risks=risks("In the CRPS studies, people had much ketamine over several days and were watched the whole time."),
    who_should_not=who_should_not(),
    related=("rsd", "neuropathic-pain", "postherpetic-neuralgia"),
    body=closing(
        (
            "Have I tried enough physical therapy first?",
            "How will we tell whether it helps: pain, sleep, or what I can do with the limb?",
            "When would we stop?",
        ),
        ("Call your doctor the same day for fever, spreading redness, or a limb that turns pale and cold.",),
    ),
)

RSD = Condition(
    slug="rsd",
    title="Reflex sympathetic dystrophy (RSD)",
    everyday_name="RSD, the older name for CRPS",
    seo_title="RSD (now CRPS type I) and ketamine: what to know",
    search_description=(
        "RSD is the older name for CRPS type I. What the name means, how the pain shows itself, what helps "
        "first, and what is known about ketamine and its risks."
    ),
    other_names=(
        "RSD",
        "RSDS",
        "Reflex sympathetic dystrophy syndrome",
        "CRPS type I",
        "CRPS 1",
        "Complex regional pain syndrome type I",
    ),
    summary=(
        "Reflex sympathetic dystrophy is the older name for complex regional pain syndrome (CRPS) type I. If "
        "you were told you have RSD, you have the same condition. We list both names because many people still "
        "use the old one."
    ),
    listing_summary="The older name for CRPS type I. Same condition, same care, same evidence.",
    symptoms=rich(
        "The signs are those of CRPS type I. In one limb, most often after a sprain, a break, a cast or surgery, "
        "you may have:",
        bullets(
            "burning pain that is far worse than the injury would explain",
            "skin that hurts when it is barely touched",
            "a hand or foot that looks red, blue or blotchy, or feels hot or cold",
            "swelling and stiffness",
            "shaking, weakness, or trouble starting to move.",
        ),
        "The name was changed because the “sympathetic” nerves do not explain the pain in everyone. You can read "
        "more on our page about [complex regional pain syndrome](/conditions/crps/).",
    ),
    usual_treatments=rich(
        "Treatment is the same under both names, and it works better when it starts early:",
        bullets(
            "movement and physical therapy, step by step",
            "medicines for pain and for nerve pain",
            "learning how to pace yourself, sleep, and cope with stress",
            "nerve blocks, when a pain doctor thinks that they fit.",
        ),
    ),
    how_it_may_help=rich(
        "Ketamine may calm a pain system that has become too alert. It does this in part by blocking the NMDA "
        "receptor. A quieter time can be used to get the limb moving again.",
        "We list RSD on its own among the conditions that we treat, next to CRPS.",
        OFF_LABEL,
    ),
    evidence_level="moderate",
    evidence=rich(
        "Studies today use the name CRPS, so the evidence is the same. Pain experts rate it as moderate, for "
        "ketamine through a vein, for up to 12 weeks. [@cohen-2018]",
        _TRIAL,
        "A large review that put many kinds of chronic pain together found no clear benefit. [@cochrane-2025]",
        CLEVELAND,
        ROUTE,
    ),
    risks=risks("The risks do not depend on which of the two names your doctor uses."),
    who_should_not=who_should_not(),
    related=("crps", "neuropathic-pain"),
    body=closing(
        (
            "My records say RSD. Do I need new tests?",
            "What should I do in physical therapy on the days after a treatment?",
            "How will we tell whether it is worth going on?",
        ),
        ("Call your doctor the same day for fever, spreading redness, or a limb that turns pale and cold.",),
    ),
)
