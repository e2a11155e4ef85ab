"""`make image-check`: build the image, run it hardened, bring the whole stack up, prove both, print figures.

Needs docker (or podman, DOCKER=podman) on PATH. Everything it starts has a name of its own and is removed at the end.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from site_cms.local_secrets import compose_secrets, ensure_secrets  # noqa: E402
from tests.site_cms.bad_network import KINDS, slow_clients, visitors_answered  # noqa: E402

DOCKER = os.environ.get("DOCKER", "docker")
TAG = os.environ.get("TAG", "clinic-site:check")
BASE = "python:3.13-slim-trixie"
MOST_BYTES = 250 * 10**6
SLOW_SECONDS = 30.0
RUN_ID = secrets.token_hex(4)
HARDENED = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]  # noqa: S108
PUBLISH = """
from wagtail.models import Site
from home.models import ContentPage
home = Site.objects.get(is_default_site=True).root_page
page = home.add_child(instance=ContentPage(title="Image check {0}", slug="image-check-{0}"))
page.save_revision().publish()
"""


class Failure(Exception):
    """Something is not as it must be."""


def run(*command: str, check: bool = True, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command, keep its output, raise Failure with the end of it when it fails."""
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    if check and result.returncode:
        raise Failure(f"{' '.join(command)} failed:\n{(result.stdout + result.stderr)[-4000:]}")
    return result  # type: ignore[no-any-return]


def docker(*arguments: str, check: bool = True, **options: object) -> subprocess.CompletedProcess[str]:
    """Run docker."""
    return run(DOCKER, *arguments, check=check, **options)


def get(url: str, seconds: float = 30) -> str:
    """Return what `url` answers with 200, trying for some seconds."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - http on this machine
                return str(answer.read().decode())
        except OSError as error:
            if time.monotonic() > deadline:
                raise Failure(f"{url}: {error}") from error
            time.sleep(0.2)


def expect(condition: object, what: str) -> None:
    """Raise Failure unless `condition`."""
    if not condition:
        raise Failure(what)


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Time a step; `note` adds a figure to its line."""
    notes: list[str] = []
    started = time.monotonic()
    yield notes.append
    print(f"ok  {title:<58} {time.monotonic() - started:6.1f} s  {'  '.join(notes)}", flush=True)


def lint() -> None:
    """Lint the Dockerfile where hadolint is installed (requirements-dev.txt brings it)."""
    with step("hadolint finds nothing"):
        hadolint = shutil.which("hadolint") or str(Path(sys.executable).with_name("hadolint"))
        run(hadolint, "Dockerfile")


def build() -> None:
    """Build twice; the second time a line of code has changed, and no package is installed again."""
    with step("the image is built"):
        docker("build", "-t", TAG, "--build-arg", f"VERSION={RUN_ID}", ".")
    marker = PROJECT / "site_cms" / "__init__.py"
    before = marker.read_text(encoding="utf-8")
    try:
        marker.write_text(f"{before}# {RUN_ID}\n", encoding="utf-8")
        with step("a change of code installs no package again"):
            built = docker("build", "--progress", "plain", "-t", f"{TAG}-changed", ".")
            text = built.stdout + built.stderr
            expect("Downloading" not in text and "Collecting" not in text, "packages were installed again")
    finally:
        marker.write_text(before, encoding="utf-8")
        docker("rmi", "-f", f"{TAG}-changed", check=False)


