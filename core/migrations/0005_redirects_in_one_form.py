"""Bring the old addresses of redirects into the form that they are looked up in (core.seo.redirects.addresses)."""

from django.db import migrations

from core.seo.redirects.addresses import normal_address


def to_one_form(apps, schema_editor):
    Redirect = apps.get_model("wagtailredirects", "Redirect")
    taken = set(Redirect.objects.values_list("old_path", "site_id"))
    for redirect in Redirect.objects.order_by("pk"):
        address = normal_address(redirect.old_path)
        # Two spellings of one address: the one that was in its form already is the one that worked.
        if address != redirect.old_path and len(address) <= 255 and (address, redirect.site_id) not in taken:
            taken.add((address, redirect.site_id))
            redirect.old_path = address
            redirect.save(update_fields=["old_path"])


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_ascii_digits"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(to_one_form, migrations.RunPython.noop)]
