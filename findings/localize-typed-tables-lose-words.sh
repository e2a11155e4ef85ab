#!/usr/bin/env bash
# wagtail-localize 1.14.5 with Wagtail 7.4.4: the words of a typed table are not taken out for translation, and nothing says so.
#
# Guessed: a block that it cannot take apart is an error or a warning, or its text comes out as one segment: Wagtail's own
# typed_table_block holds the same CharBlocks that it takes out of a StructBlock or ListBlock.
# It did: the extractor returns the words of the paragraph beside the table, and of the table neither caption, headings nor
# cells. The translated page keeps the table in the first language, prices included.
#
# Seen (2026-11-29): ['A paragraph'] of a stream that holds a paragraph and a table with 2 headings and 2 cells
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet Django==5.2.19 wagtail==7.4.4 wagtail-localize==1.14.5
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    USE_TZ=True,
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="x",
    WAGTAILADMIN_BASE_URL="http://localhost",
    WAGTAIL_I18N_ENABLED=True,
    LANGUAGES=[("en", "English"), ("es", "Spanish")],
    WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("es", "Spanish")],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "wagtail_localize", "wagtail_localize.locales", "wagtail.contrib.typed_table_block",
        *("wagtail." + name for name in ("users", "snippets", "documents", "images", "search", "admin")),
        "wagtail", "modelsearch", "taggit",
        *("django.contrib." + name for name in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")),
    ],
)
django.setup()
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor


class Body(blocks.StreamBlock):
    paragraph = blocks.CharBlock()
    table = TypedTableBlock([("text", blocks.CharBlock())])


table = {
    "columns": [{"type": "text", "heading": "Visit"}, {"type": "text", "heading": "Price"}],
    "rows": [{"values": ["First visit", "Ask us"]}],
    "caption": "What a visit costs",
}
stored = [
    {"type": "paragraph", "value": "A paragraph", "id": "11111111-1111-4111-8111-111111111111"},
    {"type": "table", "value": table, "id": "22222222-2222-4222-8222-222222222222"},
]
stream = Body().to_python(stored)
assert stream[1].value.rows, "the table did not arrive"
words = [each.string.data for each in StreamFieldSegmentExtractor(field=None).handle_stream_block(stream)]
print(words, "of a stream that holds a paragraph and a table with 2 headings and 2 cells")
assert words == ["A paragraph"], words
PY
echo "as found"
