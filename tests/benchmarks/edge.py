"""A cached page from the nginx that deploy/ ships, against the same bytes as a file from it, and against no nginx."""

import contextlib
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import environment, requests_per_second
from tests.benchmarks.whole_site import former_build, whole_site
from tests.site_cms.edge import edge_site
from tests.site_cms.front_servers import DOMAIN, front_server_path

ROUNDS = 7
PAGE = "/conditions/crps/"
CONNECTIONS = 32
HEADERS = ("Accept-Encoding: br", f"Host: {DOMAIN}")


def edge(prepared: Path) -> list[Figure]:
    """Page and file over https, gunicorn alone by plain http; rounds alternate."""
    if front_server_path("nginx") is None:
        print("nginx is not installed: the edge is not measured.")
        return []
    with tempfile.TemporaryDirectory(prefix="clinic-edge-") as name, contextlib.ExitStack() as stack:
        front, data = Path(name) / "front", Path(name) / "data"
        shutil.copytree(prepared, data)
        files = f"location /same-bytes/ {{ alias {front}/files/; default_type text/html; }}\n"
        ours = stack.enter_context(
            edge_site(
                lambda **more: environment(data, ALLOWED_HOSTS=f"{DOMAIN},localhost", **more),
                front,
                nginx_locations=files,
                WEB_WORKERS="2",
            )
        )
        tree = stack.enter_context(former_build())
        former = stack.enter_context(whole_site(prepared, tree)) if tree else None
        for _ in range(4):
            answer = ours.get(PAGE, **{"Accept-Encoding": "br"})
            time.sleep(1)
        (front / "files").mkdir()
        (front / "files" / "page").write_bytes(answer.body)
        site = f"https://127.0.0.1:{ours.nginx.port}"
        urls = [site + PAGE, f"{site}/same-bytes/page", *([former.address + PAGE] if former else [])]
        headers = [HEADERS, HEADERS, HEADERS[:1]]
        rounds = [
            [requests_per_second(url, 2, CONNECTIONS, sent) for url, sent in zip(urls, headers, strict=False)]
            for _ in range(ROUNDS)
        ]
    page, file, *alone = (statistics.median(values) for values in zip(*rounds, strict=True))
    figures = [
        Figure("cached page from nginx", page, "requests/s"),
        Figure("the same bytes as a file from the same nginx", file, "requests/s"),
        Figure("page / file", statistics.median(each[0] / each[1] for each in rounds), "x", 0.7, at_most=False),
    ]
    if alone:
        ratio = statistics.median(each[0] / each[2] for each in rounds)
        figures += [
            Figure("the same page from gunicorn alone, former build", alone[0], "requests/s"),
            Figure("page / gunicorn alone", ratio, "x", 6, at_most=False),
        ]
    return figures
