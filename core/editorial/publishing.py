"""Publishing: the first button for whoever may, and afterwards the page is still there, with its address to open."""

from django.contrib.messages import SUCCESS, add_message, get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.utils.timestamps import render_timestamp

from core.web.clock import other_time_zone

# The actions that put a page before visitors, the more special one first: a reviewer signs what waits for a signature.
PUBLISHING = ("approve", "action-publish")


@hooks.register("construct_page_action_menu")
def publish_first(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Show the button that publishes, where somebody has it; Wagtail hides it behind an arrow, under “Save draft”."""
    found = sorted(
        (item for item in menu_items if item.name in PUBLISHING), key=lambda item: PUBLISHING.index(item.name)
    )
    for item in found[:1]:
        menu_items.remove(item)
        menu_items.insert(0, item)


def _publishes(request: HttpRequest, page: Page) -> bool:
    """Whether this was asked for, by somebody who may: for anybody else Wagtail has saved a draft."""
    asked = request.POST
    if "action-workflow-action" in asked:
        return asked.get("workflow-action-name") == "approve"
    return "action-publish" in asked and page.permissions_for_user(request.user).can_publish()


# After all others: Wagtail's and its translations' hooks of the same name have work to do, and this one answers.
@hooks.register("after_create_page", order=1000)
@hooks.register("after_edit_page", order=1000)
def stay_on_the_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Come back to the editor of what was published or scheduled, and say at which address it is, or when."""
    if not _publishes(request, page) or get_valid_next_url_from_request(request):
        return None
    page = Page.objects.get(pk=page.pk)
    scheduled = page.scheduled_revision
    if not (page.live or scheduled):
        return None
    warnings = [message for message in get_messages(request) if message.level != SUCCESS]
    if not scheduled:
        tell_published(request, page, _("“%(title)s” is published:"))
    else:
        told = _("“%(title)s” goes live on %(when)s.")
        when = f"{render_timestamp(scheduled.approved_go_live_at)} {other_time_zone()}".strip()
        messages.success(request, told % {"title": page.get_admin_display_title(), "when": when})
    for message in warnings:
        add_message(request, message.level, message.message, message.extra_tags)
    return redirect("wagtailadmin_pages:edit", page.pk)


def tell_published(request: HttpRequest, page: Page, words: str) -> None:
    """Say that a page is live, with its address to open. `words` has a place for the page's title."""
    address = page.get_full_url(request)
    told = words % {"title": page.get_admin_display_title()}
    link = format_html('{} <a href="{}">{}</a>', told, page.url, address) if address else told
    buttons = [messages.button(page.url, _("View live"), new_window=False)] if address else []
    messages.success(request, link, buttons=buttons)
