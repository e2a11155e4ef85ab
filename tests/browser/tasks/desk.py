"""Somebody of the clinic's staff at a computer: signs in, clicks, fills in; what they did is counted."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin
from urllib.request import urlopen

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe

PASSWORD = "a long enough password"

# As patient as clicking is: a busy machine is no failure.
expect.set_options(timeout=60_000)


def make_staff(role: str, username: str) -> None:
    """Make a login with one role."""
    user = get_user_model().objects.create_user(username, f"{username}@clinic.example", PASSWORD)
    user.first_name = username.title()
    user.save()
    user.groups.add(Group.objects.get(name=role))


class Desk:
    """A browser's tab, and the list of what was clicked and filled in (typing itself is not counted)."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions: list[str] = []

    def field(self, label: str) -> Locator:
        """Return the field with this label on the screen (the label of one that must be filled ends in a star)."""
        return self.page.get_by_role("textbox", name=re.compile(rf"^{re.escape(label)}\s*\*?$"))

    # -- What a hand does ---------------------------------------------------------------------------------------------

    def click(self, target: Locator) -> None:
        """Click once."""
        target.click()
        self.actions.append(f"click {target}")

    def work(self, target: Locator, keys: str) -> None:
        """Work a control that only a mouse reaches, and that has keys of its own."""
        self.click(target)

    def fill(self, target: Locator, text: str) -> None:
        """Fill one field in."""
        target.fill(text)
        self.actions.append(f"fill {target}")

    def choose(self, target: Locator, label: str) -> None:
        """Choose from a list."""
        target.select_option(label=label)
        self.actions.append(f"choose {target}")

    def write(self, field: str, text: str) -> None:
        """Write into the rich text field with this name."""
        part = self.page.locator(f"[data-contentpath='{field}']").first
        # A text's editor starts when it comes near the screen.
        part.scroll_into_view_if_needed()
        part.locator("[contenteditable=true]").first.click()
        self.page.keyboard.insert_text(text)
        # The editor hands its text to the form a moment later.
        expect(self.page.locator(f"[name={field}]")).to_have_value(re.compile(re.escape(text)))
        self.actions.append(f"write {field}")

    def fill_date(self, target: Locator, text: str) -> None:
        """Fill a date in and press beside the calendar, which closes it."""
        self.fill(target, text)
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)
        self.page.locator("body").dispatch_event("mousedown")
        expect(calendar).to_have_count(0)

    # -- The admin ----------------------------------------------------------------------------------------------------

    def sign_in(self, username: str) -> None:
        """Go from the login screen to the dashboard."""
        self.page.goto("/admin/")
        self.fill(self.field("Username"), username)
        self.fill(self.field("Password"), PASSWORD)
        self.click(self.page.get_by_role("button", name="Sign in"))
        expect(self.page.locator("#dashboard, main").first).to_be_visible()
        # On a phone the link is there, but out of sight.
        expect(self.page.locator("a[href$='/account/']").first).to_be_attached()

    def task(self, name: str) -> None:
        """Press one of the dashboard's buttons."""
        self.click(self.page.get_by_role("link", name=name, exact=True))

    def menu(self, *names: str) -> None:
        """Open an entry of the menu at the left, through its groups."""
        sidebar = self.page.locator("#wagtail-sidebar")
        for name in names[:-1]:
            self.click(sidebar.get_by_role("button", name=name))
        self.click(sidebar.get_by_role("link", name=names[-1], exact=True))

    def open_page(self, title: str) -> None:
        """Find a page by the search on the dashboard and open its editor."""
        self.fill(self.field("Search term"), title)
        self.page.keyboard.press("Enter")
        self.click(self.page.get_by_role("link", name=title, exact=True).first)
        expect(self.page.locator("#id_title")).to_be_visible()

    def tab(self, name: str) -> None:
        """Open a tab of the editor."""
        self.click(self.page.get_by_role("tab", name=re.compile(f"^{name}")))

    def action(self, name: str) -> None:
        """Choose one of the actions at the foot of the editor: one is a button, the others are behind an arrow."""
        footer = self.page.locator("footer.footer, footer").last
        wanted = footer.get_by_role("button", name=name, exact=True)
        more = footer.get_by_role("button", name="More actions")
        expect(wanted.or_(more).first).to_be_visible()
        if not wanted.is_visible():
            self.click(more)
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def told(self, words: str) -> None:
        """Wait for a message of success."""
        expect(self.page.locator(".messages .success")).to_contain_text(words)

    def view_live(self) -> BeautifulSoup:
        """Follow the message's link to the public page and return what stands there."""
        self.click(self.page.locator(".messages").get_by_role("link", name="View live"))
        expect(self.page.locator("h1")).to_be_visible()
        return BeautifulSoup(self.page.content(), "html.parser")

    def begin(self) -> None:
        """Count from here."""
        self.actions = []

    def took(self, task: str, most: int) -> None:
        """Print how many clicks and fields a task took since `begin`; no more than `most`, what it took before."""
        print(f"{task}: {len(self.actions)} actions (before: {most})")
        assert len(self.actions) <= most, self.actions

    def barriers(self) -> list[str]:
        """What axe finds on the screen, by the rules of WCAG 2.2 A and AA."""
        return axe.staff_violations(self.page)

    # -- What is promised of a task -----------------------------------------------------------------------------------

    def done_within(self, most: int) -> None:
        """Print how many actions the task took, and hold it to a number."""
        print(f"{len(self.actions)} actions, at most {most}")
        assert len(self.actions) <= most, self.actions

    def no_barriers(self) -> None:
        """Hold the screen that is shown to WCAG 2.2 AA, as far as axe can tell, and to the width of the window."""
        found = axe.staff_violations(self.page)
        assert found == [], found
        assert axe.overflow(self.page) == 0

    # -- The public site ----------------------------------------------------------------------------------------------

    def visit(self, path: str) -> BeautifulSoup:
        """Read a public page as anybody, without this person's cookies."""
        return BeautifulSoup(fetch(self.address(path)), "html.parser")

    def address(self, path: str) -> str:
        """Return the full address of a path on this site."""
        return urljoin(self.page.url, path)


