"""A third process that changes the site while the workers serve it: one line in, the change, one line out.

Each function is one kind of change of the page cache's contract. Run by tests/core/web/test_page_cache_processes.py.
"""

import json
import os
import sys
from datetime import timedelta

import django

sys.path.insert(0, os.getcwd())  # noqa: PTH109
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.contrib.search_promotions.models import Query, SearchPromotion  # noqa: E402
from wagtail.documents.models import Document  # noqa: E402
from wagtail.images.tests.utils import get_test_image_file  # noqa: E402
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site  # noqa: E402

from core.editorial.models.references import Reference  # noqa: E402
from core.pictures.models import ClinicImage  # noqa: E402
from core.site.models import ClinicSettings  # noqa: E402
from home.models import ContentPage, HomePage  # noqa: E402


def about() -> ContentPage:
    """The page that the tests look at."""
    return ContentPage.objects.get(slug="about")


def seed() -> None:
    """A home page, a page to look at, and one of each thing that can change."""
    Page.objects.filter(depth=2).delete()
    kinds = (Reference, ClinicImage, Document, Redirect, SearchPromotion, Query, User, CollectionViewRestriction)
    for model in (*kinds, ClinicSettings):
        model.objects.all().delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Home", slug="home", hero_title="Care"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "clinic.example", "port": 80, "root_page": home}
    )
    text = [("text", "<p>" + "Words about us. " * 50 + "</p>")]
    home.add_child(instance=ContentPage(title="About", slug="about", body=text, show_in_menus=True))
    home.add_child(instance=ContentPage(title="Privacy", slug="privacy", show_in_menus=True))
    ClinicSettings.for_site(Site.objects.get())
    reference = Reference.objects.create(key="cohen-2018", title="Guidelines", authors="Cohen", year=2018)
    image = ClinicImage(title="Room", description="A room", file=get_test_image_file(size=(1200, 630)))
    image.save()
    page = about()
    page.main_image = image
    page.references = [("reference", reference)]
    page.save_revision().publish()
    Document.objects.create(title="Leaflet", file=ContentFile(b"x", name="leaflet.txt"))
    Redirect.add_redirect("/old", "/about/")
    query = Query.get("pain")
    SearchPromotion.objects.create(query=query, page_id=home.pk, sort_order=1)
    User.objects.create_superuser("editor", "e@example.com", "a long password")


def publish(title: str = "A fresh title") -> None:
    """Publish a new revision."""
    page = about()
    page.title = title
    page.save_revision().publish()


def unpublish() -> None:
    """Take the page off the site."""
    about().unpublish()


def schedule() -> None:
    """Publish by the clock: what the worker's `publish_scheduled` does."""
    page = about()
    page.title = "Scheduled"
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    assert revision.approved_go_live_at
    call_command("publish_scheduled")


def expire() -> None:
    """Take the page off by the clock."""
    Page.objects.filter(slug="about").update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled")


def move() -> None:
    """Move the page below another."""
    about().move(Page.objects.get(slug="privacy"), pos="last-child")


def reorder() -> None:
    """Change the order of the menu."""
    about().move(Page.objects.get(slug="privacy"), pos="right")


def delete() -> None:
    """Delete the page."""
    about().delete()


def rename_slug() -> None:
    """Give the page another address."""
    page = about()
    page.slug = "about-us"
    page.save_revision().publish()


def publish_other() -> None:
    """Publish a page that the menu names."""
    page = ContentPage.objects.get(slug="privacy")
    page.title = "Your privacy"
    page.save_revision().publish()


def setting() -> None:
    """Change a clinic-wide setting."""
    ClinicSettings.objects.update(footer_text="<p>New footer words</p>")


def setting_saved() -> None:
    """Change a clinic-wide setting as the admin does."""
    values = ClinicSettings.objects.get()
    values.name = "A New Name"
    values.save()


def snippet() -> None:
    """Change a snippet that the page shows."""
    reference = Reference.objects.get()
    reference.title = "Other guidelines"
    reference.save()


def image() -> None:
    """Change a picture's description."""
    ClinicImage.objects.update(description="Another room")


def image_deleted() -> None:
    """Delete a picture."""
    ClinicImage.objects.all().delete()


def document() -> None:
    """Rename a document."""
    Document.objects.update(title="New leaflet")


def redirect() -> None:
    """Lead an old address to the site."""
    Redirect.add_redirect("/older", "/about/")


def search_promotion() -> None:
    """Change a promoted result."""
    SearchPromotion.objects.update(description="Look here")


def collection_privacy() -> None:
    """Make a collection private."""
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type=CollectionViewRestriction.LOGIN
    )


def page_privacy() -> None:
    """Make the page private."""
    PageViewRestriction.objects.create(page=about(), restriction_type=PageViewRestriction.LOGIN)


def site() -> None:
    """Move the site to another port."""
    Site.objects.update(port=8443)


def bulk() -> None:
    """A bulk write that sends no signal."""
    ContentPage.objects.bulk_update([_retitled()], ["introduction"])


def _retitled() -> ContentPage:
    page = about()
    page.introduction = "Bulk words"
    return page


def rolled_back() -> None:
    """A change that is taken back: nothing may become old."""
    try:
        with transaction.atomic():
            publish("Never seen")
            raise RuntimeError
    except RuntimeError:
        pass


def draft() -> None:
    """Save a draft of the live page: nothing that is public changes."""
    page = about()
    page.title = "Draft title"
    page.save_revision()


def housekeeping() -> None:
    """A login, a search, and the log: nothing that is public changes."""
    user = User.objects.get()
    user.last_login = timezone.now()
    user.save()
    Query.get("knee").add_hit()


def main() -> None:
    """Obey until the input ends."""
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        try:
            globals()[order["do"]](*order.get("with", []))
            print("done", flush=True)
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the test that asked
            print(f"failed: {error!r}", flush=True)


if __name__ == "__main__":
    main()
