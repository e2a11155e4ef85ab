"""The site as real processes: gunicorn and the worker, on a database of their own, to be killed at will."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.migrated import copy_path

PROJECT = Path(__file__).resolve().parent.parent.parent
KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="  # pragma: allowlist secret
SEED = """
from wagtail.models import Page, Site
from appointments.models import AppointmentPage, AppointmentSettings, NoticeRecipient
from home.models import HomePage
from locations.models import LocationIndexPage, LocationPage

home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="clinic", hero_title="Relief"))
Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
index = home.add_child(instance=LocationIndexPage(title="Locations", slug="locations"))
index.add_child(instance=LocationPage(title="Jacksonville", slug="jacksonville"))
home.add_child(instance=AppointmentPage(title="Request an appointment", slug="request-an-appointment"))
NoticeRecipient.objects.create(settings=AppointmentSettings.load(), email="desk@example.com")
"""


class SiteProcess:
    """Starts, kills and asks one site below `folder`."""

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'db.sqlite3'}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "site_cms.settings.test",
            "TEST_DATABASE_URL": self.database_url,
            "DATA_DIR": str(folder),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WEB_WORKERS": "2",
            "APPOINTMENTS_LIMIT_PER_ADDRESS": "100000/3600",
            **environment,
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self.log = (folder / "site.log").open("ab")
        if not database_url and copy_path().is_file():
            shutil.copy(copy_path(), folder / "db.sqlite3")
        self.manage("migrate", "-v0")
        self.manage("shell", "-v0", "-c", SEED)

    def manage(self, *arguments: str, settings: str = "site_cms.settings.test", **environment: str) -> str:
        """Run a management command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env={**self.environment, "DJANGO_SETTINGS_MODULE": settings, **environment},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program in a process group of its own."""
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            env={**self.environment, **environment},
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        """Start gunicorn as the project ships it, and wait until it answers."""
        process = self.start("-m", "gunicorn", "-c", "gunicorn.conf.py", "site_cms.wsgi:application")
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, HTTPException):
                if self.request("GET", "/health/live")[0] == 200:
                    return process
            time.sleep(0.1)
        raise AssertionError((self.folder / "site.log").read_text())

    def work(self, smtp_port: int) -> subprocess.Popen[bytes]:
        """Start the worker, with mail going to 127.0.0.1:`smtp_port`."""
        return self.start(
            "manage.py",
            "run_worker",
            DJANGO_SETTINGS_MODULE="site_cms.settings.production",
            DATABASE_URL=self.database_url,
            SECRET_KEY="for drills only " * 4,
            # The keys of site_cms.settings.test.
            APPOINTMENTS_KEYS="test:Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4=",
            APPOINTMENTS_INDEX_KEY="Zm9yIHRlc3RzIG9ubHkuLi4uLi4uLi4uLi4uLi4uLi4=",
            EMAIL_URL=f"smtp://127.0.0.1:{smtp_port}",
        )

    def kill(self, process: subprocess.Popen[bytes], number: int = signal.SIGKILL) -> None:
        """Send a signal to the process and all its children, and wait for its end."""
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        process.wait(timeout=300)
        self.processes.remove(process)

    def stop(self) -> None:
        """End everything."""
        for process in list(self.processes):
            self.kill(process)
        self.log.close()

    def request(self, method: str, path: str, body: str = "", timeout: float = 30) -> tuple[int, str]:
        """Ask the site; return the status and where it leads. Raises OSError or HTTPException without an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        headers = {"Host": "localhost", "Connection": "close"}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            response.read()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()

    def post(self, answers: dict[str, str]) -> str | None:
        """Send the form; return the receipt's address, None when no acknowledgement came."""
        try:
            status, location = self.request("POST", "/appointments/request/", urlencode(answers))
        except (OSError, HTTPException):
            return None
        return location if status == 303 else None
