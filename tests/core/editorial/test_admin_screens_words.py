"""What staff read on screens of Wagtail's own where its words would be a dead end."""

import pytest
from django.test import Client
from django.urls import reverse

from core.editorial.roles import MARKETING_EDITOR
from home.models import ContentPage
from tests.pages import add_page, make_home
from tests.staff import login

pytestmark = pytest.mark.django_db


def test_deleting_says_that_it_is_for_good_and_what_to_do_instead(client: Client) -> None:
    page = add_page(make_home(), ContentPage, "About")
    login(client, MARKETING_EDITOR)
    html = client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()
    assert "Yes, delete it" in html
    assert "A deleted page cannot be brought back" in html
    assert reverse("wagtailadmin_pages:unpublish", args=[page.pk]) in html


def test_what_is_not_found_in_the_admin_leads_back(client: Client) -> None:
    make_home()
    login(client, MARKETING_EDITOR)
    answer = client.get("/admin/nothing/")
    assert answer.status_code == 404
    assert "was deleted or moved, or you may not see it" in answer.content.decode()
    assert f'href="{reverse("wagtailadmin_home")}">To the dashboard' in answer.content.decode()
