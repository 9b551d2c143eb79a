"""How many points have a posting key: what inverse document frequencies are computed from.

Counted anew whenever a collection has changed by a quarter, from a sample where it is large.
Between two counts the frequencies are a little behind; what is not counted yet counts as had by
one, so a new word is found, only weighed a little more. The changes themselves are one number a
collection, updated last in the transaction that writes, so writers hold each other up for a moment
only and never in a circle.
"""

from sqlalchemy import Connection, text

from app.integrations.vectors.pgvector.schema import SCHEMA, Collection

# Points that are counted at most: the frequencies of a sample of this size are near enough.
SAMPLE = 30_000
_GROWTH = 0.25
# In collections of this size what only one point has is not noted: that is most of the keys.
_ALL_NOTED = 1000


def note_changes(connection: Connection, collection: Collection, points: int) -> bool:
    """Note that points were written or deleted; returns whether it is time to count again."""
    row = connection.execute(
        text(
            f"UPDATE {SCHEMA}.sizes SET changes = changes + :points"
            " WHERE collection = :name"
            " RETURNING changes - counted_at_changes AS since, counted / share AS size"
        ),
        {"points": points, "name": collection.name},
    ).one_or_none()
    return row is not None and row.since > _GROWTH * row.size


def count(connection: Connection, collection: Collection) -> None:
    """Count again, unless another writer is just doing so."""
    key = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:table, 0))")
    if not connection.scalar(key, {"table": collection.counts_table}):
        return
    # Seconds for a large collection, on a busy machine more than a statement usually may take.
    connection.execute(text("SET LOCAL statement_timeout = '60s'"))
    size = connection.execute(text(_SIZE.format(table=collection.table))).one()
    share = min(1.0, SAMPLE / max(size.points, 1))
    source = collection.table
    if share < 1:
        source += f" TABLESAMPLE SYSTEM ({100 * share:.6f})"
    connection.execute(text(f"DELETE FROM {collection.counts_table}"))
    connection.execute(
        text(_COUNT.format(counts=collection.counts_table, source=source)),
        {
            "name": collection.name,
            "share": share,
            "documents": size.documents,
            "least": 1 if size.points < _ALL_NOTED else 2,
        },
    )


_SIZE = "SELECT count(*) AS points, count(DISTINCT document_id) AS documents FROM {table}"
_COUNT = f"""
WITH counted AS MATERIALIZED (SELECT postings FROM {{source}}),
     kept AS (
        INSERT INTO {{counts}}
        SELECT posting, count(*) FROM counted, unnest(postings) AS posting
        GROUP BY posting HAVING count(*) >= :least
     )
UPDATE {SCHEMA}.sizes
SET counted = (SELECT count(*) FROM counted),
    documents = :documents,
    share = :share,
    counted_at_changes = changes
WHERE collection = :name
"""
