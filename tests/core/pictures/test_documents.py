"""Documents: only what their name says, saved and never shown, not too large; pictures likewise."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from core.editorial.roles import MARKETING_EDITOR
from core.pictures.models import ClinicImage

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF"


def archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"})
MACROS = archive(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>", "word/vbaProject.bin": "x"})
XLSX = archive(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
ODT = archive(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


@pytest.fixture
def editor(client):
    user = User.objects.create_user("mark", password="a long enough password")
    user.groups.add(Group.objects.get(name=MARKETING_EDITOR))
    client.force_login(user)
    return client


def upload(client, name, content, content_type="application/pdf"):
    form = {
        "title": "Paper", "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, content, content_type),
    }  # fmt: skip
    return client.post(reverse("wagtaildocs:add"), form)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF), ("a.docx", DOCX), ("a.xlsx", XLSX), ("a.odt", ODT), ("a.txt", "Größe".encode()),
        ("a.csv", b"name,place\r\nA,B"), ("A.PDF", PDF),
    ],
)  # fmt: skip
def test_what_is_right_is_kept_and_comes_back_as_a_file_to_save(editor, client, name, content):
    assert upload(editor, name, content).status_code == 302
    document = Document.objects.get()
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG), ("a.html", PAGE), ("a.pdf", SVG), ("a.pdf", PAGE), ("a.txt", PAGE), ("a.txt", b"  \n" + SVG),
        ("a.csv", b"\0\1\2"), ("a.docx", XLSX), ("a.docx", MACROS), ("a.xlsx", DOCX), ("a.docx", b"PK\3\4broken"),
        ("a.odt", DOCX), ("a.pptx", DOCX), ("a.exe", b"MZ"), ("a.pdf.exe", PDF), ("a", PDF), ("a.pdf", b"MZ\0\0"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("many", [False, True])
def test_what_is_not_what_its_name_says_is_refused_with_words(editor, name, content, many):
    if many:
        path = reverse("wagtaildocs:add_multiple")
        form = {"files[]": SimpleUploadedFile(name, content, "application/pdf")}
        answer = editor.post(path, form, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 200
        assert not answer.json()["success"]
        assert answer.json()["error_message"]
    else:
        answer = upload(editor, name, content)
        assert answer.status_code == 200
        assert "error" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_file_in_place_of_another_is_looked_at_too(editor):
    upload(editor, "a.pdf", PDF)
    document = Document.objects.get()
    form = {
        "title": "Paper", "collection": document.collection.pk,
        "file": SimpleUploadedFile("b.pdf", PAGE, "application/pdf"),
    }  # fmt: skip
    path = reverse("wagtaildocs:edit", args=[document.pk])
    assert "not a PDF file" in editor.post(path, form).content.decode()
    form.pop("file")
    assert editor.post(path, {**form, "title": "New"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.file.read()) == ("New", PDF)


def test_a_document_that_is_too_large_is_refused_with_its_size(editor, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024
    answer = upload(editor, "a.pdf", PDF + b" " * 2048).content.decode()
    assert "too big" in answer
    assert "1.0" in answer
    assert not Document.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("a.svg", SVG), ("a.png", SVG), ("a.jpg", PAGE), ("a.png", PDF)])
def test_a_drawing_with_script_is_no_picture(editor, name, content):
    form = {
        "title": "Picture", "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, content, "image/png"),
    }  # fmt: skip
    assert editor.post(reverse("wagtailimages:add"), form).status_code == 200
    assert not ClinicImage.objects.exists()
