"""Vectors in Qdrant."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Self, TypeVar

import httpx
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException

from app.core.config import Settings
from app.core.errors import Transient
from app.integrations.vectors.base import (
    AccessFilter,
    Candidates,
    Hit,
    HybridQuery,
    Keywords,
    Point,
    PointCounts,
)

TIMEOUT_S = 10
_SCROLL = 2000
_DENSE, _KEYWORDS = "dense", "keywords"
# Walked over with a quarter of the memory; the best are then scored with the vectors themselves.
_EIGHT_BITS = models.ScalarQuantization(
    scalar=models.ScalarQuantizationConfig(
        type=models.ScalarType.INT8, quantile=0.99, always_ram=True
    )
)
_RESCORED = models.SearchParams(
    quantization=models.QuantizationSearchParams(rescore=True, oversampling=2.0)
)
_T = TypeVar("_T")


class QdrantVectorStore:
    """A `VectorStore` on Qdrant (a server, or the client's local mode in tests)."""

    def __init__(self, client: QdrantClient) -> None:
        self._client = client
        self._with_keywords: dict[str, bool] = {}

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """A store on the server of `QDRANT_URL`."""
        key = settings.qdrant_api_key
        return cls(
            QdrantClient(
                url=settings.qdrant_url,
                api_key=key.get_secret_value() if key else None,
                timeout=TIMEOUT_S,
                check_compatibility=False,
            )
        )

    def ensure_collection(self, collection: str, dimension: int) -> None:
        if collection in self._with_keywords:
            return
        if _call(lambda: self._client.collection_exists(collection)):
            return
        _call(lambda: self._create(collection, dimension))
        for field in ("knowledge_base_id", "document_id"):
            self._index_keyword(collection, field)

    def _create(self, collection: str, dimension: int) -> None:
        self._client.create_collection(
            collection,
            vectors_config={
                _DENSE: models.VectorParams(
                    size=dimension,
                    distance=models.Distance.COSINE,
                    quantization_config=_EIGHT_BITS,
                )
            },
            sparse_vectors_config={
                _KEYWORDS: models.SparseVectorParams(modifier=models.Modifier.IDF)
            },
        )

    def _index_keyword(self, collection: str, field: str) -> None:
        _call(
            lambda: self._client.create_payload_index(
                collection, field, models.PayloadSchemaType.KEYWORD
            )
        )

    def drop_collection(self, collection: str) -> None:
        self._with_keywords.pop(collection, None)
        _call(lambda: self._client.delete_collection(collection))

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        if points:
            with_keywords = self._has_keywords(collection)
            structs = [_to_struct(point, with_keywords) for point in points]
            _call(lambda: self._client.upsert(collection, structs, wait=True))

    def search(
        self, collection: str, query: HybridQuery, access: AccessFilter, limit: int
    ) -> Candidates:
        if access.allows_nothing:
            return Candidates([], [])
        wanted = self._requests(collection, query, access, limit)
        if not wanted:
            return Candidates([], [])
        answers = _call(lambda: self._client.query_batch_points(collection, [*wanted.values()]))
        lists = dict(zip(wanted, map(_ranked, answers), strict=True))
        return Candidates(lists.get(_DENSE, []), lists.get(_KEYWORDS, []))

    def _requests(
        self, collection: str, query: HybridQuery, access: AccessFilter, limit: int
    ) -> dict[str, models.QueryRequest]:
        """What to ask for each list that is wanted."""
        request = partial(models.QueryRequest, filter=_allowed(access), limit=limit)
        requests = {}
        if query.vector is not None:
            requests[_DENSE] = request(query=query.vector.tolist(), using=_DENSE, params=_RESCORED)
        if query.keywords and self._has_keywords(collection):
            requests[_KEYWORDS] = request(query=_sparse(query.keywords), using=_KEYWORDS)
        return requests

    def _has_keywords(self, collection: str) -> bool:
        """Whether a collection is from after there were keywords; that never changes."""
        if collection not in self._with_keywords:
            info = _call(lambda: self._client.get_collection(collection))
            self._with_keywords[collection] = bool(info.config.params.sparse_vectors)
        return self._with_keywords[collection]

    def delete_document(
        self, collection: str, document_id: uuid.UUID, keep_generation: int | None = None
    ) -> None:
        kept = (
            None
            if keep_generation is None
            else [
                models.FieldCondition(
                    key="generation", match=models.MatchValue(value=keep_generation)
                )
            ]
        )
        selector = models.FilterSelector(
            filter=models.Filter(must=[_of_document(document_id)], must_not=kept)
        )
        _call(lambda: self._client.delete(collection, selector, wait=True))

    def count_points(self, collection: str, document_id: uuid.UUID | None = None) -> PointCounts:
        counts: dict[uuid.UUID, dict[int, int]] = {}
        if not _call(lambda: self._client.collection_exists(collection)):
            return counts
        for payload in self._payloads(collection, document_id):
            of_document = counts.setdefault(uuid.UUID(payload["document_id"]), {})
            generation = int(payload["generation"])
            of_document[generation] = of_document.get(generation, 0) + 1
        return counts

    def _payloads(self, collection: str, document_id: uuid.UUID | None) -> Iterator[dict[str, Any]]:
        """What is stored beside the points: Qdrant counts by one field only, not by two."""
        wanted = models.Filter(must=[_of_document(document_id)]) if document_id else None
        offset: Any = None
        while True:
            page = partial(
                self._client.scroll,
                collection,
                scroll_filter=wanted,
                limit=_SCROLL,
                offset=offset,
                with_payload=["document_id", "generation"],
            )
            points, offset = _call(page)
            yield from (point.payload or {} for point in points)
            if offset is None:
                return

    def delete_knowledge_base(self, collection: str, knowledge_base_id: uuid.UUID) -> None:
        if not _call(lambda: self._client.collection_exists(collection)):
            return
        condition = _one_of("knowledge_base_id", frozenset({knowledge_base_id}))
        selector = models.FilterSelector(filter=models.Filter(must=[condition]))
        _call(lambda: self._client.delete(collection, selector, wait=True))

    def count_document(self, collection: str, document_id: uuid.UUID) -> int:
        condition = models.Filter(must=[_of_document(document_id)])
        return _call(lambda: self._client.count(collection, condition, exact=True)).count

    def ping(self) -> None:
        _call(self._client.get_collections)


def _one_of(key: str, ids: frozenset[uuid.UUID]) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchAny(any=[str(id_) for id_ in ids]))


