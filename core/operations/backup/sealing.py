"""Encryption of a stream of any length, so that nothing changed, cut off or put together from two is ever accepted.

A sealed file is a header (what it is, which key, a salt) and chunks of 1 MiB, each encrypted with AES-256-GCM under a
key that HKDF derives from the backup key and the salt: a fresh key for each file, so that nonces are simply counted. A
chunk's nonce holds its number and whether it is the last, and the header is bound to each (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizar, 2015).
"""

import hashlib
import os
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.operations.backup.errors import Refused

MAGIC = b"clinic backup 1\n"
KEY_BYTES = 32
KEY_NAME_BYTES = 8
SALT_BYTES = 32
HEADER_BYTES = len(MAGIC) + KEY_NAME_BYTES + SALT_BYTES
CHUNK_BYTES = 2**20
TAG_BYTES = 16


def key_name(key: bytes) -> bytes:
    """Return what tells keys apart without telling the key."""
    return hashlib.sha256(b"clinic backup key name" + key).digest()[:KEY_NAME_BYTES]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"clinic backup archive").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter:
    """Encrypts what is written to it into `file`. Only leaving it without an exception makes the file complete."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = os.urandom(SALT_BYTES)
        self._file = file
        self._header = MAGIC + key_name(key) + salt
        self._cipher = _cipher(key, salt)
        self._number = 0
        self._waiting = bytearray()
        file.write(self._header)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._seal(bytes(self._waiting), last=True)

    def write(self, data: bytes) -> int:
        """Take `data`; a chunk goes out when it is known not to be the last."""
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]
        return len(data)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._header))
        self._number += 1


class SealedReader:
    """Decrypts `file`. Every byte that `read` returns is authentic; that none is missing is known at the end alone.

    Raises:
        Refused: at once for what is no archive or was made with another key, later for what was changed or cut off.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._header = file.read(HEADER_BYTES)
        if len(self._header) < HEADER_BYTES or not self._header.startswith(MAGIC):
            raise Refused("This is no backup of this site.")
        name = self._header[len(MAGIC) : len(MAGIC) + KEY_NAME_BYTES]
        if name != key_name(key):
            raise Refused("This backup was made with another key than the present BACKUP_KEY.")
        self._cipher = _cipher(key, self._header[-SALT_BYTES:])
        self._number = 0
        self._ready = b""
        self._next = file.read(CHUNK_BYTES + TAG_BYTES)
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, fewer only at the end; all that is left for a negative number."""
        parts = [self._ready]
        have = len(self._ready)
        while not self._ended and (size < 0 or have < size):
            parts.append(self._open())
            have += len(parts[-1])
        data = b"".join(parts)
        cut = len(data) if size < 0 else size
        self._ready = data[cut:]
        return data[:cut]

    def _open(self) -> bytes:
        chunk, self._next = self._next, self._file.read(CHUNK_BYTES + TAG_BYTES)
        last = not self._next
        try:
            data = self._cipher.decrypt(_nonce(self._number, last=last), chunk, self._header)
        except InvalidTag as error:
            if last and self._opens(chunk):
                raise Refused("This backup is cut off: its end is missing.") from error
            raise Refused("This backup is damaged: it was changed after it was made, or is cut off.") from error
        self._number += 1
        self._ended = last
        return data

    def _opens(self, chunk: bytes) -> bool:
        """Whether what should be the last chunk is a whole one from the middle."""
        try:
            self._cipher.decrypt(_nonce(self._number, last=False), chunk, self._header)
        except InvalidTag:
            return False
        return True
