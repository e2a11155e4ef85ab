"""The site with every field that staff can fill in filled in: with plain words, or with words as long as may be.

What can be filled in is asked of the edit forms and of the blocks, so a field or a block that is new is filled in too.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from wagtail import blocks
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from appointments.models import AppointmentSettings
from core.editorial.models.references import Reference
from core.pages.blocks import AppointmentRequestBlock, VideoBlock
from core.pictures.models import ClinicImage
from core.site.models import ClinicSettings
from core.web.phones import PhoneField
from home.models import HomePage
from news.models import Topic
from therapy.models import ConditionPage

from .pages import make_image

WORD = "Electroencephalographically"
# Where a field sets no limit: longer than any real word, and than a line on the widest screen.
UNLIMITED = 200
# What the forms take only in a shape of its own. (Numbers with 555 reach nobody.)
SHAPED = {
    "address_line_2": "Suite 200",
    "npi": "1234567893",
    "license_number": "ME12345678901234",
    "postal_code": "32256-1234",
    "state": "FL",
    "country": "US",
    "time_zone": "America/New_York",
    "latitude": Decimal("30.188000"),
    "longitude": Decimal("-81.555000"),
    "next_review": date(2099, 9, 30),
    "doi": "10.1097/AAP.0000000000000808",
    "pubmed_id": "29870458",
    "video": "https://vimeo.com/123456789",
}
PHONE = "+19045550123"
LONG_HOST = ".".join(["electroencephalographically-monitored-pharmacotherapeutic"[:57]] * 2) + ".example.com"
# Addresses, dates of publishing and switches are no words on a page.
LEFT_ALONE = {"slug", "comment_notifications", "go_live_at", "expire_at", "seo_title", "search_description"}


class Filler:
    """Fills fields and blocks. `longest`: every text becomes one word as long as its field takes."""

    def __init__(self, home: HomePage, longest: bool) -> None:
        self.home = home
        self.longest = longest
        self.image = make_image(credit=self.words(255), description="A drawn branch")
        self.document = get_document_model().objects.create(
            title=self.words(255), file=ContentFile(b"%PDF-1.4", name="form.pdf")
        )

    def words(self, limit: int | None) -> str:
        """A text for a field that takes `limit` characters."""
        if not self.longest:
            return "Plain words from staff, long enough for a line or two of it"[: limit or None].strip()
        length = limit or UNLIMITED
        return (WORD * (length // len(WORD) + 1))[:length]

    def email(self, limit: int | None) -> str:
        """An e-mail address as long as one can be, or of 35 characters."""
        if not self.longest:
            return "appointments@clinic-for-pain.example"
        return f"{self.words(64)}@{LONG_HOST}"[: limit or None]

    def url(self) -> str:
        """An address whose host, which pages show, is long."""
        return f"https://{LONG_HOST}/" if self.longest else "https://example.com/"

    def rich(self) -> str:
        """Rich text with everything that its editor offers."""
        word = self.words(None)
        link = f'<a href="https://example.com/">{word}</a>'
        return f"<p>{word} <b>{word}</b> {link}</p><h3>{word}</h3><ul><li>{word}</li></ul><ol><li>{link}</li></ol>"

    # -- Fields -------------------------------------------------------------------------------------------------------

    def fill(self, item: models.Model, names: list[str]) -> None:
        """Fill the fields of `item` with these names; what is already there stays, unless words shall be longest."""
        for name in names:
            field = item._meta.get_field(name)
            old = getattr(item, name)
            if name in LEFT_ALONE or (old and not self.longest):
                continue
            value = self.value_for(field)
            if value is not None:
                setattr(item, name, value)

    def value_for(self, field: Any) -> Any:  # noqa: C901 - one line for each kind of field
        """A value for a model's field; None for what is no text and may stay as it is."""
        if field.name in SHAPED:
            return SHAPED[field.name]
        if isinstance(field, StreamField):
            return field.stream_block.to_python(self.block(field.stream_block))
        if isinstance(field, RichTextField):
            return self.rich()
        if isinstance(field, PhoneField):
            return PHONE
        if isinstance(field, models.EmailField):
            return self.email(field.max_length)
        if isinstance(field, models.URLField):
            return self.url()
        if isinstance(field, models.DateField):
            return None if field.name in {"dead_since", "date_to"} else date(2025, 9, 30)
        if isinstance(field, models.ForeignKey) and field.related_model is ClinicImage:
            return self.image
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page):
            return field.related_model.objects.first()
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            return self.words(field.max_length)
        return None

    # -- Blocks -------------------------------------------------------------------------------------------------------

    def block(self, block: Any) -> Any:
        """What is stored for a block with everything in it: for a stream, one block of each kind."""
        if isinstance(block, ImageBlock):
            return {"image": self.image.pk, "alt_text": self.words(100), "decorative": False}
        if isinstance(block, TypedTableBlock):
            cells = [{"type": name, "heading": self.words(60)} for name in block.child_blocks] * 2
            values = [self.block(child) for child in block.child_blocks.values()] * 2
            return {"columns": cells, "rows": [{"values": values}] * 2, "caption": ""}
        if isinstance(block, blocks.StreamBlock):
            return [
                {"type": name, "value": self.block(child)}
                for name, child in block.child_blocks.items()
                if not isinstance(child, AppointmentRequestBlock)  # once a page; home and places bring it themselves
            ]
        if isinstance(block, blocks.StructBlock):
            return self.struct(block)
        if isinstance(block, blocks.ListBlock):
            return [self.block(block.child_block)] * max(2, block.meta.min_num or 0)
        return self.leaf(block)

    def struct(self, block: Any) -> dict[str, Any]:
        """A group of blocks; of a link's three targets, the page."""
        value = {name: self.block(child) for name, child in block.child_blocks.items()}
        if {"page", "url", "phone"} <= set(value):
            value |= {"url": "", "phone": ""}
        if isinstance(block, VideoBlock):
            value["url"] = SHAPED["video"]
        return value

    def leaf(self, block: Any) -> Any:  # noqa: C901 - one line for each kind of block
        """A block without blocks of its own."""
        if isinstance(block, blocks.PageChooserBlock):
            model = block.target_model
            page = self.home if model is Page else model.objects.first()
            return page.pk if page else None
        if isinstance(block, ImageChooserBlock):
            return self.image.pk
        if isinstance(block, DocumentChooserBlock):
            return self.document.pk
        if isinstance(block, SnippetChooserBlock):
            found = block.target_model.objects.first()
            return found.pk if found else None
        if isinstance(block, blocks.RichTextBlock):
            return self.rich()
        if isinstance(block, blocks.ChoiceBlock):
            return next(value for value, _label in reversed(list(block.field.choices)) if value)
        if isinstance(block, blocks.URLBlock):
            return self.url()
        if isinstance(block, blocks.IntegerBlock):
            return 12
        if isinstance(block, blocks.DateBlock):
            return "2025-09-30"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.words(block.field.max_length)
        return block.get_default()


