"""axe-core with every rule switched on: WCAG 2 A to AAA, best practices; and what a page must not do in a browser."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Rules that are off unless asked for, and belong to this site's promise (AAA contrast and targets).
MORE_RULES = ("color-contrast-enhanced", "target-size", "link-in-text-block", "identical-links-same-purpose")

# What fades in is judged when it is there; what turns forever (a sign of waiting) is not waited for.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished.catch(() => null))).then(() => true)"""


@cache
def source() -> str:
    """Return axe-core's script."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: "Page", more: tuple[str, ...] = MORE_RULES) -> list[str]:
    """Return every violation on the page as `rule: element`, at most three elements a rule.

    `more` are the rules beyond axe's own choice; the admin's colors are Wagtail's, which promises WCAG 2.2 AA.
    """
    page.evaluate(source())
    rules = {rule: {"enabled": True} for rule in more}
    result: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)", {"rules": rules, "resultTypes": ["violations"]}
    )
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node.get('failureSummary', '').split())[:200]})"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


def staff_violations(page: "Page") -> list[str]:
    """Return every violation of WCAG 2.2 AA on a screen of the admin, Wagtail's own parts included."""
    page.evaluate(source())
    page.evaluate(AT_REST)
    tags = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    result: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)", {"runOnly": tags, "resultTypes": ["violations"]}
    )
    return [f"{rule['id']}: {node['html'][:160]}" for rule in result["violations"] for node in rule["nodes"][:3]]


def overflow(page: "Page") -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def cut_off(page: "Page") -> list[str]:
    """Return text and controls that stick out of the window where nobody can scroll to them (clipped by a parent)."""
    found: list[str] = page.evaluate(
        """() => { const clips = [...document.querySelectorAll('body *')].filter((el) => el.checkVisibility()
            && getComputedStyle(el).overflowX !== 'visible' && !(el instanceof SVGElement));
          return [...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, a, button, input, select, summary')]
          .filter((el) => el.checkVisibility() && !el.closest('.visually-hidden, .table, .form__trap'))
          .map((el) => [el, el.getBoundingClientRect()])
          .filter(([el, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1 || clips.some(
            (clip) => clip.contains(el) && box.right > clip.getBoundingClientRect().right + 1)))
          .slice(0, 3).map(([el]) => el.outerHTML.slice(0, 100)); }"""
    )
    return found


def covered_focus(page: "Page", presses: int) -> list[str]:
    """Press Tab so often and return every focused element that the bar at the bottom covers (WCAG 2.2, 2.4.12: AAA)."""
    covered = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """async () => { const el = document.activeElement, bar = document.querySelector('.call-bar');
              // What is drawn counts: scrolling and the bar's leaving are done with the next frame.
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              if (el === document.body) return null;
              const box = el.getBoundingClientRect();
              const shown = bar.checkVisibility({ visibilityProperty: true });
              const edge = shown ? bar.getBoundingClientRect().top : innerHeight;
              return bar.contains(el) || box.bottom <= edge + 1 && box.top >= -1 || box.height > edge
                ? '' : `${el.outerHTML.slice(0, 90)} ${Math.round(box.top)} to ${Math.round(box.bottom)}`; }"""
        )
        if state is None:
            break
        if state:
            covered.append(state)
    return covered


def small_targets(page: "Page") -> list[str]:
    """Return controls under 44 by 44 pixels, save links within a line of text (WCAG 2.2, 2.5.5 Target Size: AAA)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select')]
          .filter((el) => el.checkVisibility())
          .filter((el) => !el.closest('p, dd, td, address, .references, .visually-hidden, [aria-hidden=true]'))
          .filter((el) => !(el.closest('li, figcaption, caption') && getComputedStyle(el).display === 'inline'))
          .map((el) => [el, (el.matches('[type=radio], [type=checkbox]') && el.closest('label') || el)
            .getBoundingClientRect()])
          .filter(([el, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
          .map(([el, box]) => `${el.outerHTML.slice(0, 100)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
    )
    return found
