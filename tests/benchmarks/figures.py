"""What a benchmark finds out."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One line of the table. `target` is a bound on `value`, with its direction in `at_most`; None only informs."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_most: bool = True

    @property
    def met(self) -> bool:
        """Whether the target is kept."""
        if self.target is None:
            return True
        return self.value <= self.target if self.at_most else self.value >= self.target
