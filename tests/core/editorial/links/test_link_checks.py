"""Links to other websites: what is collected, what is asked, what is never asked, and what an answer means."""

import datetime
import ipaddress
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.editorial.links import checking
from core.editorial.links.checking import check_due, due_links, judge
from core.editorial.links.collect import outside_links, refresh_links
from core.editorial.links.fetching import Answer, LinkFetcher, is_public, parse
from core.editorial.models.links import LinkState, OutsideLink
from home.models import ContentPage
from news.models import NewsArticlePage, NewsIndexPage
from tests.pages import add_page, make_home, make_reference


class OtherWebsite(BaseHTTPRequestHandler):
    """A website that knows a few addresses, and remembers what it was asked."""

    asked: list[tuple[str, str]] = []

    def answer(self) -> None:
        """Answer by the path."""
        self.asked.append((self.command, self.path))
        status = {"/here": 200, "/gone": 410, "/no-head": 405 if self.command == "HEAD" else 200, "/shop": 403}
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/here")
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
        elif self.path == "/to-inside":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/")
        else:
            self.send_response(status.get(self.path, 404))
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815 - the names that http.server asks for

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def other() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherWebsite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(other: str) -> LinkFetcher:
    OtherWebsite.asked.clear()
    return LinkFetcher("http://clinic.example", allow=lambda address: True, ports=None)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/here", 200),
        ("/moved", 200),
        ("/gone", 410),
        ("/nowhere", 404),
        ("/no-head", 200),
        ("/shop", 403),
        ("/loop", 302),
    ],
)
def test_what_an_address_answers_in_the_end(other: str, fetcher: LinkFetcher, path: str, status: int) -> None:
    assert fetcher.ask(f"{other}{path}") == Answer(status)
    assert len(OtherWebsite.asked) <= 7


def test_head_is_enough_where_it_works(other: str, fetcher: LinkFetcher) -> None:
    fetcher.ask(f"{other}/here")
    assert OtherWebsite.asked == [("HEAD", "/here")]


def test_a_redirect_to_something_else_than_the_web_is_refused(other: str, fetcher: LinkFetcher) -> None:
    assert fetcher.ask(f"{other}/to-inside") == Answer(None, refused=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://user:secret@example.com/",
        "http://93.184.216.34:8080/",
        "https://93.184.216.34:80/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "http:///nowhere",
    ],
)
def test_the_inside_of_the_network_is_never_asked(other: str, url: str) -> None:
    assert LinkFetcher().ask(url) == Answer(None, refused=True)


