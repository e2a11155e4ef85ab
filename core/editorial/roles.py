"""Who may do what: the groups of staff, made when the site is migrated.

A group that already exists is left as a site manager has set it. The front desk's group belongs to the appointments
room, which alone knows what may be done with requests.
"""

from typing import Any, NamedTuple

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowTask,
)

from core.editorial.models.workflow import MEDICAL_REVIEWER, MedicalReviewTask

MARKETING_EDITOR = "Marketing editor"
SITE_MANAGER = "Site manager"

WAGTAILS_OWN_GROUPS = ("Editors", "Moderators")
WAGTAILS_OWN_WORKFLOW = "Moderators approval"
MEDICAL_REVIEW = "Medical review"


def _all(model: str) -> tuple[str, ...]:
    app, name = model.split(".")
    return tuple(f"{app}.{action}_{name}" for action in ("add", "change", "delete", "view"))


class Role(NamedTuple):
    """What one group may do: on pages and files anywhere, and with which models."""

    pages: tuple[str, ...]
    collections: tuple[str, ...]
    models: tuple[str, ...]


READ_FILES = ("choose_image", "choose_document")
WRITE_FILES = (*READ_FILES, "add_image", "change_image", "add_document", "change_document")
MARKETING_MODELS = (
    "wagtailadmin.access_admin",
    "site.change_clinicsettings",
    *_all("site.clinicsettingstranslation"),
    *_all("editorial.reference"),
    *_all("news.topic"),
    *_all("notices.notice"),
    *_all("wagtailredirects.redirect"),
    *_all("search.synonym"),
    *_all("search.promotedresult"),
    "search.view_querycount",
    *_all("analytics.campaignlink"),
    "analytics.view_visits",
)

ROLES: dict[str, Role] = {
    MARKETING_EDITOR: Role(
        pages=("add_page", "change_page", "publish_page", "bulk_delete_page"),
        collections=WRITE_FILES,
        models=MARKETING_MODELS,
    ),
    MEDICAL_REVIEWER: Role(
        pages=("change_page", "publish_page"),
        collections=READ_FILES,
        models=("wagtailadmin.access_admin", *_all("editorial.reference"), *_all("editorial.claimword")),
    ),
    SITE_MANAGER: Role(
        pages=("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
        collections=(*WRITE_FILES, "add_collection", "change_collection", "delete_collection"),
        models=(
            *MARKETING_MODELS,
            "site.launch_site",
            "operations.view_site_health",
            "wagtailseo.change_seosettings",
            *_all("editorial.claimword"),
            "accounts.change_signinsettings",
            "wordpress.import_wordpress",
            *_all("auth.user"),
            *_all("wagtailcore.workflow"),
        ),
    ),
}


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    # Two models of one app may share a codename only in theory; the first is the one that Wagtail checks too.
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).order_by("pk").first()
    if found is None:
        raise LookupError(f"There is no permission {name}; a role names it.")
    return found


def _page_permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", content_type__model="page", codename=codename)


def _collection_permission(codename: str) -> Permission:
    # Wagtail keeps the rights on pictures with its own image model, whichever model a site uses.
    return Permission.objects.get(
        codename=codename,
        content_type__app_label__in=("wagtailimages", "wagtaildocs", "wagtailcore"),
        content_type__model__in=("image", "document", "collection"),
    )


def _make_group(name: str, role: Role) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.set([_permission(permission) for permission in role.models])
    top_page, top_collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for codename in role.pages:
        GroupPagePermission.objects.create(group=group, page=top_page, permission=_page_permission(codename))
    for codename in role.collections:
        permission = _collection_permission(codename)
        GroupCollectionPermission.objects.create(group=group, collection=top_collection, permission=permission)
    return group


def _make_workflow(reviewers: Group) -> None:
    task = MedicalReviewTask.objects.create(name=MEDICAL_REVIEW)
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name=MEDICAL_REVIEW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)


def _forget_wagtails_own() -> None:
    """Remove the groups and the workflow with its task that Wagtail ships, unless somebody uses them."""
    Workflow.objects.filter(name=WAGTAILS_OWN_WORKFLOW, workflow_states__isnull=True).delete()
    Task.objects.filter(name=WAGTAILS_OWN_WORKFLOW, workflow_tasks__isnull=True, task_states__isnull=True).delete()
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS, user__isnull=True).delete()


@transaction.atomic
def make_roles() -> None:
    """Make the groups and the workflow that do not exist yet.

    Raises:
        LookupError: when a role names a permission that no model has.
    """
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    if Page.get_first_root_node() is None or Collection.get_first_root_node() is None:
        return  # a database that was emptied by a test, without Wagtail's own first rows
    if not Group.objects.filter(name__in=ROLES).exists():
        _forget_wagtails_own()
    for name, role in ROLES.items():
        if Group.objects.filter(name=name).exists():
            continue
        group = _make_group(name, role)
        if name == MEDICAL_REVIEWER:
            _make_workflow(group)


def make_roles_after_migrate(sender: AppConfig, **kwargs: Any) -> None:
    """Receiver of `post_migrate`: permissions of all rooms exist only then. Skips a partial migration."""
    if kwargs.get("plan") and any(backwards for _migration, backwards in kwargs["plan"]):
        return
    make_roles()
