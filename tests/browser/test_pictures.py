"""In a real browser each picture has about the pixels that the screen draws, keeps its room, and loads in its turn."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as PillowImage

from core.pictures.models import ClinicImage
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationPage
from tests.core.pictures.test_image_uploads import packed
from tests.pages import add_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

SCREENS = [(width, density) for width in (360, 768, 1280) for density in (1, 2, 3)]
# A browser may take the copy next to what it draws, smaller or larger (their geometric mean decides), and copies grow
# by at most 1.6. A card is 13 to 22rem wide, depending on how many stand side by side; `sizes` cannot say that.
BLURRY, WASTEFUL, WASTEFUL_CARD = 0.78, 1.65, 1.95
MEASURE = """() => [...document.querySelectorAll("picture img")].map((img) => ({
    address: img.currentSrc, drawn: img.getBoundingClientRect().width, name: img.className, loading: img.loading,
    priority: img.fetchPriority, box: [Math.round(img.clientWidth), Math.round(img.clientHeight)],
    room: img.hasAttribute("width") && img.hasAttribute("height"),
}))"""


def photograph(turn: int = 0) -> ClinicImage:
    """A picture with detail, as large as a camera's."""
    gray = PillowImage.radial_gradient("L").resize((2400, 1800)).rotate(turn)
    data = packed(PillowImage.merge("RGB", (gray, gray.rotate(90), gray.rotate(180))), "JPEG")
    image = ClinicImage(title=f"Photo {turn}", description="A photo", file=ContentFile(data, name=f"photo-{turn}.jpg"))
    image.save()
    return image


@pytest.fixture
def addresses(home_page: HomePage, settings: Any, tmp_path: Path) -> list[str]:
    """Pages with a picture at every place of `core.pictures`."""
    settings.MEDIA_ROOT = tmp_path / "media"
    image = photograph()
    poster = {"url": "https://vimeo.com/123456789", "title": "A visit", "poster": image.pk}
    picture = {"image": {"image": image.pk, "alt_text": "A photo", "decorative": False}, "caption": ""}
    doctor = add_page(home_page, ClinicianPage, "Doctor", main_image=image, body=body(("video", poster)))
    place = add_page(home_page, LocationPage, "Place", main_image=image)
    plain = add_page(home_page, ContentPage, "Plain", main_image=image)
    more = {"title": "More", "kind": "chosen", "pages": [plain.pk, doctor.pk, place.pk, plain.pk]}
    bare = add_page(
        home_page, ContentPage, "Bare", body=body(("image", picture), ("page_cards", more), ("image", picture))
    )
    section = {"title": "The doctor", "clinician": doctor.pk, "text": "<p>Words.</p>"}
    home_page.main_image, home_page.body = image, body(("doctor", section), ("page_cards", more), ("image", picture))
    home_page.save_revision().publish()
    addresses = [str(page.get_url()) for page in (home_page, doctor, place, plain, bare)]
    client = Client(headers={"host": "localhost"})
    assert [client.get(address).status_code for address in addresses] == [200] * 5  # all copies are made
    return addresses


def body(*blocks: tuple[str, dict[str, Any]]) -> str:
    """Blocks as a page keeps them."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def test_every_picture_fits_the_screen(chromium: "Browser", live_server: Any, addresses: list[str]) -> None:
    found: list[Any] = []
    wrong: list[Any] = []
    for width, density in SCREENS:
        for address in addresses:
            # A browser takes a larger copy that it has already, so each page is somebody's first.
            context = chromium.new_context(
                base_url=live_server.url, viewport={"width": width, "height": 800}, device_scale_factor=density
            )
            page = context.new_page()
            page.goto(address)
            shown = page.evaluate(MEASURE)
            assert [each["priority"] for each in shown].count("high") == 1, address
            assert all(each["room"] for each in shown)
            assert [each for each in shown if (each["loading"] == "lazy") == (each["priority"] == "high")] == []
            page.evaluate("document.querySelectorAll('img').forEach((img) => { img.loading = 'eager'; })")
            page.wait_for_load_state("networkidle")
            loaded = page.evaluate(MEASURE)
            assert [each["box"] for each in loaded] == [each["box"] for each in shown], "nothing moves"
            for each in loaded:
                pixels = int(re.search(r"(?:fill|width)-(\d+)", each["address"])[1])  # type: ignore[index]
                ratio = pixels / (each["drawn"] * density)
                seen = (address, each["name"], width, density, round(each["drawn"]), pixels, round(ratio, 2))
                found.append(seen)
                if not BLURRY <= ratio <= (WASTEFUL_CARD if each["name"] == "card__image" else WASTEFUL):
                    wrong.append(seen)
                assert each["address"].endswith(".avif")
            context.close()
    assert {name for _address, name, *_more in found} == {
        *("hero__image", "page-head__image", "clinician-head__image", "card__image", "section__portrait"),
        *("card__portrait", "figure__image", "video__poster"),
    }
    assert wrong == []
