"""Ketamine in the news: reports from outside, for and against, each with our own short summary.

Only coverage that was checked is listed. A date, an author or an address that could not be confirmed is left empty.
"""

from home.starter.blocks import Block, text
from home.starter.news.common import Article
from home.starter.news.mood_and_safety import MOOD_AND_SAFETY
from home.starter.news.pain import PAIN

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
INDEX_BODY: list[Block] = [
    text(
        "Ketamine has been covered widely on television and in the press. Reports often speak of depression, of a "
        "drip into a vein, or of use at home. We give injections for chronic pain, at the clinic. So please read "
        "with care what each one is about.",
    ),
]

TOPICS: dict[str, str] = {
    "chronic-pain": "Chronic pain",
    "depression": "Depression",
    "safety": "Safety and warnings",
    "advertising": "Advertising and claims",
    "at-home-use": "Use at home",
}

ARTICLES: list[Article] = [*PAIN, *MOOD_AND_SAFETY]
