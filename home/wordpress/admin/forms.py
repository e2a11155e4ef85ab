"""The forms of a move: the files, what becomes of what, and what follows an old address."""

import zipfile
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from home.wordpress.models import Choice, ImportRun, OldAddress
from home.wordpress.reader import NotReadable
from home.wordpress.survey import Survey, survey
from news.models import Topic

# Terms that staff are asked about: those used most.
MOST_TERMS = 60


class ManyFilesInput(forms.ClearableFileInput):
    """A field for any number of files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Clean each file.

        Raises:
            ValidationError: when one of them is empty, or none is given where one is needed.
        """
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in (super(ManyFilesField, self).clean(each, initial) for each in files) if file]


class FilesForm(forms.Form):
    """The files of an export, and zip files with its pictures."""

    exports = ManyFilesField(
        label=_("Export files"),
        required=False,
        help_text=_("In WordPress: Tools, Export, All content. If it gave you several files, choose all of them."),
    )
    pictures = ManyFilesField(
        label=_("Pictures and files"),
        required=False,
        help_text=_(
            "The folder wp-content/uploads of the old site as a zip file, or several. At most 30 MB at once; you can "
            "add more on the next screen. Without it, pictures are listed as missing, and a second run puts them in."
        ),
    )

    def __init__(self, *args: Any, run: ImportRun | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._run = run

    def clean_pictures(self) -> list[Any]:
        """Require zip files.

        Raises:
            ValidationError: for anything else.
        """
        files: list[Any] = self.cleaned_data["pictures"]
        for file in files:
            if not zipfile.is_zipfile(file):
                message = _("“%(name)s” is no zip file. Pack the folder wp-content/uploads as one.")
                raise ValidationError(message, params={"name": file.name})
            file.seek(0)
        return files

    def clean(self) -> dict[str, Any]:
        """Read the export files once: what cannot be taken is said now.

        Raises:
            ValidationError: on `exports`.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        exports = cleaned.get("exports") or []
        if not exports and self._run is None and "exports" not in self.errors:
            self.add_error("exports", _("Choose the file that WordPress gave you."))
        if not exports and not cleaned.get("pictures") and self._run is not None:
            self.add_error("pictures", _("Choose a file."))
        if exports:
            try:
                cleaned["survey"] = self._survey(exports)
            except NotReadable as error:
                self.add_error("exports", str(error))
        return cleaned

    def _survey(self, exports: list[Any]) -> Survey:
        found = survey(exports)
        for file in exports:
            file.seek(0)
        if self._run is not None and found.address != self._run.old_site.address:
            raise NotReadable(_("The files come from two different sites. Move them in one after the other."))
        return found


class ChoicesForm(forms.Form):
    """What becomes of each kind of content, and which topic fits a category or tag."""

    hand_in = forms.BooleanField(
        label=_("Hand the drafts in for review"),
        required=False,
        initial=True,
        help_text=_("A few at a time. Without it they wait as drafts, and their editors hand them in."),
    )

    def __init__(self, run: ImportRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices = {}
        topics = Topic.objects.all()
        for choice in self._asked(run):
            name = f"choice_{choice.pk}"
            self._choices[name] = choice
            if choice.subject == Choice.Subject.KIND:
                label = f"{KIND_NAMES.get(choice.name, choice.name)} ({choice.count})"
                self.fields[name] = forms.ChoiceField(label=label, choices=Choice.Target.choices, initial=choice.target)
            else:
                self.fields[name] = forms.ModelChoiceField(
                    label=f"{choice.name} ({choice.count})",
                    queryset=topics,
                    required=False,
                    initial=choice.topic_id,
                    empty_label=_("No topic"),
                )

    @staticmethod
    def _asked(run: ImportRun) -> list[Choice]:
        choices = list(run.old_site.choices.filter(count__gt=0).order_by("subject", "-count", "key"))
        kinds = [choice for choice in choices if choice.subject == Choice.Subject.KIND]
        return kinds + [choice for choice in choices if choice.subject == Choice.Subject.TERM][:MOST_TERMS]

    def of_subject(self, subject: str) -> Iterator[forms.BoundField]:
        """The fields about kinds, or about terms."""
        return (self[name] for name, choice in self._choices.items() if choice.subject == subject)

    @cached_property
    def kinds(self) -> list[forms.BoundField]:
        """What becomes of each kind of content."""
        return list(self.of_subject(Choice.Subject.KIND))

    @cached_property
    def terms(self) -> list[forms.BoundField]:
        """Which topic fits each category and tag."""
        return list(self.of_subject(Choice.Subject.TERM))

    def save(self) -> None:
        """Keep what was chosen."""
        for name, choice in self._choices.items():
            value = self.cleaned_data[name]
            if choice.subject == Choice.Subject.KIND:
                choice.target = value
            else:
                choice.topic = value
        Choice.objects.bulk_update(self._choices.values(), ["target", "topic"])


KIND_NAMES = {"post": _("Posts"), "page": _("Pages")}


class OldAddressForm(forms.ModelForm):
    """What follows an old address: a page, or another address; nothing, when both are empty."""

    class Meta:
        model = OldAddress
        fields = ["page", "link"]
        widgets = {"page": AdminPageChooser}
        help_texts = {
            "page": _("Visitors are led there as soon as it is published."),
            "link": _("Such as /news/ or https://example.org/. Leave both empty where nothing follows."),
        }

    def clean(self) -> dict[str, Any]:
        """Require one target at most, and one that a browser can follow.

        Raises:
            ValidationError: on `link`.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        link = cleaned.get("link") or ""
        if cleaned.get("page") and link:
            self.add_error("link", _("Choose a page or an address, not both."))
        elif link and (not link.startswith(("/", "https://", "http://")) or link.startswith("//")):
            self.add_error("link", _("Begin with a slash or with https://."))
        return cleaned

    def save(self, commit: bool = True) -> OldAddress:
        """Keep it as staff's decision, which no later run changes."""
        self.instance.image = self.instance.document = None
        self.instance.decided = True
        return super().save(commit)
