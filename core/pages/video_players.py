"""Which film an address on YouTube or Vimeo names, and where its player is.

Read from the addresses that both sites give out: https://developers.google.com/youtube/player_parameters and
https://help.vimeo.com/hc/en-us/articles/12426199699985 (the hash of an unlisted film). An address that names no single
film, such as a list or a channel, has no player: a number in it would be somebody else's film.
"""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
# Eleven letters like a film's own, but the players of a list and of whatever a channel shows now.
NO_FILMS = {"videoseries", "live_stream"}
YOUTUBE_FILM = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v|e)/([^/]+)/?")
# The film, the film in a channel or a group, and its player.
VIMEO_PATH = re.compile(
    r"/(?:channels/[^/]+/|groups/[^/]+/videos/|video/)?(?P<film>[0-9]{5,12})(?:/(?P<hash>[0-9a-f]{6,40}))?/?"
)
VIMEO_HASH = re.compile(r"[0-9a-f]{6,40}")
SECONDS = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")


class Player(NamedTuple):
    """A film that can be played in a page: who shows it, and the address of a player that asks for no cookie."""

    provider: str
    url: str


def player_of(address: str) -> Player | None:
    """The player of the film at an address; None where the address names no single film on YouTube or Vimeo."""
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"}:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if host == "youtu.be" or host in YOUTUBE_HOSTS:
        return _youtube(host, parts)
    return _vimeo(host, parts) if host in {"vimeo.com", "player.vimeo.com"} else None


def _youtube(host: str, parts: SplitResult) -> Player | None:
    query = parse_qs(parts.query)
    if host == "youtu.be":
        film = parts.path.strip("/")
    elif parts.path.rstrip("/") == "/watch":
        film = query.get("v", [""])[0]
    else:
        named = YOUTUBE_PATH.fullmatch(parts.path)
        film = named[1] if named else ""
    if not YOUTUBE_FILM.fullmatch(film) or film in NO_FILMS:
        return None
    start = _start(parts)
    wishes = {"autoplay": 1, **({"start": start} if start else {})}
    return Player("YouTube", f"https://www.youtube-nocookie.com/embed/{film}?{urlencode(wishes)}")


def _vimeo(host: str, parts: SplitResult) -> Player | None:
    named = VIMEO_PATH.fullmatch(parts.path)
    # The player's own addresses begin with /video/, and no others do.
    if named is None or (host == "player.vimeo.com") != parts.path.startswith("/video/"):
        return None
    key = named["hash"] or parse_qs(parts.query).get("h", [""])[0]
    if key and not VIMEO_HASH.fullmatch(key):
        return None
    start = _start(parts)
    wishes = {**({"h": key} if key else {}), "dnt": 1, "autoplay": 1}
    moment = f"#t={start}s" if start else ""
    return Player("Vimeo", f"https://player.vimeo.com/video/{named['film']}?{urlencode(wishes)}{moment}")


def _start(parts: SplitResult) -> int:
    """The second at which an address begins the film (t=95, t=1m35s, t=1:35, start=95); 0 for its beginning."""
    given = {**parse_qs(parts.fragment), **parse_qs(parts.query)}
    words = next((given[name][0] for name in ("t", "start", "time_continue") if name in given), "")
    if clock := CLOCK.fullmatch(words):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    elif spoken := SECONDS.fullmatch(words):
        hours, minutes, seconds = (int(part or 0) for part in spoken.groups())
    else:
        return 0
    return hours * 3600 + minutes * 60 + seconds
