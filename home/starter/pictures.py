"""The starter pictures, painted with Pillow: the site's branching line, as nerve cells and as a tree. No photos.

The growth is that of ``core.design.motif``; here it is a bitmap, because editors choose, crop and replace pictures.
"""

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from core.design.motif import Point, Shape, strokes

WIDTH, HEIGHT = 1440, 810
# Painted larger and then made smaller: smooth edges.
SCALE = 2
PAPER, TINT, PINE, MINT, CLAY, SUN = "#faf7f1", "#f2ece0", "#0b4a45", "#8fb8ad", "#b4532a", "#fbe7bd"


@dataclass(frozen=True)
class Picture:
    """A picture to paint: its name in the texts, and the fields of its ``ClinicImage``."""

    name: str
    title: str
    description: str
    credit: str = "Drawn for this website"


PICTURES: list[Picture] = [
    Picture(
        "connections", "Two nerve cells", "A drawing of two nerve cells that reach for each other with fine branches."
    ),
    Picture("oak", "Live oak", "A drawing of a live oak with a wide crown of fine branches."),
]


class _Canvas:
    """A sheet of paper in picture coordinates, with a brush that makes round, tapering lines."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def dot(self, center: Point, radius: float, color: str) -> None:
        """Paint a filled circle."""
        x, y, r = (value * SCALE for value in (*center, radius))
        self.pen.ellipse((x - r, y - r, x + r, y + r), fill=color)

    def line(self, points: list[Point], widths: list[float], color: str) -> None:
        """Paint a soft line through the points, whose width changes from point to point."""
        for _round in range(3):
            points, widths = _soften(points), _soften_widths(widths)
        for (x1, y1), (x2, y2), width in zip(points, points[1:], widths, strict=False):
            self.pen.line(
                (x1 * SCALE, y1 * SCALE, x2 * SCALE, y2 * SCALE), fill=color, width=max(1, round(width * SCALE))
            )
            self.dot((x2, y2), width / 2, color)

    def grow(self, shape: Shape, seed: str, place: tuple[float, float, float], points: int = 160) -> None:
        """Paint the branch that grows in ``shape``, moved to ``place`` (left, top, size), with a dot at every tip."""
        left, top, size = place
        for stroke in strokes(shape, seed, points):
            path = [(left + x * size, top + y * size) for x, y in stroke.points]
            widths = [min(11.0, 1.4 + 0.75 * weight**0.5) for weight in stroke.weights]
            self.line(path, widths, PINE)
            self.dot(path[-1], 3.4, CLAY)

    def finish(self) -> Image.Image:
        """Return the picture in its final size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _soften(points: list[Point]) -> list[Point]:
    """Cut every corner once (Chaikin's algorithm); both ends stay."""
    inner = [
        ((1 - share) * x1 + share * x2, (1 - share) * y1 + share * y2)
        for (x1, y1), (x2, y2) in pairwise(points)
        for share in (0.25, 0.75)
    ]
    return [points[0], *inner, points[-1]]


def _soften_widths(widths: list[float]) -> list[float]:
    inner = [(1 - share) * a + share * b for a, b in pairwise(widths) for share in (0.25, 0.75)]
    return [widths[0], *inner, widths[-1]]


def _connections(canvas: _Canvas) -> None:
    canvas.dot((WIDTH / 2, HEIGHT / 2), 250, TINT)
    left = Shape(680, 700, (((20, 60), (420, 20), (660, 240), (640, 470), (430, 690), (30, 640)),), ((190, 350),), 21)
    right = Shape(680, 700, (((660, 60), (260, 20), (30, 250), (30, 450), (250, 690), (650, 640)),), ((490, 350),), 21)
    canvas.grow(left, "left cell", (10, 55, 1), 210)
    canvas.grow(right, "right cell", (750, 55, 1), 210)
    for center in ((200, 405), (1240, 405)):
        canvas.dot(center, 46, PINE)
        canvas.dot(center, 17, SUN)
    for x, y in ((700, 330), (722, 372), (706, 418), (735, 452), (714, 498), (742, 330), (728, 545), (746, 404)):
        canvas.dot((x, y), 6, CLAY)


def _oak(canvas: _Canvas) -> None:
    canvas.dot((1090, 250), 150, SUN)
    crown = Shape(
        1300, 760, (((40, 420), (180, 190), (480, 60), (820, 50), (1130, 190), (1260, 420), (1000, 520), (300, 520)),),
        ((650, 745),), 27,
    )  # fmt: skip
    canvas.grow(crown, "live oak", (70, 20, 1), 330)
    canvas.line([(40, 768), (400, 760), (800, 768), (1400, 760)], [3, 3, 3, 3], MINT)


_PAINTERS = {"connections": _connections, "oak": _oak}


def render(picture: Picture) -> ImageFile:
    """Paint ``picture`` and return it as a PNG file, the same every time."""
    canvas = _Canvas()
    _PAINTERS[picture.name](canvas)
    data = BytesIO()
    canvas.finish().quantize(64).save(data, "PNG", optimize=True)
    return ImageFile(BytesIO(data.getvalue()), name=f"{picture.name}.png")
