"""How queries are understood: questions, typing mistakes, words written together or apart, synonyms."""

from typing import Any

import pytest

from search import lexicon
from search.models import Synonym
from search.query import Query, understand
from search.text import MAX_QUERY_LENGTH, clean_query, stems_of, words_of


@pytest.fixture
def ask(pages: dict[str, Any]) -> Any:
    def understood(text: str, **how: bool) -> Query:
        return understand(text, lexicon.current(), **how)

    return understood


MISTAKES = {
    "migrane": "migraine",  # a letter missing
    "migriane": "migraine",  # two exchanged
    "postherpetik nuralgia": "postherpetic neuralgia",  # by sound
    "jaxonville": "jacksonville",
    "insurrance": "insurance",
    "culebrila": "culebrilla",  # a synonym's word
    "post herpetic": "postherpetic",  # written apart
    "chronicmigraine": "chronic migraine",  # written together
    "burningest": "burning",
}
RIGHT_OR_UNKNOWN = ("migraine", "shingles", "the", "PHN", "lupus", "xyz", "xqzvw", "12345", "itch")


def test_typing_mistakes_are_corrected(ask: Any) -> None:
    assert {typed: ask(typed).corrected_text for typed in MISTAKES} == MISTAKES
    assert ask("migrane").corrected
    assert not ask("post herpetic").corrected  # nothing was wrong with the letters


def test_words_that_are_right_or_too_far_from_any_are_left_alone(ask: Any) -> None:
    for typed in RIGHT_OR_UNKNOWN:
        assert ask(typed).corrected_text == typed.casefold()
        assert not ask(typed).corrected


def test_exact_searches_for_what_was_typed(ask: Any) -> None:
    assert ask("migrane", exact=True).words == ["migrane"]


def test_a_question_is_reduced_to_what_it_asks_about(ask: Any) -> None:
    assert ask("What can I do about my migraine, please?").groups == ask("migraine").groups


def test_only_stop_words_ask_for_nothing(ask: Any) -> None:
    assert ask("what is the").groups == []


def test_soft_words_count_when_there_is_nothing_else(ask: Any) -> None:
    assert [group.soft for group in ask("treatment for migraine").groups] == [True, False]
    assert [group.soft for group in ask("treatment").groups] == [False]


def test_synonyms_of_phrases_with_stop_words_are_taken_as_they_stand(ask: Any) -> None:
    (group,) = ask("how much is it").groups
    assert [option.stems for option in group.alternatives] == [("cost",)]


def test_phrases_match_in_another_order_with_words_between(ask: Any) -> None:
    Synonym.objects.create(name="Back", typed="back pain", means="chronic migraine")
    (group, *_rest) = ask("pain in my lower back").groups
    assert ("chronic", "migrain") in [option.stems for option in group.alternatives]


def test_both_ways_leads_back(ask: Any) -> None:
    Synonym.objects.create(name="Mall", typed="shopping", means="avenues", both_ways=True)
    assert ("shop",) in [option.stems for option in ask("avenues").groups[0].alternatives]


def test_an_unfinished_word_is_what_it_may_become(ask: Any) -> None:
    stems = {option.stems for option in ask("migr", unfinished=True).groups[0].alternatives}
    assert ("migrain",) in stems
    assert ask("migr").groups[0].alternatives[0].stems == ("migr",)


def test_a_rare_word_beside_a_frequent_one_is_asked_about(ask: Any, pages: dict[str, Any]) -> None:
    from search.models import IndexState, VocabularyWord

    VocabularyWord.objects.update_or_create(word="ketamine", defaults={"documents": 30})
    VocabularyWord.objects.update_or_create(word="ketamina", defaults={"documents": 1})
    IndexState.advance()
    assert ask("ketamina migraine").did_you_mean == "ketamine migraine"


def test_a_long_text_asks_for_a_bounded_number_of_things(ask: Any) -> None:
    query = ask(" ".join(f"migraine{number} skin" for number in range(900)))
    assert len(query.text) <= MAX_QUERY_LENGTH
    assert len(query.groups) <= 8


def test_folding() -> None:
    assert words_of("R.S.D., the doctor’s “Café-Crème” & MIGRAÑA") == [
        "rsd",
        "the",
        "doctor",
        "cafe",
        "creme",
        "migrana",
    ]
    assert stems_of("injections injected") == ["inject", "inject"]
    assert clean_query("  a\x00b\tc\u202ed  ") == "a b c d"
