"""`make messages`: collects every sentence of the interface, and compiles the translations.

Babel does what Django's makemessages needs GNU gettext for, so that no machine has to have that. What it writes is
committed, the compiled file (.mo) too: the running site needs neither. What has no translation yet is named at the end.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("appointments", "core", "home", "locations", "news", "search", "site_cms", "therapy")
LANGUAGE = "es"
FOLDER = PROJECT / "locale" / LANGUAGE / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
# What staff read in the place of Wagtail's words, English too: no sentences of ours, so nobody collects them.
STAFF_WORDS = PROJECT / "core" / "editorial" / "locale"
FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy", "plural"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
# Django's own rule for Spanish: catalogues of one language are merged only when they agree on it.
PLURAL_FORMS = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
# A translation must keep what is filled in: %(name)s, %d, {name}, and the tags and addresses of HTML.
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+[^>]*>")
NOTE = "Translators:"


class Found(NamedTuple):
    """One call for a translation."""

    place: str
    line: int
    function: str
    words: tuple[str, ...]
    comments: list[str]


def sources() -> Iterator[Path]:
    """Every file that may hold sentences, in a fixed order."""
    for room in ROOMS:
        for path in sorted((PROJECT / room).rglob("*")):
            if (path.suffix == ".py" and "migrations" not in path.parts) or (
                path.suffix in {".html", ".txt"} and "templates" in path.parts
            ):
                yield path


def calls_in(path: Path) -> Iterator[Found]:
    """Every call in a file; a template is first made into something like Python, as makemessages does."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is no call are rows of X, whose indentation means nothing.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for line, function, words, comments in extract_python(
        BytesIO(text.encode()), list(FUNCTIONS), [NOTE], {"encoding": "utf-8"}
    ):
        parts = tuple(words) if isinstance(words, list | tuple) else (words,)
        if isinstance(parts[0], str):
            yield Found(str(path.relative_to(PROJECT)), line, function, parts, list(comments))


def extracted() -> Catalog:
    """Every sentence of the interface, with the files that have it."""
    catalogue = Catalog(charset="utf-8")
    for path in sources():
        for found in calls_in(path):
            context, words = None, found.words
            if found.function.startswith("pgettext"):
                context, words = words[0], words[1:]
            is_plural = FUNCTIONS[found.function] == (1, 2)
            catalogue.add(
                (words[0], words[1]) if is_plural else words[0],
                locations=[(found.place, None)],
                auto_comments=found.comments,
                context=context,
            )
    return catalogue


def read(path: Path) -> Catalog:
    """What a .po file holds; its folder names the language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def stored() -> Catalog:
    """The translations as they are committed."""
    return read(PO) if PO.exists() else Catalog(locale=LANGUAGE, charset="utf-8")


def key_of(message: Message) -> tuple[str | None, str]:
    """What tells one sentence from another."""
    return (message.context, message.id if isinstance(message.id, str) else message.id[0])


def sentences(catalogue: Catalog) -> dict[tuple[str | None, str], Message]:
    """The sentences of a catalogue, without its header."""
    return {key_of(message): message for message in catalogue if message.id}


def forms(message: Message) -> list[str]:
    """The translation, or its forms for numbers."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def problems(message: Message) -> list[str]:
    """What is wrong with a translation: missing, uncertain, or without something that is filled in."""
    texts = forms(message)
    if not all(text.strip() for text in texts):
        return ["has no translation"]
    if message.fuzzy:
        return ["is marked as fuzzy"]
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = set(FILLED_IN.findall(originals[-1]))
    found = [set(FILLED_IN.findall(text)) for text in texts]
    if any(each - wanted for each in found) or wanted - set().union(*found):
        return [f"does not keep {sorted(wanted)}"]
    return []


def compiled(catalogue: Catalog) -> bytes:
    """The translations as Django reads them; without a date, so that the same translations give the same bytes."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def merged() -> Catalog:
    """The sentences of today with the translations that there are; nothing is guessed."""
    known = sentences(stored())
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False, project="clinic-site")
    catalogue._plural_expr, catalogue._num_plurals = PLURAL_FORMS.partition("plural=")[2].rstrip(";"), 3
    for key, message in sorted(sentences(extracted()).items(), key=lambda item: (item[0][1], item[0][0] or "")):
        old = known.get(key)
        same_shape = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
        catalogue.add(
            message.id,
            old.string if old is not None and same_shape else None,
            locations=sorted({(place, None) for place, _line in message.locations}),
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file without dates, so that it changes only when a sentence does."""
    file = BytesIO()
    write_po(file, catalogue, width=120, omit_header=True, include_lineno=False)
    header = (
        "# Spanish for people in the United States: usted, plain words, no jargon.\n"
        'msgid ""\nmsgstr ""\n'
        '"Language: es\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURAL_FORMS}\\n"\n\n'
    )
    return header.encode() + file.getvalue()


def main() -> int:
    """Write both files, and name what is still to be translated."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(merged()))
    catalogue = stored()
    MO.write_bytes(compiled(catalogue))
    for path in STAFF_WORDS.glob("*/LC_MESSAGES/django*.po"):
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
    open_ones = [(message, problem) for message in sentences(catalogue).values() for problem in problems(message)]
    for message, problem in open_ones[:40]:
        print(f"{problem}: {message.id!r}")
    print(f"{len(sentences(catalogue))} sentences, {len(open_ones)} to be translated in {PO.relative_to(PROJECT)}.")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
