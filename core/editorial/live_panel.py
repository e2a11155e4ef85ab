"""Panels of the page editor that follow what is typed. The script `core/admin/live-panel.js` asks, this answers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from wagtail.admin.panels import Panel
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit


class LivePanel(Panel):
    """A panel whose template has `data-live-url`, `data-live-saved-url` (both in its context), `data-live-result`."""

    # The name that its addresses were given by `live_urls`.
    url_name = ""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page in one editor."""

        @property
        def media(self) -> forms.Media:
            """The script that asks."""
            return forms.Media(js=["core/admin/live-panel.js"])

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add where to ask: one address for a page that exists, and two for a new one, which may save itself."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            name = self.panel.url_name
            match = self.request.resolver_match if self.request else None
            new = ("content_type_app_name", "content_type_model_name", "parent_page_id")
            if self.instance.pk:
                context["url"] = reverse(name, args=[self.instance.pk])
            elif match and set(new) <= set(match.kwargs):
                context["url"] = reverse(f"{name}_new", args=[match.kwargs[key] for key in new])
                context["saved_url"] = reverse(name, args=[0])
            return context


def live_urls(name: str, template: str, context_of: Callable[[Any], dict[str, Any]]) -> list[URLPattern]:
    """The two addresses of a live panel. They render `template` with what `context_of` says of the page as typed."""

    class Answers:
        """Builds the page from the editor's form, as Wagtail's preview does, with the same rights. Saves nothing."""

        http_method_names = ("post",)

        def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            """Return HTML; 422 while the form has mistakes, and what the panel showed last stays."""
            form = self.get_form(request.POST)  # type: ignore[attr-defined]
            if not self.validate_form(form):  # type: ignore[attr-defined]
                return HttpResponse(status=422)
            return HttpResponse(render_to_string(template, context_of(form.save(commit=False)), request))

    class OnEdit(Answers, PreviewOnEdit):
        """Answers while a page is edited."""

    class OnCreate(Answers, PreviewOnCreate):
        """Answers while a new page is written."""

    slug = name.replace("_", "-")
    new = "<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>"
    return [
        path(f"pages/<int:page_id>/{slug}/", OnEdit.as_view(), name=name),
        path(f"pages/{slug}/{new}/", OnCreate.as_view(), name=f"{name}_new"),
    ]
