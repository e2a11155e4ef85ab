"""The site's one motif: a fine branching line that grows, as dendrites, live oaks and river deltas do.

`draw(seed)` returns inline SVG of at most `MAX_BYTES`, the same for the same seed, different for another. A page's seed
is its slug, so every page has a drawing of its own and no picture has to be loaded. Where the slug names a part of the
body (migraine, spine, nerves ...) the branch grows inside that part's outline: nerves drawing the place that hurts.

The growth is space colonization (Runions, Lane and Prusinkiewicz, "Modeling Trees with a Space Colonization
Algorithm", 2007): points scattered in a shape pull the nearest twig towards them and are used up when it arrives.
"""

import hashlib
import math
import random
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]

MAX_BYTES = 1600


class Shape(NamedTuple):
    """Where a branch grows: the canvas, the outlines it fills, the stem it starts with, and how fine it is."""

    width: int
    height: int
    outlines: tuple[tuple[Point, ...], ...]
    stem: tuple[Point, ...]
    step: float


def _smooth(points: Sequence[Point]) -> str:
    """Return a closed path through the middles of the points, each point its curve's control: a soft outline."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, [*points[1:], points[0]], strict=True)]
    x, y = round(middles[-1][0]), round(middles[-1][1])
    path = f"M{x} {y}"
    for control, end in zip(points, middles, strict=True):
        cx, cy, ex, ey = (round(value) for value in (*control, *end))
        path += f"q{_pair(cx - x, cy - y)}{_joined(_pair(ex - x, ey - y))}"
        x, y = ex, ey
    return path + "z"


def _pair(dx: int, dy: int) -> str:
    return f"{dx}{_joined(str(dy))}"


def _joined(number: str) -> str:
    return number if number.startswith("-") else f" {number}"


def _oval(cx: float, cy: float, rx: float, ry: float, count: int = 14) -> tuple[Point, ...]:
    turn = 2 * math.pi / count
    return tuple((cx + rx * math.cos(i * turn), cy + ry * math.sin(i * turn)) for i in range(count))


# A crown leaning to the light: the hero and every page whose slug names no part of the body.
CROWN = Shape(
    240, 200, (((30, 96), (70, 40), (140, 8), (214, 26), (232, 90), (200, 132), (110, 120)),), ((150, 199),), 9
)
# Two wide arms, for section breaks.
SPRIG = Shape(240, 60, (((4, 20), (90, 2), (236, 14), (236, 40), (120, 52), (10, 46)),), ((120, 59),), 7)

_HEAD = (
    (72, 190), (76, 160), (60, 150), (44, 152), (40, 136), (34, 130), (38, 120), (26, 112), (38, 92), (40, 60),
    (66, 24), (112, 14), (154, 34), (170, 76), (158, 118), (142, 140), (144, 190),
)  # fmt: skip
_HAND = (
    (70, 196), (70, 156), (50, 136), (20, 112), (14, 98), (28, 94), (62, 118), (56, 80), (46, 34), (56, 26), (66, 34),
    (80, 80), (82, 20), (92, 10), (102, 20), (104, 80), (116, 28), (126, 20), (134, 30), (128, 84), (146, 52),
    (156, 48), (162, 58), (146, 108), (136, 156), (132, 196),
)  # fmt: skip
_BODY = (
    (84, 60), (92, 46), (100, 60), (122, 66), (142, 112), (146, 124), (136, 122), (118, 90), (114, 116), (118, 196),
    (104, 196), (98, 140), (92, 124), (86, 140), (80, 196), (66, 196), (70, 116), (66, 90), (48, 122), (38, 124),
    (42, 112), (62, 66),
)  # fmt: skip
_KNEE = (
    (50, 6), (106, 6), (112, 70), (124, 96), (112, 124), (104, 196), (56, 196), (60, 124), (46, 98),
)  # fmt: skip
_TORSO = (
    (44, 8), (136, 8), (156, 44), (142, 110), (148, 192), (32, 192), (38, 110), (24, 44),
)  # fmt: skip
# The back: nerves leave the column at both sides.
_BACK = (
    (76, 6), (104, 6), (106, 30), (150, 46), (160, 110), (146, 150), (150, 196), (30, 196), (34, 150), (20, 110),
    (30, 46), (74, 30),
)  # fmt: skip
SHAPES = {
    "head": Shape(190, 200, (_HEAD,), ((108, 196),), 8.5),
    "hand": Shape(176, 200, (_HAND,), ((101, 198),), 8),
    "body": Shape(184, 200, (_BODY, _oval(92, 28, 15, 19)), ((92, 100),), 7.5),
    "knee": Shape(170, 200, (_KNEE,), ((82, 2),), 9),
    "torso": Shape(180, 200, (_TORSO,), ((90, 8),), 9),
    "spine": Shape(180, 200, (_BACK,), tuple((90.0, 8.0 + 13 * i) for i in range(15)), 8),
}
# Words in a slug, and the part of the body that they name.
PARTS = {
    "migraine": "head",
    "headache": "head",
    "head": "head",
    "depression": "head",
    "anxiety": "head",
    "spine": "spine",
    "back": "spine",
    "neck": "spine",
    "fibromyalgia": "body",
    "widespread": "body",
    "neuropath": "hand",
    "nerve": "hand",
    "crps": "hand",
    "complex-regional": "hand",
    "rsd": "hand",
    "sympathetic": "hand",
    "rheum": "knee",
    "arthritis": "knee",
    "joint": "knee",
    "knee": "knee",
    "postherpetic": "torso",
    "shingles": "torso",
    "herpes": "torso",
    "cancer": "body",
}


def part_for(seed: str) -> str:
    """Return the part of the body that a slug names, or an empty string."""
    return next((part for word, part in PARTS.items() if word in seed.lower()), "")


def _inside(point: Point, outline: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    x, y = point
    hit = False
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            hit = not hit
    return hit


def _scatter(shape: Shape, count: int, dice: random.Random) -> list[Point]:
    """Return up to ``count`` points spread evenly inside the outlines."""
    xs = [x for outline in shape.outlines for x, _ in outline]
    ys = [y for outline in shape.outlines for _, y in outline]
    apart = shape.step * 0.9
    found: list[Point] = []
    for _ in range(count * 30):
        if len(found) == count:
            break
        point = (dice.uniform(min(xs), max(xs)), dice.uniform(min(ys), max(ys)))
        if any(_inside(point, outline) for outline in shape.outlines) and all(
            math.dist(point, other) > apart for other in found
        ):
            found.append(point)
    return found


def _grow(shape: Shape, dice: random.Random, points: int) -> tuple[list[Point], list[int]]:
    """Grow twigs from the stem towards scattered points. Returns the nodes and each node's parent (-1: the root)."""
    nodes, parents = list(shape.stem), list(range(-1, len(shape.stem) - 1))
    # How far the nearest node of each waiting point is, and which; only new nodes can come nearer.
    waiting = {
        point: min((math.dist(node, point), index) for index, node in enumerate(nodes))
        for point in _scatter(shape, points, dice)
    }
    for _ in range(400):
        pulls: dict[int, list[Point]] = {}
        for point, (_distance, nearest) in waiting.items():
            pulls.setdefault(nearest, []).append(point)
        before = len(nodes)
        for index, targets in pulls.items():
            x, y = nodes[index]
            angle = math.atan2(
                sum((ty - y) / (math.dist((x, y), (tx, ty)) or 1) for tx, ty in targets),
                sum((tx - x) / (math.dist((x, y), (tx, ty)) or 1) for tx, ty in targets),
            ) + dice.uniform(-0.25, 0.25)
            node = (x + shape.step * math.cos(angle), y + shape.step * math.sin(angle))
            if all(math.dist(node, other) > shape.step * 0.5 for other in nodes):
                nodes.append(node)
                parents.append(index)
        new = list(enumerate(nodes))[before:]
        waiting = {
            point: min([found, *((math.dist(node, point), index) for index, node in new)])
            for point, found in waiting.items()
        }
        waiting = {point: found for point, found in waiting.items() if found[0] > shape.step * 1.1}
        if not new or not waiting:
            break
    return nodes, parents


