"""Tables of collections.

They live in a schema of their own, outside the migration chain, because their width depends on the
embedding model. Collections from before there were keywords have vectors alone.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from app.integrations.vectors.base import TERM_IDS

SCHEMA = "vectors"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")
_DDL_LOCK = 7_310_441
# pgvector builds HNSW on `vector` up to here, and on `halfvec` up to twice that.
_MAX_FULL_PRECISION = 2000
# A row stays whole up to here: what is scored without an index must not be looked up elsewhere.
_WHOLE_ROW_BYTES = 8160


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection's tables and how they are laid out."""

    name: str
    dimension: int
    has_keywords: bool

    @property
    def table(self) -> str:
        """Where its points are."""
        return qualified(self.name)

    @property
    def counts_table(self) -> str:
        """Where it is counted how many points have a posting key."""
        return f"{SCHEMA}.{self.name}_counts"

    @property
    def embedding_is_half(self) -> bool:
        """Whether its HNSW index is on half precision."""
        return self.has_keywords or self.dimension > _MAX_FULL_PRECISION

    @property
    def embedding(self) -> str:
        """The expression that its HNSW index is on."""
        if self.has_keywords or not self.embedding_is_half:
            return "embedding"
        return f"CAST(embedding AS halfvec({self.dimension}))"


def qualified(name: str) -> str:
    """The table of a collection.

    Raises ValueError for what is not a name of one.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a collection name: {name!r}")
    return f"{SCHEMA}.{name}"


def exists(connection: Connection, name: str) -> bool:
    """Whether there is such a collection."""
    return bool(connection.scalar(text("SELECT to_regclass(:name)"), {"name": qualified(name)}))


def describe(connection: Connection, name: str) -> Collection | None:
    """A collection as it is; `None` when there is none."""
    columns = connection.execute(
        text(
            "SELECT attname, atttypmod FROM pg_attribute"
            " WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped"
        ),
        {"name": qualified(name)},
    )
    widths = {row.attname: row.atttypmod for row in columns}
    return Collection(name, widths["embedding"], "keywords" in widths) if widths else None


def create(connection: Connection, name: str, dimension: int) -> None:
    """Make the tables of a collection unless somebody else just has."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _DDL_LOCK})
    for statement in _ddl(Collection(name, int(dimension), has_keywords=True)):
        connection.execute(text(statement))


def drop(connection: Connection, name: str) -> None:
    """Remove the tables of a collection, if there are any."""
    collection = Collection(name, 0, has_keywords=True)
    connection.execute(text(f"DROP TABLE IF EXISTS {collection.table}, {collection.counts_table}"))
    if connection.scalar(text(f"SELECT to_regclass('{SCHEMA}.sizes')")):
        connection.execute(
            text(f"DELETE FROM {SCHEMA}.sizes WHERE collection = :name"), {"name": name}
        )


def _ddl(collection: Collection) -> list[str]:
    name, table = collection.name, collection.table
    return [
        "CREATE EXTENSION IF NOT EXISTS vector",
        f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
        f"""CREATE TABLE IF NOT EXISTS {SCHEMA}.sizes (
            collection text PRIMARY KEY,
            changes bigint NOT NULL DEFAULT 0,
            counted_at_changes bigint NOT NULL DEFAULT 0,
            counted bigint NOT NULL DEFAULT 0,
            share double precision NOT NULL DEFAULT 1,
            documents bigint NOT NULL DEFAULT 0
        )""",
        f"""CREATE TABLE IF NOT EXISTS {table} (
            id uuid PRIMARY KEY,
            knowledge_base_id uuid NOT NULL,
            document_id uuid NOT NULL,
            generation integer NOT NULL,
            embedding halfvec({collection.dimension}) NOT NULL,
            keywords sparsevec({TERM_IDS}) NOT NULL,
            postings integer[] NOT NULL
        ) WITH (toast_tuple_target = {_WHOLE_ROW_BYTES})""",
        f"""CREATE TABLE IF NOT EXISTS {collection.counts_table} (
            posting integer PRIMARY KEY,
            points integer NOT NULL
        )""",
        f"INSERT INTO {SCHEMA}.sizes (collection) VALUES ('{name}') ON CONFLICT DO NOTHING",
        f"CREATE INDEX IF NOT EXISTS ix_{name}_kb ON {table} (knowledge_base_id)",
        f"CREATE INDEX IF NOT EXISTS ix_{name}_doc ON {table} (document_id)",
        f"CREATE INDEX IF NOT EXISTS ix_{name}_hnsw ON {table} "
        "USING hnsw (embedding halfvec_cosine_ops)",
        f"CREATE INDEX IF NOT EXISTS ix_{name}_postings ON {table} "
        "USING gin (postings) WITH (gin_pending_list_limit = 256)",
    ]
