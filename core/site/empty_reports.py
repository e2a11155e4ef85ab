"""Reports of the admin that explain themselves while they are empty."""

from django.utils.functional import Promise


class SaysWhyEmpty:
    """A mixin for reports: an empty one says what that means, as long as nobody narrows it."""

    nothing_yet: str | Promise = ""

    @property
    def no_results_message(self) -> str | Promise:
        """This report's own words, or Wagtail's."""
        narrowed = self.is_searching or self.is_filtering  # type: ignore[attr-defined]
        return super().no_results_message if narrowed else self.nothing_yet  # type: ignore[misc]
