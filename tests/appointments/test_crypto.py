"""What patients type is unreadable in the database, and nothing else is ever taken for it."""

import base64
import json

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from appointments.crypto import CryptoError, KeyMissing, Keyring, Tampered, keyed_hash
from appointments.models import AppointmentRequest, RequestNote

pytestmark = pytest.mark.django_db

KEY = base64.urlsafe_b64encode(b"1" * 32).decode()
OTHER_KEY = base64.urlsafe_b64encode(b"2" * 32).decode()


def stored(request: AppointmentRequest, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM appointments_appointmentrequest WHERE reference = %s", [request.reference]
        )
        return cursor.fetchone()[0]


def overwrite(request: AppointmentRequest, column: str, value: str) -> AppointmentRequest:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE appointments_appointmentrequest SET {column} = %s WHERE reference = %s", [value, request.reference]
        )
    return AppointmentRequest.objects.get(pk=request.pk)


def test_text_comes_back_and_the_column_holds_none_of_it(make_request):
    request = make_request(full_name="Zoë O'Brien-Łuk", note="")
    assert AppointmentRequest.objects.get(pk=request.pk).full_name == "Zoë O'Brien-Łuk"
    assert AppointmentRequest.objects.get(pk=request.pk).note == ""
    column = stored(request, "full_name")
    assert column.startswith("aesgcm1$test$")
    assert "Brien" not in column
    assert b"Brien" not in base64.urlsafe_b64decode(column.split("$")[3])


def test_equal_texts_look_different_and_lengths_tell_nothing(make_request):
    first, second = make_request(condition="CRPS"), make_request(condition="CRPS")
    longer = make_request(condition="Chronic pain from rheumatological conditions")
    assert stored(first, "condition") != stored(second, "condition")
    assert len(stored(first, "condition")) == len(stored(longer, "condition")) == len(stored(longer, "note"))


@pytest.mark.parametrize("position", [0, 5, -1])
def test_a_changed_byte_is_refused(make_request, position):
    request = make_request()
    prefix, key, nonce, text = stored(request, "full_name").split("$")
    raw = bytearray(base64.urlsafe_b64decode(text))
    raw[position] ^= 1
    changed = "$".join([prefix, key, nonce, base64.urlsafe_b64encode(bytes(raw)).decode()])
    with pytest.raises(Tampered):
        _ = overwrite(request, "full_name", changed).full_name


def test_another_rows_and_another_columns_value_is_refused(make_request):
    mine, other = make_request(full_name="Mine"), make_request(full_name="Other")
    with pytest.raises(Tampered):
        _ = overwrite(mine, "full_name", stored(other, "full_name")).full_name
    with pytest.raises(Tampered):
        _ = overwrite(mine, "full_name", stored(mine, "note")).full_name


@pytest.mark.parametrize("plain", ["Plain Text", "", "aesgcm1$test$AAAA", "aesgcm1$test$%%%$&&&", "a$b$c$d"])
def test_plain_text_in_the_column_is_refused(make_request, plain):
    with pytest.raises(Tampered):
        _ = overwrite(make_request(), "full_name", plain).full_name


def test_a_lost_key_is_refused_by_its_name(make_request, settings):
    request = make_request(full_name="Canary Name")
    settings.APPOINTMENTS_KEYS = [f"k2:{OTHER_KEY}"]
    with pytest.raises(KeyMissing, match="test"):
        _ = AppointmentRequest.objects.get(pk=request.pk).full_name
    settings.APPOINTMENTS_KEYS = [f"test:{OTHER_KEY}"]
    with pytest.raises(Tampered):
        _ = AppointmentRequest.objects.get(pk=request.pk).full_name


def test_plain_text_never_reaches_the_column_by_another_way(make_request):
    request = make_request()
    with pytest.raises(CryptoError):
        AppointmentRequest.objects.filter(pk=request.pk).update(full_name="Plain")
    request.full_name = "Plain"
    with pytest.raises(CryptoError):
        AppointmentRequest.objects.bulk_update([request], ["full_name"])
    for lookup in ("full_name", "full_name__icontains", "full_name__in"):
        with pytest.raises(FieldError):
            AppointmentRequest.objects.filter(**{lookup: "Plain"}).exists()


def test_values_and_repr_never_show_text_or_ciphertext(make_request):
    make_request(full_name="Canary Name")
    [value] = AppointmentRequest.objects.values_list("full_name", flat=True)
    assert str(value) == "(encrypted)"
    assert "Canary" not in repr(value)
    assert "aesgcm1" not in repr(value)


def test_dump_and_load_keep_the_ciphertext(make_request):
    request = make_request(full_name="Canary Name")
    fresh = AppointmentRequest.objects.get(pk=request.pk)
    dumped = serializers.serialize("json", [fresh])
    assert "Canary" not in dumped
    assert json.loads(dumped)[0]["fields"]["full_name"] == stored(request, "full_name")
    request.delete()
    for item in serializers.deserialize("json", dumped):
        item.save()
    assert AppointmentRequest.objects.get(reference=request.reference).full_name == "Canary Name"


def test_an_untouched_value_is_not_encrypted_anew(make_request):
    request = make_request()
    before = stored(request, "full_name")
    fresh = AppointmentRequest.objects.get(pk=request.pk)
    fresh.set_status("closed")
    fresh.save()
    assert stored(request, "full_name") == before
    fresh.full_name = "Changed"
    fresh.save()
    assert stored(request, "full_name") != before
    assert AppointmentRequest.objects.get(pk=request.pk).full_name == "Changed"


def test_notes_of_staff_are_encrypted_too(make_request):
    note = RequestNote.objects.create(request=make_request(), author_name="A", text="called back, CANARY")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM appointments_requestnote")
        assert "CANARY" not in cursor.fetchone()[0]
    assert RequestNote.objects.get(pk=note.pk).text == "called back, CANARY"


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ([], "empty"),
        (["no-colon"], "name:key"),
        ([f"k 1:{KEY}"], "name:key"),
        ([f"k1:{KEY}", f"k1:{OTHER_KEY}"], "two keys"),
        (["k1:c2hvcnQ="], "32 bytes"),
        (["k1:???"], "base64"),
    ],
)
def test_unusable_keys_are_refused_without_showing_them(entries, complaint):
    with pytest.raises(ImproperlyConfigured, match=complaint) as caught:
        Keyring(entries)
    assert KEY not in str(caught.value)


def test_keyed_hashes_depend_on_purpose_values_and_their_borders():
    assert keyed_hash("phone", "1") == keyed_hash("phone", "1")
    assert len({keyed_hash("phone", "1"), keyed_hash("email", "1"), keyed_hash("phone", "2")}) == 3
    assert keyed_hash("x", "ab", "c") != keyed_hash("x", "a", "bc")
