"""The sentences that say when a place is open, in the language that is active.

The server fills them in (`locations.hours.words`) and so does the browser (static/design/js/open-state.js), which has
the English ones itself and gets those of another language with the page.
"""

from datetime import time

from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import ngettext as plural

# By the names that open-state.js knows them by.
SENTENCES = {
    "always": gettext_noop("Open now, 24 hours a day"),
    "closes": gettext_noop("Open now, closes {when}"),
    "opens": gettext_noop("Opens {when}"),
    "closed": gettext_noop("Closed"),
    # Translators: a day and a time of day, such as “Monday at 8 am”
    "onDay": gettext_noop("{day} {time}"),
    "tomorrow": gettext_noop("tomorrow {time}"),
    "noon": gettext_noop("at noon"),
    "midnight": gettext_noop("at midnight"),
    "am": gettext_noop("am"),
    "pm": gettext_noop("pm"),
}


def clock_words(clock: time) -> str:
    """A time as Americans say it: 8 am, 8:30 am, noon, midnight."""
    if clock.minute == 0 and clock.hour in (0, 12):
        return gettext("noon") if clock.hour else gettext("midnight")
    return twelve_hours(clock)


def twelve_hours(clock: time) -> str:
    """A time on a twelve-hour clock: 12:30 pm."""
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes} {gettext('am') if clock.hour < 12 else gettext('pm')}"


def at_clock(hour: int) -> str:
    """The words before a time of day, by its hour on a twelve-hour clock: Spanish tells one o'clock from the rest."""
    # Translators: a time of day; the first form is for one o'clock (es: “a la {clock}”, “a las {clock}”)
    return plural("at {clock}", "at {clock}", hour)


def sentences() -> dict[str, str]:
    """Every sentence in the active language."""
    return {name: gettext(text) for name, text in SENTENCES.items()} | {"atOne": at_clock(1), "at": at_clock(2)}


def sentences_for_browser() -> dict[str, str]:
    """What the page must bring along: nothing in English."""
    return {} if (get_language() or "en").startswith("en") else sentences()
