"""Ketamine in the news: reports from outside, for and against, each with our own short summary.

Only coverage that was checked is listed. A date, an author or an address that could not be confirmed is left empty.
"""

from dataclasses import dataclass
from datetime import date

from home.starter.blocks import Block, callout, text

TITLE = "Ketamine in the news"
SEO_TITLE = "Ketamine in the news: studies, press and warnings"
SEARCH_DESCRIPTION = (
    "What studies, the press and regulators say about ketamine for pain and depression: good news and bad, with "
    "our short summary of each."
)
INTRODUCTION = (
    "What others say about ketamine: studies, newspapers, television and regulators. We list praise and "
    "criticism alike. Each summary is ours, and each link leads to the source."
)
LISTING_SUMMARY = "Studies, press reports and warnings about ketamine, for and against."
_MOOD_NOTE = callout(
    "emergency",
    "If you are in crisis",
    "In an emergency, call 911. If you think about suicide or self-harm, call or text 988, at any hour.",
)
INDEX_BODY: list[Block] = [
    text(
        "Ketamine has been covered widely on television and in the press. Reports often speak of depression, of a "
        "drip into a vein, or of use at home. We give injections for chronic pain, at the clinic. So please read "
        "with care what each one is about.",
    ),
    _MOOD_NOTE,
]

TOPICS: dict[str, str] = {
    "chronic-pain": "Chronic pain",
    "depression": "Depression",
    "safety": "Safety and warnings",
    "advertising": "Advertising and claims",
    "at-home-use": "Use at home",
}


@dataclass(frozen=True)
class Article:
    """The starter data of one NewsArticlePage. ``kind`` and ``stance`` are values of that model's choices."""

    slug: str
    title: str
    outlet: str
    kind: str
    stance: str
    topics: tuple[str, ...]
    summary: str
    search_description: str
    body: list[Block]
    published_on: date | None = None
    author: str = ""
    url: str = ""


def _body(found: str, limits: str, us: str, *more: Block) -> list[Block]:
    """Every summary has the same three parts: what it reports, what to keep in mind, what it means here."""
    return [
        text(found),
        text(f"**Keep in mind.** {limits}"),
        text(f"**What this means for our patients.** {us}"),
        *more,
    ]


