"""Helpers that return one StreamField block each, in the raw form in which Wagtail stores it.

The block names and values are those of ``core.pages.blocks.BodyStreamBlock``. Page links are written as site paths,
references by key; ``load.py`` replaces them by ids when pages and snippets exist.
"""

from typing import Any

from core.pages.blocks.questions import anchor_of
from home.starter.markup import rich

Block = dict[str, Any]


def _block(kind: str, value: Any) -> Block:
    return {"type": kind, "value": value}


def heading(text: str, level: str = "h2") -> Block:
    """A heading; those of level h2 make up the contents list of the page."""
    return _block("heading", {"text": text, "level": level})


def text(*parts: str) -> Block:
    """Paragraphs and lists."""
    return _block("text", rich(*parts))


def callout(kind: str, title: str, *parts: str) -> Block:
    """A set-apart note. ``kind`` is "information", "caution" or "emergency"."""
    return _block("callout", {"kind": kind, "title": title, "text": rich(*parts)})


def steps(*items: tuple[str, str, str]) -> Block:
    """Numbered steps, each a title, a time (may be empty) and a text."""
    return _block("steps", {"steps": [{"title": t, "time": time, "text": rich(body)} for t, time, body in items]})


# Marks a figure that is a share of people.
PEOPLE = "people"


def facts(*items: tuple[str, ...]) -> Block:
    """Figures, each a value, what it counts, the key of its reference (may be empty) and a note (may be empty).

    A fifth element `PEOPLE` draws the figure as people out of ten.
    """
    return _block(
        "facts",
        {
            "facts": [
                {"value": v, "label": label, "source": key or None, "note": note, "people": PEOPLE in more}
                for v, label, key, note, *more in items
            ]
        },
    )


def drawing(name: str, caption: str) -> Block:
    """The drawing of that name (see ``core.design.drawings``) with a caption."""
    return _block("drawing", {"drawing": name, "caption": caption})


# The answer to a question that only the clinic knows: the question waits on the launch list.
NOT_KNOWN = ""


def faq(title: str, *items: tuple[str, str]) -> Block:
    """Questions with their answers."""
    parts = [{"question": q, "answer": rich(a) if a else NOT_KNOWN, "address": anchor_of(q)} for q, a in items]
    return _block("faq", {"title": title, "items": parts})


def quote(words: str, attribution: str, source_url: str = "") -> Block:
    """Somebody's words."""
    return _block("quote", {"text": words, "attribution": attribution, "source_url": source_url})


def link(label: str, path: str) -> dict[str, Any]:
    """A link to the page at ``path``, as a value of ``core.pages.blocks.LinkBlock``."""
    return {"label": label, "page": path, "url": "", "phone": ""}


def section(kind: str, title: str, *parts: str, more: dict[str, Any] | None = None, **values: Any) -> Block:
    """A section of the home page (see ``home.blocks.SectionBlock``) with the values that its kind needs."""
    more = more or {"label": "", "page": None, "url": "", "phone": ""}
    return _block(kind, {"title": title, "text": rich(*parts), "more": more, **values})


def call_to_action(title: str, words: str, label: str, path: str) -> Block:
    """A button to the page at ``path``, with a title and a sentence."""
    return _block("call_to_action", {"title": title, "text": words, "button": link(label, path)})


def request_appointment(title: str = "The next step", words: str = "") -> Block:
    """The one thing that patients are asked to do."""
    words = words or "Tell us how to reach you and where you want to be seen. Please leave out medical details."
    return call_to_action(title, words, "Request an appointment", "/request-an-appointment/")


def page_cards(title: str, kind: str, *paths: str) -> Block:
    """Cards of pages: all "locations", all "conditions", the newest "news", or "chosen" ones at ``paths``."""
    return _block("page_cards", {"title": title, "kind": kind, "pages": list(paths)})


def emergency(*extra: str) -> Block:
    """When to call 911 or 988: shown wherever depression or another emergency is near."""
    return callout(
        "emergency",
        "Get help right away",
        *extra,
        "In an emergency, call 911. If you or someone you know is thinking about suicide or self-harm, call or text "
        "988, the Suicide & Crisis Lifeline, at any hour.",
    )
