"""The search of the admin's lists after an import: all pages that can be found are, however the run went."""

from typing import Any

import pytest
from django.db import OperationalError
from wagtail.search.backends import get_search_backend

from core.site import search_index
from home.wordpress import importing
from news.models import NewsArticlePage
from tests.home.wordpress.conftest import Run
from tests.home.wordpress.exports import export, item

pytestmark = pytest.mark.django_db
NAMES = ("Ketamine", "Lidocaine", "Magnesium", "Naloxone", "Oxygen")


def posts() -> str:
    return export(*(item(number, name, "Words.") for number, name in enumerate(NAMES, 1)))


def found() -> list[str]:
    return [name for name in NAMES if NewsArticlePage.objects.search(name).count()]


def test_a_page_that_no_index_takes_keeps_no_other_out_of_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a text does that is longer than PostgreSQL's index of words takes (1 MB)."""
    backend = type(get_search_backend())
    real = backend.add_bulk

    def add_bulk(self: Any, model: Any, pages: list[Any]) -> None:
        real(self, model, pages)
        if any(page.title == "Magnesium" for page in pages):
            raise OperationalError("string is too long for tsvector")

    monkeypatch.setattr(backend, "add_bulk", add_bulk)
    rows = run(posts())
    assert {row.outcome for row in rows if row.kind == "post"} == {"new"}
    assert found() == ["Ketamine", "Lidocaine", "Naloxone", "Oxygen"]


@pytest.mark.parametrize(("most", "together"), [(0, [2, 2, 1]), (search_index.MOST_TOGETHER, [5])])
def test_long_pages_are_not_held_all_at_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, most: int, together: list[int]
) -> None:
    backend, added = type(get_search_backend()), []
    real = backend.add_bulk

    def add_bulk(self: Any, model: Any, pages: list[Any]) -> None:
        added.append(len(pages))
        real(self, model, pages)

    monkeypatch.setattr(backend, "add_bulk", add_bulk)
    monkeypatch.setattr(search_index, "MOST_TOGETHER", most)
    monkeypatch.setattr(search_index, "READ_TOGETHER", 2)
    run(posts())
    assert added == together
    assert found() == list(NAMES)


def test_a_run_that_breaks_off_leaves_no_page_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(self: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(importing.Importer, "_link_up", breaks)
    with pytest.raises(RuntimeError):
        run(posts())
    assert found() == list(NAMES)


def test_the_next_run_finds_what_one_that_was_ended_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was written since: these are more pages than are looked at, and of the oldest one."""
    run(posts())
    get_search_backend().delete(NewsArticlePage.objects.get(title="Ketamine"))
    assert found() == list(NAMES[1:])
    monkeypatch.setattr(importing, "BATCH", 2)
    run(posts())
    assert found() == list(NAMES)
