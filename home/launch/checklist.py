"""What is still missing before the site can go live, for the dashboard and for the page “Launch”.

Nothing about the clinic is invented, so a new site lacks its address, hours, names of boards and more. Each row names
one missing thing and leads to the field where it is filled in. Some are musts: a site that is launched without them
misleads patients, or fails them.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.cache import cache
from django.db.models import Field, Model, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import Panel, TabbedInterface, get_edit_handler
from wagtail.fields import StreamField
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from appointments.models import AppointmentSettings
from core.editorial.models.references import Reference
from core.operations.health import staff
from core.operations.health.checks import all_checks, run_checks
from core.pages.blocks import questions_in
from core.site.languages import language_of, locale_id
from core.site.models import ClinicSettings
from core.site.navigation import PRIVACY
from core.web.languages import default, several
from core.web.request_scope import once_per_generation
from home.models import ContentPage
from locations.models import ClinicianPage, LocationPage
from news.models import NewsArticlePage
from therapy.models import ConditionPage, TherapyPage

# Pages whose words a clinician, or the clinic's counsel, must have read before patients do.
REVIEWED_PAGE_TYPES: tuple[type[Page], ...] = (TherapyPage, ConditionPage, ContentPage, ClinicianPage)
# What a place's address consists of.
ADDRESS_FIELDS = ("street_address", "city", "postal_code")


class Missing(NamedTuple):
    """One thing to do: its words, the address of the screen where it is done, whether the launch should wait for it."""

    words: str | Promise
    url: str
    must: bool = False


class Group(NamedTuple):
    """The missing things of one place, person or subject."""

    title: str | Promise
    items: list[Missing]


def missing_before_launch(site: Site, user: AbstractBaseUser | AnonymousUser) -> list[Group]:
    """Return what is missing, as far as ``user`` may see and change it. Groups with nothing missing are left out."""
    return [group for may, read in _parts(site) if may(user) for group in read() if group.items]


def everything_missing(site: Site) -> list[Group]:
    """Return what is missing, whoever may change it: what the decision to launch is about."""
    return [group for _may_change, read in _parts(site) for group in read() if group.items]


def _parts(site: Site) -> list[tuple[Callable[[Any], bool], Callable[[], list[Group]]]]:
    """Who may change a part, and how it is read."""
    server = _("The server: mail, backups and the rest")
    return [
        (
            lambda user: _may(user, "site.change_clinicsettings"),
            lambda: [Group(_("The clinic"), clinic_gaps(site.pk))],
        ),
        (
            lambda user: page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}),
            lambda: page_gaps(site.pk),
        ),
        (
            lambda user: _may(user, "appointments.change_appointmentsettings"),
            lambda: [Group(_("Appointment requests"), list(_appointments()))],
        ),
        (staff.may_see, lambda: [Group(server, list(_server()))]),
    ]


@once_per_generation
def clinic_gaps(site_id: int) -> list[Missing]:
    """What the clinic's settings lack, and the privacy page; worked out once until something changes."""
    site = Site.objects.select_related("root_page").get(pk=site_id)
    return [*_clinic(site), *_privacy(site)]


@once_per_generation
def page_gaps(site_id: int) -> list[Group]:
    """What the pages of places and people lack, who has not signed what, and sources without links; likewise."""
    groups = [
        Group(
            page.title,
            [_on_page(page, field, words, must=field in ADDRESS_FIELDS) for field, words in page.missing_facts()],
        )
        for page in [*_in_order(LocationPage), *_in_order(ClinicianPage).prefetch_related("certifications")]
    ]
    groups.append(Group(_("Questions that wait for an answer"), list(_questions())))
    groups.append(Group(_("Pages nobody has signed off"), list(_reviews())))
    groups.append(Group(_("Translations nobody has published"), list(_translations())))
    groups.append(Group(_("Sources"), list(_sources())))
    return groups


def _may(user: Any, permission: str) -> bool:
    return user.is_active and user.has_perm(permission)


def _in_order(model: type[Page]) -> Any:
    return model.objects.live().filter(alias_of=None).order_by("path")


def _clinic(site: Site) -> Iterator[Missing]:
    values = ClinicSettings.for_site(site)
    url = reverse("wagtailsettings:edit", args=("site", "clinicsettings", site.pk))
    facts = [
        ("name", values.name, _("Clinic name"), True),
        ("logo", values.logo_id, _("Logo"), False),
        ("phone", values.phone, _("Main phone"), not _can_be_reached(values)),
        ("email", values.email, _("Public e-mail"), False),
    ]
    for field, known, words, must in facts:
        if not known:
            yield Missing(words, url + field_anchor(ClinicSettings, field), must)


def _can_be_reached(values: ClinicSettings) -> bool:
    """Whether visitors find a phone number or an e-mail address, of the clinic or of a place."""
    return bool(values.phone or values.email) or _in_order(LocationPage).exclude(phone="", email="").exists()


