"""What a preview link opens: the newest draft of its page, with a banner, for nobody's cache and no search engine."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, re_path
from django.views.decorators.http import require_safe

from core.editorial.models.preview_links import PreviewLink

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: no other website may learn it from a link that is followed.
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


@require_safe
def shared_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft as a visitor would see the page; 410 where the link has ended, whatever the reason."""
    link = PreviewLink.find(token)
    if link is None:
        response: HttpResponse = TemplateResponse(request, "editorial/preview_link_ended.html", status=410).render()
    else:
        draft = link.page.get_latest_revision_as_object()
        # Not from the visitor's request: a login they have elsewhere shows nothing here, and no cookie is sent on.
        response = draft.make_preview_request(extra_request_attrs={"preview_link": link})
        response.cookies.clear()
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


urlpatterns: list[URLPattern] = [
    re_path(r"^preview/(?P<token>[0-9a-f]{48})/$", shared_draft, name="shared_draft"),
]
