"""The therapy overview: what ketamine is, how it works, what to expect, and what is known about results.

Each statement of the clinic that research has not confirmed is named as the clinic's, next to what the research says.
"""

from home.starter.blocks import (
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
    "Ketamine is an anesthetic. In much lower doses it is also used for pain that lasts. We give it as an "
    "injection into a muscle. It may help when other treatments have not. It does not help everyone, and it has "
    "risks."
)
LISTING_SUMMARY = "What ketamine is, what a visit is like, and what studies say about results and risks."

_WHAT_IT_IS: list[Block] = [
    heading("What ketamine is"),
    text(
        "Ketamine is a medicine that has long been used to put people to sleep for surgery. The US Food and Drug "
        "Administration (FDA) first approved it in 1970, as an anesthetic. [@icu-review-2018] By law it is a "
        "Schedule III controlled substance.",
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
]

# Both have a page of their own, with what the clinic says beside what research says.
_HOW_IT_WORKS: list[Block] = [
    heading("How it works"),
    text(
        "Nobody knows for sure. Ketamine acts on several receptors in the brain. A receptor is a kind of switch on a "
        "nerve cell. Our clinic explains the fast effect by glutamate, a messenger in the brain, and the longer one by "
        "new connections between nerve cells. Much of that research was about depression or was done in animals. "
        "[How ketamine works](/therapy/how-ketamine-works/) sets out both sides.",
    ),
]

_WHY_IM: list[Block] = [
    heading("Why into a muscle (IM) and not into a vein (IV)"),
    text(
        "Many clinics and most studies give ketamine slowly through a tube in a vein. We give it as an injection into "
        "a muscle. The clinic's reasons: it costs less, and many people find a drip uncomfortable. Few people have "
        "taken part in studies that compared the two. [Injection or IV drip](/therapy/injection-or-iv/) has the "
        "reasons, the figures and the downsides.",
    ),
]

_BENEFITS: list[Block] = [
    heading("Benefits, and how sure they are"),
    text("The clinic reports these benefits in its patients:"),
    text(
        bullets(
            "Relief from sadness, stress and anxiety. In the clinic's words: balance, wellness and happiness.",
            "It works fast: within hours, up to a day.",
            "It can be combined with prescribed medicines and with psychotherapy.",
            "Less fatigue and stress. Patients feel energetic.",
            "It lets the brain form new synapses, the links between nerve cells. The clinic sees it as a new kind of "
            "treatment.",
            "It is an option for conditions that resisted other treatment.",
            "With several treatments, results last weeks to months.",
        ),
    ),
    callout(
        "information",
        "What studies say about these benefits",
        "For chronic pain, the results are mixed. A Cochrane review from 2025 pooled 67 trials of pain that is not "
        "from cancer, with 2,309 adults. It found no clear benefit for pain, and more unwanted effects when "
        "ketamine was given through a vein. It rated how sure we can be as low to very low. [@cochrane-2025]",
        "A guideline by pain experts found moderate evidence for one condition, CRPS. For most other kinds of "
        "chronic pain it found weak evidence or none. [@cohen-2018] An older review of trials with placebo said "
        "that the long-term value is uncertain. [@orhurhu-2019]",
        "For mood, a task force of psychiatrists saw promise, but too few people were studied and too little is "
        "known about the long run. [@sanacora-2017] No treatment can promise anyone that they will be happy.",
    ),
]

_WHAT_TO_EXPECT: list[Block] = [
    heading("What to expect"),
    steps(
        (
            "You request an appointment",
            "A few minutes",
            "Use the [request form](/request-an-appointment/). Choose Jacksonville or Middleburg / Orange Park.",
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
                "The clinic reports that many patients notice a distinct improvement within a few hours, up to a day. "
                "Some function better from day to day before the pain itself eases."
            ),
        ),
    ),
    heading("How long it lasts, and how often you come", "h3"),
    text(
        "The clinic reports that the effect of a first treatment usually lasts from a few days to a few weeks. It "
        "depends on how severe the condition is.",
        "For longer relief, the clinic's usual plan is:",
        bullets(
            "weekly treatments for 6 to 8 weeks",
            "then boosters, monthly or less often, as needed.",
        ),
        "Your own plan is decided with you, and you can stop at any time. In a study of 1,034 clinic patients, most "
        "completed a set of five infusions. [@tankha-2025] The studies do not tell us which schedule of injections "
        "to choose.",
    ),
    heading("If you take opioids", "h3"),
    text(
        "The clinic reports that patients on long-term opioids have been able to lower their dose, and some could "
        "later stop. We have no published source for this.",
    ),
    callout(
        "caution",
        "Do not change your opioid dose on your own",
        "Cutting down too fast can be dangerous. Only change a dose together with the person who prescribes it.",
    ),
]

