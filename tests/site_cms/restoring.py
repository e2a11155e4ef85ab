"""The restore drill: a backup of a site that people write to, brought back on another machine, with a canary in it."""

import http.client
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from tests.site_cms.servers import PROJECT, WebServer, manage, production_environment

BACKUP_KEY = f"{'B' * 43}="
CANARY = "Canary Marigold"
COUNT = """
import json
from appointments.models import Action, AppointmentRequest, AuditEvent
from django.contrib.auth import get_user_model
rows = list(AppointmentRequest.objects.all())
print("COUNTS", json.dumps({
    "requests": len(rows),
    "received": AuditEvent.objects.filter(action=Action.RECEIVED).count(),
    "names": sorted({row.full_name for row in rows if row.full_name.startswith("Canary")}),
}))
"""


def ask(port: int, name: str) -> int:
    """Ask for an appointment as a browser does, and return the status."""
    answers = {"full_name": name, "phone": "(904) 555-0123", "patient_type": "new", "location": "jacksonville"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Host": "localhost",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", "/appointments/request/", urlencode(answers), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


class Patients:
    """People who ask for appointments, one after the other, until the block ends."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.statuses: list[int] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            self.statuses.append(ask(self.port, f"Pat {len(self.statuses)}"))


def counts(environment: dict[str, str]) -> dict[str, object]:
    """Return what the database holds."""
    output = manage(environment, "shell", "-v0", "-c", COUNT)
    line = next(line for line in output.splitlines() if line.startswith("COUNTS "))
    found: dict[str, object] = json.loads(line.removeprefix("COUNTS "))
    return found


def refused(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command that must fail in one line, and return that."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def drill(environment: dict[str, str], place: Path, database_url: str = "") -> Path:
    """Back up under writes, restore into `place`, and compare. Returns the archive."""
    environment = {
        **environment,
        "BACKUP_KEY": BACKUP_KEY,
        "BACKUP_DIR": str(place / "backups"),
        "APPOINTMENTS_LIMIT_PER_ADDRESS": "100000/3600",
        "APPOINTMENTS_LIMIT_PER_CONTACT": "100000/3600",
    }
    media = Path(environment["DATA_DIR"]) / "media"
    with WebServer(environment) as server:
        assert ask(server.port, CANARY) in {302, 303}
        with Patients(server.port) as patients:
            while len(patients.statuses) < 3:
                time.sleep(0.05)
            before = len(patients.statuses)
            said = manage(environment, "backup")
            after = len(patients.statuses)
    assert set(patients.statuses) <= {302, 303}, "nobody was turned away while the backup was made"
    assert after > before, "people wrote while the backup was made"
    (archive,) = (place / "backups").glob("*.backup")
    assert str(archive) in said
    assert "restored elsewhere and compared" in manage(environment, "verify_backup")

    new = production_environment(
        place / "new", BACKUP_KEY=BACKUP_KEY, STATIC_ROOT=environment.get("STATIC_ROOT", ""), DATABASE_URL=database_url
    )
    other_secrets = {**new, "APPOINTMENTS_KEYS": f"k1:{'D' * 43}="}
    assert "lacks keys" in refused(other_secrets, "restore", str(archive))
    (place / "cut").write_bytes(archive.read_bytes()[:-1000])
    assert "This backup is" in refused(new, "restore", str(place / "cut"))

    assert "Restored and compared" in manage(new, "restore", str(archive))
    found = counts(new)
    assert found["names"] == [CANARY], "the canary is readable"
    assert found["requests"] == found["received"], "each request came with its audit event: one moment, not two"
    assert before <= int(str(found["requests"])) - 1 <= after + 1
    files = {path.relative_to(media): path.read_bytes() for path in media.rglob("*") if path.is_file()}
    restored = place / "new" / "media"
    assert files.keys() >= {path.relative_to(restored) for path in restored.rglob("*") if path.is_file()}
    assert all((restored / name).read_bytes() == files[name] for name in files if (restored / name).exists())
    with WebServer(new) as server:
        assert server.get("/health/ready")[0] == 200
        status, page = server.get("/")
        assert (status, "<h1" in page) == (200, True)
    assert "The database is not empty" in refused(new, "restore", str(archive))
    return archive
