"""What the guide's pictures show: for each, the height of the window, and the way to the screen."""

import re
from collections.abc import Callable

from django.contrib.auth import get_user_model

from home.models import ContentPage
from tests.browser.tasks.desk import Desk
from tests.pages import make_image
from therapy.models import ConditionPage

Scene = tuple[int, Callable[[Desk], None]]


def dashboard(desk: Desk) -> None:
    desk.page.goto("/admin/")


def place(desk: Desk) -> None:
    desk.page.goto("/admin/")
    desk.task("Add a location")
    desk.fill(desk.page.get_by_placeholder("Name of the place*"), "Gainesville")
    desk.fill(desk.field("Phone"), "352 555 0188")
    desk.fill(desk.field("Street address"), "12 Main Street")


def hours(desk: Desk) -> None:
    desk.tab("Hours")
    desk.click(desk.page.get_by_role("button", name="Add opening hours"))
    desk.fill(desk.page.locator("#id_hours-0-opens"), "08:00")
    desk.fill(desk.page.locator("#id_hours-0-closes"), "17:00")
    desk.click(desk.page.get_by_role("button", name="Add special days"))
    desk.fill(desk.page.locator("#id_exceptions-0-note"), "Christmas")
    desk.fill_date(desk.page.locator("#id_exceptions-0-date_from"), "12/25/2099")
    desk.page.locator("[role=tabpanel]:visible").first.scroll_into_view_if_needed()
    desk.page.evaluate("scrollTo(0, 0)")


def publish(desk: Desk) -> None:
    desk.page.locator("footer").last.get_by_role("button", name="More actions").click()


def news(desk: Desk) -> None:
    desk.page.goto("/admin/")
    desk.task("Add an in-the-news item")


def notice(desk: Desk) -> None:
    desk.page.goto("/admin/")
    desk.task("Put up a notice")
    desk.fill(desk.field("Message"), "Closed on Thursday because of the storm")
    desk.fill_date(desk.field("Shown until"), "2099-09-04 08:00")
    desk.choose(desk.page.get_by_label("Opening hours on these days"), "Closed all day")
    desk.page.evaluate("scrollTo(0, 0)")


def checks(desk: Desk) -> None:
    desk.page.goto(f"/admin/pages/{ConditionPage.objects.get(slug='crps').pk}/edit/")
    desk.tab("Checks")


def sharing(desk: Desk) -> None:
    desk.page.goto("/admin/")
    desk.open_page("Cost and insurance")
    desk.tab("Search and sharing")


def schedule(desk: Desk) -> None:
    desk.click(desk.page.get_by_role("button", name="Toggle status"))
    desk.click(desk.page.get_by_role("button", name="Set schedule"))
    desk.fill(desk.page.get_by_role("dialog", name="Schedule").get_by_label("Publish on"), "12/20/2099 8:00 AM")


def history(desk: Desk) -> None:
    page = ContentPage.objects.get(slug="about")
    user = get_user_model().objects.get(username="maria")
    page.save_revision(user=user, log_action=True).publish(user=user)
    desk.page.goto(f"/admin/pages/{page.pk}/history/")
    desk.page.get_by_role("button", name="Bring this back").last.wait_for()


def picture(desk: Desk) -> None:
    make_image("The front door")
    desk.page.goto("/admin/")
    desk.task("Add or replace a picture")
    desk.page.locator("main a[href*='/admin/images/']").filter(has=desk.page.locator("img")).first.click()


def synonym(desk: Desk) -> None:
    desk.page.goto("/admin/")
    desk.task("Teach the search a word")
    desk.fill(desk.field("Name"), "Shingles")
    desk.fill(desk.field("What people type"), "shingles pain")
    desk.fill(desk.field("What our pages say"), "postherpetic neuralgia")


def submit(desk: Desk) -> None:
    page = ConditionPage.objects.get(slug="crps")
    desk.page.goto(f"/admin/pages/{page.pk}/edit/")
    desk.page.locator("footer").last.get_by_role("button", name="More actions").click()


def sign(desk: Desk) -> None:
    page = ConditionPage.objects.get(slug="crps")
    maria = get_user_model().objects.get(username="maria")
    page.save_revision(user=maria, log_action=True)
    page.get_workflow().start(page, maria)
    desk.page.goto(f"/admin/pages/{page.pk}/edit/")
    desk.page.get_by_role("button", name=re.compile("^Sign and")).click()
    desk.page.locator(".modal-content").get_by_label("Reviewed by").wait_for()


def reviews(desk: Desk) -> None:
    desk.page.goto("/admin/reports/medical-reviews/")


MARKETING: dict[str, Scene] = {
    "dashboard": (720, dashboard),
    "place": (800, place),
    "hours": (1000, hours),
    "publish": (760, publish),
    "news": (760, news),
    "notice": (1160, notice),
    "checks": (620, checks),
    "sharing": (900, sharing),
    "schedule": (760, schedule),
    "history": (520, history),
    "picture": (760, picture),
    "synonym": (640, synonym),
    "submit": (640, submit),
}
REVIEWER: dict[str, Scene] = {"sign": (720, sign), "reviews": (520, reviews)}
