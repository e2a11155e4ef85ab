"""What can be found: live, public pages that their editor did not hide; their published words, wherever they stand."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from home.models import ContentPage
from search.models import IndexState, SearchDocument, Synonym, VocabularyWord

Find = Callable[..., list[str]]


def test_every_public_page_has_a_document_of_its_kind(pages: dict[str, Any]) -> None:
    assert set(SearchDocument.objects.values_list("page__slug", "kind")) == {
        ("home", "other"),
        ("conditions", "conditions"),
        ("phn", "conditions"),
        ("migraine", "conditions"),
        ("locations", "locations"),
        ("jacksonville", "locations"),
        ("cost", "other"),
    }


def test_words_are_found_in_title_names_headings_and_body(pages: dict[str, Any], find: Find) -> None:
    assert find("postherpetic") == ["/conditions/phn/"]
    assert find("PHN") == ["/conditions/phn/"]
    assert find("itching")[0] == "/conditions/phn/"
    assert find("avenues mall")[0] == "/locations/jacksonville/"
    assert find("migraine") == ["/conditions/migraine/", "/cost/"]
    assert find("depends")[0] == "/cost/"


def test_words_of_blocks_that_lead_elsewhere_are_not_the_pages_own(pages: dict[str, Any], find: Find) -> None:
    assert find("zebra") == []


def test_a_published_page_is_found_and_a_draft_is_not(pages: dict[str, Any], find: Find, saved: Any) -> None:
    with saved():
        page = pages["home"].add_child(
            instance=ContentPage(title="Okapi", slug="okapi", introduction="Visits", live=False)
        )
    assert find("okapi") == []
    with saved():
        page.save_revision().publish()
    assert find("okapi") == ["/okapi/"]
    with saved():
        page.introduction = "Quokka"
        page.save_revision()
    assert find("quokka") == []
    with saved():
        page.get_latest_revision().publish()
    assert find("quokka") == ["/okapi/"]
    page.refresh_from_db()
    with saved():
        page.unpublish()
    assert find("okapi") == []


def test_a_page_hidden_from_search_engines_is_not_found(pages: dict[str, Any], find: Find, saved: Any) -> None:
    with saved():
        pages["cost"].show_in_search_engines = False
        pages["cost"].save()
    assert find("insurance") == []


def test_a_private_branch_is_not_found_until_it_is_public_again(pages: dict[str, Any], find: Find, saved: Any) -> None:
    with saved():
        restriction = PageViewRestriction.objects.create(page=pages["conditions"], restriction_type="login")
    assert find("postherpetic") == []
    with saved():
        restriction.delete()
    assert find("postherpetic") == ["/conditions/phn/"]


def test_a_page_moved_below_a_private_one_is_not_found(pages: dict[str, Any], find: Find, saved: Any) -> None:
    PageViewRestriction.objects.create(page=pages["locations"], restriction_type="login")
    with saved():
        pages["migraine"].move(pages["locations"], "last-child")
    assert find("chronic migraine") == ["/cost/"]


def test_a_page_made_private_this_moment_is_not_shown_from_an_old_index(pages: dict[str, Any], find: Find) -> None:
    PageViewRestriction.objects.create(page=pages["phn"], restriction_type="login")
    assert SearchDocument.objects.filter(page=pages["phn"]).exists()
    assert find("postherpetic") == []


def test_a_deleted_page_leaves_the_index_and_its_words(pages: dict[str, Any], find: Find) -> None:
    assert VocabularyWord.objects.filter(word="itching").exists()
    pages["phn"].delete()
    assert find("itching") == []
    assert not VocabularyWord.objects.filter(word="itching").exists()
    assert VocabularyWord.objects.get(word="pain").documents == 2  # of the home page and the list


def test_aliases_are_found_once(pages: dict[str, Any], find: Find, saved: Any) -> None:
    with saved():
        pages["migraine"].create_alias(parent=pages["home"], update_slug="migraine-too")
    assert find("chronic migraine")[0] == "/conditions/migraine/"
    assert "/migraine-too/" not in find("chronic migraine")


def test_saving_without_a_change_does_not_touch_the_index(pages: dict[str, Any], saved: Any) -> None:
    before = IndexState.current()
    with saved():
        pages["cost"].save()
    assert IndexState.current() == before


def test_incremental_and_complete_indexing_agree(pages: dict[str, Any], saved: Any) -> None:
    with saved():
        pages["cost"].introduction = "Most plans refuse."
        pages["cost"].save()
    documents = list(SearchDocument.objects.order_by("pk").values())
    words = dict(VocabularyWord.objects.values_list("word", "documents"))
    call_command("rebuild_search", stdout=StringIO())
    assert list(SearchDocument.objects.order_by("pk").values()) == documents
    assert dict(VocabularyWord.objects.values_list("word", "documents")) == words


def test_a_rebuild_removes_what_may_no_longer_be_found(pages: dict[str, Any], find: Find) -> None:
    ContentPage.objects.filter(pk=pages["cost"].pk).update(live=False)
    call_command("rebuild_search", stdout=StringIO())
    assert find("insurance") == []


def test_an_index_error_never_stops_a_page_from_being_saved(
    pages: dict[str, Any], saved: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(page_id: int) -> None:
        raise RuntimeError("the index is broken")

    monkeypatch.setattr("search.signals.index_page", fail)
    with saved():
        pages["cost"].title = "Prices"
        pages["cost"].save()
    pages["cost"].refresh_from_db()
    assert pages["cost"].title == "Prices"
    assert "the index is broken" in caplog.text


def test_synonyms_work_as_soon_as_they_are_saved_and_no_longer_than_they_exist(
    pages: dict[str, Any], find: Find
) -> None:
    assert find("jaqueca") == []
    synonym = Synonym.objects.create(name="Migraine", typed="jaqueca", means="migraine")
    assert find("jaqueca")[0] == "/conditions/migraine/"
    synonym.delete()
    assert find("jaqueca") == []
