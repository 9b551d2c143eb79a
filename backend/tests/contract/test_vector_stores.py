"""One contract for every vector store."""

import uuid

import numpy as np
import pytest
from qdrant_client import QdrantClient

from app.core.config import Settings
from app.db.engine import get_engine
from app.integrations.vectors import NO_KEYWORDS, AccessFilter, HybridQuery, Point, VectorStore
from app.integrations.vectors.pgvector import PgVectorStore
from app.integrations.vectors.qdrant import QdrantVectorStore

COLLECTION = "contract_4"
KB, OTHER_KB = uuid.uuid4(), uuid.uuid4()
ACCESS = AccessFilter(frozenset({KB}), frozenset())
NOTHING = AccessFilter(frozenset(), frozenset())


pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]


@pytest.fixture(params=["pgvector", "qdrant"])
def store(request: pytest.FixtureRequest, settings: Settings) -> VectorStore:
    made: VectorStore = (
        PgVectorStore(get_engine())
        if request.param == "pgvector"
        else QdrantVectorStore(QdrantClient(":memory:"))
    )
    made.ensure_collection(COLLECTION, 4)
    return made


def point(*values: float, kb: uuid.UUID = KB, **fields: object) -> Point:
    vector = np.array(values, dtype=np.float32)
    facts = {
        "id": uuid.uuid4(),
        "document_id": uuid.uuid4(),
        "generation": 1,
        "keywords": NO_KEYWORDS,
        **fields,
    }
    return Point(vector=vector / np.linalg.norm(vector), knowledge_base_id=kb, **facts)  # type: ignore[arg-type]


def query(*values: float) -> HybridQuery:
    return HybridQuery(np.array(values, dtype=np.float32), None)


def test_finds_the_nearest_first_with_cosine_scores(store: VectorStore) -> None:
    near, far = point(1, 0, 0, 0), point(1, 1, 0, 0)
    store.upsert(COLLECTION, [far, near])
    hits = store.search(COLLECTION, query(1, 0, 0, 0), ACCESS, 5).dense
    assert [hit.id for hit in hits] == [near.id, far.id]
    assert [hit.score for hit in hits] == pytest.approx([1, 2**-0.5], abs=1e-5)


def test_never_returns_what_the_filter_does_not_allow(store: VectorStore) -> None:
    mine, theirs = point(0, 1, 0, 0), point(1, 0, 0, 0, kb=OTHER_KB)
    store.upsert(COLLECTION, [mine, theirs])
    hits = store.search(COLLECTION, query(1, 0, 0, 0), ACCESS, 5).dense
    assert [hit.id for hit in hits] == [mine.id]
    assert store.search(COLLECTION, query(1, 0, 0, 0), NOTHING, 5).dense == []


@pytest.mark.parametrize("hidden_count", [1, 5_000])
def test_never_returns_points_of_hidden_documents(store: VectorStore, hidden_count: int) -> None:
    hidden, open_ = point(1, 0, 0, 0), point(0, 1, 0, 0)
    store.upsert(COLLECTION, [hidden, open_])
    others = {uuid.uuid4() for _ in range(hidden_count - 1)}
    access = AccessFilter(frozenset({KB}), frozenset({hidden.document_id, *others}))
    hits = store.search(COLLECTION, query(1, 0, 0, 0), access, 5).dense
    assert [hit.id for hit in hits] == [open_.id]


def test_writing_a_point_twice_leaves_one(store: VectorStore) -> None:
    first = point(1, 0, 0, 0)
    again = point(0, 1, 0, 0, id=first.id, document_id=first.document_id)
    store.upsert(COLLECTION, [first])
    store.upsert(COLLECTION, [again])
    assert store.count_document(COLLECTION, first.document_id) == 1
    (hit,) = store.search(COLLECTION, query(0, 1, 0, 0), ACCESS, 5).dense
    assert hit.score == pytest.approx(1, abs=1e-5)


def test_deletes_a_document_whole_or_but_one_generation(store: VectorStore) -> None:
    document = uuid.uuid4()
    old = point(1, 0, 0, 0, document_id=document, generation=1)
    new = point(1, 0, 0, 0, document_id=document, generation=2)
    other = point(1, 0, 0, 0)
    store.upsert(COLLECTION, [old, new, other])
    store.delete_document(COLLECTION, document, keep_generation=2)
    assert store.count_document(COLLECTION, document) == 1
    store.delete_document(COLLECTION, document)
    assert store.count_document(COLLECTION, document) == 0
    assert store.count_document(COLLECTION, other.document_id) == 1


def test_ensuring_a_collection_twice_keeps_its_points(store: VectorStore) -> None:
    kept = point(1, 0, 0, 0)
    store.upsert(COLLECTION, [kept])
    store.ensure_collection(COLLECTION, 4)
    assert store.count_document(COLLECTION, kept.document_id) == 1


def test_a_dropped_collection_can_be_made_anew(store: VectorStore) -> None:
    store.upsert(COLLECTION, [point(1, 0, 0, 0)])
    store.drop_collection(COLLECTION)
    store.drop_collection(COLLECTION)
    store.delete_knowledge_base(COLLECTION, KB)
    store.ensure_collection(COLLECTION, 4)
    assert store.search(COLLECTION, query(1, 0, 0, 0), ACCESS, 5).dense == []


def test_deletes_the_points_of_one_knowledge_base(store: VectorStore) -> None:
    mine, theirs = point(1, 0, 0, 0), point(1, 0, 0, 0, kb=OTHER_KB)
    store.upsert(COLLECTION, [mine, theirs])
    store.delete_knowledge_base(COLLECTION, KB)
    everything = AccessFilter(frozenset({KB, OTHER_KB}), frozenset())
    hits = store.search(COLLECTION, query(1, 0, 0, 0), everything, 5).dense
    assert [hit.id for hit in hits] == [theirs.id]


@pytest.mark.parametrize("dimension", [1536, 3072])
def test_finds_the_nearest_of_wide_vectors(store: VectorStore, dimension: int) -> None:
    store.ensure_collection("wide", dimension)
    near, far = (point(*([1.0] * ones + [0.0] * (dimension - ones))) for ones in (8, 800))
    store.upsert("wide", [far, near])
    hits = store.search("wide", HybridQuery(near.vector, None), ACCESS, 5).dense
    assert [hit.id for hit in hits] == [near.id, far.id]
    assert [hit.score for hit in hits] == pytest.approx([1, 0.1], abs=1e-3)


def test_answers_a_ping(store: VectorStore) -> None:
    store.ping()
