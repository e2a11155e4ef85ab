from django.db import migrations, models


class Migration(migrations.Migration):
    """Documents and words have a language. The words are counted anew by the next `rebuild_search`."""

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="language",
            field=models.CharField(default="en", max_length=12),
        ),
        # The word is no longer the primary key, which no database changes in place.
        migrations.DeleteModel(name="VocabularyWord"),
        migrations.CreateModel(
            name="VocabularyWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("language", models.CharField(default="en", max_length=12)),
                ("documents", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "word of the site",
                "constraints": [
                    models.UniqueConstraint(fields=("language", "word"), name="search_word_once_a_language")
                ],
            },
        ),
    ]
