"""A tab of the page editor for what apps above show of a page: whoever has something registers a panel."""

from collections.abc import Callable

from wagtail.admin.panels import ObjectList, Panel

_panels: list[Callable[[], Panel]] = []


def register_editor_panel(panel: Callable[[], Panel]) -> None:
    """Have the editor of every page show a panel. Called from an app's `ready()`; editors are made later."""
    if panel not in _panels:
        _panels.append(panel)


class RegisteredPanels(ObjectList):
    """Holds the registered panels; a tab that is not there for somebody to whom none of them is shown."""

    def on_model_bound(self) -> None:
        """Make the panels, once for each page type."""
        self.children = [panel() for panel in _panels]
        super().on_model_bound()
