"""A gallery of every page type at three widths, by day and by night: `make screenshots`.

It builds the site in memory in each of its states (see `main`), and writes var/screenshots/*.png and index.html.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

GALLERY = Path(__file__).resolve().parent.parent.parent / "var" / "screenshots"
HEIGHT = 800


@contextmanager
def starter_site(*, filled: bool = True) -> Iterator[str]:
    """Serve the starter site from memory, with one place made up in full where `filled`; gives its address.

    Raises:
        SystemExit: where no Chromium is found.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_cms.settings.test")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    import django

    django.setup()
    logging.disable(logging.INFO)  # a line for each request would hide the one that matters
    from django.test.runner import DiscoverRunner
    from django.test.testcases import LiveServerThread, _StaticFilesHandler  # type: ignore[attr-defined]

    from tests.conftest import chromium_path

    if chromium_path() is None:
        raise SystemExit("No Chromium on PATH (Debian: apt install chromium).")
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        from django.db import connections

        from tests.browser.pages import load_site, load_starter

        load_site() if filled else load_starter()
        shared = {alias: connections[alias] for alias in connections}
        for connection in shared.values():
            connection.inc_thread_sharing()
        server = LiveServerThread("localhost", _StaticFilesHandler, connections_override=shared)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}"
        server.terminate()
    finally:
        runner.teardown_databases(databases)


def main() -> None:
    """Make the gallery: the site as it ships, with every field filled in, with the longest words, and with nothing."""
    with starter_site(filled=False) as address:
        from home.models import HomePage
        from tests.browser.pages import HARD, PAGES, SCHEMES, empty, fill, stress

        home = HomePage.objects.get()
        rows = take(address, PAGES, "starter")
        fill(home)
        rows += take(address, PAGES, "full")
        stress(home)
        rows += take(address, {name: PAGES[name] for name in HARD}, "hard", SCHEMES[:1])
        empty(home)
        rows += take(address, PAGES, "empty")
        write_index(rows)
    print(f"Gallery: {GALLERY / 'index.html'}")


def take(
    base: str, pages: dict[str, str], state: str, schemes: tuple[str, ...] = ("light", "dark")
) -> list[tuple[str, str]]:
    """Photograph ``pages`` (name: address) of the site at ``base``. Returns each name with the picture's file.

    A page that the site does not have in this ``state`` is left out, but for the one that says so.
    """
    from playwright.sync_api import sync_playwright

    from tests.browser.pages import WIDTHS
    from tests.conftest import chromium_path

    GALLERY.mkdir(parents=True, exist_ok=True)
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for width in WIDTHS:
            for scheme in schemes:
                page = browser.new_page(
                    base_url=base,
                    viewport={"width": width, "height": HEIGHT},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    reduced_motion="reduce",
                )
                for name, address in pages.items():
                    response = page.goto(address)
                    if response is not None and response.status == 404 and name != "not-found":
                        continue
                    # Pictures further down load when they come near.
                    page.evaluate("document.querySelectorAll('img').forEach((img) => { img.loading = 'eager'; })")
                    page.wait_for_load_state("networkidle")
                    # A window as high as the page: what is fixed to the screen then lies over nothing, and Chromium
                    # does not lay the page out anew while it takes a picture of more than the window.
                    height = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": max(height, HEIGHT)})
                    file = f"{state}-{name}-{width}-{scheme}.png"
                    page.screenshot(path=str(GALLERY / file))
                    page.set_viewport_size({"width": width, "height": HEIGHT})
                    rows.append((name, file))
                page.close()
        browser.close()
    return rows


def write_index(rows: list[tuple[str, str]]) -> None:
    """Write the page that shows all pictures."""
    figures = "".join(
        f"<figure><figcaption>{escape(file)}</figcaption>"
        f'<a href="{file}"><img src="{file}" alt="" width="240"></a></figure>'
        for _name, file in sorted(rows)
    )
    style = "body{font-family:sans-serif;display:flex;flex-wrap:wrap;gap:1rem;align-items:start}figure{margin:0}"
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>{style}</style>{figures}'
    (GALLERY / "index.html").write_text(html, encoding="utf-8")


if __name__ == "__main__":
    main()