ARTICLES: list[Article] = [
    Article(
        slug="cleveland-clinic-consult-qd-protocol",
        title="Low-Dose Ketamine Protocol for Chronic Refractory Pain",
        outlet="Consult QD (Cleveland Clinic)",
        published_on=date(2025, 11, 4),
        url="https://consultqd.clevelandclinic.org/low-dose-ketamine-protocol-for-chronic-refractory-pain",
        kind="press",
        stance="supportive",
        topics=("chronic-pain",),
        summary=(
            "Cleveland Clinic's magazine for doctors describes its fixed, low-dose ketamine plan for people "
            "with pain that has resisted other treatment."
        ),
        search_description=(
            "Cleveland Clinic's magazine for doctors on its low-dose ketamine plan for chronic pain. Our short "
            "summary, its limits, and a link to the report."
        ),
        body=_body(
            "The report is written for doctors. It sets out how Cleveland Clinic gives low-dose ketamine for pain "
            "that has resisted other treatment. Its team followed 1,034 patients, and most completed all five "
            "infusions.",
            "The hospital writes about its own work. The patients were not compared with people who had no ketamine.",
            "The plan uses infusions into a vein. We give an injection into a muscle, so the results may differ.",
        ),
    ),
    Article(
        slug="healthday-low-dose-ketamine",
        title="Low-Dose Ketamine Aids Chronic Refractory Pain",
        outlet="HealthDay",
        published_on=date(2025, 10, 20),
        url="https://healthday.com/healthpro-news/pain-management/low-dose-ketamine-aids-chronic-refractory-pain",
        kind="press",
        stance="mixed",
        topics=("chronic-pain",),
        summary=(
            "A news service reports that patients did better on average after low-dose ketamine. It also says "
            "that most single results were too small to count as meaningful."
        ),
        search_description=(
            "HealthDay on low-dose ketamine for lasting pain: better on average, yet most results were small. "
            "Our summary and a link to the report."
        ),
        body=_body(
            "HealthDay reports on the Cleveland Clinic study of low-dose ketamine for pain that has resisted other "
            "treatment. Patients did better on average.",
            "The report notes that most outcomes for each person did not reach the level that counts as meaningful. "
            "A gain on average can hide that many people gain little.",
            "Ask us what a real improvement would be for you, and write it down before you start.",
        ),
    ),
    Article(
        slug="cleveland-clinic-study-chronic-pain",
        title="Cleveland Clinic Study Demonstrates Safety, Effectiveness of Ketamine for Chronic Pain",
        outlet="Cleveland Clinic Newsroom",
        published_on=date(2025, 10, 6),
        url=(
            "https://newsroom.clevelandclinic.org/2025/10/06/"
            "cleveland-clinic-study-demonstrates-safety-effectiveness-of-ketamine-for-chronic-pain"
        ),
        kind="press",
        stance="supportive",
        topics=("chronic-pain", "safety"),
        summary=(
            "A press release about 1,034 patients who had low-dose ketamine infusions for chronic pain. It "
            "calls the treatment safe and effective. There was no comparison group."
        ),
        search_description=(
            "Press release of Cleveland Clinic on its study of ketamine infusions in 1,034 people with chronic "
            "pain. Our summary, its limits, and a link."
        ),
        body=_body(
            "The hospital reports on 1,034 patients with chronic pain. They had a fixed plan of low-dose ketamine "
            "infusions. The release describes the treatment as safe and effective.",
            "A press release tells the good side first. The study looked back at records and had no group without "
            "ketamine. In the paper, 20% to 46% had a real improvement on at least some measures.",
            "It is one of the larger reports on ketamine for pain. It was about infusions into a vein, not injections.",
        ),
    ),
    Article(
        slug="tankha-2025-infusion-protocol",
        title="Standardized ketamine infusion protocol for chronic refractory pain",
        outlet="Regional Anesthesia & Pain Medicine",
        author="Tankha H, Davin S, Lapin B, and others",
        published_on=date(2025, 10, 5),
        url="https://doi.org/10.1136/rapm-2025-106907",
        kind="study",
        stance="mixed",
        topics=("chronic-pain",),
        summary=(
            "A study of 1,034 clinic patients. Between 20% and 46% had a meaningful improvement on at least "
            "some measures, and most completed five infusions."
        ),
        search_description=(
            "Study of a fixed ketamine infusion plan in 1,034 people with chronic pain: 20% to 46% improved on "
            "some measures. Summary and limits."
        ),
        body=_body(
            "This is the paper behind the news from Cleveland Clinic. Of 1,034 patients, most completed five "
            "infusions. On the measures used, 20% to 46% had an improvement large enough to matter.",
            "All patients had ketamine. Without a comparison group, nobody can say how many would have improved "
            "anyway.",
            "The figure is lower than the success rate of about 70% that our clinic reports. We show both on the "
            "page about [ketamine therapy](/therapy/).",
        ),
    ),
    Article(
        slug="news-medical-evidence-review",
        title="Evidence review questions ketamine's role in chronic pain treatment",
        outlet="News-Medical",
        published_on=date(2025, 8, 21),
        url=(
            "https://news-medical.net/news/20250821/"
            "Evidence-review-questions-ketaminee28099s-role-in-chronic-pain-treatment.aspx"
        ),
        kind="press",
        stance="critical",
        topics=("chronic-pain", "safety"),
        summary=(
            "A report on a Cochrane review of 67 trials. It found no clear evidence that ketamine eases chronic "
            "pain, and more unwanted effects with ketamine into a vein."
        ),
        search_description=(
            "News-Medical on a Cochrane review of 67 trials: no clear benefit of ketamine for chronic pain, and "
            "more side effects. Our summary and link."
        ),
        body=_body(
            "Reviewers put together 67 trials with 2,309 adults. They found no clear evidence that ketamine eases "
            "chronic pain that is not from cancer. Ketamine into a vein caused more unwanted effects.",
            "“No clear evidence” does not mean that it never works. It means that the trials are too small or too "
            "weak to tell. The reviewers rated how sure we can be as low to very low.",
            "We take this review seriously and cite it on each page about a condition. Try the usual treatments first.",
        ),
    ),
    Article(
        slug="crane-2023-advertising-claims",
        title="False or Misleading Claims in Online Direct-to-Consumer Ketamine Advertising in Maryland",
        outlet="JAMA Network Open",
        author="Crane MA, DiStefano MJ, Moore TJ",
        published_on=date(2023, 11, 7),
        url="https://doi.org/10.1001/jamanetworkopen.2023.42210",
        kind="study",
        stance="critical",
        topics=("advertising", "safety"),
        summary=(
            "Researchers read the websites of ketamine clinics in Maryland. They found many claims that go "
            "against the evidence or against what the FDA says."
        ),
        search_description=(
            "A study in JAMA Network Open found many false or misleading claims on websites of ketamine clinics "
            "in Maryland. Our summary and a link."
        ),
        body=_body(
            "Three researchers looked at how ketamine clinics in Maryland advertise online. Many made claims that "
            "contradict the evidence or statements of the FDA.",
            "The study is about one state. It did not look at how patients fared.",
            "We try to keep our own words plain. Where the clinic's view goes further than the research, we say so "
            "right there. If you find a claim here that goes too far, please tell us.",
        ),
    ),
    Article(
        slug="cu-anschutz-misleading-claims",
        title="Hundreds of Clinics May Be Guilty of False or Misleading Claims in Ketamine Advertising",
        outlet="CU Anschutz News",
        author="L. Kelley",
        published_on=date(2023, 11, 7),
        url=(
            "https://news.cuanschutz.edu/news-stories/"
            "hundreds-of-clinics-may-be-guilty-of-false-or-misleading-claims-in-ketamine-advertising"
        ),
        kind="press",
        stance="critical",
        topics=("advertising",),
        summary=(
            "A university's news site explains the study of ketamine advertising. It says that hundreds of "
            "clinics may make claims that are not true."
        ),
        search_description=(
            "CU Anschutz News on false or misleading claims in ketamine advertising: what the researchers "
            "found. Our summary and a link to the story."
        ),
        body=_body(
            "The story tells the public about the study of ketamine advertising that came out the same day. It says "
            "that hundreds of clinics may be making false or misleading claims.",
            "The number is an estimate that goes beyond the clinics in the study.",
            "Use it as a checklist for any clinic, ours as well. Ask what is approved, what is proven, and what the "
            "risks are.",
        ),
    ),
    Article(
        slug="healthday-fda-compounded-ketamine",
        title="FDA Warns of Dangers of Compounded Ketamine for Psychiatric Use",
        outlet="HealthDay, on Drugs.com",
        published_on=date(2023, 10, 11),
        url="https://drugs.com/news/fda-warns-dangers-compounded-ketamine-psychiatric-115482.html",
        kind="press",
        stance="critical",
        topics=("safety", "at-home-use", "depression"),
        summary=(
            "A report on the FDA's warning of October 2023: ketamine mixed by pharmacies is not approved for "
            "mental health conditions, and use at home adds risk."
        ),
        search_description=(
            "HealthDay on the FDA warning about compounded ketamine for mental health conditions and about use "
            "at home. Our summary and a link."
        ),
        body=_body(
            "The FDA warned about ketamine products that pharmacies mix (“compound”) for mental health conditions. "
            "The risks named include misuse, mental health problems, higher blood pressure, slow breathing and "
            "bladder trouble.",
            "The warning is about mixed products, often taken at home. The FDA has not approved ketamine for any "
            "mental health condition.",
            "We give ketamine at the clinic, by injection, and watch you for about an hour. Ask us which product we "
            "use.",
            _MOOD_NOTE,
        ),
    ),
    Article(
        slug="scripps-fda-compounded-ketamine",
        title="FDA warns of risks involved with compounded ketamine products",
        outlet="Scripps News",
        url="https://scrippsnews.com/stories/fda-warns-of-risks-involved-with-compounded-ketamine-products",
        kind="television",
        stance="critical",
        topics=("safety", "at-home-use"),
        summary=(
            "A television newsroom reports on the FDA's warning of October 2023 about ketamine products that "
            "pharmacies mix themselves."
        ),
        search_description=(
            "Scripps News on the FDA warning about compounded ketamine products, October 2023. Our short "
            "summary, what to keep in mind, and a link."
        ),
        body=_body(
            "In October 2023, Scripps News told its viewers about the FDA's warning. Ketamine is approved as an "
            "injection for anesthesia. Products that pharmacies mix themselves are not approved.",
            "A short report cannot name every risk. The longer summary from "
            "[HealthDay](/news/healthday-fda-compounded-ketamine/) names more.",
            "Our use for pain is off-label, too. That is why we tell you the risks before you decide.",
        ),
    ),
    Article(
        slug="anand-2023-ketamine-ect",
        title="Ketamine versus ECT for Nonpsychotic Treatment-Resistant Major Depression",
        outlet="New England Journal of Medicine",
        author="Anand A, Mathew SJ, Sanacora G, and others",
        url="https://doi.org/10.1056/NEJMoa2302399",
        kind="study",
        stance="supportive",
        topics=("depression",),
        summary=(
            "A trial from 2023 with 403 people. About 55 of 100 responded to ketamine through a vein, and about "
            "41 of 100 to electric shock treatment."
        ),
        search_description=(
            "Trial of 2023 with 403 people: ketamine through a vein compared with ECT for depression that had "
            "resisted treatment. Summary and limits."
        ),
        body=_body(
            "The trial came out in 2023. In it, 403 people with depression that had resisted other treatment had "
            "ketamine or electric shock treatment (ECT). On ketamine, 55.4% responded; on ECT, 41.2%.",
            "Everybody knew which treatment they had. Feeling cut off from oneself or the world was more common "
            "with ketamine.",
            "This is about depression, which is not on our list of conditions. It says nothing about pain.",
            _MOOD_NOTE,
        ),
    ),
    Article(
        slug="new-york-times-telehealth-ketamine",
        title="A Fraught New Frontier in Telehealth: Ketamine",
        outlet="The New York Times",
        author="Chris Hamby",
        published_on=date(2023, 2, 20),
        url="https://nytimes.com/2023/02/20/us/ketamine-telemedicine.html",
        kind="press",
        stance="critical",
        topics=("at-home-use", "safety"),
        summary="A reporter looks at ketamine that is prescribed by telehealth, and calls it a fraught new frontier.",
        search_description=(
            "The New York Times on ketamine prescribed by telehealth, a “fraught new frontier.” Our short "
            "summary, what to keep in mind, and a link."
        ),
        body=_body(
            "Chris Hamby reports on ketamine by telehealth, where patient and prescriber meet only on a screen. The "
            "headline calls it a fraught new frontier.",
            "The report is about care at a distance. The newspaper may ask you to sign in.",
            "Our treatment is an injection at the clinic, and we watch you closely for about an hour after it.",
        ),
    ),
    Article(
        slug="sanacora-2017-consensus-statement",
        title="A Consensus Statement on the Use of Ketamine in the Treatment of Mood Disorders",
        outlet="JAMA Psychiatry",
        author="Sanacora G, Frye MA, McDonald W, and others",
        published_on=date(2017, 3, 1),
        url="https://jamanetwork.com/journals/jamapsychiatry/article-abstract/2605202",
        kind="study",
        stance="mixed",
        topics=("depression", "safety"),
        summary=(
            "A task force of psychiatrists saw promise in ketamine for mood disorders. It stressed that studies "
            "were small and that little is known about the long run."
        ),
        search_description=(
            "Consensus statement of 2017 on ketamine for mood disorders: promise, small studies, and little "
            "known about the long run. Summary and link."
        ),
        body=_body(
            "Experts of the American Psychiatric Association looked at ketamine for mood disorders. They saw "
            "promise. They also stressed that studies were small, with little data on safety and effect over time.",
            "It dates from 2017, and newer trials have come out since.",
            "What is not known about repeated use for mood is not known for pain either.",
            _MOOD_NOTE,
        ),
    ),
    Article(
        slug="berman-2000-first-trial",
        title="Antidepressant effects of ketamine in depressed patients",
        outlet="Biological Psychiatry",
        author="Berman RM, Cappiello A, Anand A, and others",
        published_on=date(2000, 2, 15),
        url="https://doi.org/10.1016/S0006-3223(99)00230-9",
        kind="study",
        stance="supportive",
        topics=("depression",),
        summary=(
            "The small trial from Yale that started it all: in seven people, one dose of ketamine lowered "
            "depression scores within 72 hours."
        ),
        search_description=(
            "The Yale trial of 2000: seven people with depression, one dose of ketamine into a vein, better "
            "scores within 72 hours. Our summary."
        ),
        body=_body(
            "Seven people with major depression had one dose of ketamine into a vein. Within 72 hours, their scores "
            "were better than after salt water.",
            "Seven people are very few. They had one dose, and most can tell ketamine from salt water by how it feels.",
            "The trial opened a field of research. It was about depression, not pain.",
            _MOOD_NOTE,
        ),
    ),
    Article(
        slug="yale-clinical-trials-story",
        title="Ketamine: a story from Yale's clinical trials",
        outlet="Yale School of Medicine (YCCI)",
        url="https://medicine.yale.edu/ycci/clinicaltrials/learnmore/ketamine/",
        kind="press",
        stance="supportive",
        topics=("depression",),
        summary=(
            "Yale's center for clinical trials tells the story of its research on ketamine and depression, The "
            "page has no date."
        ),
        search_description=(
            "Yale's center for clinical trials on its research into ketamine and depression. Our short summary, "
            "what to keep in mind, and a link."
        ),
        body=_body(
            "The page tells how Yale came to study ketamine against depression. It names John Krystal, one of the "
            "authors of the trial of 2000.",
            "A university tells its own story here. The page carries no date.",
            "It helps to understand where the idea came from. It does not tell whether ketamine helps with pain.",
            _MOOD_NOTE,
        ),
    ),
]
