"""Sees every database write that public pages may show, and starts a new generation when it is committed.

Signals would miss `QuerySet.update()`, bulk operations and the tree's own SQL (moving a page), all of which Wagtail's
admin uses. So the watch sits where every write passes: on the connection. What it lets pass is a list of tables that no
public page reads; a table nobody thought of costs a few renders, never a stale page.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import NO_DB_ALIAS, BaseDatabaseWrapper
from wagtail.images import get_image_model
from wagtail.models import Page

from core.web.page_cache.cdn import note_change
from core.web.page_cache.generation import invalidate

Execute = Callable[..., Any]

# Apps and models whose rows no public page shows. A model of this project says so itself, with
# `affects_public_pages = False` on the class.
UNSHOWN_APPS = frozenset(
    {
        *("auth", "axes", "contenttypes", "django_otp", "django_tasks", "django_tasks_database", "modelsearch"),
        *("otp_static", "otp_totp", "otp_webauthn", "sessions", "wagtail_2fa", "wagtailadmin", "wagtailembeds"),
        *("wagtail_localize", "wagtailsearch", "wagtailusers"),
    }
)
UNSHOWN_MODELS = frozenset(
    {
        *("wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.groupcollectionpermission"),
        *("wagtailcore.grouppagepermission", "wagtailcore.groupsitepermission", "wagtailcore.modellogentry"),
        *("wagtailcore.groupapprovaltask", "wagtailcore.groupapprovaltask_groups", "wagtailcore.pagelogentry"),
        *("wagtailcore.pagesubscription", "wagtailcore.referenceindex", "wagtailcore.revision", "wagtailcore.task"),
        *("wagtailcore.taskstate", "wagtailcore.uploadedfile", "wagtailcore.workflow", "wagtailcore.workflowstate"),
        *("wagtailcore.workflowcontenttype", "wagtailcore.workflowpage", "wagtailcore.workflowtask"),
        *("wagtailsearchpromotions.query", "wagtailsearchpromotions.querydailyhits"),
    }
)
# What saving a draft of a live page writes to the page's row.
DRAFT_COLUMNS = frozenset(
    {
        *("draft_title", "has_unpublished_changes", "latest_revision_created_at", "latest_revision_id"),
        *("locked", "locked_at", "locked_by_id"),
    }
)
# Statements that change no row.
READS = (
    *("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "EXPLAIN", "SET ", "SHOW", "DECLARE"),
    *("FETCH", "CLOSE", "ANALYZE", "VACUUM", "LISTEN", "LOCK"),
)
_WRITE = re.compile(
    r"(?P<verb>INSERT|REPLACE|UPDATE|DELETE)(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?(?:\s+ONLY)?\s+[\"`]?(?P<table>\w+)",
    re.IGNORECASE,
)
_COLUMN = re.compile(r'"(\w+)" = ')
_BY_KEY = re.compile(r'WHERE "?\w+"?\."?(?:id|page_ptr_id|\w+_ptr_id)"? = %s\s*$')


@cache
def unshown_tables() -> frozenset[str]:
    """Tables that no public page reads."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in UNSHOWN_APPS
        or model._meta.label_lower in UNSHOWN_MODELS
        or not getattr(model, "affects_public_pages", True)
        or _owner_is_unshown(model)
    )


def _owner_is_unshown(model: Any) -> bool:
    """A many-to-many table that Django made follows the model that it belongs to."""
    owner = model._meta.auto_created
    return bool(owner) and not getattr(owner, "affects_public_pages", True)


@cache
def rendition_tables() -> frozenset[str]:
    """Tables of resized pictures: made while a page is rendered, which changes nothing; deleting one does."""
    return frozenset({get_image_model().get_rendition_model()._meta.db_table})


@cache
def page_tables() -> frozenset[str]:
    """Tables of page types, the base table included."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Page))


def watch_connection(*, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Put the watch on a connection, once; not on the nameless one that makes and drops whole databases."""
    if connection.alias == NO_DB_ALIAS:
        return
    if not any(isinstance(wrapper, WriteWatch) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(WriteWatch())


class WriteWatch:
    """Runs each statement, and after a write that pages may show, has a new generation start at the commit."""

    def __call__(self, execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """As Django's `connection.execute_wrapper` asks for."""
        statement = sql if isinstance(sql, str) else str(sql)
        if statement.lstrip("( \n\t")[:10].upper().startswith(READS):
            return execute(sql, params, many, context)
        if not shows(statement):
            return execute(sql, params, many, context)
        connection: BaseDatabaseWrapper = context["connection"]
        page = _page_written(statement, params, many)
        was_live = page is None or _is_live(connection, page)
        result = execute(sql, params, many, context)
        if was_live or _is_live(connection, page):
            invalidate_after_commit(connection)
        return result


def shows(statement: str) -> bool:
    """Whether a statement writes what public pages may show. What is not understood counts as such."""
    match = _WRITE.match(statement.lstrip())
    if match is None:
        return True
    verb, table = match["verb"].upper(), match["table"]
    if table in rendition_tables():
        return verb == "DELETE"
    if verb == "UPDATE" and table == Page._meta.db_table:
        columns = set(_COLUMN.findall(statement.partition(" WHERE ")[0]))
        return not columns or not columns <= DRAFT_COLUMNS
    return table not in unshown_tables()


def _page_written(statement: str, params: Any, many: bool) -> Any:
    """The key of the page whose row an UPDATE changes; None when it is no page, or more than one."""
    match = _WRITE.match(statement)
    if many or not params or match is None or match["verb"] != "UPDATE" or match["table"] not in page_tables():
        return None
    return params[-1] if _BY_KEY.search(statement) else None


def _is_live(connection: BaseDatabaseWrapper, page: Any) -> bool:
    """Whether a page is live at this moment, as this transaction sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT live FROM wagtailcore_page WHERE id = %s", [page])
        row = cursor.fetchone()
    return row is None or bool(row[0])


def invalidate_after_commit(connection: BaseDatabaseWrapper) -> None:
    """Start a new generation when the transaction commits: once, however many rows it writes."""
    if not any(_invalidate in waiting for waiting in connection.run_on_commit):
        transaction.on_commit(_invalidate, using=connection.alias)


def _invalidate() -> None:
    invalidate()
    note_change()
