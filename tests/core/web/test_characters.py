"""Characters that break what they stand in: gone where text enters, by whatever form, and where XML is written."""

import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django import forms
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.site.models import ClinicSettings
from core.web.characters import clean_text, is_visible
from home.models import HomePage
from news.models import NewsArticlePage, NewsIndexPage, Topic
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db

# What a slide, a terminal, half an emoji and a broken import leave behind. "V" and "T" must not grow together.
DIRT = "V\x0bT\x00\x08\x1b\x7f\x90\ufffe\uffff\u202e"


@pytest.fixture
def home() -> HomePage:
    return make_home()


@pytest.fixture
def newsroom(home: HomePage) -> NewsIndexPage:
    ClinicSettings.objects.update_or_create(site=home.get_site(), defaults={"name": "Branch", "launched": True})
    return add_page(home, NewsIndexPage, "Ketamine in the news", slug="news")


def content_state(text: str) -> str:
    """A text as the browser's editor sends it: JSON, in which every character can be written."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def article_data(**fields: Any) -> dict[str, Any]:
    data = {
        "title": "A study",
        "slug": "a-study",
        "kind": "press",
        "outlet": "The Daily Example",
        "source_url": "https://example.com/story",
        "published_on": "2025-10-06",
        "date_precision": "day",
        "stance": NewsArticlePage._meta.get_field("stance").get_default(),
        "body": streamfield([]),
        "references": streamfield([]),
        "topics": [],
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    return nested_form_data(data | fields)


def publish(admin_client: Client, newsroom: NewsIndexPage, **fields: Any) -> Any:
    url = reverse("wagtailadmin_pages:add", args=["news", "newsarticlepage", newsroom.pk])
    return admin_client.post(url, article_data(**fields))


def feed(client: Client, newsroom: NewsIndexPage) -> str:
    """Every text of the feed, which must be XML."""
    response = client.get(f"{newsroom.get_url()}feed/")
    assert response.status_code == 200
    return " ".join(ET.fromstring(response.content).itertext())


class TestWhereTextEnters:
    def test_a_title_pasted_from_a_slide_is_published_clean(
        self, client: Client, admin_client: Client, newsroom: NewsIndexPage
    ) -> None:
        response = publish(admin_client, newsroom, title=f"Pain {DIRT}", listing_summary=f"Line {DIRT}")
        assert response.status_code == 302
        article = NewsArticlePage.objects.get()
        assert (article.title, article.draft_title) == ("Pain V T", "Pain V T")
        assert article.listing_summary == "Line V T"
        assert "Pain V T" in feed(client, newsroom)
        assert client.get(article.get_url()).status_code == 200

    def test_blocks_texts_and_tables_are_cleaned(
        self, client: Client, admin_client: Client, newsroom: NewsIndexPage
    ) -> None:
        table = {
            "caption": "",
            "column-count": 2,
            "row-count": 1,
            "column": {
                "0": {"type": "text", "order": 0, "deleted": "", "heading": f"Head {DIRT}"},
                "1": {"type": "rich_text", "order": 1, "deleted": "", "heading": "Words"},
            },
            "row": {"0": {"order": 0, "deleted": ""}},
            "cell": {"0": {"0": f"Cell {DIRT}", "1": content_state(f"Rich cell {DIRT}\ud83d")}},
        }
        body = [
            ("heading", {"text": f"Heading {DIRT}", "level": "h2"}),
            ("text", content_state(f"Text {DIRT}\ud83d")),
            ("table", {"caption": f"Caption {DIRT}", "table": table}),
        ]
        response = publish(admin_client, newsroom, body=streamfield(body))
        assert response.status_code == 302, response.context["form"].errors
        article = NewsArticlePage.objects.get()
        stored = json.dumps(article.body.get_prep_value(), ensure_ascii=False)
        for words in ("Heading V T", "Head V T", "Cell V T", "Caption V T"):
            assert words in stored
        assert "Rich cell V" in stored
        assert not set(stored) & set("\x00\x08\x0b\x1b\x7f\x90\ufffe\uffff\u202e\ud83d")
        assert "\\u000b" not in stored
        assert client.get(article.get_url()).status_code == 200

    def test_settings_and_snippets_are_forms_too(
        self, client: Client, admin_client: Client, newsroom: NewsIndexPage
    ) -> None:
        add = reverse(Topic.snippet_viewset.get_url_name("add"))
        assert admin_client.post(add, {"name": f"Topic {DIRT}", "slug": "topic"}).status_code == 302
        assert Topic.objects.get(slug="topic").name == "Topic V T"

    def test_a_title_that_nobody_sees_is_missing(self, admin_client: Client, newsroom: NewsIndexPage) -> None:
        response = publish(admin_client, newsroom, title="\u200b\u3164", outlet="Kept as typed")
        assert response.status_code == 200
        assert response.context["form"].errors["title"] == ["This field is required."]
        assert "Kept as typed" in response.content.decode()
        assert not NewsArticlePage.objects.exists()

    def test_what_the_worlds_scripts_need_stays(self, admin_client: Client, newsroom: NewsIndexPage) -> None:
        title = "محمد‌رضا 👩‍⚕️ ❤️ \u2067דוד\u2069 Zoe\u0308 क्‍ष"
        assert publish(admin_client, newsroom, title=title).status_code == 302
        assert NewsArticlePage.objects.get().title == title

    def test_a_password_stays_as_it_was_typed(self) -> None:
        assert forms.CharField(widget=forms.PasswordInput).clean("pass\x0bword") == "pass\x0bword"

    @pytest.mark.parametrize(
        ("text", "lines", "clean"),
        [
            ("a\x0bb\x0cc\u2028d\x85e", True, "a\nb\nc\nd\ne"),
            ("a\x0bb\r\nc\td", False, "a b c d"),
            ("a\r\nb\tc", True, "a\r\nb\tc"),
            ("\ud800x\udfff", True, "x"),
            ("\U0001f600", True, "\U0001f600"),
        ],
    )
    def test_line_ends_of_other_programs_part_words(self, text: str, lines: bool, clean: str) -> None:
        assert clean_text(text, lines=lines) == clean

    def test_visible_is_what_leaves_ink(self) -> None:
        assert all(map(is_visible, ["a", "李", "😀", "…", "é", "ا"]))
        assert not any(map(is_visible, ["", " \n", "\u200b\ufeff", "\u3164\uffa0\u115f", "\u2800", "\u0301\ufe0f"]))


class TestWhereXmlIsWritten:
    """What was stored before forms were cleaned, or past a form: by a script, an import, a restored backup."""

    def test_the_feed_can_be_read(self, client: Client, newsroom: NewsIndexPage) -> None:
        article = NewsArticlePage(title="Old", slug="old", kind="press", outlet="O", source_url="https://example.com/")
        newsroom.add_child(instance=article)
        Page.objects.filter(pk=article.pk).update(title="Old V\x0bT\x1b\uffff")
        NewsArticlePage.objects.filter(pk=article.pk).update(listing_summary="Sum\x0cmary")
        NewsIndexPage.objects.filter(pk=newsroom.pk).update(introduction="In\x0bside", seo_title="Ti\x08tle")
        words = feed(client, newsroom)
        assert "Old V T" in words
        assert "Sum mary" in words

    def test_the_search_description_and_the_sitemap_can_be_read(self, client: Client, newsroom: NewsIndexPage) -> None:
        ClinicSettings.objects.update(name="Br\x0banch\x1b")
        for path in ("/opensearch.xml", "/sitemap.xml"):
            response = client.get(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            ET.fromstring(body)
        assert "Br anch" in client.get("/opensearch.xml").content.decode()

    def test_a_workbook_can_be_opened(self, admin_client: Client, newsroom: NewsIndexPage) -> None:
        User.objects.filter(is_superuser=True).update(first_name="Ann\x0ba\ufffe")
        Page.objects.filter(pk=newsroom.pk).update(title="News\x0bdesk\uffff")
        response = admin_client.get(reverse("content_inventory"), {"export": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        assert "News desk" in {cell.value for row in sheet.rows for cell in row}
