"""Re-indexing touches what is out of date, and nothing else."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update

from app.core.clock import now
from app.core.config import Settings
from app.db.uow import unit_of_work
from app.models import Job, Schedule
from app.workers import sweeper
from tests.factories import Client, Platform, ok

TEXT = "The ferry leaves at noon, whatever the weather is. " * 40


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    kb_id = str(platform.knowledge_base(owner)["id"])
    for number in range(3):
        platform.document(owner, kb_id, f"{number}.txt", f"{number} {TEXT}")
    return kb_id


def reindex(owner: Client, kb: str) -> dict[str, int]:
    answer = owner.post(f"/knowledge-bases/{kb}/reindex")
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


def configure(owner: Client, kb: str, size: int) -> None:
    config = {"chunk_size": size, "chunk_overlap": 16}
    ok(owner.patch(f"/knowledge-bases/{kb}", json={"config": config}))


def ingests() -> int:
    with unit_of_work() as uow:
        return len(uow.session.scalars(select(Job.id).where(Job.kind == "ingest_document")).all())


def chunk_counts(owner: Client, kb: str) -> dict[str, int]:
    items = ok(owner.get(f"/knowledge-bases/{kb}/documents"))["items"]
    return {item["name"]: item["chunk_count"] for item in items}


def test_nothing_is_done_while_nothing_has_changed(owner: Client, kb: str) -> None:
    assert reindex(owner, kb) == {"queued": 0, "unchanged": 3}
    assert ingests() == 3


def test_other_settings_are_applied_once(platform: Platform, owner: Client, kb: str) -> None:
    before = chunk_counts(owner, kb)
    configure(owner, kb, 64)
    assert reindex(owner, kb) == {"queued": 3, "unchanged": 0}
    assert reindex(owner, kb) == {"queued": 0, "unchanged": 0}
    platform.run_jobs()
    after = chunk_counts(owner, kb)
    assert all(after[name] > before[name] for name in before)
    assert reindex(owner, kb) == {"queued": 0, "unchanged": 3}


def test_a_document_that_is_up_to_date_is_left_alone(
    platform: Platform, owner: Client, kb: str
) -> None:
    configure(owner, kb, 64)
    platform.document(owner, kb, "new.txt", f"new {TEXT}")
    assert reindex(owner, kb) == {"queued": 3, "unchanged": 1}


def test_it_happens_regularly_by_itself(platform: Platform, owner: Client, kb: str) -> None:
    configure(owner, kb, 64)
    sweeper.sweep(platform.ports)
    assert ingests() == 3
    with unit_of_work() as uow:
        uow.session.execute(update(Schedule).values(due_at=now() - timedelta(seconds=1)))
    sweeper.sweep(platform.ports)
    sweeper.sweep(platform.ports)
    assert ingests() == 6


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2h", timedelta(hours=2)),
        ("30m", timedelta(minutes=30)),
        (" 1D ", timedelta(days=1)),
        ("off", None),
    ],
)
def test_the_interval_is_written_as_people_say_it(written: str, meant: timedelta | None) -> None:
    assert Settings(reindex_every=written).reindex_every == meant


@pytest.mark.parametrize("written", ["", "0h", "2 hours", "-1h", "2h30m", "1000000d"])
def test_an_interval_that_says_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="30m, 2h or 1d"):
        Settings(reindex_every=written)
