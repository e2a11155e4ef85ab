"""Two versions of a page side by side: days, times, boxes and phone numbers as people write them."""

from datetime import UTC, date, datetime

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.compare import comparison_class_registry
from wagtail.models import Collection, Page

from core.editorial import comparing
from core.editorial.roles import MARKETING_EDITOR
from core.editorial.roots import name_roots
from locations.models import LocationIndexPage, LocationPage
from news.models import NewsArticlePage
from tests.pages import add_page, make_home
from tests.staff import login

pytestmark = pytest.mark.django_db


def test_a_phone_number_is_compared_as_people_write_it(client: Client) -> None:
    place = add_page(add_page(make_home(), LocationIndexPage, "Locations"), LocationPage, "Jacksonville")
    place.phone = "+19045550123"
    first = place.save_revision()
    place.phone = "+19045550177"
    second = place.save_revision()
    login(client, MARKETING_EDITOR)
    address = reverse("wagtailadmin_pages:revisions_compare", args=[place.pk, first.pk, second.pk])
    html = client.get(address).content.decode()
    assert "(904) 555-0177" in html
    assert "+1904" not in html


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (models.DateField(), date(2026, 12, 20), "12/20/2026"),
        (models.DateTimeField(), datetime(2026, 12, 20, 13, tzinfo=UTC), "12/20/2026 8:00 AM"),
        (models.BooleanField(), True, "yes"),
        (models.DateField(), None, ""),
    ],
)
def test_days_times_and_boxes_are_words(field: models.Field, value: object, shown: str) -> None:
    comparison = comparison_class_registry.get(field)
    assert issubclass(comparison, comparing.WrittenComparison)
    field.set_attributes_from_name("go_live_at")
    one = NewsArticlePage()
    one.go_live_at = value
    with translation.override("en"):
        assert comparison(field, one, NewsArticlePage()).val_a == shown


def test_the_roots_have_names_that_say_what_stands_below_them() -> None:
    Page.objects.filter(depth=1).update(title="Root")
    Collection.objects.filter(depth=1).update(name="Root")
    name_roots()
    assert (Page.get_first_root_node().title, Collection.get_first_root_node().name) == ("All pages", "All files")
    Page.objects.filter(depth=1).update(title="Our pages")
    name_roots()
    assert Page.get_first_root_node().title == "Our pages"
