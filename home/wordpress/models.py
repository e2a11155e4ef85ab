"""What is kept of a move: the old site, what staff chose for it, each run with its report, and the old addresses."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from news.models import Topic

# Longer than any address that WordPress makes: a slug has at most 200 characters.
LONGEST_ADDRESS = 500


def upload_path(file: "ExportFile", name: str) -> str:
    """Where an upload is kept: with the documents, which nobody gets but through the site, under a name not guessed."""
    return f"documents/wordpress/{token_urlsafe(12)}/{name}"


class OldSite(models.Model):
    """The WordPress site that we move from."""

    affects_public_pages = False

    address = models.CharField(_("address"), max_length=255, unique=True)
    name = models.CharField(_("name"), max_length=255, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or self.address


class Choice(models.Model):
    """What becomes of one kind of content, or of one category or tag. Kept, so that the next run asks no more."""

    affects_public_pages = False

    class Subject(models.TextChoices):
        """What is decided about."""

        KIND = "kind", _("Kind of content")
        TERM = "term", _("Category or tag")

    class Target(models.TextChoices):
        """What a kind of content becomes."""

        NEWS = "news", _("News of our own")
        PAGE = "page", _("Plain pages")
        LEAVE = "leave", _("Leave out")

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="choices")
    subject = models.CharField(max_length=4, choices=Subject)
    key = models.CharField(max_length=220)
    name = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=0)
    target = models.CharField(_("becomes"), max_length=5, choices=Target, default=Target.LEAVE)
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["subject", "-count", "key"]
        constraints = [models.UniqueConstraint(fields=["old_site", "subject", "key"], name="unique_wordpress_choice")]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"


class ImportRun(models.Model):
    """One run of an import, or of a rehearsal that writes nothing but its report."""

    affects_public_pages = False

    class State(models.TextChoices):
        """How far it is."""

        NEW = "new", _("Not started")
        WAITING = "waiting", _("Waits for the worker")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="runs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    dry_run = models.BooleanField(_("only look"), default=True)
    hand_in = models.BooleanField(_("hand in for review"), default=True)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("import_wordpress", "Can move content in from WordPress")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old_site} {date_format(timezone.localtime(self.created_at), 'SHORT_DATETIME_FORMAT')}"

    @cached_property
    def percent(self) -> int:
        """How much of it is done, in percent."""
        return min(100, self.done * 100 // self.total) if self.total else 0


class ExportFile(models.Model):
    """A file that staff uploaded for a run: deleted with the run, and once an import is done.

    An export names the people who commented, with their addresses: it is kept no longer than it is needed.
    """

    affects_public_pages = False

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    is_media = models.BooleanField(default=False)
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=upload_path)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One line of a run's report: what something was, what became of it, and why."""

    affects_public_pages = False

    class Outcome(models.TextChoices):
        """What became of it."""

        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        KEPT = "kept", _("Kept as staff left it")
        LEFT_OUT = "left_out", _("Left out")
        MISSING = "missing", _("Missing")
        REFUSED = "refused", _("Refused")
        NOTE = "note", _("Please look")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(_("kind"), max_length=40)
    old_id = models.PositiveBigIntegerField(null=True)
    title = models.CharField(_("what"), max_length=255)
    source_url = models.CharField(_("old address"), max_length=LONGEST_ADDRESS, blank=True)
    outcome = models.CharField(_("what happened"), max_length=9, choices=Outcome)
    became = models.CharField(_("became"), max_length=120, blank=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(_("why, and what to do"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("row of the report")
        verbose_name_plural = _("rows of the report")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "outcome"], name="wordpress_row_outcome")]

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome}"


class ImportedItem(models.Model):
    """What an item of the old site became here, and the version that the import wrote last."""

    affects_public_pages = False

    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="items")
    old_id = models.PositiveBigIntegerField()
    source_url = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("pictures.ClinicImage", null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", null=True, on_delete=models.SET_NULL, related_name="+")
    # Of what was written, before links to other old pages became page links.
    fingerprint = models.CharField(max_length=64, blank=True)
    # The revision that was written last; any other as the page's newest means that staff have been here.
    revision_id = models.PositiveBigIntegerField(null=True)
    # Links to old pages that were not there yet.
    has_open_links = models.BooleanField(default=False)
    # To be handed in for review, a few at a time.
    waits_for_review = models.BooleanField(default=False)
    notes = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["old_site", "old_id"], name="unique_wordpress_item")]

    def __str__(self) -> str:
        return f"{self.old_site_id}: {self.old_id}"


class OldAddress(models.Model):
    """An address of the old site, in the form of `core.seo.redirects.addresses`, and what follows it.

    A page (once it is published), a picture, a file, or an address of this or another site; 410 where nothing does.
    """

    class Kind(models.TextChoices):
        """What stood there."""

        PAGE = "page", _("Page or post")
        FILE = "file", _("Picture or file")
        ARCHIVE = "archive", _("List of posts")
        FEED = "feed", _("Feed")

    address = models.CharField(_("old address"), max_length=LONGEST_ADDRESS, unique=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    old_site = models.ForeignKey(OldSite, on_delete=models.CASCADE, related_name="addresses")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    image = models.ForeignKey("pictures.ClinicImage", null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.CharField(_("or an address"), max_length=LONGEST_ADDRESS, blank=True)
    # Staff have decided; the import leaves it alone.
    decided = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    @property
    def is_gone(self) -> bool:
        """Whether nothing follows: 410."""
        return not (self.page_id or self.image_id or self.document_id or self.link)