def inspect_image() -> None:
    """Size, user, labels, and what must not be inside."""
    with step("small, without compilers, pip and root") as note:
        details = json.loads(docker("image", "inspect", TAG).stdout)[0]
        base = json.loads(docker("image", "inspect", BASE).stdout)[0]
        beyond = details["Size"] - base["Size"]
        note(f"{beyond / 1e6:.0f} MB beyond the base of {base['Size'] / 1e6:.0f} MB")
        expect(beyond <= MOST_BYTES, f"{beyond / 1e6:.0f} MB beyond the base; {MOST_BYTES / 1e6:.0f} MB are allowed")
        config = details["Config"]
        expect(config["User"] == "10001:10001", f"user is {config['User']!r}")
        expect(config.get("Healthcheck"), "no HEALTHCHECK")
        expect(config["Labels"]["org.opencontainers.image.version"] == RUN_ID, "version label")
        script = "for p in gcc cc make; do command -v $p && exit 1; done; test ! -e /venv/bin/pip; id -u"
        expect(docker("run", "--rm", "--entrypoint", "sh", TAG, "-c", script).stdout.strip() == "10001", "tools inside")
        history = docker("history", "--no-trunc", TAG).stdout
        expect("SECRET_KEY=" not in history, "a secret is in the image's history")


def bad_input() -> None:
    """Each mistake of a person is one clear line and a non-zero exit."""
    cases = {
        "PORT must be a number": ["-e", "PORT=http"],
        "SITE_URL must be the site's whole address": ["-e", "SITE_URL=clinic.example"],
        "DATABASE_URL must begin with": ["-e", "DATABASE_URL=mysql://x/y"],
        "Cannot write to /data": ["--tmpfs", "/data:ro"],
        "Missing in the environment: SECRET_KEY": ["-e", "DATABASE_URL=postgres://nobody@127.0.0.1:1/x"],
    }
    with step("mistakes are told in one line") as note:
        for words, options in cases.items():
            result = docker("run", "--rm", *HARDENED, *options, TAG, check=False)
            text = result.stdout + result.stderr
            expect(result.returncode == 1 and words in text and "Traceback" not in text, f"{options}: {text[-2000:]}")
        expect(docker("run", "--rm", TAG, "dance", check=False).returncode == 1, "an unknown role was accepted")
        note(f"{len(cases) + 1} mistakes")


def wait_healthy(container: str, seconds: float) -> None:
    """Wait for the engine to call the container healthy."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = json.loads(docker("inspect", container).stdout)[0]["State"]
        if state["Status"] != "running":
            break
        if state["Health"]["Status"] == "healthy":
            return
        time.sleep(0.5)
    raise Failure(f"not healthy after {seconds} s:\n{docker('logs', container).stderr[-3000:]}")


def alone() -> None:
    """One container, one volume: the whole site; a second start finds what the first one made."""
    name = volume = f"image-check-{RUN_ID}"
    try:
        for start in ("first", "second"):
            with step(f"alone, hardened: healthy at the {start} start") as note:
                command = ["-d", "--name", name, "-p", "127.0.0.1:0:8000", "-v", f"{volume}:/data", *HARDENED]
                docker("run", *command, "--memory", "1g", "--pids-limit", "256", TAG)
                wait_healthy(name, 300)
                port = docker("port", name, "8000").stdout.strip().rpartition(":")[2]
                expect("<h1" in get(f"http://127.0.0.1:{port}/"), "the home page has no heading")
                if start == "first":
                    docker("exec", name, "python", "manage.py", "shell", "-c", PUBLISH.format(RUN_ID))
                expect(RUN_ID in get(f"http://127.0.0.1:{port}/image-check-{RUN_ID}/"), "the page is not there")
                usage = docker("stats", "--no-stream", "--format", "{{.MemUsage}}", name).stdout.strip()
                note(usage.partition(" /")[0])
            with step("stops cleanly"):
                docker("stop", "-t", "40", name)
                code = json.loads(docker("inspect", name).stdout)[0]["State"]["ExitCode"]
                expect(code == 0, f"exit code {code}: {docker('logs', name).stderr[-2000:]}")
                docker("rm", name)
    finally:
        docker("rm", "-f", name, check=False)
        docker("volume", "rm", "-f", volume, check=False)


class Stack:
    """The whole compose file under a name of its own, with secrets of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 20000 + secrets.randbelow(20000)
        self.environment = {**os.environ, "IMAGE": TAG, "PORT": str(self.port)}
        secrets_file = folder / ".env"
        ensure_secrets(secrets_file, compose_secrets())
        self.compose = ["compose", "-p", f"check{RUN_ID}", "--env-file", str(secrets_file)]

    def do(self, *arguments: str, check: bool = True) -> str:
        """Run docker compose and return what it printed."""
        return docker(*self.compose, *arguments, check=check, env=self.environment).stdout

    def up(self, title: str) -> None:
        """Start everything and wait until it is healthy."""
        with step(title):
            self.do("up", "-d", "--no-build", "--wait", "--wait-timeout", "400")
            expect('"ok"' in self.get("/health/ready"), "not ready")

    def get(self, path: str) -> str:
        """Return a page."""
        return get(f"http://127.0.0.1:{self.port}{path}")

    def expect_page(self) -> None:
        """Find the published page."""
        expect(RUN_ID in self.get(f"/image-check-{RUN_ID}/"), "the published page is not there")


