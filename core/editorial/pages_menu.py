"""The entry "Pages" of the admin's menu: on a site with one tree it opens at the home page, not above it.

Above the home page there is nothing to do but to add a second home page by mistake. A site in several languages has a
tree for each; there Wagtail's own beginning is the right one. The way up stays in the trail of the list of pages.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem, PageExplorerMenuItem
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.models import Site
from wagtail.permissions import page_permission_policy

# What the browser's tab says of a list of pages.
ExplorableIndexView.page_title = _("Pages")
# What the search of pages counts: “1-9 of 9 None” without it.
SearchView.verbose_name_plural = _("pages")


class PagesMenuItem(ExplorerMenuItem):
    """Wagtail's entry, which begins at the site's home page where no other page stands beside it."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Begin at the home page for whoever would begin above it. Both are known by now: no query."""
        component = super().render_component(request)
        start, site = page_permission_policy.explorable_root_instance(request.user), Site.find_for_request(request)
        if isinstance(component, PageExplorerMenuItem) and start.is_root() and start.numchild == 1 and site:
            component.start_page_id = site.root_page_id
            component.url = reverse("wagtailadmin_explore", args=[site.root_page_id])
        return component


@hooks.register("construct_main_menu")
def begin_at_home(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Put this entry in the place of Wagtail's."""
    menu_items[:] = [
        PagesMenuItem(item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order)
        if type(item) is ExplorerMenuItem
        else item
        for item in menu_items
    ]
