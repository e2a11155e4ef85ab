"""Keeps the contact that error pages show in step with the clinic's settings (`core.web.contact_cache`)."""

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Site

from core.site.models import ClinicSettings
from core.web.contact_cache import Contact, refresh_contact, register_contact_source
from core.web.phones import format_phone


def read_contact() -> Contact:
    """The contact in the settings of the default site. May raise DatabaseError."""
    site = Site.objects.filter(is_default_site=True).first()
    clinic = ClinicSettings.for_site(site) if site else ClinicSettings()
    return Contact(clinic.name, clinic.phone, format_phone(clinic.phone) if clinic.phone else "")


def refresh_after_commit(**kwargs: object) -> None:
    """Receiver of `post_save`."""
    transaction.on_commit(refresh_contact)


def connect() -> None:
    """Be the source of the contact, and refresh it whenever staff save the clinic's settings."""
    register_contact_source(read_contact)
    post_save.connect(refresh_after_commit, sender=ClinicSettings, dispatch_uid="core.site.contact")
