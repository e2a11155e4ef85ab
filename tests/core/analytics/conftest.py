"""A small site behind the page cache, and visitors with browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from core.analytics.counter import Counter, counter
from core.analytics.models import PageCount
from core.web.page_cache.wsgi import wrap
from home.models import ContentPage, HomePage
from tests.core.web.test_page_cache import Answer, ask, one_connection
from tests.pages import add_page, make_home

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
    "Mobile/15E148 Safari/604.1"
)
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOST = "localhost"

Visit = Callable[..., Answer]


@pytest.fixture(autouse=True)
def empty_counter() -> Iterator[None]:
    """Each test begins with nothing in memory, and leaves nothing."""
    counter.__init__()  # type: ignore[misc]
    yield
    counter.__init__()  # type: ignore[misc]


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def about(home: HomePage) -> ContentPage:
    return add_page(home, ContentPage, "About")


@pytest.fixture
def visit(home: HomePage, tmp_path: Path) -> Iterator[Visit]:
    """Ask the whole site, page cache and all, as a browser does."""
    with override_settings(PAGE_CACHE={"DIRECTORY": tmp_path / "page-cache"}, ALLOWED_HOSTS=[HOST]):
        application = wrap(WSGIHandler())

        def send(path: str, agent: str = LAPTOP, method: str = "GET", **headers: Any) -> Answer:
            environ = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
            return ask(application, path, method, HTTP_HOST=HOST, HTTP_USER_AGENT=agent, **environ)

        yield send


def sums_of(page_id: int = 0) -> dict[str, int]:
    """What was written for a page, or the whole site; only what is more than none."""
    counted: dict[str, int] = {}
    counter.flush()
    for row in PageCount.objects.filter(page_id=page_id).values():
        for name, value in row.items():
            if name not in ("id", "day", "page_id", "language") and value:
                counted[name] = counted.get(name, 0) + value
    return counted


__all__ = ["Counter", "one_connection", "sums_of"]
