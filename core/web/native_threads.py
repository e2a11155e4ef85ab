"""Threads of the operating system, also where gevent has put greenlets in the place of threads."""

import _thread
import sys
import time
from collections.abc import Callable
from typing import Any


def start_native_thread(function: Callable[[], None]) -> None:
    """Run in a thread of the operating system; in a gevent worker, `threading` would block the others."""
    _original("_thread", "start_new_thread", _thread.start_new_thread)(function, ())


def sleep_natively(seconds: float) -> None:
    """Sleep in such a thread: gevent's own `sleep` would start an event loop there."""
    _original("time", "sleep", time.sleep)(seconds)


def _original(module: str, name: str, present: Any) -> Any:
    """What a name stood for before gevent replaced it."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is not None and monkey.is_module_patched(module):
        return monkey.get_original(module, name)
    return present
