"""Plain pages: about the clinic, cost and insurance, privacy, accessibility, medical disclaimer."""

from dataclasses import dataclass

from home.starter.blocks import Block, callout, emergency, heading, page_cards, request_appointment, steps, text
from home.starter.markup import bullets


@dataclass(frozen=True)
class Content:
    """The starter data of one ContentPage."""

    slug: str
    title: str
    seo_title: str
    search_description: str
    introduction: str
    listing_summary: str
    body: list[Block]
    in_menu: bool = False


ABOUT = Content(
    slug="about",
    title="About us",
    seo_title="About our pain clinic and how we write",
    search_description=(
        "Who we are: Dr. Tilak and his team in Northeast Florida, one treatment for chronic pain, and how we keep "
        "this site honest."
    ),
    introduction=(
        "We are a small clinic in Northeast Florida. Dr. Tilak and his dedicated team offer ketamine therapy to "
        "people with chronic pain."
    ),
    listing_summary="Dr. Tilak, his team, and how we keep this site honest.",
    in_menu=True,
    body=[
        heading("What we do"),
        text(
            "We give ketamine as an injection into a muscle, for pain that lasts. Hundreds of clinics in the United "
            "States and other countries offer ketamine now. See [where to find us](/locations/).",
        ),
        page_cards("", "chosen", "/about/dr-tilak/", "/therapy/", "/conditions/"),
        heading("How we write these pages"),
        text(
            "A clinic that offers a treatment is not a neutral judge of it. So we follow a few rules:",
            bullets(
                "What we see ourselves is marked as our experience. Next to it stands what studies say.",
                "Statements from studies carry a source that you can look up.",
                "Risks stand beside benefits.",
                "What is not known is said.",
                "We show no patient stories. One person’s result cannot tell you yours.",
                "[Ketamine in the news](/news/) lists critics as well as supporters.",
            ),
            "When a doctor has checked a page, its foot shows who and when. If you find a mistake, please tell us.",
        ),
        callout(
            "information",
            "Why we are careful",
            "In 2023, researchers found many false or misleading claims on websites of ketamine clinics. [@crane-2023]",
        ),
        request_appointment(),
    ],
)

COST = Content(
    slug="cost-and-insurance",
    title="Cost and insurance",
    seo_title="Cost of ketamine therapy and insurance: what to ask",
    search_description=(
        "Most insurance does not cover ketamine therapy for pain. Why IM costs less than IV, what to ask your "
        "plan, and how to get your price in writing."
    ),
    introduction=(
        "Most insurance does not cover ketamine therapy, and cost keeps many patients away. Here is what "
        "we do about that, and what to ask before you start."
    ),
    listing_summary="Why most plans do not pay, and what to ask before you start.",
    in_menu=True,
    body=[
        heading("What it costs"),
        text(
            "We keep our price lower than other clinics do. We have not made a study of prices, so please ask, "
            "and compare for yourself.",
            "One reason is the way we give it. An injection (IM) costs less than a drip into a vein (IV) and is "
            "more convenient, so patients can afford more treatments. That is our experience.",
            "Your price depends on how many treatments you have. Our usual plan is weekly for 6 to 8 "
            "weeks, then boosters monthly or less often, as needed. Ask for your own price in writing before you "
            "decide.",
        ),
        heading("Does insurance pay?"),
        text(
            "Most insurance does not. Ketamine is not approved for pain, and many plans do not pay for off-label "
            "use. Some may pay for parts of a visit. Only your plan can tell you.",
        ),
        steps(
            (
                "Call the number on your card",
                "",
                "Ask whether ketamine by injection for chronic pain is covered, and for which condition.",
            ),
            ("Ask what else counts", "", "The first visit or lab tests may be covered even when the treatment is not."),
            ("Ask for the answer in writing", "", "Note the date and the name of the person you spoke with."),
            ("Ask us for a written estimate", "", "It should name each treatment, what is included, and when you pay."),
        ),
        heading("Before you pay"),
        text(
            "Think about what you would do if it does not help. Results differ, and nobody can promise one. Relief "
            "may fade, and boosters cost money again. You can stop at any time.",
            "Try what your plan does pay for first. Each page about a [condition](/conditions/) lists the usual "
            "treatments.",
        ),
        request_appointment(
            "Questions about cost?", "Request an appointment, and ask for a written price before any treatment."
        ),
    ],
)

