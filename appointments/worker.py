"""The worker's jobs: what the site does by itself, outside any visitor's request.

One process (`manage.py run_worker`) does all of it; several may run, each job is claimed in the database first.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from . import outbox, rate_limits, retention
from .models import ScheduledJob

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2
HEARTBEAT = "worker"
HEARTBEAT_EVERY = timedelta(seconds=20)
DEAD_AFTER = timedelta(minutes=3)


class Job(NamedTuple):
    """Something done every so often."""

    name: str
    every: timedelta
    run: Callable[[], object]


def _publish_scheduled() -> None:
    call_command("publish_scheduled")


JOBS = [
    Job("publish_scheduled", timedelta(minutes=1), _publish_scheduled),
    Job("forget_old_limits", timedelta(hours=1), rate_limits.forget_old),
    Job("purge_requests", timedelta(days=1), retention.purge),
]


def is_alive() -> bool:
    """Whether a worker has given a sign of life lately."""
    return ScheduledJob.objects.filter(name=HEARTBEAT, started_at__gt=timezone.now() - DEAD_AFTER).exists()


def claim(name: str, every: timedelta) -> bool:
    """Whether the job is due and ours: of several workers, exactly one is told yes."""
    now = timezone.now()
    due = ScheduledJob.objects.filter(Q(started_at__lte=now - every) | Q(started_at__gt=now + every), name=name)
    if due.update(started_at=now):
        return True
    if ScheduledJob.objects.filter(name=name).exists():
        return False
    try:
        ScheduledJob.objects.create(name=name, started_at=now)
    except IntegrityError:  # another worker was first
        return False
    return True


def run_job(job: Job) -> None:
    """Run the job if it is due; a failure is kept and logged by its kind, and the next time comes as planned."""
    if not claim(job.name, job.every):
        return
    error = ""
    try:
        job.run()
    except Exception as caught:  # noqa: BLE001 - one job's failure must not stop the others
        error = type(caught).__name__
        logger.error("Job %s failed: %s", job.name, error)  # noqa: TRY400 - no traceback: no values in the log
    ScheduledJob.objects.filter(name=job.name).update(finished_at=timezone.now(), error=error)


def one_round(stopping: Callable[[], bool]) -> None:
    """Give a sign of life, send what is due, run the jobs that are due."""
    claim(HEARTBEAT, HEARTBEAT_EVERY)
    outbox.send_due(stopping=stopping)
    for job in JOBS:
        if not stopping():
            run_job(job)


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop. A database that is away is waited for."""
    while not stop.is_set():
        close_old_connections()
        try:
            one_round(stop.is_set)
        except DatabaseError as error:
            logger.error("The database did not answer: %s", type(error).__name__)  # noqa: TRY400
        stop.wait(PAUSE_SECONDS)
