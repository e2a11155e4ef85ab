"""The home page: what, where, the next step, and then one section for each thing that a patient wants to know."""

from home.starter.blocks import Block, link, request_appointment, section

TITLE = "Home"
SEO_TITLE = "Ketamine therapy for chronic pain in Jacksonville, FL"
SEARCH_DESCRIPTION = (
    "Ketamine injections (IM) for chronic pain, in Jacksonville near the Avenues Mall and at Middleburg / Orange Park, "
    "Florida: how it works, risks, cost."
)
# The places themselves stand below it, each with its name.
HERO_TITLE = "Ketamine therapy for chronic pain in Northeast Florida"
INTRODUCTION = (
    "We treat lasting pain with ketamine, given as an injection into a muscle, and we stay with you. It may help "
    "when other treatments have not."
)

BODY: list[Block] = [
    section(
        "why",
        "What you can expect of us",
        more=link("About us", "/about/"),
        reasons=[
            {
                "title": "A doctor who decides with you",
                "text": "Not everyone should have ketamine. Dr. Tilak finds out together with you whether you should.",
            },
            {
                "title": "An injection, no IV line",
                "text": (
                    "You get ketamine in a muscle (IM), with no tube in a vein. We find this more "
                    "comfortable, and it costs less. Studies that compare the two are small."
                ),
            },
            {
                "title": "Straight words",
                "text": (
                    "Ketamine is not approved for pain, and the evidence is weak for most conditions. Each page "
                    "shows the risks next to the benefits, with sources."
                ),
            },
        ],
    ),
    section(
        "conditions",
        "What we see patients for",
        "Each page: what usually helps first, the evidence, the risks.",
        more=link("All conditions", "/conditions/"),
    ),
    section(
        "how_it_works",
        "How a visit goes",
        more=link("About ketamine therapy", "/therapy/"),
        steps=[
            {
                "title": "You request an appointment",
                "time": "A few minutes",
                "text": "<p>Tell us how to reach you and where you want to be seen.</p>",
            },
            {
                "title": "You and Dr. Tilak decide",
                "time": "Before treatment",
                "text": "<p>You talk about your pain, your health, the risks and your other choices.</p>",
            },
            {
                "title": "You have the injection",
                "time": "Doses 15 to 30 minutes apart",
                ("text"): (
                    "<p>It goes into a muscle. You choose the pace. Medicine for nausea or nerves can be given if "
                    "needed.</p>"
                ),
            },
            {
                "title": "We watch over you",
                "time": "About an hour",
                ("text"): (
                    "<p>You rest while we monitor you closely. Nausea, a rise in blood pressure and feeling far away "
                    "are common.</p>"
                ),
            },
            {
                "title": "Someone takes you home",
                "time": "24 hours without driving",
                "text": "<p>Please arrange a ride first.</p>",
            },
        ],
    ),
    section(
        "doctor",
        "Your doctor",
        "Dr. Tilak and his dedicated team look after you. He has been in practice for more than 30 years.",
        clinician="/about/dr-tilak/",
    ),
    section(
        "locations",
        # The cards below name the places, so that this stays true when one comes or goes.
        "Where to find us",
        more=link("Find the nearest place", "/locations/"),
    ),
    section(
        "cost",
        "Cost and insurance",
        "Most insurance does not cover ketamine therapy, and the cost keeps many people away. We "
        "keep our price lower than other clinics do. Ask us for yours in writing before you start.",
        more=link("What to ask about cost", "/cost-and-insurance/"),
    ),
    section(
        "latest_news",
        "Ketamine in the news",
        "Praise and criticism alike.",
        more=link("All reports", "/news/"),
    ),
    request_appointment("Ready to talk about your pain?"),
]
