"""The two groups that may see requests, and the clinic's decisions with their defaults."""

from django.db import migrations

# What each group may do. "Front desk" works on requests; "Front desk managers" may also take data out, erase it, read the
# audit log and decide who is told, for how long requests are kept and who sees which location.
READ_AND_WORK = [
    ("appointmentrequest", "view_appointmentrequest", "Can read appointment requests"),
    ("appointmentrequest", "change_appointmentrequest", "Can work on appointment requests"),
]
MANAGE = [
    ("appointmentrequest", "export_appointmentrequest", "Can export appointment requests"),
    ("appointmentrequest", "delete_appointmentrequest", "Can erase appointment requests"),
    ("auditevent", "view_auditevent", "Can read the audit log of appointment requests"),
    ("appointmentsettings", "change_appointmentsettings", "Can change appointment requests"),
    ("stafflimit", "change_stafflimit", "Can limit staff to locations"),
]
GROUPS = {"Front desk": READ_AND_WORK, "Front desk managers": [*READ_AND_WORK, *MANAGE]}


def make_groups(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    # Permissions are otherwise made only after the last migration.
    admin_type, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    access, _made = Permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for group_name, wanted in GROUPS.items():
        group, _made = Group.objects.get_or_create(name=group_name)
        group.permissions.add(access)
        for model, codename, name in wanted:
            content_type, _made = ContentType.objects.get_or_create(app_label="appointments", model=model)
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            group.permissions.add(permission)


def make_settings(apps, schema_editor):
    # Made here, so that no page view ever has to.
    apps.get_model("appointments.AppointmentSettings").objects.get_or_create(pk=1)


def remove_groups(apps, schema_editor):
    apps.get_model("auth.Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        # These give more rights to every group that exists before them.
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]
    operations = [
        migrations.RunPython(make_groups, remove_groups),
        migrations.RunPython(make_settings, migrations.RunPython.noop),
    ]
