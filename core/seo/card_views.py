"""Serving the sharing cards of live pages, and removing those of deleted ones."""

from typing import Any

from django.db.models.signals import post_delete
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page, Site

from core.seo.cards import card_name, draw_card, folder_of
from core.seo.generated_files import generated_file, remove_generated_files
from core.seo.mixins import SearchMetadataMixin


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


def remove_card(sender: type, instance: Any, **kwargs: Any) -> None:
    """Remove the stored card of a page that is deleted."""
    if isinstance(instance, Page):
        remove_generated_files(folder_of(instance.pk))


def connect() -> None:
    """Listen for deleted pages; called once, when the app is ready."""
    post_delete.connect(remove_card, sender=Page, dispatch_uid="core.seo.remove_card")
