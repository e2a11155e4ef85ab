"""The claim words that a new site starts with: (phrase, why it is a problem, what to write instead)."""

FIRST_CLAIM_WORDS: list[tuple[str, str, str]] = [
    (
        "safe",
        "No drug is safe for everybody; the label lists serious risks.",
        "Name the risks, and how patients are watched.",
    ),
    ("safely", "No drug is safe for everybody; the label lists serious risks.", "Say what is done to lower the risk."),
    ("proven", "Studies of ketamine for pain are small and disagree.", "“In a study of 60 people …”, with the source."),
    ("cure*", "Ketamine is not known to cure any of these conditions.", "“May ease” or “may help with”."),
    ("guarantee*", "Results cannot be promised.", "“Results differ from person to person.”"),
    ("best", "A comparison with other clinics needs proof.", "Say what you do, without comparing."),
    ("leading", "A comparison with other clinics needs proof.", "Say what you do, without comparing."),
    ("miracle", "It raises hopes that studies do not support.", "Say what patients may notice, with the source."),
    ("breakthrough", "It raises hopes that studies do not support.", "“A newer option”."),
    (
        "#% success*",
        "A success rate needs a study of the same treatment.",
        "Give the study, its size, and how it was measured.",
    ),
    (
        "success rate",
        "A success rate needs a study of the same treatment.",
        "Give the study, its size, and how it was measured.",
    ),
    (
        "fda approved",
        "The FDA approved ketamine for anesthesia only.",
        "Say what it is approved for, and that this use is off label.",
    ),
    (
        "fda-approved",
        "The FDA approved ketamine for anesthesia only.",
        "Say what it is approved for, and that this use is off label.",
    ),
    ("no side effects", "Side effects are common.", "List the common ones beside the benefits."),
    ("risk-free", "Every treatment has risks.", "List the risks beside the benefits."),
    ("pain-free", "Few patients in studies became free of pain.", "“Less pain”, with how much less in which study."),
    ("permanent*", "Studies follow patients for weeks or months.", "Say how long the studies lasted."),
    ("cheapest", "A price comparison needs proof.", "Give your price, or say how to get a written estimate."),
    (
        "free consultation",
        "Florida asks for a statement beside any free or discounted service (456.062, F.S.).",
        "Ask counsel first.",
    ),
    ("will help", "It may not help everybody.", "“May help”."),
    ("life-changing", "It raises hopes that studies do not support.", "Say what patients may notice, with the source."),
    ("blissful", "It raises hopes that studies do not support.", "Describe what people feel, pleasant and not."),
]
