"""Resized copies: who makes them and when, what a visitor sees before, and how they stand in the page."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.utils import timezone
from PIL import Image

from core.operations.models import ScheduledJob
from core.operations.worker import HEARTBEAT
from core.pictures.models import ClinicImage, PictureOrder
from core.pictures.rendition_orders import make_ordered
from core.pictures.renditions import SHARING_FILTER
from core.pictures.responsive import PLACES
from core.web.page_cache.generation import get_generation
from home.models import ContentPage, HomePage
from tests.core.pictures.test_image_uploads import drawn, packed
from tests.core.web.test_page_cache_processes import ROOT, migrated  # noqa: F401 - a fixture
from tests.pages import add_page

# Slow: on PostgreSQL, which has no part in it, they are left out.
pytestmark = pytest.mark.slow

HEAD = PLACES["head"]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Uploaded files of this test only."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def library(size: tuple[int, int] = (1600, 1200), name: str = "photo.jpg", **fields: Any) -> ClinicImage:
    """A picture as the library keeps it."""
    data = packed(drawn(size=size), "JPEG")
    return ClinicImage.objects.create(title="Photo", description="A photo", file=ContentFile(data, name), **fields)


@pytest.fixture
def about(home_page: HomePage) -> ContentPage:
    """A page with a picture at its top."""
    return add_page(home_page, ContentPage, "About", main_image=library())


@pytest.fixture
def worker_lives(db: None) -> None:
    """A worker has given a sign of life."""
    ScheduledJob.objects.create(name=HEARTBEAT, started_at=timezone.now())


def picture(client: Client, selector: str = ".page-head picture", address: str = "/about/") -> Any:
    """The picture in a page."""
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one(selector)


def widths(source: Any) -> list[int]:
    """The widths that a source offers."""
    return [int(width) for width in re.findall(r" (\d+)w", source["srcset"])]


def test_a_picture_has_three_formats_its_size_and_its_words(client: Client, about: ContentPage) -> None:
    shown = picture(client)
    assert [source["type"] for source in shown.select("source")] == ["image/avif", "image/webp"]
    assert [widths(source) for source in shown.select("source")] == [list(HEAD.widths)] * 2
    assert {source["sizes"] for source in shown.select("source")} == {HEAD.sizes}
    image = shown.img
    assert (image["width"], image["height"], image["alt"], image["fetchpriority"]) == ("960", "640", "A photo", "high")
    assert "loading" not in image.attrs
    for each in [image["src"], *re.findall(r"(\S+) \d+w", shown.source["srcset"])]:
        answer = client.get(each)
        assert answer.status_code == 200
        assert answer["Content-Type"] == ("image/jpeg" if each == image["src"] else "image/avif")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db(transaction=True)
def test_no_visitor_waits_for_a_picture_to_be_packed(client: Client, about: ContentPage, worker_lives: None) -> None:
    make_ordered(lambda: False)  # what the upload itself had ordered
    generation = get_generation().current()
    before = about.main_image.renditions.count()
    shown = picture(client)
    assert shown.select("source") == []
    assert shown.img["src"].endswith(".jpg")
    assert (shown.img["width"], shown.img["height"]) == ("960", "640")
    assert about.main_image.renditions.count() == before, "nothing is made while a visitor waits"
    make_ordered(lambda: False)
    assert get_generation().current() != generation, "cached pages are rendered anew"
    assert [widths(source) for source in picture(client).select("source")] == [list(HEAD.widths)] * 2
    assert not PictureOrder.objects.exists()
    # Nothing is left to do, so nothing changes any more.
    generation = get_generation().current()
    picture(client)
    make_ordered(lambda: False)
    assert get_generation().current() == generation


def test_an_upload_has_its_first_copies_made_by_the_worker(about: ContentPage) -> None:
    assert about.main_image.renditions.count() == 0
    make_ordered(lambda: False)
    made = set(about.main_image.renditions.values_list("filter_spec", flat=True))
    assert {HEAD.plain, PLACES["text"].plain, SHARING_FILTER} <= made
    assert not any("avif" in spec for spec in made)


def test_without_the_first_copy_one_is_made_at_once(client: Client, about: ContentPage, worker_lives: None) -> None:
    assert picture(client).img["src"].endswith(".jpg")
    assert not about.main_image.renditions.filter(filter_spec__contains="avif").exists()


def test_once_made_no_file_is_opened_for_a_page(
    client: Client, about: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(client)
    opened: list[str] = []
    original = FileSystemStorage._open

    def noted(self: FileSystemStorage, name: str, mode: str = "rb") -> Any:
        opened.append(name)
        return original(self, name, mode)

    monkeypatch.setattr(FileSystemStorage, "_open", noted)
    monkeypatch.setattr("PIL.Image.open", lambda *args, **kwargs: opened.append("unpacked"))
    picture(client)
    assert opened == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("worker", [True, False])
def test_a_picture_whose_file_is_broken_is_left_out(client: Client, about: ContentPage, worker: bool) -> None:
    if worker:
        ScheduledJob.objects.create(name=HEARTBEAT, started_at=timezone.now())
    Path(about.main_image.file.path).write_bytes(b"\xff\xd8 broken")
    assert picture(client) is None
    for _ in range(2):
        make_ordered(lambda: False)
        generation = get_generation().current()
        assert picture(client) is None
    assert get_generation().current() == generation
    assert not PictureOrder.objects.filter(failed=False).exists(), "it is not tried again and again"
    # A good file in its place is shown.
    about.main_image.file = ContentFile(packed(drawn(size=(1600, 1200)), "JPEG"), "good.jpg")
    about.main_image.save()
    assert picture(client) is not None


def test_a_small_picture_is_not_made_larger(client: Client, home_page: HomePage) -> None:
    add_page(home_page, ContentPage, "About")
    ContentPage.objects.filter(slug="about").update(main_image=library((500, 500)))
    shown = picture(client)
    assert [widths(source) for source in shown.select("source")] == [[400, 500]] * 2
    assert shown.img["width"] == "500"


def test_what_matters_stays_in_the_crop(client: Client, home_page: HomePage) -> None:
    canvas = Image.new("RGB", (3000, 640), "white")
    canvas.paste("red", (0, 100, 200, 300))
    image = ClinicImage.objects.create(
        title="Wide", description="Red", file=ContentFile(packed(canvas, "JPEG"), "wide.jpg")
    )
    add_page(home_page, ContentPage, "About", main_image=image)

    def red() -> bool:
        with Image.open(ClinicImage.objects.get().file.storage.path(_path(picture(client).img["src"]))) as shown:
            return any(r > 200 and g < 80 for _n, (r, g, _b) in shown.convert("RGB").getcolors(1 << 24) or [])

    assert not red(), "the middle is white"
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 100, 200, 200, 200
    image.save()
    assert red()


def _path(address: str) -> str:
    return address.removeprefix("/media/")


def test_a_photo_on_its_side_is_set_upright_so_that_the_focal_point_is_where_it_was_drawn(db: None) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = library()
    with Image.open(image.file.path) as lying:
        lying.save(Path(image.file.path).with_name("lying.jpg"), exif=exif.tobytes())
    data = Path(image.file.path).with_name("lying.jpg").read_bytes()
    upright = ClinicImage.objects.create(title="x", description="x", file=ContentFile(data, "lying.jpg"))
    assert (upright.width, upright.height) == (1200, 1600)
    upright.refresh_from_db()
    assert (upright.width, upright.height) == (1200, 1600)
    with Image.open(upright.file.path) as stored:
        assert stored.size == (1200, 1600)
        assert not stored.getexif()


@pytest.mark.parametrize("main", [False, True])
def test_a_picture_that_begins_the_page_is_asked_for_first(client: Client, home_page: HomePage, main: bool) -> None:
    image = library()
    block = {
        "type": "image",
        "value": {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""},
    }
    add_page(home_page, ContentPage, "About", body=json.dumps([block, block]), main_image=image if main else None)
    shown = BeautifulSoup(client.get("/about/").content, "html.parser").select("main picture img")
    assert [each.get("fetchpriority") for each in shown] == ["high", None, None][: len(shown)]
    assert [each.get("loading") for each in shown] == [None, "lazy", "lazy"][: len(shown)]
    assert len(shown) == 3 if main else 2


MAKER = """
import sys, time
import django
django.setup()
from pathlib import Path
from django.core.files.base import ContentFile
from core.pictures.models import ClinicImage
from core.pictures.responsive import PLACES
made = []
original = ClinicImage.generate_rendition_file
def noted(self, filter, **more):
    made.append(filter.spec)
    return original(self, filter, **more)
