"""One source of truth for the site's address: SITE_URL is carried through at each start, or shouted about."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.checks import run_checks as run_system_checks
from wagtail.models import Site

from core.operations.health.checks import run_checks
from core.seo.audit import audit_site
from core.web.site_address import address_trouble, carry_through, check_site_address, host_and_port, origin
from home.launch.checklist import _server
from home.models import HomePage
from tests.site_cms.servers import WebServer, fetch, manage


@pytest.fixture
def said(home_page: HomePage) -> list[str]:
    """What a start says."""
    return []


def start(settings: Any, said: list[str], site_url: str, *, given: bool = True) -> str:
    """Start with an address; return the one that pages have then."""
    settings.SITE_URL, settings.SITE_URL_GIVEN = site_url, given
    said.clear()
    carry_through(said.append)
    return Site.objects.get(is_default_site=True).root_url


@pytest.mark.parametrize(
    ("url", "written", "kept"),
    [
        ("https://Clinic.Example", "https://clinic.example", ("clinic.example", 443)),
        ("https://clinic.example:443/", "https://clinic.example", ("clinic.example", 443)),
        ("http://clinic.example:80", "http://clinic.example", ("clinic.example", 80)),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("http://[::1]:8000", "http://[::1]:8000", ("[::1]", 8000)),
    ],
)
def test_addresses_are_compared_in_one_spelling(url: str, written: str, kept: tuple[str, int]) -> None:
    assert (origin(url), host_and_port(url)) == (written, kept)


def test_each_change_of_the_address_is_carried_through_and_said(settings: Any, said: list[str]) -> None:
    addresses = [
        "http://localhost:8000",
        "http://clinic.example",
        "https://clinic.example",
        "https://www.clinic.example",
    ]
    before = "http://localhost"
    for address in addresses:
        assert start(settings, said, address) == address
        assert said == [f"The site's address is {address} now; it was {before}"]
        assert start(settings, said, address) == address
        assert said == []
        before = address


def test_an_address_that_nobody_set_follows_a_trial_but_never_replaces_a_public_one(
    settings: Any, said: list[str]
) -> None:
    assert start(settings, said, "http://127.0.0.1:9000", given=False) == "http://127.0.0.1:9000"
    Site.objects.update(hostname="clinic.example", port=443)
    assert start(settings, said, "http://127.0.0.1:8000", given=False) == "https://clinic.example"
    assert "SITE_URL is not set" in said[0]
    assert said[0].startswith("! ")


def test_an_address_that_another_site_has_is_refused_aloud(settings: Any, said: list[str], home_page: HomePage) -> None:
    Site.objects.create(hostname="clinic.example", port=443, root_page=home_page)
    assert start(settings, said, "https://clinic.example") == "http://localhost"
    assert "Another site" in said[0]
    assert "follows SITE_URL" in said[1]


def test_https_at_another_port_is_told_since_wagtail_cannot_say_it(settings: Any, said: list[str]) -> None:
    start(settings, said, "https://clinic.example:8443")
    assert any(line.startswith("! Search engines") for line in said)


def test_what_has_come_apart_is_told_everywhere(settings: Any, home_page: HomePage) -> None:
    """Somebody has changed the address under Settings, Sites."""
    settings.SITE_URL, settings.SITE_URL_GIVEN = "https://clinic.example", True
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.update(hostname="old.example", port=443)
    trouble = address_trouble()
    assert "https://old.example" in trouble
    assert "https://clinic.example" in trouble
    (result,) = [result for result in run_checks() if result.name == "address"]
    assert (result.ok, result.why, result.vital) == (False, trouble, False)
    cache.clear()
    assert any(trouble in str(item.words) for item in _server())
    assert [found.msg for found in check_site_address(None)] == [trouble]
    assert trouble in {found.msg for found in run_system_checks(include_deployment_checks=True)}
    site = Site.objects.get(is_default_site=True)
    assert trouble in {found.message for found in audit_site(site).findings}
    Site.objects.update(hostname="clinic.example", port=443)
    assert address_trouble() == ""
    assert not check_site_address(None)


@pytest.mark.full
def test_a_trial_or_a_backup_that_goes_to_a_domain_is_that_domain_everywhere(
    prepared_site: Callable[..., dict[str, str]],
) -> None:
    """Prepared at http://localhost:8000, started at https://clinic.example."""
    environment = prepared_site(SITE_URL="https://clinic.example")
    launch = "ClinicSettings.objects.update(launched=True, offer_markdown=True)"
    manage(environment, "shell", "-c", f"from core.site.models import ClinicSettings; {launch}")
    assert "https://clinic.example now; it was http://localhost:8000" in manage(environment, "prepare_site")
    headers = {"Host": "clinic.example", "X-Forwarded-Proto": "https"}
    with WebServer(environment) as site:
        home = fetch(site.port, "/", headers=headers)[1]
        soup = BeautifulSoup(home, "html.parser")
        assert soup.find("link", rel="canonical")["href"] == "https://clinic.example/"  # type: ignore[index]
        assert soup.find("meta", property="og:url")["content"] == "https://clinic.example/"  # type: ignore[index]
        graph = json.loads(soup.find("script", type="application/ld+json").get_text())  # type: ignore[union-attr]
        ids = re.findall(r'"@id": ?"([^"]+)"', json.dumps(graph))
        assert ids
        assert all(each.startswith("https://clinic.example/") for each in ids if each.startswith("http"))
        for path in ("/", "/sitemap.xml", "/robots.txt", "/llms.txt", "/news/feed/", "/about/index.md"):
            status, text = fetch(site.port, path, headers=headers)
            assert status == 200, path
            assert "https://clinic.example" in text, path
            assert "localhost" not in text, path
    # Once more, to a name with www.
    environment["SITE_URL"] = "https://www.clinic.example"
    assert "https://www.clinic.example now" in manage(environment, "prepare_site")
    # The tools that only look in leave it alone.
    environment |= {"SITE_URL": "http://127.0.0.1:8000", "SITE_URL_ASSUMED": "true"}
    assert "SITE_URL is not set" in manage(environment, "prepare_site")
