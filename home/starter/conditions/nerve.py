"""Nerve pain: neuropathic pain and postherpetic neuralgia."""

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

NEUROPATHIC_PAIN = Condition(
    slug="neuropathic-pain",
    title="Neuropathic pain",
    everyday_name="Nerve pain",
    seo_title="Neuropathic (nerve) pain and ketamine: what is known",
    search_description=(
        "Nerve pain in plain words: how it feels, which treatments come first, how ketamine may help, how weak "
        "the evidence still is, and the risks."
    ),
    other_names=("Nerve pain", "Neuropathy", "Peripheral neuropathy", "Neuralgia", "Nerve damage pain"),
    summary=(
        "Neuropathic pain comes from nerves that are damaged or do not work as they should. Ketamine has been "
        "studied for it, but the evidence is weak. The pain can burn, tingle or shoot like an electric shock."
    ),
    listing_summary="Pain from damaged nerves: burning, tingling or like electric shocks.",
    symptoms=rich(
        "Nerve pain feels different from a sore muscle or joint. You may have:",
        bullets(
            "burning, stabbing, or shooting pain",
            "tingling, “pins and needles,” or numb areas",
            "pain from things that should not hurt, such as clothes or cool air",
            "pain that is worse at night.",
        ),
        "Causes include diabetes, shingles, injury, surgery, some cancer drugs, and pressure on a nerve. Sometimes "
        "no cause is found.",
    ),
    usual_treatments=rich(
        "The cause comes first: good blood sugar control, for example, or freeing a trapped nerve. Then doctors "
        "often try:",
        bullets(
            "medicines for nerve pain, such as gabapentin, pregabalin or duloxetine",
            "older antidepressants in low doses, such as amitriptyline",
            "creams or patches with lidocaine or capsaicin",
            "exercise, physical therapy, and ways to cope with pain.",
        ),
        "Many people need to try more than one before they find what helps.",
    ),
    how_it_may_help=rich(
        "When nerve pain lasts, the spinal cord and brain can become too sensitive. The NMDA receptor takes part in "
        "that. Ketamine blocks it, so it may turn the pain down for a while.",
        "We see it as an option for conditions that resisted other treatment.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "A guideline by pain experts found weak evidence or none for most chronic pain other than CRPS. Nerve pain "
        "is in that group. [@cohen-2018]",
        COCHRANE,
        CLEVELAND,
        ROUTE,
    ),
    risks=risks("If your feet are numb, you may be unsteady after a treatment. Hold on to someone when you walk."),
    who_should_not=who_should_not(),
    related=("postherpetic-neuralgia", "crps", "spine-pain"),
    body=closing(
        (
            "Do we know what causes my nerve pain?",
            "Which first treatments have I not tried yet?",
            "How will we measure whether ketamine helps me?",
        ),
        ("Sudden weakness on one side, a drooping face or trouble speaking can be a stroke. Call 911.",),
        "Nerve pain can wear you down. Low mood and bad sleep are common with it, and they can be treated. Please "
        "tell us, or your own doctor.",
    ),
)

POSTHERPETIC_NEURALGIA = Condition(
    slug="postherpetic-neuralgia",
    title="Postherpetic neuralgia",
    everyday_name="Pain after shingles",
    seo_title="Postherpetic neuralgia (pain after shingles), ketamine",
    search_description=(
        "Pain that stays after shingles: how it feels, which treatments come first, what is known about ketamine for "
        "postherpetic neuralgia, and its risks."
    ),
    other_names=("PHN", "Post-herpetic neuralgia", "Pain after shingles", "Shingles nerve pain", "Herpes zoster pain"),
    summary=(
        "Postherpetic neuralgia is nerve pain that stays for months after the shingles rash has healed. There is "
        "very little evidence on ketamine for it. The pain can be severe, and other treatments come first."
    ),
    listing_summary="Nerve pain that stays after shingles has healed.",
    symptoms=rich(
        "The pain is where the rash was, most often on one side of the chest, back, belly or face. You may have:",
        bullets(
            "burning, deep or jabbing pain that lasts three months or more",
            "skin so tender that a shirt hurts",
            "itching or numb spots",
            "tiredness and poor sleep.",
        ),
        "It is more common in older people and after a severe rash.",
    ),
    usual_treatments=rich(
        "Vaccines can prevent shingles, and treating the rash early may help. For pain that stays, doctors often use:",
        bullets(
            "lidocaine patches or capsaicin on the skin",
            "gabapentin or pregabalin",
            "older antidepressants in low doses",
            "cool cloths and soft clothes.",
        ),
    ),
    how_it_may_help=rich(
        "After shingles, damaged nerves can keep sending pain signals. Ketamine acts on the NMDA receptor, which "
        "helps to pass them on. We offer it as an option when other treatments have not helped enough.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "Pain experts looked at postherpetic neuralgia by name. For this pain and most others, they found weak "
        "evidence or none. [@cohen-2018]",
        COCHRANE,
        ROUTE,
    ),
    risks=risks("Older people may feel confused or unsteady for longer. They often have high blood pressure as well."),
    who_should_not=who_should_not("Have your blood pressure and heart checked first if you are older."),
    related=("neuropathic-pain", "crps"),
    body=closing(
        (
            "Should I still have the shingles vaccine?",
            "Have I tried patches and nerve pain medicines long enough?",
            "Is ketamine wise with my heart and blood pressure?",
        ),
        ("Shingles near an eye can harm your sight. If you have a new rash there, see a doctor the same day.",),
    ),
)
