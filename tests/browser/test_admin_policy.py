"""In a real browser the admin works under a policy without any exception: every screen, and what staff do there."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect

from tests.admin_screens import World, log_in
from tests.site_cms.servers import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage


pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Parts of a screen that its own scripts load, and what is no page at all. (Dialogs are opened below, as people do.)
NO_PAGE = re.compile(
    r"results/|choose|chosen|^api/|preview|jsi18n|sprite|multiple/\w*[<cd]|editing-sessions|tag-autocomplete|logout"
    r"|second-step/(.*options|.*passkey/|recovery|remove|reset)|revoke|failwhale|test404|guide/pictures|embeds|dismissibles|/(un)?lock/|able/|workflows/remove|forget|^users/copy|generate_url|collect_action"
    r"|bring-back|sharing-card|appointment-requests/(bulk|export|.*(update|note|hand-over))|workflow/action|confirm_cancellation|import/process"
    r"|reports/visits/.|/qr/"
)
WATCH = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


class Watched:
    """A tab whose complaints are kept: violations of the policy, script errors, files that are missing."""

    def __init__(self, page: "BrowserPage") -> None:
        self.page = page
        self.complaints: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _console(self, message: Any) -> None:
        # Wagtail's check of a page's accessibility writes what it found; what takes no GET is no complaint.
        if message.type == "error" and not re.match("axe.run results|.* status of 405", message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")


@pytest.fixture
def world(live_server: Any) -> World:
    """One object of each kind."""
    return World()


@pytest.fixture
def tab(browser_page: "BrowserPage", live_server: Any, client: Client, world: World) -> Iterator[Watched]:
    """A superuser's tab. In the end nothing must have been refused, and no script broken."""
    log_in(client, superuser=True)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    browser_page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    watched = Watched(browser_page)
    yield watched
    assert watched.complaints == []


@pytest.mark.full
def test_every_screen(tab: Watched, world: World) -> None:
    visited = 0
    for screen in world.screens():
        if NO_PAGE.search(screen.route):
            continue
        try:
            response = tab.page.goto(screen.path)
        except PlaywrightError as error:
            if "ERR_HTTP_RESPONSE_CODE_FAILURE" not in str(error):
                raise
            tab.page.wait_for_url("chrome-error://**")  # a screen that takes no GET
            tab.page.goto("about:blank")
            continue
        assert response is not None
        assert response.status == 200, screen
        assert "unsafe" not in response.headers["content-security-policy"]
        visited += 1
    assert visited > 150


def test_editing_a_page(tab: Watched, world: World) -> None:
    page, edit = tab.page, f"/admin/pages/{world.page.pk}/edit/"
    page.goto(edit)
    page.locator("#id_main_image-chooser [data-chooser-action-choose]").click()
    page.locator(".modal-body [data-chooser-modal-choice]").first.click()
    expect(page.locator("#id_main_image")).to_have_value(str(world.image.pk))

    text = page.locator("[data-contentpath=symptoms] [contenteditable=true]").first
    text.click()
    empty = page.locator("[data-contentpath=symptoms] .Draftail-block--empty")
    assert "Write something" in empty.evaluate("block => getComputedStyle(block, '::before').content")
    page.keyboard.type("Throbbing")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator(".modal-body a", has_text="External link").click()
    page.locator("#id_external-link-chooser-url").fill("https://example.com/")
    page.locator(".modal-body [type=submit]").click()
    expect(page.locator("input[name=symptoms]")).to_have_value(re.compile("https://example.com/"))
    page.locator(".modal-body").wait_for(state="hidden")
    # When it has faded out, the dialog gives the focus back: a menu opened before that closes again.
    page.locator(".modal-backdrop").wait_for(state="detached")

    # Something that the page still does on a busy machine may take the focus, and the menu closes: people press again.
    table = page.get_by_role("option", name="Table")
    for _attempt in range(5):
        page.locator("[data-contentpath=body] button[title='Insert a block']").first.click()
        with contextlib.suppress(PlaywrightTimeoutError):
            table.wait_for(timeout=3000)
            break
    table.click()
    page.locator("[data-contentpath=body] table, [data-contentpath=body] .typed-table-block").first.wait_for()

    page.get_by_label("Toggle preview").click()
    page.frame_locator("iframe[title=Preview]").first.locator("main h1").first.wait_for()
    page.get_by_label("Toggle checks").click()
    page.locator("[data-side-panel=checks]:visible").wait_for()
    page.get_by_label("Toggle comments").click()
    page.get_by_label("Toggle status").click()
    page.get_by_role("button", name="Set schedule").first.click()
    page.locator("#id_go_live_at").click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()

    page.goto(edit)
    page.locator("#id_title").fill("Migraines")
    page.locator("footer").last.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Save draft", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("has been updated")
    page.goto(world.page.url)
    page.locator("#wagtail-userbar-trigger").click()
    page.locator("wagtail-userbar a:visible").first.wait_for()


