"""One contract for every vector store."""

import inspect
import math
import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import get_type_hints

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from qdrant_client import QdrantClient, models
from sqlalchemy import event, text

from app.core.config import Settings
from app.db.engine import build_engine, get_engine
from app.integrations.vectors import (
    NO_KEYWORDS,
    AccessFilter,
    Candidates,
    HybridQuery,
    Keywords,
    Point,
    VectorStore,
)
from app.integrations.vectors.pgvector import PgVectorStore
from app.integrations.vectors.pgvector.search import SMALL
from app.integrations.vectors.qdrant import QdrantVectorStore

# Of the machine, as no setting of it reaches the product in tests.
QDRANT_SERVER = os.environ.get("QDRANT_URL")
COLLECTION = "contract_4"
KB, OTHER_KB = uuid.uuid4(), uuid.uuid4()
ACCESS = AccessFilter(frozenset({KB}), frozenset())
NOTHING = AccessFilter(frozenset(), frozenset())


pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]


@pytest.fixture(params=["pgvector", "qdrant", "qdrant server"])
def store(request: pytest.FixtureRequest, settings: Settings) -> Iterator[VectorStore]:
    made = _connect(request.param)
    for name in (COLLECTION, "wide", "old"):
        made.drop_collection(name)
    made.ensure_collection(COLLECTION, 4)
    yield made
    for name in (COLLECTION, "wide", "old"):
        made.drop_collection(name)


def _connect(kind: str) -> VectorStore:
    if kind == "pgvector":
        return PgVectorStore(get_engine())
    if kind == "qdrant":
        return QdrantVectorStore(QdrantClient(":memory:"))
    if QDRANT_SERVER is None:
        pytest.skip("QDRANT_URL is not given: no Qdrant server to test with")
    return QdrantVectorStore(QdrantClient(url=QDRANT_SERVER))


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


def words(weights: dict[int, float]) -> Keywords:
    ordered = sorted(weights)
    return Keywords(
        np.array(ordered, dtype=np.int64),
        np.array([weights[term] for term in ordered], dtype=np.float32),
    )


def worded(weights: dict[int, float], **fields: object) -> Point:
    return point(1, 0, 0, 0, keywords=words(weights), **fields)  # type: ignore[arg-type]


def asking(*terms: int) -> HybridQuery:
    return HybridQuery(None, words({term: float(terms.count(term)) for term in terms}))


def bm25(point: Point, among: list[Point], query: Keywords) -> float:
    """By hand: the sum over the question's terms of idf × the passage's part."""
    score = 0.0
    for term, asked in zip(query.terms.tolist(), query.weights.tolist(), strict=True):
        having = sum(term in other.keywords.terms for other in among)
        idf = math.log(1 + (len(among) - having + 0.5) / (having + 0.5))
        part = dict(zip(point.keywords.terms.tolist(), point.keywords.weights, strict=True))
        score += asked * idf * float(part.get(term, 0))
    return score


def test_ranks_by_bm25_computed_by_hand(store: VectorStore) -> None:
    points = [
        worded({1: 1.0, 2: 0.5}),
        worded({1: 2.0}),
        worded({2: 1.5, 3: 1.0, 999_999_999: 0.7}),
        worded({3: 2.1, 4: 0.3}),
        worded({1: 0.2, 3: 0.4, 0: 1.0}),
        worded({5: 1.0}),
    ]
    store.upsert(COLLECTION, points)
    for query in (asking(1), asking(1, 2, 3), asking(3, 3, 0), asking(999_999_999, 4), asking(77)):
        assert query.keywords
        scores = {one.id: bm25(one, points, query.keywords) for one in points}
        expected = sorted((-score, id_) for id_, score in scores.items() if score)
        hits = store.search(COLLECTION, query, ACCESS, 10).keyword
        assert [hit.id for hit in hits] == [id_ for _, id_ in expected]
        assert [hit.score for hit in hits] == pytest.approx([-low for low, _ in expected], rel=1e-4)


_SPARSE = st.dictionaries(st.integers(0, 12), st.floats(0.125, 2, width=32), max_size=6)


@pytest.mark.parametrize("kind", ["pgvector", "qdrant"])
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passages=st.lists(_SPARSE, min_size=1, max_size=12), question=_SPARSE)
def test_any_question_gets_the_scores_of_bm25(
    settings: Settings, kind: str, passages: list[dict[int, float]], question: dict[int, float]
) -> None:
    store = _connect(kind)
    store.drop_collection(COLLECTION)
    store.ensure_collection(COLLECTION, 4)
    points = [worded(weights) for weights in passages]
    store.upsert(COLLECTION, points)
    query = words(question)
    hits = store.search(COLLECTION, HybridQuery(None, query), ACCESS, 50).keyword
    expected = {one.id: bm25(one, points, query) for one in points}
    assert {hit.id: hit.score for hit in hits} == pytest.approx(
        {id_: score for id_, score in expected.items() if score}, rel=1e-4
    )


