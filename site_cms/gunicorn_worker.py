"""gunicorn's gevent worker, polite at the end: whoever is already in the queue is still let in and answered.

The kernel completes connections before the worker accepts them. When the last worker closes the listening socket, those
that wait in its queue are reset: the visitor sees a broken connection at every restart under load. So each worker takes
in the whole queue in the very moment before it closes.

Kept-alive connections on which nobody asks anything would keep a worker from ending for `keepalive` seconds, and who
comes meanwhile would wait for the next one. They are closed a moment after the worker was told to stop.

Where a proxy asks /health/live every second (deploy/Caddyfile), a worker that was told to stop goes on for a moment,
while /health/live says 503: the proxy then keeps new visitors waiting, and nobody meets a closed port.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import gevent.socket
from django.core.management import call_command
from gevent.server import StreamServer
from gunicorn.workers import ggevent

from core.operations.deployment.sqlite_file import keep_open
from core.operations.health import leaving
from core.web.native_threads import sleep_natively, start_native_thread
from core.web.serving import begin_serving

LINGER = 3.0  # seconds in which a proxy that asks every second has heard that this process is leaving
# How the process that does the jobs is called in the system's list (`ps -o comm`), at most 15 letters.
JOBS_PROCESS = "clinic-jobs"
IDLE_GRACE = 2.0  # seconds after the request to stop in which an idle connection may still ask for something


class ListenerName(NamedTuple):
    """Stands for a listening socket that may be closed by the time somebody from its queue is answered."""

    name: Any

    def getsockname(self) -> Any:
        """The address it listened on, all that gunicorn asks of it."""
        return self.name


class DrainingServer(StreamServer):
    """A server that empties its queue before it closes."""

    def close(self) -> None:
        """Take in everybody who waits, then stop listening."""
        while not self.closed and (waiting := self.do_read()) is not None:
            self.do_handle(*waiting)
        super().close()


class DrainingGeventWorker(ggevent.GeventWorker):
    """The worker for `worker_class` in gunicorn.conf.py: serves visitors, or does the site's jobs (`does_jobs`)."""

    does_jobs = False
    sockets: list[Any]

    def patch(self) -> None:
        """Have the listening sockets wait as greenlets do; everything else was patched in gunicorn.conf.py."""
        self.sockets = [
            gevent.socket.socket(listener.FAMILY, gevent.socket.SOCK_STREAM, fileno=listener.sock.detach())
            for listener in self.sockets
        ]

    def run(self) -> None:
        """Serve until told to stop, then answer those who were let in (`graceful_timeout`)."""
        if self.does_jobs:
            self.do_jobs()
            return
        keep_open()
        begin_serving()
        ggevent.StreamServer = DrainingServer
        self.names = {id(listener): ListenerName(listener.getsockname()) for listener in self.sockets}
        self.idle: dict[gevent.Timeout, gevent.Greenlet] = {}
        gevent.spawn(self._end_idle_connections)
        super().run()

    def do_jobs(self) -> None:
        """Be what `manage.py run_worker` is, in memory that the web processes share. Ends on SIGTERM."""
        # Who comes to a port that is open nowhere else must be refused, not left waiting for this process.
        for listener in self.sockets:
            listener.close()
        with suppress(OSError):  # only Linux has such a file
            Path("/proc/self/comm").write_text(JOBS_PROCESS, encoding="ascii")
        start_native_thread(self._give_signs_of_life)
        if self.alive:
            call_command("run_worker")

    def _give_signs_of_life(self) -> None:
        """Tell gunicorn every second that this process is there: a backup computes longer than `timeout`."""
        while True:
            self.tmp.notify()
            if os.getppid() != self.ppid:
                os.kill(self.pid, signal.SIGTERM)
            sleep_natively(1)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Say that this process is leaving, and leave once who watches it has heard (SIGTERM)."""
        leaving.begin()
        gevent.spawn_later(LINGER if leaving.is_watched() else 0, super().handle_exit, sig, frame)

    def _end_idle_connections(self) -> None:
        """Once told to stop, end the wait for a next request wherever none has come."""
        while self.alive:
            gevent.sleep(0.2)
        gevent.sleep(IDLE_GRACE)
        for timer, greenlet in list(self.idle.items()):
            greenlet.kill(timer, block=False)

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Wait for the next request on a connection, for `keepalive` seconds or until the worker is to end."""
        with gevent.Timeout(self.cfg.keepalive if self.alive else IDLE_GRACE, False) as timer:
            self.idle[timer] = gevent.getcurrent()
            try:
                yield
            finally:
                del self.idle[timer]

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Answer one connection, also after its listener was closed."""
        super().handle(self.names[id(listener)], client, addr)
