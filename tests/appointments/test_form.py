"""The public form, through HTTP."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from appointments.models import AppointmentRequest, AppointmentSettings, AuditEvent, NoticeRecipient, OutboxMessage
from home.models import ContentPage
from locations.models import LocationPage

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def errors_of(response):
    """Each error as (what the summary says, what stands beside the field), in order."""
    page = soup(response)
    summary = page.select_one("[data-error-summary]")
    pairs = []
    for link in summary.select("a"):
        target = page.select_one(link["href"])
        assert target is not None, f"{link['href']} leads nowhere"
        group = target.find_parent(class_="form__group")
        beside = group.select_one(".form__error").get_text().replace("Error:", "").strip()
        pairs.append((link.get_text(), beside))
    return pairs


def test_a_request_is_stored_confirmed_and_announced(send, client, answers, appointment_settings):
    NoticeRecipient.objects.create(settings=appointment_settings, email="desk@example.com")
    response = send()
    assert response.status_code == 303
    [stored] = AppointmentRequest.objects.all()
    assert stored.full_name == "Pat Doe"
    assert stored.phone == "+19045550123"
    assert stored.email == "pat@example.com"
    assert stored.location.slug == "jacksonville"
    assert stored.days == ["Monday", "Friday"]
    assert stored.times == ["Morning"]
    assert stored.note == "Please call after nine"
    assert stored.consent_contact
    assert not stored.consent_voicemail
    assert stored.consent_wording.contact_text == appointment_settings.consent_contact_text
    assert stored.status == "new"
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["received"]
    assert sorted(OutboxMessage.objects.values_list("kind", flat=True)) == ["patient_received", "staff_new"]
    assert mail.outbox == [], "nothing is sent while the visitor waits"

    for _reload in range(2):
        confirmation = client.get(response["Location"])
        text = soup(confirmation).get_text()
        assert confirmation.status_code == 200
        assert stored.reference in text
        assert "911" in text
        assert "988" in text
        assert "Pat Doe" not in text
        assert confirmation["Cache-Control"] == "no-store, private"
    assert stored.reference not in response["Location"]
    assert len(stored.receipt) >= 22, "128 bits or more"


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(client, appointment_page):
    first, second = client.get(appointment_page.url), client.get(appointment_page.url)
    assert first.status_code == 200
    assert not first.cookies
    assert first.content == second.content
    assert "csrf" not in first.content.decode().lower()
    assert "no-store" not in first.get("Cache-Control", "")


def test_the_notice_about_emergencies_stands_before_the_form(client, appointment_page):
    html = client.get(appointment_page.url).content.decode()
    assert html.index("988") < html.index('<form class="form"')


def test_the_form_leads_to_the_page_on_privacy_while_there_is_one(client, appointment_page):
    path = appointment_page.get_url()
    assert "/privacy/" not in client.get(path).content.decode()
    page = ContentPage(title="Privacy", slug="privacy")
    appointment_page.get_parent().add_child(instance=page)
    form = BeautifulSoup(client.get(path).content, "html.parser").select_one("#request-form")
    assert form.select_one('a[href="/privacy/"]').get_text() == "Privacy"


def test_what_happens_next_is_said_once(client, appointment_page, appointment_settings):
    """The page's own words say it; how soon is added once the clinic has told it."""
    text = soup(client.get(appointment_page.url)).main.get_text(" ")
    assert text.count("find a time") == 1
    appointment_settings.reply_within = "within one working day"
    appointment_settings.save()
    assert "We will contact you within one working day." in soup(client.get(appointment_page.url)).main.get_text(" ")


def test_a_places_own_page_has_chosen_it(client, places):
    page = places[1]
    page.body = (
        [{"type": "appointment_request", "value": {"title": "Come and see us"}}] if hasattr(page, "body") else None
    )
    page.save()
    checked = soup(client.get(page.url)).select('[name="location"][checked]')
    assert [choice["value"] for choice in checked] == ["middleburg"]


