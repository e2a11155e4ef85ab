"""What staff read on a screen of the admin: its words, its tooltips, what its scripts write, and its complaints.

Forms are handed in empty, and filled with what no field takes, so that the complaints are read too.
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

# Attributes that are read out, shown beside the mouse, or written by a script.
SPOKEN = re.compile(
    r"^(title|placeholder|aria-label|aria-description|alt|label|data-confirm)$|(content|message)-value$"
)
# What scripts are given to write: names of fields, of entries of the menu, of buttons.
WRITTEN = re.compile(r'"(?:label|helpText|help_text|description|text|title|placeholder)":\s*("(?:[^"\\]|\\.)*")')
TYPED = {"text", "email", "url", "tel", "number", "date", "time", "textarea", "search"}
WRONG = "¿no! such @thing/ 99"


class Reader(HTMLParser):
    """Collects the words of a screen, and the forms on it that change something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[tuple[str, dict[str, str], set[str]]] = []  # address, what is sent as it is, what is typed
        self._silent: list[str] = []
        self._form: tuple[str, dict[str, str], set[str]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear an element's own words; begin a form, or add a field to it."""
        values = {name: value or "" for name, value in attrs}
        if tag in {"script", "style", "svg"}:
            self._silent.append(tag)
        if tag == "form" and values.get("method", "").lower() == "post":
            self._form = (values.get("action", ""), {}, set())
        for name, value in values.items():
            if SPOKEN.search(name) or (tag == "input" and name == "value" and values.get("type") == "submit"):
                self.words.append(value)
            elif '"' in value:
                self._hear_data(value)
        if self._form and (name := values.get("name")):
            self._add(tag, name, values)

    def _add(self, tag: str, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text") if tag == "input" else tag
        if kind in TYPED:
            self._form[2].add(name)
        elif kind == "hidden" or (kind == "button" and name == "action-publish"):
            self._form[1][name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """End a form, or what is not read."""
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
        if tag == "form" and self._form:
            self.forms.append(self._form)
            self._form = None

    def handle_data(self, data: str) -> None:
        """Hear what stands between elements."""
        if not self._silent:
            self.words.append(" ".join(data.split()))
        elif self._silent[-1] == "script":
            self._hear_data(data)

    def _hear_data(self, data: str) -> None:
        for text in WRITTEN.findall(data):
            words = json.loads(text)
            self.words.append(re.sub(r"<[^>]+>", " ", words))


def html_of(response: HttpResponse) -> str:
    """The HTML of an answer; a dialog's comes inside JSON."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith(("text/html", "application/json")):
        return ""
    text = response.content.decode()
    if kind.startswith("text/html"):
        return text
    data = json.loads(text or "null")
    return str(data.get("html") or "") if isinstance(data, dict) else ""


def hand_ins(client: Client, path: str, reader: Reader) -> Iterator[Reader]:
    """Hand in every form of a screen, empty and wrong, undo it, and read what comes back."""
    for action, kept, typed in reader.forms:
        if "logout" in action:
            continue
        for value in ("", WRONG):
            mark = transaction.savepoint()
            answer = client.post(action or path, {**kept, **dict.fromkeys(typed, value)}, follow=True)
            transaction.savepoint_rollback(mark)
            yield Reader(html_of(answer))
