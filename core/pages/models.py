"""The base of every page of the site."""

from collections.abc import Hashable
from http import HTTPMethod
from itertools import accumulate
from typing import Any, ClassVar, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page, PageManager, PageViewRestriction, Site
from wagtail.search import index

from core.notices.showing import linked_by_notices
from core.pages.forms import BasePageForm
from core.pages.panels.findings import FindingsPanel, FindingsTab
from core.pages.panels.registered import RegisteredPanels
from core.pages.panels.schedule import SchedulePanel
from core.pages.panels.sharing import SharingPanel, preview_of
from core.pictures.models import SHARING_SIZE
from core.pictures.panels import PicturePanel
from core.seo.mixins import SearchMetadataMixin
from core.seo.structured_data.graph import page_nodes
from core.site.languages import language_of, live_root, root_of
from core.site.linked_pages import LINK_FIELDS, linked_ids, shared_pages
from core.site.navigation import Navigation
from core.site.public_settings import public_settings, public_site
from core.site.querysets import PublicPageQuerySet, private_branches
from core.site.search_index import is_put_off
from core.web.languages import current, several

# Deeper than any page: a path of the tree has 255 characters.
MOST_STEPS = 64


def deepest_page(root: Page, steps: list[str]) -> tuple[Page, list[str]]:
    """The page that stands the furthest down an address, and the steps that are left beyond it.

    It is of its own type, with what every page shows of others (two queries; one where others link to the page).

    Raises:
        Http404: where not even the root is there any more.
    """
    if len(steps) > MOST_STEPS:
        raise Http404
    addresses = list(accumulate((root.url_path, *steps), lambda address, step: f"{address}{step}/"))
    shared = shared_pages()
    found = shared.by_address.get(addresses[-1])
    if found is None:
        # The slug has an index, the whole address has none.
        pages = Page.objects.filter(slug__in=[root.slug, *steps], url_path__in=addresses).order_by("-depth")
        found = pages.only(*LINK_FIELDS).first()
        if found is None:
            raise Http404
        shared.keep([found])
    model = ContentType.objects.get_for_id(found.content_type_id).model_class() or Page
    pages = model._default_manager.all()
    if issubclass(model, BasePage):
        pages = pages.select_related("content_record")
    try:
        page: Page = pages.get(pk=found.pk)
    except ObjectDoesNotExist:  # deleted a moment ago, by another machine
        raise Http404 from None
    if isinstance(page, BasePage):
        page.as_published = True
    return page, steps[found.depth - root.depth :]


class Breadcrumb(NamedTuple):
    """One step of the trail from the home page: what it says and where it leads."""

    title: str
    url: str


