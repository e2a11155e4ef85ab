"""Template tags of the therapy room."""

from django import template
from django.utils.safestring import SafeString

from therapy import evidence

register = template.Library()


@register.simple_tag
def evidence_picture(level: str) -> SafeString:
    """Draw how strong the evidence is, beside the word for it; nothing where no level is chosen."""
    return evidence.draw(level) if level else SafeString("")