class KeyboardDesk(Desk):
    """Somebody who uses no mouse: every control is reached with Tab, and worked with the keys that it knows."""

    MOST_TABS = 250

    def reach(self, target: Locator) -> None:
        """Press Tab until the control has the focus; it is looked up anew each time, as saving redraws a screen."""
        for _press in range(self.MOST_TABS):
            if target.evaluate("element => document.activeElement === element"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with Tab")

    def click(self, target: Locator) -> None:
        """Press Enter on a link or a button, the space bar on a box to tick."""
        self.reach(target)
        self.page.keyboard.press("Space" if target.get_attribute("type") in {"checkbox", "radio"} else "Enter")
        self.actions.append(f"enter {target}")

    def work(self, target: Locator, keys: str) -> None:
        """Press the keys."""
        expect(target).to_be_visible()
        self.page.keyboard.press(keys)
        self.actions.append(f"press {keys}")

    def fill(self, target: Locator, text: str) -> None:
        """Type into a field; into the browser's pickers as their parts stand on the screen."""
        self.reach(target)
        kind = target.get_attribute("type")
        if kind == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        elif kind == "time":
            hour, minute = (int(part) for part in text.split(":"))
            self.page.keyboard.type(f"{hour % 12 or 12:02}{minute:02}{'AM' if hour < 12 else 'PM'}")
        else:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(text)
        self.actions.append(f"type {target}")

    def fill_date(self, target: Locator, text: str) -> None:
        """Type a date; Tab closes the calendar."""
        self.fill(target, text)
        self.page.keyboard.press("Tab")

    def choose(self, target: Locator, label: str) -> None:
        """Type the beginning of an entry of a list."""
        self.reach(target)
        self.page.keyboard.type(label)
        self.actions.append(f"choose {target}")


def fetch(url: str) -> str:
    """Return what a visitor without cookies gets at an address."""
    with urlopen(url, timeout=60) as answer:
        return str(answer.read().decode())


def words(soup: BeautifulSoup, selector: str) -> str:
    """Return the text below a selector on one line."""
    return " ".join(" ".join(part.get_text(" ") for part in soup.select(selector)).split())


def links(soup: BeautifulSoup, selector: str) -> Iterable[str]:
    """Return the addresses below a selector."""
    return [str(link["href"]) for link in soup.select(f"{selector} a[href]")]
