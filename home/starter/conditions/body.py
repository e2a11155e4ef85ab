"""Pain of muscles, joints and spine: fibromyalgia, spine pain and rheumatological conditions."""

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

FIBROMYALGIA = Condition(
    slug="fibromyalgia",
    title="Fibromyalgia",
    seo_title="Fibromyalgia and ketamine: what helps, what is known",
    search_description=(
        "Fibromyalgia in plain words: signs, treatments to try first, how ketamine may help, how weak the "
        "evidence is, risks, and who should be careful."
    ),
    other_names=("FM", "FMS", "Fibromyalgia syndrome", "Fibrositis", "Widespread pain"),
    summary=(
        "Fibromyalgia is pain all over the body that lasts for months, with tiredness and poor sleep. There is "
        "little evidence on ketamine for it. Movement and good sleep come first."
    ),
    listing_summary="Pain all over the body, with tiredness, poor sleep and foggy thinking.",
    symptoms=rich(
        "Fibromyalgia is real, even though scans and blood tests look normal. Most people have:",
        bullets(
            "pain in many parts of the body for three months or more",
            "tiredness that stays after rest",
            "sleep that does not refresh",
            "trouble with memory and focus, often called “fibro fog”",
            "headaches, bowel trouble, or skin that is tender to touch.",
        ),
    ),
    usual_treatments=rich(
        "What helps most is a mix, begun gently:",
        bullets(
            "regular movement, such as walking, swimming or tai chi",
            "steady sleep habits, and treatment of sleep apnea if you have it",
            "cognitive behavioral therapy or other help with coping",
            "medicines, such as duloxetine, milnacipran or pregabalin.",
        ),
        "Opioids are seldom a good choice for fibromyalgia.",
    ),
    how_it_may_help=rich(
        "In fibromyalgia, the brain and spinal cord seem to turn up pain signals. Ketamine blocks the NMDA "
        "receptor, which takes part in this. It may turn the signals down for a time.",
        "In our experience, patients have less fatigue and stress and feel energetic. Research has not "
        "confirmed this for fibromyalgia.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "Pain experts found weak evidence or none for ketamine in fibromyalgia. [@cohen-2018]",
        COCHRANE,
        CLEVELAND,
        ROUTE,
    ),
    risks=risks("People with fibromyalgia often react strongly to medicines, so tell us what has troubled you before."),
    who_should_not=who_should_not(),
    related=("neuropathic-pain", "rheumatological-pain", "migraine"),
    body=closing(
        (
            "Am I sure that it is fibromyalgia, and nothing else?",
            "What could I change in movement and sleep first?",
            "How long would we try before we decide that it does not help?",
        ),
        (),
        "Depression and anxiety often come with fibromyalgia. They are not a sign that the pain is “in your head.” "
        "Tell us, and keep seeing the people who treat you.",
    ),
)

SPINE_PAIN = Condition(
    slug="spine-pain",
    title="Chronic spine pain from degenerative arthritis",
    everyday_name="Back and neck pain from worn joints",
    seo_title="Chronic back and neck pain from arthritis, and ketamine",
    search_description=(
        "Lasting back, neck and thoracic pain from degenerative arthritis: signs, usual treatments first, where "
        "ketamine may fit, weak evidence, and risks."
    ),
    other_names=(
        "Chronic back pain",
        "Low back pain",
        "Neck pain",
        "Thoracic spine pain",
        "Spinal osteoarthritis",
        "Degenerative disc disease",
        "Spondylosis",
        "Facet arthritis",
    ),
    summary=(
        "Wear of the joints and discs of the spine can cause pain in the neck, the upper back (thoracic spine) "
        "or the lower back. The evidence for ketamine is weak. It does not repair joints, but it may change how "
        "pain is felt."
    ),
    listing_summary="Lasting pain in the back, neck or thoracic spine from worn joints and discs.",
    symptoms=rich(
        "Degenerative arthritis of the spine grows slowly, over years. You may have:",
        bullets(
            "an ache in the neck, the upper back (thoracic spine) or the lower back",
            "stiffness in the morning or after sitting",
            "pain that is worse when you stand, bend or twist",
            "pain, tingling or weakness that runs into an arm or leg, when a nerve is pressed.",
        ),
    ),
    usual_treatments=rich(
        "Most people do better with plain measures, kept up over time:",
        bullets(
            "staying active, exercises for the core, and physical therapy",
            "heat, a healthy weight, and good sleep",
            "anti-inflammatory medicines for short times, if they suit you",
            "injections near joints or nerves, or treatment that numbs small nerves",
            "surgery for a few, most of all when a nerve is pressed.",
        ),
    ),
    how_it_may_help=rich(
        "Pain that lasts can make the nervous system too alert. Ketamine may calm it. It does not rebuild discs or "
        "joints.",
        "We say so plainly: relief is less where there is more anatomic destruction, which means more "
        "damage to the spine itself. Dr. Tilak’s training lets him predict the likely degree of "
        "improvement, as we see it. No source on this page describes a sure way to predict it.",
        OFF_LABEL,
    ),
    evidence_level="very_limited",
    evidence=rich(
        "Pain experts found weak evidence or none for ketamine in low back pain. [@cohen-2018] Our sources report "
        "nothing on its own for neck or thoracic pain.",
        COCHRANE,
        CLEVELAND,
        ROUTE,
    ),
    risks=risks("You may be unsteady after a treatment. A fall can harm a worn spine, so let someone walk with you."),
    who_should_not=who_should_not(),
    related=("neuropathic-pain", "rheumatological-pain", "fibromyalgia"),
    body=closing(
        (
            "Is a nerve pressed, and would that need other treatment first?",
            "How much of my pain comes from damage that ketamine cannot mend?",
            "What exercise plan goes with the treatment?",
        ),
        (
            (
                "Go to an emergency room for new trouble passing urine or holding stool, numbness between the legs, "
                "or legs that quickly get weak."
            ),
        ),
    ),
)

