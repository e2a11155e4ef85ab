"""Starts nginx or Caddy with the configuration that deploy/ ships, in front of a server on this machine.

Only what a test cannot have is replaced: ports below 1024, the certificate, and where the site listens. Visitors come
over https as `DOMAIN`; the certificate is one of our own, made for the occasion. Needs the marker `nginx` or `caddy`.
"""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site_cms.servers import PROJECT, free_port

DOMAIN = "clinic.example"  # the name in the shipped configurations
KEPT = "kept"  # the folder of what nginx keeps, below the one it runs in
SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def front_server_path(name: str) -> str | None:
    """Return where `nginx` or `caddy` is installed; Debian keeps servers out of a user's PATH."""
    return shutil.which(name, path=SYSTEM_PATH)


def speaks_ipv6() -> bool:
    """Whether this machine can listen on an IPv6 address."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


class FrontConnection(http.client.HTTPSConnection):
    """A connection to a front server on this machine by the name of the site, whoever signed its certificate."""

    def connect(self) -> None:
        """Connect to 127.0.0.1 and ask for `DOMAIN`."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        wire = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = context.wrap_socket(wire, server_hostname=DOMAIN)


def edge_folder(folder: Path) -> Path:
    """Where nginx, run below `folder`, sees the generation: PAGE_CACHE_EDGE_DIR of the site behind it."""
    return folder / "edge"


@dataclass
class FrontServer:
    """A running front server: `port` speaks https, `plain_port` http. `process` may be signalled."""

    name: str
    port: int
    plain_port: int
    process: subprocess.Popen[bytes]
    log: Path

    def connection(self, timeout: float = 15) -> FrontConnection:
        """Return a connection of one's own; send the header `Host: DOMAIN` with what is asked."""
        return FrontConnection("127.0.0.1", self.port, timeout=timeout)

    def send_raw(self, request: bytes, timeout: float = 15) -> bytes:
        """Send these very bytes over TLS; return all that comes back until the server closes."""
        connection = self.connection(timeout)
        connection.connect()
        with connection.sock as wire:
            wire.sendall(request)
            answer = b""
            while data := wire.recv(65536):
                answer += data
        return answer


def nginx_configuration(folder: Path, upstream_port: int, port: int, plain_port: int, locations: str = "") -> Path:
    """Write deploy/nginx.conf, with what a test cannot have replaced, below `folder` and return the main file."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    names = ["-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN}"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(
        ["openssl", "req", "-x509", *curve, "-nodes", "-days", "2", *names, "-keyout", str(key), "-out", certificate],
        check=True,
        capture_output=True,
    )
    site = (PROJECT / "deploy" / "nginx.conf").read_text()
    replacements = {
        f"/etc/letsencrypt/live/{DOMAIN}/fullchain.pem": str(certificate),
        f"/etc/letsencrypt/live/{DOMAIN}/privkey.pem": str(key),
        "    location / {": f"    {locations}\n    location / {{",
        "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream_port}",
        "/run/clinic-pages": str(folder / KEPT),
        "root /run/clinic-edge/": f"root {edge_folder(folder)}/",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen [::]:80;": f"listen [::1]:{plain_port};" if speaks_ipv6() else "",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen [::]:443 ": f"listen [::1]:{port} " if speaks_ipv6() else f"listen 127.0.0.2:{port} ",
    }
    for shipped, here in replacements.items():
        assert shipped in site, f"deploy/nginx.conf has no {shipped!r}"
        site = site.replace(shipped, here)
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "\n".join(f"    {kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"pid {folder}/nginx.pid;\ndaemon off;\nerror_log stderr warn;\nevents {{ worker_connections 1024; }}\n"
        + f"http {{\n    access_log off;\n{scratch}\n    include {folder}/site.conf;\n}}\n"
    )
    return main


def caddy_configuration(folder: Path, upstream_port: int, port: int, plain_port: int) -> Path:
    """Write deploy/Caddyfile, with what a test cannot have replaced, below `folder` and return its path."""
    site = (PROJECT / "deploy" / "Caddyfile").read_text()
    assert "web:8000" in site, "deploy/Caddyfile has no 'web:8000'"
    ports = f"http_port {plain_port}\n\thttps_port {port}"
    file = folder / "Caddyfile"
    file.write_text(
        f"{{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\t{ports}\n\tstorage file_system {folder}/storage\n}}\n"
        + site.replace("web:8000", f"127.0.0.1:{upstream_port}")
    )
    return file


@contextmanager
def front_server(name: str, upstream_port: int, folder: Path, nginx_locations: str = "") -> Iterator[FrontServer]:
    """Run `nginx` or `caddy` as shipped, in front of 127.0.0.1:`upstream_port`, with its files below `folder`.

    `nginx_locations` are further lines for nginx, as a benchmark needs them.
    Returns once it answers https; fails the test with what it printed when it does not start.
    """
    program = front_server_path(name)
    if program is None:
        pytest.fail(f"{name} is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    port, plain_port = free_port(), free_port()
    if name == "nginx":
        command = [program, "-c", str(nginx_configuration(folder, upstream_port, port, plain_port, nginx_locations))]
    else:
        file = caddy_configuration(folder, upstream_port, port, plain_port)
        command = [program, "run", "--adapter", "caddyfile", "--config", str(file)]
    environment = {"PATH": SYSTEM_PATH, "HOME": str(folder), "SITE_DOMAIN": DOMAIN}
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, cwd=folder, start_new_session=True
        )
    server = FrontServer(name, port, plain_port, process, log)
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_answers(server: FrontServer) -> None:
    """Wait for a finished TLS handshake: Caddy makes its certificate after it has begun to listen."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert server.process.poll() is None, f"{server.name} ended:\n{server.log.read_text()}"
        connection = server.connection(timeout=5)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(f"{server.name} did not answer:\n{server.log.read_text()}")
