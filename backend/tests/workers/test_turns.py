"""Whose turn it is: projects take turns, whatever each of them has waiting."""

import time
import uuid
from datetime import timedelta

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects import postgresql

from app.core.clock import now
from app.core.config import Settings
from app.db.uow import unit_of_work
from app.models import Job
from app.models.jobs import JobStatus
from app.services.jobs import progress, turns, workers
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.workers import endings, health
from tests.factories import Client, Platform, created, ok

LEASE = timedelta(seconds=30)
FIRST, SECOND, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))


def queue(lane: uuid.UUID, count: int, **values: object) -> list[uuid.UUID]:
    """Jobs that wait in a lane, oldest first."""
    started = now() - timedelta(hours=1)
    rows = [
        {
            "id": uuid.uuid4(),
            "kind": JobKind.PURGE_DOCUMENT,
            "lane": lane,
            "subject_id": uuid.uuid4(),
            "status": JobStatus.QUEUED,
            "available_at": started + timedelta(milliseconds=number),
            **values,
        }
        for number in range(count)
    ]
    with unit_of_work() as uow:
        uow.session.execute(insert(Job), rows)
    return [row["id"] for row in rows]  # type: ignore[misc]


def claim() -> Job | None:
    with unit_of_work() as uow:
        claimed = jobs.claim(uow.session, "test", LEASE)
        return uow.session.get_one(Job, claimed.id) if claimed else None


def claim_lanes(count: int) -> list[uuid.UUID]:
    return [job.lane for job in (claim() for _ in range(count)) if job]


def finish(lane: uuid.UUID) -> None:
    """End the running jobs of a lane."""
    with unit_of_work() as uow:
        for job in uow.session.scalars(
            select(Job).where(Job.lane == lane, Job.status == JobStatus.RUNNING)
        ):
            jobs.finish(job, JobStatus.COMPLETED)


def test_a_later_single_job_of_another_project_is_next(settings: Settings) -> None:
    queue(FIRST, 50)
    assert claim_lanes(2) == [FIRST, FIRST]
    queue(SECOND, 1)
    assert claim_lanes(2) == [SECOND, FIRST]


def test_projects_take_turns_one_job_at_a_time(settings: Settings) -> None:
    for lane in (FIRST, SECOND, THIRD):
        queue(lane, 5)
    served = []
    for _ in range(9):
        served += claim_lanes(1)
        finish(served[-1])
    assert served == [FIRST, SECOND, THIRD] * 3


def test_the_project_with_fewer_running_jobs_is_served_first(settings: Settings) -> None:
    queue(FIRST, 3)
    assert claim_lanes(3) == [FIRST] * 3
    queue(FIRST, 3)
    queue(SECOND, 4)
    assert claim_lanes(4) == [SECOND, SECOND, SECOND, FIRST]


def test_within_a_project_the_oldest_is_first_and_nothing_early(settings: Settings) -> None:
    ids = queue(FIRST, 3)
    late = queue(SECOND, 1, available_at=now() + timedelta(hours=1))
    found = [job.id for job in (claim() for _ in range(4)) if job]
    assert found == ids
    assert late[0] not in found


def test_a_job_that_is_put_off_keeps_its_project(settings: Settings) -> None:
    queue(FIRST, 1)
    job = claim()
    assert job
    with unit_of_work() as uow:
        held = uow.session.get_one(Job, job.id)
        endings.postpone(uow, held, timedelta(seconds=60), "later", "Later.")
    assert claim() is None
    with unit_of_work() as uow:
        uow.session.execute(update(Job).values(available_at=func.now()))
    again = claim()
    assert again
    assert (again.id, again.lane, again.attempt) == (job.id, FIRST, 2)


def test_a_job_that_its_worker_gives_back_is_first_in_its_project_again(
    settings: Settings,
) -> None:
    ids = queue(FIRST, 3)
    job = claim()
    assert job
    with unit_of_work() as uow:
        endings.take_back(uow, uow.session.get_one(Job, job.id), max_attempts=5)
    again = claim()
    assert again
    assert again.id == ids[0]


def test_a_job_that_somebody_is_just_cancelling_is_passed_over(settings: Settings) -> None:
    ids = queue(FIRST, 2)
    with unit_of_work() as uow:
        assert jobs.request_cancel(uow.session, uow.session.get_one(Job, ids[0]))
        job = claim()
    assert job
    assert job.id == ids[1]


