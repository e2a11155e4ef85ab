"""Texts out of page builders: Elementor keeps JSON beside the text, Divi and WPBakery shortcodes in it.

Words, pictures, links and films come along; how they were laid out does not.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from urllib.parse import unquote, unquote_plus

from home.wordpress.markup.shortcodes import Shortcode

DEEPEST = 60
MOST_ELEMENTS = 5000
BUILDERS = {"et_pb_": "Divi", "vc_": "WPBakery", "fusion_": "Avada", "av_": "Enfold"}
_BUILDER_NAME = re.compile(rf"\[({'|'.join(BUILDERS)})\w+")


def builder_in(text: str) -> str:
    """The page builder whose shortcodes a text holds; empty for none."""
    found = _BUILDER_NAME.search(text)
    return BUILDERS[found[1]] if found else ""


def is_builder(name: str) -> bool:
    """Whether a shortcode is a page builder's."""
    return name.startswith(tuple(BUILDERS))


# -- Elementor ---------------------------------------------------------------------------------------------------------


def elementor(data: str) -> str:
    """The HTML of what Elementor kept; empty for what cannot be read."""
    try:
        elements = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    return "".join(_widget(each) for each in _widgets(elements))


def _widgets(elements: Any) -> Iterator[dict[str, Any]]:
    """Every element in its order, down to a depth and a number that no page of people's has."""
    waiting = [(each, 0) for each in reversed(elements)] if isinstance(elements, list) else []
    for _number in range(MOST_ELEMENTS):
        if not waiting:
            return
        element, depth = waiting.pop()
        if not isinstance(element, dict):
            continue
        yield element
        inner = element.get("elements")
        if isinstance(inner, list) and depth < DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(inner)]


def _widget(element: dict[str, Any]) -> str:
    kind, values = element.get("widgetType"), element.get("settings")
    if not isinstance(kind, str) or not isinstance(values, dict):
        return ""
    write = _ELEMENTOR.get(kind)
    return write(values) if write else _any_words(values)


def _text(values: Any, name: str) -> str:
    value = values.get(name) if isinstance(values, dict) else ""
    return value if isinstance(value, str) else ""


def _link(values: dict[str, Any], words: str) -> str:
    url = _text(values.get("link"), "url")
    return f'<a href="{escape(url)}">{words}</a>' if url and words else words


def _heading(values: dict[str, Any]) -> str:
    size = _text(values, "header_size")
    level = size if re.fullmatch(r"h[1-6]", size) else "h2"
    return f"<{level}>{_text(values, 'title')}</{level}>"


def _image(values: dict[str, Any]) -> str:
    picture = values.get("image")
    return _figure(
        _text(picture, "url"), picture.get("id") if isinstance(picture, dict) else 0, _text(values, "caption")
    )


def _figure(url: str, number: Any, caption: str = "", alt: str = "") -> str:
    known = f' class="wp-image-{number}"' if isinstance(number, int) or str(number).isdigit() else ""
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(url)}"{known} alt="{escape(alt)}">{words}</figure>' if url or known else ""


def _opening(values: dict[str, Any]) -> str:
    """Accordions, toggles and tabs: titles that open to show a text."""
    items = values.get("tabs")
    written = (
        [(_text(each, "tab_title"), _text(each, "tab_content")) for each in items] if isinstance(items, list) else []
    )
    return "".join(_details(title, text) for title, text in written)


