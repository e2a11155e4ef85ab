"""Who may open which screen of the admin: every address times every group, against a table that people can read.

The table is admin_permissions.txt. An address that is new fails here until somebody has decided who may open it and
has written that down. To write down what the site does now, and read it before it is committed:

    WRITE_ADMIN_PERMISSIONS=1 python -m pytest tests/site_cms/test_admin_permissions.py
"""

import base64
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, override_settings

from tests.admin_screens import Screen, World, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.full, pytest.mark.xdist_group("admin_permissions")]

TABLE = Path(__file__).with_name("admin_permissions.txt")
# column: the groups of the person in it
COLUMNS: dict[str, tuple[str, ...] | None] = {
    "nobody": None,
    "marketing": ("Marketing editor",),
    "reviewer": ("Medical reviewer",),
    "desk": ("Front desk",),
    "desk-mgr": ("Front desk managers",),
    "manager": ("Site manager",),
    "superuser": (),
}
HEAD = """\
# Who may open which screen of the admin. "yes": it opens (or does what it is for), "-": refused, sent to the login,
# or as if it did not exist. WRITE_ADMIN_PERMISSIONS=1 writes the row of a new screen: read it before it is committed.
"""
Visits = dict[str, dict[str, Any]]  # route: {column: answer}


class UnrenderedMiddleware:
    """Answers with what a view decided, without the page itself, which most people's requests are not looked at for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> HttpResponse:
        """Leave out the page, but for superusers, who see the most."""
        if request.user.is_superuser:
            return response
        unrendered = UnrenderedResponse(status=response.status_code)
        unrendered.context_data = response.context_data
        return unrendered


class UnrenderedResponse(HttpResponse):
    """An answer that needs no rendering."""

    context_data: dict[str, Any] | None = None

    def render(self) -> HttpResponse:
        """Return the answer as it is."""
        return self


def visit(client: Client, screen: Screen) -> Any:
    """Ask for a screen, by POST where it takes nothing else. What that changes is undone by the caller."""
    client.cookies.pop("messages", None)
    response = client.get(screen.path)
    return client.post(screen.path) if response.status_code == 405 else response


def opened(route: str, response: Any) -> bool:
    """Whether an answer is the screen itself, and neither a refusal nor the login."""
    if response.status_code in {403, 404}:
        return False
    # These show everybody their page, with those of the objects that this person may do it with.
    if route.startswith("bulk/") and response.status_code == 200 and not response.context_data["items"]:
        return False
    location = response.get("Location", "")
    if "/login/?next=" in location:
        return False
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    return not (location and "do not have permission" in said)


@pytest.fixture(scope="module")
def visits(django_db_setup: None, django_db_blocker: Any) -> Iterator[Visits]:
    """Every screen, asked for by one person of each column. Everything is undone after each request."""
    found: Visits = {}
    logging.disable(logging.CRITICAL)
    middleware = [*settings.MIDDLEWARE, f"{__name__}.UnrenderedMiddleware"]
    try:
        with django_db_blocker.unblock(), transaction.atomic(), override_settings(MIDDLEWARE=middleware):
            screens = World().screens()
            for column, groups in COLUMNS.items():
                client = Client(raise_request_exception=False)
                user = None if groups is None else log_in(client, *groups, superuser=column == "superuser")
                for screen in screens:
                    mark = transaction.savepoint()
                    found.setdefault(screen.route, {})[column] = visit(client, screen)
                    transaction.savepoint_rollback(mark)
                    if user is not None and screen.route == "logout/":
                        client.force_login(user)
            transaction.set_rollback(True)
        yield found
    finally:
        logging.disable(logging.NOTSET)


def rows(visits: Visits) -> dict[str, list[str]]:
    """Return {route: "yes" or "-" for each column}."""
    return {
        route or "(dashboard)": ["yes" if opened(route, answers[column]) else "-" for column in COLUMNS]
        for route, answers in sorted(visits.items())
    }


def read_table() -> dict[str, list[str]]:
    """Return the table as it is written down."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0][1:] == list(COLUMNS)
    return {route: cells for route, *cells in lines[1:]}


def write_table(found: dict[str, list[str]]) -> None:
    """Write down what the site does now."""
    table = {"screen": list(COLUMNS), **found}
    lines = [f"{route:<90} {''.join(f'{cell:<11}' for cell in cells)}".rstrip() for route, cells in table.items()]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n")


def test_every_screen_opens_for_whom_the_table_says(visits: Visits) -> None:
    found = rows(visits)
    if os.environ.get("WRITE_ADMIN_PERMISSIONS"):
        write_table(found)
    table = read_table()
    assert sorted(set(found) - set(table)) == [], "new screens: decide who may open them, and add them to the table"
    assert sorted(set(table) - set(found)) == [], "screens that are gone: take them off the table"
    differing = {route: cells for route, cells in found.items() if cells != table[route]}
    assert differing == {}, f"in the order {', '.join(COLUMNS)}"


def test_no_screen_breaks_for_anybody(visits: Visits) -> None:
    broken = [
        (route, column)
        for route, answers in visits.items()
        for column, answer in answers.items()
        if answer.status_code >= 500 and route != "failwhale/"  # Wagtail's own, which shows the page for errors
    ]
    assert broken == []


def csp_hash(text: str) -> str:
    """Return the source that allows exactly this style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_no_screen_has_anything_inline_that_its_policy_would_refuse(visits: Visits) -> None:
    found = []
    for route, answers in visits.items():
        response = answers["superuser"]
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "nonce" not in policy
        soup = BeautifulSoup(response.content, "html.parser")
        inline = [tag for tag in soup.select("script:not([src])") if "json" not in tag.get("type", "")]
        scripts = [tag for tag in inline if csp_hash(str(tag.string)) not in policy]
        marked = [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
        styled = [tag for tag in soup.select("style") if csp_hash(str(tag.string)) not in policy]
        found += [(route, str(tag)[:120]) for tag in [*scripts, *marked, *styled, *soup.select("[style]")]]
    assert found == []
