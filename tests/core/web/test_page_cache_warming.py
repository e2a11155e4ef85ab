"""After a change the worker renders what visitors ask for, so that they meet a page that is ready."""

import threading
from pathlib import Path

import pytest
from django.conf import settings

from core.web.page_cache import popularity
from core.web.page_cache.generation import get_generation
from core.web.page_cache.popularity import Popularity
from core.web.page_cache.requests import PageKey
from core.web.page_cache.warming import Warmer
from core.web.page_cache.wsgi import PageCache
from home.models import ContentPage
from tests.core.web.test_page_cache import HOST, Spy, about, ask, cache, one_connection, own_settings, spy

__all__ = ["about", "cache", "one_connection", "own_settings", "spy"]

ABOUT = PageKey("http", HOST, "/about/", "")


def warm_up(warmer: Warmer) -> int:
    """How many pages were rendered for the generation of now."""
    return warmer.warm(get_generation().current(), threading.Event())


def test_a_visitor_after_a_change_finds_the_page_ready(cache: PageCache, spy: Spy, about: ContentPage) -> None:
    assert ask(cache, "/about/?utm_source=x").outcome == "MISS"
    warmer = Warmer()
    about.title = "About all of us"
    about.save_revision().publish()
    get_generation().bump()  # what the commit does, which this test's transaction never comes to
    renders = len(spy.seen)
    assert warm_up(warmer) >= 1
    answer = ask(cache)
    assert answer.outcome == "HIT"
    assert "About all of us" in answer.text
    assert len(spy.seen) == renders, "the visitor's own process has rendered nothing"


def test_the_worker_keeps_nothing_itself_and_makes_nothing_popular(cache: PageCache, about: ContentPage) -> None:
    warmer = Warmer()
    warm_up(warmer)
    assert len(warmer._application._pages) == 0
    assert Popularity(settings.PAGE_CACHE["DIRECTORY"]).most_wanted() == []


def test_a_starting_worker_makes_no_page_old(cache: PageCache) -> None:
    ask(cache)
    Warmer()
    assert ask(cache).outcome == "HIT"


def test_what_is_asked_for_most_comes_first_then_pages_from_the_top(cache: PageCache, about: ContentPage) -> None:
    for _ in range(5):
        ask(cache)
    ask(cache, "/")
    assert Popularity(settings.PAGE_CACHE["DIRECTORY"]).most_wanted() == [ABOUT, ABOUT._replace(path="/")]
    addresses = list(Warmer().addresses())
    assert addresses[:2] == [f"http://{HOST}/about/", f"http://{HOST}/"]
    about.add_sibling(instance=ContentPage(title="Privacy", slug="privacy"))
    assert list(Warmer().addresses())[-1].endswith("/privacy/")


def test_a_page_that_is_not_kept_is_never_popular(cache: PageCache) -> None:
    ask(cache, "/none/")
    ask(cache, "/search/")
    ask(cache, "/about/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=x")
    assert Popularity(settings.PAGE_CACHE["DIRECTORY"]).most_wanted() == []


def test_a_change_during_the_work_ends_it(cache: PageCache, about: ContentPage) -> None:
    warmer = Warmer()
    token = get_generation().current()
    get_generation().bump()
    assert warmer.warm(token, threading.Event()) == 0


def test_the_file_stays_small_and_damage_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(popularity, "MOST_BYTES", 2000)
    wanted = Popularity(tmp_path)
    for _ in range(100):
        wanted.note(ABOUT)
    file = tmp_path / popularity.FILE_NAME
    assert 2000 <= file.stat().st_size < 2200
    file.write_bytes(b'{"\n[1, 2]\nnull\n\xff\n' + file.read_bytes())
    wanted.add_up()
    assert wanted.most_wanted() == [ABOUT]
    assert file.stat().st_size < 100
    Popularity(tmp_path / "not" / "there").note(ABOUT)
    Popularity(None).note(ABOUT)
    assert Popularity(None).most_wanted() == []
