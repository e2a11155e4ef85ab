"""IndexNow: telling Bing and others which addresses changed (indexnow.org). Off unless staff switch it on.

The message is sent after the transaction, from a thread of its own, and nobody waits for it: a search engine that does
not answer costs nothing and loses nothing, since the sitemap says the same.
"""

import hmac
import json
import logging
import threading
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.seo.icons import clinic_of
from core.seo.mixins import SearchMetadataMixin
from core.site.languages import language_of, root_of
from core.site.models import ClinicSettings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5


def key_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file that proves that messages with this key come from the owner of the site.

    Raises:
        Http404: for any other key, or while IndexNow is off.
    """
    clinic = clinic_of(request)
    if not clinic.indexnow_enabled or not hmac.compare_digest(clinic.indexnow_key, key):
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


def announce(page: Page, *extra_urls: str) -> None:
    """Tell search engines that a page changed, once the change is committed; nothing when off or not listed."""
    if not settings.INDEXNOW_ENDPOINT or not isinstance(page, SearchMetadataMixin):
        return
    site = page.get_site()
    if site is None:
        return
    clinic = ClinicSettings.for_site(site)
    if not (clinic.indexnow_enabled and clinic.launched and clinic.indexnow_key and page.is_indexable):
        return
    urls = [url for url in (page.get_full_url(), *extra_urls) if url]
    message = {
        "host": urlsplit(site.root_url).netloc,
        "key": clinic.indexnow_key,
        "keyLocation": f"{site.root_url}/{clinic.indexnow_key}.txt",
        "urlList": urls,
    }
    transaction.on_commit(lambda: threading.Thread(target=send, args=[message], name="indexnow", daemon=True).start())


def send(message: dict[str, Any]) -> None:
    """Post one message. Whatever goes wrong is logged and forgotten."""
    request = urllib.request.Request(  # noqa: S310 - the address comes from the settings of the deployment
        settings.INDEXNOW_ENDPOINT,
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            logger.info("IndexNow was told of %d addresses", len(message["urlList"]))
    except (OSError, ValueError) as error:
        logger.warning("IndexNow could not be reached: %s", error)


def on_change(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page was published or taken down."""
    announce(instance)


def on_move(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page has a new address; the old one is announced too, so that its redirect is seen."""
    if kwargs["url_path_before"] == kwargs["url_path_after"]:
        return
    page = instance.specific
    new_url = page.get_full_url() or ""
    before, after = kwargs["url_path_before"], kwargs["url_path_after"]
    site = page.get_site()
    home = root_of(site, language_of(page)) if site else None
    root = home.url_path if home else "/"
    old_url = new_url.removesuffix(after[len(root) :]) + before[len(root) :] if new_url else ""
    announce(page, old_url)


def connect() -> None:
    """Listen for changes of pages; called once, when the app is ready."""
    page_published.connect(on_change, dispatch_uid="core.seo.indexnow")
    page_unpublished.connect(on_change, dispatch_uid="core.seo.indexnow")
    post_page_move.connect(on_move, dispatch_uid="core.seo.indexnow")
