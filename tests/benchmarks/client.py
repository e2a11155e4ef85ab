"""A plain client for machines without wrk: each connection has a thread, which asks again once it is answered."""

import socket
import threading
import time
from urllib.parse import urlsplit


def measure(url: str, seconds: float, connections: int, headers: tuple[str, ...]) -> float:
    """Answers a second."""
    parts = urlsplit(url)
    lines = [f"GET {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", *headers, "", ""]
    request = "\r\n".join(lines).encode()
    counts = [0] * connections
    end = time.monotonic() + seconds

    def ask(number: int) -> None:
        with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30) as link:
            while time.monotonic() < end:
                link.sendall(request)
                _read(link)
                counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _read(link: socket.socket) -> None:
    """One whole answer with a Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += link.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 2"):
        raise RuntimeError(head.decode("latin-1"))
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += link.recv(65536)
