"""A real worker process, killed with SIGKILL in the middle of an ingest."""

from sqlalchemy import func, select

from app.core.config import Settings
from app.db.uow import unit_of_work
from app.integrations.ports import connect_ports
from app.models import Chunk
from tests.factories import HANDBOOK, Client, Platform, ok
from tests.waiting import until
from tests.workers.processes import WorkerProcesses, kill
from tests.workers.test_jobs import assert_complete_exactly_once

LONG = "\n\n".join(f"Paragraph {number}. {HANDBOOK}" for number in range(2000))


def test_a_killed_worker_leaves_a_document_that_completes_exactly_once(
    platform: Platform, owner: Client, settings: Settings, workers: WorkerProcesses
) -> None:
    kb = platform.knowledge_base(owner)
    first = workers.start()
    body = owner.upload(kb["id"], "long.txt", LONG.encode()).json()
    path = f"/knowledge-bases/{kb['id']}/documents/{body['document']['id']}"

    def chunks_written() -> int:
        with unit_of_work() as uow:
            return uow.session.scalar(select(func.count()).select_from(Chunk)) or 0

    until(lambda: chunks_written() > 40)
    kill(first)
    assert ok(owner.get(path))["status"] == "processing"

    workers.start()
    until(lambda: ok(owner.get(path))["progress"]["attempt"] == 2)
    until(lambda: ok(owner.get(path))["status"] == "completed")
    assert_complete_exactly_once(connect_ports(settings), owner, (kb["id"], body["document"]["id"]))
