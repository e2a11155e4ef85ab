"""A small site to search in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from home.models import ContentPage, HomePage
from locations.models import LocationIndexPage, LocationPage
from search import lexicon, limits
from search.indexing import rebuild
from search.models import Synonym
from therapy.models import ConditionIndexPage, ConditionPage

Saved = Callable[[], Any]


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Begin as a new process does: test databases count their versions from the same number."""
    lexicon.forget()
    limits.forget()
    yield
    lexicon.forget()
    limits.forget()


@pytest.fixture
def saved(django_capture_on_commit_callbacks: Any) -> Any:
    """A context that ends like a committed transaction: the index follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def pages(home_page: HomePage) -> dict[str, Any]:
    """Six indexed pages by slug, and two synonyms."""
    made: dict[str, Any] = {"home": home_page}

    def add(parent: Any, page: Any) -> None:
        parent.add_child(instance=page)
        made[page.slug] = page

    add(home_page, ConditionIndexPage(title="Conditions", slug="conditions", introduction="Pain we see."))
    add(
        made["conditions"],
        ConditionPage(
            title="Postherpetic neuralgia",
            slug="phn",
            introduction="Nerve pain that stays after the rash of shingles has healed.",
            other_names="PHN\nPain after shingles",
            symptoms="<p>Burning skin &amp; itching. A <b>light</b> touch hurts.</p>",
        ),
    )
    add(
        made["conditions"],
        ConditionPage(
            title="Migraine", slug="migraine", introduction="Attacks of headache.", other_names="Chronic migraine"
        ),
    )
    add(home_page, LocationIndexPage(title="Locations", slug="locations"))
    add(
        made["locations"],
        LocationPage(title="Jacksonville", slug="jacksonville", city="Jacksonville", landmark="Near the Avenues Mall"),
    )
    add(
        home_page,
        ContentPage(
            title="Cost and insurance",
            slug="cost",
            introduction="Most insurance does not pay.",
            body=[
                ("heading", {"text": "What a migraine visit costs", "level": "h2"}),
                ("text", "<p>Ask for <em>your</em> price. It depends on how many treatments you have.</p>"),
                ("call_to_action", {"title": "Zebra crossing", "text": "", "button": {}}),
            ],
        ),
    )
    Synonym.objects.create(name="Shingles", typed="shingles\nculebrilla", means="postherpetic neuralgia")
    Synonym.objects.create(name="Cost", typed="how much\nprecio", means="cost")
    rebuild()
    return made


@pytest.fixture
def find(client: Client) -> Callable[..., list[str]]:
    """A function that searches over HTTP and returns the addresses found, in order."""

    def get(query: str, **values: str) -> list[str]:
        response = client.get("/search/", {"q": query, **values})
        assert response.status_code == 200
        return [result.url for result in response.context.get("results") or []]

    return get
