"""What leaves the site of what was uploaded: pictures from their folders, documents through Wagtail's view.

Nothing else below MEDIA_ROOT is open. A picture has one address: only a path in canonical form is looked up at all, so
that no dot, slash or backslash, encoded or not, can lead anywhere else, here or in a cache on the way.
"""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_wagtail_document

YEAR = 31_536_000
# A folder, and a name as Django and Wagtail make it for an uploaded file or a copy of it: word characters, dashes and
# single dots, ending as one of the formats that browsers show.
_PICTURE = re.compile(
    r"(?:images|original_images|avatar_images)/[\w-]+(?:\.[\w-]+)*\.(?:avif|gif|jpe?g|png|webp)", re.IGNORECASE
)
_FOLDERS = ("images/", "original_images/", "avatar_images/")


def is_picture_path(path: str) -> bool:
    """Whether `path`, below MEDIA_ROOT, may be that of a picture."""
    return path.startswith(_FOLDERS) and _PICTURE.fullmatch(path) is not None


def picture_exists(path: str) -> bool:
    """Whether there is a picture at `path`, below MEDIA_ROOT."""
    return is_picture_path(path) and (Path(settings.MEDIA_ROOT) / path).is_file()


def is_written_canonically(request: HttpRequest) -> bool:
    """Whether the address was sent as it is written everywhere on the site, nothing encoded without need.

    Servers that do not hand on the address as it was sent (the test client) are believed.
    """
    sent = request.META.get("RAW_URI")
    return sent is None or urlsplit(f"//host{sent}" if sent.startswith("/") else sent).path == quote(request.path)


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a picture, to be kept for a year: a changed picture gets a new name. 404 for anything else."""
    if not (is_picture_path(path) and is_written_canonically(request)):
        raise Http404
    root = Path(settings.MEDIA_ROOT)
    # A link that leads out of its folder leads to what is no picture.
    if (root / path).resolve() != root.resolve() / path:
        raise Http404
    response = serve(request, path, document_root=str(root))
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_safe
def serve_document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """Answer as Wagtail does, who knows who may read a document: with the file to save, a login, or 404.

    Where not everybody may read it, nobody keeps the answer: what is deleted or closed is gone at once.
    """
    response = serve_wagtail_document(request, document_id, document_filename)
    document = get_document_model().objects.filter(pk=document_id).select_related("collection").first()
    if document is None or document.collection.get_view_restrictions():
        response["Cache-Control"] = "no-store"
    return response
