"""How long a session lasts: while somebody works, and half a day at most.

Both times are kept in the session, on the server; what a browser does with its cookie changes nothing.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.management import call_command

STARTED = "accounts_started"
SEEN = "accounts_seen"
CONFIRMED = "accounts_confirmed"
WRITE_EVERY = 60  # seconds; not every request writes to the database
CONFIRMED_FOR = timedelta(minutes=15)
# What an open editor asks by itself. It is no sign that anybody sits there; what they type is saved, which is one.
BY_ITSELF = ("wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release")


def begin(session: SessionBase) -> None:
    """Note when the session began, which is when the password was typed."""
    session[STARTED] = session[SEEN] = session[CONFIRMED] = int(time.time())


def is_over(session: SessionBase) -> bool:
    """Whether the session has rested too long, or lasted too long. One that does not know its beginning is over."""
    now = time.time()
    started, seen = session.get(STARTED, 0), session.get(SEEN, 0)
    return now - started > settings.SESSION_HOURS * 3600 or now - seen > settings.SESSION_IDLE_MINUTES * 60


def touch(session: SessionBase, view_name: str) -> None:
    """Note that somebody is at work."""
    now = int(time.time())
    if view_name not in BY_ITSELF and now - session.get(SEEN, 0) >= WRITE_EVERY:
        session[SEEN] = now


def confirm(session: SessionBase) -> None:
    """Note that the password was typed just now."""
    session[CONFIRMED] = int(time.time())


def confirmed_lately(session: SessionBase) -> bool:
    """Whether the password was typed within the last minutes: asked for before a second step is changed."""
    return time.time() - session.get(CONFIRMED, 0) < CONFIRMED_FOR.total_seconds()


def forget_old() -> None:
    """Delete sessions that are over; the worker runs it daily."""
    call_command("clearsessions")
