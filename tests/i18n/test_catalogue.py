"""Every sentence of the interface can be translated, and is translated into Spanish."""

import re
from gettext import GNUTranslations

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.i18n import catalogue

# Words between tags of a template that no translation would reach.
TAGS = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|{%.*?%}|{{.*?}}", re.DOTALL)
MARKED = re.compile(r"{% blocktranslate.*?endblocktranslate %}", re.DOTALL)
SILENT = re.compile(r"<(style|script|svg)\b.*?</\1>|<!--.*?-->", re.DOTALL)
WORDS = re.compile(r">([^<>]*[A-Za-z]{3,}[^<>]*)<")
# Codes, and the names of drawings, are the same in every language.
SAME_EVERYWHERE = {"NPI", "crown", "sprig", "CSV", "XLSX", "sitemap.xml", "llms.txt"}


def test_every_sentence_of_the_interface_is_in_the_catalogue_and_nothing_else() -> None:
    wanted, found = catalogue.sentences(catalogue.extracted()), catalogue.sentences(catalogue.stored())
    assert len(wanted) > 900
    assert sorted(key[1] for key in wanted.keys() - found.keys()) == [], "run `make messages` and translate these"
    assert sorted(key[1] for key in found.keys() - wanted.keys()) == [], "run `make messages`: these are gone"


def test_every_sentence_is_translated_into_spanish() -> None:
    stored = catalogue.sentences(catalogue.stored())
    wrong = {str(message.id): found for message in stored.values() if (found := catalogue.problems(message))}
    assert wrong == {}


def test_the_compiled_catalogue_is_the_one_that_was_written() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.stored()), "run `make messages`"
    with catalogue.MO.open("rb") as file:
        assert GNUTranslations(file).gettext("Search this site") == "Buscar en este sitio"


def test_no_template_holds_words_outside_of_translations() -> None:
    found = {}
    for path in catalogue.sources():
        if path.suffix != ".html":
            continue
        text = SILENT.sub("", TAGS.sub("", MARKED.sub("", path.read_text(encoding="utf-8"))))
        words = [part.strip() for part in WORDS.findall(text) if part.strip() not in SAME_EVERYWHERE]
        if words:
            found[str(path.relative_to(catalogue.PROJECT))] = words
    assert found == {}


@pytest.mark.parametrize(("number", "words"), [(1, "Falta 1 cosa"), (2, "Faltan 2 cosas"), (1_000_000, "Faltan")])
def test_numbers_are_counted_in_spanish(number: int, words: str) -> None:
    with translation.override("es"):
        text = ngettext("%(count)d thing is missing", "%(count)d things are missing", number) % {"count": number}
    assert text.startswith(words)


def test_what_the_clinic_says_at_first_is_translated_too() -> None:
    from appointments.models.settings import DEFAULT_CONSENT_CONTACT, DEFAULT_CONSENT_VOICEMAIL
    from core.site.models import DEFAULT_EMERGENCY_TEXT, DEFAULT_EMERGENCY_TITLE

    with translation.override("es"):
        for text in (DEFAULT_CONSENT_CONTACT, DEFAULT_CONSENT_VOICEMAIL, DEFAULT_EMERGENCY_TEXT):
            assert gettext(text) != text
        assert "911" in gettext(DEFAULT_EMERGENCY_TITLE)
        assert {"911", "988"} <= set(re.findall(r"\d+", gettext(DEFAULT_EMERGENCY_TEXT)))
