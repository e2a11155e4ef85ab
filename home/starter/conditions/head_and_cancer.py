"""Migraine, and pain from cancer."""

from home.starter.conditions.common import COCHRANE, OFF_LABEL, ROUTE, Condition, closing, risks, who_should_not
from home.starter.markup import bullets, rich

MIGRAINE = Condition(
    slug="migraine",
    title="Migraine, acute and chronic",
    everyday_name="Migraine headaches",
    seo_title="Migraine and ketamine: acute and chronic, what is known",
    search_description=(
        "Acute and chronic migraine in plain words: signs, treatments to try first, what is known about "
        "ketamine for migraine, risks, and when to call 911."
    ),
    other_names=("Migraine headache", "Chronic migraine", "Acute migraine", "Migraine attack", "Refractory migraine"),
    summary=(
        "Migraine is more than a headache. There is very little evidence on ketamine for it. Attacks can last "
        "hours or days. When they come on 15 or more days a month, it is called chronic migraine."
    ),
    listing_summary="Attacks that last hours or days, and migraine on many days of the month.",
    symptoms=rich(
        "An attack often has more than pain:",
        bullets(
            "throbbing pain, often on one side of the head",
            "nausea or vomiting",
            "light, sound or smells that are hard to bear",
            "an aura in some people: zigzag lines, blind spots or tingling before the pain.",
        ),
        "Acute migraine is a single attack. Chronic migraine means headache on 15 or more days a month, for more "
        "than three months.",
    ),
    usual_treatments=rich(
        "There are two kinds of treatment, and many people need both:",
        bullets(
            "**for an attack:** pain relievers, triptans, gepants, and medicine for nausea",
            "**to prevent attacks:** regular sleep and meals, knowing your triggers, and preventive medicines, such "
            "as some for blood pressure, seizures or mood, CGRP antibodies, and botulinum toxin for chronic "
            "migraine.",
        ),
        "Pain relievers on too many days can cause headaches of their own.",
    ),
    how_it_may_help=rich(
        "Glutamate and the NMDA receptor may take part in migraine. Ketamine blocks this receptor, so it may ease "
        "an attack or make chronic migraine less heavy for a time. This is a theory more than a finding.",
        "We see people with acute and with chronic migraine.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "Pain experts found weak evidence or none for ketamine in migraine. [@cohen-2018]",
        COCHRANE,
        ROUTE,
    ),
    risks=risks("Nausea from ketamine can be hard to bear in an attack. A medicine for it can be given if needed."),
    who_should_not=who_should_not(
        "Ketamine raises blood pressure for a time. Tell us about a past stroke, and about triptans you took that day.",
    ),
    related=("fibromyalgia", "neuropathic-pain"),
    body=closing(
        (
            "Have I tried the newer preventive medicines?",
            "Could I be taking pain relievers too often?",
            "Would you treat me in an attack, or between attacks?",
        ),
        (
            (
                "Call 911 for the worst headache of your life, or one that peaks in seconds. Call, too, for a headache "
                "with fever and a stiff neck, a seizure, weakness, confusion or trouble speaking."
            ),
        ),
    ),
)

CANCER_PAIN = Condition(
    slug="cancer-pain",
    title="Cancer pain",
    seo_title="Cancer pain and ketamine when opioids do not help",
    search_description=(
        "For people with cancer pain whom opioids do not help or who cannot tolerate them: usual treatment, "
        "where ketamine may fit, weak evidence, and risks."
    ),
    other_names=("Pain from cancer", "Oncologic pain", "Malignant pain", "Tumor pain", "Refractory cancer pain"),
    summary=(
        "We see people with cancer pain whom opioids do not help, or who cannot tolerate them. The evidence for "
        "ketamine is weak. Your cancer and palliative care teams stay in charge."
    ),
    listing_summary="For people whom opioids do not help, or who cannot tolerate them.",
    symptoms=rich(
        "Pain can come from the cancer, or from surgery, radiation or drugs. It can be:",
        bullets(
            "a deep ache in bone or organs",
            "burning or shooting, when nerves are hurt",
            "steady, with sudden peaks between doses of medicine",
            "tied to tiredness, poor sleep, fear or low mood.",
        ),
    ),
    usual_treatments=rich(
        "Most cancer pain can be eased. Usual care includes:",
        bullets(
            "treating the cancer itself, and radiation to painful spots",
            "pain medicines, from simple ones to opioids, adjusted with care",
            "medicines for nerve pain, and steroids for swelling",
            "nerve blocks and other procedures",
            "palliative care, which helps at any stage and not only at the end.",
        ),
    ),
    how_it_may_help=rich(
        "Ketamine works in another way than opioids. It may be added when opioids do not help, or when their side "
        "effects are too much.",
        "We offer it for just these patients. It works along with your oncologist’s plan, never in its place.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "Pain experts found weak evidence or none for ketamine in cancer pain. [@cohen-2018]",
        "The large Cochrane review of 2025 looked at pain that is not from cancer, so it does not answer this "
        "question. [@cochrane-2025] Neither do studies of other chronic pain.",
        ROUTE,
    ),
    risks=risks(
        "Together with opioids or calming medicines, ketamine can make you very drowsy and slow your breathing."
    ),
    who_should_not=who_should_not(
        "Tell us about cancer in the brain or the liver, low blood counts and blood thinners. An injection into a "
        "muscle can bleed.",
    ),
    related=("neuropathic-pain", "postherpetic-neuralgia"),
    body=closing(
        (
            "Has my palliative care team looked at every other way?",
            "Will you talk with my oncologist before we start?",
            "Can I have it together with my opioids?",
        ),
        (
            (
                "Call your cancer team or 911 for fever during chemotherapy, new weakness in the legs, trouble "
                "breathing, or pain that suddenly gets out of control."
            ),
        ),
        "Sadness and fear are common with cancer. Your team has people who can help. Please ask for them.",
    ),
)
