"""What a patient types is in clear nowhere: not in the database's bytes, logs, mails, caches, addresses, errors."""

import gzip
import re
import signal
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.views.debug import ExceptionReporter

from appointments.models import AppointmentRequest
from tests.appointments.site_process import SiteProcess
from tests.appointments.smtp_server import FaultySmtpServer
from tests.site_cms.servers import wait_until

CANARIES = {
    "full_name": "Zanzibar Quetzalcoatl",
    "phone": "904-555-0187",
    "email": "quetzal.canary@example.org",
    "note": "ring the blue xylophone",
}
# As they may also appear: normalized, encoded, in parts.
SPELLINGS = [
    "Quetzalcoatl",
    "Zanzibar",
    "quetzal.canary",
    "+19045550187",
    "9045550187",
    "555-0187",
    "555 0187",
    "xylophone",
    *(quote(value) for value in CANARIES.values()),
    *(quote_plus(value) for value in CANARIES.values()),
]
STAFF_WORDS = "marmalade telescope"
ADD_NOTE = f"""
from django.contrib.auth.models import User
from appointments.inbox import work
from appointments.models import AppointmentRequest

work.add_note(AppointmentRequest.objects.first(), "{STAFF_WORDS}", User.objects.create_user("desk"))
"""


def found_in(data: bytes) -> list[str]:
    """The spellings that occur in `data`, also inside gzip and in UTF-16."""
    texts = [data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace")]
    if data[:2] == b"\x1f\x8b":
        texts.append(gzip.decompress(data).decode("utf-8", "replace"))
    wanted = [*SPELLINGS, *STAFF_WORDS.split()]
    return [spelling for spelling in wanted if any(spelling.lower() in text.lower() for text in texts)]


def answers(**changed: str) -> dict[str, str]:
    return {**CANARIES, "location": "jacksonville", "patient_type": "new", **changed}


@pytest.mark.full
def test_nothing_on_the_disk_in_the_logs_or_in_the_mail_holds_an_answer(tmp_path: Path):
    site, smtp = SiteProcess(tmp_path, GUNICORN_LOG_LEVEL="debug"), FaultySmtpServer()
    try:
        server = site.serve()
        worker = site.work(smtp.port)
        assert site.post(answers())
        assert site.request("POST", "/appointments/request/", urlencode(answers(phone="1")))[0] == 422
        assert site.post(answers(website="a program was here"))
        site.request("GET", f"/appointments/request/?{urlencode(CANARIES)}")
        site.manage("shell", "-v0", "-c", ADD_NOTE)
        wait_until(lambda: bool(smtp.received), "no mail went out")
        site.kill(worker, signal.SIGKILL)  # leaves the write-ahead log as it is
        site.kill(server, signal.SIGKILL)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        names = {path.name for path in files}
        assert {"db.sqlite3", "db.sqlite3-wal", "site.log"} <= names, "the drill looks where it should"
        for path in files:
            assert not found_in(path.read_bytes()), path
        assert b"/appointments/request/" in (tmp_path / "site.log").read_bytes()
        dump = site.manage("dumpdata").encode()
        assert b"aesgcm1$" in dump
        assert not found_in(dump)
        for mail in smtp.received:
            headers = "\n".join(f"{name}: {value}" for name, value in mail.items() if name != "To")
            assert not found_in(f"{headers}\n{mail.get_payload()}".encode()), mail["Subject"]
    finally:
        site.stop()
        smtp.close()


@pytest.mark.django_db
def test_answers_are_in_no_address_no_cache_and_no_message_of_the_request(send, caplog):
    caplog.set_level(1)
    response = send(answers())
    assert not found_in(response["Location"].encode())
    send(answers(phone="1"))
    assert not found_in(caplog.text.encode())
    assert not found_in(str(getattr(cache, "_cache", "")).encode())


@pytest.mark.django_db
def test_an_error_inside_tells_no_answer(appointment_page, caplog, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("appointments.submission.audit.record", broken)
    caplog.set_level(1)
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    response = client.post("/appointments/request/", answers())
    assert response.status_code == 500
    assert not found_in(response.content)
    assert not found_in(caplog.text.encode())
    assert not AppointmentRequest.objects.exists(), "all or nothing"
    # What Django would mail to developers: every frame with its variables, and the posted fields.
    report = ExceptionReporter(response.wsgi_request, *response.exc_info)
    for text in (report.get_traceback_text(), report.get_traceback_html()):
        assert "broken on purpose" in text
        assert "_store" in text, "the report has the frames that hold answers"
        assert not found_in(text.encode())


@pytest.mark.django_db
def test_without_a_database_the_visitor_keeps_the_answers_and_is_told_to_call(send, caplog, monkeypatch):
    def away(*args: object, **kwargs: object) -> None:
        raise DatabaseError(f"INSERT ... {CANARIES['full_name']}")

    monkeypatch.setattr("appointments.views.submit", away)
    response = send(answers(days="monday"))
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store, private"
    page = BeautifulSoup(response.content, "html.parser")
    kept = {field["name"]: field["value"] for field in page.select("form input[type=hidden]")}
    assert kept == answers(days="monday")
    assert "911" in page.get_text()
    assert not found_in(caplog.text.encode())
    monkeypatch.undo()
    assert send(kept).status_code == 303


def test_no_url_of_the_room_takes_an_answer_in_its_path():
    from appointments.urls import urlpatterns

    assert [re.sub(r"<.*?>", "<>", str(pattern.pattern)) for pattern in urlpatterns] == [
        "request/",
        "received/<>/",
        "change/",
        "changed/",
        "cancelled/",
        "challenge/",
    ]
