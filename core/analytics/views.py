"""What a page's script tells, without a word about who: a tap on a number, a view behind a CDN. And short addresses.

Which page it was, the browser says itself (Referer; our pages send it within the site). No cookie is set or read.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.analytics.counter import counter, is_counting
from core.analytics.models import CampaignLink, OriginKind
from core.analytics.reading import OWN, origin_of
from core.web.middleware.methods import takes_forms

# Longer than any referrer that a browser sends to another site.
LONGEST_REFERRER = 300
# The sum for what was tapped: a link's protocol, as a script reads it, or its `data-tap`.
TAPS = {"tel:": "phone_taps", "mailto:": "email_taps", "directions": "directions_taps"}


def _is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent it. Browsers say so in a header that no page can set (Fetch, Sec-Fetch-Site)."""
    said = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return said and origin_of(request.META).host == OWN


def _done() -> HttpResponse:
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


@takes_forms
@csrf_exempt  # the page that sends it is cached for everybody and has no token; nothing is stored but "one more"
@require_POST
def tap(request: HttpRequest, what: str) -> HttpResponse:
    """Count a tap on a phone number, directions or an e-mail address, on the page that the request comes from."""
    if is_counting() and _is_ours(request):
        counter.event(request.META, TAPS[what], origin_of(request.META).path)
    return _done()


@takes_forms
@csrf_exempt  # the same
@require_POST
def view(request: HttpRequest) -> HttpResponse:
    """Count a view that the server did not answer itself; the body is where the page's reader came from, or nothing."""
    if settings.COUNT_VISITS == "beacon" and _is_ours(request):
        referrer = request.read(LONGEST_REFERRER).decode("latin-1")
        counter.told_view(request.META, referrer)
    return _done()


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a short address to its page, with the campaign's tags, and count that.

    Raises:
        Http404: where no link has this address, or its page is not there any more.
    """
    link = CampaignLink.objects.select_related("page").filter(code=code, page__live=True).first()
    if link is None or not link.tagged_url:
        raise Http404
    if is_counting() and request.method == "GET":
        counter.event(request.META, OriginKind.LINK, code)
    return HttpResponseRedirect(link.tagged_url, headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
