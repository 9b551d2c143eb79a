"""Vectors in PostgreSQL with the pgvector extension: one table a collection.

The tables live in a schema of their own, outside the migration chain, because their
width depends on the embedding model.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pgvector.sqlalchemy import HALFVEC
from pgvector.sqlalchemy import Vector as VectorType
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Uuid,
    cast,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from app.core.errors import Transient
from app.integrations.vectors.base import (
    AccessFilter,
    Candidates,
    Hit,
    HybridQuery,
    Point,
    PointCounts,
    Vector,
)

SCHEMA = "vectors"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")
_DDL_LOCK = 7_310_441
# pgvector builds HNSW on `vector` up to here, and on `halfvec` up to twice that.
MAX_INDEXED_DIMENSION = 2000


class PgVectorStore:
    """A `VectorStore` on PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._metadata = MetaData(schema=SCHEMA)

    def ensure_collection(self, collection: str, dimension: int) -> None:
        table = self._table(collection)
        with self._transaction() as connection:
            if connection.scalar(text("SELECT to_regclass(:name)"), {"name": str(table)}):
                return
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _DDL_LOCK})
            for statement in _collection_ddl(collection, dimension):
                connection.execute(text(statement))

    def drop_collection(self, collection: str) -> None:
        table = self._table(collection)
        with self._transaction() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        if not points:
            return
        statement = insert(self._table(collection))
        statement = statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                name: statement.excluded[name]
                for name in ("knowledge_base_id", "document_id", "generation", "embedding")
            },
        )
        with self._transaction() as connection:
            connection.execute(
                statement,
                [
                    {
                        "id": point.id,
                        "knowledge_base_id": point.knowledge_base_id,
                        "document_id": point.document_id,
                        "generation": point.generation,
                        "embedding": point.vector,
                    }
                    for point in points
                ],
            )

    def search(
        self, collection: str, query: HybridQuery, access: AccessFilter, limit: int
    ) -> Candidates:
        if access.allows_nothing or query.vector is None:
            return Candidates([], [])
        return Candidates(self._nearest(collection, query.vector, access, limit), [])

    def _nearest(
        self, collection: str, vector: Vector, access: AccessFilter, limit: int
    ) -> list[Hit]:
        table = self._table(collection)
        distance = _distance(table, vector)
        query = (
            select(table.c.id, (1 - distance).label("score"))
            .where(table.c.knowledge_base_id.in_(access.knowledge_base_ids))
            .order_by(distance)
            .limit(limit)
        )
        if access.hidden_document_ids:
            hidden = func.unnest(list(access.hidden_document_ids), type_=Uuid)
            query = query.where(table.c.document_id.not_in(select(hidden)))
        if access.only_document_ids is not None:
            only = func.unnest(list(access.only_document_ids), type_=Uuid)
            query = query.where(table.c.document_id.in_(select(only)))
        with self._transaction() as connection:
            # Keeps scanning the graph until the filter has let `limit` rows through.
            connection.execute(text("SET LOCAL hnsw.iterative_scan = strict_order"))
            return [Hit(row.id, float(row.score)) for row in connection.execute(query)]

    def delete_document(
        self, collection: str, document_id: uuid.UUID, keep_generation: int | None = None
    ) -> None:
        table = self._table(collection)
        statement = delete(table).where(table.c.document_id == document_id)
        if keep_generation is not None:
            statement = statement.where(table.c.generation != keep_generation)
        with self._transaction() as connection:
            connection.execute(statement)

    def count_points(self, collection: str, document_id: uuid.UUID | None = None) -> PointCounts:
        table = self._table(collection)
        query = select(table.c.document_id, table.c.generation, func.count()).group_by(
            table.c.document_id, table.c.generation
        )
        if document_id:
            query = query.where(table.c.document_id == document_id)
        counts: dict[uuid.UUID, dict[int, int]] = {}
        with self._transaction() as connection:
            if connection.scalar(text("SELECT to_regclass(:name)"), {"name": str(table)}):
                for found, generation, count in connection.execute(query):
                    counts.setdefault(found, {})[generation] = count
        return counts

    def delete_knowledge_base(self, collection: str, knowledge_base_id: uuid.UUID) -> None:
        table = self._table(collection)
        with self._transaction() as connection:
            if connection.scalar(text("SELECT to_regclass(:name)"), {"name": str(table)}):
                connection.execute(
                    delete(table).where(table.c.knowledge_base_id == knowledge_base_id)
                )

    def count_document(self, collection: str, document_id: uuid.UUID) -> int:
        table = self._table(collection)
        query = select(func.count()).where(table.c.document_id == document_id)
        with self._transaction() as connection:
            return connection.scalar(query) or 0

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

    def _table(self, collection: str) -> Table:
        if not _NAME.fullmatch(collection):
            raise ValueError(f"not a collection name: {collection!r}")
        return Table(
            collection,
            self._metadata,
            Column("id", Uuid, primary_key=True),
            Column("knowledge_base_id", Uuid, nullable=False),
            Column("document_id", Uuid, nullable=False),
            Column("generation", Integer, nullable=False),
            Column("embedding", VectorType, nullable=False),
            keep_existing=True,
        )

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise Transient(
                "The vector store (PostgreSQL) did not answer.", code="vector_store_unavailable"
            ) from error


def _distance(table: Table, vector: Vector) -> ColumnElement[float]:
    """Cosine distance, by the expression that is indexed."""
    dimension = len(vector)
    column: ColumnElement[Any] = table.c.embedding
    if dimension > MAX_INDEXED_DIMENSION:
        column = cast(column, HALFVEC(dimension))
    distance: ColumnElement[float] = column.cosine_distance(vector)
    return distance


def _indexed(dimension: int) -> str:
    """What the HNSW index is on: beyond its limit, the same with half the precision."""
    if dimension <= MAX_INDEXED_DIMENSION:
        return "embedding vector_cosine_ops"
    return f"(embedding::halfvec({int(dimension)})) halfvec_cosine_ops"


def _collection_ddl(collection: str, dimension: int) -> list[str]:
    table = f"{SCHEMA}.{collection}"
    return [
        "CREATE EXTENSION IF NOT EXISTS vector",
        f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
        f"""CREATE TABLE IF NOT EXISTS {table} (
            id uuid PRIMARY KEY,
            knowledge_base_id uuid NOT NULL,
            document_id uuid NOT NULL,
            generation integer NOT NULL,
            embedding vector({int(dimension)}) NOT NULL
        )""",
        f"CREATE INDEX IF NOT EXISTS ix_{collection}_kb ON {table} (knowledge_base_id)",
        f"CREATE INDEX IF NOT EXISTS ix_{collection}_doc ON {table} (document_id)",
        f"CREATE INDEX IF NOT EXISTS ix_{collection}_hnsw ON {table} "
        f"USING hnsw ({_indexed(dimension)})",
    ]
