"""Old addresses: which ones an item had, and what is found for one that a visitor asks for."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl

from wagtail.contrib.redirects.models import Redirect

from core.seo.redirects.addresses import normal_address
from core.seo.redirects.old_addresses import OldAddressFound
from core.web.request_scope import once_per_generation
from home.wordpress.links import QUERY_FIELDS, UPLOADS, inside, without_size
from home.wordpress.models import LONGEST_ADDRESS, ImportedItem, OldAddress, OldSite
from home.wordpress.reader import OLD_SLUGS, Item
from home.wordpress.survey import Survey

# One row for all of their kind: what staff decide about it holds for each.
AUTHORS, FEED, COMMENT_FEED, LIST_PAGES = "/author", "/feed", "/comments/feed", "/page"
# What WordPress adds to an address: feeds, pages of a list, of comments, of a text, versions for phones and frames.
_ADDED = re.compile(r"/(?:feed(?:/(?:rss2?|rdf|atom))?|page/\d{1,6}|comment-page-\d{1,6}|amp|embed|trackback|\d{1,3})$")
_DATE = re.compile(r"(/[12]\d{3})(?:/\d{2}){0,2}")
_MOST_TRIES = 4


# -- What is kept ------------------------------------------------------------------------------------------------------


def addresses_of(item: Item, address: str) -> Iterator[str]:
    """The addresses that led to a post or page of the site at `address`: permalink, former ones, by number."""
    permalink = inside(item.link, address)
    if permalink and permalink != "/":
        yield permalink
        if "?" not in permalink:
            for old_slug in item.meta.get(OLD_SLUGS, "").split():
                yield normal_address(f"{permalink.rpartition('/')[0]}/{old_slug}")
    yield f"/?p={item.old_id}"
    yield f"/?page_id={item.old_id}"


def remember(found: Iterable[OldAddress]) -> None:
    """Keep what follows old addresses. What staff have decided stays, and so does what another item had first."""
    wanted = {row.address: row for row in found if 1 < len(row.address) <= LONGEST_ADDRESS}
    known = {row.address: row for row in OldAddress.objects.filter(address__in=wanted)}
    OldAddress.objects.bulk_create([row for address, row in wanted.items() if address not in known])
    changed = []
    for address, row in known.items():
        new = wanted[address]
        same = (row.page_id, row.image_id, row.document_id, row.link) == (
            *(new.page_id, new.image_id, new.document_id),
            new.link,
        )
        if not row.decided and row.is_gone and not same:
            row.page_id, row.image_id, row.document_id, row.link = new.page_id, new.image_id, new.document_id, new.link
            changed.append(row)
    OldAddress.objects.bulk_update(changed, ["page", "image", "document", "link"])


def of_page(item: Item, old_site: OldSite, page_id: int | None) -> list[OldAddress]:
    """The rows of a post or page; without a page, nothing follows them."""
    kind = OldAddress.Kind.PAGE
    addresses = addresses_of(item, old_site.address)
    return [OldAddress(address=each, kind=kind, old_site=old_site, page_id=page_id) for each in addresses]


def of_attachment(number: int, survey: Survey, imported: ImportedItem, parent: int | None) -> list[OldAddress]:
    """The rows of a picture or file, and of the page that WordPress made for it: that leads to the page it was on."""
    attachment, entry, old_site = survey.attachments[number], survey.entries[number], imported.old_site
    target = {"image_id": imported.image_id, "document_id": imported.document_id}
    address = inside(attachment.url, old_site.address)
    # A large picture that WordPress made smaller had the address of the original, too.
    files = dict.fromkeys((address, without_size(address))) if address else {}
    follows = {"page_id": parent} if parent else target
    pages = (inside(entry.link, old_site.address), f"/?attachment_id={number}", f"/?p={number}")
    return [
        *(OldAddress(address=each, kind=OldAddress.Kind.FILE, old_site=old_site, **target) for each in files),
        *(OldAddress(address=each, kind=OldAddress.Kind.PAGE, old_site=old_site, **follows) for each in pages if each),
    ]


def of_lists(
    survey: Survey, old_site: OldSite, years: Iterable[str], news_id: int | None, feed: str
) -> list[OldAddress]:
    """The rows of everything that listed posts: the news follow it. Nothing follows authors and comments."""
    archive = OldAddress.Kind.ARCHIVE
    lists = [LIST_PAGES, *(f"/{year}" for year in years)]
    for number, term in survey.channel.terms:
        if term.domain in {"category", "post_tag"} and term.slug:
            is_tag = term.domain == "post_tag"
            lists.append(normal_address(f"/{'tag' if is_tag else 'category'}/{term.slug}"))
            lists.append(normal_address(f"/?tag={term.slug}" if is_tag else f"/?cat={number}"))
    return [
        *(OldAddress(address=each, kind=archive, old_site=old_site, page_id=news_id) for each in lists),
        OldAddress(address=AUTHORS, kind=archive, old_site=old_site),
        OldAddress(address=FEED, kind=OldAddress.Kind.FEED, old_site=old_site, link=feed),
        OldAddress(address=COMMENT_FEED, kind=OldAddress.Kind.FEED, old_site=old_site),
    ]


# -- What is found -----------------------------------------------------------------------------------------------------


@once_per_generation
def any_kept() -> bool:
    """Whether a site was moved in at all; most sites never ask the database for it."""
    return OldAddress.objects.exists()


def find(addresses: list[str]) -> OldAddressFound | None:
    """What follows an old address, in the form that `core.seo` asks in; None for one that nobody knows."""
    wanted = list(dict.fromkeys(each for address in addresses for each in candidates(address)))
    if not wanted or not any_kept():
        return None
    rows = {
        row.address: row for row in OldAddress.objects.filter(address__in=wanted).select_related("image", "document")
    }
    row = next((rows[address] for address in wanted if address in rows), None)
    if row is None:
        return None
    return OldAddressFound(None if row.is_gone else _redirect(row, addresses[0]))


def _redirect(row: OldAddress, asked: str) -> Redirect:
    link = row.link
    if row.image:
        link = row.image.file.url
    elif row.document:
        link = row.document.url
    return Redirect(old_path=asked, redirect_page_id=row.page_id, redirect_link=link, is_permanent=True)


def candidates(address: str) -> Iterator[str]:
    """The rows that an address may stand for, the closest first."""
    path, _mark, query = address.partition("?")
    if query:
        yield from _by_query(path, parse_qsl(query))
        return
    yield path
    if path.startswith(UPLOADS):
        yield without_size(path)
        return
    if path.startswith(("/wp-", "/xmlrpc")):
        return
    if re.fullmatch(r"/page/\d{1,6}", path):
        yield LIST_PAGES
    if path.startswith("/comments/feed"):
        yield COMMENT_FEED
    if re.fullmatch(r"/feed/(?:rss2?|rdf|atom)", path):
        yield FEED
    shorter = path
    for _number in range(_MOST_TRIES):
        shorter, found = _ADDED.subn("", shorter)
        if not found or not shorter:
            break
        yield shorter
    yield from _of_list(shorter or path)


def _of_list(path: str) -> Iterator[str]:
    if path.startswith(f"{AUTHORS}/"):
        yield AUTHORS
    elif path.startswith(("/category/", "/tag/")):
        # A category within others is known by its own name.
        yield f"/{path.split('/')[1]}/{path.rpartition('/')[2]}"
    elif date := _DATE.fullmatch(path):
        yield date[1]


def _by_query(path: str, fields: list[tuple[str, str]]) -> Iterator[str]:
    values = dict(fields)
    if path not in {"/", "/index.php"} or values.keys().isdisjoint(QUERY_FIELDS):
        return
    for name in ("p", "page_id", "attachment_id", "cat", "tag"):
        if values.get(name, "").strip():
            yield normal_address(f"/?{name}={values[name].strip()}")
    if values.get("category_name"):
        yield normal_address(f"/category/{values['category_name']}")
    if "author" in values or "author_name" in values:
        yield AUTHORS
    if re.match(r"[12]\d{3}", values.get("m", "")):
        yield f"/{values['m'][:4]}"
    if "feed" in values and len(values) == 1:
        yield COMMENT_FEED if values["feed"].startswith("comments") else FEED
