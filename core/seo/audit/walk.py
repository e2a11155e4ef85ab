"""Walking a site, and what is judged over all its pages: uniqueness, links, orphans, sitemap, weight."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from core.seo.audit.fetching import Answer, Fetcher, InProcessFetcher
from core.seo.audit.findings import Finding, WalkResult
from core.seo.audit.page_checks import MOST_PAGE_BYTES, PAGE_CHECKS, View, links_of, resources_of, sharing_pictures
from core.seo.audit.redirect_checks import redirect_problems
from core.seo.mixins import SearchMetadataMixin
from core.seo.models import AuditReport
from core.site.languages import pages_of
from core.site.models import ClinicSettings
from core.web.site_address import address_trouble

# The sitemap is our own: its entries are written as <url><loc>…</loc> or <sitemap><loc>…</loc>.
SITEMAP_ENTRY = re.compile(r"<(url|sitemap)><loc>([^<]*)</loc>")


class Walk:
    """One walk through a site."""

    def __init__(self, site: Site, fetcher: Fetcher) -> None:
        self.site = site
        self.fetcher = fetcher
        self.launched = ClinicSettings.for_site(site).launched
        self.result = WalkResult()
        # Path -> pages that link to it; titles and descriptions -> pages that have them.
        self._linked_from: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._titles: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._descriptions: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._pages: dict[str, SearchMetadataMixin] = {}
        self._answers: dict[str, Answer] = {}

    def report(self, page_id: int | None, url: str, code: str, message: str) -> None:
        """Add one finding."""
        self.result.findings.append(Finding(page_id, url, code, message))

    def run(self, most_pages: int | None) -> WalkResult:
        """Visit the pages, then judge what concerns several of them."""
        if self.site.is_default_site and (trouble := address_trouble()):
            self.report(None, self.site.root_url, "address", trouble)
        for page in self._live_pages():
            if most_pages is not None and self.result.page_count >= most_pages:
                self.result.complete = False
                break
            self.result.page_count += 1
            self._visit(page)
        self._check_unique("title", _("The title is the same as that of {url}."), self._titles)
        self._check_unique("description", _("The description is the same as that of {url}."), self._descriptions)
        self._check_links()
        if self.result.complete:
            for url, message in redirect_problems(self.site, self._answers_well):
                self.report(None, url, "redirect", message)
            self._check_orphans()
            self._check_sitemap()
        return self.result

    def _live_pages(self) -> Iterator[SearchMetadataMixin]:
        pages = pages_of(self.site).order_by("path")
        for page in pages.specific().iterator(chunk_size=100):
            if isinstance(page, SearchMetadataMixin):
                yield page

    def _visit(self, page: SearchMetadataMixin) -> None:
        url = page.get_full_url() or ""
        path = urlsplit(url).path
        self._pages[path] = page
        answer = self.fetcher.get(path)
        if answer.status != 200:
            message = _("The page answers with status {status}.").format(status=answer.status)
            self.report(page.pk, url, "status", message)
            return
        view = View(page, url, answer, BeautifulSoup(answer.text, "html.parser"), self.launched)
        for check in PAGE_CHECKS:
            for code, message in check(view):
                self.report(page.pk, url, code, message)
        if page.is_indexable:
            self._titles[view.title].append((page.pk, url))
            self._descriptions[view.description].append((page.pk, url))
        for link in links_of(view) | sharing_pictures(view):
            self._note_link(page.pk, url, link)
        self._weigh(view)

    def _local(self, base: str, link: str) -> str | None:
        """The path and query of an address on this site; None for another."""
        parts = urlsplit(urljoin(base, link))
        if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(self.site.root_url).netloc:
            return None
        return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"

    def _note_link(self, page_id: int, url: str, link: str) -> None:
        path = self._local(url, link)
        if path is not None:
            self._linked_from[path].append((page_id, url))

    def _get(self, path: str) -> Answer:
        """Fetch an address once in the whole walk, keeping only what is judged."""
        if path not in self._answers:
            answer = self.fetcher.get(path)
            size = answer.compressed_size
            self._answers[path] = Answer(answer.status, {**answer.headers, "audit-size": str(size)})
        return self._answers[path]

    def _answers_well(self, path: str) -> bool:
        """Whether an address shows something; a page that does not is reported as such."""
        return path in self._pages or self._get(path).status < 400

    def _weigh(self, view: View) -> None:
        """Page and everything of this site that loads with it."""
        total = view.answer.compressed_size
        for resource in resources_of(view):
            path = self._local(view.url, resource)
            if path is None:
                message = _("{resource} is loaded from another site.").format(resource=resource)
                self.report(view.page.pk, view.url, "weight", message)
                continue
            answer = self._get(path)
            if answer.status != 200:
                message = _("{path} does not load (status {status}).").format(path=path, status=answer.status)
                self.report(view.page.pk, view.url, "link", message)
            total += int(answer.headers["audit-size"])
        if total > MOST_PAGE_BYTES:
            message = _("With its pictures the page has {size} kB.").format(size=total // 1000)
            self.report(view.page.pk, view.url, "weight", message)

    def _check_unique(self, code: str, message: str, found: dict[str, list[tuple[int, str]]]) -> None:
        for text, pages in found.items():
            for page_id, url in pages[1:] if text else ():
                self.report(page_id, url, code, message.format(url=pages[0][1]))

    def _check_links(self) -> None:
        """Every link on the site answers at once: not broken, not through redirects."""
        for path, sources in sorted(self._linked_from.items()):
            if path in self._pages:
                continue
            answer = self._get(path)
            page_id, url = sources[0]
            if answer.location:
                more = self._get(self._local(f"{self.site.root_url}{path}", answer.location) or "/")
                message = (
                    _("The link to {path} is redirected to {target} and from there again.")
                    if more.location
                    else _("The link to {path} is redirected to {target}.")
                ).format(path=path, target=answer.location)
                # The address without its slash and temporary ways in (a login, say) are no fault of the link.
                if answer.status in {301, 308}:
                    self.report(page_id, url, "link", message)
            elif answer.status >= 400 and answer.status not in {401, 403}:
                message = _("The link to {path} is broken (status {status}).").format(path=path, status=answer.status)
                self.report(page_id, url, "link", message)

    def _check_orphans(self) -> None:
        """Every page is linked to from another one; but for the home page, and for aliases, which lists leave out."""
        for path, page in self._pages.items():
            sources = {page_id for page_id, _url in self._linked_from.get(path, ())} - {page.pk}
            if not sources and not page.is_site_home and page.alias_of_id is None:
                self.report(page.pk, page.get_full_url() or "", "orphan", _("No other page links to this page."))

    def _check_sitemap(self) -> None:
        """The sitemap lists exactly the pages that search engines may list."""
        listed = set(self._sitemap_locations(reverse("seo_sitemap")))
        wanted = {page.get_full_url(): page for page in self._pages.values() if page.is_indexable}
        for url in sorted(set(wanted) - listed):
            self.report(wanted[url].pk, url, "sitemap", _("The sitemap lacks this page."))
        known = {page.get_full_url(): page.pk for page in self._pages.values()}
        for url in sorted(listed - set(wanted)):
            self.report(known.get(url), url, "sitemap", _("The sitemap lists an address that is not to be listed."))

    def _sitemap_locations(self, path: str) -> Iterator[str]:
        answer = self.fetcher.get(path)
        if answer.status != 200:
            message = _("The sitemap answers with status {status}.").format(status=answer.status)
            self.report(None, path, "sitemap", message)
            return
        for kind, location in SITEMAP_ENTRY.findall(answer.text):
            url = html.unescape(location)
            if kind == "sitemap":
                yield from self._sitemap_locations(urlsplit(url).path)
            else:
                yield url


def audit_site(site: Site, fetcher: Fetcher | None = None, most_pages: int | None = None) -> WalkResult:
    """Walk a site and return what was found; at most `most_pages` pages when given."""
    return Walk(site, fetcher or InProcessFetcher(site)).run(most_pages)


def store_report(site: Site, result: WalkResult) -> AuditReport:
    """Keep what was found for the report in the admin."""
    report, _created = AuditReport.objects.update_or_create(
        site=site,
        defaults={
            "checked_at": timezone.now(),
            "page_count": result.page_count,
            "complete": result.complete,
            "findings": [finding.as_dict() for finding in result.findings],
        },
    )
    return report
