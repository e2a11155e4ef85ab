"""Blocks made of pictures, films and files."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from core.design.drawings import CHOICES, DRAWINGS
from core.pages.blocks.text import RichTextBlock
from core.pages.video_players import Player, player_of
from core.pictures.renditions import PICTURE_FILTER, SHARING_FILTER, rendition_or_none
from core.seo.sharing import absolute
from core.seo.structured_data.media import image_node
from core.seo.structured_data.nodes import clean_node, page_id
from core.seo.text import plain


class ImageFigureValue(blocks.StructValue):
    """A picture in the text, also as data."""

    def structured_data(self, page: Any) -> list[dict[str, Any]]:
        """schema.org ImageObject, as one of the page's images; none for decoration or a picture that is gone."""
        picture = self.get("image")
        if picture is None or getattr(picture, "decorative", False):
            return []
        caption = self.get("caption") or getattr(picture, "contextual_alt_text", "") or ""
        node = image_node(page, picture, PICTURE_FILTER, caption=caption)
        return [node, {"@id": page_id(page), "image": [{"@id": node["@id"]}]}] if node else []


class TopAware(blocks.StructBlock):
    """A block that knows whether it is what a reader sees first: a page without a main picture begins with it."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `at_top`."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        page: Any = context.get("page")
        body: Any = page.body if page is not None and getattr(page, "body_is_at_top", False) else None
        context["at_top"] = bool(body) and body[0].value is value and not page.main_image
        return context


class ImageFigureBlock(TopAware):
    """A picture with its description for this page, and a caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=255, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a caption.")
        template = "pages/blocks/image.html"
        value_class = ImageFigureValue

    def get_translatable_segments(self, value: ImageFigureValue) -> list[Any]:
        """What wagtail-localize takes out; it would fail to put the description of a deleted picture back."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor  # noqa: PLC0415 - not always there

        stored = {"value": self.get_prep_value(value)}
        found = StreamFieldSegmentExtractor(field=None).handle_struct_block(value, raw_value=stored)
        return [segment for segment in found if value.get("image") or not segment.path.startswith("image.")]

    def restore_translated_segments(self, value: ImageFigureValue, segments: list[Any]) -> ImageFigureValue:
        """The figure with its words in another language."""
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter  # noqa: PLC0415 - not always there

        writer = StreamFieldSegmentsWriter(field=None, src_locale=None, tgt_locale=None)
        restored: ImageFigureValue = writer.handle_struct_block(value, segments)
        return restored


class DrawingValue(blocks.StructValue):
    """A drawing by this site."""

    @property
    def template(self) -> str:
        """The template that draws it; for one that the site no longer has, the first."""
        name = self.get("drawing")
        return f"design/drawings/{name if name in DRAWINGS else next(iter(DRAWINGS))}.html"

    @property
    def name(self) -> Any:
        """What it shows, in words."""
        return DRAWINGS[self["drawing"]].name if self.get("drawing") in DRAWINGS else ""


class DrawingBlock(blocks.StructBlock):
    """One of the site's own drawings: it follows light and dark, and says what it shows in the page's language."""

    drawing = blocks.ChoiceBlock(label=_("Drawing"), choices=CHOICES)
    caption = blocks.CharBlock(label=_("Caption"), max_length=255, required=False)

    class Meta:
        icon = "draft"
        label = _("Drawing")
        description = _("A drawing that explains: where the injection goes, a visit in minutes, how ketamine may work.")
        template = "pages/blocks/drawing.html"
        value_class = DrawingValue
        preview_value = {"drawing": "injection", "caption": ""}


class VideoValue(blocks.StructValue):
    """A film elsewhere: its player's address is used only after a click."""

    @property
    def player(self) -> Player | None:
        """The player of a film on YouTube or Vimeo; None for any other address."""
        return player_of(self.get("url") or "")

    @property
    def player_url(self) -> str:
        """The address to load in a frame after a click; empty when the film can only be linked to."""
        return self.player.url if self.player else ""

    def structured_data(self, page: Any) -> list[dict[str, Any]]:
        """schema.org VideoObject, once all that Google requires is known: a still picture and the day of upload."""
        still = rendition_or_none(self.get("poster"), SHARING_FILTER)
        uploaded = self.get("uploaded_on")
        if still is None or not uploaded or not self.player_url:
            return []
        minutes = self.get("length_minutes")
        node = {
            "@type": "VideoObject",
            "@id": f"{page.seo_canonical_url}#video-{slugify(self['title'])}",
            "isPartOf": {"@id": page_id(page)},
            "name": self["title"],
            "description": self["title"],
            "thumbnailUrl": absolute(page, still.url),
            "uploadDate": make_aware(datetime.datetime.combine(uploaded, datetime.time(12))),
            "duration": f"PT{minutes}M" if minutes else None,
            "embedUrl": self.player_url,
            "transcript": plain(self["transcript"].source) if self.get("transcript") else None,
        }
        return [clean_node(node)]

    @property
    def provider(self) -> str:
        """Where the film is: the provider's name, or the host of its address."""
        return self.player.provider if self.player else urlsplit(self.get("url") or "").netloc


class VideoBlock(TopAware):
    """A film that loads only when the visitor asks for it: nothing reaches a third party before."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("A YouTube or Vimeo page."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    poster = ImageChooserBlock(label=_("Still picture"), required=False)
    length_minutes = blocks.IntegerBlock(label=_("Length in minutes"), min_value=1, max_value=600, required=False)
    uploaded_on = blocks.DateBlock(
        label=_("Published on"), required=False, help_text=_("The day the film went online. Search engines ask for it.")
    )
    transcript = RichTextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said, for people who cannot hear it or save data."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A film from YouTube or Vimeo that loads only after a click.")
        template = "pages/blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "url": "https://vimeo.com/123456789",
            "title": "A visit, step by step",
            "length_minutes": 3,
        }

    def clean(self, value: VideoValue) -> VideoValue:
        """Accept only films that can be played in the page.

        Raises:
            StructBlockValidationError: on `url` for any other address.
        """
        cleaned = super().clean(value)
        if player_of(cleaned.get("url") or "") is None:
            message = _(
                "This is not the address of one film on YouTube or Vimeo. Open the film there, not a list, a channel "
                "or an event, and copy the address of its page."
            )
            raise blocks.StructBlockValidationError({"url": ValidationError(message)})
        return cleaned


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its type and size."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("Empty: the file's own title."),
    )
    description = blocks.CharBlock(label=_("What it is for"), max_length=255, required=False)

    class Meta:
        icon = "doc-full"
        label = _("File to download")
        description = _("A form or leaflet as a file.")
        template = "pages/blocks/document.html"
