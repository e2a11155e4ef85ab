"""The shape of an article's data, and what several articles share."""

from dataclasses import dataclass
from datetime import date

from home.starter.blocks import Block, callout, text

MOOD_NOTE = callout(
    "emergency",
    "If you are in crisis",
    "In an emergency, call 911. If you think about suicide or self-harm, call or text 988, at any hour.",
)


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
    # "month" or "year" where the source tells no more.
    date_precision: str = "day"
    author: str = ""
    url: str = ""
    # For search results, where the headline is too long for them.
    seo_title: str = ""


def summary_of(found: str, limits: str, us: str, *more: Block) -> list[Block]:
    """Every summary has the same three parts: what it reports, what to keep in mind, what it means here."""
    return [
        text(found),
        text(f"**Keep in mind.** {limits}"),
        text(f"**What this means for our patients.** {us}"),
        *more,
    ]
