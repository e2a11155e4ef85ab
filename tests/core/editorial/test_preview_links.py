"""Drafts for people without an account: what the link shows, when it ends, and that it leaves no trace."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from core.editorial.models.preview_links import PreviewLink
from core.editorial.roles import MARKETING_EDITOR
from core.seo import missed
from core.seo.models import MissedAddress
from core.site.models import ClinicSettings
from core.web.request_reference import safe_path
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


@pytest.fixture
def page(home: HomePage) -> ContentPage:
    """A live page with a newer draft, on a launched site."""
    ClinicSettings.objects.update_or_create(site=home.get_site(), defaults={"launched": True})
    page = add_page(home, ContentPage, "Prices", introduction="The old words.")
    page.introduction = "The new words."
    page.save_revision()
    return page


@pytest.fixture
def editor() -> Client:
    user = get_user_model().objects.create_user("editor", password="a long enough password")
    user.groups.add(Group.objects.get(name=MARKETING_EDITOR))
    client = Client()
    client.force_login(user)
    return client


def make(editor: Client, page: ContentPage, label: str = "Dr. Tilak", days: int = 7) -> str:
    """Make a link as an editor does; returns its path."""
    response = editor.post(reverse("share_preview", args=[page.pk]), {"label": label, "days": days})
    address = BeautifulSoup(response.content, "html.parser").find(id="new-link-address")["value"]
    assert "no-store" in response.headers["Cache-Control"]
    return re.sub(r"^https?://[^/]+", "", str(address))


def test_somebody_without_an_account_reads_the_newest_draft(editor: Client, page: ContentPage, client: Client) -> None:
    path = make(editor, page)
    assert "The old words." in client.get("/prices/").content.decode()
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert "The new words." in html
    banner = BeautifulSoup(html, "html.parser").find(class_="preview-banner")
    assert "Draft, not published." in banner.text
    assert "Dr. Tilak" in banner.text
    assert "preview-banner" not in client.get("/prices/").content.decode()
    page.introduction = "Newer still."
    page.save_revision()
    assert "Newer still." in client.get(path).content.decode()


def test_the_draft_is_in_nobodys_cache_index_or_referrer(editor: Client, page: ContentPage, client: Client) -> None:
    path = make(editor, page)
    for visitor in (client, editor):
        response = visitor.get(path)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert not response.cookies
        soup = BeautifulSoup(response.content, "html.parser")
        assert [tag["content"] for tag in soup.find_all("meta", attrs={"name": "robots"})] == ["noindex, nofollow"]
        assert soup.find("wagtail-userbar") is None, "a login shows nothing of the admin here"
    assert client.get("/prices/").headers["Referrer-Policy"] != "no-referrer"


def test_only_a_hash_of_the_secret_is_stored_and_logs_star_it(editor: Client, page: ContentPage) -> None:
    path = make(editor, page)
    token = path.strip("/").rpartition("/")[2]
    row = PreviewLink.objects.values().get()
    assert token not in str(row)
    assert len(token) == 48
    assert token not in safe_path(path)
    assert token not in str(list(PageLogEntry.objects.values()))
    shown_later = editor.get(reverse("share_preview", args=[page.pk])).content.decode()
    assert "Dr. Tilak" in shown_later
    assert token not in shown_later


def test_a_link_ends_by_itself(editor: Client, page: ContentPage, client: Client) -> None:
    path = make(editor, page, days=1)
    PreviewLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    response = client.get(path)
    assert response.status_code == 410
    assert "The new words." not in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_link_is_revoked(editor: Client, page: ContentPage, client: Client) -> None:
    path, other = make(editor, page), make(editor, page, "Somebody else")
    link = PreviewLink.objects.get(label="Dr. Tilak")
    assert client.post(reverse("revoke_preview", args=[link.pk])).status_code == 302, "visitors are sent to the login"
    assert client.get(path).status_code == 200
    assert editor.get(reverse("revoke_preview", args=[link.pk])).status_code == 405
    editor.post(reverse("revoke_preview", args=[link.pk]))
    assert client.get(path).status_code == 410
    assert client.get(other).status_code == 200
    assert list(
        PageLogEntry.objects.filter(action="editorial.preview_link_revoked").values_list("page", flat=True)
    ) == [page.pk]


@pytest.mark.parametrize("token", ["0" * 48, "a" * 47, "A" * 48, "../" * 16, ""])
def test_a_made_up_link_shows_nothing_and_is_counted_nowhere(home: HomePage, client: Client, token: str) -> None:
    response = client.get(f"/preview/{token}/")
    assert response.status_code in {404, 410}
    missed.counter.flush()
    assert not MissedAddress.objects.filter(path__contains="0000").exists()


def test_a_page_that_was_never_published_can_be_shared(editor: Client, home: HomePage, client: Client) -> None:
    draft = ContentPage(title="Coming soon", slug="soon", live=False, introduction="Not yet.")
    home.add_child(instance=draft)
    draft.save_revision()
    path = make(editor, draft)
    assert client.get("/soon/").status_code == 404
    assert "Not yet." in client.get(path).content.decode()
    draft.delete()
    assert client.get(path).status_code == 410


@pytest.mark.parametrize(("label", "days"), [("", 7), ("x", 0), ("x", 31), ("x", "many"), ("x" * 121, 7)])
def test_a_form_with_mistakes_makes_no_link(editor: Client, page: ContentPage, label: str, days: object) -> None:
    response = editor.post(reverse("share_preview", args=[page.pk]), {"label": label, "days": days})
    assert response.status_code == 200
    assert not PreviewLink.objects.exists()


def test_who_may_share(page: ContentPage) -> None:
    user = get_user_model().objects.create_user("desk", password="a long enough password")
    user.groups.add(Group.objects.get(name="Front desk"))
    client = Client()
    client.force_login(user)
    response = client.post(reverse("share_preview", args=[page.pk]), {"label": "x", "days": 7})
    assert response.status_code in {302, 403}
    assert not PreviewLink.objects.exists()
    assert client.get(reverse("preview_links")).status_code in {302, 403}


def test_the_editor_leads_to_it_and_the_report_lists_all(editor: Client, page: ContentPage) -> None:
    make(editor, page)
    assert (
        reverse("share_preview", args=[page.pk])
        in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    html = editor.get(reverse("preview_links")).content.decode()
    assert "Dr. Tilak" in html
    assert "Works" in html


def test_old_links_are_forgotten(editor: Client, page: ContentPage) -> None:
    make(editor, page, "Old")
    PreviewLink.objects.update(expires_at=timezone.now() - datetime.timedelta(days=200))
    make(editor, page, "New")
    assert [link.label for link in PreviewLink.objects.all()] == ["New"]
