"""What a visit is like: before, during and after, what it feels like, how long to plan and how often people come."""

from home.starter.blocks import Block, callout, drawing, emergency, heading, request_appointment, steps, text
from home.starter.markup import bullets

SLUG = "your-visit"
TITLE = "Your visit, step by step"
SEO_TITLE = "Your ketamine visit: what happens and what it feels like"
SEARCH_DESCRIPTION = (
    "A ketamine injection for pain, step by step: what it feels like, how long to plan, what to bring, who may come "
    "along, driving, and how often people come."
)
INTRODUCTION = (
    "What happens from your first request to the day after, how long it takes, and what it can feel like. You can "
    "stop at any point."
)
LISTING_SUMMARY = "What happens, what it feels like, how long to plan, and how often people come."

BODY: list[Block] = [
    heading("From your request to the day after"),
    steps(
        (
            "You request an appointment",
            "A few minutes",
            "Use the [request form](/request-an-appointment/) and choose the place that suits you.",
        ),
        (
            "You and Dr. Tilak decide",
            "Before treatment",
            (
                "Not everyone should have ketamine. Bring a list of all your medicines and health problems. The "
                "risks and the other choices are part of this talk."
            ),
        ),
        (
            "You have the injection",
            "Doses 15 to 30 minutes apart",
            (
                "The medicine goes into a muscle. Doses can be spaced 15 to 30 minutes apart, as you prefer. A "
                "small dose of a benzodiazepine (a calming medicine) or an anti-nausea medicine can be given if "
                "needed."
            ),
        ),
        (
            "We watch over you",
            "About an hour",
            "We monitor you closely for about an hour after each treatment.",
        ),
        (
            "You go home with someone",
            "24 hours without driving",
            "Do not drive or do anything risky for 24 hours. [@mayo-ketamine] Arrange a ride before you come.",
        ),
        (
            "You notice what changes",
            "Hours to a day",
            (
                "In our experience, many patients notice a distinct improvement within a few hours, up to a day. "
                "Some function better from day to day before the pain itself eases. Some notice nothing."
            ),
        ),
    ),
    heading("How long to plan"),
    drawing("visit", "A visit with two doses."),
    text(
        "With two doses, plan about an hour and a half from the first injection: 15 to 30 minutes between the "
        "doses, then about an hour while we watch over you. More doses take longer. Your first visit also has "
        "the talk with Dr. Tilak. Keep the rest of the day free.",
    ),
    heading("What it feels like"),
    text(
        "An injection can hurt for a moment. Then people often feel far away, light, or cut off from their body. Some "
        "see vivid images, and some feel dizzy, confused or sick. On the label for anesthesia, where doses are much "
        "higher, such reactions are given for about 12 in 100 patients. They are less common with an injection into a "
        "muscle. [@ketalar-label] Tell us what you feel. We can space the next dose or leave it out.",
    ),
    heading("What to bring"),
    text(
        bullets(
            "a list of all medicines you take, with doses",
            "a list of your health problems and past treatments for pain",
            "the name and phone number of your other doctors",
            "someone who can take you home.",
        ),
    ),
    heading("How long it lasts, and how often people come"),
    text(
        "In our experience, the effect of a first treatment usually lasts from a few days to a few weeks. It "
        "depends on how severe the condition is. For longer relief, our usual plan is:",
        bullets(
            "weekly treatments for 6 to 8 weeks",
            "then boosters, monthly or less often, as needed.",
        ),
        "Your own plan is decided with you. In a study of 1,034 patients of a clinic that uses a drip, most completed "
        "a set of five infusions. [@tankha-2025] The studies do not tell us which schedule of injections to choose.",
    ),
    heading("If you take opioids"),
    text(
        "In our experience, patients on long-term opioids have been able to lower their dose, and some could later "
        "stop. "
        "We have no published source for this.",
    ),
    callout(
        "caution",
        "Do not change your opioid dose on your own",
        "Cutting down too fast can be dangerous. Only change a dose together with the person who prescribes it.",
    ),
    heading("Risks"),
    text(
        "Nausea, a rise in blood pressure and feeling far away are common. Some risks are serious. Please read "
        "[safety and risks](/therapy/safety/) before you come.",
    ),
    emergency(
        "After a treatment, call 911 for trouble breathing, chest pain, a seizure, or if someone cannot be woken.",
    ),
    request_appointment(),
]
