"""The pictures of the guide for editors, from the running site: `make guide-screenshots` writes docs/images/*.webp.

They are small: cut to what the text speaks of, 960 pixels wide, in few colors.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser.screenshots import starter_site

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
MOST_BYTES = 60_000
WIDTH = 960


def keep(name: str, png: bytes) -> None:
    """Write one picture, as good as it can be within MOST_BYTES."""
    with Image.open(BytesIO(png)) as picture:
        small = picture.convert("RGB").resize(
            (WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS
        )
    for quality in (75, 60, 45, 30):
        data = BytesIO()
        small.save(data, "WEBP", quality=quality, method=6)
        if len(data.getvalue()) <= MOST_BYTES:
            break
    (IMAGES / f"{name}.webp").write_bytes(data.getvalue())


def main() -> None:
    """Take every picture anew."""
    with starter_site() as address:
        from playwright.sync_api import sync_playwright

        from core.editorial.models.workflow import MEDICAL_REVIEWER
        from core.editorial.roles import MARKETING_EDITOR
        from tests.browser.guide_scenes import MARKETING, REVIEWER
        from tests.browser.tasks.desk import Desk, make_staff
        from tests.conftest import chromium_path

        make_staff(MARKETING_EDITOR, "maria")
        make_staff(MEDICAL_REVIEWER, "dora")
        IMAGES.mkdir(exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])

            def photograph(person: str, scenes: dict[str, tuple[int, Callable[[Desk], None]]]) -> None:
                page = browser.new_page(
                    base_url=address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
                )
                desk = Desk(page)
                desk.sign_in(person)
                for name, (height, prepare) in scenes.items():
                    page.set_viewport_size({"width": 1280, "height": height})
                    prepare(desk)
                    page.wait_for_load_state("networkidle")
                    keep(name, page.screenshot(animations="disabled", caret="hide"))
                page.close()

            photograph("maria", MARKETING)
            photograph("dora", REVIEWER)
            browser.close()
    print(f"{len(list(IMAGES.iterdir()))} pictures in {IMAGES}")


if __name__ == "__main__":
    main()
