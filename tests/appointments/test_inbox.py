"""The inbox: who may do what, and what each thing leaves in the audit log."""

import io
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from appointments.models import AppointmentRequest, AuditEvent, OutboxMessage, StaffLimit
from core.operations.models import ScheduledJob
from tests.appointments.conftest import member

pytestmark = pytest.mark.django_db

INBOX = "/admin/appointment-requests/"


@pytest.fixture
def manager(log_in):
    return log_in("Front desk managers")


def actions(**filters):
    return list(AuditEvent.objects.filter(**filters).order_by("id").values_list("action", flat=True))


# -- Rights -----------------------------------------------------------------------------------------------------------
def paths(request):
    one = f"{INBOX}{request.pk}/"
    return {
        "read": [("get", INBOX), ("post", INBOX), ("get", one), ("get", f"{INBOX}notices/")],
        "work": [("post", f"{one}update/"), ("post", f"{one}note/"), ("post", f"{INBOX}bulk/")],
        "manage": [
            ("post", f"{INBOX}export/"),
            ("post", f"{one}hand-over/"),
            ("get", f"{one}erase/"),
            ("post", f"{one}erase/"),
            ("get", f"{INBOX}audit/"),
            ("get", f"{INBOX}staff/"),
            ("post", f"{INBOX}staff/"),
            ("get", "/admin/settings/appointments/appointmentsettings/1/"),
        ],
    }


DATA = {"query": "Canary", "status": "closed", "text": "x", "format": "csv", "action": "closed", "user": "1"}


def refused(client, method, path):
    response = getattr(client, method)(path, DATA if method == "post" else {}, follow=True)
    return (
        bool(response.redirect_chain)
        and response.redirect_chain[0][0].split("?")[0] in ("/admin/", "/admin/login/")
        and "Canary" not in response.content.decode()
    )


@pytest.mark.parametrize("groups", [("Editors",), ("Moderators",), ("Marketing editors",), ()])
def test_nobody_outside_the_front_desk_sees_or_does_anything(log_in, make_request, groups):
    request = make_request(full_name="Canary Name")
    client = log_in(*groups)
    access = Permission.objects.get(codename="access_admin")
    User.objects.get().user_permissions.add(access)
    for kind in paths(request).values():
        for method, path in kind:
            assert refused(client, method, path), (method, path)
    home = client.get("/admin/").content.decode()
    assert "appointment-requests" not in home
    assert "Canary" not in home
    assert AppointmentRequest.objects.get().status == "new"
    assert actions() == []


def test_visitors_without_a_login_are_sent_to_it(client, make_request):
    request = make_request(full_name="Canary Name")
    for kind in paths(request).values():
        for method, path in kind:
            assert refused(client, method, path), (method, path)


def test_who_manages_users_sees_no_request(log_in, make_request):
    request = make_request(full_name="Canary Name")
    client = log_in()
    user = User.objects.get()
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=["auth", "wagtailadmin", "wagtailcore"])
    )
    assert refused(client, "get", f"{INBOX}{request.pk}/")
    assert "Canary" not in client.get("/admin/users/").content.decode()


def test_the_front_desk_reads_and_works_but_takes_nothing_out(desk, make_request):
    request = make_request(full_name="Canary Name")
    for method, path in paths(request)["manage"]:
        assert refused(desk, method, path), (method, path)
    page = desk.get(f"{INBOX}{request.pk}/").content.decode()
    assert "Canary Name" in page
    assert "Download everything" not in page
    assert "Erase" not in page
    assert "Export" not in desk.get(INBOX).content.decode()
    assert AppointmentRequest.objects.count() == 1


def test_the_front_desk_edits_no_page(desk, home_page):
    assert desk.get(f"/admin/pages/{home_page.pk}/edit/").status_code == 302
    assert "Pages" not in desk.get("/admin/").content.decode()


