"""Somebody of the clinic's staff at a computer: signs in, clicks, fills in; what they did is counted."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin
from urllib.request import urlopen

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

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
        expect(self.page.get_by_role("link", name="Account").first).to_be_attached()

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
        """Choose one of the actions at the foot of the editor."""
        footer = self.page.locator("footer.footer, footer").last
        self.click(footer.get_by_role("button", name="More actions"))
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def told(self, words: str) -> None:
        """Wait for a message of success."""
        expect(self.page.locator(".messages .success")).to_contain_text(words)

    def view_live(self) -> BeautifulSoup:
        """Follow the message's link to the public page and return what stands there."""
        self.click(self.page.locator(".messages").get_by_role("link", name="View live"))
        expect(self.page.locator("h1")).to_be_visible()
        return BeautifulSoup(self.page.content(), "html.parser")

    # -- The public site ----------------------------------------------------------------------------------------------

    def visit(self, path: str) -> BeautifulSoup:
        """Read a public page as anybody, without this person's cookies."""
        return BeautifulSoup(fetch(self.address(path)), "html.parser")

    def address(self, path: str) -> str:
        """Return the full address of a path on this site."""
        return urljoin(self.page.url, path)


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