class Tree(NamedTuple):
    """What has grown: its nodes, the children of each, and how much hangs on each."""

    nodes: list[tuple[int, int]]
    children: dict[int, list[int]]
    weight: list[int]


def _tree(nodes: list[Point], parents: list[int]) -> Tree:
    children: dict[int, list[int]] = {}
    weight = [1] * len(nodes)
    for index in range(len(nodes) - 1, -1, -1):
        children.setdefault(parents[index], []).insert(0, index)
        if parents[index] >= 0:
            weight[parents[index]] += weight[index]
    return Tree([(round(x), round(y)) for x, y in nodes], children, weight)


def _chains(tree: Tree) -> list[list[int]]:
    """Return lines of nodes: each follows the heaviest child to a tip, other children start lines of their own."""
    starts = [(root, child) for root in tree.children.get(-1, []) for child in tree.children.get(root, [])]
    chains = []
    while starts:
        chain = list(starts.pop(0))
        while children := tree.children.get(chain[-1]):
            heaviest = max(children, key=tree.weight.__getitem__)
            starts += [(chain[-1], child) for child in children if child != heaviest]
            chain.append(heaviest)
        chains.append(chain)
    return chains


def _paths(nodes: list[Point], parents: list[int]) -> tuple[str, str, str]:
    """Return path data of the strong limbs, the fine twigs, and a dot at every tip."""
    tree = _tree(nodes, parents)
    limbs, twigs = "", ""
    for chain in _chains(tree):
        light = (i for i, node in enumerate(chain) if i and tree.weight[node] < len(nodes) / 9)
        cut = next(light, len(chain))
        limbs += _line(tree.nodes, chain[:cut])
        twigs += _line(tree.nodes, chain[max(cut - 1, 0) :])
    tips = "".join(f"M{x} {y}h0" for i, (x, y) in enumerate(tree.nodes) if i not in tree.children)
    return limbs, twigs, tips


