"""Printing the graph safely into HTML."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

# As Django's json_script does: nothing in the data can end the script element or start a comment.
ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def render_graph(nodes: list[dict[str, Any]]) -> SafeString:
    """One JSON-LD document holding `nodes`, escaped for use inside a script element.

    Nodes that share an `@id` are merged, the later one's properties winning.
    """
    merged: dict[str, dict[str, Any]] = {}
    for number, node in enumerate(nodes):
        merged.setdefault(node.get("@id", f"_:{number}"), {}).update(node)
    document = {"@context": "https://schema.org", "@graph": list(merged.values())}
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped above
