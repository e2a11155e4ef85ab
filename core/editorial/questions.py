"""The Reports menu as a handful of questions. Each leads to the reports that answer it, with a sentence on each.

Eighteen reports in a row are names that nobody reads. Two are asked for so often that they are questions of their own.
The reports keep their addresses. A report that is named nowhere here stands in the menu as it is.
"""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, reports_menu


class Question(NamedTuple):
    """What somebody wants to know, and the reports that answer it: the name of the menu's item and what it tells."""

    words: Promise
    icon: str
    answers: dict[str, Promise]


QUESTIONS: dict[str, Question] = {
    "mend": Question(
        _("What should be mended?"),
        "warning",
        {
            "page-findings": _("Each page with missing sources, words that promise too much, long sentences."),
            "missing-descriptions": _("Published pages without words or a picture for search and sharing."),
            "broken-links": _("Links to pages that were deleted or are not published."),
            "outside-links": _("Which links to other websites still answer."),
            "findability": _("What keeps pages out of search engines."),
            "missed-addresses": _("Addresses that visitors asked for in vain."),
        },
    ),
    "medical-reviews": Question(
        _("Which medical reviews are due?"), "clipboard-list", {"medical-reviews": _("By the date of the next review.")}
    ),
    "search": Question(
        _("What do people look for?"),
        "search",
        {
            "visits": _("How often pages are read, where from, and what leads to requests."),
            "search-queries": _("What was searched for, and what found nothing."),
        },
    ),
    "who": Question(
        _("Who did what?"),
        "history",
        {
            "who-changed-what": _("The last changes to pages, settings, pictures and lists."),
            "site-history": _("Every change ever, with filters."),
            "workflows": _("Which pages were submitted, by whom, and what became of them."),
            "workflow-tasks": _("The same step by step: who signed or sent back what."),
            "locked-pages": _("Pages that somebody has locked."),
            "shared-previews": _("Links by which people without a login read drafts."),
        },
    ),
    "content": Question(
        _("What is on the site?"),
        "list-ul",
        {
            "content-inventory": _("Every page by type: where it is, how long, when it changed."),
            "pictures": _("Descriptions, sizes, whose consent ends, and the pages that use each picture."),
            "aging-pages": _("Pages that nobody has touched for long, the oldest first."),
            "listings": _("The places for Google, Bing and Apple, and what Google says against the site."),
            "page-types-usage": _("How many pages there are of each kind."),
        },
    ),
}


def _answers(question: Question, request: HttpRequest) -> list[MenuItem]:
    """The reports of a question that somebody may open, in the question's order."""
    shown = {item.name: item for item in reports_menu.registered_menu_items if item.is_shown(request)}
    return [shown[name] for name in question.answers if name in shown]


# After the rooms, which take Wagtail's items away that they replace.
@hooks.register("construct_reports_menu", order=1000)
def as_questions(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Put the questions in the place of their reports; one that a single report answers leads straight to it."""
    named = {name for question in QUESTIONS.values() for name in question.answers}
    found = []
    for number, (slug, question) in enumerate(QUESTIONS.items()):
        answers = [item for item in menu_items if item.name in question.answers]
        if answers:
            url = answers[0].url if len(answers) == 1 else reverse("report_question", args=[slug])
            found.append(MenuItem(question.words, url, name=f"question-{slug}", icon_name=question.icon, order=number))
    menu_items[:] = [*found, *(item for item in menu_items if item.name not in named)]


def question_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports that answer a question.

    Raises:
        Http404: for no question, and where nothing of it is for this person.
    """
    question = QUESTIONS.get(slug)
    answers = _answers(question, request) if question else []
    if question is None or not answers:
        raise Http404
    context = {
        "answers": [(item, question.answers[item.name]) for item in answers],
        "page_title": question.words,
        "header_icon": question.icon,
        "breadcrumbs_items": [{"url": "", "label": question.words}],
    }
    return TemplateResponse(request, "editorial/admin/report_question.html", context)


@hooks.register("register_admin_urls")
def question_urls() -> list[URLPattern]:
    """Where the questions stand."""
    return [path("reports/questions/<slug:slug>/", question_screen, name="report_question")]
