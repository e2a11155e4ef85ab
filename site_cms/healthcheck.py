"""The container's HEALTHCHECK: ask the web server whether it lives. Standard library only; exit code 0 or 1."""

import http.client
import os
import sys


def is_alive(port: int, path: str = "/health/live", timeout: float = 5) -> bool:
    """Whether the server on this machine answers `path` with 200 within `timeout` seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_alive(int(os.environ.get("PORT", "8000"))) else 1)
