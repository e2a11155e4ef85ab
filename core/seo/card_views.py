"""Serving the sharing cards of live pages and, in the admin, of drafts; removing those of deleted pages."""

from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page, Site

from core.seo.cards import card_hash, card_name, draw_card, folder_of
from core.seo.generated_files import generated_file, remove_generated_files
from core.seo.mixins import SearchMetadataMixin

# As long as a page's title may be.
LONGEST_WORDS = 255
MINUTES = 10 * 60


def sharing_card(request: HttpRequest, page_id: int, name: str) -> HttpResponse:
    """Serve the card of a live page; an outdated address leads to the current one.

    Raises:
        Http404: for a page that is not live, is private, or belongs to another site.
    """
    site = Site.find_for_request(request)
    page = Page.objects.live().public().filter(pk=page_id).specific().first()
    if site is None or not isinstance(page, SearchMetadataMixin) or page.site != site:
        raise Http404
    if name != card_name(page):
        return redirect("seo_sharing_card", page.pk, card_name(page))
    content = generated_file(
        folder_of(page.pk), f"{name}-card.png", lambda: draw_card(page.sharing_title, page.seo_sitename, page.slug)
    )
    response = HttpResponse(content, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def draft_card(request: HttpRequest) -> HttpResponse:
    """Draw a card with the words of the address. Only staff get here, and nothing is stored."""
    words = [request.GET.get(name, "")[:LONGEST_WORDS] for name in ("title", "name", "seed")]
    key = f"draft-card-{card_hash(*words)}"
    content = cache.get_or_set(key, lambda: draw_card(*words), MINUTES)
    return HttpResponse(content, content_type="image/png")


def remove_card(sender: type, instance: Any, **kwargs: Any) -> None:
    """Remove the stored card of a page that is deleted."""
    if isinstance(instance, Page):
        remove_generated_files(folder_of(instance.pk))


def connect() -> None:
    """Listen for deleted pages; called once, when the app is ready."""
    post_delete.connect(remove_card, sender=Page, dispatch_uid="core.seo.remove_card")
