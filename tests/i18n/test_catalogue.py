"""Every sentence of the interface can be translated, and is translated into Spanish."""

import re
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
import wagtail
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.users.models import UserProfile

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


STAFF_WORDS = sorted(catalogue.STAFF_WORDS.glob("*/LC_MESSAGES/django*.po"))
# A number that says nothing to people may be left out.
NEEDLESS = {"%(revision_id)s"}
# "One page" may stand for the number.
COUNTS = re.compile(r"%\(\w*(count|counter)\)[sd]")


@pytest.mark.parametrize("path", STAFF_WORDS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_words_for_staff_take_the_place_of_words_that_wagtail_still_has(path: Path) -> None:
    ours = catalogue.sentences(catalogue.read(path))
    for message in ours.values():
        given = set(catalogue.FILLED_IN.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        for form, text in enumerate(catalogue.forms(message)):
            is_singular = form == 0 and not isinstance(message.id, str)
            free = NEEDLESS | ({each for each in given if COUNTS.fullmatch(each)} if is_singular else set())
            kept = set(catalogue.FILLED_IN.findall(text))
            assert text.strip()
            assert given - free <= kept <= given, text
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read(path)), "run `make messages`"
    theirs = {
        key
        for package in (django, wagtail)
        for file in Path(package.__file__).parent.rglob(f"locale/en/LC_MESSAGES/{path.name}")
        for key in catalogue.sentences(catalogue.read(file))
    }
    assert ours.keys() - theirs == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Show the pages below \\u201c"), ("es", "Mostrar las p\\u00e1ginas debajo de")]
)
def test_the_scripts_of_the_admin_have_the_words_for_staff_too(
    admin_client: Client, admin_user: User, language: str, words: str
) -> None:
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": language})
    script = admin_client.get("/admin/jsi18n/").content.decode()
    assert f'"View child pages of \'%(title)s\'": "{words}' in script


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
