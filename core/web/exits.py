"""What ends a program or a greenlet, and is therefore let through wherever everything else is answered.

A compiled library may raise what is no `Exception` (pyo3's `PanicException` is a `BaseException`), so `except
Exception` is no net for it. Catch these first, then `BaseException`.
"""

from gevent import GreenletExit

EXITS: tuple[type[BaseException], ...] = (KeyboardInterrupt, SystemExit, GeneratorExit, GreenletExit)
