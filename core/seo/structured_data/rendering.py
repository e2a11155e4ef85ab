"""Joining the nodes of a page into one graph, and printing it safely into HTML."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

# As Django's json_script does: nothing in the data can end the script element or start a comment.
ESCAPES = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Node = dict[str, Any]


def join_nodes(nodes: list[Node]) -> list[Node]:
    """The nodes of a graph: those that share an `@id` become one, and references to nothing are dropped.

    Of a property given twice the later value wins; lists are joined.
    """
    joined: dict[str, Node] = {}
    for number, node in enumerate(nodes):
        target = joined.setdefault(node.get("@id", f"_:{number}"), {})
        for key, value in node.items():
            if isinstance(value, list) and isinstance(target.get(key), list):
                target[key] = [*target[key], *(item for item in value if item not in target[key])]
            else:
                target[key] = value
    # A node that only adds properties to one that is not there says nothing.
    described = [node for node in joined.values() if "@type" in node]
    known = _defined_ids(described)
    return [_without_dangling(node, known) for node in described]


def _defined_ids(value: Any) -> set[str]:
    """The `@id`s defined (not merely referred to) inside a value."""
    if isinstance(value, list):
        return {found for item in value for found in _defined_ids(item)}
    if isinstance(value, dict):
        own = {value["@id"]} if "@id" in value and "@type" in value else set()
        return own | {found for item in value.values() for found in _defined_ids(item)}
    return set()


def _is_dangling(value: Any, known: set[str]) -> bool:
    return isinstance(value, dict) and set(value) == {"@id"} and value["@id"] not in known


def _without_dangling(value: Any, known: set[str]) -> Any:
    if isinstance(value, list):
        return [_without_dangling(item, known) for item in value if not _is_dangling(item, known)]
    if isinstance(value, dict):
        kept = {k: _without_dangling(v, known) for k, v in value.items() if not _is_dangling(v, known)}
        return {key: item for key, item in kept.items() if item != []}
    return value


def render_graph(nodes: list[Node]) -> SafeString:
    """One JSON-LD document holding `nodes`, escaped for use inside a script element."""
    document = {"@context": "https://schema.org", "@graph": join_nodes(nodes)}
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in ESCAPES.items():  # five passes in C: str.translate calls Python for each character
        text = text.replace(character, escaped)
    return mark_safe(text)  # noqa: S308 - escaped above
