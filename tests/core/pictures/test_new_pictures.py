"""Bringing pictures into the library: none is lost, none that is too small is chosen."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image
from wagtail.models import Site

from core.editorial.roles import MARKETING_EDITOR
from core.pictures.models import ClinicImage
from tests.pages import make_home, make_image
from tests.staff import login

pytestmark = pytest.mark.django_db

ADD = "/admin/images/multiple/add/"


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Any:
    """Uploaded files of this test only."""
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody of marketing."""
    make_home()
    login(client, MARKETING_EDITOR)
    return client


def photo(width: int = 1600, height: int = 900) -> SimpleUploadedFile:
    """A photo as a browser sends it."""
    data = BytesIO()
    Image.new("RGB", (width, height), "#885511").save(data, "JPEG")
    return SimpleUploadedFile("front door.jpg", data.getvalue(), "image/jpeg")


def form_of(html: str) -> dict[str, Any]:
    """The fields of the form under an upload, and its address."""
    form = BeautifulSoup(html, "html.parser").form
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name], textarea[name]")}
    unticked = [field["name"] for field in form.select("input[type=checkbox]")]
    return {"address": form["action"], "fields": {key: fields[key] for key in fields if key not in unticked}}


def waiting_for(client: Client) -> list[Any]:
    """The pictures that wait on the screen for new ones."""
    template = BeautifulSoup(client.get(ADD).content, "html.parser").find(id="waiting-pictures")
    return BeautifulSoup(template.decode_contents(), "html.parser").select("li.row")


def test_an_upload_says_that_it_is_not_in_the_library_and_guards_leaving(editor: Client) -> None:
    answer = json.loads(editor.post(ADD, {"files[]": photo(), "title": "front door"}).content)
    form = BeautifulSoup(answer["form"], "html.parser").form
    assert "Not in the library yet." in form.get_text()
    assert form.select_one("button[type=submit]").get_text(strip=True) == "Save picture"
    assert "w-unsaved#confirm" in form["data-action"]
    assert not ClinicImage.objects.exists()


def test_mistakes_are_named_where_the_form_begins(editor: Client) -> None:
    form = form_of(json.loads(editor.post(ADD, {"files[]": photo(), "title": "front door"}).content)["form"])
    people = next(name for name in form["fields"] if name.endswith("-consent_from")).removesuffix("consent_from")
    answer = json.loads(editor.post(form["address"], {**form["fields"], f"{people}shows_people": "on"}).content)
    soup = BeautifulSoup(answer["form"], "html.parser")
    told = soup.select_one("form > [role=alert]")
    assert "Not in the library yet." in told.get_text()
    for link in told.select("a"):
        assert soup.select_one(str(link["href"])), link
    assert {"Description", "Who agreed", "Agreed on"} <= {link.get_text().capitalize() for link in told.select("a")}


def test_a_photo_that_was_left_behind_waits_for_the_one_who_uploaded_it(editor: Client) -> None:
    editor.post(ADD, {"files[]": photo(), "title": "front door"})
    waiting = waiting_for(editor)
    assert len(waiting) == 1
    assert "front_door" in waiting[0].get_text()
    somebody = Client()
    login(somebody, "Site manager")
    assert not waiting_for(somebody)
    form = form_of(str(waiting[0]))
    described = {name: "The door, brown" for name in form["fields"] if name.endswith("-description")}
    answer = json.loads(editor.post(form["address"], {**form["fields"], **described}).content)
    assert answer["success"], answer
    assert ClinicImage.objects.get().description == "The door, brown"
    assert not waiting_for(editor)


def test_what_is_too_small_for_a_place_is_refused_where_it_is_chosen(editor: Client) -> None:
    large, small = make_image("The large door"), make_image("The small door", (400, 300))
    page = f"/admin/pages/add/home/contentpage/{Site.objects.get().root_page_id}/"
    editing = BeautifulSoup(editor.get(page).content, "html.parser")
    address = str(editing.select_one("#id_main_image-chooser")["data-chooser-url"])
    assert address.endswith("least_width=1200&least_height=630")
    dialog = json.loads(editor.get(address).content)["html"]
    assert "at least 1200 by 630 pixels" in dialog
    assert large.title in dialog
    assert small.title not in dialog
    soup = BeautifulSoup(dialog, "html.parser")
    results = str(soup.select_one("form[data-chooser-modal-search]")["action"])
    found = editor.get(f"{results}&q=door").content.decode()
    assert large.title in found
    assert small.title not in found
    upload = str(soup.select_one("form[data-chooser-modal-creation-form]")["action"])
    prefix = "image-chooser-upload"
    fields = {f"{prefix}-title": "Sign", f"{prefix}-description": "The sign", f"{prefix}-file": photo(400, 300)}
    refused = json.loads(editor.post(upload, fields).content)
    assert refused["step"] == "reshow_creation_form"
    assert "This picture has 400 by 300 pixels. It needs at least 1200 by 630 here." in refused["htmlFragment"]
    taken = json.loads(editor.post(upload, {**fields, f"{prefix}-file": photo()}).content)
    assert taken["step"] == "chosen"
    assert not ClinicImage.objects.filter(width=400, title="Sign").exists()
    for nonsense in ("least_width=x&least_height=", "least_width=²&least_height=-1"):
        assert editor.get(f"/admin/images/sized-chooser/?{nonsense}").status_code == 200
