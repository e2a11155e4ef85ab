"""Check that every page of the site can be found: `manage.py audit_site`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from core.seo.audit import audit_site, store_report
from core.seo.audit.fetching import HttpFetcher


class Command(BaseCommand):
    """Walks every live page through HTTP, prints what is wrong, and ends with status 1 when anything is."""

    help = "Check status, metadata, headings, links, structured data, sharing picture and sitemap of every live page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which site, and through which server."""
        parser.add_argument("--site", help="host name of the site (default: the default site)")
        parser.add_argument("--base-url", help="ask a running server here, such as http://127.0.0.1:8000")
        parser.add_argument("--no-report", action="store_true", help="do not keep the result for the admin's report")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, print, keep.

        Raises:
            CommandError: when there is no such site, or anything was found.
        """
        sites = Site.objects.select_related("root_page")
        wanted = {"hostname": options["site"]} if options["site"] else {"is_default_site": True}
        site = sites.filter(**wanted).first()
        if site is None:
            raise CommandError("There is no such site.")
        fetcher = HttpFetcher(options["base_url"], site) if options["base_url"] else None
        result = audit_site(site, fetcher)
        if not options["no_report"]:
            store_report(site, result)
        for finding in result.findings:
            self.stdout.write(f"{finding.url}: {finding.code}: {finding.message}")
        summary = f"{result.page_count} pages checked, {len(result.findings)} findings."
        if result.findings:
            raise CommandError(summary)
        self.stdout.write(self.style.SUCCESS(summary))
