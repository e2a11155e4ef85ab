"""Keep the audit log append-only in the database itself."""

from django.db import migrations

from appointments.audit_triggers import install_by_migration, remove_by_migration


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_front_desk")]
    operations = [migrations.RunPython(install_by_migration, remove_by_migration)]