class BasePage(SearchMetadataMixin, Page):
    """What every page has: a lead, a main picture, search and sharing metadata, a trail and structured data.

    Page types list their own fields in `content_panels`; the other tabs are made here once.
    """

    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One to three plain sentences under the title. The short answer comes first."),
    )
    main_image = models.ForeignKey(
        "pictures.ClinicImage",
        verbose_name=_("main picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At the top of the page, on cards, and when the page is shared. At least 1200 by 630 pixels."),
    )
    main_image_alt = models.CharField(
        _("picture description"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows here. Leave empty to use the picture's own description."),
    )
    listing_summary = models.CharField(
        _("short summary"),
        max_length=255,
        blank=True,
        help_text=_("For cards and search results. Leave empty to use the introduction."),
    )
    show_in_search_engines = models.BooleanField(
        _("show in search engines"),
        default=True,
        help_text=_("Off: search engines are asked not to list this page, and it leaves the sitemap and site search."),
    )

    base_form_class = BasePageForm
    # Pages take no forms: those go to addresses of their own.
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    # Whether the first block of the body stands on a phone's first screen, below title and lead.
    body_is_at_top: ClassVar[bool] = True
    # The least width and height of the main picture, in pixels.
    main_image_size: ClassVar[tuple[int, int]] = SHARING_SIZE
    # Whether this is the page as its address shows it: live, and unchanged since it was read.
    as_published: bool = False
    # The admin lists the pages below one as the menu does, not by who was there last.
    admin_default_ordering: ClassVar[str] = "ord"
    # The template that shows the page as a card in a list.
    card_template: ClassVar[str] = "pages/components/card.html"

    objects = PageManager.from_queryset(PublicPageQuerySet)()

    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("listing_summary", boost=2),
        index.SearchField("search_description"),
        index.FilterField("show_in_search_engines"),
    ]

    intro_panels: ClassVar[list] = [
        FieldPanel("introduction"),
        MultiFieldPanel(
            [PicturePanel("main_image", least="main_image_size"), FieldPanel("main_image_alt")],
            heading=_("Picture"),
        ),
    ]
    content_panels: ClassVar[list] = [*Page.content_panels, *intro_panels]
    promote_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                SharingPanel(),
                FieldPanel(
                    "seo_title",
                    heading=_("Search title"),
                    help_text=_("The blue line in search results. Empty: the page's title and the clinic's name."),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Search description"),
                    help_text=_("One or two sentences under it. Empty: the short summary or the introduction."),
                ),
                FieldPanel("listing_summary"),
                PicturePanel(
                    "og_image",
                    least=SHARING_SIZE,
                    heading=_("Sharing picture"),
                    help_text=_("At least 1200 by 630 pixels. Empty: the main picture, or a card that is drawn."),
                ),
                FieldPanel(
                    "slug",
                    widget=SlugInput,
                    heading=_("Address"),
                    help_text=_(
                        "The last part of the page's web address: small letters, digits and hyphens. After a change "
                        "the old address leads to the new one."
                    ),
                ),
            ],
            heading=_("Search and sharing"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("show_in_search_engines"),
                FieldPanel(
                    "show_in_menus",
                    heading=_("Show in the main menu"),
                    help_text=_(
                        "For pages right below the home page. To change their order, open “Pages”, then “Home”, then "
                        "the menu “…” beside that word, then “Sort menu order”."
                    ),
                ),
                FieldPanel(
                    "canonical_url",
                    heading=_("Original address"),
                    help_text=_(
                        "Only for a text that was published elsewhere first: its whole web address there. Search "
                        "engines then show that page instead of this one."
                    ),
                ),
            ],
            heading=_("Where it is listed"),
        ),
    ]
    settings_panels: ClassVar[list] = [SchedulePanel(), *Page.settings_panels[1:]]
    # Panels of further tabs, as (heading, panels); page types and mixins add theirs.
    extra_tabs: ClassVar[list[tuple[Any, list]]] = []

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each page type its editing tabs, unless it brings its own."""
        super().__init_subclass__(**kwargs)
        if "edit_handler" not in cls.__dict__:
            cls.edit_handler = TabbedInterface(
                [
                    ObjectList(cls.content_panels, heading=_("Content")),
                    *(ObjectList(panels, heading=heading) for heading, panels in cls.extra_tabs),
                    ObjectList(cls.promote_panels, heading=_("Search and sharing")),
                    FindingsTab([FindingsPanel()], heading=_("Checks")),
                    RegisteredPanels(heading=_("Visits")),
                    ObjectList(cls.settings_panels, heading=_("Settings")),
                ]
            )

    def clean(self) -> None:
        """Refuse pictures that would be blurred where they stand.

        Raises:
            ValidationError: on `main_image` or `og_image`.
        """
        super().clean()
        chosen = {"main_image": (self.main_image, self.main_image_size), "og_image": (self.og_image, SHARING_SIZE)}
        errors = {name: why for name, (image, size) in chosen.items() if image and (why := image.too_small_for(size))}
        if errors:
            raise ValidationError(errors)

    # -- Words for lists ----------------------------------------------------------------------------------------------

    def get_listing_summary(self) -> str:
        """The words under the title on cards and in lists: the short summary, or the introduction."""
        return self.listing_summary or self.introduction

    @property
    def card_key(self) -> Hashable:
        """What the page's card hangs on, beside what starts a new generation of pages: nothing but which page it is."""
        return self.pk

    @property
    def main_image_alt_text(self) -> str:
        """The alt text of the main picture in this page's context; empty for decoration."""
        if self.main_image is None or self.main_image.decorative:
            return ""
        return self.main_image_alt or self.main_image.description

    # -- Trail --------------------------------------------------------------------------------------------------------

    @cached_property
    def breadcrumbs(self) -> list[Breadcrumb]:
        """The trail from the site's home page to this page, both included (one query).

        The visible trail and the BreadcrumbList of the structured data both come from here.
        """
        root = root_of(self.site, language_of(self)) if self.site else None
        root_path = root.path if root else ""
        ancestors = self.get_ancestors().filter(path__startswith=root_path, depth__gt=1).live().only(*LINK_FIELDS)
        trail = [Breadcrumb(page.title, page.get_url() or "") for page in ancestors]
        return [*trail, Breadcrumb(self.trail_name, self.get_url() or "")]

    @property
    def trail_name(self) -> str:
        """What the trail calls the page: what its heading says."""
        return self.title

    def get_indexed_instance(self) -> Page | None:
        """What the search index of the admin takes when the page is saved; None while that is put off."""
        return None if is_put_off(self.pk) else super().get_indexed_instance()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the trail to Wagtail's context; site and settings come from the request, read once."""
        if site := Site.find_for_request(request):
            self.site = site
            self.clinic = public_settings(request)
            navigation = Navigation(request, self, linked_ids(self) | public_site(site.pk).linked | linked_by_notices())
            request.navigation = navigation  # type: ignore[attr-defined]
            trail = [Breadcrumb(title, url) for title, url in navigation.ancestors]
            self.breadcrumbs = [*trail, Breadcrumb(self.trail_name, self.get_url(request) or "")]
        return {
            **super().get_context(request, *args, **kwargs),
            "breadcrumbs": self.breadcrumbs,
        }

    # -- Finding a page, and who may see it ----------------------------------------------------------------------------

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Go straight to the page at an address: two queries at any depth, where each level would cost two.

        What is left beyond that page may be an address that it knows (a feed), or nobody's: no page stands there.
        """
        if several() and language_of(self) != current():
            # Wagtail would show the English home page at /es/ while there is no live Spanish one.
            raise Http404
        site = Site.find_for_request(request)
        if self.as_published and path_components:
            raise Http404
        if self.as_published or site is None or self.pk not in (site.root_page_id, live_root(site).pk):
            return super().route(request, path_components)
        # The site's root page is shared by all requests; the page that is shown is read afresh, also where it is that.
        page, left = deepest_page(self, path_components)
        return page.route(request, left)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """The restrictions on this page; where the site has none at all, that is known without a query."""
        return super().get_view_restrictions() if private_branches() else PageViewRestriction.objects.none()

    # -- Previews in the admin -----------------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """What staff may look at before publishing."""
        return [("", _("Page")), ("sharing", _("Search and sharing")), ("phone", _("Phone"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the draft as a page, in a search engine and when shared, or in the frame of a phone."""
        if mode_name == "sharing":
            context = {"page": self, "preview": preview_of(self)}
            return TemplateResponse(request, "pages/admin/sharing_preview.html", context)
        if mode_name == "phone":
            return TemplateResponse(request, "pages/admin/phone_preview.html", {"page": self})
        return super().serve_preview(request, mode_name)

    # -- Structured data ----------------------------------------------------------------------------------------------

    def structured_data(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The schema.org nodes of this page, joined by `@id`; page types add theirs through super()."""
        return page_nodes(self, request)