def test_requests_are_in_none_of_wagtails_generic_places(admin_client, make_request):
    from wagtail.models import ReferenceIndex, Revision
    from wagtail.search.models import IndexEntry
    from wagtail.snippets.models import get_snippet_models

    request = make_request(full_name="Canary Name")
    assert not [model for model in get_snippet_models() if model._meta.app_label == "appointments"]
    ours = {"appointmentrequest", "requestnote", "outboxmessage", "auditevent"}
    for model in (ReferenceIndex, Revision, IndexEntry):
        assert not model.objects.filter(content_type__app_label="appointments", content_type__model__in=ours).exists()
    for address in ("/admin/forms/", "/admin/snippets/", "/admin/reports/site-history/"):
        assert request.reference not in admin_client.get(address).content.decode()


# -- Locations --------------------------------------------------------------------------------------------------------
def test_a_limited_person_sees_only_their_locations(desk, places, make_request):
    here = make_request(full_name="Here Person", location=places[0], location_name="Jacksonville")
    there = make_request(full_name="There Person", location=places[1], location_name="Middleburg")
    nowhere = make_request(full_name="Nowhere Person", location=None, location_name="")
    limit = StaffLimit.objects.create(user=User.objects.get(username="front-desk"))
    limit.locations.set([places[0]])

    listed = desk.get(INBOX).content.decode()
    assert "Here Person" in listed
    assert "There Person" not in listed
    assert "Nowhere Person" not in listed
    assert "Middleburg" not in listed
    assert desk.get(f"{INBOX}{here.pk}/").status_code == 200
    for hidden in (there, nowhere):
        assert desk.get(f"{INBOX}{hidden.pk}/").status_code == 404
        assert desk.post(f"{INBOX}{hidden.pk}/update/", {"status": "closed"}).status_code == 404
        assert desk.post(f"{INBOX}{hidden.pk}/note/", {"text": "x"}).status_code == 404
        desk.post(f"{INBOX}bulk/", {"action": "closed", "chosen": [str(hidden.pk)]})
        assert hidden.reference not in desk.post(INBOX, {"query": hidden.reference}).content.decode().replace(
            f'value="{hidden.reference}"', ""
        )
    assert set(AppointmentRequest.objects.values_list("status", flat=True)) == {"new"}
    assert "Requests (1 new)" in desk.get("/admin/").content.decode()

    places[0].delete()
    assert "Here Person" not in desk.get(INBOX).content.decode(), "a lost location must not open the others"


def test_a_manager_limits_and_frees_a_person(manager, places):
    person = member("Front desk")
    assert person.username in manager.get(f"{INBOX}staff/").content.decode()
    manager.post(f"{INBOX}staff/", {"user": person.pk, "limited": "on", "locations": [places[1].pk, "x", "999"]})
    assert list(StaffLimit.objects.get(user=person).locations.all()) == [places[1]]
    manager.post(f"{INBOX}staff/", {"user": person.pk, "locations": [places[1].pk]})
    assert not StaffLimit.objects.exists()
    assert actions() == ["access", "access"]
    assert manager.post(f"{INBOX}staff/", {"user": "x"}).status_code == 404


# -- The list ---------------------------------------------------------------------------------------------------------
def test_the_list_shows_names_and_no_health_data(desk, make_request):
    make_request(full_name="Ana López", condition="Fibromyalgia", note="secret note")
    page = desk.get(INBOX).content.decode()
    assert "Ana López" in page
    assert "Fibromyalgia" not in page
    assert "secret note" not in page
    assert actions() == ["listed"]


