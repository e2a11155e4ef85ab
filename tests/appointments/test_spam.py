"""Floods are slowed down, suspects are set aside for a person to decide; nothing is dropped in silence."""

import base64
import hashlib
import json

import pytest

from appointments import proof_of_work
from appointments.models import AppointmentRequest, AuditEvent, NoticeRecipient, OutboxMessage
from core.web.models import RateLimit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_start_of_a_window")]


def person(answers, number):
    return {**answers, "full_name": f"Person {number}", "phone": f"904-555-{1000 + number}", "email": ""}


def test_a_flood_from_one_address_is_refused_with_a_time_to_come_back(send, answers):
    responses = [send(person(answers, number)) for number in range(60)]
    taken = [response for response in responses if response.status_code == 303]
    refused = [response for response in responses if response.status_code == 429]
    assert len(taken) == AppointmentRequest.objects.count() <= 20
    assert len(taken) + len(refused) == 60
    assert all(1 <= int(response["Retry-After"]) <= 3600 for response in refused)
    assert 'value="Person 59"' in responses[-1].content.decode(), "what was typed is still there"


def test_forwarded_headers_are_no_way_round(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "2/3600"
    names = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP", "CF-Connecting-IP")
    codes = [
        send(
            person(answers, number), headers={"Sec-Fetch-Site": "same-origin", name: f"198.51.100.{number}"}
        ).status_code
        for number, name in enumerate(names)
    ]
    assert codes.count(303) == 2


def test_other_addresses_are_not_held_up_and_one_ipv6_customer_is_one(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "1/3600"
    assert send(person(answers, 1), REMOTE_ADDR="2001:db8:1:2::1").status_code == 303
    assert send(person(answers, 2), REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert send(person(answers, 3), REMOTE_ADDR="2001:db8:1:3::1").status_code == 303
    assert send(person(answers, 4), REMOTE_ADDR="203.0.113.7").status_code == 303


def test_one_contact_is_limited_whatever_the_address(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_CONTACT = "2/86400"
    codes = [
        send({**answers, "full_name": f"Name {number}", "phone": ""}, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(4)
    ]
    assert codes == [303, 303, 429, 429]


def test_a_refused_request_leaves_no_count_behind(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_CONTACT = "1/86400"
    send(answers)
    before = sorted(RateLimit.objects.values_list("key", "count"))
    assert send({**answers, "full_name": "Another"}).status_code == 429
    assert sorted(RateLimit.objects.values_list("key", "count")) == before


def test_wrong_answers_do_not_use_up_the_limit(send, answers, settings):
    settings.APPOINTMENTS_LIMIT_PER_ADDRESS = "1/3600"
    for _slip in range(5):
        send({**answers, "phone": "1", "email": ""})
    assert send(answers).status_code == 303


def test_no_address_is_stored(send, answers):
    send(answers, REMOTE_ADDR="203.0.113.77")
    assert all("203.0.113" not in str(vars(row)) for row in RateLimit.objects.all())


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"website": "https://spam.example"}, "trap"),
        ({"note": "Best SEO and backlinks for your site"}, "pitch"),
        ({"note": "see http://a.example and http://b.example"}, "many_links"),
        ({"full_name": "www.win.example"}, "link_in_name"),
        ({"note": '<a href="x">cheap</a>'}, "markup"),
    ],
)
def test_suspects_are_confirmed_stored_and_set_aside(send, answers, appointment_settings, changed, sign):
    NoticeRecipient.objects.create(settings=appointment_settings, email="desk@example.com")
    response = send({**answers, **changed})
    assert response.status_code == 303, "the sender is answered like everybody"
    request = AppointmentRequest.objects.get()
    assert request.status == "spam"
    assert sign in request.suspicions
    assert [message.kind for message in OutboxMessage.objects.all()] == ["staff_suspect"]
    assert AuditEvent.objects.filter(action="set_aside").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"note": "My website at work is www.example.com if you need the insurance form"},
        {"full_name": "Сергей Бок"},
        {"note": "Bitte rufen Sie nach 17 Uhr an"},
        {"elapsed": "1"},
        {"elapsed": "not a number"},
        {"note": "I do search engine work, mornings are bad"},
    ],
)
def test_honest_requests_are_not_set_aside(send, answers, changed):
    send({**answers, **changed})
    assert AppointmentRequest.objects.get().status == "new"


