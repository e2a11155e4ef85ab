"""What the editorial help registers once models are loaded."""

from django.apps import apps
from django.db.models.signals import post_migrate

from core.editorial import spreadsheets
from core.editorial.findings import check_page
from core.editorial.links import worker as link_checks
from core.editorial.page_editor import streams
from core.editorial.roles import make_roles_after_migrate
from core.editorial.roots import name_roots_after_migrate
from core.pages.findings import register_page_check


def register() -> None:
    """Make roles and name roots after each migration, check pages and links, pack streams, keep exports harmless."""
    for receiver in (make_roles_after_migrate, name_roots_after_migrate):
        post_migrate.connect(receiver, sender=apps.get_app_config("editorial"))
    register_page_check(check_page)
    link_checks.register()
    streams.register()
    spreadsheets.connect()