def test_filters_and_their_nonsense(desk, places, make_request):
    me = User.objects.get(username="front-desk")
    mine = make_request(assignee=me, location=places[0])
    closed = make_request(status="closed")
    old = make_request(created_at=timezone.now() - timedelta(days=20))

    def shown(query):
        page = desk.get(f"{INBOX}?{query}").content.decode()
        return {request for request in (mine, closed, old) if request.reference in page}

    assert shown("") == {mine, old}
    assert shown("status=closed") == {closed}
    assert shown("status=all") == {mine, closed, old}
    assert shown("assignee=me") == {mine}
    assert shown("assignee=nobody") == {old}
    assert shown(f"location={places[0].pk}") == {mine}
    assert shown("received=7") == {mine}
    assert shown("status=%27&location=abc&assignee=x&received=9999&p=77") == {mine, old}


@pytest.mark.parametrize(
    "query", ["lopez", "ANA", "ana  lópez", "López Ana", "(904) 555-7777", "9045557777", "Ana@Example.com"]
)
def test_search_finds_by_name_phone_and_address(desk, make_request, query):
    from appointments.submission import contact_key

    wanted = make_request(
        full_name="Ana López",
        phone="+19045557777",
        phone_key=contact_key("phone", "+19045557777"),
        email="ana@example.com",
        email_key=contact_key("email", "ana@example.com"),
    )
    other = make_request(full_name="Bob Roe")
    page = desk.post(INBOX, {"query": query}).content.decode()
    assert wanted.reference in page
    assert other.reference not in page
    event = AuditEvent.objects.get(action="searched")
    assert event.details == {"found": 1, "references": [wanted.reference]}, "what was searched for is not kept"


def test_search_finds_a_reference_in_any_spelling(desk, make_request):
    wanted = make_request()
    for query in (wanted.reference, wanted.reference.lower(), wanted.reference.replace("-", ""), wanted.reference[:5]):
        assert wanted.reference in desk.post(INBOX, {"query": query}).content.decode().split("<tbody>")[1]


@pytest.mark.parametrize("query", ["", "\0", "%", "'\"><script>", "x" * 10_000, "😀", "((((", "+"])
def test_search_survives_anything(desk, make_request, query):
    make_request()
    assert desk.post(INBOX, {"query": query}).status_code == 200


def test_a_search_never_stands_in_an_address(desk, make_request):
    make_request(full_name="Ana López")
    response = desk.post(INBOX, {"query": "Ana"})
    assert response.status_code == 200, "shown at once, not redirected to an address that holds the name"


def test_the_menu_and_the_dashboard_count_what_is_new(desk, make_request):
    for _number in range(3):
        make_request()
    make_request(status="closed")
    page = desk.get("/admin/").content.decode()
    assert "Requests (3 new)" in page
    assert "3 new requests" in page


# -- Working on requests ----------------------------------------------------------------------------------------------
def test_status_assignee_and_notes(desk, make_request):
    request = make_request()
    me = User.objects.get(username="front-desk")
    one = f"{INBOX}{request.pk}/"
    desk.post(f"{one}update/", {"status": "contacted", "assignee": me.pk})
    desk.post(f"{one}note/", {"text": "Left a CANARY voicemail"})
    request.refresh_from_db()
    assert (request.status, request.assignee) == ("contacted", me)
    page = desk.get(one).content.decode()
    assert "Left a CANARY voicemail" in page
    assert actions() == ["status", "assigned", "noted", "viewed"]
    assert AuditEvent.objects.get(action="status").details == {"before": "new", "after": "contacted"}
    assert not any("CANARY" in str(vars(event)) for event in AuditEvent.objects.all())
    desk.post(f"{one}update/", {"status": "closed", "assignee": me.pk})
    request.refresh_from_db()
    assert request.closed_at is not None
    desk.post(f"{one}update/", {"status": "contacted", "assignee": me.pk})
    request.refresh_from_db()
    assert request.closed_at is None, "a reopened request is not purged"


def test_only_the_front_desk_can_be_assigned(desk, make_request):
    request = make_request()
    outsider = member("Editors")
    desk.post(f"{INBOX}{request.pk}/update/", {"status": "new", "assignee": outsider.pk})
    request.refresh_from_db()
    assert request.assignee is None