def test_the_real_rules_refuse_the_server_of_these_tests(other: str) -> None:
    OtherWebsite.asked.clear()
    port = int(other.rpartition(":")[2])
    assert LinkFetcher(ports={"http": port, "https": 443}).ask(f"{other}/here").refused
    assert OtherWebsite.asked == []


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2001:4860:4860::8888", "::ffff:1.1.1.1", "2a00:1450::1"]
)
def test_public_addresses(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


NOT_PUBLIC = {
    "this network": "0.1.2.3",
    "private": "10.0.0.1",
    "shared by a provider": "100.64.0.1",
    "link-local": "169.254.169.254",
    "of the IETF": "192.0.0.9",
    "documentation": "192.0.2.1",
    "relay of 6to4": "192.88.99.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "unspecified": "::",
    "loopback": "::1",
    "compatible with IPv4": "::127.0.0.1",
    "compatible with a private one": "::10.0.0.1",
    "mapped": "::ffff:127.0.0.1",
    "mapped, of a provider": "::ffff:100.64.0.1",
    "translated": "::ffff:0:7f00:1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a public one": "64:ff9b::5db8:d822",
    "NAT64, local": "64:ff9b:1::7f00:1",
    "discard": "100::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "ORCHID": "2001:20::1",
    "IPv6 documentation": "2001:db8::1",
    "new documentation": "3fff::1",
    "6to4": "2002:7f00:1::",
    "6to4 of a public one": "2002:5db8:d822::1",
    "ISATAP": "2606:4700::5efe:10.0.0.1",
    "ISATAP, global bit": "2606:4700::200:5efe:10.0.0.1",
    "segment routing": "5f00::1",
    "reserved by IANA": "4000::1",
    "unique local": "fd00::1",
    "IPv6 link-local": "fe80::1%lo",
    "site-local": "fec0::1",
    "IPv6 multicast": "ff02::1",
    "global multicast": "ff0e::1",
}


@pytest.mark.parametrize("what", NOT_PUBLIC)
def test_what_is_no_hosts_address_on_the_public_internet_is_refused(what: str) -> None:
    text = NOT_PUBLIC[what]
    assert not is_public(parse(text))
    if ":" in text:
        assert LinkFetcher().ask(f"http://[{text.partition('%')[0]}]/").refused


def test_the_address_at_the_other_end_is_judged_before_anything_is_sent(other: str) -> None:
    """The name was judged public; what answers is not."""
    OtherWebsite.asked.clear()
    verdicts = iter([True, False, False])
    fetcher = LinkFetcher(allow=lambda address: next(verdicts), ports=None)
    assert fetcher.ask(f"{other}/here") == Answer(None, refused=True)
    assert OtherWebsite.asked == []


def test_a_name_that_does_not_exist_is_no_answer() -> None:
    assert LinkFetcher().ask("http://nobody.invalid/") == Answer(None)


def test_what_answers_mean() -> None:
    link = OutsideLink(url="https://example.com/")
    judge(link, Answer(200))
    assert (link.state, link.alive_at) == (LinkState.ALIVE, link.checked_at)
    seen = link.alive_at
    judge(link, Answer(403))
    assert link.state == LinkState.GUARDED
    for answer in (Answer(None), Answer(404)):
        judge(link, Answer(200))
        for expected in (LinkState.UNSURE, LinkState.UNSURE, LinkState.DEAD):
            link.checked_at -= datetime.timedelta(days=1)
            judge(link, answer)
            judge(link, answer)  # a second look on the same day says nothing new
            assert link.state == expected
    assert link.alive_at
    assert link.alive_at >= seen
    judge(link, Answer(200))
    assert link.failures == 0
    judge(link, Answer(410))
    assert link.state == LinkState.DEAD, "gone for good"
    judge(link, Answer(None, refused=True))
    assert link.state == LinkState.REFUSED


@pytest.fixture
def content(db: None, other: str) -> NewsArticlePage:
    home = make_home()
    html = f'<p><a href="{other}/here#part">One</a> <a href="{other}/gone">Two</a> <a href="/about/">Own</a></p>'
    body = json.dumps([{"type": "text", "value": html}])
    add_page(home, ContentPage, "About", body=body)
    hidden = json.dumps([{"type": "text", "value": html.replace("here", "draft")}])
    draft = ContentPage(title="Draft", slug="draft", live=False, body=hidden)
    home.add_child(instance=draft)
    make_reference(doi="", url=f"{other}/moved")
    make_reference("dead-2000", doi="", url=f"{other}/dead", dead_since=datetime.date(2020, 1, 1))
    news = add_page(home, NewsIndexPage, "News")
    return add_page(news, NewsArticlePage, "Story", kind="press", outlet="Paper", source_url=f"{other}/here")


def test_live_pages_and_sources_are_collected_and_own_addresses_are_not(content: NewsArticlePage, other: str) -> None:
    found = outside_links()
    assert set(found) == {f"{other}/here", f"{other}/gone", f"{other}/moved"}
    assert len(found[f"{other}/here"].pages) == 2
    assert found[f"{other}/moved"].sources


def test_links_that_are_gone_from_the_pages_leave_the_table(content: NewsArticlePage, other: str) -> None:
    assert refresh_links() == 3
    content.unpublish()
    ContentPage.objects.get(slug="about").delete()
    assert refresh_links() == 1
    assert [link.url for link in OutsideLink.objects.all()] == [f"{other}/moved"]


def test_a_week_passes_before_a_link_is_asked_again(
    content: NewsArticlePage, other: str, fetcher: LinkFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SECONDS_BETWEEN", 0.01)
    refresh_links()
    assert len(check_due(seconds=30, fetcher=fetcher)) == 3
    states = {link.url.rpartition("/")[2]: link.state for link in OutsideLink.objects.all()}
    assert states == {"here": LinkState.ALIVE, "gone": LinkState.DEAD, "moved": LinkState.ALIVE}
    content.refresh_from_db()
    assert content.link_checked_on == timezone.localdate()
    assert due_links() == []
    OutsideLink.objects.update(checked_at=timezone.now() - datetime.timedelta(days=8))
    assert len(due_links()) == 3
    assert check_due(seconds=0, fetcher=fetcher) == []


def test_the_command_says_what_is_dead_and_asks_nobody_inside(content: NewsArticlePage, other: str) -> None:
    OtherWebsite.asked.clear()
    out = StringIO()
    call_command("check_links", seconds=30, stdout=out)
    assert "Not a public web address" in out.getvalue()
    assert "3 links, 3 looked at now." in out.getvalue()
    assert OtherWebsite.asked == []
