"""What templates know of counting."""

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static


def visit_beacon(request: HttpRequest) -> dict[str, str]:
    """The module that tells of a view where a CDN answers most visitors; "" where the server counts."""
    return {"visit_beacon": static("analytics/view.js") if settings.COUNT_VISITS == "beacon" else ""}
