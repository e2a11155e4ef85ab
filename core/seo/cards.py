"""Sharing cards: what a link to a page without a picture looks like in messages and social networks."""

import hashlib
from typing import Any

from PIL import Image, ImageDraw
from wagtail.models import Page

from core.design import drawing

CARD_SIZE = (1200, 630)
MARGIN = 72
TEXT_WIDTH = 700
TITLE_LINES = 4
# The largest size at which the title fits is used.
TITLE_SIZES = (84, 72, 62, 54, 46)
NAME_SIZE, MARK_SIZE = 34, 60
LINE_HEIGHT = 1.12
# Part of every card's name: changing how cards are drawn gives all of them new addresses.
DESIGN = "2"


def card_name(page: Page) -> str:
    """The hash of all that a page's card shows; its address changes exactly when the card would."""
    return card_hash(page.sharing_title, page.seo_sitename, page.slug)


def card_hash(title: str, name: str, seed: str) -> str:
    """The hash of a card by what it is drawn from."""
    return hashlib.sha256(f"{DESIGN}\n{title}\n{seed}\n{name}".encode()).hexdigest()[:12]


def folder_of(page_id: int) -> str:
    """Where the card of a page is stored."""
    return f"sharing-cards/{page_id}"


def draw_card(title: str, name: str, seed: str) -> bytes:
    """Draw a card as PNG: the title, the clinic's name and mark, and the page's own branch."""
    scale = 2
    width, height = (side * scale for side in CARD_SIZE)
    canvas = Image.new("RGB", (width, height), drawing.PAPER)
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, 16 * scale, height), fill=drawing.BRAND)
    drawing.draw_branch(pen, seed, ((MARGIN + TEXT_WIDTH - 60) * scale, 60 * scale, width - 40 * scale, height))
    _draw_title(pen, title, scale)
    name_face = drawing.font(NAME_SIZE * scale, 400)
    baseline = height - (MARGIN + 10) * scale
    drawing.draw_mark(pen, MARGIN * scale, baseline - MARK_SIZE * scale * 0.8, MARK_SIZE * scale, drawing.BRAND)
    pen.text(
        ((MARGIN + MARK_SIZE + 14) * scale, baseline), drawing.drawable(name, name_face), drawing.MUTED, name_face, "ls"
    )
    return drawing.png(canvas.resize(CARD_SIZE, Image.Resampling.LANCZOS).quantize(256))


def _draw_title(pen: ImageDraw.ImageDraw, title: str, scale: int) -> None:
    """The title, as large as fits; one that never fits is cut at a word."""
    width = TEXT_WIDTH * scale
    smallest = drawing.font(TITLE_SIZES[-1] * scale, 600)
    words = [_shortened(word, smallest, width) for word in drawing.drawable(title, smallest).split()]
    for size in TITLE_SIZES:
        face = drawing.font(size * scale, 600)
        lines = drawing.wrapped(" ".join(words), face, width, TITLE_LINES)
        if lines is not None:
            break
    while lines is None:
        words.pop()
        lines = drawing.wrapped(" ".join([*words, "…"]), face, width, TITLE_LINES)
    for number, line in enumerate(lines):
        top = MARGIN * scale + number * size * scale * LINE_HEIGHT
        pen.text((MARGIN * scale, top), line, drawing.INK, face, "la")


def _shortened(word: str, face: Any, width: float) -> str:
    """A word cut to fit a line of its own."""
    while face.getlength(word) > width:
        word = f"{word.rstrip('…')[:-1]}…"
    return word
