"""Addresses that crawlers, phones and assistants ask for. They stand before the page tree."""

from django.urls import URLPattern, path, re_path

from core.seo import card_views, icons, indexnow, llms, markdown, opensearch, robots, sitemap
from core.web.page_cache import cache_publicly

urlpatterns: list[URLPattern] = [
    path("robots.txt", cache_publicly(robots.robots_txt), name="seo_robots"),
    path("sitemap.xml", sitemap.sitemap, name="seo_sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_part, name="seo_sitemap_part"),
    path("llms.txt", cache_publicly(llms.llms_txt), name="seo_llms"),
    path("opensearch.xml", cache_publicly(opensearch.description), name="seo_opensearch"),
    path("manifest.webmanifest", cache_publicly(icons.manifest), name="seo_manifest"),
    re_path(r"^(?P<name>favicon\.ico|apple-touch-icon\.png|icon-(?:maskable-)?\d+\.png)$", icons.icon, name="seo_icon"),
    re_path(
        r"^sharing-cards/(?P<page_id>\d+)-(?P<name>[0-9a-f]{12})\.png$",
        card_views.sharing_card,
        name="seo_sharing_card",
    ),
    re_path(r"^(?P<key>[0-9a-f]{32})\.txt$", indexnow.key_file, name="seo_indexnow_key"),
]

# Addresses below those of pages, in each language.
page_urlpatterns: list[URLPattern] = [
    re_path(r"^(?P<path>(?:[^/]+/)*)index\.md$", cache_publicly(markdown.twin), name="seo_markdown"),
]