CALENDAR_IS_MADE = "jQuery('#id_exceptions-0-date_from').data('xdsoft_datetimepicker') !== undefined"


def add_a_holiday(page: Any) -> None:
    """Add a row to a place's holidays, and wait for the calendar of its first field."""
    page.evaluate("document.querySelector('#id_exceptions-ADD').click()")  # whichever tab or fold it is in
    wait_until(lambda: page.evaluate(CALENDAR_IS_MADE) or page.wait_for_timeout(100), "the calendar was not made", 60)


def test_the_editor_starts_where_the_browser_does_not_say_that_it_is_idle(tab: Watched, world: World) -> None:
    """As Safari."""
    tab.page.add_init_script("delete window.requestIdleCallback")
    tab.page.goto(f"/admin/pages/{world.place.pk}/edit/")
    assert tab.page.evaluate("'requestIdleCallback' in window") is False
    add_a_holiday(tab.page)


def test_what_else_staff_do(tab: Watched, world: World) -> None:
    page = tab.page
    page.goto("/admin/")
    for label in ("Reports", "Settings", "Help"):
        page.locator(".sidebar button", has_text=label).click()
        page.locator(".sidebar-sub-menu-panel a:visible").first.wait_for()
    page.goto(f"/admin/pages/{world.place.pk}/edit/")
    add_a_holiday(page)
    page.goto("/admin/reports/site-history/")
    page.get_by_role("button", name="Filter").first.click()
    page.get_by_role("button", name="Date").first.click()
    page.locator("input[name*=timestamp]").first.click()
    page.locator(".xdsoft_datetimepicker:visible").wait_for()

    page.goto(f"/admin/appointment-requests/{world.request.pk}/")
    page.locator("select[name=status]").select_option(index=1)
    page.locator("form[action$='update/'] button[type=submit]").click()
    expect(page.locator(".messages")).to_contain_text("Saved")

    page.goto(f"/admin/images/{world.image.pk}/")
    box = page.locator(".jcrop-tracker").last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 110, steps=5)
    page.mouse.up()
    expect(page.locator("#id_focal_point_width")).not_to_have_value("")
    page.goto("/admin/images/add/")
    picture = Path(world.image.file.path).read_bytes()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "red.png", "mimeType": "image/png", "buffer": picture}
    )
    page.wait_for_load_state("networkidle")

    page.goto("/admin/redirects/import/")
    lines = b"from,to\n/a/,/b/\n"
    page.locator("input[type=file]").set_input_files({"name": "r.csv", "mimeType": "text/csv", "buffer": lines})
    page.locator("main form [type=submit]").click()
    page.locator("#id_from_index").select_option(index=1)
    page.locator("#id_to_index").select_option(index=2)
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/process/")

    page.goto(f"/admin/workflows/edit/{world.workflow_state.workflow.pk}/")
    page.locator("#id_workflow_tasks-ADD").click()
    page.locator("#id_workflow_tasks-1-task-chooser [data-chooser-action-choose]").click()
    page.locator(".modal-body [role=tab]", has_text="Existing").click()
    page.locator(".modal-body a.task-choice").first.click()
    expect(page.locator("#id_workflow_tasks-1-task")).not_to_have_value("")
    page.goto(f"/admin/groups/edit/{world.by_place['groups/']}/")
    page.locator("#id_page_permissions-ADD").click()
    page.locator(".page-chooser [data-chooser-action-choose]:visible").last.click()
    page.locator(".modal-body a.choose-page").first.click()