def test_gives_both_lists_at_once_and_the_same_as_one_by_one(store: VectorStore) -> None:
    near, said = point(1, 0, 0, 0, keywords=words({9: 1.0})), worded({7: 1.0})
    said = replace(said, vector=np.array([0, 1, 0, 0], dtype=np.float32))
    store.upsert(COLLECTION, [near, said])
    both = HybridQuery(np.array([1, 0, 0, 0], dtype=np.float32), words({7: 1.0}))
    found = store.search(COLLECTION, both, ACCESS, 5)
    assert [hit.id for hit in found.dense] == [near.id, said.id]
    assert [hit.id for hit in found.keyword] == [said.id]
    assert store.search(COLLECTION, replace(both, keywords=None), ACCESS, 5).dense == found.dense
    assert store.search(COLLECTION, replace(both, vector=None), ACCESS, 5).keyword == found.keyword


def test_searches_at_the_same_time_find_the_same(store: VectorStore) -> None:
    store.upsert(COLLECTION, [worded({7: 1.0 + number / 10}) for number in range(5)])
    both = HybridQuery(np.array([1, 0, 0, 0], dtype=np.float32), words({7: 1.0}))
    alone = store.search(COLLECTION, both, ACCESS, 5)
    assert len(alone.dense) == len(alone.keyword) == 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: store.search(COLLECTION, both, ACCESS, 5), range(40)))
    assert all(each == alone for each in found)


def test_equal_scores_are_ordered_by_id(store: VectorStore) -> None:
    points = [worded({1: 1.0}) for _ in range(8)]
    store.upsert(COLLECTION, points)
    query = HybridQuery(np.array([1, 0, 0, 0], dtype=np.float32), words({1: 1.0}))
    found = store.search(COLLECTION, query, ACCESS, 8)
    ordered = sorted(one.id for one in points)
    assert [hit.id for hit in found.dense] == ordered
    assert [hit.id for hit in found.keyword] == ordered


def test_asked_for_nothing_finds_nothing(store: VectorStore) -> None:
    store.upsert(COLLECTION, [worded({1: 1.0})])
    for query in (HybridQuery(None, None), HybridQuery(None, NO_KEYWORDS)):
        found = store.search(COLLECTION, query, ACCESS, 5)
        assert (found.dense, found.keyword) == ([], [])


@pytest.mark.parametrize("query", [HybridQuery(np.eye(4, dtype=np.float32)[0], None), asking(1)])
def test_every_list_is_filtered(store: VectorStore, query: HybridQuery) -> None:
    mine, wanted, hidden = (worded({1: 1.0}) for _ in range(3))
    theirs = worded({1: 1.0}, kb=OTHER_KB)
    store.upsert(COLLECTION, [mine, wanted, hidden, theirs])

    def found(access: AccessFilter) -> set[uuid.UUID]:
        lists = store.search(COLLECTION, query, access, 9)
        return {hit.id for hit in [*lists.dense, *lists.keyword]}

    kb, hide = frozenset({KB}), frozenset({hidden.document_id})
    only = frozenset({wanted.document_id, hidden.document_id, theirs.document_id})
    assert found(AccessFilter(kb, frozenset())) == {mine.id, wanted.id, hidden.id}
    assert found(AccessFilter(kb, hide)) == {mine.id, wanted.id}
    assert found(AccessFilter(kb, frozenset(), only)) == {wanted.id, hidden.id}
    assert found(AccessFilter(kb, hide, only)) == {wanted.id}
    assert found(AccessFilter(kb, frozenset(), frozenset())) == set()
    assert found(AccessFilter(frozenset(), frozenset(), only)) == set()


def test_there_is_no_search_without_an_access_filter(store: VectorStore) -> None:
    with pytest.raises((AttributeError, TypeError)):
        store.search(COLLECTION, asking(1), None, 5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        store.search(COLLECTION, asking(1), limit=5)  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [VectorStore, PgVectorStore, QdrantVectorStore])
def test_the_access_filter_has_no_default_and_cannot_be_none(kind: type) -> None:
    access = inspect.signature(kind.search).parameters["access"]
    assert access.default is inspect.Parameter.empty
    assert get_type_hints(kind.search)["access"] is AccessFilter


def test_keywords_go_with_their_points(store: VectorStore) -> None:
    document = uuid.uuid4()
    old = worded({1: 1.0}, document_id=document, generation=1)
    new = worded({2: 1.0}, document_id=document, generation=2)
    store.upsert(COLLECTION, [old, new])
    store.delete_document(COLLECTION, document, keep_generation=2)
    assert store.search(COLLECTION, asking(1), ACCESS, 5).keyword == []
    assert [hit.id for hit in store.search(COLLECTION, asking(2), ACCESS, 5).keyword] == [new.id]
    store.upsert(COLLECTION, [replace(new, keywords=words({3: 1.0}))])
    assert store.search(COLLECTION, asking(2), ACCESS, 5).keyword == []
    store.delete_document(COLLECTION, document)
    assert store.search(COLLECTION, asking(3), ACCESS, 5).keyword == []


