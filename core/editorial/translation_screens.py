"""wagtail-localize's screens, where the site has several languages, with one door less.

Its form that brings changes of an original into its translations offers to publish them at once, and asks for no right
to publish. Here a translation is published like any page: from its own editor, a medical one by a medical reviewer.
"""

import json
from typing import Any

from django import forms
from django.apps import apps
from django.db.models.signals import pre_save
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

from core.web.characters import clean_text


def urls() -> list[URLPattern]:
    """The address of that form, before wagtail-localize's own."""
    from wagtail_localize.views.update_translations import UpdateTranslationsView  # noqa: PLC0415 - not always there

    class UpdateWithoutPublishing(UpdateTranslationsView):
        """Updates the translations and leaves them drafts."""

        def get_form(self) -> Any:
            """The form without its box to publish; what a forged post says there is ignored."""
            form = super().get_form()
            box = form.fields["publish_translations"]
            box.disabled, box.initial, box.widget = True, False, forms.HiddenInput()
            return form

    return [path("localize/update/<int:translation_source_id>/", UpdateWithoutPublishing.as_view())]


def chooser_urls() -> str:
    """The script that tells its editor where pictures, documents and pages are chosen."""
    return format_html(
        '<script src="{}" data-image="{}" data-document="{}" data-page="{}"></script>',
        versioned_static("editorial/admin/chooser-urls.js"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_choose_page"),
    )


def clean_translation(sender: type, instance: Any, **kwargs: Any) -> None:
    """Clean a sentence that a translator typed, or imported: its editor has no form (see `core.web.characters`)."""
    instance.data = clean_text(instance.data)


def clean_override(sender: type, instance: Any, **kwargs: Any) -> None:
    """Clean an address or another value that a translator put in the place of the original's."""
    value = json.loads(instance.data_json)
    if isinstance(value, str):
        instance.data_json = json.dumps(clean_text(value, lines=False))


if apps.is_installed("wagtail_localize"):
    pre_save.connect(clean_translation, sender="wagtail_localize.StringTranslation", dispatch_uid="clean_translation")
    pre_save.connect(clean_override, sender="wagtail_localize.SegmentOverride", dispatch_uid="clean_override")
    hooks.register("register_admin_urls", urls, order=-1)
    hooks.register("insert_editor_js", chooser_urls)
