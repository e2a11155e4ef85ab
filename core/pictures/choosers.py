"""The dialog that chooses a picture of a least size: what is too small is refused where it is chosen.

Wagtail's dialog shows every picture and takes every upload; that one is too small is then said above the form, when the
page is saved. Here the dialog leaves such pictures out, says so, and refuses them when they are uploaded.
Imported by `wagtail_hooks.py` alone: Wagtail's views need loaded models.
"""

from typing import Any

from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.functional import cached_property
from wagtail.images import get_image_model
from wagtail.images.views.chooser import (
    ImageChooseResultsView,
    ImageChooserViewSet,
    ImageChooseView,
    ImageUploadView,
)

from core.pictures.panels import HEIGHT, URL_NAMESPACE, WIDTH, Size


class _LeastSize:
    """What the dialog's views share: the least size, as the address says it. None, where it says nothing usable."""

    request: Any

    @cached_property
    def least(self) -> Size:
        """The least width and height in pixels."""
        given = [self.request.GET.get(name, "") for name in (WIDTH, HEIGHT)]
        width, height = (int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0 for text in given)
        return width, height

    def get_object_list(self) -> QuerySet:
        """Leave out what is too small."""
        return super().get_object_list().filter(width__gte=self.least[0], height__gte=self.least[1])  # type: ignore[misc]

    def get_creation_form(self) -> ModelForm | None:
        """Have an upload measured."""
        form = super().get_creation_form()  # type: ignore[misc]
        if form is not None:
            form.least_size = self.least
        return form


class SizedChooseView(_LeastSize, ImageChooseView):
    """The dialog, with a sentence on what it leaves out."""

    template_name = "pictures/admin/sized_chooser.html"


class SizedChooseResultsView(_LeastSize, ImageChooseResultsView):
    """Its list, after a search or on another page."""


class SizedUploadView(_LeastSize, ImageUploadView):
    """Its form for a new picture."""


class SizedImageChooserViewSet(ImageChooserViewSet):
    """The dialog's addresses. What was chosen is answered by Wagtail's own."""

    choose_view_class = SizedChooseView
    choose_results_view_class = SizedChooseResultsView
    create_view_class = SizedUploadView
    preserve_url_parameters = [*ImageChooserViewSet.preserve_url_parameters, WIDTH, HEIGHT]


viewset = SizedImageChooserViewSet(URL_NAMESPACE, model=get_image_model(), url_prefix="images/sized-chooser")
