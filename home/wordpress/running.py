"""Runs imports that staff have ordered: in the worker, a few seconds at a time, so that its other work goes on."""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from functools import partial
from typing import IO, Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.operations.worker import Stopping
from home.wordpress.importing import Importer, finish
from home.wordpress.media import Archives, Media, NoMedia, NotTaken
from home.wordpress.models import ExportFile, ImportRun
from home.wordpress.reader import NotReadable
from home.wordpress.review import hand_in_more

logger = logging.getLogger(__name__)

# How long the worker stays with an import before it looks after everything else.
SECONDS_AT_ONCE = 5.0
# A run without a sign of life for so long was left by a worker that ended: another begins it anew.
DEAD_AFTER = timedelta(minutes=5)
# Items between two signs of life.
BEAT_EVERY = 20
# Uploaded exports that nobody ran are not kept longer.
KEPT_DAYS = 14

# The run that this process is at, as its importer counts on it, and what is left to do.
_at_work: dict[int, tuple[ImportRun, Iterator[None]]] = {}


def _opened(stored: ExportFile) -> Any:
    """The uploaded file, opened anew: each is read several times, by one reader at a time."""
    return stored.file.storage.open(str(stored.file.name), "rb")


def _closing(stored: ExportFile) -> AbstractContextManager[IO[bytes]]:
    return closing(_opened(stored))


def _steps(run: ImportRun) -> Iterator[None]:
    files = list(run.files.all())
    exports = [partial(_closing, file) for file in files if not file.is_media]
    archives = [_opened(file) for file in files if file.is_media]
    try:
        media: Media = Archives(archives) if archives else NoMedia()
        yield from Importer(run, exports, media).work()
    finally:
        for archive in archives:
            archive.close()


def _claim() -> ImportRun | None:
    """The run to work on: the one that this process is at, else one that waits or was left; of several workers, one."""
    now = timezone.now()
    own = ImportRun.objects.filter(pk__in=_at_work, state=ImportRun.State.RUNNING).first()
    if own is not None:
        return _at_work[own.pk][0]
    _at_work.clear()
    left = Q(state=ImportRun.State.RUNNING, beat_at__lt=now - DEAD_AFTER)
    for run in ImportRun.objects.filter(Q(state=ImportRun.State.WAITING) | left).order_by("pk"):
        free = ImportRun.objects.filter(pk=run.pk, state=run.state, beat_at=run.beat_at)
        if free.update(state=ImportRun.State.RUNNING, beat_at=now, done=0):
            run.state, run.done = ImportRun.State.RUNNING, 0
            _at_work[run.pk] = (run, _steps(run))
            return run
    return None


def work_off(stopping: Stopping) -> None:
    """Work on an import for a few seconds; called in every round of the worker."""
    run = _claim()
    if run is None:
        return
    steps, end = _at_work[run.pk][1], time.monotonic() + SECONDS_AT_ONCE
    try:
        for number, _step in enumerate(steps):
            if stopping() or time.monotonic() > end:
                break
            if number % BEAT_EVERY == 0:
                _beat(run)
        else:
            _end(run)
            return
    except (NotReadable, NotTaken) as error:
        _end(run, str(error))
        return
    except DatabaseError:
        # It is waited for; then the run is begun anew, and skips what is there.
        _at_work.pop(run.pk, None)
        raise
    except Exception as error:  # noqa: BLE001 - the worker has other work, whatever an import breaks at
        logger.error("An import broke off: %s", type(error).__name__)  # noqa: TRY400 - no words of it in the log
        _end(run, _("The import broke off (%(error)s). Start it again: it goes on.") % {"error": type(error).__name__})
        return
    _beat(run)


def _beat(run: ImportRun) -> None:
    """Say that the run is alive, and how far it is."""
    ImportRun.objects.filter(pk=run.pk).update(beat_at=timezone.now(), done=run.done, total=run.total)


def _end(run: ImportRun, error: str = "") -> None:
    _at_work.pop(run.pk, None)
    finish(run, error)
    if not (run.dry_run or error):
        forget_files(run)
        hand_in_more()


def forget_files(run: ImportRun) -> None:
    """Delete what was uploaded for a run."""
    for file in run.files.all():
        file.delete()
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))


def forget_old_files() -> None:
    """Delete uploads that lie about: an export names people who commented."""
    for run in ImportRun.objects.filter(created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS), files__isnull=False):
        forget_files(run)
