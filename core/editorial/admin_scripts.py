"""Wagtail's admin without inline scripts, so that its Content-Security-Policy needs no exception for them.

Wagtail 7.4 writes three kinds of inline script: one that starts a date or time picker, one that starts a list of inline
rows, one that starts a chooser. Each is a call with JSON for arguments. Here the call is written as data instead,
`<clinic-start call="initDateChooser" with='["id_day", {...}]'>`, and editorial/admin/start.js makes it when the element
enters the document. Unlike a nonce this also works in what a dialog or an inline row loads later, and no script text
that anybody smuggles into a page ever runs.

The templates below core/editorial/templates/wagtailadmin replace Wagtail's of the same name; choosers have none, so
their `render` is replaced. tests/site_cms/test_admin_permissions.py visits every screen and finds whatever is inline
again.
"""

import json
import re
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.widgets import BaseChooser

_CALL = re.compile(r"(?:new )?(\w+)\((.*)\);", re.DOTALL)


def start_element(name: str, *arguments: Any) -> SafeString:
    """Return the element that calls a starter with these arguments. Which names are known: editorial/admin/start.js."""
    return format_html('<clinic-start call="{}" with="{}" hidden></clinic-start>', name, json.dumps(arguments))


def start_element_for(script: str) -> SafeString:
    """Return the element for a script that is one call, such as `new PageChooser("id_page", {"modalUrl": "/"});`.

    Raises:
        ValueError: for a script that is anything else.
    """
    call = _CALL.fullmatch(script.strip())
    if call is None:
        raise ValueError(f"Not one call: {script}")
    return start_element(call[1], *json.loads(f"[{call[2]}]"))


def _render_chooser(self: BaseChooser, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> str:
    """Stand in for `BaseChooser.render`."""
    data = self.get_value_data(value)
    start = start_element_for(self.render_js_init(attrs["id"], name, data))
    return format_html("{}{}", self.render_html(name, data, attrs), start)


BaseChooser.render = _render_chooser


@hooks.register("insert_global_admin_js")
def start_script() -> SafeString:
    """The script that starts the widgets, and the one that makes cards of lists on phones."""
    scripts = ["editorial/admin/start.js", "editorial/admin/lists.js"]
    return format_html_join("", '<script src="{}"></script>', ((static(script),) for script in scripts))


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    """The hint in empty rich text fields (`core.editorial.page_editor.rich_text`)."""
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/admin/editor.css"))
