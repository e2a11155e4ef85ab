"""WordPress's times: one by the clock of the old site, one in UTC; the difference is the site's zone at that time."""

import datetime


def _read(text: str) -> datetime.datetime | None:
    """A time as MySQL writes it; None for its zero, and for what is none."""
    try:
        found = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return found if found.year > 1970 else None


def moment(date: str, date_gmt: str, zone: datetime.tzinfo) -> datetime.datetime | None:
    """When a post was published, with its zone; `zone` is believed where the file has no UTC. None without a date."""
    utc, local = _read(date_gmt), _read(date)
    if utc is None:
        return local.replace(tzinfo=zone) if local else None
    offset = (local - utc) if local else datetime.timedelta()
    sane = abs(offset) <= datetime.timedelta(hours=14)
    return utc.astimezone(datetime.timezone(offset)) if sane else utc


def day(date: str, date_gmt: str) -> datetime.date | None:
    """The day of a post as its readers saw it."""
    found = _read(date) or _read(date_gmt)
    return found.date() if found else None
