"""The report on pictures: descriptions, sizes, consent of the people shown, and the pages that use them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import Page, ReferenceIndex

from core.editorial.reports.links import PageworkReport
from core.pictures.models import CONSENT_WARNING, SHARING_SIZE, ClinicImage, ConsentState


class Use(NamedTuple):
    """A page that shows a picture."""

    page_id: int
    title: str
    live: bool


def uses_of(images: Iterable[ClinicImage]) -> dict[int, list[Use]]:
    """Which pages use which pictures: two queries, however many there are."""
    page_type, image_type = ContentType.objects.get_for_models(Page, ClinicImage).values()
    wanted = [str(image.pk) for image in images]
    rows = ReferenceIndex.objects.filter(
        base_content_type=page_type, to_content_type=image_type, to_object_id__in=wanted
    ).values_list("to_object_id", "object_id")
    pages = Page.objects.in_bulk({int(page) for _image, page in rows})
    found: dict[int, dict[int, Use]] = defaultdict(dict)
    for image, page in rows:
        if int(page) in pages:
            known = pages[int(page)]
            found[int(image)][known.pk] = Use(known.pk, known.title, known.live)
    return {image: list(uses.values()) for image, uses in found.items()}


def consent_troubles() -> QuerySet[ClinicImage]:
    """The pictures whose consent has ended or ends soon, the most urgent first."""
    ends = timezone.localdate() + CONSENT_WARNING
    return ClinicImage.objects.filter(shows_people=True, consent_until__lte=ends).order_by("consent_until", "title")


PROBLEMS = {
    "consent": _("Consent has ended or ends soon"),
    "words": _("No description"),
    "small": _("Too small for the top of a page"),
    "credit": _("No credit"),
}


class PictureFilterSet(WagtailFilterSet):
    """Narrows the report to one kind of problem."""

    problem = django_filters.ChoiceFilter(
        label=_("Problem"), choices=list(PROBLEMS.items()), empty_label=_("All pictures"), method="with_problem"
    )

    class Meta:
        model = ClinicImage
        fields = ["shows_people"]

    def with_problem(self, queryset: QuerySet[ClinicImage], name: str, value: str) -> QuerySet[ClinicImage]:
        """The pictures that have it."""
        return queryset.filter(
            {
                "consent": Q(pk__in=consent_troubles().values("pk")),
                "words": Q(description="", decorative=False),
                "small": Q(width__lt=SHARING_SIZE[0]) | Q(height__lt=SHARING_SIZE[1]),
                "credit": Q(credit=""),
            }[value]
        )


class PictureUsesColumn(Column):
    """The pages that use a picture, as links."""

    cell_template_name = "editorial/admin/uses_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the pages as (words, address)."""
        uses = [(use.title, reverse("wagtailadmin_pages:edit", args=[use.page_id])) for use in instance.uses]
        return {**super().get_cell_context_data(instance, parent_context), "uses": uses}


class PicturesReport(PageworkReport):
    """Every picture that the reader may choose: what it says, how large it is, whose consent it needs, who uses it."""

    index_url_name = "pictures_report"
    index_results_url_name = "pictures_report_results"
    page_title = _("Pictures and consent")
    nothing_yet = _("No pictures yet. Add the first one under “Images”.")
    header_icon = "image"
    filterset_class = PictureFilterSet
    default_ordering = "title"
    columns = [
        TitleColumn("title", label=_("Picture"), url_name="wagtailimages:edit", sort_key="title"),
        Column("words", label=_("Description"), width="25%"),
        Column("size", label=_("Pixels"), width="10%"),
        Column("consent", label=_("Consent"), width="14%"),
        DateColumn("consent_until", label=_("Until"), sort_key="consent_until", width="10%"),
        PictureUsesColumn("used_on", label=_("Used on"), width="22%"),
    ]
    list_export = [
        "title",
        "words",
        "size",
        "credit",
        "consent",
        "consent_from",
        "consent_on",
        "consent_until",
        "used_on",
    ]
    export_headings = {
        "words": _("Description"),
        "size": _("Pixels"),
        "consent": _("Consent"),
        "used_on": _("Used on"),
    }

    def get_base_queryset(self) -> QuerySet[ClinicImage]:
        """The pictures of the collections that this person may use."""
        allowed = image_policy.instances_user_has_any_permission_for(self.request.user, ["choose", "add", "change"])
        return ClinicImage.objects.filter(pk__in=allowed.values("pk"))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add words, size, consent and uses to the rows."""
        uses = uses_of(object_list)
        for image in object_list:
            image.uses = uses.get(image.pk, [])
            image.words = str(_("Decorative")) if image.decorative else image.description or str(_("Missing"))
            image.size = f"{image.width} × {image.height}"
            state = image.consent_state
            image.consent = "" if state == ConsentState.NOT_NEEDED else str(state.label)
            image.used_on = "; ".join(use.title for use in image.uses)
        return object_list
