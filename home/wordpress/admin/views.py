"""Starting a move, deciding what becomes of what, and seeing how far it is."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.operations.worker import is_alive
from home.wordpress.admin.access import for_movers
from home.wordpress.admin.forms import ChoicesForm, FilesForm, OldAddressForm
from home.wordpress.choices import old_site_of
from home.wordpress.models import ExportFile, ImportRow, ImportRun, OldAddress
from home.wordpress.running import forget_files

RUNS_SHOWN = 20
State = ImportRun.State


@never_cache
@for_movers
def start(request: HttpRequest) -> HttpResponse:
    """Take the files of an export, and list what was moved in before."""
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if form.is_valid():
        with transaction.atomic():
            run = ImportRun.objects.create(old_site=old_site_of(form.cleaned_data["survey"]), user_id=request.user.pk)
            _keep_files(run, form)
        return redirect("wordpress_run", run.pk)
    runs = ImportRun.objects.select_related("old_site", "user")[:RUNS_SHOWN]
    context = {
        "form": form,
        "runs": runs,
        "any_addresses": OldAddress.objects.exists(),
        "header_title": _("Moving in from WordPress"),
        "page_title": _("Moving in from WordPress"),
        "header_icon": "download",
    }
    return TemplateResponse(request, "wordpress/admin/start.html", context)


def _keep_files(run: ImportRun, form: FilesForm) -> None:
    for name in ("exports", "pictures"):
        for file in form.cleaned_data.get(name) or []:
            ExportFile.objects.create(run=run, is_media=name == "pictures", name=file.name[:255], file=file)


@never_cache
@for_movers
def run_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: the choices before it, how far it is, and what came of it."""
    run = get_object_or_404(ImportRun.objects.select_related("old_site"), pk=pk)
    form = ChoicesForm(run, request.POST or None, initial={"hand_in": run.hand_in}) if _can_start(run) else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.save()
        run.hand_in, run.dry_run = form.cleaned_data["hand_in"], request.POST.get("action") != "import"
        run.state, run.error, run.done, run.total = State.WAITING, "", 0, 0
        run.save()
        return redirect("wordpress_run", run.pk)
    context = {
        "run": run,
        "form": form,
        "files": list(run.files.all()),
        "files_form": FilesForm(run=run) if form is not None else None,
        "counts": _counts(run),
        "is_busy": run.state in {State.WAITING, State.RUNNING},
        "worker_is_away": run.state in {State.WAITING, State.RUNNING} and not is_alive(),
        "header_title": str(run.old_site),
        "page_title": str(run.old_site),
        "page_subtitle": run.get_state_display(),
        "header_icon": "download",
    }
    return TemplateResponse(request, "wordpress/admin/run.html", context)


def _can_start(run: ImportRun) -> bool:
    """Whether a run may be started: its files are there, and nothing was written yet, or it broke off."""
    waits = run.state in {State.NEW, State.FAILED} or (run.state == State.DONE and run.dry_run)
    return waits and run.files.filter(is_media=False).exists()


def _counts(run: ImportRun) -> list[tuple[str, str, int]]:
    """How many rows the report has of each outcome, as (value, words, number)."""
    found: dict[str, int] = {}
    for outcome in run.rows.order_by().values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return [(value, str(words), found[value]) for value, words in ImportRow.Outcome.choices if value in found]


@require_POST
@for_movers
def add_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Take more files for a run that has not begun: an upload has a largest size."""
    run = get_object_or_404(ImportRun.objects.select_related("old_site"), pk=pk)
    form = FilesForm(request.POST, request.FILES, run=run)
    if not _can_start(run):
        messages.error(request, _("This move has begun: start a new one for more files."))
    elif form.is_valid():
        if found := form.cleaned_data.get("survey"):
            old_site_of(found)
        _keep_files(run, form)
        messages.success(request, _("The files were added."))
    else:
        for error in [error for errors in form.errors.values() for error in errors]:
            messages.error(request, error)
    return redirect("wordpress_run", run.pk)


@require_POST
@for_movers
def forget_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a run's files and report; pages that it wrote stay."""
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state == State.RUNNING:
        messages.error(request, _("It is running. Wait until it is done."))
        return redirect("wordpress_run", run.pk)
    forget_files(run)
    run.delete()
    messages.success(request, _("The report and the uploaded files are deleted. The pages are still there."))
    return redirect("wordpress_start")


@for_movers
def edit_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what follows an old address."""
    row = get_object_or_404(OldAddress, pk=pk)
    form = OldAddressForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept: %(address)s") % {"address": row.address})
        return redirect("wordpress_addresses")
    context: dict[str, Any] = {
        "form": form,
        "row": row,
        "media": form.media,
        "header_title": row.address,
        "page_title": _("Old address"),
        "page_subtitle": row.address,
        "header_icon": "redirect",
    }
    return TemplateResponse(request, "wordpress/admin/address.html", context)
