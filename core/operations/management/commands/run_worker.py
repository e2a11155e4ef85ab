"""Run the worker: notices, retention, scheduled publishing, and whatever else rooms have registered."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from core.operations import worker
from core.operations.deployment.sqlite_file import keep_open
from core.web.page_cache.config import get_config
from core.web.page_cache.warming import Warmer


class Command(BaseCommand):
    """`manage.py run_worker`: works until SIGTERM or SIGINT, finishing the mail it is sending."""

    help = "Sends notices, deletes what is overdue, publishes scheduled pages. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer a single round, for cron and tests."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        stop = threading.Event()
        if options["once"]:
            worker.one_round(stop.is_set)
            return

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        keep_open()
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        if get_config().enabled:
            threading.Thread(target=Warmer().watch, args=(stop,), name="warmer", daemon=True).start()
        worker.run_forever(stop)
