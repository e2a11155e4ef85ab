"""How long a session lasts: while somebody works, and half a day at most.

Both times are kept in the session, on the server; what a browser does with its cookie changes nothing.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.management import call_command

from core.web.clock import is_within

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
    """Whether the session has rested too long, or lasted too long. One that does not know for how long is over."""
    most, rest = timedelta(hours=settings.SESSION_HOURS), timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return not (is_within(_since(session, STARTED), most) and is_within(_since(session, SEEN), rest))


def _since(session: SessionBase, event: str) -> timedelta:
    return timedelta(seconds=time.time() - session.get(event, 0))


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
    return is_within(_since(session, CONFIRMED), CONFIRMED_FOR)


def forget_old() -> None:
    """Delete sessions that are over; the worker runs it daily."""
    call_command("clearsessions")
