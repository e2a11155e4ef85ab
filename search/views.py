"""The result page and the suggestions while typing. Neither is ever cached by anyone but the visitor's own browser."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.analytics.counter import count_search
from core.site.linked_pages import LINK_FIELDS
from core.site.public_settings import find_cached_site
from core.site.querysets import live_pages
from core.web.languages import current, default

from . import lexicon, query_log
from .engine import Found, search
from .limits import seconds_to_wait
from .models import PageKind
from .questions import best_question
from .results import place_of, promoted_for, results_of
from .text import clean_query

PER_PAGE = 10
SUGGESTIONS = 6
MIN_SUGGESTION_LENGTH = 2
SUGGESTION_SECONDS = 120


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The result page: `q` is what is looked for, `kind` a facet, `page` a number, `exact` switches corrections off.

    Any value of any of them gives a page; 429 with the same page when one address asks too often.
    """
    find_cached_site(request)
    text = clean_query(request.GET.get("q", ""))
    wait = seconds_to_wait(request, "results") if text else 0
    context = {"text": text, "wait": wait, "page_title": _title(text)}
    if text and not wait:
        context |= _found(request, text)
    response = render(request, "search/results.html", context, status=429 if wait else 200)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    if wait:
        response["Retry-After"] = str(wait)
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Pages for a query that is still being typed: `{"suggestions": [{"title", "url", "kind"}, ...]}`.

    What was typed is not repeated. 429 with Retry-After when one address asks too often. A browser may keep an answer
    for two minutes.
    """
    wait = seconds_to_wait(request, "suggestions")
    if wait:
        response = JsonResponse({"suggestions": []}, status=429)
        response["Retry-After"] = str(wait)
        response["Cache-Control"] = "no-store"
        return response
    typed = request.GET.get("q", "")
    text = clean_query(typed)
    items: list[dict[str, str]] = []
    if len(text) >= MIN_SUGGESTION_LENGTH and find_cached_site(request):
        found = search(text + (" " if typed.endswith(" ") else ""), unfinished=True)
        best = [each.document for each in found.scored[:SUGGESTIONS]]
        pages = live_pages().only(*LINK_FIELDS).in_bulk([document.page_id for document in best])
        for document in best:
            if page := pages.get(document.page_id):
                question = best_question(document.questions, found.query.groups)
                title, url = place_of(page.title, page.get_url(request) or "", question)
                items.append({"title": title, "url": url, "kind": str(PageKind(document.kind).label)})
    response = JsonResponse({"suggestions": items})
    response["Cache-Control"] = f"private, max-age={SUGGESTION_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _title(text: str) -> str:
    return _("Search: %(query)s") % {"query": text} if text else _("Search")


def _found(request: HttpRequest, text: str) -> dict[str, Any]:
    """Return what the template shows of a search, and count it."""
    exact = request.GET.get("exact") == "1"
    found = search(text, exact=exact)
    kind = request.GET.get("kind", "")
    kind = kind if kind in found.facets else ""
    paginator = Paginator(found.of_kind(kind), PER_PAGE)
    page_obj = paginator.get_page(request.GET.get("page", "")[:6])
    shown = [each.document.page_id for each in page_obj]
    if page_obj.number == 1 and not kind:
        count_search(request.META)
        query_log.record(text, len(found.scored), lexicon.current())
    return {
        "found": found,
        "results": results_of(shown, found.query, request),
        "summary": _summary(paginator.count, found),
        "promoted": promoted_for(found.query.words, request) if page_obj.number == 1 and not kind else [],
        "facets": _facets(found, text, kind, exact=exact),
        "page_obj": page_obj,
        "previous_url": _url(text, kind, page_obj.number - 1, exact=exact),
        "next_url": _url(text, kind, page_obj.number + 1, exact=exact),
        "exact_url": _url(text, exact=True),
        "did_you_mean_url": _url(found.query.did_you_mean),
        "default_language": default(),
        "default_language_url": "" if found.scored else _in_default_language(text),
    }


def _in_default_language(text: str) -> str:
    """The address of the same search in the default language; empty in that language, or where it finds nothing either.

    Most pages exist in the default language alone, and its search knows words of the other one.
    """
    if current() == default():
        return ""
    with translation.override(default().code):
        return _url(text) if search(text).scored else ""


def _summary(count: int, found: Found) -> str:
    words = found.query.corrected_text if found.query.corrected else found.query.text
    return ngettext("%(count)d page for “%(words)s”", "%(count)d pages for “%(words)s”", count) % {
        "count": count,
        "words": words,
    }


def _facets(found: Found, text: str, kind: str, *, exact: bool) -> list[dict[str, Any]]:
    """Return the links that narrow the list, with counts; none when there is only one kind of page."""
    if len(found.facets) < 2:
        return []
    everything = {
        "label": _("Everything"),
        "count": len(found.scored),
        "url": _url(text, exact=exact),
        "active": not kind,
    }
    return [everything] + [
        {
            "label": choice.label,
            "count": found.facets[choice.value],
            "url": _url(text, choice.value, exact=exact),
            "active": kind == choice.value,
        }
        for choice in PageKind
        if found.facets[choice.value]
    ]


def _url(text: str, kind: str = "", page: int = 1, *, exact: bool = False) -> str:
    """Return the address of a result page, with only what differs from the default."""
    values = {"q": text, "kind": kind, "page": page if page > 1 else "", "exact": "1" if exact else ""}
    return f"{reverse('search')}?{urlencode({name: value for name, value in values.items() if value})}"
