"""The first reading of an export: what is in it, and what its parts know of each other. Little is kept of each item."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from home.wordpress.links import inside, without_size
from home.wordpress.reader import Channel, Item, NotReadable, Term, number_in, read

# Never pages: bookkeeping, looks and texts that other texts include.
BOOKKEEPING = {
    "revision", "nav_menu_item", "attachment", "wp_block", "wp_navigation", "wp_template", "wp_template_part",
    "wp_global_styles", "wp_font_family", "wp_font_face", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "acf-field", "acf-field-group", "elementor_library", "et_pb_layout",
}  # fmt: skip
# What has no address that anybody followed.
NEVER_SEEN = {"trash", "auto-draft"}
MOST_REUSABLE = 2000


class Entry(NamedTuple):
    """What the rest of an export needs to know of one item."""

    kind: str
    status: str
    parent: int
    title: str
    link: str
    slug: str


class Attachment(NamedTuple):
    """A picture or file of the old site's library."""

    url: str
    path: str
    title: str
    alt: str
    caption: str
    parent: int


class MenuEntry(NamedTuple):
    """One entry of a menu; it leads to an item of this number, or to an address."""

    menu: str
    order: int
    parent: int
    old_id: int
    title: str
    target: int
    url: str


@dataclass
class Survey:
    """What the files of one export hold together."""

    channel: Channel
    entries: dict[int, Entry] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    # Numbers of pictures and files by their addresses, in one form.
    attachment_ids: dict[str, int] = field(default_factory=dict)
    reusable: dict[int, str] = field(default_factory=dict)
    menu: list[MenuEntry] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    terms: Counter[Term] = field(default_factory=Counter)
    comments: int = 0
    doubled: list[int] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The old site's address, without a slash at its end."""
        return (self.channel.address or self.channel.link).rstrip("/")[:255]

    @property
    def offered(self) -> dict[str, int]:
        """The kinds of content that staff decide about, with their numbers."""
        return {kind: count for kind, count in self.kinds.items() if kind not in BOOKKEEPING}

    def attachment_at(self, url: str) -> int:
        """The number of the picture or file at an address, whatever its size; 0 for none."""
        address = inside(url, self.address)
        return self.attachment_ids.get(address) or self.attachment_ids.get(without_size(address), 0)

    def author(self, login: str) -> str:
        """The name that people know an author by; never a login."""
        return self.channel.authors.get(login, "")[:160]

    def add(self, item: Item) -> None:
        """Note what the rest needs to know of an item."""
        if not item.old_id or item.old_id in self.entries:
            self.doubled.append(item.old_id)
            return
        self.entries[item.old_id] = Entry(item.kind, item.status, item.parent, item.title[:255], item.link, item.slug)
        self.comments += item.comments
        if item.status not in NEVER_SEEN:
            self.kinds[item.kind] += 1
        if item.kind == "attachment":
            self._add_attachment(item)
        elif item.kind == "wp_block" and len(self.reusable) < MOST_REUSABLE:
            self.reusable[item.old_id] = item.content
        elif item.kind == "nav_menu_item":
            self._add_menu_entry(item)
        elif item.kind not in BOOKKEEPING:
            self.terms.update(term for term in item.terms if term.domain in {"category", "post_tag"})

    def _add_attachment(self, item: Item) -> None:
        self.attachments[item.old_id] = Attachment(
            url=item.file_url,
            path=item.meta.get("_wp_attached_file", "")[:500],
            title=item.title[:255],
            alt=item.meta.get("_wp_attachment_image_alt", "")[:255],
            caption=item.excerpt[:1000],
            parent=item.parent,
        )
        address = inside(item.file_url, self.address)
        if address:
            self.attachment_ids.setdefault(address, item.old_id)
            self.attachment_ids.setdefault(without_size(address), item.old_id)

    def _add_menu_entry(self, item: Item) -> None:
        meta = item.meta
        is_page = meta.get("_menu_item_type") == "post_type"
        menu = next((term.name for term in item.terms if term.domain == "nav_menu"), "")
        self.menu.append(
            MenuEntry(
                menu=menu,
                order=item.order,
                parent=number_in(meta.get("_menu_item_menu_item_parent", "")),
                old_id=item.old_id,
                title=item.title,
                target=number_in(meta.get("_menu_item_object_id", "")) if is_page else 0,
                url=meta.get("_menu_item_url", "")[:500],
            )
        )


def survey(files: Iterable[IO[bytes]], progress: Callable[[int], object] | None = None) -> Survey:
    """Read all files of one export once.

    Raises:
        NotReadable: when one of them cannot be taken; then none is, so that nothing comes by halves.
    """
    found: Survey | None = None
    for file in files:
        channel = Channel()
        current = found
        for item in read(file, channel, progress):
            if current is None:
                current = Survey(channel)
            current.add(item)
        if found is not None and channel.address != found.channel.address:
            raise NotReadable(_("The files come from two different sites. Move them in one after the other."))
        if current is not None and current.channel is not channel:
            current.channel.authors |= channel.authors
            current.channel.terms += channel.terms
        found = current or Survey(channel)
    if found is None or not found.address.startswith(("http://", "https://")):
        raise NotReadable(_("The file does not say which site it comes from."))
    return found