PRIVACY = Content(
    slug="privacy",
    title="Privacy",
    seo_title="Privacy: what this website keeps, and what it does not",
    search_description=(
        "This site sets no tracking cookies and sends nothing to other companies. What happens to an "
        "appointment request, who sees it, and your choices."
    ),
    introduction=(
        "You can read this whole site without telling us who you are. We keep only what you send us when you "
        "request an appointment, and we keep it locked."
    ),
    listing_summary="What this website keeps, and what it does not.",
    body=[
        heading("When you read"),
        text(
            bullets(
                "We set no cookies for visitors who only read.",
                "There are no ads, no trackers, and no fonts, maps or videos that tell other companies about your "
                "visit.",
                "A video loads from another company only after you click on it.",
                "Links to other sites take you away from here. Their own rules then apply.",
            ),
        ),
        heading("What we count"),
        text(
            "We count how often each page is read, and which site people come from, to make this site more useful. "
            "These are sums, and nothing else.",
            bullets(
                "We do not keep your internet address, which browser you use, or anything that says who you are.",
                "We cannot see that two visits were made by the same person.",
                "We count how often a phone number, directions or an e-mail address is tapped, and how many requests "
                "are sent from a page. None of these sums is tied to a request, or to you.",
                "Nobody else gets these sums. After two years only the sum of each month is left.",
                "If your browser asks not to be tracked (“Do Not Track” or “Global Privacy Control”), we do not count "
                "you.",
            ),
        ),
        heading("When you request an appointment"),
        text(
            "We ask for your name, a way to reach you, the place you prefer, and times that suit you. Please do not "
            "send medical details.",
            bullets(
                "Your request is stored in encrypted form, so that it cannot be read without the key.",
                "Only staff who answer requests can open it. Each time one is opened, this is recorded.",
                "The notice that staff get by e-mail holds no details about you.",
                "We use your details to answer your request, and for nothing else.",
                "Requests are deleted after a set time.",
            ),
        ),
        heading("If you let us text or call"),
        text(
            "You choose how we reach you. You can change your mind at any time, and it does not affect your care.",
        ),
        heading("Your rights"),
        text(
            "You can ask what we hold about your request, and ask us to correct or delete it. If you become a "
            "patient, a Notice of Privacy Practices will tell you about your rights for medical records. Ask us for "
            "a copy.",
        ),
    ],
)

ACCESSIBILITY = Content(
    slug="accessibility",
    title="Accessibility",
    seo_title="Accessibility of this website",
    search_description=(
        "We want everyone to be able to use this site: with a keyboard, a screen reader, large text or a small "
        "phone. What we do, and how to tell us of a problem."
    ),
    introduction=(
        "We want everyone to be able to use this site. It is built to meet the Web Content Accessibility "
        "Guidelines (WCAG) 2.2 at level AA."
    ),
    listing_summary="What we do so that everyone can use this site.",
    body=[
        heading("What you can do"),
        text(
            bullets(
                "use every page with a keyboard alone, or with a screen reader",
                "make text up to four times larger without losing anything",
                "read in light or dark colors, as your device is set",
                "turn off motion on your device, and the site keeps still",
                "use all of it without JavaScript, the appointment form as well",
                "print any page.",
            ),
        ),
        heading("How we check"),
        text(
            "Software tests each kind of page for known barriers whenever the site changes. Software cannot find "
            "everything, so please tell us what you find. No outside auditor has tested the site yet.",
        ),
        heading("What may not work well"),
        text(
            bullets(
                "Some pages that we link to belong to others, and we cannot mend them.",
                "Videos on other sites may not have captions.",
            ),
        ),
        heading("Tell us"),
        text(
            "If something does not work for you, tell us when you [request an "
            "appointment](/request-an-appointment/) or at your visit. Say which page it was and what you tried. "
            "Tell us, too, if you need help with the form or at the clinic.",
        ),
    ],
)

DISCLAIMER = Content(
    slug="medical-disclaimer",
    title="Medical disclaimer",
    seo_title="Medical disclaimer and off-label use of ketamine",
    search_description=(
        "This site informs and does not replace care by a doctor who knows you. Ketamine is not approved for "
        "pain. Results differ, and none is promised."
    ),
    introduction=(
        "This site is here to inform you. It is not medical advice for you, and reading it does not make you "
        "our patient."
    ),
    listing_summary="What this site can and cannot do for you.",
    body=[
        heading("Not a substitute for care"),
        text(
            "Only a health professional who knows you can tell you what is right for you. Do not put off seeing one "
            "because of something you read here. Do not stop or change a medicine without the person who prescribed "
            "it.",
        ),
        heading("Ketamine is not approved for pain"),
        text(
            "The FDA has approved ketamine for anesthesia. [@ketalar-label] It has not approved it for chronic pain "
            "or for any mental health condition. Our use is off-label.",
        ),
        heading("Results differ"),
        text(
            "Nobody can promise a result. Some people feel much better, some a little, and some not at all. For "
            "most kinds of chronic pain, the evidence is weak. [@cohen-2018] A large review found no clear benefit. "
            "[@cochrane-2025]",
        ),
        heading("What we say, and what studies say"),
        text(
            "Some statements on this site are our own experience and views. They are marked with words such "
            "as “in our experience” or “what we say”. They have not been confirmed by studies unless a source is "
            "given.",
        ),
        emergency(),
        heading("Links"),
        text("We link to other sites so that you can check what we say. We do not control what they say."),
    ],
)

PAGES: list[Content] = [COST, ABOUT, PRIVACY, ACCESSIBILITY, DISCLAIMER]
