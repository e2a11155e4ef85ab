"""A wall clock that a test puts wrong and right again, as a time server does."""

import time
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from django.utils import timezone


class Clock:
    """Shifts `time.time` and Django's `timezone.now`, also where it is a field's default."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        clock, real_time = self, time.time

        class Shifted(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return datetime.now(tz) + clock.ahead

        monkeypatch.setattr(timezone, "datetime", Shifted)
        monkeypatch.setattr(time, "time", lambda: real_time() + clock.ahead.total_seconds())
