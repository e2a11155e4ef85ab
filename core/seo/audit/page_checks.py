"""What is judged on each page by itself."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from core.seo.audit.fetching import Answer
from core.seo.mixins import SearchMetadataMixin

TITLE_LENGTHS = (10, 70)
DESCRIPTION_LENGTHS = (50, 160)
# Compressed HTML with its styles inside, and everything that loads with the page.
MOST_HTML_BYTES = 60_000
MOST_PAGE_BYTES = 600_000

Problem = tuple[str, str]


class View(NamedTuple):
    """One page as it was answered."""

    page: SearchMetadataMixin
    url: str
    answer: Answer
    soup: BeautifulSoup
    launched: bool

    def meta(self, name: str) -> list[str]:
        """The contents of all meta tags of a name or property."""
        tags = self.soup.find_all("meta", attrs={"name": name}) + self.soup.find_all("meta", attrs={"property": name})
        return [str(tag.get("content") or "") for tag in tags]

    @property
    def title(self) -> str:
        """The text of <title>."""
        tag = self.soup.head.find("title") if self.soup.head else None
        return " ".join(tag.get_text().split()) if tag else ""

    @property
    def description(self) -> str:
        """The meta description."""
        return " ".join(self.meta("description")).strip()

    @property
    def canonical(self) -> str:
        """The canonical address; empty when there is none or several."""
        links = self.soup.find_all("link", rel="canonical")
        return str(links[0].get("href") or "") if len(links) == 1 else ""


def _length(code: str, words: str, text: str, limits: tuple[int, int]) -> Iterator[Problem]:
    shortest, longest = limits
    if not text:
        yield code, _("{words} is missing.").format(words=words)
    elif not shortest <= len(text) <= longest:
        message = _("{words} has {count} characters; {shortest} to {longest} are shown whole.")
        yield code, message.format(words=words, count=len(text), shortest=shortest, longest=longest)


def check_title(view: View) -> Iterator[Problem]:
    """One title of a readable length."""
    yield from _length("title", _("The title"), view.title, TITLE_LENGTHS)
    if len(view.soup.select("head title")) > 1:
        yield "title", _("There is more than one title.")


def check_description(view: View) -> Iterator[Problem]:
    """One description of a readable length."""
    yield from _length("description", _("The description"), view.description, DESCRIPTION_LENGTHS)
    if len(view.meta("description")) > 1:
        yield "description", _("There is more than one description.")


def check_canonical(view: View) -> Iterator[Problem]:
    """One absolute canonical address: the page's own, or the one that staff gave."""
    if not view.canonical:
        yield "canonical", _("There is no canonical address, or more than one.")
    elif view.canonical != view.page.seo_canonical_url:
        message = _("The canonical address is {found}, not {wanted}.")
        yield "canonical", message.format(found=view.canonical, wanted=view.page.seo_canonical_url)


def check_robots(view: View) -> Iterator[Problem]:
    """Meta tag and header say what staff chose: listed, or not."""
    tags, header = view.meta("robots"), view.answer.headers.get("x-robots-tag", "")
    if len(tags) != 1:
        yield "robots", _("There is not exactly one robots tag.")
        return
    hidden = not view.launched or not view.page.show_in_search_engines
    if ("noindex" in tags[0]) != hidden or ("noindex" in header) != hidden:
        message = (
            _("The page should be kept out of search engines, but says “{tag}” (header: “{header}”).")
            if hidden
            else _("The page should be listed by search engines, but says “{tag}” (header: “{header}”).")
        )
        yield "robots", message.format(tag=tags[0], header=header)


def check_headings(view: View) -> Iterator[Problem]:
    """One main heading, and no level left out."""
    headings = view.soup.select("h1, h2, h3, h4, h5, h6")
    mains = [heading for heading in headings if heading.name == "h1"]
    if len(mains) != 1:
        yield "headings", _("There are {count} main headings; there should be one.").format(count=len(mains))
    level = 0
    for heading in headings:
        now = int(heading.name[1])
        if level and now > level + 1:
            message = _("“{words}” is a level {now} heading below level {level}.")
            yield "headings", message.format(words=_short(heading.get_text()), now=now, level=level)
        if not heading.get_text(strip=True):
            yield "headings", _("A heading is empty.")
        level = now


