"""Networks as they are: a wire that is cut or goes silent, and clients that never get on."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

KINDS = ("headers", "body", "read", "idle")
STARTS = {
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\nx",
    "read": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20,
    "idle": b"",
}


class Wire:
    """A TCP connection that can be cut ("refuse") or go silent ("hang") between the site and a server."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.mode = "pass"
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.mode == "refuse":
                near.close()
                continue
            far = socket.create_connection(self.target)
            self.open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._copy, args=(source, sink), daemon=True).start()

    def _copy(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                while self.mode == "hang":
                    time.sleep(0.05)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            source.close()
            sink.close()

    def fail(self, mode: str) -> None:
        """Begin to "refuse" (open connections are reset too) or to "hang"."""
        self.mode = mode
        if mode == "refuse":
            for end in self.open:
                end.close()
            self.open.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self.mode = "pass"


@contextmanager
def slow_clients(port: int, kinds: Sequence[str], count: int = 200) -> Iterator[None]:
    """Hold `count` connections of each kind: half a header, half a body, an answer unread, or nothing at all."""
    held: list[tuple[str, socket.socket]] = []
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.5):
            for kind, client in held:
                try:
                    if kind in {"headers", "body"}:
                        client.send(b"a")
                except OSError:
                    pass

    for kind in kinds:
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", port), timeout=60)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.sendall(STARTS[kind])
            held.append((kind, client))
    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    try:
        yield
    finally:
        stop.set()
        dripping.join()
        for _kind, client in held:
            client.close()


def visitors_answered(port: int, *, seconds: float = 600, most: int = 10**9) -> tuple[int, int]:
    """Ask for pages, kept ones and others, for so long or so often; return how many were answered, of how many."""
    good = asked = 0
    deadline = time.monotonic() + seconds
    while asked < most and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/" if asked % 2 else f"/x{asked}/", headers={"Host": "localhost"})
            good += connection.getresponse().status in {200, 404}
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        asked += 1
    return good, asked