def _of_document(document_id: uuid.UUID) -> models.FieldCondition:
    return models.FieldCondition(key="document_id", match=models.MatchValue(value=str(document_id)))


def _allowed(access: AccessFilter) -> models.Filter:
    must = [_one_of("knowledge_base_id", access.knowledge_base_ids)]
    if access.only_document_ids is not None:
        must.append(_one_of("document_id", access.only_document_ids))
    return models.Filter(
        must=[*must], must_not=[_one_of("document_id", access.hidden_document_ids)]
    )


def _ranked(answer: models.QueryResponse) -> list[Hit]:
    hits = [Hit(uuid.UUID(str(point.id)), point.score) for point in answer.points]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def _sparse(keywords: Keywords) -> models.SparseVector:
    return models.SparseVector(indices=keywords.terms.tolist(), values=keywords.weights.tolist())


def _to_struct(point: Point, with_keywords: bool) -> models.PointStruct:
    vectors: dict[str, Any] = {_DENSE: point.vector.tolist()}
    if with_keywords:
        vectors[_KEYWORDS] = _sparse(point.keywords)
    return models.PointStruct(
        id=str(point.id),
        vector=vectors,
        payload={
            "knowledge_base_id": str(point.knowledge_base_id),
            "document_id": str(point.document_id),
            "generation": point.generation,
        },
    )


def _call(operation: Callable[[], _T]) -> _T:
    """Run a Qdrant call and turn its failures into ours."""
    try:
        return operation()
    except (ApiException, ResponseHandlingException, httpx.HTTPError) as error:
        raise Transient(
            "The vector store (Qdrant) did not answer.", code="vector_store_unavailable"
        ) from error
