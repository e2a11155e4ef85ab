"""What the move registers once models are loaded."""


def register() -> None:
    """Nothing yet."""