def test_a_note_that_cannot_be_taken_comes_back(desk, make_request):
    request = make_request()
    response = desk.post(f"{INBOX}{request.pk}/note/", {"text": "y" * 2500})
    assert response.status_code == 422
    assert "y" * 2500 in response.content.decode()
    assert "2000 characters or fewer" in response.content.decode()
    assert not request.notes.exists()


def test_many_at_once(desk, make_request):
    chosen = [make_request() for _number in range(3)]
    other = make_request()
    data = {"action": "scheduled", "chosen": [str(request.pk) for request in chosen]}
    assert "3 requests changed." in desk.post(f"{INBOX}bulk/", data, follow=True).content.decode()
    assert AppointmentRequest.objects.filter(status="scheduled").count() == 3
    desk.post(f"{INBOX}bulk/", {**data, "action": "me"})
    assert AppointmentRequest.objects.filter(assignee__username="front-desk").count() == 3
    other.refresh_from_db()
    assert (other.status, other.assignee) == ("new", None)
    assert actions() == ["status"] * 3 + ["listed"] + ["assigned"] * 3
    for nonsense in ({}, {"action": "closed"}, {"action": "delete", "chosen": [str(other.pk)]}, {"chosen": ["x"]}):
        assert desk.post(f"{INBOX}bulk/", nonsense).status_code == 302
    other.refresh_from_db()
    assert other.status == "new"


def test_a_post_without_the_admins_token_is_refused(make_request):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("Front desk"))
    request = make_request()
    assert client.post(f"{INBOX}{request.pk}/update/", {"status": "closed"}).status_code == 403
    request.refresh_from_db()
    assert request.status == "new"


def test_one_unreadable_request_hides_no_other(desk, make_request):
    good, bad = make_request(full_name="Good Name"), make_request(full_name="Bad Name")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE appointments_appointmentrequest SET full_name = 'x' WHERE reference = %s", [bad.reference]
        )
    page = desk.get(INBOX).content.decode()
    assert "Good Name" in page
    assert "(cannot be read)" in page
    assert good.reference in desk.post(INBOX, {"query": "good"}).content.decode()
    detail = desk.get(f"{INBOX}{bad.pk}/")
    assert detail.status_code == 200
    assert "cannot be read" in detail.content.decode()


