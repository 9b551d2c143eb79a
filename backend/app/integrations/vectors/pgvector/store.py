"""A `VectorStore` on PostgreSQL: one table a collection."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.core.errors import Transient
from app.db.autocommit import autocommit
from app.integrations.vectors.base import (
    TERM_IDS,
    AccessFilter,
    Candidates,
    HybridQuery,
    Keywords,
    Point,
    PointCounts,
)
from app.integrations.vectors.pgvector import counting, schema
from app.integrations.vectors.pgvector.postings import keys
from app.integrations.vectors.pgvector.schema import Collection
from app.integrations.vectors.pgvector.search import search, vector_literal


class PgVectorStore:
    """Vectors and keywords in tables, `schema`; see `search` and `counting` for how they serve."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._collections: dict[str, Collection] = {}
        self._small: set[str] = set()

    def ensure_collection(self, collection: str, dimension: int) -> None:
        if collection in self._collections:
            return
        with self._transaction() as connection:
            if not schema.exists(connection, collection):
                schema.create(connection, collection, dimension)

    def drop_collection(self, collection: str) -> None:
        self._collections.pop(collection, None)
        self._small.discard(collection)
        with self._transaction() as connection:
            schema.drop(connection, collection)

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        if not points:
            return
        with self._transaction() as connection:
            found = self._described(connection, collection)
            connection.execute(text(_upsert(found)), _columns(points))
            outdated = found.has_keywords and counting.note_changes(connection, found, len(points))
        if outdated:
            self._count_words(found)

    def search(
        self, collection: str, query: HybridQuery, access: AccessFilter, limit: int
    ) -> Candidates:
        if access.allows_nothing:
            return Candidates([], [])
        with self._reading() as connection:
            found = self._described(connection, collection)
            return search(connection, found, query, access, limit, self._small)

    def delete_document(
        self, collection: str, document_id: uuid.UUID, keep_generation: int | None = None
    ) -> None:
        condition = "document_id = :document_id"
        if keep_generation is not None:
            condition += " AND generation <> :keep"
        with self._transaction() as connection:
            found = self._described(connection, collection)
            self._delete(
                connection, found, condition, document_id=document_id, keep=keep_generation
            )

    def count_points(self, collection: str, document_id: uuid.UUID | None = None) -> PointCounts:
        condition = "document_id = :document_id" if document_id else "true"
        counts: dict[uuid.UUID, dict[int, int]] = {}
        with self._transaction() as connection:
            if not schema.exists(connection, collection):
                return counts
            rows = connection.execute(
                text(
                    f"SELECT document_id, generation, count(*) FROM {schema.qualified(collection)}"
                    f" WHERE {condition} GROUP BY document_id, generation"
                ),
                {"document_id": document_id},
            )
            for document, generation, count in rows:
                counts.setdefault(document, {})[generation] = count
        return counts

    def delete_knowledge_base(self, collection: str, knowledge_base_id: uuid.UUID) -> None:
        with self._transaction() as connection:
            if not schema.exists(connection, collection):
                return
            found = self._described(connection, collection)
            condition = "knowledge_base_id = :knowledge_base_id"
            self._delete(connection, found, condition, knowledge_base_id=knowledge_base_id)

    def count_document(self, collection: str, document_id: uuid.UUID) -> int:
        query = f"SELECT count(*) FROM {schema.qualified(collection)} WHERE document_id = :id"
        with self._transaction() as connection:
            return connection.scalar(text(query), {"id": document_id}) or 0

    def ping(self) -> None:
        with self._transaction() as connection:
            available = connection.scalar(
                text("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
            )
        if not available:
            raise Transient(
                "PostgreSQL has no pgvector extension.",
                code="vector_store_unavailable",
                remedy="Install pgvector on the database server or set VECTOR_STORE=qdrant.",
            )

    def _described(self, connection: Connection, name: str) -> Collection:
        """A collection as it is laid out: that never changes while it exists."""
        if name not in self._collections:
            found = schema.describe(connection, name)
            if found is None:
                raise Transient(
                    "The vectors of this knowledge base are not there.",
                    code="vector_collection_missing",
                )
            self._collections[name] = found
        return self._collections[name]

    def _delete(
        self, connection: Connection, collection: Collection, condition: str, **values: Any
    ) -> None:
        deleted = connection.execute(
            text(f"DELETE FROM {collection.table} WHERE {condition}"), values
        )
        if collection.has_keywords:
            counting.note_changes(connection, collection, deleted.rowcount)

    def _count_words(self, collection: Collection) -> None:
        with self._transaction() as connection:
            counting.count(connection, collection)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._errors_told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """For what is one statement."""
        with self._errors_told(), self._engine.connect() as connection:
            autocommit(connection)
            yield connection

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            # Somebody may have removed the tables: look again next time.
            self._collections.clear()
            raise Transient(
                "The vector store (PostgreSQL) did not answer.", code="vector_store_unavailable"
            ) from error


def _upsert(collection: Collection) -> str:
    columns = dict(_COLUMNS)
    kind = "halfvec" if collection.has_keywords else "vector"
    if collection.has_keywords:
        columns |= _KEYWORD_COLUMNS
    values = ", ".join(f"CAST(:{name} AS {type_}[])" for name, type_ in columns.items())
    selected = ", ".join(_CONVERTED.get(name, name).format(embedding=kind) for name in columns)
    names = ", ".join(columns)
    replaced = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    return (
        f"INSERT INTO {collection.table} ({names})"
        f" SELECT {selected} FROM unnest({values}) AS points({names})"
        f" ON CONFLICT (id) DO UPDATE SET {replaced}"
    )


# What is sent for each column; text is read as the type of its column.
_COLUMNS = {
    "id": "uuid",
    "knowledge_base_id": "uuid",
    "document_id": "uuid",
    "generation": "integer",
    "embedding": "text",
}
_KEYWORD_COLUMNS = {"keywords": "text", "postings": "text"}
_CONVERTED = {
    "embedding": "CAST(embedding AS {embedding})",
    "keywords": "CAST(keywords AS sparsevec)",
    "postings": "CAST(postings AS integer[])",
}


def _columns(points: Sequence[Point]) -> dict[str, list[Any]]:
    """Values by column. In one order of ids for all writers: rows that two write are then locked
    one after the other, never crosswise.
    """
    ordered = sorted(points, key=lambda point: point.id)
    return {
        "id": [point.id for point in ordered],
        "knowledge_base_id": [point.knowledge_base_id for point in ordered],
        "document_id": [point.document_id for point in ordered],
        "generation": [point.generation for point in ordered],
        "embedding": [vector_literal(point.vector) for point in ordered],
        "keywords": [_sparse_literal(point.keywords) for point in ordered],
        "postings": [_array_literal(point.keywords) for point in ordered],
    }


def _sparse_literal(keywords: Keywords) -> str:
    """Keywords as pgvector reads a sparse vector, whose indexes begin with 1."""
    pairs = zip(keywords.terms.tolist(), keywords.weights.tolist(), strict=True)
    return f"{{{','.join([f'{term + 1}:{weight:.5g}' for term, weight in pairs])}}}/{TERM_IDS}"


def _array_literal(keywords: Keywords) -> str:
    return f"{{{','.join(map(str, keys(keywords).tolist()))}}}"
