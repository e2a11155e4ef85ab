"""The favicon set and the web manifest, from the clinic's logo or its drawn mark."""

import hashlib
import io
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from PIL import Image, ImageDraw
from wagtail.models import Site

from core.design import drawing
from core.pictures.renditions import rendition_or_none
from core.seo.generated_files import generated_file
from core.site.models import ClinicSettings
from core.web.languages import default

# Part of every stored icon's name: changing how icons are made gives them new names.
DESIGN = "1"
DAY = 24 * 60 * 60


class Icon(NamedTuple):
    """One picture of the set: its size in pixels, how much of it is margin, and whether it has a ground."""

    size: int
    margin: float = 0.0
    ground: bool = False


# By file name. Search engines want a square multiple of 48 px at a lasting address; phones cut "maskable" icons to a
# circle of 80 % (W3C, Maskable icons), and iOS shows transparency as black.
ICONS = {
    "favicon.ico": Icon(48),
    "icon-48.png": Icon(48),
    "icon-192.png": Icon(192),
    "icon-512.png": Icon(512),
    "icon-maskable-512.png": Icon(512, 0.18, True),
    "apple-touch-icon.png": Icon(180, 0.12, True),
}


def clinic_of(request: HttpRequest) -> ClinicSettings:
    """The settings of the site that is asked for.

    Raises:
        Http404: when the address belongs to no site.
    """
    if Site.find_for_request(request) is None:
        raise Http404
    return ClinicSettings.for_request(request)


def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Serve one icon of the set; 404 for any other name."""
    spec = ICONS.get(name)
    if spec is None:
        raise Http404
    clinic = clinic_of(request)
    logo = clinic.logo
    source = f"{DESIGN}/{logo.pk}/{logo.file_hash or logo.file.name}" if logo else DESIGN
    digest = hashlib.sha256(source.encode()).hexdigest()[:12]
    content = generated_file(f"site-icons/{clinic.site_id}", f"{digest}-{name}", lambda: make_icon(clinic, name, spec))
    is_ico = name.endswith(".ico")
    response = HttpResponse(content, content_type="image/x-icon" if is_ico else "image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def make_icon(clinic: ClinicSettings, name: str, spec: Icon) -> bytes:
    """One icon as the bytes of its file."""
    inner = round(spec.size * (1 - 2 * spec.margin))
    canvas = Image.new("RGBA", (spec.size, spec.size), drawing.PAPER if spec.ground else (0, 0, 0, 0))
    picture = logo_picture(clinic, inner) or mark_picture(inner)
    canvas.alpha_composite(picture, ((spec.size - picture.width) // 2, (spec.size - picture.height) // 2))
    if not name.endswith(".ico"):
        return drawing.png(canvas)
    buffer = io.BytesIO()
    canvas.save(buffer, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return buffer.getvalue()


def logo_picture(clinic: ClinicSettings, size: int) -> Image.Image | None:
    """The clinic's logo within a square; None without one, or when its file is gone."""
    rendition = rendition_or_none(clinic.logo, f"max-{size}x{size}|format-png")
    if rendition is None:
        return None
    try:
        with rendition.file.open() as stored:
            return Image.open(stored).convert("RGBA")
    except OSError:
        return None


def mark_picture(size: int) -> Image.Image:
    """The drawn mark."""
    large = size * drawing.OVERSAMPLING
    canvas = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    drawing.draw_mark(ImageDraw.Draw(canvas), 0, 0, large, drawing.BRAND)
    return canvas.resize((size, size), Image.Resampling.LANCZOS)


def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (W3C): what the site is called and looks like on a phone's home screen."""
    clinic = clinic_of(request)
    icons: list[dict[str, Any]] = [
        {
            "src": reverse("seo_icon", args=[name]),
            "sizes": f"{spec.size}x{spec.size}",
            "type": "image/png",
            "purpose": "maskable" if "maskable" in name else "any",
        }
        for name, spec in ICONS.items()
        if name.startswith("icon-")
    ]
    content = {
        "name": clinic.display_name,
        "short_name": clinic.display_name[:30],
        "description": clinic.tagline or None,
        "lang": default().tag,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": drawing.PAPER,
        "theme_color": drawing.PAPER,
        "icons": icons,
    }
    response = JsonResponse({key: value for key, value in content.items() if value is not None})
    response.headers["Content-Type"] = "application/manifest+json"
    patch_cache_control(response, public=True, max_age=DAY)
    return response
