"""Store codes: every place has one of its own, and it stays when the place moves, is copied, translated or restored."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from locations.models import LocationIndexPage, LocationPage
from locations.validators import validate_store_code
from tests.locations.test_editing import form_data

pytestmark = pytest.mark.django_db


def stored(page: LocationPage) -> str | None:
    """The code in the database."""
    code: str | None = LocationPage.objects.values_list("store_code", flat=True).get(pk=page.pk)
    return code


def test_a_place_keeps_its_code_when_it_moves(bare_location: LocationPage) -> None:
    assert stored(bare_location) == "springfield"
    page = LocationPage.objects.get(pk=bare_location.pk)
    page.title, page.slug, page.street_address = "Ogdenville", "ogdenville", "1 Elm Street"
    page.save_revision().publish()
    assert stored(page) == "springfield"


def test_a_version_from_before_store_codes_takes_none_away(bare_location: LocationPage) -> None:
    revision = bare_location.save_revision()
    del revision.content["store_code"]
    revision.content["slug"] = "elsewhere"
    revision.save()
    revision.publish()
    assert stored(bare_location) == "springfield"


def test_a_copy_is_another_place_and_an_alias_is_none(
    bare_location: LocationPage, location_index: LocationIndexPage
) -> None:
    bare_location.save_revision()
    copy = bare_location.copy(update_attrs={"slug": "springfield-2", "title": "Copy"}, keep_live=True)
    assert stored(copy) == "springfield-2"
    copy.get_latest_revision().publish()  # its versions are copies of the original's
    assert (stored(copy), stored(bare_location)) == ("springfield-2", "springfield")
    alias = bare_location.create_alias(update_slug="alias")
    bare_location.save_revision().publish()
    assert (stored(alias), stored(bare_location)) == (None, "springfield")


def test_a_translation_is_the_same_place(bare_location: LocationPage) -> None:
    spanish = Locale.objects.create(language_code="es")
    translation = bare_location.copy_for_translation(spanish, copy_parents=True)
    assert stored(translation) is None
    translation.save_revision().publish()
    assert (stored(translation), stored(bare_location)) == (None, "springfield")


def test_two_places_cannot_have_one_code(bare_location: LocationPage, full_location: LocationPage) -> None:
    late = full_location
    late.store_code = "springfield"
    with pytest.raises(ValidationError) as caught:
        late.full_clean()
    assert "store_code" in caught.value.message_dict
    late.save()  # as a scheduled publication does, after somebody else was faster
    assert stored(late) == "shelbyville"
    with pytest.raises(IntegrityError), transaction.atomic():
        LocationPage.objects.filter(pk=late.pk).update(store_code="springfield")


def test_the_editor_says_what_is_wrong_and_takes_googles_own(
    client: Client, location_index: LocationIndexPage, bare_location: LocationPage
) -> None:
    client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.com", "a long password"))
    url = reverse("wagtailadmin_pages:edit", args=[bare_location.pk])
    data = form_data(title="Springfield", slug="springfield", store_code="<b>")
    assert "Use letters, digits and hyphens" in client.post(url, data).content.decode()
    assert stored(bare_location) == "springfield"
    client.post(url, data | {"store_code": "0815 4711", "google_category": "Pain control clinic"})
    assert stored(bare_location) == "0815 4711"
    client.post(url, data | {"store_code": ""})
    assert stored(bare_location) == "0815 4711"


@pytest.mark.parametrize("code", ["a", "CLINIC-1", "0815 4711", "a" * 59, "Jacksonville #2", "1.2_3"])
def test_codes_that_google_takes(code: str) -> None:
    validate_store_code(code)


@pytest.mark.parametrize(
    "code", [" a", "a ", "<a>", "=1", "-1", "@a", "+1", "https://a.example", "a,b", "a;b", "a\nb", ""]
)
def test_codes_that_google_or_a_spreadsheet_does_not_take(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_store_code(code)