# -- Taking out and erasing -------------------------------------------------------------------------------------------
EVIL = ['=cmd|" /C calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "Esc\x1b[31m", "  =1"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_open_and_run_nothing(manager, make_request, kind):
    for value in EVIL:
        make_request(full_name=value, note=value)
    make_request(full_name="Zoë Łuk")
    response = manager.post(f"{INBOX}export/", {"format": kind})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    if kind == "csv":
        import csv

        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(response.content)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == len(EVIL) + 2
    assert "Zoë Łuk" in {row[4] for row in rows}
    for row in rows[1:]:
        for cell in row:
            assert not str(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t"))
            assert "\x1b" not in str(cell)
    event = AuditEvent.objects.get(action="exported")
    assert event.details["count"] == len(EVIL) + 1
    assert len(event.details["references"]) == len(EVIL) + 1


def test_an_export_keeps_to_filters_and_locations(manager, places, make_request):
    make_request(full_name="In", location=places[0])
    make_request(full_name="Out", location=places[1])
    make_request(full_name="Closed", location=places[0], status="closed")
    StaffLimit.objects.create(user=User.objects.get(username="front-desk-managers")).locations.set([places[0]])
    text = manager.post(f"{INBOX}export/", {"format": "csv"}).content.decode()
    assert "In" in text
    assert "Out" not in text
    assert "Closed" not in text
    assert manager.post(f"{INBOX}export/", {"format": "exe"}).status_code == 302
    assert manager.get(f"{INBOX}export/").status_code == 405


def test_everything_held_is_handed_over_once_asked(manager, make_request):
    request = make_request(full_name="Ana López", note="call late", condition="CRPS")
    manager.post(f"{INBOX}{request.pk}/note/", {"text": "called"})
    response = manager.post(f"{INBOX}{request.pk}/hand-over/")
    held = json.loads(response.content)
    assert held["full_name"] == "Ana López"
    assert held["condition"] == "CRPS"
    assert [note["text"] for note in held["staff_notes"]] == ["called"]
    assert held["consent"]["calls_and_texts"]["words"]
    assert actions()[-1] == "exported_one"


def test_erasing_leaves_a_tombstone_and_nothing_else(manager, make_request):
    request = make_request(full_name="Canary Name", location_name="Jacksonville")
    manager.post(f"{INBOX}{request.pk}/note/", {"text": "x"})
    OutboxMessage.objects.create(kind="patient_received", request=request, recipient="a@example.com")
    assert "Yes, erase it" in manager.get(f"{INBOX}{request.pk}/erase/").content.decode()
    assert AppointmentRequest.objects.exists(), "asking erases nothing"
    manager.post(f"{INBOX}{request.pk}/erase/")
    assert not AppointmentRequest.objects.exists()
    assert not OutboxMessage.objects.exists()
    event = AuditEvent.objects.get(action="erased")
    assert (event.reference, event.actor_name, event.location_name) == (
        request.reference,
        "front-desk-managers",
        "Jacksonville",
    )
    assert manager.get(f"{INBOX}{request.pk}/").status_code == 404
    assert request.reference in manager.get(f"{INBOX}audit/?reference={request.reference.lower()}").content.decode()


# -- What keeps notices from going out --------------------------------------------------------------------------------
def test_staff_see_undelivered_notices_and_try_again(desk, make_request):
    ScheduledJob.objects.create(name="worker", started_at=timezone.now())
    request = make_request()
    message = OutboxMessage.objects.create(
        kind="staff_new",
        request=request,
        recipient="a@example.com",
        attempts=4,
        last_error="SMTP 451",
        created_at=timezone.now() - timedelta(hours=1),
        next_attempt_at=timezone.now() + timedelta(hours=1),
    )
    assert "1 notice could not be delivered yet." in desk.get(INBOX).content.decode()
    assert "1 notice could not be delivered yet." in desk.get("/admin/").content.decode()
    page = desk.get(f"{INBOX}notices/").content.decode()
    assert request.reference in page
    assert "SMTP 451" in page
    assert "a@example.com" not in page
    desk.post(f"{INBOX}notices/")
    message.refresh_from_db()
    assert message.next_attempt_at <= timezone.now()
    assert message.attempts == 0
    assert "Every notice has been delivered." in desk.get(f"{INBOX}notices/").content.decode()


def test_staff_are_told_that_the_worker_is_dead_or_nobody_is_notified(desk):
    page = desk.get(INBOX).content.decode()
    stopped = "worker is not running"
    assert stopped in page
    assert "Nobody is told of new requests by e-mail yet. Look here often, and ask an administrator" in page
    ScheduledJob.objects.create(name="worker", started_at=timezone.now())
    assert stopped not in desk.get(INBOX).content.decode()


def test_a_request_leads_back_to_the_list(desk, make_request):
    page = desk.get(f"{INBOX}{make_request().pk}/").content.decode()
    assert f'href="{INBOX}">Back to the list' in page


def test_each_problem_and_each_empty_list_leads_on(desk, log_in):
    dashboard = desk.get("/admin/").content.decode()
    assert f'href="{INBOX}">Open the requests' in dashboard
    assert "appointmentsettings" not in dashboard
    assert 'href="?status=all"' in desk.get(INBOX).content.decode()
    assert f'href="{INBOX}">Show all open requests' in desk.get(f"{INBOX}?status=closed").content.decode()
    chief = log_in(is_superuser=True)
    assert "/admin/settings/appointments/appointmentsettings/" in chief.get(INBOX).content.decode()
    assert "Say who is told" in chief.get(INBOX).content.decode()
