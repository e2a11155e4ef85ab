"""The form of a notice."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.site.languages import locale_id
from core.web.languages import default, several


class NoticeForm(WagtailAdminModelForm):
    """Offers the places in a list, each once: a chooser of pages would take three clicks more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField", self.fields["place"])
        places = cast("QuerySet", field.queryset).prefetch_related(None).order_by("path")
        field.queryset = places.filter(locale_id=locale_id(default())) if several() else places
        field.empty_label = _("The whole clinic")
