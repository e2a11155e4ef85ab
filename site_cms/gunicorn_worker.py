"""gunicorn's gevent worker, polite at the end: whoever is already in the queue is still let in and answered.

The kernel completes connections before the worker accepts them. When the last worker closes the listening socket, those
that wait in its queue are reset: the visitor sees a broken connection at every restart under load. So each worker takes
in the whole queue in the very moment before it closes.
"""

from typing import Any, NamedTuple

from gevent.server import StreamServer
from gunicorn.workers import ggevent


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
    """The worker for `worker_class` in gunicorn.conf.py."""

    def run(self) -> None:
        """Serve until told to stop, then answer those who were let in (`graceful_timeout`)."""
        ggevent.StreamServer = DrainingServer
        self.names = {id(listener): ListenerName(listener.getsockname()) for listener in self.sockets}
        super().run()

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Answer one connection, also after its listener was closed."""
        super().handle(self.names[id(listener)], client, addr)
