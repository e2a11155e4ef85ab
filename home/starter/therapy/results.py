"""Benefits and results: what we see in our patients, and what studies found."""

from home.starter.blocks import PEOPLE, Block, callout, emergency, facts, heading, request_appointment, text
from home.starter.markup import bullets

SLUG = "results"
TITLE = "Results, and how sure they are"
SEO_TITLE = "Ketamine for chronic pain: results and how sure they are"
SEARCH_DESCRIPTION = (
    "How many people ketamine therapy helps and for how long: what we see at our clinic, what studies of pain found, "
    "and how sure anyone can be."
)
INTRODUCTION = (
    "What we see in our patients, and what studies found. The two do not always agree, so here are both, with sources "
    "and with the risks in view."
)
LISTING_SUMMARY = "What we see in our patients, what studies found, and how sure anyone can be."

BODY: list[Block] = [
    heading("The benefits that we see"),
    text(
        bullets(
            "Relief from sadness, stress and anxiety. In our words: balance, wellness and happiness.",
            "It works fast: within hours, up to a day.",
            "It can be combined with prescribed medicines and with psychotherapy.",
            "Less fatigue and stress. Patients feel energetic.",
            "It lets the brain form new synapses, the links between nerve cells. We see it as a new kind of treatment.",
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
    heading("How many people it helps"),
    facts(
        (
            "About 70%",
            "feel significantly better, by our figure",
            "",
            "We know of no published source",
            PEOPLE,
        ),
        (
            "20% to 46%",
            "had a real improvement on at least some measures",
            "tankha-2025",
            "IV; no comparison group",
            PEOPLE,
        ),
        ("No clear benefit", "for chronic pain in 67 trials", "cochrane-2025", "Low to very low certainty"),
    ),
    text(
        "**What we say.** With proper patient selection, many studies report success in about 70% of "
        "patients. These are mainly patients who feel significantly better in many ways, not in pain alone.",
        "**What the research says.** We found no published study with that figure. In a study of 1,034 clinic "
        "patients, between 20% and 46% had a real improvement on at least some measures. There was no group without "
        "ketamine to compare with. [@tankha-2025] A large review of trials found no clear benefit for pain. "
        "[@cochrane-2025]",
    ),
    heading("Who is likely to be helped"),
    text(
        "Relief is less where there is more anatomic destruction, that is, more damage to joints, bones or nerves. "
        "Our view is that Dr. Tilak's training lets him predict the likely degree of improvement before and "
        "during therapy. The sources on this page describe no sure way to tell who will be helped.",
    ),
    heading("Depression, anxiety, substance use and withdrawal"),
    text(
        "**What we say.** Ketamine also treats depression, anxiety and substance use disorders, which "
        "often come with chronic pain. It also helps with mild to moderate opioid withdrawal.",
        "**What the research says.** Ketamine has been studied for depression, with promise and with open "
        "questions. [@sanacora-2017] The FDA has not approved ketamine for any mental health condition. [@fda-2023] "
        "A drug or alcohol problem now is a reason for caution. [@cohen-2018] We list no source for its use in "
        "withdrawal.",
        "These are not on the list of conditions that we see patients for. If you have one of them along with pain, "
        "tell us, and keep seeing the people who treat you for it.",
    ),
    emergency(),
    heading("Risks"),
    text(
        "Whatever the result, the risks are the same. [Safety and risks](/therapy/safety/) lists them.",
    ),
    request_appointment(),
]