def test_an_empty_form_says_what_is_missing_twice_in_the_same_words(send):
    response = send({})
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store, private"
    page = soup(response)
    assert page.title.get_text().startswith("Error: ")
    assert page.select_one("[data-error-summary] h2").get_text() == "There is a problem"
    main = page.select_one("main")
    assert main.get_text().index("There is a problem") < main.get_text().index(page.h1.get_text())
    pairs = errors_of(response)
    assert [said for said, _beside in pairs] == [
        "Enter your full name",
        "Enter a phone number or an e-mail address, so that we can reach you",
        "Choose the location you would like to visit",
        "Say whether you are a new or a returning patient",
    ]
    assert all(said == beside for said, beside in pairs)
    assert not AppointmentRequest.objects.exists()


def test_every_answer_is_kept_when_one_is_wrong(send, answers):
    response = send({**answers, "phone": "12", "email": "no at sign", "note": '<b>hi</b> & "quotes"'})
    page = soup(response)
    assert [said for said, _beside in errors_of(response)] == [
        "Enter a phone number with its area code, like 904-555-0123",
        "Enter an e-mail address in the right format, like name@example.com",
    ]
    assert page.select_one('[name="full_name"]')["value"] == "Pat Doe"
    assert page.select_one('[name="phone"]')["value"] == "12"
    assert page.select_one('[name="email"]')["value"] == "no at sign"
    assert page.select_one('[name="note"]').get_text().strip() == '<b>hi</b> & "quotes"'
    assert "<b>hi</b>" not in response.content.decode()
    assert {box["value"] for box in page.select('[name="days"][checked]')} == {"monday", "friday"}
    assert page.select_one('[name="location"][checked]')["value"] == "jacksonville"
    assert page.select_one('[name="consent_contact"]').has_attr("checked")
    assert page.select_one('[name="phone"]')["aria-invalid"] == "true"
    described = page.select_one('[name="phone"]')["aria-describedby"].split()
    assert all(page.find(id=name) for name in described)
    assert len(described) == 2, "hint and error"


def test_no_consent_box_is_ticked_and_none_is_needed(client, send, answers, appointment_page):
    page = soup(client.get(appointment_page.url))
    assert not page.select('[type="checkbox"][checked]')
    del answers["consent_contact"]
    assert send(answers).status_code == 303
    assert not AppointmentRequest.objects.get().consent_contact


@pytest.mark.parametrize(
    "typed",
    ["9045550123", "904.555.0123", "+1 904 555 0123", "1-904-555-0123", " (904)555-0123 ", "904 555 0123 ext 7"],
)
def test_any_format_of_a_phone_number_is_taken(send, answers, typed):
    assert send({**answers, "phone": typed}).status_code == 303
    assert AppointmentRequest.objects.get().phone.startswith("+19045550123")


@pytest.mark.parametrize(("phone", "email"), [("904-555-0123", ""), ("", "pat@example.com")])
def test_one_way_to_reach_the_patient_is_enough(send, answers, phone, email):
    assert send({**answers, "phone": phone, "email": email}).status_code == 303


def test_a_likely_slip_in_an_address_is_asked_about_once(send, answers):
    typed = {**answers, "email": "pat@gmial.com"}
    response = send(typed)
    assert response.status_code == 422
    assert errors_of(response)[0][0] == "Did you mean pat@gmail.com? Change the address, or send it again as it is"
    asked = soup(response).select_one('[name="email_confirmed"]')["value"]
    assert send({**typed, "email_confirmed": asked}).status_code == 303
    assert AppointmentRequest.objects.get().email == "pat@gmial.com"


@pytest.mark.parametrize(
    "name",
    [
        "José Ñúñez",
        "محمد عبد الله",
        "李小龙",
        "O'Brien-Łuk",
        "Пётр Иванов",
        "Pat 😀 Doe",
        "דוד בן־גוריון",
        "X Æ A-12",
        "Ng",
    ],
)
def test_every_name_is_taken_as_it_is(send, answers, name):
    assert send({**answers, "full_name": name}).status_code == 303
    assert AppointmentRequest.objects.get().full_name == name