@pytest.mark.parametrize("dimension", [1536, 3072])
def test_finds_words_beside_wide_vectors(store: VectorStore, dimension: int) -> None:
    store.ensure_collection("wide", dimension)
    said = point(*[1.0] * dimension, keywords=words(dict.fromkeys(range(400), 1.0)))
    store.upsert("wide", [said])
    assert [hit.id for hit in store.search("wide", asking(399), ACCESS, 5).keyword] == [said.id]


def test_what_was_written_since_words_were_counted_is_found(store: VectorStore) -> None:
    """Far more points than are scored one by one, then a few with words that nobody had."""
    common = [worded({term: 0.6 + term / 10 for term in range(1, 9)}) for _ in range(2_500)]
    store.upsert(COLLECTION, common)
    late = [worded({1: 0.5, 100 + number: 1.2}) for number in range(3)]
    store.upsert(COLLECTION, late)
    for number, one in enumerate(late):
        hits = store.search(COLLECTION, asking(1, 2, 100 + number), ACCESS, 5).keyword
        assert hits[0].id == one.id


@pytest.mark.parametrize("kind", ["pgvector", "qdrant server"])
def test_writers_do_not_hold_each_other_up_for_ever(settings: Settings, kind: str) -> None:
    store = _connect(kind)
    store.drop_collection(COLLECTION)
    store.ensure_collection(COLLECTION, 4)
    shared = [worded(dict.fromkeys(range(30), 1.0)) for _ in range(40)]

    def write(number: int) -> None:
        turned = shared[number * 5 :] + shared[: number * 5]
        store.upsert(COLLECTION, turned if number % 2 else turned[::-1])
        store.upsert(COLLECTION, [worded({number: 1.0, 50: 1.0}) for _ in range(20)])
        store.delete_document(COLLECTION, turned[number].document_id)
        store.upsert(COLLECTION, [turned[number]])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(8)))
    assert len(store.search(COLLECTION, asking(50), ACCESS, 500).keyword) == 160
    store.drop_collection(COLLECTION)


@pytest.mark.parametrize("hidden", [(), (uuid.uuid4(),)])
def test_a_search_is_planned_once_while_its_collection_is_small(
    settings: Settings, hidden: tuple[uuid.UUID, ...]
) -> None:
    """As it grows, the search finds the same and is planned each time: the best plan differs."""
    engine = build_engine(settings)
    store = PgVectorStore(engine)
    store.drop_collection(COLLECTION)
    store.ensure_collection(COLLECTION, 4)
    said = worded({7: 1.0})
    store.upsert(COLLECTION, [said])
    searches: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        searches.append(statement.split(maxsplit=1)[0])

    def search() -> Candidates:
        asked = HybridQuery(said.vector, said.keywords)
        return store.search(COLLECTION, asked, AccessFilter(frozenset({KB}), frozenset(hidden)), 5)

    small = [search() for _ in range(3)]
    assert small[0] == small[1] == small[2]
    assert [[hit.id for hit in found] for found in (small[0].dense, small[0].keyword)] == [
        [said.id]
    ] * 2
    assert searches == ["WITH", "PREPARE", "EXECUTE"]

    others = [worded({8: 1.0}, id=uuid.uuid4()) for _ in range(SMALL)]
    store.upsert(COLLECTION, [replace(each, vector=-said.vector) for each in others])
    searches.clear()
    grown = [search() for _ in range(2)]
    assert [found.dense[0].id for found in grown] == [said.id] * 2
    assert [[hit.id for hit in found.keyword] for found in grown] == [[said.id]] * 2
    assert searches == ["EXECUTE", "WITH"]
    store.drop_collection(COLLECTION)
    engine.dispose()


def test_a_collection_from_before_keywords_answers_by_vectors(store: VectorStore) -> None:
    _make_old_collection(store)
    said = worded({1: 1.0})
    store.upsert("old", [said])
    found = store.search("old", HybridQuery(said.vector, said.keywords), ACCESS, 5)
    assert [hit.id for hit in found.dense] == [said.id]
    assert found.keyword == []
    assert store.search("old", asking(1), ACCESS, 5).keyword == []
    store.delete_document("old", said.document_id)
    assert store.search("old", HybridQuery(said.vector, None), ACCESS, 5).dense == []


def _make_old_collection(store: VectorStore) -> None:
    if isinstance(store, QdrantVectorStore):
        dense = models.VectorParams(size=4, distance=models.Distance.COSINE)
        store._client.create_collection("old", vectors_config={"dense": dense})
        return
    with get_engine().begin() as connection:
        connection.execute(text(OLD_TABLE))


# As it was made before there were keywords.
OLD_TABLE = """CREATE TABLE vectors.old (
    id uuid PRIMARY KEY,
    knowledge_base_id uuid NOT NULL,
    document_id uuid NOT NULL,
    generation integer NOT NULL,
    embedding vector(4) NOT NULL
)"""
