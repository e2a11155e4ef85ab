"""The clinic's drawn mark and the site's motif as pixels (Pillow), for icons and sharing cards."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.design import motif as branch

FONT_FILE = Path(__file__).resolve().parent / "fonts/newsreader-variable.woff2"

# The palette of static/design/css/tokens.css.
PAPER, INK, MUTED, BRAND, ACCENT = "#faf7f1", "#1d2b2a", "#46534f", "#0b4a45", "#b4532a"

# The mark of components/mark.html on a canvas of 32 by 32: a stem that forks into five tips.
MARK_CANVAS = 32
MARK_LINES = (
    ((16, 30), (16, 4)),
    ((16, 23), (10, 17), (10, 9)),
    ((16, 19), (22, 13), (22, 6)),
    ((10, 17), (5, 16)),
    ((22, 13), (27, 14)),
)
MARK_DOTS = ((16, 3.5), (10, 8), (22, 5.5), (4.5, 15.8), (27.5, 14.2))
MARK_STROKE, MARK_DOT = 1.75, 2.0
# Drawn this many times larger and then scaled down: Pillow's lines have no smooth edges of their own.
OVERSAMPLING = 4


def png(image: Image.Image) -> bytes:
    """An image as the bytes of a PNG file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@cache
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The site's serif at a size in pixels and a weight of 400 to 600."""
    face = ImageFont.truetype(str(FONT_FILE), size)
    face.set_variation_by_axes([weight])
    return face


def draw_line(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], color: str, width: float) -> None:
    """A line with round ends and corners."""
    pen.line(points, fill=color, width=max(1, round(width)), joint="curve")
    for x, y in (points[0], points[-1]):
        draw_dot(pen, x, y, width / 2, color)


def draw_dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, color: str) -> None:
    """A filled circle."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def draw_mark(pen: ImageDraw.ImageDraw, left: float, top: float, size: float, color: str) -> None:
    """The drawn mark in a square of `size` pixels."""
    unit = size / MARK_CANVAS
    for line in MARK_LINES:
        draw_line(pen, [(left + x * unit, top + y * unit) for x, y in line], color, MARK_STROKE * unit)
    for x, y in MARK_DOTS:
        draw_dot(pen, left + x * unit, top + y * unit, MARK_DOT * unit, color)


def draw_branch(pen: ImageDraw.ImageDraw, seed: str, box: tuple[float, float, float, float]) -> None:
    """The branch of a page, as large as fits in `box` (left, top, right, bottom), standing on its bottom edge."""
    grown = branch.grown(seed)
    left, top, right, bottom = box
    unit = min((right - left) / grown.shape.width, (bottom - top) / grown.shape.height)
    move_x = left + (right - left - grown.shape.width * unit) / 2
    move_y = bottom - grown.shape.height * unit
    for limb in branch.smooth_limbs(grown):
        pen.polygon([(move_x + x * unit, move_y + y * unit) for x, y in branch.outline(limb)], fill=BRAND)
    for x, y in grown.tips:
        draw_dot(pen, move_x + x * unit, move_y + y * unit, unit * 1.9, ACCENT)


def has_glyph(face: ImageFont.FreeTypeFont, character: str) -> bool:
    """Whether a font can draw a character, rather than an empty box in its place."""
    return character.isspace() or _shape(face, character) != _shape(face, "\uffff")


@cache
def _shape(face: ImageFont.FreeTypeFont, character: str) -> bytes:
    return bytes(face.getmask(character)) + repr(face.getbbox(character)).encode()


def drawable(text: str, face: ImageFont.FreeTypeFont) -> str:
    """The text without the characters that the font lacks, such as emoji."""
    return " ".join("".join(c for c in text if c.isprintable() and has_glyph(face, c)).split())


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float, most_lines: int) -> list[str] | None:
    """The lines of a text that fits in `most_lines` of `width` pixels; None when it does not fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
        if face.getlength(lines[-1]) > width:
            return None
    return lines if len(lines) <= most_lines else None
