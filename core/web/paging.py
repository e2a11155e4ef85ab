"""The number of a list's page, as it stands in an address."""

import re

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

# One spelling for each number: "02" would be a second address of the same page.
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


def page_number(query: QueryDict, parameter: str = "page") -> int:
    """The page that a query asks for, 1 where it asks for none.

    Raises:
        Http404: for what is no number.
    """
    text = query.get(parameter, "1")
    if not _NUMBER.fullmatch(text):
        raise Http404(_("There is no such page."))
    return int(text)


def require_page(number: int, pages: int) -> None:
    """Let a number pass that is one of so many pages'.

    Raises:
        Http404: for a number beyond the last.
    """
    if number > pages:
        raise Http404(_("There is no such page."))
