"""What is no `Exception` passes Django's net: it is answered and logged like every error all the same."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path as route
from django.views.decorators.csrf import csrf_exempt
from gevent import GreenletExit

from core.operations.models import ScheduledJob
from core.operations.worker import Job, run_job
from core.web.middleware.methods import takes_forms
from core.web.page_cache.wsgi import wrap
from home.models import HomePage
from site_cms import urls
from site_cms.guard import OutermostGuard
from tests.core.web.test_page_cache import ask
from tests.core.web.test_page_cache_flood import one_connection
from tests.site_cms.servers import PROJECT, fetch, free_port, wait_until

__all__ = ["one_connection"]
SECRET = "pat@example.com"


class Panic(BaseException):
    """As compiled libraries raise it: no `Exception`."""


@takes_forms
@csrf_exempt
def breaks(request: HttpRequest) -> HttpResponse:
    raise Panic(SECRET)


def breaks_as_it_is_sent(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[bytes]:
        raise Panic(SECRET)
        yield b""

    return StreamingHttpResponse(pieces())


def leaves(request: HttpRequest) -> HttpResponse:
    raise KINDS[request.GET["kind"]]


KINDS = {kind.__name__: kind for kind in (KeyboardInterrupt, SystemExit, GreenletExit)}
urlpatterns = [
    route("panic/", breaks),
    route("panic-later/", breaks_as_it_is_sent),
    route("leaves/", leaves),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["clinic.example"]
    settings.PAGE_CACHE = {**settings.PAGE_CACHE, "ENABLED": True, "DIRECTORY": tmp_path / "cache", "CACHE_ALIAS": None}


@pytest.fixture(params=["with the page cache", "without"])
def site(request: pytest.FixtureRequest, home_page: HomePage) -> OutermostGuard:
    django = WSGIHandler()
    return OutermostGuard(wrap(django) if request.param == "with the page cache" else django)


@pytest.mark.parametrize("path", ["/panic/?near=secret", "/panic-later/?near=secret", "/panic/"])
def test_a_panic_is_a_page_of_the_clinic_with_a_reference(
    site: OutermostGuard, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask(site, path)
    assert answer.status == 500
    soup = BeautifulSoup(answer.text, "html.parser")
    assert "something broke" in soup.h1.get_text()  # type: ignore[union-attr]
    assert soup.find("strong").get_text() == answer.headers["x-request-id"]  # type: ignore[union-attr]
    assert answer.headers["cache-control"] == "no-store"
    assert "sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    (trace,) = [record for record in caplog.records if record.exc_info]
    assert trace.exc_info
    assert trace.exc_info[0] is Panic
    assert ask(site, "/").status == 200


def test_a_panic_is_answered_to_head_and_post_too(site: OutermostGuard) -> None:
    assert (ask(site, "/panic/", "HEAD").status, ask(site, "/panic/", "HEAD").body) == (500, b"")
    assert ask(site, "/panic/", "POST").status == 500


def test_whatever_stands_around_django_may_panic(home_page: HomePage) -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise Panic(SECRET)

    answer = ask(OutermostGuard(broken), "/")
    assert (answer.status, "x-request-id" in answer.headers) == (500, True)


def test_django_ends_the_request_after_a_panic(site: OutermostGuard) -> None:
    ended: list[object] = []

    def note(**kwargs: object) -> None:
        ended.append(1)

    request_finished.connect(note)
    ask(site, "/panic/")
    request_finished.disconnect(note)
    assert ended


@pytest.mark.parametrize("kind", KINDS)
def test_what_ends_a_program_goes_on(site: OutermostGuard, kind: str) -> None:
    with pytest.raises(KINDS[kind]):
        ask(site, f"/leaves/?kind={kind}")


def test_a_page_that_panics_shows_its_last_copy(home_page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    cache: Any = wrap(WSGIHandler())
    site = OutermostGuard(cache)
    ask(site, "/")
    for entry in cache._pages._entries.values():
        entry.expires = 0
    for file in cache._shared._pages.rglob("*"):
        if file.is_file():
            file.unlink()
    monkeypatch.setattr("wagtail.models.Page.serve", lambda page, request: breaks(request))
    assert (ask(site, "/").status, ask(site, "/").outcome) == (200, "HIT")


def test_a_job_that_panics_does_not_end_the_worker(db: None) -> None:
    def work() -> None:
        raise Panic(SECRET)

    run_job(Job("panics", timedelta(minutes=1), work))
    assert ScheduledJob.objects.get(name="panics").error == "Panic"


# -- As gunicorn serves it ---------------------------------------------------------------------------------------------


@pytest.fixture
def served(prepared_site: Callable[..., dict[str, str]], tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Port and log file of a gunicorn whose application panics at /panic/."""
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.site_cms.panicking_wsgi:application"],
            cwd=PROJECT,
            env={**prepared_site(), "HOST": "127.0.0.1", "PORT": str(port)},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )

    def answers() -> bool:
        try:
            return fetch(port, "/health/live")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    try:
        wait_until(answers, "gunicorn did not answer", 120)
        yield port, log
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def lines_of(log: Path, port: int) -> list[str]:
    """What the log says by now; asks for one more page and waits for its line, so that all before are there."""
    fetch(port, "/mark/")
    wait_until(lambda: "/mark/" in log.read_text(), "no line")
    time.sleep(0.2)
    return [line for line in log.read_text().splitlines() if "/mark/" not in line]


@pytest.mark.slow
def test_gunicorn_never_answers_or_logs_in_its_own_words(served: tuple[int, Path]) -> None:
    port, log = served
    status, body = fetch(port, "/panic/?near=secret-place")
    assert status == 500
    assert "Sorry, something broke" in body
    # A wrong Host is one line, without a traceback; so is what cannot be read at all.
    before = len(lines_of(log, port))
    assert fetch(port, "/?near=secret-place", headers={"Host": "evil.example"})[0] == 400
    wrong_host = lines_of(log, port)[before:]
    assert [json.loads(line)["why"] for line in wrong_host] == ["DisallowedHost"]
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"GET /?near=secret-place HTTP/1.1 x\r\nHost: localhost\r\n\r\n")
        raw.recv(1000)
    text = "\n".join(lines_of(log, port))
    assert "secret-place" not in text
    assert "ip=" not in text
    for line in text.splitlines():
        json.loads(line)
