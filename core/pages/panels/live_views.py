"""Where a live panel asks. Apart from it: Wagtail's preview views may only be imported once models are loaded."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit


def page_as_typed(view_class: type[PreviewOnEdit], request: HttpRequest, **kwargs: Any) -> Any:
    """The page as an editor's form has it, with the rights of Wagtail's preview; None while the form has mistakes."""
    view = view_class()
    view.setup(request, **kwargs)
    form = view.get_form(request.POST)
    return form.save(commit=False) if view.validate_form(form) else None


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
