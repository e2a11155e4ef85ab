"""Small WordPress exports, written by hand: the frame of a file, and one item of any kind."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

SITE = "https://old.example"
CHANNEL = """<?xml version="1.0" encoding="{encoding}" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel><title>Old Clinic</title><link>{site}</link><description>Pain care</description>
<pubDate>Mon, 02 Feb 2026 10:00:00 +0000</pubDate><language>en-US</language>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[tilak]]></wp:author_login>
<wp:author_email><![CDATA[tilak@old.example]]></wp:author_email>
<wp:author_display_name><![CDATA[Dr. Tilak]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename><![CDATA[research]]></wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Research]]></wp:cat_name></wp:category>
<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug><![CDATA[crps]]></wp:tag_slug><wp:tag_name><![CDATA[CRPS]]></wp:tag_name></wp:tag>
"""
END = "</channel></rss>"


def export(*items: str, version: str = "1.2", encoding: str = "UTF-8", site: str = SITE) -> str:
    """A whole file."""
    return CHANNEL.format(version=version, encoding=encoding, site=site) + "".join(items) + END


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def item(
    number: int,
    title: str = "A post",
    content: str = "",
    *,
    kind: str = "post",
    status: str = "publish",
    slug: str = "",
    link: str = "",
    meta: dict[str, Any] | None = None,
    terms: tuple[tuple[str, str, str], ...] = (),
    **fields: Any,
) -> str:
    """One item; `fields` are date, date_gmt, parent, order, excerpt, author, password, file_url, comments."""
    slug = slug or title.lower().replace(" ", "-")
    parts = {
        "title": cdata(title),
        "link": escape(link or f"{SITE}/{slug}/"),
        "dc:creator": cdata(fields.get("author", "tilak")),
        "description": "",
        "content:encoded": cdata(content),
        "excerpt:encoded": cdata(fields.get("excerpt", "")),
        "wp:post_id": number,
        "wp:post_date": cdata(fields.get("date", "2021-05-12 20:30:00")),
        "wp:post_date_gmt": cdata(fields.get("date_gmt", "2021-05-13 00:30:00")),
        "wp:post_name": cdata(slug),
        "wp:status": cdata(status),
        "wp:post_parent": fields.get("parent", 0),
        "wp:menu_order": fields.get("order", 0),
        "wp:post_type": cdata(kind),
        "wp:post_password": cdata(fields.get("password", "")),
        **({"wp:attachment_url": cdata(fields["file_url"])} if "file_url" in fields else {}),
    }
    written = [f"<{name}>{value}</{name}>" for name, value in parts.items()]
    written += [f"<category domain={quoteattr(d)} nicename={quoteattr(s)}>{cdata(n)}</category>" for d, s, n in terms]
    for key, value in (meta or {}).items():
        value = f"<wp:meta_value>{cdata(str(value))}</wp:meta_value>"
        written.append(f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>{value}</wp:postmeta>")
    written += ["<wp:comment><wp:comment_author>A patient</wp:comment_author></wp:comment>"] * fields.get("comments", 0)
    return f"<item>{''.join(written)}</item>\n"


def attachment(number: int, path: str, *, alt: str = "", caption: str = "", title: str = "", parent: int = 0) -> str:
    """A picture or file of the library, at `path` below the folder of uploads."""
    return item(
        number,
        title or Path(path).stem,
        kind="attachment",
        status="inherit",
        excerpt=caption,
        parent=parent,
        link=f"{SITE}/{Path(path).stem}/",
        file_url=f"{SITE}/wp-content/uploads/{path}",
        meta={"_wp_attached_file": path, **({"_wp_attachment_image_alt": alt} if alt else {})},
    )


def picture(size: tuple[int, int] = (1600, 900)) -> bytes:
    """A small JPEG."""
    data = BytesIO()
    Image.new("RGB", size, "#0b4a45").save(data, "JPEG")
    return data.getvalue()


def uploads(folder: Path, *paths: str) -> Path:
    """A folder of uploads with a picture (or a small PDF) at each path."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"%PDF-1.4\n%%EOF\n" if path.endswith(".pdf") else picture())
    return folder


def zipped(folder: Path, target: Path) -> Path:
    """The same as a zip file."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return target
