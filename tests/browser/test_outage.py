"""A visitor sends the form while the database is away: one press once it is back, and the request is there, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.site_cms.bad_network import Wire
from tests.site_cms.conftest import prepared_folder, static_root
from tests.site_cms.servers import WebServer, manage, production_environment

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.full]

__all__ = ["prepared_folder", "static_root"]

PHONE = "+19045550100"
CLINIC = f"""
from core.site.models import ClinicSettings
from wagtail.models import Site

clinic = ClinicSettings.for_site(Site.objects.get(is_default_site=True))
clinic.phone = "{PHONE}"
clinic.save()
"""
FORM = "/request-an-appointment/"


class Site(NamedTuple):
    """A site in production, its address, and the wire to its database."""

    address: str
    wire: Wire
    database: str

    def count(self) -> int:
        """How many requests are stored."""
        with psycopg.connect(self.database) as server:
            return server.execute("SELECT count(*) FROM appointments_appointmentrequest").fetchone()[0]


@pytest.fixture
def site(tmp_path: Path, static_root: str, postgres_url: str) -> Iterator[Site]:
    parts = urlsplit(postgres_url)
    wire = Wire(parts.hostname or "127.0.0.1", parts.port or 5432)
    environment = production_environment(tmp_path, DATABASE_URL=postgres_url, STATIC_ROOT=static_root)
    manage(environment, "prepare_site", "--no-static")
    manage(environment, "shell", "-v0", "-c", CLINIC)
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{wire.port}").geturl()
    with WebServer({**environment, "DATABASE_URL": through}) as server:
        yield Site(f"http://localhost:{server.port}", wire, postgres_url)


@contextmanager
def visitor(chromium: Browser, site: Site, *, with_script: bool) -> Iterator[Page]:
    """A tab on a phone; whatever the page complains about fails the test."""
    context = chromium.new_context(
        base_url=site.address, viewport={"width": 360, "height": 740}, java_script_enabled=with_script
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert context.cookies() == []
    context.close()
    assert complaints == []


def fill(page: Page, name: str) -> None:
    page.goto(FORM)
    page.get_by_label("Full name").fill(f'{name} "O\'Doe" <pat>')
    page.get_by_role("textbox", name="Phone number").fill("904 555 0123")
    page.get_by_role("radio", name="Jacksonville").check()
    page.get_by_label("I am a new patient").check()
    page.get_by_text("Days, times and your reason").click()  # folded, since nobody has to say
    page.get_by_label("Wednesday").check()


def expect_kept(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("The request was not sent")
    expect(page.get_by_role("main").get_by_role("link")).to_have_attribute("href", f"tel:{PHONE}")


def confirmed(page: Page) -> str:
    page.wait_for_url("**/appointments/received/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your request")
    return page.locator(".confirmation__reference").inner_text()


def test_one_press_once_the_database_is_back(chromium: Browser, site: Site) -> None:
    for stored, with_script in enumerate((True, False), start=1):
        with visitor(chromium, site, with_script=with_script) as page:
            fill(page, f"Visitor {stored}")
            site.wire.fail("refuse")
            page.get_by_role("button", name="Send request").click()
            expect_kept(page)
            if with_script:  # axe is one
                assert violations(page) == []
            page.get_by_role("button", name="Send again").click()
            expect_kept(page)
            site.wire.mend()
            page.get_by_role("button", name="Send again").dblclick()
            reference = confirmed(page)
            assert site.count() == stored
            # The confirmation asked for while the database is away: it does not say that nothing was saved.
            site.wire.fail("refuse")
            page.reload()
            expect(page.get_by_role("heading", level=1)).to_have_text("Your confirmation cannot be shown right now")
            site.wire.mend()
            page.reload()
            assert confirmed(page) == reference
