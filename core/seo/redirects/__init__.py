"""Redirects that do what they say: any spelling of the old address, straight to a page that is there, or not at all.

Wagtail keeps the redirects and makes one for every page that moves or is renamed, and for all pages below it.
`addresses` says which spellings are one address, `destinations` where a redirect ends, `rules` what may be saved,
`serving` what visitors get. `old_addresses` is where an app above registers addresses of its own.
"""

from core.seo.redirects.serving import SafeRedirectMiddleware

__all__ = ["SafeRedirectMiddleware"]
