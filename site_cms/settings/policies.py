"""Content-Security-Policies, in the shape of Django 6's SECURE_CSP, so that the move to it is a change of names.

What only a request can tell (the hash of a page's own style, who may frame it) is added by
core.web.middleware.security_headers. No source here is an `unsafe-` one, in the admin neither.
"""

from urllib.parse import urlsplit

from core.design.deferred_modules import LOADER_SOURCE

Policy = dict[str, list[str]]
NONE, SELF = "'none'", "'self'"

# Styles that Wagtail 7.4's rich text editor puts into the page: its numbered lists', and an empty one where there is no
# placeholder (core.editorial.page_editor.rich_text). tests/browser/test_admin_policy.py fails after an upgrade that
# changes them, and Chromium names the new ones.
WAGTAIL_STYLES = [
    "'sha256-Mhr2Q/2u+/s2WzwlFRrqCw7x0IU+emukGS8Q9RtPZ44='",  # pragma: allowlist secret
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # pragma: allowlist secret
]


def origin(url: str) -> str:
    """Return the origin of an address elsewhere (S3, a CDN); "" for one of this site."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def page_policy(media_url: str, frame_sources: list[str]) -> Policy:
    """Return the policy of public pages: pictures from `media_url`, video players from `frame_sources`."""
    pictures = [source for source in (SELF, "data:", origin(media_url)) if source]
    return {
        "default-src": [NONE],
        "script-src": [SELF, LOADER_SOURCE],
        "style-src": [SELF],
        "img-src": pictures,
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": pictures,
        "manifest-src": [SELF],
        "frame-src": frame_sources,
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }


def admin_policy(media_url: str) -> Policy:
    """Return the policy of the admin: as strict, but for what Wagtail's scripts need."""
    pictures = [source for source in (SELF, "data:", "blob:", origin(media_url)) if source]
    return page_policy(media_url, [SELF]) | {
        "script-src": [SELF],
        "style-src": [SELF, *WAGTAIL_STYLES],
        "img-src": pictures,  # blob: pictures before they are uploaded
        "worker-src": [SELF, "blob:"],
    }
