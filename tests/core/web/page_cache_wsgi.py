"""The site as site_cms.wsgi builds it; each answer names its worker, and each render leaves a line in a file."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import site_cms.wsgi

RENDERS = os.path.join(os.environ["PAGE_CACHE_TEST_FOLDER"], "renders")  # noqa: PTH118

# Whatever layers stand in front, the innermost is Django: count what reaches it.
layer: Any = site_cms.wsgi.application
while not hasattr(layer, "_application"):
    layer = layer.application
django = layer._application


def counted(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Note the path, then let Django answer."""
    with open(RENDERS, "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write(environ["PATH_INFO"] + "\n")
    return django(environ, start_response)


layer._application = counted


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Name the worker in the answer."""

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], exc_info)

    return site_cms.wsgi.application(environ, start)
