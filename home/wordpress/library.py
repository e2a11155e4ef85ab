"""Pictures and files of the old site become ours, through the same forms and checks as what staff upload."""

from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from home.wordpress.media import Media, MediaFile, NotTaken, upload_path
from home.wordpress.survey import Attachment
from home.wordpress.words import line

COLLECTION = "From WordPress"
PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic"}


class Taken(NamedTuple):
    """A picture or file as the library took it (not saved in a rehearsal), and what staff should know."""

    image: Any
    document: Any
    is_picture: bool
    notes: list[str]


class Library:
    """Takes files into the library; a rehearsal checks them and keeps nothing."""

    def __init__(self, media: Media, user: AbstractUser | None, *, dry_run: bool) -> None:
        self._media = media
        self._user = user
        self._dry_run = dry_run

    def take(self, attachment: Attachment) -> Taken | None:
        """Take one picture or file; None where it is not in the folder.

        Raises:
            NotTaken: when it is there and cannot be taken.
        """
        kind = PurePosixPath(attachment.path or attachment.url).suffix.lower()
        documents = {f".{extension}" for extension in settings.WAGTAILDOCS_EXTENSIONS}
        if kind not in PICTURES | documents:
            raise NotTaken(
                _("The library takes no “%(kind)s” files. Films and sound are best put on YouTube or Vimeo.")
                % {"kind": kind}
            )
        found = self._media.find(upload_path(attachment.path, attachment.url))
        if found is None:
            return None
        return self._picture(attachment, found) if kind in PICTURES else self._document(attachment, found)

    def _picture(self, attachment: Attachment, found: MediaFile) -> Taken:
        description = line(attachment.alt) or line(attachment.caption)
        notes = [] if description else [_("It has no description. Until somebody writes one, it counts as decoration.")]
        values = {
            "title": line(attachment.title) or found.name,
            "description": description,
            "decorative": "" if description else "on",
            "tags": "",
        }
        form = self._checked(get_image_form(get_image_model()), values, found)
        return Taken(None if self._dry_run else form.save(), None, True, notes)

    def _document(self, attachment: Attachment, found: MediaFile) -> Taken:
        form = self._checked(
            get_document_form(get_document_model()), {"title": line(attachment.title) or found.name}, found
        )
        return Taken(None, None if self._dry_run else form.save(), False, [])

    def _checked(self, form_class: Any, values: dict[str, str], found: MediaFile) -> Any:
        upload = SimpleUploadedFile(found.name, found.data)
        form = form_class({**values, "collection": str(self._collection())}, {"file": upload}, user=None)
        if not form.is_valid():
            raise NotTaken(" ".join(message for messages in form.errors.values() for message in messages))
        form.instance.uploaded_by_user = self._user
        return form

    def _collection(self) -> int:
        """The collection that everything from the old site lies in."""
        root = Collection.get_first_root_node()
        found = Collection.objects.filter(name=COLLECTION, depth=2).first()
        if found is None:
            found = root if self._dry_run else root.add_child(name=COLLECTION)
        return int(found.pk)
