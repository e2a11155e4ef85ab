from django.db import migrations


def add_first_claim_words(apps, schema_editor):
    from core.editorial.claim_words import FIRST_CLAIM_WORDS

    ClaimWord = apps.get_model("core", "ClaimWord")
    ClaimWord.objects.bulk_create(
        [ClaimWord(phrase=phrase, reason=reason, suggestion=better) for phrase, reason, better in FIRST_CLAIM_WORDS],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    """The words that a new site's checks point at; staff change them later."""

    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(add_first_claim_words, migrations.RunPython.noop)]
