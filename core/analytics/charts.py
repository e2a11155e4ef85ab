"""Charts as SVG, drawn here: no script, no style of their own, colors by classes of the admin's style sheet.

A chart says in its label what it shows; the same numbers stand in a table beside it (WCAG 2.2, 1.1.1).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.analytics.figures import Step

WIDTH, HEIGHT = 400, 170
LEFT, BOTTOM, TOP = 34, 22, 12
MOST_WORDS = 5
HALF_A_WORD = 18


class Scale(NamedTuple):
    """A whole number of lines above the ground, and how much each stands for."""

    lines: int
    each: int


def scale_for(largest: int) -> Scale:
    """Two to five lines at round numbers, the highest at least as high as the largest bar."""
    rounds = (step * 10**power for power in range(12) for step in (1, 2, 5))
    each = next(step for step in rounds if step * 4 >= largest)
    return Scale(max(2, -(-largest // each)), each)


def bars(steps: Sequence[Step], label: str) -> SafeString:
    """Views as light bars with entries as dark ones in them, from left to right."""
    scale = scale_for(max((step.views for step in steps), default=0))
    high = scale.lines * scale.each
    ground, space = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    wide = (WIDTH - LEFT) / max(1, len(steps))
    lines = [
        (_round(ground - space * number / scale.lines), f"{number * scale.each:,}") for number in range(scale.lines + 1)
    ]
    every = -(-len(steps) // MOST_WORDS)

    def rectangles(kind: str) -> SafeString:
        return format_html_join(
            "",
            '<rect class="chart__{}" x="{}" y="{}" width="{}" height="{}"/>',
            (
                (kind, _round(LEFT + wide * (at + 0.15)), _round(ground - space * n / high), _round(wide * 0.7),
                 _round(space * n / high))
                for at, step in enumerate(steps)
                if (n := getattr(step, kind))
            ),
        )  # fmt: skip

    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        format_html_join(
            "",
            '<path class="chart__line" d="M{} {}H{}"/>'
            '<text class="chart__words" x="{}" y="{}" text-anchor="end">{}</text>',
            ((LEFT, y, WIDTH, LEFT - 4, y + 4, words) for y, words in lines),
        ),
        rectangles("views"),
        rectangles("entries"),
        format_html_join(
            "",
            '<text class="chart__words" x="{}" y="{}" text-anchor="middle">{}</text>',
            (
                (_round(min(LEFT + wide * (at + 0.5), WIDTH - HALF_A_WORD)), HEIGHT - 6, date_format(step.first, "M j"))
                for at, step in enumerate(steps)
                if at % every == every // 2
            ),
        ),
    )


def _round(number: float) -> Any:
    return round(number, 1)
