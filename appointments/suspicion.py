"""Signs that a program wrote a request. Suspects are stored and set aside, never dropped: staff decide."""

import re

from .request_form import Answers

THRESHOLD = 50
FASTEST_SECONDS = 3

LINK = re.compile(r"https?://|www\.|\[url|<a\s|\b[\w-]+\.(?:ru|cn|top|xyz|click|shop|icu|buzz)\b", re.IGNORECASE)
MARKUP = re.compile(r"<\s*/?\s*[a-z!][^>]*>|\[/?(?:b|i|url|img)\b", re.IGNORECASE)
PITCH = re.compile(
    r"\b(?:seo|backlinks?|guest post|rank(?:ing)? (?:on|in) google|web ?design|crypto|bitcoin|casino|betting"
    r"|viagra|cialis|payday loan|merchant cash|escort|dating site|mailing list|lead generation|buy followers)\b",
    re.IGNORECASE,
)


def signs(answers: Answers, *, trap: str, elapsed: str, proof_missing: bool) -> list[str]:
    """Return the codes of what is suspicious when together it is enough to set the request aside, else [].

    Args:
        answers: the cleaned answers.
        trap: what stands in the field that people do not see.
        elapsed: whole seconds between opening and sending, as the page's script counted them; "" without script.
        proof_missing: whether proof of work is switched on and was not brought.
    """
    words = f"{answers.full_name} {answers.note}"
    points = {
        "trap": 100 if trap else 0,
        "no_proof": 100 if proof_missing else 0,
        "too_fast": 30 if elapsed.isdecimal() and int(elapsed) < FASTEST_SECONDS else 0,
        "link_in_name": 100 if LINK.search(answers.full_name) else 0,
        "link": 40 if LINK.search(answers.note) else 0,
        "many_links": 40 if len(LINK.findall(answers.note)) > 1 else 0,
        "markup": 50 if MARKUP.search(words) else 0,
        "pitch": 50 if PITCH.search(words) else 0,
    }
    if sum(points.values()) < THRESHOLD:
        return []
    return [code for code, weight in points.items() if weight]