def check_alternatives(view: View) -> Iterator[Problem]:
    """Every picture has an alt attribute; a linked picture says where it leads."""
    for image in view.soup.find_all("img"):
        if image.get("alt") is None:
            yield "alt", _("The picture {src} has no alt attribute.").format(src=_short(str(image.get("src"))))
        link = image.find_parent("a")
        if link is not None and not image.get("alt") and not link.get_text(strip=True) and not link.get("aria-label"):
            message = _("A link holds only the picture {src}, which has no description.")
            yield "alt", message.format(src=_short(str(image.get("src"))))


def check_structured_data(view: View) -> Iterator[Problem]:
    """One JSON-LD script that parses, has a type in every node, nothing empty, and no reference to nothing."""
    scripts = view.soup.find_all("script", type="application/ld+json")
    if len(scripts) != 1:
        yield "structured-data", _("There are {count} JSON-LD scripts; there should be one.").format(count=len(scripts))
        return
    try:
        document = json.loads(scripts[0].string or "")
    except ValueError as error:
        yield "structured-data", _("The JSON-LD does not parse: {error}.").format(error=error)
        return
    nodes = document.get("@graph", []) if isinstance(document, dict) else []
    if document.get("@context") != "https://schema.org" or not nodes:
        yield "structured-data", _("The JSON-LD has no schema.org context, or no nodes.")
    yield from _graph_problems(nodes)


def _graph_problems(nodes: list[Any]) -> Iterator[Problem]:
    """What is wrong inside the graph: nodes without type, empty properties, references to nothing."""
    defined: set[str] = set()
    referred: set[str] = set()
    for path, node in _all_nodes(nodes, "graph"):
        if set(node) == {"@id"}:
            referred.add(node["@id"])
            continue
        if "@type" not in node:
            yield "structured-data", _("{path} has no type.").format(path=path)
        if "@id" in node:
            defined.add(node["@id"])
        for key in [key for key, item in node.items() if item in (None, "", [], {})]:
            yield "structured-data", _("{path} is empty.").format(path=f"{path}.{key}")
    for missing in sorted(referred - defined):
        message = _("{missing} is referred to, but not described on the page.")
        yield "structured-data", message.format(missing=missing)


def _all_nodes(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every dict inside a value, with the way to it."""
    if isinstance(value, list):
        for item in value:
            yield from _all_nodes(item, path)
    elif isinstance(value, dict):
        own = f"{path}.{value.get('@type', '')}".rstrip(".")
        yield own, value
        for key, item in value.items():
            yield from _all_nodes(item, f"{own}.{key}")


def check_sharing(view: View) -> Iterator[Problem]:
    """A sharing picture with size and description. That it answers is checked with the links."""
    for name in ("og:title", "og:description", "og:url", "og:type", "og:image", "og:image:alt", "twitter:card"):
        if view.meta(name) != [text for text in view.meta(name) if text] or len(view.meta(name)) != 1:
            yield "sharing", _("{name} is missing, empty or there twice.").format(name=name)
    size = (view.meta("og:image:width"), view.meta("og:image:height"))
    if size != (["1200"], ["630"]):
        yield "sharing", _("The sharing picture is not 1200 by 630 pixels.")


def check_weight(view: View) -> Iterator[Problem]:
    """The page itself, compressed."""
    size = view.answer.compressed_size
    if size > MOST_HTML_BYTES:
        message = _("The page has {size} kB, compressed; {enough} are enough.")
        yield "weight", message.format(size=size // 1000, enough=MOST_HTML_BYTES // 1000)


def _short(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


PAGE_CHECKS: tuple[Callable[[View], Iterator[Problem]], ...] = (
    check_title,
    check_description,
    check_canonical,
    check_robots,
    check_headings,
    check_alternatives,
    check_structured_data,
    check_sharing,
    check_weight,
)


def resources_of(view: View) -> set[str]:
    """Addresses of what loads with the page: scripts, styles, and pictures as a small screen gets them."""
    found = {str(tag["src"]) for tag in view.soup.select("script[src], img[src]")}
    found |= {str(tag["href"]) for tag in view.soup.select("link[rel=stylesheet], link[rel=preload], link[rel=icon]")}
    return {url for url in found if not url.startswith("data:")}


def links_of(view: View) -> set[str]:
    """Addresses that the page links to, without fragments."""
    found = {str(tag["href"]).split("#")[0] for tag in view.soup.select("a[href]")}
    return {url for url in found if url and not re.match(r"(?i)(mailto|tel|sms|javascript|data):", url)}


def sharing_pictures(view: View) -> set[str]:
    """The address of the sharing picture."""
    return {url for url in view.meta("og:image") if urlsplit(url).netloc}
