"""Pictures and files of the old site, out of a folder or a zip file, never unpacked to disk.

Nothing of an archive's is believed: names that lead out of it, links, files packed so that they grow a thousandfold,
locked or broken ones are refused, each with its reason (CWE-22, CWE-409).
"""

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from home.wordpress.links import UPLOADS

MOST_BYTES = 25 * 1024 * 1024  # more than the library takes of any kind
MOST_FILES = 300_000
# Pictures and documents are packed already; text packs well, but not like this.
MOST_TIMES_PACKED = 200
MOST_REFUSED = 200
# How many parts at the end of a path tell one file from another: year, month and name.
TAIL = 3


class MediaFile(NamedTuple):
    """A file as it was found."""

    name: str
    data: bytes


class NotTaken(Exception):
    """A file that cannot be taken; its words say why."""


class Media(Protocol):
    """Where the old site's files are."""

    refused: list[tuple[str, str]]

    def find(self, path: str) -> MediaFile | None:
        """The file at a path below the old site's folder of uploads; None where it is not there.

        Raises:
            NotTaken: when it is there and cannot be taken.
        """


def upload_path(attached: str, url: str) -> str:
    """The path of a picture or file below the folder of uploads, as WordPress keeps it or as its address says."""
    if attached and not attached.startswith(("http:", "https:")):
        return attached.lstrip("/")
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return path.partition(UPLOADS)[2] or path.lstrip("/")


def _tail(path: str) -> str:
    parts = [part for part in PurePosixPath(unicodedata.normalize("NFC", path.replace("\\", "/"))).parts if part != "/"]
    return "/".join(parts[-TAIL:]).lower()


class _ByTail:
    """Files by the end of their paths; what two files share finds neither, save by more of the path."""

    def __init__(self, read: Callable[[str], MediaFile]) -> None:
        self._read = read
        self._found: dict[str, str | None] = {}
        self.refused: list[tuple[str, str]] = []

    def add(self, path: str) -> None:
        parts = _tail(path).split("/")
        for start in range(len(parts)):
            tail = "/".join(parts[start:])
            self._found[tail] = None if tail in self._found else path

    def refuse(self, path: str, why: str) -> None:
        if len(self.refused) < MOST_REFUSED:
            self.refused.append((path[:300], why))

    def find(self, path: str) -> MediaFile | None:
        found = self._found.get(_tail(path)) if path else None
        return self._read(found) if found else None


class Folder(_ByTail):
    """A folder of this machine: that of uploads, or one around it."""

    def __init__(self, root: Path) -> None:
        super().__init__(self._open)
        self._root = root.resolve()
        for folder, _folders, names in os.walk(self._root):
            for name in names:
                path = Path(folder) / name
                if path.is_symlink() and not path.resolve().is_relative_to(self._root):
                    self.refuse(str(path.relative_to(self._root)), _("It is a link that leads out of the folder."))
                else:
                    self.add(path.relative_to(self._root).as_posix())

    def _open(self, name: str) -> MediaFile:
        path = self._root / name
        try:
            if path.stat().st_size > MOST_BYTES:
                raise NotTaken(_too_large())
            return MediaFile(path.name, path.read_bytes())
        except OSError as error:
            raise NotTaken(_("The file cannot be read.")) from error


class Archives(_ByTail):
    """Zip files; what they hold is read into memory, one file at a time.

    Raises:
        NotTaken: when one of them is no zip file, or holds too many files.
    """

    def __init__(self, files: Iterable[IO[bytes]]) -> None:
        super().__init__(self._open)
        self._archives: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = {}
        for number, file in enumerate(files):
            try:
                archive = zipfile.ZipFile(file)
            except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
                raise NotTaken(_("This is no zip file, or it is damaged.")) from error
            if len(archive.infolist()) > MOST_FILES:
                raise NotTaken(_("The zip file holds more files than any website."))
            for info in archive.infolist():
                self._add(archive, info, number)

    def _add(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, number: int) -> None:
        if info.is_dir():
            return
        why = _why_not(info)
        if why:
            self.refuse(info.filename, why)
            return
        name = f"{number}/{info.filename}"
        self._archives[name] = (archive, info)
        self.add(name)

    def _open(self, name: str) -> MediaFile:
        archive, info = self._archives[name]
        try:
            with archive.open(info) as file:
                data = file.read(MOST_BYTES + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise NotTaken(_("The file is damaged in the zip file.")) from error
        if len(data) > MOST_BYTES:
            raise NotTaken(_too_large())
        return MediaFile(PurePosixPath(info.filename).name, data)


def _why_not(info: zipfile.ZipInfo) -> str:
    """Why a file in a zip file is not taken; empty for one that may be."""
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in info.orig_filename:
        return _("Its name leads out of the zip file.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return _("It is a link that leads out of the folder.")
    if info.flag_bits & 1:
        return _("It is locked with a password.")
    if info.file_size > MOST_BYTES:
        return _too_large()
    if info.file_size > 1024 * 1024 and info.file_size > MOST_TIMES_PACKED * max(info.compress_size, 1):
        return _("It is packed so that it grows without measure.")
    return ""


def _too_large() -> str:
    return _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}


class NoMedia:
    """No folder was given: nothing is found."""

    refused: list[tuple[str, str]] = []

    def find(self, path: str) -> MediaFile | None:
        """Nothing."""
        return None


def open_media(path: Path | None) -> Media:
    """The files in a folder or a zip file of this machine.

    Raises:
        NotTaken: when there is no such thing.
    """
    if path is None:
        return NoMedia()
    if path.is_dir():
        return Folder(path)
    if not path.is_file():
        raise NotTaken(_("There is no folder or zip file at %(path)s.") % {"path": path})
    return Archives([path.open("rb")])
