"""Reports about ketamine for chronic pain, and about how clinics advertise it."""

from datetime import date

from home.starter.news.common import Article, summary_of

PAIN: list[Article] = [
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
            "Cleveland Clinic’s magazine for doctors describes its fixed, low-dose ketamine plan for people "
            "with pain that has resisted other treatment."
        ),
        search_description=(
            "Cleveland Clinic’s magazine for doctors on its low-dose ketamine plan for chronic pain. Our short "
            "summary, its limits, and a link to the report."
        ),
        body=summary_of(
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
        body=summary_of(
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
        seo_title="Ketamine for chronic pain: the Cleveland Clinic study",
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
            "speaks well of safety and effect. There was no comparison group."
        ),
        search_description=(
            "Press release of Cleveland Clinic on its study of ketamine infusions in 1,034 people with chronic "
            "pain. Our summary, its limits, and a link."
        ),
        body=summary_of(
            "The hospital reports on 1,034 patients with chronic pain. They had a fixed plan of low-dose ketamine "
            "infusions. The release speaks well of its safety and its effect.",
            "A press release tells the good side first. The study looked back at records and had no group without "
            "ketamine. In the paper, 20% to 46% had a real improvement on at least some measures.",
            "It is one of the larger reports on ketamine for pain. It was about infusions into a vein, not injections.",
        ),
    ),
    Article(
        slug="tankha-2025-infusion-protocol",
        title="Standardized ketamine infusion protocol for chronic refractory pain",
        seo_title="Ketamine infusions for chronic pain: a study of 1,034 people",
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
        body=summary_of(
            "This is the paper behind the news from Cleveland Clinic. Of 1,034 patients, most completed five "
            "infusions. On the measures used, 20% to 46% had an improvement large enough to matter.",
            "All patients had ketamine. Without a comparison group, nobody can say how many would have improved "
            "anyway.",
            "The figures are lower than the success in about 70% of patients that we speak of. We show both "
            "on the page about [results](/therapy/results/).",
        ),
    ),
    Article(
        slug="news-medical-evidence-review",
        title="Evidence review questions ketamine’s role in chronic pain treatment",
        seo_title="Evidence review questions ketamine for chronic pain",
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
        body=summary_of(
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
        seo_title="False or misleading claims in ketamine ads: a Maryland study",
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
        body=summary_of(
            "Three researchers looked at how ketamine clinics in Maryland advertise online. Many made claims that "
            "contradict the evidence or statements of the FDA.",
            "The study is about one state. It did not look at how patients fared.",
            "We try to keep our own words plain. Where our view goes further than the research, we say so "
            "right there. If you find a claim here that goes too far, please tell us.",
        ),
    ),
    Article(
        slug="cu-anschutz-misleading-claims",
        title="Hundreds of Clinics May Be Guilty of False or Misleading Claims in Ketamine Advertising",
        seo_title="Hundreds of clinics may mislead in their ketamine ads",
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
            "A university’s news site explains the study of ketamine advertising. It says that hundreds of "
            "clinics may make claims that are not true."
        ),
        search_description=(
            "CU Anschutz News on false or misleading claims in ketamine advertising: what the researchers "
            "found. Our summary and a link to the story."
        ),
        body=summary_of(
            "The story tells the public about the study of ketamine advertising that came out the same day. It says "
            "that hundreds of clinics may be making false or misleading claims.",
            "The number is an estimate that goes beyond the clinics in the study.",
            "Use it as a checklist for any clinic, ours as well. Ask what is approved, what studies show, and what "
            "the risks are.",
        ),
    ),
]
