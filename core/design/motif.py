"""The site's one motif: a fine branching line that grows, as dendrites, live oaks and river deltas do.

`draw(seed)` returns inline SVG of at most `MAX_BYTES`, the same for the same seed, different for another. A page's seed
is its slug, so every page has a drawing of its own and no picture has to be loaded. It stands on the home page, on
"not found" and on the sharing cards; what explains something is drawn by hand (`core.design.drawings`).

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

MAX_BYTES = 2800
# How many points pull at most; as many bytes as a page has to spare may allow fewer.
POINTS = 230
# Outlines are written in quarters of a unit: a limb two units wide would be bumpy in whole ones.
FINE = 4
# How thick a twig is, how fast a limb gains, and where it ends; the least weight of what is drawn as a tapering limb.
TWIG, GIRTH, MOST = 1.1, 0.72, 9.0
LIMB = 4


class Shape(NamedTuple):
    """Where a branch grows: the canvas, the outlines it fills, the stem it starts with, and how fine it is."""

    width: int
    height: int
    outlines: tuple[tuple[Point, ...], ...]
    stem: tuple[Point, ...]
    step: float


def _pair(dx: int, dy: int) -> str:
    return f"{dx}{_joined(str(dy))}"


def _joined(number: str) -> str:
    return number if number.startswith("-") else f" {number}"


# A crown leaning to the light.
CROWN = Shape(
    240, 200, (((30, 96), (70, 40), (140, 8), (214, 26), (232, 90), (200, 132), (110, 120)),), ((150, 203),), 6.5
)


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


def _widths(tree: Tree, chain: list[int]) -> list[float]:
    """Return how thick a line is at each of its nodes: by what hangs there (Leonardo's rule), evened out.

    A twig leaves its limb, and the limb is thinner from there on: taken as it is that would be a step.
    """
    found = [min(MOST, TWIG + GIRTH * (math.sqrt(tree.weight[node]) - 1)) for node in chain]
    for _round in range(3):
        found = [
            (before + 2 * width + after) / 4
            for before, width, after in zip([found[0], *found], found, [*found[1:], TWIG], strict=False)
        ]
    # A tree stands broad on its root.
    return [found[0] * (1.4 if chain[:2] == [0, 1] else 1), *found[1:-1], TWIG]


class Limb(NamedTuple):
    """A line of the branch from its root or fork to its tip: its points, and how thick it is at each of them."""

    points: list[Point]
    widths: list[float]


def _soft(limb: Limb) -> Limb:
    """Cut every corner of a limb (Chaikin's algorithm, twice); both ends stay."""
    points, widths = limb
    for _round in range(2):
        cut = [(share, a, b) for a, b in pairwise(zip(points, widths, strict=True)) for share in (0.25, 0.75)]
        points = [
            points[0],
            *((a[0][0] * (1 - t) + b[0][0] * t, a[0][1] * (1 - t) + b[0][1] * t) for t, a, b in cut),
            points[-1],
        ]
        widths = [widths[0], *(a[1] * (1 - t) + b[1] * t for t, a, b in cut), widths[-1]]
    return Limb(points, widths)


def outline(limb: Limb) -> list[Point]:
    """Return the corners of a tapering limb: up its left side and back down its right."""
    points, widths = limb
    left, right = [], []
    for index, ((x, y), width) in enumerate(zip(points, widths, strict=True)):
        (ax, ay), (bx, by) = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
        length = math.dist((ax, ay), (bx, by)) or 1
        nx, ny = (ay - by) / length * width / 2, (bx - ax) / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return [*left, *reversed(right)]


def _line(points: list[tuple[int, int]]) -> str:
    """Return a soft line through the points: a curve's control at each, its ends half-way between them."""
    if len(points) < 2:
        return ""
    x, y = points[0]
    path = f"M{x} {y}"
    letter = ""
    for (cx, cy), (ax, ay) in pairwise(points[1:]):
        ex, ey = (cx + ax) // 2, (cy + ay) // 2
        control = _pair(cx - x, cy - y)
        path += (f"q{control}" if letter != "q" else _joined(control)) + _joined(_pair(ex - x, ey - y))
        letter, x, y = "q", ex, ey
    return path + f"l{_pair(points[-1][0] - x, points[-1][1] - y)}"


def _thinned(chain: list[int]) -> list[int]:
    """Every second node of a line, and both ends: half the bytes, and a calmer curve."""
    return [*chain[:-1:2], chain[-1]] if len(chain) > 3 else chain


def _passed(chain: list[int], kept: list[int], places: list[Point]) -> dict[int, Point]:
    """Return where the soft line through the kept nodes passes each node of its chain: there its children start."""
    passed = dict(zip(kept, places, strict=True))
    for before, here, after in zip(kept, kept[1:-1], kept[2:], strict=False):
        (ax, ay), (x, y), (bx, by) = places[kept.index(before)], places[kept.index(here)], places[kept.index(after)]
        passed[here] = ((ax + 6 * x + bx) / 8, (ay + 6 * y + by) / 8)
    for before, here, after in zip(chain, chain[1:], chain[2:], strict=False):
        if here not in passed:
            (ax, ay), (bx, by) = places[kept.index(before)], places[kept.index(after)]
            passed[here] = ((ax + bx) / 2, (ay + by) / 2)
    return passed


class Branch(NamedTuple):
    """What has grown: the canvas, its tapering limbs, the fine twigs on them, and the tips of both."""

    shape: Shape
    limbs: list[Limb]
    twigs: list[list[Point]]
    tips: list[Point]


def grown(seed: str, points: int = POINTS) -> Branch:
    """Return the branch of ``seed`` as lines, for drawing it elsewhere than in SVG. The same for the same seed."""
    digest = hashlib.sha256(seed.encode()).digest()
    tree = _tree(*_grow(CROWN, random.Random(digest), points))  # noqa: S311 - a drawing, not a secret
    limbs, twigs = [], []
    passed: dict[int, Point] = {}
    for chain in _chains(tree):
        is_limb = tree.weight[chain[1]] >= LIMB
        kept = _thinned(chain)
        places = [passed.get(kept[0], tree.nodes[kept[0]]), *(tree.nodes[node] for node in kept[1:])]
        passed = _passed(chain, kept, places) | passed
        if is_limb:
            width = dict(zip(chain, _widths(tree, chain), strict=True))
            limbs.append(Limb(places, [width[node] for node in kept]))
        else:
            twigs.append(places)
    tips: list[Point] = [place for node, place in enumerate(tree.nodes) if node not in tree.children]
    return Branch(CROWN, limbs, twigs, tips)


def smooth_limbs(branch: Branch) -> list[Limb]:
    """Return all lines of a branch, twigs too, with their corners cut: ready to be painted as polygons (`outline`)."""
    return [_soft(limb) for limb in [*branch.limbs, *(Limb(twig, [TWIG] * len(twig)) for twig in branch.twigs)]]


@lru_cache(maxsize=256)
def draw(seed: str, limit: int = MAX_BYTES) -> str:
    """Return the branch of ``seed`` as inline SVG of at most ``limit`` bytes, without id, script or style attribute.

    It is decoration, hidden from screen readers.
    """
    # The fullest that fits: fewer points, fewer bytes.
    fullness = range(POINTS, 4, -4)
    found = bisect_left(fullness, True, key=lambda points: len(_svg(grown(seed, points))) <= limit)
    return _svg(grown(seed, fullness[min(found, len(fullness) - 1)]))


def _svg(branch: Branch) -> str:
    corners = ([(round(x * FINE), round(y * FINE)) for x, y in outline(limb)] for limb in branch.limbs)
    strong = "".join(f"{_line(points)}z" for points in corners)
    fine = "".join(_line([(round(x), round(y)) for x, y in twig]) for twig in branch.twigs)
    dots = "".join(f"M{round(x)} {round(y)}h0" for x, y in branch.tips)
    # Size, fill and stroke are said here too: without styles it is still a small drawing, not a large black shape.
    size = f'viewBox="0 0 {branch.shape.width} {branch.shape.height}" width="{branch.shape.width}"'
    return (
        f'<svg class="branch" {size} height="{branch.shape.height}" fill="none" stroke="currentColor"'
        f' aria-hidden="true"><path class="branch__limb" transform="scale({1 / FINE})" d="{strong}"/>'
        f'<path d="{fine}"/><path class="branch__tips" d="{dots}"/></svg>'
    )
