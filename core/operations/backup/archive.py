"""What is in an archive: a tar stream of the database's parts and the uploads, sealed; the manifest comes last.

database/...    the database, in the parts its module writes
media/...       every uploaded file
manifest.json   when and by what it was made, rows of each table, size and SHA-256 of each part
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from core.operations.backup.errors import Refused
from core.operations.backup.sealing import SealedReader, SealedWriter

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK_BYTES = 2**16


@dataclass
class Manifest:
    """What an archive says about itself.

    `parts` is {name: [bytes, SHA-256]}; `tables` is {table: rows}; `details` belongs to the database's module;
    `keys` is {name: fingerprint} of the keys without which some of the content cannot be read; `media` says whether
    uploads are in the archive or, on S3-compatible storage, elsewhere.
    """

    made_at: str
    vendor: str
    migrations: list[list[str]]
    media: bool = True
    tables: dict[str, int] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(self.tables.values())

    @property
    def files(self) -> int:
        """Number of uploaded files."""
        return sum(name.startswith("media/") for name in self.parts)


class Hashing:
    """Reads `file` and remembers how much there was and its SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        """Read and remember."""
        data = self._file.read(size)
        self._digest.update(data)
        self._size += len(data)
        return data

    def drain(self) -> list[Any]:
        """Read to the end; return [bytes, SHA-256]."""
        while self.read(BLOCK_BYTES):
            pass
        return self.found

    @property
    def found(self) -> list[Any]:
        """[bytes, SHA-256] of what was read so far."""
        return [self._size, self._digest.hexdigest()]


def file_parts(path: Path) -> list[Any]:
    """Return [bytes, SHA-256] of a file."""
    with path.open("rb") as file:
        return Hashing(file).drain()


class ArchiveWriter:
    """Adds parts to an archive."""

    def __init__(self, sealed: SealedWriter) -> None:
        stream = cast("BinaryIO", sealed)
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - see finish
        self.parts: dict[str, list[Any]] = {}

    def add(self, name: str, file: IO[bytes], size: int, modified: float = 0) -> None:
        """Add the first `size` bytes of `file`.

        Raises:
            OSError: when there are fewer.
        """
        member = tarfile.TarInfo(name)
        member.size = size
        member.mtime = int(modified)
        member.mode = 0o600
        source = Hashing(file)
        self._tar.addfile(member, cast("IO[bytes]", source))
        self.parts[name] = source.found

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and end the stream."""
        manifest.parts = dict(self.parts)
        text = json.dumps(asdict(manifest), indent=1).encode()
        self.add(MANIFEST, io.BytesIO(text), len(text))
        self._tar.close()


@contextmanager
def writing(file: BinaryIO, key: bytes) -> Iterator[ArchiveWriter]:
    """Give a writer whose archive is complete when the block ends without an exception."""
    with SealedWriter(file, key) as sealed:
        yield ArchiveWriter(sealed)


def safe_name(name: str) -> PurePosixPath:
    """Return a part's name as a relative path.

    Raises:
        Refused: for one that leads out of the folder it is unpacked to.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise Refused("This backup holds a file name that leads elsewhere.")
    return path


def read_parts(path: Path, key: bytes) -> Iterator[tuple[str, float, IO[bytes]]]:
    """Give name, time of change and content of each part but the manifest, in the archive's order.

    Raises:
        Refused: as SealedReader does.
    """
    with path.open("rb") as file:
        reader = SealedReader(file, key)
        try:
            with tarfile.open(fileobj=cast("BinaryIO", reader), mode="r|") as tar:
                for member in tar:
                    content = tar.extractfile(member)
                    if content is not None:
                        safe_name(member.name)
                        yield member.name, member.mtime, content
        except tarfile.TarError as error:
            raise Refused("This backup is damaged: its list of files cannot be read.") from error
        reader.read()


def check(path: Path, key: bytes) -> Manifest:
    """Read an archive to its end, compare every part with the manifest, and return that.

    Raises:
        Refused: when anything is missing, changed or surplus, or the file cannot be read.
    """
    found: dict[str, list[Any]] = {}
    text = b""
    try:
        for name, _modified, content in read_parts(path, key):
            if name == MANIFEST:
                text = content.read()
            else:
                found[name] = Hashing(content).drain()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from error
    if not text:
        raise Refused("This backup is damaged: it has no manifest.")
    values = json.loads(text)
    if values.get("format") != FORMAT:
        raise Refused(f"This backup has format {values.get('format')}; this code knows format {FORMAT}.")
    manifest = Manifest(**values)
    if manifest.parts != found:
        raise Refused("This backup is damaged: its files are not those that its manifest names.")
    return manifest
