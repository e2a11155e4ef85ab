"""Uploads on S3-compatible storage: one variable moves them there, pictures and their sizes included."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from PIL import Image

from tests.site_cms.servers import manage, production_environment

UPLOAD = """
from io import BytesIO
from django.core.files.images import ImageFile
from django.core.files.base import ContentFile
from PIL import Image
from core.pictures.models import ClinicImage
from wagtail.documents import get_document_model
data = BytesIO()
Image.new("RGB", (400, 300), "teal").save(data, "PNG")
picture = ClinicImage.objects.create(title="Teal", file=ImageFile(data, name="teal.png"))
rendition = picture.get_rendition("width-100|format-webp")
document = get_document_model().objects.create(title="Note", file=ContentFile(b"hello", name="note.txt"))
print("RENDITION", rendition.file.name, rendition.url)
print("DOCUMENT", document.file.name, document.file.read().decode())
"""


@pytest.fixture
def s3() -> Iterator[str]:
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{'127.0.0.1' if host in {'0.0.0.0', 'localhost'} else host}:{port}"
    server.stop()


@pytest.mark.full
def test_uploads_go_to_the_bucket_and_come_back(s3: str, tmp_path: Path) -> None:
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=s3, **keys)
    client.create_bucket(Bucket="clinic-media")
    environment = production_environment(
        tmp_path,
        S3_BUCKET="clinic-media",
        S3_ENDPOINT=s3,
        S3_REGION="us-east-1",
        S3_ACCESS_KEY="key",
        S3_SECRET_KEY="secret",
    )
    manage(environment, "prepare_site", "--no-content", "--no-static")
    output = manage(environment, "shell", "-c", UPLOAD)
    lines = {line.split()[0]: line.split()[1:] for line in output.splitlines() if line.startswith(("REND", "DOC"))}
    stored = {item["Key"] for item in client.list_objects_v2(Bucket="clinic-media")["Contents"]}
    name, url = lines["RENDITION"]
    assert name in stored
    assert url.startswith(s3)
    assert "Signature" not in url, "pictures are public, their addresses stay the same"
    body = client.get_object(Bucket="clinic-media", Key=name)
    assert body["CacheControl"] == "public, max-age=31536000, immutable"
    assert Image.open(BytesIO(body["Body"].read())).size == (100, 75)
    assert lines["DOCUMENT"][1] == "hello"
    assert lines["DOCUMENT"][0] in stored
    assert not list((tmp_path / "media").rglob("*.*")) if (tmp_path / "media").exists() else True
    assert "storage: ok" in manage(environment, "check_health", "storage")
