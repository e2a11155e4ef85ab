"""The findability check: it sees what is wrong, and says on which page."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from core.seo.audit import audit_site
from core.seo.audit.fetching import Answer, InProcessFetcher
from core.seo.models import AuditReport, MissedAddress
from core.seo.sitemap import Sitemap
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from tests.pages import add_page, make_home

pytestmark = pytest.mark.django_db

WORDS = "What we do, where we do it, and how you can ask us for a first visit."


def linking_to(*hrefs: str) -> list[dict[str, str]]:
    return [{"type": "text", "value": f'<p><a href="{href}">{href or "nowhere"}</a></p>'} for href in hrefs]


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home(search_description="Care for long-lasting pain at two places in Northeast Florida, as injections.")
    ClinicSettings.objects.update_or_create(
        site=page.get_site(),
        defaults={"name": "Branch Clinic", "tagline": "Care for pain in Florida", "launched": True},
    )
    return page


def about(home: HomePage, title: str = "About our clinic", **fields: object) -> ContentPage:
    """A page with nothing wrong, but for what `fields` say."""
    return add_page(home, ContentPage, title, **{"search_description": WORDS, "show_in_menus": True, **fields})


def found(home: HomePage) -> dict[str, set[str]]:
    """Codes of the findings by path."""
    result = audit_site(home.get_site())
    paths: dict[str, set[str]] = {}
    for finding in result.findings:
        paths.setdefault(finding.url.removeprefix("http://localhost"), set()).add(finding.code)
    return paths


class Tampering(InProcessFetcher):
    """Changes pages on their way, as a broken template would."""

    def __init__(self, home: HomePage, old: str, new: str) -> None:
        super().__init__(home.get_site())
        self.old, self.new = old.encode(), new.encode()

    def get(self, path: str) -> Answer:
        answer = super().get(path)
        return Answer(answer.status, answer.headers, answer.body.replace(self.old, self.new))


def test_a_sound_site_has_no_findings(home: HomePage) -> None:
    about(home)
    assert found(home) == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"search_description": "Too short."}, "description"),
        ({"seo_title": "T" * 90}, "title"),
        ({"seo_title": "Tiny"}, "title"),
        ({"body": linking_to("/no-such-page/")}, "link"),
        ({"body": [{"type": "heading", "value": {"text": "Deep", "level": "h3"}}]}, "headings"),
        ({"show_in_menus": False}, "orphan"),
    ],
)
def test_what_staff_can_get_wrong_is_found(home: HomePage, fields: dict[str, object], code: str) -> None:
    about(home, slug="about", **fields)
    assert found(home) == {"/about/": {code}}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<h1", "<h2", "headings"),
        ('rel="canonical" href="http://localhost/about/"', 'rel="canonical" href="http://localhost/"', "canonical"),
        ('name="robots" content="index', 'name="robots" content="noindex', "robots"),
        ('{"@context":"https://schema.org"', '{"@context":', "structured-data"),
        ('"isPartOf":{"@id":"', '"isPartOf":{"@id":"x', "structured-data"),
        ('property="og:image:alt" content="', 'property="og:image:alt" content="" x="', "sharing"),
        ("</h1>", '</h1><img src="/favicon.ico">', "alt"),
        ("</h1>", '</h1><script src="https://example.com/x.js"></script>', "weight"),
        ("</h1>", "</h1><!--" + "".join(chr(33 + n % 90) for n in range(0, 8_000_000, 7)) + "-->", None),
    ],
)
def test_what_templates_can_get_wrong_is_found(home: HomePage, old: str, new: str, code: str | None) -> None:
    about(home, slug="about")
    result = audit_site(home.get_site(), Tampering(home, old, new))
    assert {finding.code for finding in result.findings if finding.url.endswith("/about/")} == (
        {code} if code else set()
    )


def test_a_page_that_breaks_is_found(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    about(home, slug="about")
    monkeypatch.setattr(ContentPage, "template", "no/such/template.html")
    assert found(home)["/about/"] == {"status"}


def test_links_through_redirects_are_found(home: HomePage) -> None:
    target = about(
        home,
        "Where we are",
        slug="target",
        search_description="Both of our places, and how to get to each of them by car.",
    )
    Redirect.add_redirect("/old/", target)
    about(home, slug="about", body=linking_to("/old/"))
    findings = audit_site(home.get_site()).findings
    assert len(findings) == 1, findings
    [finding] = findings
    assert (finding.code, finding.url) == ("link", "http://localhost/about/")
    assert "/old/ is redirected to /target/" in finding.message


def test_a_sitemap_that_disagrees_is_found(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    about(home, slug="about")
    listed = [
        {"location": f"http://localhost/{path}", "lastmod": None, "images": [], "alternates": []} for path in ("", "x/")
    ]
    monkeypatch.setattr(Sitemap, "entries", lambda site_map, part: iter(listed))
    assert found(home) == {"/about/": {"sitemap"}, "/x/": {"sitemap"}}


def test_before_the_launch_hidden_pages_are_no_fault(home: HomePage) -> None:
    about(home)
    ClinicSettings.objects.update(launched=False)
    assert found(home) == {}


def test_the_check_leaves_no_trace_in_the_report_of_missed_addresses(home: HomePage) -> None:
    about(home, body=linking_to("/no-such-page/"))
    audit_site(home.get_site())
    assert not MissedAddress.objects.exists()


def test_the_command_ends_badly_when_something_is_found(home: HomePage) -> None:
    page = about(home, slug="about", seo_title="Tiny")
    out = StringIO()
    with pytest.raises(CommandError, match="2 pages checked, 1 findings"):
        call_command("audit_site", stdout=out)
    assert "http://localhost/about/: title:" in out.getvalue()
    report = AuditReport.objects.get()
    assert (report.page_count, report.complete) == (2, True)
    assert report.findings[0]["page_id"] == page.pk
    with pytest.raises(CommandError, match="no such site"):
        call_command("audit_site", "--site", "nobody.example")


def test_a_running_server_can_be_asked(home: HomePage, live_server: object) -> None:
    about(home)
    site = home.get_site()
    out = StringIO()
    call_command("audit_site", "--base-url", str(live_server), "--site", site.hostname, stdout=out)
    assert "2 pages checked, 0 findings" in out.getvalue()


def test_staff_read_it_in_the_admin_and_can_ask_anew(admin_client: Client, home: HomePage) -> None:
    page = about(home, slug="about", seo_title="<b>T</b>")
    url = reverse("seo_audit_report")
    assert "No check has run yet" in admin_client.get(url).content.decode()
    html = admin_client.post(url, follow=True).content.decode()
    assert "The title has 8 characters" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    page.seo_title = ""
    page.save_revision().publish()
    assert "Nothing keeps these pages from being found" in admin_client.post(url, follow=True).content.decode()
    assert json.loads(json.dumps(AuditReport.objects.get().findings)) == []
