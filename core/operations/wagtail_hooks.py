"""The page “Is everything all right?” in the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.operations.health import staff


@hooks.register("register_admin_urls")
def site_health_urls() -> list[URLPattern]:
    """Its address."""
    return staff.admin_urls()


@hooks.register("register_reports_menu_item")
def site_health_item() -> MenuItem:
    """Its entry in the menu."""
    return staff.menu_item()


@hooks.register("register_permissions")
def site_health_permission() -> QuerySet[Permission]:
    """Let the right to see it be given to groups."""
    return Permission.objects.filter(content_type__app_label="operations", codename="view_site_health")
