"""What a page loads besides its HTML, how files are packed and kept, and who may keep which answer for how long."""

import re
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

from appointments.models import AppointmentPage
from core.design.deferred_modules import LOADER
from home.models import ContentPage, HomePage
from locations.models import LocationPage, OpeningPeriod
from news.models import NewsIndexPage
from tests.pages import add_page, make_image

# Unpacked.
MOST_SCRIPT = 10_240
MOST_FONT = 30_000
NEWSREADER = "design/fonts/newsreader.woff2"


def size(address: str) -> int:
    """The bytes of a static file."""
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return Path(found).stat().st_size


@pytest.fixture
def pages(home_page: HomePage) -> list[str]:
    """Pages with all that a script works on."""
    request = add_page(home_page, AppointmentPage, "Request")
    place = add_page(home_page, LocationPage, "Place", phone="+19045550123")
    place.hours = [OpeningPeriod(weekday=1, opens=time(8), closes=time(12))]
    place.save()
    return ["/", str(place.get_url()), str(request.get_url()), "/search/?q=pain", "/nothing/"]


def test_scripts_are_few_and_wait_and_there_is_one_small_font(client: Client, pages: list[str]) -> None:
    for address in pages:
        html = client.get(address).content.decode()
        document = BeautifulSoup(html, "html.parser")
        scripts = [each for each in document.select("script") if each.get("type") != "application/ld+json"]
        assert [each.get_text() for each in scripts] == [LOADER], "one line brings all others after the first paint"
        files = {str(each["data-module"]) for each in document.select("[data-module]")}
        assert len(files) >= 1
        if document.select("[data-hours]"):  # site.js asks for it only then
            files |= set(re.findall(r'data-open-state-module="([^"]+)', html))
        assert sum(map(size, files)) <= MOST_SCRIPT, address
        fonts = set(re.findall(r"[\w./-]+\.woff2?", html))
        assert len(fonts) == 1
        (preload,) = document.select('link[rel=preload][as=font][type="font/woff2"][crossorigin]')
        assert preload["href"] in fonts
        faces = re.findall(r"@font-face\s*{[^}]*}", html)
        assert [face for face in faces if "local(" in face and "size-adjust" not in face] == [], (
            "same width as the font"
        )
        assert any("size-adjust" in face for face in faces)
    font = Path(str(finders.find(NEWSREADER)))
    assert font.stat().st_size <= MOST_FONT
    assert "SIL OPEN FONT LICENSE" in font.with_name("OFL.txt").read_text(encoding="utf-8")


def test_static_files_have_hashed_names_are_packed_beforehand_and_kept_for_ever(settings: Any, tmp_path: Path) -> None:
    source = Path(str(finders.find(NEWSREADER))).parents[2]
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    call_command("collectstatic", interactive=False, verbosity=0)
    (script,) = (path for path in tmp_path.glob("design/js/site.*.js"))
    (font,) = tmp_path.glob("design/fonts/newsreader.*.woff2")
    for ending in (".br", ".gz"):
        assert script.with_name(script.name + ending).stat().st_size < script.stat().st_size / 1.5
    server = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404), settings)
    for accepted, packed in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
        address = f"/static/design/js/{script.name}"
        answer = server(RequestFactory().get(address, headers={"accept-encoding": accepted}))
        assert answer.status_code == 200
        assert answer.get("Content-Encoding") == packed
        assert answer["Vary"] == "Accept-Encoding"
        assert "immutable" in answer["Cache-Control"]
        assert int(re.findall(r"max-age=(\d+)", answer["Cache-Control"])[0]) >= 31_536_000
    assert "immutable" in server(RequestFactory().get(f"/static/design/fonts/{font.name}"))["Cache-Control"]


PAGE = r"public, max-age=0, s-maxage=\d+, stale-while-revalidate=\d+, stale-if-error=86400"
NOBODY = r"private, no-cache|.*no-store.*"
FILE = r"public, max-age=31536000, immutable"
ANSWERS = {
    "/": (200, PAGE),
    "/about/": (200, PAGE),
    "/sitemap.xml": (200, "public, max-age=600"),
    "/robots.txt": (200, PAGE),
    "/nothing/": (404, PAGE),
    "/about": (301, NOBODY),
    "/?q=%00": (400, NOBODY),
    "/search/?q=pain": (200, NOBODY),
    "/request/": (200, PAGE),
    "/news/feed/": (200, PAGE),
    "/admin/": (302, NOBODY),
    "/admin/login/": (200, NOBODY),
    "/health/live": (200, NOBODY),
}


def test_every_kind_of_answer_says_who_may_keep_it(
    client: Client, home_page: HomePage, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = make_image()
    add_page(home_page, ContentPage, "About", main_image=image)
    add_page(home_page, AppointmentPage, "Request")
    add_page(home_page, NewsIndexPage, "News")
    copy = image.get_rendition("width-400|format-webp")
    for address, (status, words) in {**ANSWERS, image.file.url: (200, FILE), copy.url: (200, FILE)}.items():
        answer = client.get(address)
        assert answer.status_code == status, address
        assert re.fullmatch(words, answer["Cache-Control"]), (address, answer["Cache-Control"])
        if re.fullmatch(PAGE, answer["Cache-Control"]):
            assert answer["Vary"] == "Accept-Encoding", address
            assert not answer.cookies, address


def test_an_error_is_kept_by_nobody(home_page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(HomePage, "get_context", fail)
    answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
