"""Hands imported drafts in for review, a few at a time.

Every draft of an import waits for a reviewer. Ten thousand at once would bury the list on the reviewers' dashboard, and
send each of them ten thousand mails: so a few are handed in, and more as those are done; nobody gets a mail for each.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowState

from core.editorial.models.workflow import medical_review_workflow
from home.wordpress.models import ImportedItem

MOST_AT_ONCE = 50


def workflow_for(page: Page) -> Workflow | None:
    """The workflow that a page's place gives it; else the medical review, since an old text may say anything."""
    return page.get_workflow() or medical_review_workflow()


def hand_in_more() -> int:
    """Hand in as many waiting drafts as there is room for; returns how many."""
    waiting = ImportedItem.objects.filter(waits_for_review=True, page__isnull=False)
    if not waiting.exists():
        return 0
    open_states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    keys = [int(key) for key in open_states.values_list("object_id", flat=True)]
    in_review = ImportedItem.objects.filter(page_id__in=keys).count()
    done = 0
    for item in waiting.select_related("page").order_by("pk")[: max(0, MOST_AT_ONCE - in_review)]:
        done += _hand_in(item)
    return done


@transaction.atomic
def _hand_in(item: ImportedItem) -> bool:
    ImportedItem.objects.filter(pk=item.pk).update(waits_for_review=False)
    page: Page = item.page.specific  # type: ignore[union-attr]
    workflow = workflow_for(page)
    if page.live or page.workflow_in_progress or workflow is None:
        return False
    task = workflow.tasks.first()
    return task is not None and _begin(page, workflow, task)


def _begin(page: Page, workflow: Workflow, task: Task) -> bool:
    """As Wagtail's `Workflow.start`, without the signals that send a mail to every reviewer for every page."""
    task = task.specific
    user = page.owner
    state = WorkflowState.objects.create(
        content_type=page.get_content_type(),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=workflow,
        status=WorkflowState.STATUS_IN_PROGRESS,
        requested_by=user,
    )
    task_state = task.get_task_state_class()(
        workflow_state=state, task=task, revision=page.latest_revision, status=TaskState.STATUS_IN_PROGRESS
    )
    task_state.save()
    state.current_task_state = task_state
    state.save(update_fields=["current_task_state"])
    return True