def publish_and_restart(stack: Stack) -> None:
    """A page outlives a killed web server and all containers; slow clients are in nobody's way."""
    with step("a page published in the stack is served"):
        stack.do("exec", "-T", "web", "python", "manage.py", "shell", "-c", PUBLISH.format(RUN_ID))
        stack.expect_page()
    with step(f"4 x 200 slow connections for {SLOW_SECONDS:.0f} s") as note, slow_clients(stack.port, KINDS):
        good, asked = visitors_answered(stack.port, seconds=SLOW_SECONDS)
        note(f"{good} of {asked} visitors were answered")
        expect(good >= 0.99 * asked, f"{good} of {asked} visitors were answered")
    with step("a web server killed hard comes back"):
        stack.do("kill", "-s", "KILL", "web")
        stack.do("up", "-d", "--no-build", "--wait", "web")
        stack.get("/")
    stack.do("down", "-t", "40")
    stack.up("compose up again")
    with step("the page outlived the containers"):
        stack.expect_page()


def back_up_and_restore(stack: Stack) -> None:
    """A backup is made and proved while the stack runs, and brought back into an empty one."""
    with step("a backup of the running stack") as note:
        note(stack.do("exec", "-T", "worker", "python", "manage.py", "backup").partition(": ")[2].strip())
    with step("verified: restored elsewhere and compared"):
        stack.do("exec", "-T", "worker", "python", "manage.py", "verify_backup")
    stack.do("cp", "worker:/backups", str(stack.folder))
    archive = max((stack.folder / "backups").glob("*.backup"))
    archive.chmod(0o644)
    stack.do("down", "-v", "-t", "40")
    restore = ["run", "--rm", "-T", "-v", f"{archive}:/from.backup:ro", "migrate", "manage", "restore", "/from.backup"]
    with step("restored into an empty stack"):
        stack.do(*restore)
    stack.up("compose up after the restore")
    with step("the page is there, a second restore is refused"):
        stack.expect_page()
        refused = docker(*stack.compose, *restore, check=False, env=stack.environment)
        expect(refused.returncode and "is not empty" in refused.stderr, refused.stderr[-2000:])


def stack() -> None:
    """The whole compose file: up, publish, down, up again, still there; gone, restored, there again."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        try:
            stack.do("config", "-q")
            stack.up("compose up: PostgreSQL, Redis, web, worker")
            publish_and_restart(stack)
            back_up_and_restore(stack)
        except Failure:
            print(stack.do("logs", "--no-color", "--tail", "30", check=False)[-6000:])
            raise
        finally:
            stack.do("down", "-v", "-t", "5", check=False)


def main() -> int:
    """Run every step; stop at the first that fails."""
    if not shutil.which(DOCKER) or docker("version", check=False).returncode:
        print(f"✗ {DOCKER} is not installed or its engine does not run here.", file=sys.stderr)
        return 1
    started = time.monotonic()
    try:
        for part in (lint, build, inspect_image, bad_input, alone, stack):
            part()
    except Failure as failure:
        print(f"✗ {failure}", file=sys.stderr)
        return 1
    print(f"The image and the stack are in order ({time.monotonic() - started:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
