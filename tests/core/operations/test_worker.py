"""The worker's jobs are claimed, and one that fails stops no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.operations import worker
from core.operations.models import ScheduledJob
from core.web.page_cache.cdn import note_change

pytestmark = pytest.mark.django_db


def test_a_job_runs_when_it_is_due_and_for_one_worker_only():
    every = timedelta(hours=1)
    assert worker.claim("job", every)
    assert not worker.claim("job", every)
    ScheduledJob.objects.filter(name="job").update(started_at=timezone.now() - timedelta(minutes=61))
    assert worker.claim("job", every)
    ScheduledJob.objects.filter(name="job").update(started_at=timezone.now() + timedelta(days=400))
    assert worker.claim("job", every), "a clock that was wrong once must not stop the job for good"


def test_a_failing_job_is_kept_in_mind_and_stops_no_other():
    def fail():
        raise ValueError("CANARY")

    worker.run_job(worker.Job("bad", timedelta(minutes=1), fail))
    job = ScheduledJob.objects.get(name="bad")
    assert job.error == "ValueError"
    ScheduledJob.objects.update(started_at=timezone.now() - timedelta(days=1))
    worker.run_job(worker.Job("bad", timedelta(minutes=1), lambda: None))
    job.refresh_from_db()
    assert job.error == ""


def test_the_cdn_is_told_of_what_the_clock_has_published(monkeypatch, home_page, settings):
    purged = []
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend"}}
    monkeypatch.setattr("wagtail.contrib.frontend_cache.utils.PurgeBatch.purge", lambda batch: purged.append(batch))
    monkeypatch.setattr(worker, "QUEUES", [])
    monkeypatch.setattr(worker, "JOBS", [worker.Job("publish", timedelta(minutes=1), note_change)])
    worker.one_round(lambda: False)
    assert len(purged) == 1
    worker.one_round(lambda: False)
    assert len(purged) == 1, "nothing has changed since"
