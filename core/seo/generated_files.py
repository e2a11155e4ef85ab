"""Files that are made from content once and kept in the media storage: sharing cards and icons."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def generated_file(folder: str, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of `folder/name`, made and stored the first time; older files of the folder are then removed.

    `name` carries a hash of what the file was made from, so a stored file is never stale. A storage that cannot be
    reached costs time, never the answer: the file is made again.
    """
    path = f"{folder}/{name}"
    try:
        if default_storage.exists(path):
            with default_storage.open(path) as stored:
                return stored.read()
    except OSError:
        return make()
    content = make()
    try:
        remove_generated_files(folder, keep_like=name)
        default_storage.save(path, ContentFile(content))
    except OSError:
        pass
    return content


def remove_generated_files(folder: str, keep_like: str = "") -> None:
    """Remove the files of a folder, except those made from the same content as `keep_like` (same hash)."""
    wanted = keep_like.partition("-")[0]
    try:
        _folders, names = default_storage.listdir(folder)
    except (OSError, NotImplementedError):
        return
    for name in names:
        if not wanted or not name.startswith(wanted):
            default_storage.delete(f"{folder}/{name}")
