"""What pictures add to the Wagtail admin: the dialog for pictures with a least size."""

from wagtail import hooks

from core.pictures.choosers import SizedImageChooserViewSet, viewset


@hooks.register("register_admin_viewset")
def sized_chooser() -> SizedImageChooserViewSet:
    """The dialog's addresses."""
    return viewset
