"""The clinic's facts, each as words that must stand in the main part of a page of the starter site.

A fact is a label, the page where a visitor must find it, and one or more phrases; all must be there. Phrases are
compared without regard to case, line breaks or typographic quotes.
"""

from typing import NamedTuple


class Fact(NamedTuple):
    """One fact of the clinic and the words that show it."""

    label: str
    path: str
    phrases: tuple[str, ...]


THERAPY, DOCTOR, COST = "/therapy/", "/about/dr-tilak/", "/cost-and-insurance/"
HOW_IT_WORKS, INJECTION_OR_IV = "/therapy/how-ketamine-works/", "/therapy/injection-or-iv/"
QUESTIONS, VISIT, RESULTS, SAFETY = (
    "/therapy/questions/",
    "/therapy/your-visit/",
    "/therapy/results/",
    "/therapy/safety/",
)

FACTS: list[Fact] = [
    # The clinic
    Fact("offers ketamine therapy for chronic pain", "/", ("ketamine therapy for chronic pain",)),
    Fact("physician and team", "/", ("Dr. Tilak and his dedicated team",)),
    Fact("board certified twice", DOCTOR, ("Board certification Internal Medicine Interventional Pain Management",)),
    Fact("sedation training", DOCTOR, ("further training in caring for patients", "moderate sedation")),
    Fact("30 years, safety record", DOCTOR, ("more than 30 years", "proven safety record")),
    Fact("two locations", "/locations/", ("Jacksonville", "Avenues Mall", "Middleburg / Orange Park", "Florida")),
    Fact("Jacksonville", "/locations/jacksonville/", ("near the Avenues Mall", "Florida")),
    Fact("Middleburg", "/locations/middleburg-orange-park/", ("Middleburg / Orange Park",)),
    Fact("insurance", COST, ("most insurance does not cover ketamine therapy", "cost keeps many patients away")),
    Fact("lower price", COST, ("we keep our price lower than other clinics",)),
    Fact("one thing to do", "/", ("Request an appointment",)),
    Fact("appointment page", "/request-an-appointment/", ("Request an appointment",)),
    Fact("in the news", "/news/", ("Ketamine in the news",)),
    # Conditions
    Fact("fibromyalgia", "/conditions/", ("Fibromyalgia",)),
    Fact("neuropathic pain", "/conditions/", ("Neuropathic pain",)),
    Fact(
        "spine pain", "/conditions/", ("Chronic spine pain from degenerative arthritis", "back, neck or thoracic spine")
    ),
    Fact("rheumatological pain", "/conditions/", ("Chronic pain from rheumatological conditions",)),
    Fact("CRPS", "/conditions/", ("Complex regional pain syndrome (CRPS)",)),
    Fact("RSD", "/conditions/", ("Reflex sympathetic dystrophy (RSD)", "older name for CRPS type I")),
    Fact("migraine", "/conditions/", ("Migraine, acute and chronic",)),
    Fact("postherpetic neuralgia", "/conditions/", ("Postherpetic neuralgia",)),
    Fact("cancer pain", "/conditions/", ("Cancer pain", "opioids do not help, or who cannot tolerate them")),
    Fact("other uses", RESULTS, ("depression, anxiety and substance use disorders", "often come with chronic pain")),
    Fact("withdrawal", RESULTS, ("mild to moderate opioid withdrawal",)),
    # What ketamine is
    Fact("approved 1970", THERAPY, ("first approved it in 1970, as an anesthetic",)),
    Fact("Yale 2000", HOW_IT_WORKS, ("Yale School of Medicine", "2000", "first to show an effect against depression")),
    Fact("others followed", HOW_IT_WORKS, ("Other institutions followed with similar results",)),
    Fact("hundreds of clinics", THERAPY, ("Hundreds of clinics in the United States and other countries",)),
    Fact("covered widely", THERAPY, ("covered widely on television and in the press",)),
    # How it works
    Fact(
        "NMDA and glutamate", HOW_IT_WORKS, ("several receptors", "NMDA receptor", "releases glutamate", "lifts mood")
    ),
    Fact("AMPA", HOW_IT_WORKS, ("effect on AMPA receptors releases glutamate too",)),
    Fact(
        "brain structure", HOW_IT_WORKS, ("changes in the structure of the brain", "imaging studies pioneered at Yale")
    ),
    Fact("suppressed areas", HOW_IT_WORKS, ("new neural connections", "chronic stress had suppressed", "drug abuse")),
    Fact("areas", HOW_IT_WORKS, ("anterior cingulate cortex", "prefrontal cortex", "limbic system")),
    Fact("neuroplasticity and VEGF", HOW_IT_WORKS, ("neuroplasticity", "vascular endothelial growth factor (VEGF)")),
    Fact("opioid receptors", HOW_IT_WORKS, ("acts at opioid receptors", "accounts for part of its effect on pain")),
    # Benefits
    Fact("relief", RESULTS, ("Relief from sadness, stress and anxiety", "balance, wellness and happiness")),
    Fact("works fast", RESULTS, ("works fast: within hours, up to a day",)),
    Fact("can be combined", RESULTS, ("combined with prescribed medicines and with psychotherapy",)),
    Fact("less fatigue", RESULTS, ("Less fatigue and stress", "feel energetic")),
    Fact("synapses", RESULTS, ("form new synapses", "new kind of treatment")),
    Fact("resistant conditions", RESULTS, ("option for conditions that resisted other treatment",)),
    Fact("lasts", THERAPY, ("With several treatments, results last weeks to months",)),
    # What to expect
    Fact("improvement", THERAPY, ("many patients notice a distinct improvement within a few hours, up to a day",)),
    Fact("function first", VISIT, ("function better from day to day before the pain itself eases",)),
    Fact("first effect", VISIT, ("from a few days to a few weeks", "how severe the condition is")),
    Fact("course", VISIT, ("weekly treatments for 6 to 8 weeks", "boosters, monthly or less often, as needed")),
    Fact("opioid dose", VISIT, ("patients on long-term opioids have been able to lower their dose", "later stop")),
    # Why IM
    Fact("IV is cumbersome", INJECTION_OR_IV, ("IV is cumbersome", "uncomfortable", "closer monitoring")),
    Fact("IV risks", INJECTION_OR_IV, ("fluid extravasation", "infection")),
    Fact("no difference", INJECTION_OR_IV, ("no significant difference between IM and IV", "short or the long term")),
    Fact(
        "bioavailability",
        INJECTION_OR_IV,
        ("about 95% by our figure", "usually quoted is 93%", "small adjustment"),
    ),
    Fact(
        "costs less", INJECTION_OR_IV, ("IM costs less and is more convenient, so patients can afford more treatments",)
    ),
    Fact("spaced doses", VISIT, ("spaced 15 to 30 minutes apart, as you prefer",)),
    Fact("other medicines", VISIT, ("small dose of a benzodiazepine", "anti-nausea medicine can be given if needed")),
    # Safety, success
    Fact("since 1970", SAFETY, ("anesthetic since 1970, in children and adults, at much higher doses",)),
    Fact("safety record", SAFETY, ("proven safety record",)),
    Fact("monitored", THERAPY, ("monitored closely for about an hour after each treatment",)),
    Fact("success rate", RESULTS, ("proper patient selection", "about 70%", "in many ways, not in pain alone")),
    Fact("destruction", RESULTS, ("Relief is less where there is more anatomic destruction",)),
    Fact("prediction", RESULTS, ("predict the likely degree of improvement before and during therapy",)),
]

# What the clinic says and research does not confirm: the page, the words, and what must stand beside them in the same
# section.
BALANCED: list[tuple[str, str, str, str]] = [
    (RESULTS, "about 70% of patients", "20% and 46%", "cochrane-2025"),
    (HOW_IT_WORKS, "effect on AMPA receptors releases glutamate too", "blocks the NMDA receptor", "mechanisms-2018"),
    (HOW_IT_WORKS, "vascular endothelial growth factor", "not found a source that confirms", ""),
    (HOW_IT_WORKS, "part of its effect on pain", "Experts do not agree about opioid receptors", ""),
    (RESULTS, "balance, wellness and happiness", "results are mixed", "cohen-2018"),
    (INJECTION_OR_IV, "no significant difference between IM and IV", "27 people", "im-iv-2014"),
    (SAFETY, "proven safety record", "These effects are described", "ketalar-label"),
    (VISIT, "lower their dose", "no published source", ""),
    (
        RESULTS,
        "substance use disorders, which often come",
        "has not approved ketamine for any mental health",
        "fda-2023",
    ),
]
