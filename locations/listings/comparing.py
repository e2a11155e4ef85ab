"""The screens that compare Google with the site: uploading its file, the differences, and what was ticked."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.web.characters import clean_text
from core.web.tables import UnreadableTable
from locations.models import ListingFile, LocationPage

from .access import ForEditorsOfPlaces
from .comparison import Difference, compare, not_compared
from .facts import PlaceFacts
from .google_file import LIMITS, GoogleFile, read_file
from .google_hours import UnreadableCell
from .history import google_change, site_change, verdict, versions_of
from .taking_over import take_over


class GoogleFileForm(forms.Form):
    """Takes a file, and reads it against the places of whoever uploads it."""

    file = forms.FileField(
        label=_("Google's file"),
        help_text=_("CSV or Excel (.xlsx), as Business Profile Manager gives it. At most 10 MB."),
        error_messages={"required": _("Choose the file that you downloaded from Google.")},
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, places: Sequence[LocationPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.reading: GoogleFile

    def clean_file(self) -> UploadedFile:
        """Read the file.

        Raises:
            ValidationError: with a sentence about what is wrong with it.
        """
        file: UploadedFile = self.cleaned_data["file"]
        try:
            # One byte more than is allowed, so that what is too large is known to be.
            self.reading = read_file(file.read(LIMITS.bytes + 1), self.places)
        except UnreadableTable as why:
            raise ValidationError(str(why)) from why
        return file


class UploadView(ForEditorsOfPlaces, WagtailAdminTemplateMixin, FormView):
    """Asks for Google's file, and keeps of it what is about places of ours."""

    form_class = GoogleFileForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = _("Compare with Google")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose places to look for."""
        return {**super().get_form_kwargs(), "places": self.places}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the button and where the form goes."""
        return super().get_context_data(
            **kwargs,
            action_url=self.request.path,
            form_is_multipart=True,
            submit_button_label=gettext("Compare"),
            submit_button_active_label=gettext("Comparing…"),
        )

    def form_valid(self, form: GoogleFileForm) -> HttpResponse:
        """Keep the rows of our places, and show the differences."""
        reading, user = form.reading, self.request.user
        file = ListingFile.objects.create(
            name=clean_text(form.cleaned_data["file"].name, lines=False)[:255],
            uploaded_by=user if user.is_authenticated else None,
            row_count=reading.row_count,
            rows={str(pk): cells for pk, cells in reading.rows.items()},
            others=reading.others,
            remarks=reading.remarks,
        )
        file.forget_older()
        return HttpResponseRedirect(reverse("locations_listings_differences", args=[file.pk]))


class DifferenceRow(NamedTuple):
    """A difference on the screen, with the name of its tick and which side changed last."""

    difference: Difference
    tick: str
    last: str


class PlaceDifferences(NamedTuple):
    """A place with its differences. `locked` when nobody may take anything over into it now."""

    place: LocationPage
    in_file: bool
    rows: list[DifferenceRow]
    not_compared: list[str]
    locked: bool


class DifferencesView(ForEditorsOfPlaces, WagtailAdminTemplateMixin, TemplateView):
    """What Google says against what the site says, place by place, with a tick for what the site should take over."""

    template_name = "locations/admin/differences.html"
    page_title = _("What Google says")
    file: ListingFile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the file. Raises Http404 when it is gone."""
        self.file = get_object_or_404(ListingFile, pk=kwargs["file_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The name of the file."""
        return self.file.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `places` with their differences, and the `file`."""
        places = [self._differences(place) for place in self.places]
        return super().get_context_data(
            **kwargs,
            file=self.file,
            places=places,
            can_take=any(row.difference.can_take for each in places if not each.locked for row in each.rows),
            other_count=self.file.row_count - len(self.file.rows),
        )

    def _differences(self, place: LocationPage) -> PlaceDifferences:
        cells = self.file.rows.get(str(place.pk))
        if cells is None:
            return PlaceDifferences(place, False, [], [], True)
        facts = PlaceFacts.of(place)
        found = list(compare(facts, cells))
        versions = versions_of(place) if found else []
        earlier = ListingFile.objects.filter(uploaded_at__lt=self.file.uploaded_at) if found else []
        rows = [
            DifferenceRow(
                difference,
                f"{place.pk}-{difference.subject.key}",
                verdict(
                    site_change(difference.subject, facts, versions),
                    google_change(difference.subject, place.pk, self.file, earlier),
                ),
            )
            for difference in found
        ]
        locked = place.permissions_for_user(self.request.user).page_locked()
        return PlaceDifferences(place, True, rows, not_compared(cells), locked)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take over what is ticked and still different, each place into a draft of its own."""
        ticked = set(request.POST.getlist("take"))
        taken = 0
        for place in self.places:
            cells = self.file.rows.get(str(place.pk))
            if cells is None or place.permissions_for_user(request.user).page_locked():
                continue
            possible = [each.subject.key for each in compare(PlaceFacts.of(place), cells) if each.can_take]
            keys = [key for key in possible if f"{place.pk}-{key}" in ticked]
            taken += bool(keys) and self._take(place, cells, keys)
        if not ticked:
            messages.warning(request, gettext("Nothing was ticked, so nothing was changed."))
        elif taken:
            words = ngettext(
                "%(count)d place has a draft with what Google says. Check it, then publish it.",
                "%(count)d places have drafts with what Google says. Check them, then publish them.",
                taken,
            )
            messages.success(request, words % {"count": taken})
        return HttpResponseRedirect(request.path)

    def _take(self, place: LocationPage, cells: dict[str, str], keys: list[str]) -> bool:
        try:
            take_over(place, cells, keys, self.request.user)
        except (ValidationError, UnreadableCell) as why:
            words = " ".join(why.messages) if isinstance(why, ValidationError) else str(why)
            message = gettext("%(place)s was left as it is: %(why)s") % {"place": place.title, "why": words}
            messages.error(self.request, message)
            return False
        return True