RHEUMATOLOGICAL_PAIN = Condition(
    slug="rheumatological-pain",
    title="Chronic pain from rheumatological conditions",
    everyday_name="Arthritis and lupus pain",
    seo_title="Chronic pain from rheumatic disease, and ketamine",
    search_description=(
        "Pain that stays with rheumatoid arthritis, lupus and other rheumatic disease: treat the disease first, "
        "where ketamine may fit, evidence, and risks."
    ),
    other_names=(
        "Rheumatic pain",
        "Rheumatoid arthritis pain",
        "Inflammatory arthritis pain",
        "Lupus pain",
        "Psoriatic arthritis pain",
        "Ankylosing spondylitis pain",
    ),
    summary=(
        "Rheumatoid arthritis, lupus and similar conditions can leave pain even when the disease is quiet. We "
        "found no good study of ketamine for this pain. Treating the disease always comes first."
    ),
    listing_summary="Pain that stays with rheumatoid arthritis, lupus and similar conditions.",
    symptoms=rich(
        "Rheumatological conditions are many. What they share is pain in joints, muscles or other tissue. You may "
        "have:",
        bullets(
            "swollen, warm or stiff joints, often worse in the morning",
            "pain that stays after the swelling has gone down",
            "tiredness, fever or rashes, depending on the disease",
            "poor sleep, and days when little is possible.",
        ),
    ),
    usual_treatments=rich(
        "The disease itself comes first, with your rheumatologist:",
        bullets(
            "medicines that slow the disease, including biologics",
            "anti-inflammatory medicines or steroids for flares",
            "exercise, splints, and physical or occupational therapy",
            "help with sleep, stress and mood.",
        ),
        "Do not stop a disease medicine because the pain is better.",
    ),
    how_it_may_help=rich(
        "Some pain stays because the nervous system has become too alert, not because of swelling. Ketamine may "
        "calm that part. It does not treat the disease, and it does not protect your joints.",
        "In our experience, relief is less where there is more anatomic destruction, such as badly damaged joints.",
        OFF_LABEL,
    ),
    evidence_level="none",
    evidence=rich(
        "None of our sources reports on rheumatological pain by itself. For most chronic pain other than CRPS, pain "
        "experts found weak evidence or none. [@cohen-2018]",
        COCHRANE,
        "We list this pain among the conditions that we treat. Please know that this rests on our experience "
        "more than on studies.",
    ),
    risks=risks("Tell us about steroids, biologics, and any effect of your disease on heart, liver or kidneys."),
    who_should_not=who_should_not(),
    related=("fibromyalgia", "spine-pain"),
    body=closing(
        (
            "Is my disease quiet, or does it need other treatment first?",
            "Will you talk with my rheumatologist?",
            "What would be a good result for me?",
        ),
        ("A single hot, swollen joint with fever can be an infection. Get care the same day.",),
    ),
)
