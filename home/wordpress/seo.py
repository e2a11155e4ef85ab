"""What search plugins kept of a page: Yoast SEO, Rank Math, All in One SEO and SEOPress.

Their titles are templates (`%%title%% %%sep%% %%sitename%%`); the variables are those of each plugin's documentation.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.text import Truncator

from home.wordpress.reader import number_in
from home.wordpress.words import line

LONGEST_TITLE = 255
LONGEST_DESCRIPTION = 320


class Variables(NamedTuple):
    """What the variables of a template stand for."""

    title: str
    site: str
    excerpt: str = ""
    category: str = ""
    tag: str = ""
    author: str = ""
    year: str = ""


class Metadata(NamedTuple):
    """What is kept of a page for search engines."""

    title: str = ""
    description: str = ""
    noindex: bool = False
    canonical: str = ""
    picture: int = 0
    picture_url: str = ""
    focus: str = ""
    plugin: str = ""


# The names of one plugin's fields: title, description, focus keyword, canonical address, sharing picture (number,
# address), and the field and the sign of "noindex".
class _Plugin(NamedTuple):
    name: str
    title: tuple[str, ...]
    description: tuple[str, ...]
    focus: tuple[str, ...]
    canonical: tuple[str, ...]
    picture: tuple[str, ...]
    picture_url: tuple[str, ...]
    noindex: tuple[str, str]


PLUGINS = (
    _Plugin(
        "Yoast SEO",
        ("_yoast_wpseo_title",),
        ("_yoast_wpseo_metadesc",),
        ("_yoast_wpseo_focuskw",),
        ("_yoast_wpseo_canonical",),
        ("_yoast_wpseo_opengraph-image-id",),
        ("_yoast_wpseo_opengraph-image",),
        ("_yoast_wpseo_meta-robots-noindex", r"1"),
    ),
    _Plugin(
        "Rank Math",
        ("rank_math_title",),
        ("rank_math_description",),
        ("rank_math_focus_keyword",),
        ("rank_math_canonical_url",),
        ("rank_math_facebook_image_id",),
        ("rank_math_facebook_image",),
        ("rank_math_robots", r".*noindex.*"),
    ),
    _Plugin(
        "All in One SEO",
        ("_aioseo_title", "_aioseop_title"),
        ("_aioseo_description", "_aioseop_description"),
        ("_aioseo_keyphrases", "_aioseo_keywords", "_aioseop_keywords"),
        ("_aioseo_canonical_url", "_aioseop_custom_link"),
        (),
        ("_aioseo_og_image_custom_url", "_aioseop_opengraph_settings_customimg"),
        ("_aioseop_noindex", r"on|1"),
    ),
    _Plugin(
        "SEOPress",
        ("_seopress_titles_title",),
        ("_seopress_titles_desc",),
        ("_seopress_analysis_target_kw",),
        ("_seopress_robots_canonical",),
        ("_seopress_social_fb_img_attachment_id",),
        ("_seopress_social_fb_img",),
        ("_seopress_robots_index", r"yes|1"),
    ),
)
# %%name%% (Yoast, SEOPress), %name% or %name(...)% (Rank Math), #name (All in One SEO).
_VARIABLE = re.compile(
    r"%%([a-z_-]{1,40})%%|%([a-z_]{2,40})(?:\([^()%]{0,80}\))?%|#([a-z][a-z_]{3,40})\b", re.IGNORECASE
)
_SEPARATOR = "–"
_NAMES = {
    "title": {"title", "post_title", "page_title", "seo_title"},
    "site": {"sitename", "site_title", "sitetitle", "blog_title"},
    "excerpt": {"excerpt", "excerpt_only", "post_excerpt", "post_excerpt_only"},
    "category": {"category", "primary_category", "categories", "post_category", "_category_title"},
    "tag": {"tag", "tags", "post_tag"},
    "author": {"name", "author", "post_author", "author_name", "author_first_name"},
    "year": {"currentyear", "current_year"},
}
_SEPARATORS = {"sep", "separator", "separator_sa"}


def resolved(template: str, variables: Variables) -> str:
    """A template with its variables filled in; those that nothing stands for go, with separators left alone."""

    def fill(match: re.Match[str]) -> str:
        name = (match[1] or match[2] or match[3]).lower()
        if name in _SEPARATORS:
            return _SEPARATOR
        for part, names in _NAMES.items():
            if name in names:
                return str(getattr(variables, part))
        # A word after "#" or between percent signs that is no variable of theirs.
        return "" if match[1] or match[2] or "_" in name else match[0]

    text = line(_VARIABLE.sub(fill, template), 2000)
    text = re.sub(rf"\s*{_SEPARATOR}(?:\s*{_SEPARATOR})+", f" {_SEPARATOR}", text)
    return re.sub(rf"^\s*{_SEPARATOR}\s*|\s*{_SEPARATOR}\s*$", "", text).strip()


def metadata(meta: Mapping[str, str], variables: Variables) -> Metadata:
    """What the first plugin that kept anything of a page kept; what others kept fills the gaps."""
    found = Metadata()
    for plugin in PLUGINS:
        read = _read(plugin, meta, variables)
        if read != Metadata(plugin=plugin.name):
            values = {name: value or getattr(read, name) for name, value in found._asdict().items()}
            found = Metadata(**values)
    return found


def _read(plugin: _Plugin, meta: Mapping[str, str], variables: Variables) -> Metadata:
    def first(names: tuple[str, ...]) -> str:
        return next((meta[name].strip() for name in names if meta.get(name, "").strip()), "")

    title = resolved(first(plugin.title), variables)
    field, sign = plugin.noindex
    return Metadata(
        # The site joins title and name by itself, where they fit.
        title="" if title in {variables.title, _joined(variables)} else title[:LONGEST_TITLE],
        description=Truncator(resolved(first(plugin.description), variables)).chars(LONGEST_DESCRIPTION),
        noindex=bool(re.fullmatch(sign, meta.get(field, "").strip(), re.DOTALL)),
        canonical=first(plugin.canonical)[:200],
        picture=number_in(first(plugin.picture)),
        picture_url=first(plugin.picture_url)[:500],
        focus=line(first(plugin.focus), 200),
        plugin=plugin.name,
    )


def _joined(variables: Variables) -> str:
    return f"{variables.title} {_SEPARATOR} {variables.site}"
