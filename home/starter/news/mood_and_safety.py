"""Reports about ketamine for depression, about warnings, and about use at home."""

from datetime import date

from home.starter.news.common import MOOD_NOTE, Article, summary_of

MOOD_AND_SAFETY: list[Article] = [
    Article(
        slug="healthday-fda-compounded-ketamine",
        title="FDA Warns of Dangers of Compounded Ketamine for Psychiatric Use",
        seo_title="FDA warns of compounded ketamine for psychiatric use",
        outlet="HealthDay, on Drugs.com",
        published_on=date(2023, 10, 11),
        url="https://drugs.com/news/fda-warns-dangers-compounded-ketamine-psychiatric-115482.html",
        kind="press",
        stance="critical",
        topics=("safety", "at-home-use", "depression"),
        summary=(
            "A report on the FDA’s warning of October 2023: ketamine mixed by pharmacies is not approved for "
            "mental health conditions, and use at home adds risk."
        ),
        search_description=(
            "HealthDay on the FDA warning about compounded ketamine for mental health conditions and about use "
            "at home. Our summary and a link."
        ),
        body=summary_of(
            "The FDA warned about ketamine products that pharmacies mix (“compound”) for mental health conditions. "
            "The risks named include misuse, mental health problems, higher blood pressure, slow breathing and "
            "bladder trouble.",
            "The warning is about mixed products, often taken at home. The FDA has not approved ketamine for any "
            "mental health condition.",
            "We give ketamine at the clinic, by injection, and watch you for about an hour. Ask us which product we "
            "use.",
            MOOD_NOTE,
        ),
    ),
    Article(
        slug="scripps-fda-compounded-ketamine",
        title="FDA warns of risks involved with compounded ketamine products",
        seo_title="FDA warns of risks of compounded ketamine products",
        outlet="Scripps News",
        published_on=date(2023, 10, 1),
        date_precision="month",
        url="https://scrippsnews.com/stories/fda-warns-of-risks-involved-with-compounded-ketamine-products",
        kind="television",
        stance="critical",
        topics=("safety", "at-home-use"),
        summary=(
            "A television newsroom reports on the FDA’s warning of October 2023 about ketamine products that "
            "pharmacies mix themselves."
        ),
        search_description=(
            "Scripps News on the FDA warning about compounded ketamine products, October 2023. Our short "
            "summary, what to keep in mind, and a link."
        ),
        body=summary_of(
            "In October 2023, Scripps News told its viewers about the FDA’s warning. Ketamine is approved as an "
            "injection for anesthesia. Products that pharmacies mix themselves are not approved.",
            "A short report cannot name every risk. The longer summary from "
            "[HealthDay](/news/healthday-fda-compounded-ketamine/) names more.",
            "Our use for pain is off-label, too. That is why we tell you the risks before you decide.",
        ),
    ),
    Article(
        slug="anand-2023-ketamine-ect",
        title="Ketamine versus ECT for Nonpsychotic Treatment-Resistant Major Depression",
        seo_title="Ketamine versus ECT for depression that resists treatment",
        outlet="New England Journal of Medicine",
        author="Anand A, Mathew SJ, Sanacora G, and others",
        published_on=date(2023, 1, 1),
        date_precision="year",
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
        body=summary_of(
            "The trial came out in 2023. In it, 403 people with depression that had resisted other treatment had "
            "ketamine or electric shock treatment (ECT). On ketamine, 55.4% responded; on ECT, 41.2%.",
            "Everybody knew which treatment they had. Feeling cut off from oneself or the world was more common "
            "with ketamine.",
            "This is about depression, which is not on our list of conditions. It says nothing about pain.",
            MOOD_NOTE,
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
        body=summary_of(
            "Chris Hamby reports on ketamine by telehealth, where patient and prescriber meet only on a screen. The "
            "headline calls it a fraught new frontier.",
            "The report is about care at a distance. The newspaper may ask you to sign in.",
            "Our treatment is an injection at the clinic, and we watch you closely for about an hour after it.",
        ),
    ),
    Article(
        slug="sanacora-2017-consensus-statement",
        title="A Consensus Statement on the Use of Ketamine in the Treatment of Mood Disorders",
        seo_title="Ketamine for mood disorders: a consensus statement",
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
        body=summary_of(
            "Experts of the American Psychiatric Association looked at ketamine for mood disorders. They saw "
            "promise. They also stressed that studies were small, with little data on safety and effect over time.",
            "It dates from 2017, and newer trials have come out since.",
            "What is not known about repeated use for mood is not known for pain either.",
            MOOD_NOTE,
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
        body=summary_of(
            "Seven people with major depression had one dose of ketamine into a vein. Within 72 hours, their scores "
            "were better than after salt water.",
            "Seven people are very few. They had one dose, and most can tell ketamine from salt water by how it feels.",
            "The trial opened a field of research. It was about depression, not pain.",
            MOOD_NOTE,
        ),
    ),
    Article(
        slug="yale-clinical-trials-story",
        title="Ketamine: a story from Yale’s clinical trials",
        outlet="Yale School of Medicine (YCCI)",
        url="https://medicine.yale.edu/ycci/clinicaltrials/learnmore/ketamine/",
        kind="press",
        stance="supportive",
        topics=("depression",),
        summary=(
            "Yale’s center for clinical trials tells the story of its research on ketamine and depression. The "
            "page has no date."
        ),
        search_description=(
            "Yale’s center for clinical trials on its research into ketamine and depression. Our short summary, "
            "what to keep in mind, and a link."
        ),
        body=summary_of(
            "The page tells how Yale came to study ketamine against depression. It names John Krystal, one of the "
            "authors of the trial of 2000.",
            "A university tells its own story here. The page carries no date.",
            "It helps to understand where the idea came from. It does not tell whether ketamine helps with pain.",
            MOOD_NOTE,
        ),
    ),
]
