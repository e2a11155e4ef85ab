"""The site as gunicorn serves it, with a library inside that panics when it is asked to: see test_guard.py."""

from collections.abc import Callable, Iterable
from typing import Any

import site_cms.wsgi

layer: Any = site_cms.wsgi.application
while not hasattr(layer, "_application"):
    layer = layer.application
django = layer._application


class Panic(BaseException):
    """As compiled libraries raise it (pyo3's PanicException): no `Exception`."""


def panicking(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Panic at one address, quoting the query, as such messages do."""
    if environ["PATH_INFO"] == "/panic/":
        raise Panic(environ["QUERY_STRING"])
    return django(environ, start_response)


layer._application = panicking
application = site_cms.wsgi.application
