"""The drawings that explain something: hand-made SVG in templates, so that their words follow the page's language.

One drawing is one file, ``templates/design/drawings/<name>.html``, and one entry here. They have no fixed colors: the
classes of ``drawing.css`` take them from the tokens. A drawing with frames tells its story in words below each frame.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Drawing(NamedTuple):
    """A drawing: what staff choose it by, and what it says to those who cannot see it."""

    label: Any
    name: Any


DRAWINGS: dict[str, Drawing] = {
    "injection": Drawing(
        _("Where the injection goes: the upper arm"),
        _(
            "A person from the waist up. A syringe stands at the side of the upper arm, its needle in the shoulder "
            "muscle (deltoid)."
        ),
    ),
    "visit": Drawing(
        _("A visit in minutes"),
        _(
            "A visit with two doses on a line of minutes: first injection at 0, second injection at 15 to 30, then we "
            "watch over you for about an hour, and someone takes you home at about 90. No driving for 24 hours."
        ),
    ),
    "receptor": Drawing(
        _("NMDA receptor and new connections, in three frames"),
        _("How ketamine may work, in three pictures"),
    ),
}
CHOICES = [(name, drawing.label) for name, drawing in DRAWINGS.items()]
