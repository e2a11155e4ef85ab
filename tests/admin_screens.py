"""Every address of the admin, found in the URL resolver, and one object of each kind to open it with.

A screen that somebody adds is found by itself; one that needs an object of a new kind fails here until it is given one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site, TaskState, UploadedFile, Workflow, WorkflowState

from appointments.audit import record
from appointments.models import Action, AppointmentRequest, AppointmentSettings, ConsentWording
from core.analytics.models import CampaignLink
from core.editorial.editors_guide import PICTURES
from core.editorial.models.claims import ClaimWord
from core.editorial.models.preview_links import PreviewLink
from core.notices.models import Notice
from core.seo.models import MissedAddress
from home.wordpress.models import ImportRun, OldAddress, OldSite
from locations.models import ListingFile, LocationIndexPage, LocationPage
from news.models import Topic
from search.models import PromotedResult, Synonym
from tests.pages import add_page, make_home, make_image, make_reference
from therapy.models import ConditionIndexPage, ConditionPage

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# What stands in a route for a name: written out as one that exists.
WRITTEN_OUT = [
    (r"^pages/\^.*compare.*", "pages/<int:page_id>/revisions/compare/live...latest/"),
    (r"^(api/main/.*)<str:action_name>", r"\1publish"),
    (r"^tag-autocomplete/<.*", "tag-autocomplete/taggit/tag/"),
    (r"^editing-sessions/ping/.*", "editing-sessions/ping/wagtailcore/page/<int:page_id>/<int:session_id>/"),
    (r"^reports/questions/.*", "reports/questions/mend/"),
    (r"^workflows/tasks/add/.*", "workflows/tasks/add/editorial/medicalreviewtask/"),
    (r"<\w+:\w*app_\w+>/<\w+:\w*model_\w+>", "therapy/conditionpage"),
]


@dataclass(frozen=True)
class Screen:
    """One address: how the resolver writes it, below the admin, and a real one."""

    route: str
    path: str


def _leaves(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _leaves(pattern, route)


def admin_routes() -> list[str]:
    """Return every route below the admin's address, each once, without Wagtail's catch-all."""
    start = f"{settings.ADMIN_PATH}/"
    routes = (route.removeprefix(start) for route in _leaves(get_resolver()) if route.startswith(start))
    return list(dict.fromkeys(route for route in routes if route != "^.*/$"))


class World:
    """One object of each kind that the admin has screens for."""

    def __init__(self) -> None:
        home = make_home()
        self.place = add_page(add_page(home, LocationIndexPage, "Locations"), LocationPage, "Jacksonville")
        self.page = add_page(add_page(home, ConditionIndexPage, "Conditions"), ConditionPage, "Migraine")
        self.alias = self.page.create_alias(update_slug="migraine-copy")
        self.page.title = "Migraine and headache"
        self.revision = self.page.save_revision()
        self.user = User.objects.create_user("somebody", "somebody@example.com", "a long enough password")
        state = Workflow.objects.get().start(self.page, self.user)
        self.workflow_state: WorkflowState = state
        self.task_state: TaskState = state.current_task_state
        self.image = make_image()
        self.document = get_document_model().objects.create(
            title="A leaflet", file=ContentFile(b"words", "leaflet.txt")
        )
        self.collection = Collection.get_first_root_node().add_child(name="Leaflets")
        self.redirect = Redirect.objects.create(old_path="/old", redirect_link="/new")
        self.missed = MissedAddress.objects.create(
            site=home.get_site(), path="/nothing/", hits=1, first_seen=timezone.now(), last_seen=timezone.now()
        )
        self.query = Query.get("pain")
        self.promoted = PromotedResult.objects.create(query=self.query, page=self.page)
        self.session = EditingSession.objects.create(
            user=self.user,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=str(self.page.pk),
            last_seen_at=timezone.now(),
        )
        self.upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(get_image_model()),
            file=ContentFile(b"bytes", "a.png"),
            uploaded_by_user=self.user,
        )
        rows = AppointmentSettings.load()
        rows.save()
        self.request = AppointmentRequest.objects.create(
            full_name="Pat Doe",
            phone="+19045550123",
            email="pat@example.com",
            patient_type="new",
            preferences='{"days": ["monday"], "times": []}',
            condition="",
            note="",
            location=self.place,
            location_name="Jacksonville",
            consent_wording=ConsentWording.remember(rows.consent_contact_text, rows.consent_voicemail_text),
        )
        for action in (Action.RECEIVED, Action.CALLED, Action.BOOKED):
            record(action, request=self.request, actor=self.user)
        self.preview_link = PreviewLink.objects.create(
            page=self.page, token_hash="a", label="A reviewer", created_by=self.user, expires_at=timezone.now()
        )
        old_site = OldSite.objects.create(address="https://old.example")
        self.run = ImportRun.objects.create(old_site=old_site)
        self.old_address = OldAddress.objects.create(address="/old-page", kind="page", old_site=old_site)
        page, image = self.page.pk, self.image.pk
        self.by_parameter: dict[str, Any] = {
            **dict.fromkeys(["page_id", "page_pk", "page_to_move_id"], page),
            "parent_page_id": self.page.get_parent().pk,
            "destination_id": add_page(home, ConditionIndexPage, "More conditions").pk,
            **dict.fromkeys(["document_id", "doc_id"], self.document.pk),
            "image_id": image,
            "filter_spec": "original",
            "revision_id": self.revision.pk,
            "workflow_state_id": state.pk,
            "workflow_pk": state.workflow.pk,
            "task_state_id": self.task_state.pk,
            "task_id": self.task_state.task.pk,
            "action_name": "approve",
            "collection_id": self.collection.pk,
            "redirect_id": self.redirect.pk,
            "uploaded_file_id": self.upload.pk,
            "session_id": self.session.pk,
            "query_id": self.query.pk,
            "file_id": ListingFile.objects.create(name="google.csv", row_count=1).pk,
            "rest": "add/",
            "kind": "app",
            "name": min((path.name for path in PICTURES.glob("*.webp")), default="none.webp"),
            "table": "pages",
            "form": "svg",
            "uidb64": "MQ",
            "token": "none",
        }
        self.by_place: dict[str, Any] = {  # what <pk> means, by the beginning of the route
            "api/main/^pages/": page,
            "api/main/^documents/": self.document.pk,
            "api/main/^images/": image,
            "preview-links/": self.preview_link.pk,
            "second-step/": self.user.pk,
            "collections/": self.collection.pk,
            "workflows/tasks/": self.task_state.task.pk,
            "workflows/": state.workflow.pk,
            "reports/missed-addresses/": self.missed.pk,
            "appointment-requests/": self.request.pk,
            "documents/chooser/": self.document.pk,
            "images/chooser/": image,
            "images/sized-chooser/": image,
            "snippets/editorial/claimword/": self._snippet(ClaimWord, phrase="a phrase of our own"),
            "snippets/search/synonym/": self._snippet(Synonym, name="shingles", typed="shingles", means="zoster"),
            "snippets/search/promotedresult/": self.promoted.pk,
            "snippets/analytics/campaignlink/": self._snippet(
                CampaignLink, name="Leaflet", page=self.page, source="leaflet", medium="print", campaign="spring"
            ),
            "snippets/editorial/reference/": make_reference().pk,
            "snippets/notices/notice/": self._snippet(Notice, title="Phones are down", ends_at=timezone.now()),
            "snippets/news/topic/": self._snippet(Topic, name="Research", slug="research"),
            "wordpress/addresses/": self.old_address.pk,
            "wordpress/": self.run.pk,
            "campaign-links/": CampaignLink.objects.get().pk,
            "sites/": Site.objects.get(is_default_site=True).pk,
            "users/": self.user.pk,
            "groups/": Group.objects.order_by("pk").first().pk,
        }

    @staticmethod
    def _snippet(model: Any, **values: Any) -> Any:
        return model.objects.create(**values).pk

    def _value(self, route: str, name: str) -> Any:
        if route.startswith("locations/") and name == "page_id":
            return self.place.pk
        if "convert_alias" in route:
            return self.alias.pk
        if name != "pk":
            return self.by_parameter[name]
        if route.startswith("settings/"):
            model = apps.get_model(*route.split("/")[1:3])
            return model.load().pk if issubclass(model, BaseGenericSetting) else self.place.get_site().pk
        route = route.replace("snippets/choose/", "snippets/")
        return next(value for start, value in self.by_place.items() if route.startswith(start))

    def _variants(self, route: str) -> Iterator[str]:
        """Write out what the resolver leaves to a name: models, bulk actions, page types."""
        if route.startswith("bulk/"):
            yield from self._bulk_actions()
        elif route.startswith("settings/<"):
            if "pk" in route:  # the other only leads to this one
                for model in settings_registry:
                    start = f"settings/{model._meta.app_label}/{model._meta.model_name}/"
                    yield route.replace("settings/<slug:app_name>/<slug:model_name>/", start)
        elif route.startswith("api/main/") and "find" in route:
            kind = f"api/main/{route.split('/')[2]}/"
            yield f"{route}?id={self.by_place[kind]}"
        else:
            for pattern, text in WRITTEN_OUT:
                route = re.sub(pattern, text, route)
            yield route

    def _bulk_actions(self) -> Iterator[str]:
        bulk_action_registry.get_bulk_action_class("", "", "")  # which lets it find them
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    yield f"bulk/{app}/{model}/{action}/?id={self._bulk(app, model)}"

    def _bulk(self, app: str, model: str) -> Any:
        """Return the id of the object that a bulk action is tried on."""
        name = apps.get_model(app, model)._meta.model_name
        return {
            "page": self.page.pk,
            "clinicimage": self.image.pk,
            "document": self.document.pk,
            "user": self.user.pk,
            "notice": self.by_place["snippets/notices/notice/"],
            "campaignlink": self.by_place["snippets/analytics/campaignlink/"],
            "topic": self.by_place["snippets/news/topic/"],
            "reference": self.by_place["snippets/editorial/reference/"],
            "claimword": self.by_place["snippets/editorial/claimword/"],
            "synonym": self.by_place["snippets/search/synonym/"],
            "promotedresult": self.promoted.pk,
        }[name]

    def screens(self) -> list[Screen]:
        """Return every screen, unless another has its address, with an address that leads to one of these objects."""
        found = []
        for route in admin_routes():
            for variant in self._variants(route):
                path = PARAMETER.sub(lambda match, variant=variant: str(self._value(variant, match[1])), variant)
                path, _, query = f"/{settings.ADMIN_PATH}/{path.replace('^', '')}".partition("?")
                if resolve(path).route == f"{settings.ADMIN_PATH}/{route}":  # no other screen stands before it
                    found.append(Screen(variant.partition("?")[0], f"{path}?{query}".rstrip("?")))
        return found


def log_in(client: Client, *groups: str, superuser: bool = False) -> User:
    """Log somebody in who belongs to these groups."""
    user = User.objects.create_user(f"staff-{'-'.join(groups) or 'super'}", "staff@example.com", is_superuser=superuser)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return user