def fill_every_field(home: HomePage, *, longest: bool = False) -> None:
    """Fill in everything that staff can fill in on the site of `home`: settings, lists, pages and what is in them.

    Raises:
        ValidationError: where the forms would not take it; then this module has to learn the field's shape.
    """
    filler = Filler(home, longest)
    _fill_settings(filler)
    for page in Page.objects.live().filter(path__startswith=home.path).specific():
        form = page.get_edit_handler().get_form_class()
        filler.fill(page, [name for name in form.base_fields if _is_field(page, name)])
        for name, formset in getattr(form, "formsets", {}).items():
            if name != "comments":  # of the editors, never on a page
                _fill_children(filler, page, name, formset)
        try:
            page.save()
        except ValidationError as error:
            raise ValidationError(
                {f"{page.title[:20]}: {name}": why for name, why in error.message_dict.items()}
            ) from None


def _fill_settings(filler: Filler) -> None:
    site = filler.home.get_site()
    for settings in (ClinicSettings.for_site(site), AppointmentSettings.load()):
        names = [f.name for f in settings._meta.get_fields() if getattr(f, "editable", False) and not f.auto_created]
        skipped = {"id", "site", "google_verification", "bing_verification", "logo", "default_sharing_image"}
        filler.fill(settings, [name for name in names if name not in skipped])
        settings.full_clean()
        settings.save()
    for reference in Reference.objects.all():
        filler.fill(reference, ["authors", "title", "source", "doi", "pubmed_id", "note"])
        reference.save()
    if filler.longest:
        for number, topic in enumerate(Topic.objects.all()):
            topic.name = f"{number}{filler.words(58)}"
            topic.save()
    query = Query.get("pain")
    SearchPromotion.objects.create(query=query, page=filler.home, sort_order=0, description=filler.words(None))


def _fill_children(filler: Filler, page: Page, name: str, formset: Any) -> None:
    """The lists below a page: certifications, special days and the like; one more where there is none."""
    children = list(getattr(page, name).all())
    names = [field for field in formset.form.base_fields if _is_field(formset.model, field)]
    if not children and name == "services":
        children = [formset.model(page=ConditionPage.objects.first())]
    elif not children and name == "certifications":
        children = [formset.model()]
    elif not children and name == "exceptions":
        children = [formset.model(date_from=date(2099, 11, 26))]
    for child in children:
        filler.fill(child, [field for field in names if field not in {"DELETE", "ORDER", "id", "page", "date_from"}])
    setattr(page, name, children)


def _is_field(model: Any, name: str) -> bool:
    return name in {field.name for field in model._meta.get_fields()}
