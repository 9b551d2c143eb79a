"""The job board: what administrators see, and what they can do about it."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.core.clock import now
from app.core.errors import Permanent
from app.db.uow import unit_of_work
from app.models import AuditLog, Document, Job, Worker
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from app.services.jobs import service as jobs
from app.services.jobs import workers
from tests.api.access_table import World
from tests.factories import Client, Platform, ok, problem


@pytest.fixture
def failed(platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The ingest of a document that failed for good: ids of both and of the knowledge base."""

    def refuse(*_: object) -> None:
        raise Permanent("Refused.", code="refused", remedy="Ask the operator.")

    kb = platform.knowledge_base(owner)
    with monkeypatch.context() as broken:
        broken.setattr(platform.ports.vectors, "upsert", refuse)
        document = owner.upload(kb["id"], "a.txt", b"Some text.").json()["document"]
        platform.run_jobs()
    job = ok(owner.get("/jobs", params={"status": "failed"}))["items"][0]
    return {"job": job["id"], "document": document["id"], "kb": kb["id"]}


def test_a_dead_letter_says_what_failed_why_and_what_to_do(
    owner: Client, failed: dict[str, str]
) -> None:
    found = ok(owner.get("/jobs", params={"status": "failed"}))
    assert found["total"] == 1
    job = found["items"][0]
    assert job["error"] == {
        "code": "refused",
        "message": "Refused.",
        "remedy": "Ask the operator.",
    }
    assert (job["subject_name"], job["subject_id"]) == ("a.txt", failed["document"])
    assert (job["attempt"], job["can_retry"], job["can_cancel"]) == (1, True, False)
    assert job["project"]["name"]


def test_a_retry_brings_the_document_back_and_is_audited(
    platform: Platform, owner: Client, failed: dict[str, str]
) -> None:
    answer = owner.post(f"/jobs/{failed['job']}/retry")
    assert answer.status_code == 202
    assert answer.json()["id"] != failed["job"]
    assert answer.json()["status"] == "queued"
    assert answer.json()["queue_position"] == 1
    path = f"/knowledge-bases/{failed['kb']}/documents/{failed['document']}"
    assert ok(owner.get(path))["status"] == "pending"
    platform.run_jobs()
    assert ok(owner.get(path))["status"] == "completed"
    with unit_of_work() as uow:
        entry = uow.session.scalars(select(AuditLog).where(AuditLog.action == "job.retried")).one()
    assert entry.resource_id == failed["job"]
    assert entry.details["subject_id"] == failed["document"]


def test_what_was_done_again_is_not_done_again_twice(
    platform: Platform, owner: Client, failed: dict[str, str]
) -> None:
    assert owner.post(f"/jobs/{failed['job']}/retry").status_code == 202
    problem(owner.post(f"/jobs/{failed['job']}/retry"), 409, "job_not_retryable")
    platform.run_jobs()
    problem(owner.post(f"/jobs/{failed['job']}/retry"), 409, "job_not_retryable")
    old = next(item for item in ok(owner.get("/jobs"))["items"] if item["id"] == failed["job"])
    assert old["can_retry"] is False


def test_a_dead_letter_of_a_deleted_document_cannot_be_retried(
    owner: Client, failed: dict[str, str]
) -> None:
    owner.delete(f"/knowledge-bases/{failed['kb']}/documents/{failed['document']}")
    problem(owner.post(f"/jobs/{failed['job']}/retry"), 409, "job_not_retryable")


def test_cancelling_a_waiting_job_cancels_its_document_and_is_audited(platform: Platform) -> None:
    world = World(platform)
    job_id = world.waiting_job()
    answer = world.super_admin.post(f"/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (202, "cancelled")
    with unit_of_work() as uow:
        job = uow.session.get_one(Job, uuid.UUID(job_id))
        document = uow.session.get_one(Document, job.subject_id)
        assert document.status == DocumentStatus.CANCELLED
        actions = uow.session.scalars(select(AuditLog.action)).all()
    assert "job.cancelled" in actions
    problem(world.super_admin.post(f"/jobs/{job_id}/cancel"), 409, "job_not_cancellable")


def test_cancelling_a_running_job_asks_it_to_stop(platform: Platform) -> None:
    world = World(platform)
    job_id = world.waiting_job()
    with unit_of_work() as uow:
        claimed = jobs.claim(uow.session, "w", timedelta(seconds=30))
    assert claimed
    answer = world.super_admin.post(f"/jobs/{job_id}/cancel")
    assert (answer.json()["status"], answer.json()["cancel_requested"]) == ("running", True)
    with unit_of_work() as uow:
        assert jobs.renew(uow.session, claimed, timedelta(seconds=30)) is False


def test_a_purge_has_to_be_done(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    document = platform.document(owner, kb["id"])
    owner.delete(f"/knowledge-bases/{kb['id']}/documents/{document['id']}")
    purge = ok(owner.get("/jobs", params={"kind": "purge_document"}))["items"][0]
    assert purge["can_cancel"] is False
    problem(owner.post(f"/jobs/{purge['id']}/cancel"), 409, "job_not_cancellable")


def test_jobs_are_found_by_status_kind_project_and_name(platform: Platform) -> None:
    world = World(platform)
    job_id = world.waiting_job()
    world.failed_job()
    admin = world.super_admin

    def found(**filters: str) -> list[str]:
        return [item["id"] for item in ok(admin.get("/jobs", params=filters))["items"]]

    assert found(status="queued") == [job_id]
    assert len(found(kind="ingest_document")) == 2
    assert found(kind="unheard_of") == []
    assert len(found(project_id=world.project_id)) == 2
    assert found(project_id=str(uuid.uuid4())) == []
    assert len(found(q="NOTE")) == 2
    assert found(q="100%") == []


def test_the_summary_counts_and_names_the_workers(platform: Platform) -> None:
    world = World(platform)
    waiting = world.waiting_job()
    world.failed_job()
    with unit_of_work() as uow:
        workers.report(uow.session, "host:1", 2, now(), timedelta(seconds=5))
        workers.report(uow.session, "host:2", 2, now(), timedelta(seconds=5))
        uow.session.execute(
            update(Worker)
            .where(Worker.name == "host:2")
            .values(dead_after=now() - timedelta(seconds=1))
        )
        uow.session.execute(
            update(Job)
            .where(Job.status == JobStatus.QUEUED)
            .values(available_at=func.now() - timedelta(seconds=90))
        )
    summary = ok(world.super_admin.get("/jobs/summary"))
    ingests = next(row for row in summary["kinds"] if row["kind"] == "ingest_document")
    assert (ingests["queued"], ingests["failed"]) == (1, 1)
    assert 90 <= summary["oldest_wait_seconds"] < 120
    assert [worker["name"] for worker in summary["workers"]] == ["host:1"]
    with unit_of_work() as uow:
        jobs.claim(uow.session, "host:1", timedelta(seconds=30))
    running = ok(world.super_admin.get("/jobs/summary"))["workers"][0]["running"]
    assert [(job["id"], job["subject_name"]) for job in running] == [(waiting, "note.txt")]


def test_the_summary_of_an_idle_platform_is_empty(owner: Client) -> None:
    summary = ok(owner.get("/jobs/summary"))
    assert summary["oldest_wait_seconds"] is None
    assert summary["workers"] == []
    assert (summary["completed_last_hour"], summary["failed_last_hour"]) == (0, 0)