def _details(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>{text}</details>" if title and text else f"<h3>{title}</h3>{text}"


def _box(values: dict[str, Any]) -> str:
    title, text = _text(values, "title_text"), _text(values, "description_text")
    return f"{_image(values)}<h3>{_link(values, title)}</h3><p>{text}</p>"


def _list(values: dict[str, Any]) -> str:
    items = values.get("icon_list")
    written = (
        [_link(each, _text(each, "text")) for each in items if isinstance(each, dict)]
        if isinstance(items, list)
        else []
    )
    return f"<ul>{''.join(f'<li>{each}</li>' for each in written)}</ul>" if written else ""


def _film(values: dict[str, Any]) -> str:
    url = _text(values, "youtube_url") or _text(values, "vimeo_url") or _text(values, "external_url")
    return f'<iframe src="{escape(url)}"></iframe>' if url else ""


def _quote(values: dict[str, Any]) -> str:
    name = _text(values, "testimonial_name")
    return f"<blockquote><p>{_text(values, 'testimonial_content')}</p><cite>{name}</cite></blockquote>"


def _button(values: dict[str, Any]) -> str:
    return f"<p>{_link(values, _text(values, 'text'))}</p>"


def _gallery(values: dict[str, Any]) -> str:
    """The pictures of a gallery or carousel, by their numbers and addresses."""
    names = ("wp_gallery", "carousel", "gallery")
    shown: list[Any] = next((values[name] for name in names if isinstance(values.get(name), list)), [])
    return "".join(_figure(_text(each, "url"), each.get("id")) for each in shown if isinstance(each, dict))


def _any_words(values: dict[str, Any]) -> str:
    """The words of a widget that is not known, from the names that widgets commonly give them."""
    title = "".join(f"<h3>{_text(values, name)}</h3>" for name in ("title", "heading") if _text(values, name))
    names = ("editor", "description", "content", "text", "html")
    return title + "".join(f"<p>{_text(values, name)}</p>" for name in names if _text(values, name))


_ELEMENTOR: dict[str, Callable[[dict[str, Any]], str]] = {
    "heading": _heading,
    "text-editor": lambda values: _text(values, "editor"),
    "image": _image,
    "image-box": _box,
    "icon-box": _box,
    "button": _button,
    "video": _film,
    "accordion": _opening,
    "toggle": _opening,
    "tabs": _opening,
    "icon-list": _list,
    "image-gallery": _gallery,
    "image-carousel": _gallery,
    "gallery": _gallery,
    "shortcode": lambda values: _text(values, "shortcode"),
    "testimonial": _quote,
    "html": lambda values: _text(values, "html"),
    "spacer": lambda _values: "",
    "divider": lambda _values: "",
}


# -- Divi, WPBakery and their like: shortcodes -------------------------------------------------------------------------

# Words among the attributes of a module of Divi's, beside its title. Elsewhere attributes of these names set the looks.
_MORE_WORDS = {
    "et_pb_team_member": "position",
    "et_pb_testimonial": "author",
    "et_pb_fullwidth_header": "subhead",
    "et_pb_pricing_table": "subtitle",
}


def shortcode(found: Shortcode) -> str:
    """The HTML of one shortcode of a page builder: what it holds, and the words among its attributes."""
    write = _SHORTCODES.get(found.name)
    values = {name: _decoded(value) for name, value in found.attributes.items()}
    if write:
        return write(values, found.content or "")
    title = values.get("title") or values.get("heading") or values.get("name") or ""
    image = values.get("image") or values.get("image_url") or ""
    number = image if re.fullmatch(r"[0-9]{1,15}", image) else ""
    picture = _figure("" if number else image, number, alt=values.get("alt", ""))
    more = values.get(_MORE_WORDS.get(found.name, ""), "")
    words = f"{f'<h3>{title}</h3>' if title else ''}{f'<p>{more}</p>' if more else ''}"
    return f"{picture}{words}{_block(found.content or '')}"


def _decoded(value: str) -> str:
    """An attribute without the codes that stand for brackets and quotes."""
    return value.replace("%91", "[").replace("%93", "]").replace("%22", '"').replace("``", '"')


def _block(content: str) -> str:
    return f"\n\n{content}\n\n"


def _raw(_values: dict[str, str], content: str) -> str:
    """HTML that WPBakery keeps in base64, encoded as in an address."""
    try:
        return unquote(base64.b64decode(content.strip(), validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return ""


def _wpbakery_link(value: str) -> str:
    """The address in `url:https%3A%2F%2F...|title:...`."""
    parts = dict(part.partition(":")[::2] for part in value.split("|"))
    return unquote_plus(parts.get("url", ""))


def _anchor(url: str, words: str) -> str:
    return f'<p><a href="{escape(url)}">{words}</a></p>' if url and words else words


_SHORTCODES: dict[str, Callable[[dict[str, str], str], str]] = {
    "et_pb_image": lambda values, _content: _figure(values.get("src", ""), "", alt=values.get("alt", "")),
    "et_pb_button": lambda values, _content: _anchor(values.get("button_url", ""), values.get("button_text", "")),
    "et_pb_video": lambda values, _content: f'<iframe src="{escape(values.get("src", ""))}"></iframe>',
    "et_pb_toggle": lambda values, content: _details(values.get("title", ""), content),
    "et_pb_accordion_item": lambda values, content: _details(values.get("title", ""), content),
    "et_pb_tab": lambda values, content: _details(values.get("title", ""), content),
    "et_pb_gallery": lambda values, _content: gallery(values.get("gallery_ids", "")),
    "et_pb_cta": lambda values, content: (
        f"<h3>{values.get('title', '')}</h3>{_block(content)}"
        f"{_anchor(values.get('button_url', ''), values.get('button_text', ''))}"
    ),
    # The post's own title and author; which of them are shown is in its attributes.
    "et_pb_post_title": lambda _values, _content: "",
    "et_pb_code": lambda _values, content: content,
    "et_pb_section": lambda _values, content: content,
    "et_pb_row": lambda _values, content: content,
    "et_pb_column": lambda _values, content: content,
    "vc_single_image": lambda values, _content: _figure(values.get("source_url", ""), values.get("image", "")),
    "vc_gallery": lambda values, _content: gallery(values.get("images", "")),
    "vc_custom_heading": lambda values, _content: f"<h2>{values.get('text', '')}</h2>",
    "vc_btn": lambda values, _content: _anchor(_wpbakery_link(values.get("link", "")), values.get("title", "")),
    "vc_video": lambda values, _content: f'<iframe src="{escape(values.get("link", ""))}"></iframe>',
    "vc_tta_section": lambda values, content: _details(values.get("title", ""), content),
    "vc_toggle": lambda values, content: _details(values.get("title", ""), content),
    "vc_raw_html": _raw,
    # Taken out with all other scripts, and named with them.
    "vc_raw_js": lambda _values, _content: "<script></script>",
    "vc_row": lambda _values, content: content,
    "vc_column": lambda _values, content: content,
}


def gallery(numbers: str) -> str:
    """Pictures by their numbers, one after another."""
    return "".join(_figure("", number) for number in re.findall(r"\d{1,15}", numbers)[:200])
