"""One form for all spellings of an old address: as staff paste it, as a browser sends it, as Wagtail makes it."""

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote

from core.web.page_cache.requests import is_tracking

# What would read as something else once it is no longer encoded: a query, a fragment, another encoded character.
_STRUCTURE = str.maketrans({"?": "%3f", "#": "%23"})
_ENCODED = re.compile(r"%(?=[0-9a-fA-F]{2})")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|www\.)[^/?]*", re.IGNORECASE)
_IN_QUERY = str.maketrans({character: quote(character, safe="").lower() for character in "%&=+#"})


def normal_address(url: str, decode_unicode: bool = True) -> str:
    """Return path and query of an address in the one form that redirects are kept and looked up in.

    Decoded, in lower case, without the last slash, the fields of the query in order: `/It%27s-Here/` and `/it's-here`
    are one address. Takes the place of Wagtail's `Redirect.normalise_path`, which leaves spaces, quotes and many more
    characters encoded and so matches no request for them; `decode_unicode` is its own and changes nothing here.
    """
    path, query = _split(url.strip())
    path = re.sub(r"/{2,}", "/", f"/{unquote(path)}")
    path = _ENCODED.sub("%25", path).translate(_STRUCTURE)
    path = path.rstrip("/") or "/"
    fields = sorted(parse_qsl(query, keep_blank_values=True))
    written = "&".join(_in_query(name) + (f"={_in_query(value)}" if value else "") for name, value in fields)
    return unicodedata.normalize("NFC", f"{path}?{written}" if written else path).lower()


def _split(url: str) -> tuple[str, str]:
    """Path and query of a pasted address; a host name without "https://" before it is no path."""
    path, _mark, query = _HOST.sub("", url.partition("#")[0], count=1).partition("?")
    return path, query


def _in_query(text: str) -> str:
    return text.translate(_IN_QUERY)


def as_typed(path: str) -> str:
    """Return the decoded path of a request as somebody could type it: readable, and the same address again."""
    return _ENCODED.sub("%25", path).translate(_STRUCTURE)


def spellings(full_path: str) -> list[str]:
    """What a request for `full_path` may be redirected as, best first: whole, without the tags of campaigns, bare."""
    path, _mark, query = full_path.partition("?")
    bare = normal_address(path)
    fields = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not is_tracking(name)]
    untagged = normal_address(f"{path}?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in fields))
    return list(dict.fromkeys((normal_address(full_path), untagged, bare)))
