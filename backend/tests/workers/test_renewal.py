"""A live index from before there were keywords becomes hybrid by itself."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from app.core.errors import AppError
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.vectors import AccessFilter, HybridQuery
from app.integrations.vectors.pgvector import PgVectorStore
from app.models import Document, Job, KnowledgeBaseIndex, UsageRecord
from app.models.indexes import HYBRID_LAYOUT, IndexStatus
from app.models.jobs import JobStatus
from app.services.jobs.service import JobKind
from app.services.knowledge_bases.indexes import build, renewal
from app.services.knowledge_bases.lexical import query_keywords
from app.workers import sweeper
from tests.factories import Client, Platform
from tests.workers.test_indexes import Library, assert_exact, collections


@pytest.fixture
def library(platform: Platform, owner: Client) -> Library:
    """As an installation from before leaves it: vectors alone, no languages."""
    made = Library(platform, owner)
    name = made.live()["collection"]
    with get_engine().begin() as connection:
        connection.execute(text(f"DROP INDEX vectors.ix_{name}_hnsw"))
        connection.execute(
            text(
                f"ALTER TABLE vectors.{name} DROP COLUMN keywords, DROP COLUMN postings,"
                " ALTER COLUMN embedding TYPE vector(384) USING embedding::vector(384)"
            )
        )
        connection.execute(update(KnowledgeBaseIndex).values(layout=1))
        connection.execute(update(Document).values(language=None))
    platform.ports.vectors = PgVectorStore(get_engine())
    return made


def sweep(library: Library) -> None:
    sweeper.sweep(library.platform.ports)


def renewals() -> list[KnowledgeBaseIndex]:
    with unit_of_work() as uow:
        query = select(KnowledgeBaseIndex).where(KnowledgeBaseIndex.is_renewal)
        return list(uow.session.scalars(query))


def said(library: Library, words: str) -> int:
    """How many points of the live collection are found by words."""
    query = HybridQuery(None, query_keywords(words, {"en", None}))
    access = AccessFilter(frozenset({uuid.UUID(library.kb_id)}), frozenset())
    return len(
        library.platform.ports.vectors.search(
            library.live()["collection"], query, access, 100
        ).keyword
    )


def usage_records() -> int:
    with unit_of_work() as uow:
        return uow.session.scalar(select(func.count()).select_from(UsageRecord)) or 0


def test_an_old_index_answers_and_is_replaced_by_a_hybrid_one(library: Library) -> None:
    before, hits = library.live(), library.search()
    charged = usage_records()
    assert hits
    assert said(library, "leave") == 0
    sweep(library)
    sweep(library)
    assert len(renewals()) == 1
    assert library.live()["id"] == before["id"]
    assert library.search() == hits
    library.platform.run_jobs()
    assert library.live()["id"] == before["id"]
    sweep(library)
    assert library.live()["id"] == str(renewals()[0].id)
    assert [hit["chunk_id"] for hit in library.search()] == [hit["chunk_id"] for hit in hits]
    assert said(library, "leave") > 0
    assert_exact(library)
    # Two searches before, one after, and nothing for the build.
    assert usage_records() == charged + 2
    with unit_of_work() as uow:
        assert set(uow.session.scalars(select(Document.language))) == {"en"}


def test_what_comes_and_goes_meanwhile_is_right_afterwards(library: Library) -> None:
    sweep(library)
    library.remove(library.documents[0])
    library.add(7)
    library.platform.run_jobs()
    library.add(8)
    library.platform.run_jobs()
    sweep(library)
    assert renewals()[0].status == IndexStatus.LIVE
    assert_exact(library)
    library.add(9)
    library.platform.run_jobs()
    assert_exact(library)


def test_what_was_replaced_is_deleted_an_hour_later(library: Library) -> None:
    for _ in range(2):
        sweep(library)
        library.platform.run_jobs()
    assert len(collections()) == 2
    with unit_of_work() as uow:
        earlier = KnowledgeBaseIndex.activated_at - renewal.KEPT_FOR - timedelta(minutes=1)
        live = KnowledgeBaseIndex.status == IndexStatus.LIVE
        uow.session.execute(update(KnowledgeBaseIndex).where(live).values(activated_at=earlier))
    sweep(library)
    library.platform.run_jobs()
    assert len(collections()) == 1
    assert_exact(library)


def test_a_renewal_that_fails_is_not_ordered_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AppError("The model is gone.", code="model_gone")

    monkeypatch.setattr(build, "_write", fail)
    for _ in range(3):
        sweep(library)
        library.platform.run_jobs()
    (failed,) = renewals()
    assert (failed.status, failed.error_code) == (IndexStatus.FAILED, "model_gone")
    assert library.search()
    with unit_of_work() as uow:
        builds = select(func.count()).where(Job.kind == JobKind.EMBED_INDEX)
        assert uow.session.scalar(builds) == 1


def test_an_index_of_today_is_left_alone(platform: Platform, owner: Client) -> None:
    fresh = Library(platform, owner)
    sweep(fresh)
    assert renewals() == []
    assert said(fresh, "leave") > 0
    with unit_of_work() as uow:
        (layout,) = uow.session.scalars(select(KnowledgeBaseIndex.layout))
        assert layout == HYBRID_LAYOUT
        open_jobs = select(func.count()).where(Job.status == JobStatus.QUEUED)
        assert uow.session.scalar(open_jobs) == 0
