"""App configuration of the core room."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """The ground every room stands on."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the house's system checks, keep the phone number for error pages, and make staff roles.

        Also connect what follows a page's publication (sitemap dates, redirects, announcements), clean what is typed,
        make exports safe, and have the worker make pictures, check links and make backups.
        """
        from datetime import timedelta

        from core.backup.making import make_backup_when_due
        from core.characters import connect as connect_characters
        from core.checks import check_imports
        from core.health.checks import register_check
        from core.health.topics import ADDRESS, BACKUP, CERTIFICATE, WORKER
        from core.last_contact import connect
        from core.links.worker import register as register_link_checks
        from core.picture_orders import register as register_pictures
        from core.roles import make_roles_after_migrate
        from core.seo.signals import connect as connect_seo
        from core.site_address import check_site_address
        from core.spreadsheets import connect as connect_spreadsheets
        from core.worker import register_job

        register(check_imports)
        register(check_site_address, deploy=True)
        connect()
        connect_characters()
        connect_seo()
        connect_spreadsheets()
        register_link_checks()
        register_pictures()
        # Looked at hourly, so that one that failed is tried again.
        register_job("backup", timedelta(hours=1), make_backup_when_due)
        for check in (WORKER, BACKUP, CERTIFICATE, ADDRESS):
            register_check(check)
        post_migrate.connect(make_roles_after_migrate, sender=self)
