"""In a real browser: taps and views are told to this site alone, without a cookie; charts can be read by everybody."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from core.analytics.counter import counter
from core.analytics.models import OriginCount, PageCount
from core.site.models import ClinicSettings
from home.models import ContentPage
from locations.models import LocationIndexPage, LocationPage
from tests.admin_screens import log_in
from tests.browser import axe
from tests.core.analytics.conftest import LAPTOP, sums_of
from tests.pages import add_page, make_home

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
IGNORE_LINKS = "addEventListener('click', event => event.preventDefault())"  # the tap counts, no dialer opens


def tab(chromium: "Browser", live_server: Any, **options: Any) -> Any:
    """A tab on this site, and what it sends."""
    context = chromium.new_context(base_url=live_server.url, **options)
    page = context.new_page()
    page.sent = []
    page.on("request", lambda request: page.sent.append(request))
    return page


def test_a_tap_and_a_view_are_told_without_a_word_about_who(
    chromium: "Browser", live_server: Any, settings: Any
) -> None:
    counter.__init__()  # type: ignore[misc]
    settings.COUNT_VISITS = "beacon"
    home = make_home()
    index = add_page(home, LocationIndexPage, "Locations")
    address = {"street_address": "1 Main St", "city": "Town", "state": "FL", "postal_code": "32003"}
    place = add_page(index, LocationPage, "Place", phone="+19045550123", email="desk@example.org", **address)
    clinic = ClinicSettings.for_site(home.get_site())
    clinic.phone = "+19045550123"
    clinic.save()
    page = tab(chromium, live_server, user_agent=LAPTOP)
    page.add_init_script(IGNORE_LINKS)
    with page.expect_request("**/count/view"):
        page.goto(f"{place.get_url()}?utm_source=leaflet")
    main = page.locator("main")
    for selector, name in (
        ("a[href^='tel:+']", "tel:"), ("a[href^='mailto:']", "mailto:"), ("[data-tap]", "directions"),
    ):  # fmt: skip
        with page.expect_response(f"**/count/{name}") as answer:
            main.locator(selector).first.click()
        assert answer.value.status == 204
    told = [request for request in page.sent if "/count/" in request.url]
    assert all(request.url.startswith(live_server.url) for request in page.sent)
    assert [request.post_data or "" for request in told] == [""] * len(told)
    assert page.context.cookies() == []
    page.context.close()
    wanted = {"views": 1, "entries": 1, "phone_taps": 1, "email_taps": 1, "directions_taps": 1}
    assert sums_of(place.pk) == wanted


def test_report_and_editor_have_no_findings_of_axe(chromium: "Browser", live_server: Any, client: Client) -> None:
    home = make_home()
    about = add_page(home, ContentPage, "About")
    for back in range(20):
        day = timezone.localdate() - timedelta(days=back)
        for page_id in (0, about.pk):
            PageCount.objects.create(day=day, page_id=page_id, views=50 + back, entries=back, requests=1, phone_taps=2)
            OriginCount.objects.create(day=day, kind="source", page_id=page_id, label="google.com", entries=back)
    log_in(client, superuser=True)
    name = django_settings.SESSION_COOKIE_NAME
    faults = []
    for width in (390, 1280):
        page = tab(chromium, live_server, viewport={"width": width, "height": 900}, bypass_csp=True)
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page.goto("/admin/reports/visits/")
        page.evaluate(axe.source())
        for address, part in (("", "main"), (f"/admin/pages/{about.pk}/edit/#tab-visits", "#tab-visits")):
            if address:
                page.goto(address)
                page.locator(part).wait_for()
                page.evaluate(axe.source())
            found = page.evaluate("part => axe.run(document.querySelector(part))", part)
            faults += [f"{part} {width}: {each['id']} {each['nodes'][0]['html'][:150]}" for each in found["violations"]]
        assert axe.overflow(page) == 0
        page.context.close()
    assert faults == []
