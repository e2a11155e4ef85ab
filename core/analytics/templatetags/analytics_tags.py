"""Origins in words."""

from django import template

from core.analytics.figures import OriginFigures
from core.analytics.tables import Words, entries_in_words, source_in_words

register = template.Library()


@register.filter
def source_words(origin: OriginFigures) -> str:
    """What a source is called."""
    return source_in_words(origin.label)


@register.filter
def entries_words(origin: OriginFigures) -> int | Words:
    """How often somebody came from it, or that it is too few to be told."""
    return entries_in_words(origin)
