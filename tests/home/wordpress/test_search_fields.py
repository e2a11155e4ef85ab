"""What search plugins kept: titles with their variables, descriptions, noindex, originals, sharing pictures."""

from pathlib import Path
from typing import Any

import pytest

from home.wordpress.seo import Variables, resolved
from news.models import NewsArticlePage
from tests.home.wordpress.conftest import Run
from tests.home.wordpress.exports import SITE, attachment, export, item, picture, uploads

VARIABLES = Variables("Nerve pain", "Old Clinic", "Short.", "Research", "CRPS", "Dr. Tilak", "2026")

TEMPLATES = [
    ("%%title%% %%page%% %%sep%% %%sitename%%", "Nerve pain – Old Clinic"),
    ("%%sep%% %%title%% %%sep%% %%unknown%% %%sep%%", "Nerve pain"),
    ("%%post_title%% in %%currentyear%%: %%post_excerpt%%", "Nerve pain in 2026: Short."),
    ("%title% %sep% %sitename%", "Nerve pain – Old Clinic"),
    ("%customfield(x)%Relief for 70% of 100% people", "Relief for 70% of 100% people"),
    ("#post_title #separator_sa #site_title", "Nerve pain – Old Clinic"),
    ("#1 in #crps by #author_name", "#1 in #crps by Dr. Tilak"),
    ("Plain <b>words</b> &amp; more", "Plain words & more"),
]

PLUGINS: list[dict[str, Any]] = [
    {
        "_yoast_wpseo_title": "%%title%%: what helps",
        "_yoast_wpseo_metadesc": "What %%sitename%% says.",
        "_yoast_wpseo_focuskw": "nerve pain",
        "_yoast_wpseo_meta-robots-noindex": "1",
        "_yoast_wpseo_canonical": "https://journal.example/first/",
        "_yoast_wpseo_opengraph-image": f"{SITE}/wp-content/uploads/2021/05/a.jpg",
    },
    {
        "rank_math_title": "%title%: what helps",
        "rank_math_description": "What %sitename% says.",
        "rank_math_focus_keyword": "nerve pain",
        "rank_math_robots": 'a:1:{i:0;s:7:"noindex";}',
        "rank_math_canonical_url": "https://journal.example/first/",
        "rank_math_facebook_image_id": "7",
    },
    {
        "_aioseo_title": "#post_title: what helps",
        "_aioseo_description": "What #site_title says.",
        "_aioseo_keywords": "nerve pain",
        "_aioseop_noindex": "on",
        "_aioseop_custom_link": "https://journal.example/first/",
        "_aioseo_og_image_custom_url": f"{SITE}/wp-content/uploads/2021/05/a.jpg",
    },
    {
        "_seopress_titles_title": "%%post_title%%: what helps",
        "_seopress_titles_desc": "What %%sitetitle%% says.",
        "_seopress_analysis_target_kw": "nerve pain",
        "_seopress_robots_index": "yes",
        "_seopress_robots_canonical": "https://journal.example/first/",
        "_seopress_social_fb_img": f"{SITE}/wp-content/uploads/2021/05/a.jpg",
    },
]


@pytest.mark.parametrize(("template", "words"), TEMPLATES)
def test_variables_are_resolved(template: str, words: str) -> None:
    assert resolved(template, VARIABLES) == words


@pytest.mark.django_db
@pytest.mark.parametrize("meta", PLUGINS, ids=["yoast", "rank-math", "aioseo", "seopress"])
def test_each_plugin_is_read(run: Run, tmp_path: Path, meta: dict[str, Any]) -> None:
    rows = run(
        export(attachment(7, "2021/05/a.jpg", alt="A branch"), item(1, "Nerve pain", "Words.", meta=meta)),
        media=uploads(tmp_path / "uploads", "2021/05/a.jpg"),
    )
    page = NewsArticlePage.objects.get()
    assert page.seo_title == "Nerve pain: what helps"
    assert page.search_description == "What Old Clinic says."
    assert not page.show_in_search_engines
    assert page.canonical_url == "https://journal.example/first/"
    assert page.og_image is not None
    assert "nerve pain" in next(row.why for row in rows if row.old_id == 1)


@pytest.mark.django_db
def test_what_says_nothing_new_is_left_to_the_site(run: Run, tmp_path: Path) -> None:
    meta = {
        "_yoast_wpseo_title": "%%title%% %%sep%% %%sitename%%",
        "_yoast_wpseo_canonical": f"{SITE}/nerve-pain/",
        "_yoast_wpseo_opengraph-image": "https://cdn.example/x.jpg",
        "_thumbnail_id": "7",
    }
    folder = uploads(tmp_path / "uploads", "2021/05/a.jpg")
    (folder / "2021/05/a.jpg").write_bytes(picture((600, 400)))
    rows = run(
        export(attachment(7, "2021/05/a.jpg", alt="A"), item(1, "Nerve pain", "Words.", meta=meta)), media=folder
    )
    page = NewsArticlePage.objects.get()
    assert (page.seo_title, page.canonical_url, page.og_image, page.main_image) == ("", "", None, None)
    assert page.show_in_search_engines
    # Too small for the top of the page, the featured picture begins the text.
    assert [block.block_type for block in page.body] == ["image", "text"]
    assert "sharing picture" in next(row.why for row in rows if row.old_id == 1)
