"""Every address of the site, found by walking the URL resolver."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from wagtail.models import Site


def sample(converter: object) -> str:
    if isinstance(converter, IntConverter):
        return str(
            Site.objects.get(is_default_site=True).root_page_id
        )  # for other models it is one that most often does not exist
    if isinstance(converter, UUIDConverter):
        return "00000000-0000-4000-8000-000000000001"
    return "page" if isinstance(converter, SlugConverter) else "1"


def walk(patterns: list, prefix: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (view name, path) of every address below `prefix`, arguments filled with something; "" has no name."""
    for entry in patterns:
        route = str(entry.pattern)
        if hasattr(entry.pattern, "_route"):
            route = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: sample(entry.pattern.converters[match[1]]), route)  # noqa: B023
        else:
            route = re.sub(r"\(\?P<\w+>[^)]*\)|\([^)]*\)", "1", route).strip("^$").replace("\\", "")
        if isinstance(entry, URLResolver):
            inner = (*names, entry.namespace) if entry.namespace else names
            yield from walk(entry.url_patterns, prefix + route, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join([*names, entry.name]) if entry.name else "", "/" + prefix + route


def every_address() -> Iterator[tuple[str, str]]:
    """Yield (view name, path) of the whole site."""
    yield from walk(get_resolver().url_patterns, "", ())