def test_places_are_the_order_in_which_jobs_are_claimed(settings: Settings) -> None:
    queue(FIRST, 4)
    assert claim_lanes(1) == [FIRST]
    ids = queue(SECOND, 2) + queue(THIRD, 5)
    with unit_of_work() as uow:
        waiting = select(Job.id).where(Job.status == JobStatus.QUEUED)
        ids = list(uow.session.scalars(waiting))
        places = turns.places(uow.session, ids)
        alone = {job_id: turns.places(uow.session, [job_id])[job_id] for job_id in ids}
    assert alone == places
    order = [job.id for job in (claim() for _ in ids) if job]
    assert order == sorted(ids, key=lambda job_id: places[job_id])
    assert sorted(places.values()) == list(range(1, len(ids) + 1))


def pages_read_by_a_claim() -> int:
    """Pages of the database that finding the next job touches."""
    query = turns._LANES_IN_TURN.compile(dialect=postgresql.dialect())
    explain = text(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")
    with unit_of_work() as uow:
        plan = uow.session.execute(explain).scalar_one()[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def test_a_claim_costs_the_same_with_a_hundred_times_the_jobs(settings: Settings) -> None:
    queue(FIRST, 100)
    queue(SECOND, 1)
    few = pages_read_by_a_claim()
    queue(FIRST, 9_900)
    with unit_of_work() as uow:
        uow.session.execute(text("ANALYZE jobs"))
    many = pages_read_by_a_claim()
    print(f"a claim: {few} pages with 100 waiting, {many} with 10,000")  # noqa: T201
    assert many < few + 30  # a level more of the index, at each step in it


def outlook_of(job_id: uuid.UUID) -> progress.Outlook:
    with unit_of_work() as uow:
        job = uow.session.get_one(Job, job_id)
        return progress.outlooks(uow.session, [job])[job_id]


def test_a_machine_is_well_while_a_worker_of_it_says_so(settings: Settings) -> None:
    assert not health.is_well("here")
    with unit_of_work() as uow:
        workers.report(uow.session, "here:1", 2, now(), timedelta(seconds=5))
        workers.report(uow.session, "there:1", 2, now(), timedelta(seconds=-1))
    assert health.is_well("here")
    assert not health.is_well("there")
    assert not health.is_well("her")


def test_what_waits_is_done_after_what_is_ahead_at_the_recent_pace(settings: Settings) -> None:
    ids = queue(FIRST, 5)
    assert outlook_of(ids[4]) == progress.Outlook(queue_position=5)
    with unit_of_work() as uow:
        workers.report(uow.session, "w", 2, now(), timedelta(seconds=5))
    assert outlook_of(ids[4]).eta_seconds is None  # nothing has ended yet
    queue(
        SECOND,
        3,
        status=JobStatus.COMPLETED,
        started_at=now() - timedelta(seconds=20),
        finished_at=now() - timedelta(seconds=10),
    )
    # Four ahead of it, two at once, ten seconds each, and then its own ten.
    assert outlook_of(ids[4]).eta_seconds == 30
    assert outlook_of(ids[0]).eta_seconds == 10


def test_what_runs_goes_on_at_its_own_pace(settings: Settings) -> None:
    started = now() - timedelta(seconds=30)
    running = {"status": JobStatus.RUNNING, "started_at": started}
    at_25, new = (queue(FIRST, 1, percent=percent, **running)[0] for percent in (25, 0))
    outlook = outlook_of(at_25)
    assert outlook.eta_seconds in (90, 91, 92, 93)
    assert outlook.started_at == started
    assert outlook_of(new).eta_seconds is None


def test_a_clock_that_jumps_back_makes_no_negative_time(settings: Settings) -> None:
    running = {"status": JobStatus.RUNNING, "started_at": now() + timedelta(hours=1)}
    assert outlook_of(queue(FIRST, 1, percent=50, **running)[0]).eta_seconds == 0


def test_a_page_of_documents_is_quick_while_ten_thousand_wait(
    platform: Platform, owner: Client
) -> None:
    kb = created(owner.post("/knowledge-bases", json={"name": "Big"}))
    for number in range(20):
        assert owner.upload(kb["id"], f"{number}.txt", f"Text {number}".encode()).is_success
    path, page = f"/knowledge-bases/{kb['id']}/documents", {"limit": 200}

    def milliseconds() -> float:
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            items = ok(owner.get(path, params=page))["items"]
            times.append((time.perf_counter() - begun) * 1000)
            assert all(item["progress"]["queue_position"] for item in items)
        return min(times)

    few = milliseconds()
    queue(FIRST, 10_000)
    many = milliseconds()
    print(f"a page: {few:.0f} ms, with 10,000 waiting {many:.0f} ms")  # noqa: T201
    assert many < few + 1000