def _line(points: list[tuple[int, int]], chain: list[int]) -> str:
    """Return a soft line through the nodes: a curve's control at each, its ends half-way between them."""
    if len(chain) < 2:
        return ""
    x, y = points[chain[0]]
    path = f"M{x} {y}"
    letter = ""
    for index, after in pairwise(chain[1:]):
        (cx, cy), (ax, ay) = points[index], points[after]
        ex, ey = (cx + ax) // 2, (cy + ay) // 2
        control = _pair(cx - x, cy - y)
        path += (f"q{control}" if letter != "q" else _joined(control)) + _joined(_pair(ex - x, ey - y))
        letter, x, y = "q", ex, ey
    end_x, end_y = points[chain[-1]]
    return path + f"l{_pair(end_x - x, end_y - y)}"


class Stroke(NamedTuple):
    """A line to paint on a bitmap: its points, and how much of the tree hangs on each (thick to thin)."""

    points: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]


def strokes(shape: Shape, seed: str, points: int = 110) -> list[Stroke]:
    """Return the branch that grows in ``shape`` as lines, for pictures that are painted and not inline."""
    digest = hashlib.sha256(seed.encode()).digest()
    tree = _tree(*_grow(shape, random.Random(digest), points))  # noqa: S311 - a drawing, not a secret
    return [
        Stroke(tuple(tree.nodes[index] for index in chain), tuple(tree.weight[index] for index in chain))
        for chain in _chains(tree)
    ]


@lru_cache(maxsize=2048)
def draw(seed: str, kind: str = "", limit: int = MAX_BYTES) -> str:
    """Return the branch of ``seed`` as inline SVG of at most ``limit`` bytes, without id, script or style attribute.

    ``kind`` is ``"crown"`` or ``"sprig"`` for a plain branch, the name of a part of the body (see `SHAPES`), or empty:
    then the seed's own words decide. It is decoration, hidden from screen readers.
    """
    part = kind if kind in SHAPES else "" if kind else part_for(seed)
    shape = SHAPES[part] if part else SPRIG if kind == "sprig" else CROWN
    digest = hashlib.sha256(f"{seed}/{kind}".encode()).digest()
    outline = "".join(_smooth(points) for points in shape.outlines) if part else ""

    def drawn(points: int) -> str:
        nodes, parents = _grow(shape, random.Random(digest), points)  # noqa: S311 - a drawing, not a secret
        return _svg(shape, outline, *_paths(nodes, parents), part or kind or "crown")

    # The fullest that fits: fewer points, fewer bytes.
    fullness = range(110, 4, -6)
    least = len(fullness) - 1
    return drawn(fullness[min(bisect_left(fullness, True, key=lambda points: len(drawn(points)) <= limit), least)])


def _svg(shape: Shape, outline: str, strong: str, fine: str, dots: str, kind: str) -> str:
    skin = f'<path class="branch__skin" d="{outline}"/>' if outline else ""
    # Size, fill and stroke are said here too: without styles it is still a small drawing, not a large black shape.
    size = f'viewBox="0 0 {shape.width} {shape.height}" width="{shape.width}" height="{shape.height}"'
    return (
        f'<svg class="branch branch--{kind}" {size} fill="none" stroke="currentColor" aria-hidden="true">{skin}'
        f'<path class="branch__limb" d="{strong}"/><path d="{fine}"/><path class="branch__tips" d="{dots}"/></svg>'
    )


class Grown(NamedTuple):
    """A branch as points, for drawing it elsewhere than in SVG. A node's parent (-1: a root) comes before the node."""

    shape: Shape
    nodes: list[Point]
    parents: list[int]


def grown(seed: str, points: int = 110) -> Grown:
    """Return the branch of ``seed`` as points: the growth that `draw` shows, before its bytes are counted."""
    part = part_for(seed)
    shape = SHAPES[part] if part else CROWN
    digest = hashlib.sha256(f"{seed}/".encode()).digest()
    return Grown(shape, *_grow(shape, random.Random(digest), points))  # noqa: S311 - a drawing, not a secret
