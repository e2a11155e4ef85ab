"""The published sources that the starter texts cite.

A detail that could not be confirmed (an author list, a DOI, a web address) is left out rather than guessed. Notes are
shown to readers: how many people took part, and what was studied. Keys are used in the texts as ``[@key]``.
"""

from typing import TypedDict


class ReferenceData(TypedDict, total=False):
    """The fields of ``editorial.Reference``, plus the short ``label`` that a citation shows as its link text."""

    key: str
    label: str
    authors: str
    title: str
    source: str
    year: int | None
    doi: str
    pubmed_id: str
    url: str
    kind: str
    note: str


REFERENCES: list[ReferenceData] = [
    {
        "key": "icu-review-2018",
        "label": "AACN 2018",
        "title": "Ketamine Use in the Intensive Care Unit",
        "source": "AACN Advanced Critical Care 29(2):101",
        "year": 2018,
        "url": "https://aacnjournals.org/aacnacconline/article-abstract/29/2/101/11/",
        "kind": "article",
    },
    {
        "key": "ketalar-label",
        "label": "Ketalar label",
        "title": "Ketalar (ketamine hydrochloride) injection: prescribing information",
        "source": "Manufacturer’s label, United States",
        "year": None,
        "kind": "label",
    },
    {
        "key": "berman-2000",
        "label": "Berman 2000",
        "authors": "Berman RM, Cappiello A, Anand A, Oren DA, Heninger GR, Charney DS, Krystal JH",
        "title": "Antidepressant effects of ketamine in depressed patients",
        "source": "Biological Psychiatry 47(4):351-354",
        "year": 2000,
        "doi": "10.1016/S0006-3223(99)00230-9",
        "kind": "trial",
        "note": "Seven people, one dose into a vein, depression",
    },
    {
        "key": "cohen-2018",
        "label": "Cohen 2018",
        "authors": "Cohen SP, Bhatia A, Buvanendran A, et al.",
        "title": "Consensus Guidelines on the Use of Intravenous Ketamine Infusions for Chronic Pain",
        "source": "Regional Anesthesia and Pain Medicine 43(5):521-546",
        "year": 2018,
        "doi": "10.1097/AAP.0000000000000808",
        "kind": "guideline",
    },
    {
        "key": "sanacora-2017",
        "label": "Sanacora 2017",
        "authors": (
            "Sanacora G, Frye MA, McDonald W, Mathew SJ, Turner MS, Schatzberg AF, Summergrad P, Nemeroff CB; "
            "American Psychiatric Association task force"
        ),
        "title": "A Consensus Statement on the Use of Ketamine in the Treatment of Mood Disorders",
        "source": "JAMA Psychiatry 74:399-405",
        "year": 2017,
        "url": "https://jamanetwork.com/journals/jamapsychiatry/article-abstract/2605202",
        "kind": "guideline",
    },
    {
        "key": "anand-2023",
        "label": "Anand 2023",
        "authors": "Anand A, Mathew SJ, Sanacora G, et al.",
        "title": "Ketamine versus ECT for Nonpsychotic Treatment-Resistant Major Depression",
        "source": "New England Journal of Medicine",
        "year": 2023,
        "doi": "10.1056/NEJMoa2302399",
        "pubmed_id": "37224232",
        "kind": "trial",
        "note": "403 people, depression, into a vein, open-label",
    },
    {
        "key": "nami-2019",
        "label": "NAMI 2019",
        "authors": "National Alliance on Mental Illness",
        "title": "FDA Approves Esketamine Nasal Spray for Treatment-Resistant Depression",
        "source": "NAMI research news, March 5, 2019",
        "year": 2019,
        "kind": "web",
    },
    {
        "key": "fda-2022",
        "label": "FDA 2022",
        "authors": "US Food and Drug Administration",
        "title": (
            "FDA alerts health care professionals of potential risks associated with compounded ketamine nasal spray"
        ),
        "source": "FDA, February 16, 2022",
        "year": 2022,
        "url": (
            "https://fda.gov/drugs/human-drug-compounding/"
            "fda-alerts-health-care-professionals-potential-risks-associated-compounded-ketamine-nasal-spray"
        ),
        "kind": "label",
    },
    {
        "key": "fda-2023",
        "label": "FDA 2023",
        "authors": "HealthDay",
        "title": "FDA warns of dangers of compounded ketamine for psychiatric use",
        "source": "Drugs.com, October 11, 2023",
        "year": 2023,
        "url": "https://drugs.com/news/fda-warns-dangers-compounded-ketamine-psychiatric-115482.html",
        "kind": "web",
        "note": "Report of the FDA warning of October 10, 2023",
    },
    {
        "key": "cochrane-2025",
        "label": "Cochrane 2025",
        "authors": "Ferraro MC, et al.",
        "title": "Ketamine and other NMDA receptor antagonists for chronic pain",
        "source": "Cochrane Database of Systematic Reviews, CD015373",
        "year": 2025,
        "pubmed_id": "40819842",
        "kind": "review",
        "note": "67 trials, 2,309 adults, chronic non-cancer pain",
    },
    {
        "key": "tankha-2025",
        "label": "Tankha 2025",
        "authors": "Tankha H, Davin S, Lapin B, et al.",
        "title": "Standardized ketamine infusion protocol for chronic refractory pain",
        "source": "Regional Anesthesia and Pain Medicine",
        "year": 2025,
        "doi": "10.1136/rapm-2025-106907",
        "kind": "article",
        "note": "1,034 clinic patients, into a vein, no comparison group",
    },
    {
        "key": "sigtermans-2009",
        "label": "Sigtermans 2009",
        "authors": "Sigtermans MJ, et al.",
        "title": "Ketamine produces effective and long-term pain relief in CRPS-1",
        "source": "Pain 145:304-311",
        "year": 2009,
        "kind": "trial",
        "note": "60 people, four days into a vein",
    },
    {
        "key": "orhurhu-2019",
        "label": "Orhurhu 2019",
        "authors": "Orhurhu V, Orhurhu MS, Bhatia A, Cohen SP",
        "title": "Ketamine Infusions for Chronic Pain: systematic review and meta-analysis",
        "source": "Anesthesia & Analgesia 129(1)",
        "year": 2019,
        "doi": "10.1213/ANE.0000000000004185",
        "kind": "review",
    },
    {
        "key": "im-iv-2014",
        "label": "IM and IV trial 2014",
        "title": "Acute antidepressant effects of intramuscular versus intravenous ketamine",
        "source": "Indian Journal of Psychological Medicine 36(1):71-76",
        "year": 2014,
        "doi": "10.4103/0253-7176.127258",
        "pubmed_id": "24701015",
        "kind": "trial",
        "note": "27 people, depression, open trial",
    },
    {
        "key": "loo-2016",
        "label": "Loo 2016",
        "authors": "Loo CK, et al.",
        "title": "Placebo-controlled pilot trial of ketamine by intravenous, intramuscular and subcutaneous routes",
        "source": "Acta Psychiatrica Scandinavica 134:48-56",
        "year": 2016,
        "doi": "10.1111/acps.12572",
        "kind": "trial",
        "note": "15 people, depression, pilot",
    },
    {
        "key": "loo-2023",
        "label": "Loo 2023",
        "authors": "Loo C, et al.",
        "title": "KADS study: repeated subcutaneous racemic ketamine compared with midazolam",
        "source": "British Journal of Psychiatry 223(6):533-541",
        "year": 2023,
        "doi": "10.1192/bjp.2023.79",
        "kind": "trial",
        "note": "Phase 3, depression, under the skin",
    },
    {
        "key": "mechanisms-2018",
        "label": "Molecular Psychiatry 2018",
        "title": "Mechanisms of ketamine action as an antidepressant",
        "source": "Molecular Psychiatry 23:801-811",
        "year": 2018,
        "doi": "10.1038/mp.2017.255",
        "kind": "review",
    },
    {
        "key": "expert-opinion-2021",
        "label": "Expert opinion 2021",
        "title": "International expert opinion on ketamine and esketamine in treatment-resistant depression",
        "source": "American Journal of Psychiatry",
        "year": 2021,
        "doi": "10.1176/appi.ajp.2020.20081251",
        "kind": "guideline",
    },
    {
        "key": "crane-2023",
        "label": "Crane 2023",
        "authors": "Crane MA, DiStefano MJ, Moore TJ",
        "title": "False or Misleading Claims in Online Direct-to-Consumer Ketamine Advertising in Maryland",
        "source": "JAMA Network Open 6(11):e2342210",
        "year": 2023,
        "doi": "10.1001/jamanetworkopen.2023.42210",
        "kind": "article",
    },
    {
        "key": "cadth-rc1521",
        "label": "CADTH rapid review",
        "authors": "Canadian Journal of Health Technologies (CADTH)",
        "title": "Rapid review RC1521: ketamine for chronic non-cancer pain",
        "source": "Canadian Journal of Health Technologies",
        "year": None,
        "kind": "review",
    },
    {
        "key": "mayo-ketamine",
        "label": "Mayo Clinic",
        "authors": "Mayo Clinic",
        "title": "Ketamine (injection route): precautions",
        "source": "Mayo Clinic drug information",
        "year": None,
        "url": "https://mayoclinic.org/drugs-supplements/ketamine-injection-route",
        "kind": "web",
    },
]

REFERENCE_LABELS: dict[str, str] = {reference["key"]: reference["label"] for reference in REFERENCES}