_SAFETY: list[Block] = [
    heading("Safety and risks"),
    text(
        "**What the clinic says.** Ketamine has been used as an anesthetic since 1970, in children and adults, at "
        "much higher doses, and has a proven safety record. Our patients are monitored closely for about an hour "
        "after each treatment.",
        "**What the research says.** Use in surgery is well known. Much less is known about repeated use. For mood, "
        "experts found little data on the long run. [@sanacora-2017] These effects are described:",
        bullets(
            "**During and soon after.** Feeling cut off from your body or the world, vivid dreams, confusion or seeing "
            "things. On the label for anesthesia, such reactions are given for about 12 in 100 patients. They are less "
            "common with an injection into a muscle. [@ketalar-label]",
            "**Heart.** A rise in blood pressure and pulse. [@ketalar-label]",
            "**Stomach.** Nausea. [@ketalar-label]",
            "**Breathing.** It can slow down. The FDA has warned about this with compounded ketamine. [@fda-2023]",
            "**Bladder.** Pain or damage to the urinary tract with long-term use. [@ketalar-label]",
            "**Mind and habit.** It can be misused, and it can set off mental health problems. [@fda-2023]",
            "**Thinking and balance.** No driving or risky activity for 24 hours. [@mayo-ketamine]",
        ),
        "The FDA has also warned about ketamine nasal sprays made by pharmacies, and about ketamine used at home. "
        "[@fda-2022] [@fda-2023] We give every dose at the clinic.",
    ),
    heading("Who should be careful, or should not have it", "h3"),
    text(
        "The experts' guideline names these reasons for caution. [@cohen-2018] Tell us before treatment if one is "
        "true for you:",
        bullets(
            "heart disease or blood pressure that is not under control",
            "you are or may be pregnant",
            "active psychosis, such as hearing voices",
            "severe liver disease",
            "raised pressure in the eye or in the brain",
            "a drug or alcohol problem now.",
        ),
    ),
    emergency(
        "After a treatment, call 911 for trouble breathing, chest pain, a seizure, or if someone cannot be woken.",
    ),
]

_RESULTS: list[Block] = [
    heading("Results"),
    facts(
        ("About 70%", "success, by the clinic's figure", "", "Stated by the clinic; we found no published source"),
        ("20% to 46%", "had a real improvement on at least some measures", "tankha-2025", "IV; no comparison group"),
        ("No clear benefit", "for chronic pain in 67 trials", "cochrane-2025", "Low to very low certainty"),
    ),
    text(
        "**What the clinic says.** With proper patient selection, many studies report success in about 70% of "
        "patients. These are mainly patients who feel significantly better in many ways, not in pain alone.",
        "**What the research says.** We found no published study with that figure. In a study of 1,034 clinic "
        "patients, between 20% and 46% had a real improvement on at least some measures. There was no group without "
        "ketamine to compare with. [@tankha-2025] A large review of trials found no clear benefit for pain. "
        "[@cochrane-2025]",
        "Relief is less where there is more anatomic destruction, that is, more damage to joints, bones or nerves. "
        "The clinic reports that Dr. Tilak's training lets him predict the likely degree of improvement before and "
        "during therapy. The sources on this page describe no sure way to tell who will be helped.",
    ),
]

_OTHER_USES: list[Block] = [
    heading("Depression, anxiety, substance use and withdrawal"),
    text(
        "**What the clinic says.** Ketamine also treats depression, anxiety and substance use disorders, which "
        "often come with chronic pain. It also helps with mild to moderate opioid withdrawal.",
        "**What the research says.** Ketamine has been studied for depression, with promise and with open "
        "questions. [@sanacora-2017] The FDA has not approved ketamine for any mental health condition. [@fda-2023] "
        "A drug or alcohol problem now is a reason for caution. [@cohen-2018] We list no source for its use in "
        "withdrawal.",
        "These are not on the list of conditions that we see patients for. If you have one of them along with pain, "
        "tell us, and keep seeing the people who treat you for it.",
    ),
    emergency(),
]

BODY: list[Block] = [
    callout(
        "information",
        "The short answer",
        "Ketamine may ease some kinds of chronic pain for days to weeks, and sometimes longer. The proof is "
        "moderate for one condition (CRPS) and weak for the rest. Common effects are nausea, a rise in blood "
        "pressure and feeling far away. You stay with us for about an hour after treatment, and you cannot drive "
        "for 24 hours.",
    ),
    *_WHAT_IT_IS,
    *_HOW_IT_WORKS,
    *_BENEFITS,
    *_WHAT_TO_EXPECT,
    *_WHY_IM,
    *_SAFETY,
    *_RESULTS,
    *_OTHER_USES,
    heading("Questions patients ask"),
    text(
        "Can I drive home? How many treatments would I need? Does insurance pay? "
        "[Questions patients ask](/therapy/questions/) has short answers.",
    ),
    heading("Conditions we see patients for"),
    text(
        "Each condition has a page of its own, with what studies show for it and what the risks are. "
        "[See the conditions](/conditions/).",
    ),
    request_appointment(),
]