ClinicImage.generate_rendition_file = noted
folder, number = Path(sys.argv[1]), sys.argv[2]
if number == "upload":
    ClinicImage.objects.all().delete()
    photo = ContentFile((folder / "photo.jpg").read_bytes(), name="photo.jpg")
    ClinicImage.objects.create(title="Photo", description="A photo", file=photo)
    sys.exit()
image = ClinicImage.objects.get()
(folder / f"ready-{number}").touch()
until = time.monotonic() + 300
while len(list(folder.glob("ready-*"))) < 3 and time.monotonic() < until:
    time.sleep(0.01)
image.get_renditions(*PLACES["thumbnail"].specs())
print("MADE", len(made))
"""


@pytest.mark.full
@pytest.mark.django_db
def test_three_processes_that_need_a_copy_at_once_make_it_once(migrated: Path, tmp_path: Path) -> None:  # noqa: F811
    shutil.copy(migrated, tmp_path / "db.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.web.page_cache_settings",
        "PAGE_CACHE_TEST_FOLDER": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(tmp_path),
    }
    (tmp_path / "photo.jpg").write_bytes(packed(drawn(size=(1600, 1200)), "JPEG"))

    def start(name: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", MAKER, str(tmp_path), name]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    assert start("upload").wait(600) == 0
    makers = [start(str(number)) for number in range(3)]
    counts = sorted(int(maker.communicate(timeout=600)[0].split("MADE ")[1]) for maker in makers)
    wanted = PLACES["thumbnail"].specs()
    assert counts == [0, 0, len(wanted)]
    assert len([path for path in (tmp_path / "media" / "images").iterdir() if path.is_file()]) == len(wanted)
