"""Wagtail's rich text editor without the style that it makes anew for each empty field.

Draftail writes its placeholder into a `<style>` that names the field's random key: no Content-Security-Policy can allow
that by hash. Without a placeholder the style is the same for every field (`WAGTAIL_STYLES` in
site_cms.settings.policies); editorial/admin/editor.css shows the hint instead.
"""

from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """The editor of all rich text fields, named in WAGTAILADMIN_RICH_TEXT_EDITORS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options["placeholder"] = ""
