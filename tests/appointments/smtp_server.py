"""A mail server that fails in every way mail servers fail, and recovers when told to."""

import contextlib
import email
import socket
import struct
import threading
import time
from email.message import Message

MODES = ("ok", "reset", "stall", "slow", "busy", "refuse", "drop_after_data")


class FaultySmtpServer:
    """Listens on a free port of 127.0.0.1. `mode` can be changed at any time; `received` holds the mails it took."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.received: list[Message] = []
        self.asked: set[str] = set()  # the modes in which somebody connected
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening: from now on connections are refused."""
        self._socket.close()

    def subjects(self) -> list[str]:
        """The subject of each mail that was taken."""
        return [str(message["Subject"]) for message in self.received]

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.asked.add(self.mode)
        with contextlib.suppress(OSError), connection:
            if self.mode == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if self.mode == "stall":
                time.sleep(60)
                return
            self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        lines = connection.makefile("rb")

        def say(text: str) -> None:
            if self.mode == "slow":
                time.sleep(0.3)
            connection.sendall(f"{text}\r\n".encode())

        say("220 ready")
        for raw in lines:
            command = raw[:4].upper().strip()
            if command == b"DATA":
                say("354 go on")
                body = b""
                for line in lines:
                    if line == b".\r\n":
                        break
                    body += line
                if self.mode == "drop_after_data":
                    return
                self.received.append(email.message_from_bytes(body))
                say("250 taken")
            elif command == b"RCPT" and self.mode in {"busy", "refuse"}:
                say("451 try later" if self.mode == "busy" else "550 no such person")
            elif command == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 fine")