def test_a_released_suspect_becomes_a_request_like_any_other(send, answers, appointment_settings, admin_client):
    NoticeRecipient.objects.create(settings=appointment_settings, email="desk@example.com")
    send({**answers, "website": "filled by a password manager"})
    request = AppointmentRequest.objects.get()
    listed = admin_client.get("/admin/appointment-requests/?status=spam").content.decode()
    assert request.reference in listed
    assert "1 possible spam request to check" in listed
    admin_client.post(f"/admin/appointment-requests/{request.pk}/update/", {"status": "new", "assignee": ""})
    request.refresh_from_db()
    assert request.status == "new"
    assert request.closed_at is None
    kinds = sorted(OutboxMessage.objects.values_list("kind", flat=True))
    assert kinds == ["patient_received", "staff_new", "staff_suspect"]
    assert AuditEvent.objects.filter(action="released", request_id=request.pk).exists()


# -- Proof of work ----------------------------------------------------------------------------------------------------
def solve(challenge):
    number = next(
        number
        for number in range(challenge["maxnumber"] + 1)
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]
    )
    return base64.b64encode(json.dumps({**challenge, "number": number}).encode()).decode()


def test_no_challenge_while_it_is_switched_off(client, appointment_page):
    assert client.get("/appointments/challenge/").status_code == 204
    assert "data-challenge" not in client.get(appointment_page.url).content.decode()


def test_with_proof_of_work_on_a_solution_counts_once(client, send, answers, appointment_settings, appointment_page):
    appointment_settings.require_proof_of_work = True
    appointment_settings.save()
    assert 'data-challenge="/appointments/challenge/"' in client.get(appointment_page.url).content.decode()
    response = client.get("/appointments/challenge/")
    assert response["Cache-Control"] == "no-store, private"
    proof = solve(response.json())
    send({**person(answers, 1), "proof": proof})
    send({**person(answers, 2), "proof": proof})
    send(person(answers, 3))
    found = {request.full_name: request.status for request in AppointmentRequest.objects.all()}
    assert found == {"Person 1": "new", "Person 2": "spam", "Person 3": "spam"}


def test_forged_and_old_solutions_are_refused(db, monkeypatch):
    challenge = proof_of_work.new_challenge()
    good = json.loads(base64.b64decode(solve(challenge)))

    def encoded(**changed):
        return base64.b64encode(json.dumps({**good, **changed}).encode()).decode()

    assert not proof_of_work.is_solved("")
    assert not proof_of_work.is_solved("%%%")
    assert not proof_of_work.is_solved(base64.b64encode(b"[1]").decode())
    assert not proof_of_work.is_solved(base64.b64encode(b"[" * 5000).decode())
    assert not proof_of_work.is_solved(encoded(number=good["number"] + 1))
    assert not proof_of_work.is_solved(encoded(signature="0" * 64))
    assert not proof_of_work.is_solved(encoded(salt=good["salt"].replace("expires=", "expires=9")))
    assert not proof_of_work.is_solved(encoded(salt=good["salt"].rstrip("&")))
    assert not proof_of_work.is_solved(encoded(salt=5))
    with monkeypatch.context() as later:
        later.setattr(proof_of_work.time, "time", lambda: 4e9)
        assert not proof_of_work.is_solved(encoded())
    assert proof_of_work.is_solved(encoded())
    assert not proof_of_work.is_solved(encoded())


def test_digits_of_the_solution_do_not_lengthen_its_life(db, monkeypatch):
    """Salt and number are hashed as one text: without a mark between them, digits could move from one to the other."""
    monkeypatch.setattr(proof_of_work.secrets, "randbelow", lambda most: 12344)
    good = json.loads(base64.b64decode(solve(proof_of_work.new_challenge())))
    assert good["number"] == 12345
    for moved in range(1, 5):
        forged = {**good, "salt": good["salt"] + "12345"[:moved], "number": int("12345"[moved:])}
        assert not proof_of_work.is_solved(base64.b64encode(json.dumps(forged).encode()).decode()), moved
