"""The form for documents in the library: a file must be what its name says, whatever the browser calls it."""

import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

HEAD_BYTES = 8192
# Where the main part of an Office document is (ECMA-376 part 2), and what OpenDocument calls its text (ODF 1.3, 3.3).
OFFICE_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
# A text that browsers would take for a page or a drawing.
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)


def is_pdf(file: IO[bytes]) -> bool:
    """Whether the file begins as ISO 32000-1, 7.5.2 says; readers allow some bytes before it."""
    return b"%PDF-" in file.read(1024)


def is_plain_text(file: IO[bytes]) -> bool:
    """Whether it is text, and none that a browser would run."""
    head = file.read(HEAD_BYTES)
    return b"\0" not in head and not _MARKUP.search(head)


def is_office(file: IO[bytes], part: str) -> bool:
    """Whether it is an Office document of this kind without macros."""
    names = _names(file)
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(part) for name in names)
        and not any(name.endswith("vbaProject.bin") for name in names)
    )


def is_odt(file: IO[bytes]) -> bool:
    """Whether it is an OpenDocument text."""
    names = _names(file)
    if "mimetype" not in names or "content.xml" not in names:
        return False
    file.seek(0)
    with zipfile.ZipFile(file) as archive, archive.open("mimetype") as entry:
        return entry.read(len(ODT_TYPE) + 1) == ODT_TYPE


def _names(file: IO[bytes]) -> set[str]:
    """What is in an archive, without unpacking it; nothing for what is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return set()


KINDS: dict[str, Callable[[IO[bytes]], bool]] = {
    "csv": is_plain_text,
    "txt": is_plain_text,
    "pdf": is_pdf,
    "odt": is_odt,
    **{extension: partial(is_office, part=part) for extension, part in OFFICE_PARTS.items()},
}


def check_document(file: Any) -> None:
    """Look at what the file is.

    Raises:
        ValidationError: when it is not what its name says.
    """
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    is_right = KINDS.get(extension)
    file.seek(0)
    try:
        right = is_right is not None and is_right(file)
    finally:
        file.seek(0)
    if not right:
        message = _("This is not a %(kind)s file that the site takes. Save it again as %(kind)s, without macros.")
        raise ValidationError(message % {"kind": extension.upper() or "?"}, code="wrong_kind")


class ClinicDocumentForm(BaseDocumentForm):
    """Wagtail's form with the look inside."""

    def clean_file(self) -> Any:
        """Check a new file; one that was kept before was checked then."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_document(file)
        return file
