"""Indexes beside each other: built while documents come and go, killed, switched, rolled back."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from app.core.errors import Permanent, Transient
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.embeddings import Embedder
from app.models import (
    Chunk,
    Document,
    IndexedDocument,
    Job,
    KnowledgeBaseIndex,
    UsageCounter,
    UsageRecord,
)
from app.models.jobs import JobStatus
from app.services.jobs.service import JobKind
from app.services.knowledge_bases.indexes import build
from app.workers import runner, sweeper
from tests.factories import HANDBOOK, Client, Platform, ok, problem, set_tier

OLD, NEW = "all-MiniLM-L6-v2", "bge-base-en-v1.5"
Ids = dict[str, str]


def long_text(number: int) -> str:
    return "\n\n".join(f"Paragraph {n} of text {number}. {HANDBOOK}" for n in range(40))


class Library:
    """A knowledge base with documents, and indexes of it."""

    def __init__(self, platform: Platform, owner: Client, documents: int = 2) -> None:
        self.platform, self.owner = platform, owner
        self.kb_id: str = platform.knowledge_base(owner)["id"]
        self.path = f"/knowledge-bases/{self.kb_id}"
        self.documents = [self.add(number) for number in range(documents)]
        platform.run_jobs()

    def add(self, number: int) -> str:
        """Upload a document, without ingesting it."""
        response = self.owner.upload(self.kb_id, f"{number}.txt", long_text(number).encode())
        assert response.status_code == 202, response.text
        return str(response.json()["document"]["id"])

    def remove(self, document_id: str) -> None:
        assert self.owner.delete(f"{self.path}/documents/{document_id}").status_code == 204

    def order(self, model: str = NEW, **fields: Any) -> str:
        """An index that waits to be built."""
        body = {"embedding_model": model, **fields}
        response = self.owner.post(f"{self.path}/indexes", json=body)
        assert response.status_code == 202, response.text
        return str(response.json()["id"])

    def index(self, index_id: str) -> dict[str, Any]:
        return ok(self.owner.get(f"{self.path}/indexes/{index_id}"))

    def live(self) -> dict[str, Any]:
        items = ok(self.owner.get(f"{self.path}/indexes"))["items"]
        (found,) = [item for item in items if item["status"] == "live"]
        return found  # type: ignore[no-any-return]

    def activate(self, index_id: str) -> dict[str, Any]:
        return ok(self.owner.post(f"{self.path}/indexes/{index_id}/activate"))

    def search(self, query: str = "parental leave weeks") -> list[dict[str, Any]]:
        hits: list[dict[str, Any]] = ok(
            self.owner.post(f"{self.path}/search", json={"query": query})
        )["hits"]
        return hits

    def job(self, index_id: str) -> Job:
        with unit_of_work() as uow:
            return uow.session.scalars(
                select(Job)
                .where(Job.kind == JobKind.EMBED_INDEX, Job.subject_id == uuid.UUID(index_id))
                .order_by(Job.created_at.desc())
                .limit(1)
            ).one()

    def run_build(self, index_id: str) -> None:
        """Run the job of this index, and none of the others that wait."""
        with others_put_off(self.job(index_id).id):
            assert runner.run_next(self.platform.ports)

    def embedder(self, model: str = NEW) -> Embedder:
        return self.platform.ports.embedders.get(model)


@contextmanager
def others_put_off(job_id: uuid.UUID) -> Iterator[None]:
    """Meanwhile no other job is due."""
    others = (Job.status == JobStatus.QUEUED) & (Job.id != job_id)
    with unit_of_work() as uow:
        late = {"available_at": Job.available_at + timedelta(days=1)}
        changed = uow.session.execute(update(Job).where(others).values(late).returning(Job.id))
        ids = list(changed.scalars())
    try:
        yield
    finally:
        with unit_of_work() as uow:
            again = {"available_at": Job.available_at - timedelta(days=1)}
            uow.session.execute(update(Job).where(Job.id.in_(ids)).values(again))


@pytest.fixture
def library(platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(build, "BATCH", 2)
    return Library(platform, owner)


def vectors_in(collection: str) -> dict[tuple[uuid.UUID, int], int]:
    """Points by document and generation, as they stand in the vector store."""
    query = text(
        f"SELECT document_id, generation, count(*) FROM vectors.{collection} GROUP BY 1, 2"
    )
    with get_engine().connect() as connection:
        return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def chunks_there() -> dict[tuple[uuid.UUID, int], int]:
    """The chunks of every document that is there."""
    with unit_of_work() as uow:
        rows = uow.session.execute(
            select(Document.id, Document.generation, func.count())
            .join(Chunk, (Chunk.document_id == Document.id))
            .where(Document.deleted_at.is_(None), Chunk.generation == Document.generation)
            .group_by(Document.id, Document.generation)
        )
        return {(row[0], row[1]): row[2] for row in rows}


def assert_exact(library: Library, index_id: str | None = None) -> None:
    """Vectors per document are its chunks, of one generation, and nothing of deleted ones."""
    index = library.index(index_id) if index_id else library.live()
    there = chunks_there()
    assert there
    assert vectors_in(index["collection"]) == there


def during(
    library: Library, monkeypatch: pytest.MonkeyPatch, call: int, action: Callable[[], None]
) -> None:
    """Do something while the new model embeds its `call`-th batch."""
    embedder = library.embedder()
    embed, calls = embedder.embed_documents, 0

    def interrupted(texts, prefix=None):  # type: ignore[no-untyped-def]
        nonlocal calls
        calls += 1
        if calls == call:
            action()
        return embed(texts, prefix)

    monkeypatch.setattr(embedder, "embed_documents", interrupted)


def test_an_index_is_built_beside_the_live_one_and_switched_to(library: Library) -> None:
    before = library.live()
    assert (before["embedding_model"], before["dimension"]) == (OLD, 384)
    index_id = library.order()
    waiting = library.index(index_id)
    assert (waiting["status"], waiting["documents_indexed"]) == ("building", 0)
    assert waiting["progress"] == {"stage": "queued", "percent": 0, "attempt": 0}
    library.run_build(index_id)
    ready = library.index(index_id)
    assert (ready["status"], ready["progress"], ready["dimension"]) == ("ready", None, 768)
    assert (ready["documents_indexed"], ready["chunks_indexed"]) == (
        2,
        ready["chunks_total"],
    )
    assert library.live()["id"] == before["id"]

    assert library.activate(index_id)["status"] == "live"
    kb = ok(library.owner.get(library.path))
    assert kb["config"]["embedding_model"] == NEW
    assert (kb["embedding_dimension"], kb["qdrant_collection_name"]) == (768, ready["collection"])
    assert library.index(before["id"])["status"] == "retired"
    assert_exact(library)


def test_searches_before_use_the_old_model_and_after_the_new_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for model in (OLD, NEW):
        embedder = library.embedder(model)
        embed = embedder.embed_query
        monkeypatch.setattr(
            embedder,
            "embed_query",
            lambda text, prefix=None, model=model, embed=embed: (
                asked.append(model)  # type: ignore[func-returns-value]
                or embed(text, prefix)
            ),
        )
    index_id = library.order()
    library.run_build(index_id)
    assert library.search()
    library.activate(index_id)
    assert library.search()
    assert asked == [OLD, NEW]


def test_a_document_ingested_during_the_build_is_in_both(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()

    def ingest_another() -> None:
        library.add(7)
        library.platform.run_jobs()

    during(library, monkeypatch, 2, ingest_another)
    library.run_build(index_id)
    assert len(chunks_there()) == 3
    assert_exact(library)
    assert_exact(library, index_id)


def test_a_document_ingested_after_the_build_follows_by_itself(library: Library) -> None:
    index_id = library.order()
    library.run_build(index_id)
    library.add(7)
    assert runner.run_next(library.platform.ports)
    path = f"{library.path}/indexes/{index_id}/activate"
    problem(library.owner.post(path), 409, "index_incomplete")
    library.platform.run_jobs()
    library.activate(index_id)
    assert_exact(library)


@pytest.mark.parametrize("purged", [True, False])
def test_of_a_document_deleted_during_the_build_nothing_is_left(
    library: Library, monkeypatch: pytest.MonkeyPatch, purged: bool
) -> None:
    index_id = library.order()
    with unit_of_work() as uow:
        # The build takes them in this order.
        first = str(uow.session.scalars(select(Document.id).order_by(Document.id)).first())

    def delete() -> None:
        library.remove(first)
        if purged:
            library.platform.run_jobs()

    during(library, monkeypatch, 2, delete)
    library.run_build(index_id)
    library.platform.run_jobs()
    library.activate(index_id)
    assert len(chunks_there()) == 1
    assert_exact(library)
    with unit_of_work() as uow:
        assert (
            uow.session.scalars(
                select(IndexedDocument).where(IndexedDocument.document_id == uuid.UUID(first))
            ).all()
            == []
        )


def test_a_document_ingested_again_during_the_build_is_there_in_its_new_generation(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()

    def ingest_again() -> None:
        for document_id in library.documents:
            path = f"{library.path}/documents/{document_id}/ingest"
            assert library.owner.post(path).status_code == 202
        library.platform.run_jobs()

    during(library, monkeypatch, 2, ingest_again)
    library.run_build(index_id)
    assert {generation for _, generation in chunks_there()} == {2}
    assert_exact(library)
    assert_exact(library, index_id)


class Died(BaseException):
    """Nothing handles it, as nothing handles SIGKILL."""


@pytest.mark.parametrize("where", ["_note", "_write", "_complete"])
def test_a_killed_build_goes_on_where_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    index_id = library.order()
    original, calls = getattr(build, where), 0

    def die(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == (1 if where == "_complete" else 4):
            raise Died
        return original(*arguments)

    with monkeypatch.context() as killed:
        killed.setattr(build, where, die)
        with pytest.raises(Died):
            library.run_build(index_id)
    assert library.index(index_id)["status"] == "building"
    with unit_of_work() as uow:
        done = uow.session.scalars(select(func.sum(IndexedDocument.chunks))).one()
    embedded = count_embedded(library, monkeypatch)
    _expire_lease()
    sweeper.sweep(library.platform.ports)
    library.platform.run_jobs()
    assert library.job(index_id).attempt == 2
    library.activate(index_id)
    assert_exact(library)
    assert len(embedded) == sum(chunks_there().values()) - done


def test_kill_ingest_and_delete_together_leave_the_new_index_exact(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()
    with monkeypatch.context() as killed:
        killed.setattr(build, "_note", lambda *_: (_ for _ in ()).throw(Died()))
        with pytest.raises(Died):
            library.run_build(index_id)
    with unit_of_work() as uow:
        half_written = uow.session.scalars(select(IndexedDocument.document_id)).one()
    library.remove(str(half_written))
    library.add(7)
    library.platform.run_jobs()  # purge and ingest; the build is still the dead worker's
    _expire_lease()
    sweeper.sweep(library.platform.ports)
    library.platform.run_jobs()
    library.activate(index_id)
    assert half_written not in {document_id for document_id, _ in chunks_there()}
    assert_exact(library)


def _expire_lease() -> None:
    with unit_of_work() as uow:
        uow.session.execute(
            update(Job)
            .where(Job.status == JobStatus.RUNNING)
            .values(lease_expires_at=func.now() - timedelta(seconds=1))
        )


def count_embedded(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    embedded: list[str] = []
    embedder = library.embedder()
    embed = embedder.embed_documents

    def counted(texts, prefix=None):  # type: ignore[no-untyped-def]
        embedded.extend(texts)
        return embed(texts, prefix)

    monkeypatch.setattr(embedder, "embed_documents", counted)
    return embedded


def test_an_ingest_across_the_switch_ends_up_in_the_new_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()
    library.run_build(index_id)
    document_id = library.add(7)
    embedder = library.embedder(OLD)
    embed = embedder.embed_documents

    def switch_then_embed(texts, prefix=None):  # type: ignore[no-untyped-def]
        library.activate(index_id)
        return embed(texts, prefix)

    monkeypatch.setattr(embedder, "embed_documents", switch_then_embed)
    library.platform.run_jobs()
    with unit_of_work() as uow:
        job = uow.session.scalars(select(Job).where(Job.subject_id == uuid.UUID(document_id))).one()
        assert (job.status, job.error_code) == ("queued", "index_replaced")
        uow.session.execute(update(Job).values(available_at=func.now()))
    library.platform.run_jobs()
    assert library.live()["id"] == index_id
    assert len(chunks_there()) == 3
    assert_exact(library)


def test_rolling_back_is_one_activation_while_nothing_has_come(library: Library) -> None:
    old, index_id = library.live()["id"], library.order()
    library.run_build(index_id)
    library.activate(index_id)
    library.activate(old)
    assert (library.live()["id"], library.index(index_id)["status"]) == (old, "retired")
    assert library.search()
    assert_exact(library)


def test_rolling_back_later_needs_a_build_of_what_has_come_since(library: Library) -> None:
    old, index_id = library.live()["id"], library.order()
    library.run_build(index_id)
    library.activate(index_id)
    library.add(7)
    library.remove(library.documents[0])
    library.platform.run_jobs()
    path = f"{library.path}/indexes/{old}"
    answer = problem(library.owner.post(f"{path}/activate"), 409, "index_incomplete")
    assert answer["details"]["remedy"]
    assert library.owner.post(f"{path}/build").status_code == 202
    library.platform.run_jobs()
    library.activate(old)
    assert_exact(library)


def test_a_cancelled_build_keeps_what_it_has_and_goes_on_when_asked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()
    path = f"{library.path}/indexes/{index_id}"

    def cancel() -> None:
        assert library.owner.post(f"{path}/cancel").status_code == 202

    with monkeypatch.context() as once:
        during(library, once, 3, cancel)
        library.run_build(index_id)
    assert (library.index(index_id)["status"], library.index(index_id)["progress"]) == (
        "cancelled",
        None,
    )
    problem(library.owner.post(f"{path}/cancel"), 409, "nothing_to_cancel")
    problem(library.owner.post(f"{path}/activate"), 409, "index_incomplete")
    embedded = count_embedded(library, monkeypatch)
    assert library.owner.post(f"{path}/build").status_code == 202
    library.platform.run_jobs()
    assert len(embedded) < sum(chunks_there().values())
    library.activate(index_id)
    assert_exact(library)


def test_a_waiting_build_is_cancelled_at_once(library: Library) -> None:
    index_id = library.order()
    answer = library.owner.post(f"{library.path}/indexes/{index_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (202, "cancelled")


def test_a_model_that_refuses_fails_the_build_and_never_the_ingest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Permanent("Refused.", code="embedding_refused", remedy="Ask an admin.")

    monkeypatch.setattr(library.embedder(), "embed_documents", refuse)
    index_id = library.order()
    library.platform.run_jobs()
    failed = library.index(index_id)
    assert failed["status"] == "failed"
    assert failed["error"] == {
        "code": "embedding_refused",
        "message": "Refused.",
        "remedy": "Ask an admin.",
    }
    library.add(7)
    library.platform.run_jobs()
    assert_exact(library)


def test_deleting_an_index_removes_its_vectors_also_in_the_middle_of_its_build(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_id = library.order()
    path = f"{library.path}/indexes/{index_id}"
    collection = library.index(index_id)["collection"]

    def delete() -> None:
        assert library.owner.delete(path).status_code == 204

    during(library, monkeypatch, 3, delete)
    library.run_build(index_id)
    library.platform.run_jobs()
    problem(library.owner.get(path), 404, "index_not_found")
    assert collection not in collections()
    assert_exact(library)


def test_the_live_index_cannot_be_deleted(library: Library) -> None:
    path = f"{library.path}/indexes/{library.live()['id']}"
    problem(library.owner.delete(path), 409, "index_is_live")
    problem(library.owner.post(f"{path}/build"), 409, "index_is_live")


def collections() -> set[str]:
    query = text("SELECT tablename FROM pg_tables WHERE schemaname = 'vectors'")
    with get_engine().connect() as connection:
        tables = set(connection.scalars(query))
        statistics = {"sizes", *(table for table in tables if table.endswith("_counts"))}
        assert connection.scalar(text("SELECT count(*) FROM vectors.sizes")) == len(statistics) - 1
    return tables - statistics


def test_deleting_a_knowledge_base_drops_every_collection_of_it(library: Library) -> None:
    library.run_build(library.order())
    assert len(collections()) == 2
    assert library.owner.delete(library.path).status_code == 204
    library.platform.run_jobs()
    assert collections() == set()
    with unit_of_work() as uow:
        assert uow.session.scalars(select(KnowledgeBaseIndex)).all() == []


def test_of_a_shared_collection_only_the_points_of_the_knowledge_base_go(
    platform: Platform, owner: Client
) -> None:
    """As installations have them that are older than indexes."""
    first = Library(platform, owner, 0)
    second_id = platform.knowledge_base(owner, "Second")["id"]
    with unit_of_work() as uow:
        uow.session.execute(update(KnowledgeBaseIndex).values(collection="shared_384"))
    first.add(1)
    owner.upload(second_id, "kept.txt", HANDBOOK.encode())
    platform.run_jobs()
    index_id = first.order()
    old = first.live()["id"]
    platform.run_jobs()
    first.activate(index_id)
    assert owner.delete(f"{first.path}/indexes/{old}").status_code == 204
    platform.run_jobs()
    found = ok(owner.post(f"/knowledge-bases/{second_id}/search", json={"query": "leave"}))
    assert found["hits"]
    assert len(vectors_in("shared_384")) == 1


def test_only_one_index_is_built_at_a_time_and_five_are_kept(library: Library) -> None:
    body = {"embedding_model": NEW}
    path = f"{library.path}/indexes"
    for _ in range(4):
        index_id = library.order()
        problem(library.owner.post(path, json=body), 409, "index_building")
        library.run_build(index_id)
    problem(library.owner.post(path, json=body), 409, "too_many_indexes")


def test_of_two_orders_at_once_one_is_taken(library: Library) -> None:
    body = {"embedding_model": NEW}
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(
            lambda _: library.owner.post(f"{library.path}/indexes", json=body), range(4)
        )
        assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]


def test_of_two_activations_at_once_one_index_is_live(library: Library) -> None:
    first = library.order()
    library.run_build(first)
    second = library.order("multilingual-e5-small")
    library.run_build(second)
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(
            lambda index_id: library.owner.post(f"{library.path}/indexes/{index_id}/activate"),
            (first, second),
        )
        assert [answer.status_code for answer in answers] == [200, 200]
    assert library.live()["id"] in (first, second)
    assert_exact(library)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"embedding_model": "no-such-model"}, 422, "unknown_embedding_model"),
        ({"embedding_model": str(uuid.uuid4())}, 422, "unknown_embedding_model"),
        ({"embedding_model": ""}, 422, "invalid_request"),
        ({"embedding_model": NEW, "status": "live"}, 422, "invalid_request"),
        ({}, 422, "invalid_request"),
    ],
)
def test_refuses_what_cannot_be_built(
    library: Library, body: dict[str, Any], status: int, code: str
) -> None:
    problem(library.owner.post(f"{library.path}/indexes", json=body), status, code)


def test_refuses_a_model_that_reads_less_than_a_chunk(library: Library) -> None:
    index_id = library.order()
    library.run_build(index_id)
    library.activate(index_id)
    ok(library.owner.patch(library.path, json={"config": {"chunk_size": 500}}))
    body = {"embedding_model": OLD}
    answer = library.owner.post(f"{library.path}/indexes", json=body)
    problem(answer, 422, "chunk_size_too_large")


def test_another_model_in_the_configuration_is_refused_with_the_way_to_go(
    library: Library,
) -> None:
    response = library.owner.patch(library.path, json={"config": {"embedding_model": NEW}})
    answer = problem(response, 409, "embedding_model_fixed")
    assert "/indexes" in answer["details"]["remedy"]


def test_nothing_is_stored_or_built_while_the_model_is_not_ready(library: Library) -> None:
    failures = library.platform.ports.embedders.failures  # type: ignore[attr-defined]
    failures[OLD] = failures[NEW] = Transient("It sleeps.", code="asleep", remedy="Wake it.")
    stored = library.platform.ports.settings.uploads_path / "documents"
    before = sorted(stored.iterdir())
    answer = problem(library.owner.upload(library.kb_id, "a.txt", b"words"), 503, "asleep")
    assert answer["details"]["remedy"] == "Wake it."
    assert sorted(stored.iterdir()) == before
    assert ok(library.owner.get(f"{library.path}/documents"))["total"] == 2
    body = {"embedding_model": NEW}
    problem(library.owner.post(f"{library.path}/indexes", json=body), 503, "asleep")


def test_a_build_is_charged_to_whoever_ordered_it(library: Library) -> None:
    before = used_tokens()
    library.run_build(library.order())
    with unit_of_work() as uow:
        expected = uow.session.scalars(select(func.sum(Chunk.token_count))).one()
        reserved = uow.session.scalars(
            select(func.count()).where(UsageRecord.status == "reserved")
        ).one()
    assert (used_tokens() - before, reserved) == (expected, 0)


def used_tokens() -> int:
    with unit_of_work() as uow:
        return uow.session.scalar(select(func.sum(UsageCounter.used_tokens))) or 0


def test_a_build_beyond_the_tier_fails_with_the_reason(platform: Platform, owner: Client) -> None:
    builder = platform.register("builder@example.com", role="builder", tier="free")
    library = Library(platform, builder)
    set_tier("free", tokens_per_month=1, requests_per_minute=None)
    index_id = library.order()
    platform.run_jobs()
    index = library.index(index_id)
    assert (index["status"], index["error"]["code"]) == ("failed", "quota_exceeded")


def test_its_own_prefixes_are_used_for_passages_and_questions(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str | None]] = []
    embedder = library.embedder()
    passages, question = embedder.embed_documents, embedder.embed_query
    monkeypatch.setattr(
        embedder,
        "embed_documents",
        lambda texts, prefix=None: seen.append(("passage", prefix)) or passages(texts, prefix),  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr(
        embedder,
        "embed_query",
        lambda text, prefix=None: seen.append(("query", prefix)) or question(text, prefix),  # type: ignore[func-returns-value]
    )
    index_id = library.order(query_prefix="ask: ", passage_prefix="tell: ")
    library.run_build(index_id)
    library.activate(index_id)
    library.search()
    library.add(7)
    library.platform.run_jobs()
    assert set(seen) == {("passage", "tell: "), ("query", "ask: ")}
