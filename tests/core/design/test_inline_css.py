"""A page carries the styles of its components, no others, and the policy allows exactly them."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import tinycss2
from django.test import Client

from core.design import inline_css
from home.models import HomePage

SHEETS = inline_css.stylesheets()


def style_of(html: str) -> str:
    found = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(found) == 1
    return found[0]


class TestClassPrefixes:
    def test_reads_every_way_to_write_an_attribute(self) -> None:
        html = b"""<p class="card__title other"><b class='button--small'><i class=icon data-class="no">x</i></b>"""
        assert inline_css.class_prefixes(html) == {"card", "other", "button", "icon"}

    def test_words_in_the_text_are_no_classes(self) -> None:
        assert inline_css.class_prefixes(b"<p>a card and a class</p>") == set()


class TestMinify:
    def test_keeps_meaning(self) -> None:
        css = '/* note */ .a :is(b,  c) > d { color : red; content: " ; { "; } @media (min-width: 3rem) { a { b: c } }'
        assert inline_css.minify(css) == '.a :is(b,c)>d{color :red;content:" ; { "}@media (min-width:3rem){a{b:c}}'

    @pytest.mark.parametrize("name", sorted(inline_css.component_files()))
    def test_every_file_parses_and_has_its_layer(self, name: str) -> None:
        rules = tinycss2.parse_stylesheet(SHEETS.parts[name], skip_comments=True, skip_whitespace=True)
        assert rules
        assert not [rule for rule in rules if rule.type == "error"]
        bare = [r for r in rules if r.type == "qualified-rule"]
        assert not bare, "rules outside a layer would win over every component"

    @pytest.mark.parametrize("name", sorted(set(SHEETS.parts) - {"tokens", "base", "layout", "utility", "print"}))
    def test_a_component_styles_its_own_classes_only(self, name: str) -> None:
        """Otherwise its style would be missing on pages without the component."""
        css = SHEETS.parts[name]
        selectors = re.findall(r"(?:^|[{}])([^{}@]+)\{", css)
        for selector in ",".join(selectors).split(","):
            classes = re.findall(r"\.([\w-]+)", selector)
            if classes:
                assert any(re.split("__|--", value)[0] == name for value in classes), selector


class TestSheets:
    def test_holds_the_foundation_and_what_is_used(self) -> None:
        names = SHEETS.names_for(b'<a class="button">')
        assert names == {"tokens", "base", "layout", "utility", "print", "button"}
        css = SHEETS.sheet(names).css.decode()
        assert ".button{" in css
        assert ".card{" not in css
        assert css.startswith("@layer tokens,base,layout,components,utility,print;")

    def test_the_same_set_is_the_same_bytes_in_any_order(self) -> None:
        assert SHEETS.sheet(["card", "base"]) is SHEETS.sheet(["base", "card"])

    def test_two_components_of_one_name_are_refused(self, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
        from django.apps import apps

        twin = tmp_path / "static" / "home" / "css"
        twin.mkdir(parents=True)
        (twin / "card.css").write_text(".card{}")
        settings.BASE_DIR = Path("/")  # type: ignore[attr-defined]
        home = apps.get_app_config("home")
        before, home.path = home.path, str(tmp_path)
        try:
            with pytest.raises(ValueError, match="card"):
                inline_css.component_files()
        finally:
            home.path = before


class TestPages:
    def test_a_page_has_one_style_and_the_policy_allows_exactly_it(self, client: Client, home_page: HomePage) -> None:
        response = client.get("/")
        html = response.content.decode()
        css = style_of(html)
        assert ".site-header{" in css
        assert ".references{" not in css
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = response["Content-Security-Policy"]
        assert f"'sha256-{digest}'" in policy
        assert "unsafe-inline" not in policy
        assert inline_css.MARKER.decode() not in html

    def test_nothing_blocks_the_first_paint(self, client: Client, home_page: HomePage) -> None:
        html = client.get("/").content.decode()
        assert 'rel="stylesheet"' not in html
        assert all('type="module"' in tag for tag in re.findall(r"<script[^>]*\ssrc=[^>]*>", html))
        assert not re.search(r"<[^>]+\sstyle=", html)
        assert not re.search(r"<[^>]+\son\w+=", html)

    def test_other_answers_are_left_alone(self, client: Client, home_page: HomePage) -> None:
        response = client.get("/robots.txt")
        assert b"<style>" not in response.content
        assert not hasattr(response, "csp_style_hash")
