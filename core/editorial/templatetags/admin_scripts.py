"""The tag that starts a widget of Wagtail's admin, for the templates below core/editorial/templates/wagtailadmin."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.editorial.admin_scripts import start_element

register = template.Library()


@register.simple_tag
def start(name: str, *arguments: Any) -> SafeString:
    """Call `name` with the arguments, of which the last is JSON, as Wagtail hands options to its templates."""
    *first, options = arguments
    return start_element(name, *first, json.loads(options))