def _privacy(site: Site) -> Iterator[Missing]:
    """Yield the page that says what happens with patients' data, while no live page has that address."""
    pages = ContentPage.objects.descendant_of(site.root_page).live()
    if not pages.filter(slug__startswith=PRIVACY).exists():
        add = reverse("wagtailadmin_pages:add", args=("home", "contentpage", site.root_page_id))
        yield Missing(_("A privacy page (with “privacy” as its address)"), add)


def _server() -> Iterator[Missing]:
    """Yield what the health checks complain about, at most a minute old; their page says what to do."""
    troubles = cache.get("dashboard-health")
    if troubles is None:
        checks = all_checks()
        troubles = [f"{checks[result.name].title}: {result.why}" for result in run_checks() if not result.ok]
        cache.set("dashboard-health", troubles, 60)
    for words in troubles:
        yield Missing(words, reverse(staff.URL_NAME), must=True)


def _reviews() -> Iterator[Missing]:
    """Yield the live pages that nobody has reviewed. Reviewed means: a date and a clinician."""
    for model in REVIEWED_PAGE_TYPES:
        pages = _in_order(model).filter(Q(last_reviewed=None) | Q(reviewed_by=None))
        for page in pages.only("pk", "title", "path"):
            yield _on_page(page, "last_reviewed", page.title, must=getattr(model, "requires_medical_review", False))


def _questions() -> Iterator[Missing]:
    """Yield what patients ask and only the clinic knows; each leads to its place in the editor."""
    for model in (TherapyPage, ContentPage):
        for page in _in_order(model).only("pk", "path", "body"):
            edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
            for group in questions_in(page.body):
                for question, block_id in group.unanswered:
                    yield Missing(question, f"{edit}#block-{block_id}-section")


def _translations() -> Iterator[Missing]:
    """Yield the pages in other languages that were never published: they wait for somebody who reads the language."""
    if not several():
        return
    drafts = Page.objects.filter(live=False, first_published_at=None, depth__gt=1).exclude(locale=locale_id(default()))
    for page in drafts.order_by("path"):
        yield Missing(f"{page.title} ({language_of(page).name})", reverse("wagtailadmin_pages:edit", args=(page.pk,)))


def _sources() -> Iterator[Missing]:
    unlinked = Reference.objects.filter(doi="", pubmed_id="", url="").count()
    if unlinked:
        words = ngettext("%(count)d reference has no link", "%(count)d references have no link", unlinked)
        yield Missing(words % {"count": unlinked}, reverse("wagtailsnippets_editorial_reference:list"))
    unchecked = _in_order(NewsArticlePage).filter(link_checked_on=None).exclude(source_url="")
    ids = list(unchecked.values_list("pk", flat=True))
    if count := len(ids):
        words = ngettext(
            "%(count)d link in the news was never checked", "%(count)d links in the news were never checked", count
        )
        yield Missing(words % {"count": count}, reverse("wagtailadmin_pages:edit", args=(ids[0],)))


def _appointments() -> Iterator[Missing]:
    values = AppointmentSettings.load()
    url = reverse("wagtailsettings:edit", args=("appointments", "appointmentsettings", values.pk))
    if not values.recipients.exists():
        yield Missing(_("Who is told of new requests"), url)
    if not values.reply_within:
        yield Missing(_("How soon you reply"), url)


def _on_page(page: Page, field: str, words: str | Promise, *, must: bool = False) -> Missing:
    return Missing(words, reverse("wagtailadmin_pages:edit", args=(page.pk,)) + field_anchor(type(page), field), must)


def field_anchor(model: type[Model], name: str) -> str:
    """Return the fragment that leads to a field on ``model``'s edit screen: Wagtail opens the tab that holds it.

    What is a list of its own on the screen (hours, photos) has no single field; there it is the tab's fragment.
    """
    field = next((one for one in model._meta.get_fields() if one.name == name), None)
    if isinstance(field, Field) and not isinstance(field, StreamField):
        return f"#id_{name}"
    handler = get_edit_handler(model)
    tabs = handler.children if isinstance(handler, TabbedInterface) else []
    return next((f"#tab-{tab.clean_name}" for tab in tabs if name in _names(tab)), "")


def _names(panel: Panel) -> set[str]:
    """Return the names of all fields and inline relations below a panel."""
    own = {getattr(panel, "field_name", ""), getattr(panel, "relation_name", "")}
    return own.union(*(_names(child) for child in getattr(panel, "children", [])))


def summary(groups: list[Group]) -> str:
    """Return how much is missing, in words."""
    count = sum(len(group.items) for group in groups)
    return ngettext("%(count)d thing is missing", "%(count)d things are missing", count) % {"count": count}
