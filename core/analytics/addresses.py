"""Addresses with campaign tags, as marketing tools write them."""

from urllib.parse import urlencode


def tagged_url(url: str, source: str, medium: str, campaign: str) -> str:
    """A page's address with its campaign: the three tags that every tool knows (Google, "Campaign URL Builder")."""
    return f"{url}?{urlencode({'utm_source': source, 'utm_medium': medium, 'utm_campaign': campaign})}"