def test_text_fields_have_what_browsers_need_to_fill_them(client, appointment_page):
    page = soup(client.get(appointment_page.url))
    assert page.select_one('[name="full_name"]')["autocomplete"] == "name"
    assert page.select_one('[name="phone"]')["autocomplete"] == "tel"
    assert page.select_one('[name="phone"]')["type"] == "tel"
    assert page.select_one('[name="email"]')["autocomplete"] == "email"
    assert page.select_one("form.form").has_attr("novalidate")
    for control in page.select("form.form input:not([type=hidden]), form.form select, form.form textarea"):
        assert page.select_one(f'label[for="{control["id"]}"]'), control["name"]


def test_the_wording_the_visitor_saw_is_kept_after_it_changes(send, client, answers, appointment_page):
    seen = soup(client.get(appointment_page.url)).select_one('[name="wording"]')["value"]
    row = AppointmentSettings.load()
    old = row.consent_contact_text
    row.consent_contact_text = "New words"
    row.save()
    assert send({**answers, "wording": seen}).status_code == 303
    assert AppointmentRequest.objects.get().consent_wording.contact_text == old


def test_a_wording_that_is_not_ours_is_shown_anew(send, answers):
    response = send({**answers, "wording": "f" * 64})
    assert response.status_code == 422
    assert "wording" in soup(response).select_one("[data-error-summary]").get_text()
    fresh = soup(response).select_one('[name="wording"]')["value"]
    assert send({**answers, "wording": fresh}).status_code == 303


def test_an_unknown_confirmation_says_so(client, appointment_page):
    response = client.get("/appointments/received/not-a-receipt/")
    assert response.status_code == 410
    assert "no longer here" in response.content.decode()


def test_the_address_of_the_form_leads_to_the_page(client, appointment_page):
    response = client.get("/appointments/request/")
    assert response.status_code == 302
    assert response["Location"].endswith("/request-an-appointment/")


def test_references_are_random_and_readable(make_request):
    references = {make_request().reference for _number in range(50)}
    assert len(references) == 50
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", reference) for reference in references)


def test_a_request_does_not_make_cached_pages_stale():
    from core.web.page_cache.writes import shows, unshown_tables

    ours = {
        *("appointmentrequest", "auditevent", "outboxmessage", "consentwording"),
        *("requestnote", "noticerecipient", "stafflimit", "stafflimit_locations"),
    }
    assert {f"appointments_{name}" for name in ours} | {"web_ratelimit", "operations_scheduledjob"} <= unshown_tables()
    assert shows("UPDATE appointments_appointmentsettings SET reply_within = %s"), "the form shows these"


def test_many_places_are_a_list_to_choose_from(send, client, answers, appointment_page):
    """Above a dozen; a place's own page then says its own instead of asking."""
    index = LocationPage.objects.get(slug="jacksonville").get_parent()
    for number in range(13):
        index.add_child(instance=LocationPage(title=f"Place <{number}>", slug=f"place-{number}"))
    page = soup(client.get(appointment_page.get_url()))
    assert not page.select('input[name="location"]')
    options = page.select('select[name="location"] option')
    assert [options[0]["value"], options[1]["value"], options[-1]["value"]] == ["", "jacksonville", "place-12"]
    assert options[-1].get_text() == "Place <12>"

    own = soup(client.get(LocationPage.objects.get(slug="jacksonville").get_url())).select_one("#request-form")
    assert [(field["type"], field["value"]) for field in own.select('[name="location"]')] == [
        ("hidden", "jacksonville")
    ]
    assert "Your request is for Jacksonville." in own.get_text()

    refused = send({**answers, "location": ""})
    assert errors_of(refused) == [("Choose the location you would like to visit",) * 2]
    kept = soup(send({**answers, "full_name": "", "location": "place-7"})).select("option[selected]")
    assert [option["value"] for option in kept if option["value"].startswith("place")] == ["place-7"]
    assert send({**answers, "location": "place-7"}).status_code == 303
    assert AppointmentRequest.objects.get().location.slug == "place-7"
