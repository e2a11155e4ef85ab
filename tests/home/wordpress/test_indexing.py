"""The search of the admin's lists after an import: all pages that can be found are, however the run went."""

from typing import Any

import pytest
from django.db import OperationalError
from wagtail.search.backends import get_search_backend

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
