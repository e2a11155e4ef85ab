"""What findability registers once models are loaded."""

from core.seo import signals


def register() -> None:
    """Follow what is published, moved and deleted."""
    signals.connect()
