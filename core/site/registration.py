"""What the site registers once models are loaded."""

from core.site import contact


def register() -> None:
    """Be the source of the contact that error pages show."""
    contact.connect()
