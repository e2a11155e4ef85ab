"""The plain-text twins say the same as the pages: read back by a Markdown parser, the words are those of the page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import escape
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wagtail.models import Site

from core.seo.markdown import TwinConverter
from core.site.models import ClinicSettings
from home.models import ContentPage
from tests.pages import add_page, make_home, make_image

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "pain",
                "10",
                "mg",
                "a|b",
                "|",
                "[1]",
                "[see](here)",
                "]",
                "[",
                "(",
                ")",
                "*",
                "**not bold**",
                "_",
                "a_b_c",
            ),
            *(
                "<b>",
                "<",
                "< 5",
                "&amp;",
                "&",
                "`",
                "``x``",
                "~",
                "~~x~~",
                "\\",
                "\\|",
                "#",
                "##",
                "-",
                "---",
                "+",
                "=",
            ),
            *(">", "1.", "2018.", "3)", "!", "![x]", "[^1]", "[x]: y", "http://example.com/_x_", "dose (IV)", "é", "’"),
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
KINDS = ("h2", "h3", "p", "a", "th", "td", "li")


def said(html: str) -> dict[str, list[str]]:
    """The words of each kind of element, in order; raised figures are marked."""
    soup = BeautifulSoup(html, "html.parser")
    for raised in soup.find_all("sup"):
        raised.insert(0, "^")
    return {kind: [" ".join(each.get_text().split()) for each in soup.find_all(kind)] for kind in KINDS}


def read_back(html: str) -> dict[str, list[str]]:
    twin = TwinConverter(root_url="https://clinic.example").convert_soup(BeautifulSoup(html, "html.parser"))
    return said(READER.render(twin))


@given(words=st.lists(WORDS, min_size=8, max_size=8))
@example(words=["1. first", "- second", "# third #", "> fourth", "=== x", "| a | b |", "fifth!", "---"])
def test_any_words_in_any_place_are_read_back(words: list[str]) -> None:
    head, text, link, rest, column, one, two, item = (escape(each) for each in words)
    html = (
        f"<h2>{head}</h2><p>{text} <a href='/a_(b)/'>{link}</a> {rest}</p><p>{item}</p>"
        f"<table><thead><tr><th>{column}</th><th>x</th></tr></thead>"
        f"<tbody><tr><td>{one}</td><td>10<sup>2</sup> {two}</td></tr></tbody></table>"
        f"<ul><li>{item}</li><li>{one}</li></ul>"
    )
    assert read_back(html) == said(html)


def test_an_exclamation_before_a_link_makes_no_picture() -> None:
    html = "<p>Call now!<a href='/x/'>Here</a></p>"
    assert read_back(html) == said(html)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def launched(self) -> None:
        self.home = make_home()
        clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
        clinic.name, clinic.launched, clinic.offer_markdown = "Branch *Clinic*", True, True
        clinic.emergency_text = "<p>Call 911 &lt;now&gt; if_it_hurts.</p>"
        clinic.save()

    def twin(self, client: Client, page: ContentPage) -> str:
        answer = client.get(f"{page.get_url()}index.md")
        assert answer.status_code == 200
        return answer.content.decode()

    def test_a_table_with_bars_powers_and_brackets(self, client: Client) -> None:
        rich = '<p>10<sup>2</sup> cells | <a href="https://example.com/a_(b)">see [1] (2018)</a></p>'
        table = {
            "columns": [{"type": "text", "heading": "Way | dose"}, {"type": "rich_text", "heading": "Count"}],
            "rows": [{"values": ["IV | IM", rich]}, {"values": ["by mouth", "<p>5*10<sup>3</sup></p>"]}],
            "caption": "",
        }
        body = [{"type": "table", "value": {"caption": "Ways | doses", "table": table}}]
        html = READER.render(self.twin(client, add_page(self.home, ContentPage, "Ways", body=body)))
        soup = BeautifulSoup(html, "html.parser")
        cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in soup.select("tr")]
        assert cells[0] == ["Way | dose", "Count"]
        assert cells[1] == ["IV | IM", "102 cells | see [1] (2018)"]
        assert [sup.get_text() for sup in soup.select("td sup")] == ["2", "3"]
        assert soup.select_one("td a")["href"] == "https://example.com/a_%28b%29"
        assert len(soup.select("table")) == 1

    def test_a_table_of_one_column_stays_one(self, client: Client) -> None:
        table = {"columns": [{"type": "text", "heading": "Way"}], "rows": [{"values": ["IV"]}, {"values": ["IM"]}]}
        body = [{"type": "table", "value": {"caption": "Ways", "table": {**table, "caption": ""}}}]
        soup = BeautifulSoup(
            READER.render(self.twin(client, add_page(self.home, ContentPage, "Ways", body=body))), "html.parser"
        )
        assert [row.get_text(strip=True) for row in soup.select("tr")] == ["Way", "IV", "IM"]

    def test_titles_descriptions_and_notices(self, client: Client) -> None:
        image = make_image(description="A [green] branch")
        figure = {"image": {"image": image.pk, "alt_text": "A | [green] *branch*", "decorative": False}, "caption": ""}
        page = add_page(self.home, ContentPage, "C# *and* [us]", slug="us", introduction="<b> & more_or_less_")
        page.body = [{"type": "image", "value": figure}]
        page.save_revision().publish()
        soup = BeautifulSoup(READER.render(self.twin(client, page)), "html.parser")
        assert soup.h1.get_text() == "C# *and* [us]"
        words = soup.get_text(" ", strip=True)
        for expected in ("<b> & more_or_less_", "A | [green] *branch*", "Branch *Clinic*", "911 <now> if_it_hurts."):
            assert expected in words, expected

    def test_llms_txt(self, client: Client) -> None:
        page = add_page(self.home, ContentPage, "C# *and* [us]", slug="us", introduction="<b> & more_or_less_")
        soup = BeautifulSoup(READER.render(client.get("/llms.txt").content.decode()), "html.parser")
        assert soup.h1.get_text() == "Branch *Clinic*"
        [item] = [li for li in soup.find_all("li") if li.a["href"] == f"{page.get_full_url()}index.md"]
        assert item.a.get_text() == "C# *and* [us]"
        assert item.get_text() == "C# *and* [us]: <b> & more_or_less_"
        assert "911 <now> if_it_hurts." in soup.get_text()
