"""Uploaded pictures, served by the site itself when no other server or bucket does it.

Only folders with pictures are open. Documents go through Wagtail's view, which knows who may read them; anything else
below MEDIA_ROOT stays closed.
"""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

OPEN_FOLDERS = ("images/", "original_images/", "avatar_images/")
YEAR = 31_536_000


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a picture, to be kept for a year: a changed picture gets a new name. 404 for anything else."""
    if not path.startswith(OPEN_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
