"""A search server instead of the database: one setting away. Here as far as it goes without a server."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from wagtail.search.backends import get_search_backend

from search import candidates, lexicon
from search.models import SearchDocument
from search.query import understand

ELASTICSEARCH = {
    "default": {
        "BACKEND": "wagtail.search.backends.elasticsearch9",
        "URLS": ["http://127.0.0.1:9"],
        "AUTO_UPDATE": False,
    }
}


@pytest.fixture
def asked(pages: dict[str, Any], settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that would go to Elasticsearch, as JSON; the answer to each is every document."""
    from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchResults as Results

    settings.WAGTAILSEARCH_BACKENDS = ELASTICSEARCH
    sent: list[str] = []

    def answer(self: Any) -> list[SearchDocument]:
        sent.append(json.dumps(self.query_compiler.get_query()))
        return list(SearchDocument.objects.all())

    monkeypatch.setattr(Results, "_do_search", answer)
    return sent


def test_the_same_ranking_orders_what_a_search_server_finds(asked: list[str], pages: dict[str, Any]) -> None:
    assert "Elasticsearch" in type(get_search_backend()).__name__
    query = understand("culebrilla at the avenues", lexicon.current())
    found = candidates.candidates(query.groups, lexicon.current())
    assert {document.page_id for document in found} == set(SearchDocument.objects.values_list("pk", flat=True))
    assert "postherpet" in asked[0]
    assert "neuralgia" in asked[0]
    assert "avenu" in asked[0]


def test_the_index_of_a_search_server_boosts_names(asked: list[str]) -> None:
    mapping = get_search_backend().mapping_class(SearchDocument).get_mapping()
    text = json.dumps(mapping)
    assert "_all_text_boost_10" in text or "boost" in text
    document = get_search_backend().mapping_class(SearchDocument).get_document(SearchDocument.objects.first())
    assert "prior" not in document
    assert any(key.endswith("kind_filter") for key in document)


def test_the_environment_names_the_search_server() -> None:
    code = "from django.conf import settings; import json; print(json.dumps(settings.WAGTAILSEARCH_BACKENDS))"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_cms.settings.test",
        "SEARCH_BACKEND": "wagtail.search.backends.opensearch3",
        "SEARCH_URL": "https://search.example:9200",
        "SEARCH_INDEX_PREFIX": "ours_",
    }
    printed = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(printed) == {
        "default": {
            "BACKEND": "wagtail.search.backends.opensearch3",
            "URLS": ["https://search.example:9200"],
            "INDEX_PREFIX": "ours_",
            "TIMEOUT": 5,
        }
    }
