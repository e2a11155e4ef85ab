"""The worker: what the site does by itself, outside any visitor's request.

One process (`manage.py run_worker`) does all of it; several may run, each job is claimed in the database first. A room
registers what it has to do from its app's `ready()`.
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

from core.operations.deployment.sqlite_file import look_after_reserve
from core.operations.models import ScheduledJob
from core.web import rate_limits
from core.web.clock import lately
from core.web.exits import EXITS
from core.web.page_cache.cdn import purge_what_changed

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2
HEARTBEAT = "worker"
HEARTBEAT_EVERY = timedelta(seconds=20)
DEAD_AFTER = timedelta(minutes=3)

Stopping = Callable[[], bool]


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
]
# Done in every round, a few seconds apart; each asks the function it is given whether to end early.
QUEUES: list[Callable[[Stopping], object]] = []


def register_job(name: str, every: timedelta, run: Callable[[], object]) -> None:
    """Have the worker do `run` every so often."""
    JOBS.append(Job(name, every, run))


def register_queue(run: Callable[[Stopping], object]) -> None:
    """Have the worker do `run` in every round: for what waits in a table and should go soon."""
    QUEUES.append(run)


def is_alive() -> bool:
    """Whether a worker has given a sign of life lately."""
    return ScheduledJob.objects.filter(name=HEARTBEAT, started_at__range=lately(DEAD_AFTER)).exists()


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
    except EXITS:
        raise
    except BaseException as caught:  # noqa: BLE001 - one job's failure must not stop the others
        error = type(caught).__name__
        logger.error("Job %s failed: %s", job.name, error)  # noqa: TRY400 - no traceback: no values in the log
    ScheduledJob.objects.filter(name=job.name).update(finished_at=timezone.now(), error=error)


def one_round(stopping: Stopping) -> None:
    """Give a sign of life, work off the queues, run the jobs that are due."""
    claim(HEARTBEAT, HEARTBEAT_EVERY)
    for work_off in QUEUES:
        if not stopping():
            work_off(stopping)
    for job in JOBS:
        if not stopping():
            run_job(job)
    # What was published by the clock, or pictures that pages now show.
    purge_what_changed()


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop. A database that is away is waited for."""
    while not stop.is_set():
        close_old_connections()
        look_after_reserve()
        try:
            one_round(stop.is_set)
        except DatabaseError as error:
            logger.error("The database did not answer: %s", type(error).__name__)  # noqa: TRY400
        stop.wait(PAUSE_SECONDS)
