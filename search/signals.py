"""Keeps the index in step with the page tree: saved, moved, hidden, restricted and deleted pages."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from .indexing import forget_words, index_branch, index_page
from .models import SearchDocument


def page_saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Index a saved page once its inline children are stored too. An error here never stops a page from being saved."""
    if isinstance(instance, Page) and not raw:
        transaction.on_commit(lambda: index_page(instance.pk), robust=True)


def page_moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """Index a moved branch: it may have come under a private page, or out of the site."""
    transaction.on_commit(lambda: index_branch(instance.path), robust=True)


def restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """Index the branch that became private or public."""
    transaction.on_commit(lambda: index_branch(instance.page.path), robust=True)


def document_deleted(sender: type[Model], instance: SearchDocument, **kwargs: Any) -> None:
    """Forget the words of a document that went with its page."""
    forget_words(instance)


def connect() -> None:
    """Listen to the page tree."""
    post_save.connect(page_saved, dispatch_uid="search.page_saved")
    post_page_move.connect(page_moved, dispatch_uid="search.page_moved")
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="search.restriction_changed")
    post_delete.connect(document_deleted, sender=SearchDocument, dispatch_uid="search.document_deleted")
