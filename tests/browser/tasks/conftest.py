"""A small clinic to work on, and a desk; a screen that a task failed on is kept as a picture."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from appointments.models import AppointmentPage, AppointmentSettings
from core.editorial.roles import MARKETING_EDITOR
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage
from news.models import NewsIndexPage
from search import lexicon, limits
from tests.browser.tasks.desk import Desk, KeyboardDesk, make_staff
from tests.pages import add_page, make_home
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

FAILED = Path(__file__).resolve().parents[3] / "var" / "failed"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """Photograph the screens that a task failed on: var/failed/<test>-<person>.png."""
    outcome: Any = yield
    room = getattr(item, "funcargs", {}).get("sit_down")
    if call.when == "call" and call.excinfo is not None and room is not None:
        FAILED.mkdir(parents=True, exist_ok=True)
        for number, desk in enumerate(room.desks):
            file = FAILED / f"{item.name}-{number}.png"
            desk.page.screenshot(path=str(file))
            outcome.get_result().sections.append(("screen", str(file)))


class Room:
    """Where people sit down, each at a desk (1280 pixels wide and with a mouse, if nothing else is said)."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium = chromium
        self._address = address
        self.desks: list[Desk] = []

    def __call__(self, width: int = 1280, hands: type[Desk] = Desk) -> Desk:
        """Give one more person a desk, with a browser of their own."""
        size: Any = {"width": width, "height": 900}
        context = self._chromium.new_context(
            base_url=self._address, viewport=size, reduced_motion="reduce", locale="en-US"
        )
        self.desks.append(hands(context.new_page()))
        return self.desks[-1]

    def close(self) -> None:
        """Send everybody home."""
        for desk in self.desks:
            print(f"{len(desk.actions)} actions")
            desk.page.context.close()


@pytest.fixture
def clinic(transactional_db: None) -> HomePage:
    """A live site of eleven pages, and one login of marketing: maria."""
    lexicon.forget()
    limits.forget()
    home = make_home()
    add_page(home, TherapyPage, "Ketamine therapy", slug="therapy", introduction="How it works.", show_in_menus=True)
    conditions = add_page(home, ConditionIndexPage, "Conditions", show_in_menus=True)
    add_page(conditions, ConditionPage, "Migraine", introduction="Attacks of headache.")
    places = add_page(home, LocationIndexPage, "Locations", show_in_menus=True)
    add_page(places, LocationPage, "Jacksonville", city="Jacksonville", postal_code="32256", phone="+19045550123")
    add_page(home, ContentPage, "About us", introduction="Who we are.", show_in_menus=True)
    add_page(home, ContentPage, "Cost and insurance", introduction="What a visit costs.")
    add_page(places, ClinicianPage, "Dr. Tilak")
    add_page(home, NewsIndexPage, "News", show_in_menus=True)
    add_page(home, AppointmentPage, "Request an appointment")
    AppointmentSettings.load()
    settings = ClinicSettings.for_site(home.get_site())
    settings.name, settings.launched = "Clinic of the tests", True
    settings.save()
    make_staff(MARKETING_EDITOR, "maria")
    return home


@pytest.fixture
def sit_down(chromium: Browser, live_server: Any) -> Iterator[Room]:
    """A room: called, it gives one more person a desk."""
    room = Room(chromium, live_server.url)
    yield room
    room.close()


# Mouse and keyboard, a computer's screen and a phone's. What goes with the keyboard on a phone's screen, where the most
# can be in the way, is tried always; all four in the full run.
WAYS = [
    pytest.param((390, KeyboardDesk), id="keyboard-390"),
    pytest.param((1280, Desk), id="mouse-1280", marks=pytest.mark.full),
    pytest.param((390, Desk), id="mouse-390", marks=pytest.mark.full),
    pytest.param((1280, KeyboardDesk), id="keyboard-1280", marks=pytest.mark.full),
]


@pytest.fixture(params=WAYS)
def any_desk(request: pytest.FixtureRequest, clinic: HomePage, sit_down: Room) -> Desk:
    """A desk of each kind, at which nobody has signed in yet."""
    width, hands = request.param
    return sit_down(width, hands)


@pytest.fixture
def maria(any_desk: Desk) -> Desk:
    """Maria of marketing at a desk of each kind, signed in."""
    any_desk.sign_in("maria")
    any_desk.begin()
    return any_desk


@pytest.fixture
def desk(clinic: HomePage, sit_down: Callable[[], Desk]) -> Desk:
    """Maria of marketing at her desk, signed in."""
    maria = sit_down()
    maria.sign_in("maria")
    return maria
