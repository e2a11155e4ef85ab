"""The panel of a picture that needs a least size. Its dialog is in `core.pictures.choosers`."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.panels import FieldPanel
from wagtail.images.widgets import AdminImageChooser

URL_NAMESPACE = "sized_image_chooser"
# The parameters of the dialog's address: the least width and height in pixels.
WIDTH, HEIGHT = "least_width", "least_height"
Size = tuple[int, int]


class SizedImageChooser(AdminImageChooser):
    """The button that opens the dialog for pictures of at least `least` (width, height in pixels)."""

    chooser_modal_url_name = f"{URL_NAMESPACE}:choose"

    def __init__(self, least: Size, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least

    def get_chooser_modal_url(self) -> str:
        """Add the least size to the dialog's address."""
        return f"{reverse(self.chooser_modal_url_name)}?{urlencode({WIDTH: self.least[0], HEIGHT: self.least[1]})}"


class PicturePanel(FieldPanel):
    """The panel of a picture with a least size: a pair of pixels, or the name of the model's attribute with it."""

    def __init__(self, field_name: str, *, least: Size | str, **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)
        self.least = least

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the size when Wagtail copies the panel for a model."""
        return {**super().clone_kwargs(), "least": self.least}

    def on_model_bound(self) -> None:
        """Give the field the chooser that knows the size."""
        super().on_model_bound()
        self.widget = SizedImageChooser(getattr(self.model, self.least) if isinstance(self.least, str) else self.least)
