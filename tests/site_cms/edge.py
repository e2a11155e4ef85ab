"""The site behind nginx, which keeps pages: what both are asked and told in tests and drills."""

import http.client
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import kill
from pathlib import Path
from typing import Any

from tests.site_cms.front_servers import DOMAIN, KEPT, FrontServer, edge_folder, front_server
from tests.site_cms.servers import PROJECT, Site, children, wait_until

CHANGE = (
    "from home.models import ContentPage; import sys\n"
    "page = ContentPage.objects.get(slug='privacy')\n"
    "for line in sys.stdin:\n    page.title = line.strip(); page.save_revision().publish(); print('done', flush=True)\n"
)


class Answer:
    """What nginx has sent."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()


@dataclass
class EdgeSite:
    """A site and its nginx; `folder` is nginx's."""

    site: Site
    nginx: FrontServer
    folder: Path
    editor: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", timeout: float = 60, **headers: str) -> Answer:
        """Ask nginx over https, on a connection of its own."""
        connection = self.nginx.connection(timeout)
        try:
            connection.request(method, path, headers={"Host": DOMAIN, **headers})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def publish(self, title: str) -> None:
        """Give the page /privacy/ a title, in another process; it is committed when this returns."""
        assert self.editor.stdin
        assert self.editor.stdout
        print(title, file=self.editor.stdin, flush=True)
        assert self.editor.stdout.readline() == "done\n"

    def kept(self) -> set[str]:
        """The keys of what nginx keeps, without the generation: scheme, host, address, encoding."""
        keys = set()
        for file in (self.folder / KEPT).rglob("*"):
            with suppress(OSError):
                if file.is_file():
                    line = file.read_bytes().partition(b"\nKEY: ")[2].partition(b"\n")[0].decode()
                    keys.add(line.rpartition(" ")[0].strip())
        return keys

    def is_kept(self, path: str) -> bool:
        """Whether the next visitor of a page gets it from nginx; asks for it once."""
        self.get(path)
        return any(key.split(" ")[2] == path for key in self.kept())

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """All of the site's processes stand still: whatever is answered comes from nginx."""
        processes = [self.site.process.pid]
        for pid in processes:
            processes += children(pid)
        for pid in processes:
            kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                kill(pid, signal.SIGCONT)


@contextmanager
def edge_site(
    make: Callable[..., dict[str, str]], folder: Path, nginx_locations: str = "", **more: Any
) -> Iterator[EdgeSite]:
    """Run both. `make` is the fixture `prepared_site`; `more` are variables for the site."""
    address = {"SITE_URL": f"https://{DOMAIN}", "TRUSTED_PROXIES": "127.0.0.1"}
    environment = make(**address, PAGE_CACHE_EDGE_DIR=str(edge_folder(folder)), **more)
    with Site(environment) as site, front_server("nginx", site.port, folder, nginx_locations) as nginx:
        editor = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", CHANGE],
            cwd=PROJECT,
            env=site.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        both = EdgeSite(site, nginx, folder, editor)
        try:
            wait_until(lambda: both.is_kept("/privacy/"), "nginx keeps no page")
            yield both
        finally:
            assert editor.stdin
            editor.stdin.close()
            editor.wait(60)
