"""The one statement that answers a search with both lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from app.db.prepared import PREPARED
from app.integrations.vectors.base import (
    NO_KEYWORDS,
    TERM_IDS,
    AccessFilter,
    Candidates,
    Hit,
    HybridQuery,
    Vector,
)
from app.integrations.vectors.pgvector.postings import LEVEL_TOPS, LEVELS, OFFSET
from app.integrations.vectors.pgvector.schema import SCHEMA, Collection

# Up to here every visible point is scored: in a whole collection, where the indexes are soon
# faster, and of a filtered one, where they lead past much that is not visible.
SMALL, FEW = 2000, 5000
# Points that are scored for the keyword list, for each that is asked for and at least: those whose
# heaviest posting weighs most. A posting that has more points by itself is of a frequent word; it
# is looked at only where the others give few.
SCORED_PER_HIT, LEAST_SCORED, FEW_PER_HIT = 10, 600, 4
# However few of them are visible, no more than a few times as many are looked at.
LEAST_SHARE = 0.25


def vector_literal(vector: Vector) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join([f'{value:.7g}' for value in vector.tolist()])}]"


def search(
    connection: Connection,
    collection: Collection,
    query: HybridQuery,
    access: AccessFilter,
    limit: int,
    small: set[str],
) -> Candidates:
    """See `VectorStore.search`; `access` allows something.

    `small` are names of collections that were small when they were last searched, kept up to date:
    such a search is planned once a connection. In a large collection the best plan depends on what
    is asked for; in a small one finding it takes half as long as the search itself.
    """
    keyword = bool(query.keywords) and collection.has_keywords
    if query.vector is None and not keyword:
        return Candidates([], [])
    statement = _statement(
        collection,
        dense=query.vector is not None,
        keyword=keyword,
        hides=bool(access.hidden_document_ids),
        limits=access.only_document_ids is not None,
    )
    if collection.name in small:
        statement = statement.execution_options(**PREPARED)
    rows = connection.execute(statement, _parameters(collection, query, access, limit)).all()
    if rows and rows[0].small:
        small.add(collection.name)
    else:
        small.discard(collection.name)
    lists: dict[str, list[Hit]] = {"dense": [], "keyword": []}
    for source, id_, score, _ in rows:
        lists[source].append(Hit(id_, score))
    return Candidates(_best_first(lists["dense"]), _best_first(lists["keyword"]))


def _best_first(hits: Sequence[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def _parameters(
    collection: Collection, query: HybridQuery, access: AccessFilter, limit: int
) -> dict[str, Any]:
    keywords = query.keywords or NO_KEYWORDS
    return {
        "collection": collection.name,
        "limit": limit,
        "scored": max(LEAST_SCORED, SCORED_PER_HIT * limit),
        "few": FEW_PER_HIT * limit,
        "vector": None if query.vector is None else vector_literal(query.vector),
        "terms": keywords.terms.tolist(),
        "weights": keywords.weights.tolist(),
        "knowledge_bases": list(access.knowledge_base_ids),
        "hidden": list(access.hidden_document_ids),
        "only": list(access.only_document_ids or ()),
    }


@lru_cache(maxsize=1024)
def _statement(
    collection: Collection, *, dense: bool, keyword: bool, hides: bool, limits: bool
) -> TextClause:
    return text(_Statement(collection, dense, keyword, hides, limits).text())


@dataclass(frozen=True, slots=True)
class _Statement:
    """Where few points are visible, one scan scores them all for both lists; otherwise each list
    is read from its index. Which it is, the statement finds out itself.
    """

    collection: Collection
    dense: bool
    keyword: bool
    hides: bool
    limits: bool

    def text(self) -> str:
        parts = [self._visible()]
        if self.keyword:
            parts += [_TERMS, self._postings(), _QUESTION, self._wanted()]
        parts += [self._few()]
        lists = []
        if self.dense:
            lists.append(self._dense())
        if self.keyword:
            lists.append(self._keyword())
        return f"""WITH {", ".join(parts)}
            SELECT source, id, score, (SELECT small FROM visible) AS small
            FROM ({" UNION ALL ".join(lists)}) AS lists"""

    def _allowed(self) -> str:
        conditions = ["knowledge_base_id = ANY(CAST(:knowledge_bases AS uuid[]))"]
        if self.hides:
            conditions.append("document_id <> ALL(CAST(:hidden AS uuid[]))")
        if self.limits:
            conditions.append("document_id = ANY(CAST(:only AS uuid[]))")
        return " AND ".join(conditions)

    def _visible(self) -> str:
        """Whether the collection is small, and whether few of its points are visible."""
        small, few = "false", "small"
        if self.collection.has_keywords:
            small = f"""coalesce(
                (SELECT changes <= {SMALL} FROM {SCHEMA}.sizes WHERE collection = :collection),
                false
            )"""
        if self.hides or self.limits or not self.collection.has_keywords:
            few = f"""(
                SELECT count(*) <= {FEW} FROM (
                    SELECT FROM {self.collection.table} WHERE {self._allowed()} LIMIT {FEW} + 1
                ) AS first_ones
            )"""
        # Without `OFFSET` the size would be looked up for each of the two.
        return f"""visible AS MATERIALIZED (
            SELECT small, {few} AS few FROM (SELECT {small} AS small OFFSET 0) AS size
        )"""

    def _distance(self) -> str:
        width = self.collection.dimension
        kind = "halfvec" if self.collection.embedding_is_half else "vector"
        return f"{self.collection.embedding} <=> CAST(:vector AS {kind}({width}))"

    def _few(self) -> str:
        distance = self._distance() if self.dense else "0"
        product = f"keywords <#> {_QUERY_VECTOR}" if self.keyword else "0"
        return f"""few AS MATERIALIZED (
            SELECT id, {distance} AS distance, {product} AS product
            FROM {self.collection.table}
            WHERE {self._allowed()} AND (SELECT few FROM visible)
        )"""

    def _dense(self) -> str:
        distance = self._distance()
        return f"""(
            SELECT 'dense' AS source, id, 1 - distance AS score
            FROM few ORDER BY distance, id LIMIT :limit
        ) UNION ALL (
            SELECT 'dense', id, 1 - ({distance})
            FROM {self.collection.table}
            WHERE {self._allowed()} AND NOT (SELECT few FROM visible)
            ORDER BY {distance} LIMIT :limit
        )"""

    def _keyword(self) -> str:
        return f"""(
            SELECT 'keyword' AS source, id, -product AS score
            FROM few WHERE product < 0 ORDER BY product, id LIMIT :limit
        ) UNION ALL (
            SELECT 'keyword', id, -product
            FROM (
                SELECT id, keywords <#> {_QUERY_VECTOR} AS product
                FROM {self.collection.table}
                WHERE postings && (SELECT postings FROM wanted)
                    AND {self._allowed()} AND NOT (SELECT few FROM visible)
                ORDER BY product, id LIMIT :limit
            ) AS scored
        )"""

    def _postings(self) -> str:
        """Each posting key of the question with how many points have it, and the term's weight."""
        tops = ", ".join(map(str, LEVEL_TOPS))
        return f"""postings AS MATERIALIZED (
            SELECT term, posting, points / share AS points,
                asked * ln(1 + (greatest(counted, df) - df + 0.5) / (df + 0.5)) AS weight, top
            FROM (
                SELECT term, asked, top, posting, coalesce(points, 0) AS points,
                    greatest(sum(points) OVER (PARTITION BY term), 1) AS df
                FROM terms
                CROSS JOIN unnest(ARRAY[{tops}]) WITH ORDINALITY AS levels(top, level)
                CROSS JOIN LATERAL (
                    SELECT CAST(term * {LEVELS} + level - 1 - {OFFSET} AS integer) AS posting
                ) AS keys
                LEFT JOIN {self.collection.counts_table} USING (posting)
            ) AS looked_up
            CROSS JOIN (SELECT * FROM {SCHEMA}.sizes WHERE collection = :collection) AS size
        )"""

    def _wanted(self) -> str:
        """The postings that weigh most, until there are enough points to score."""
        share = "1"
        if self.limits:
            share = f"""(
                SELECT greatest(
                    {LEAST_SHARE},
                    least(1, cardinality(CAST(:only AS uuid[])) / greatest(documents, 1.0))
                )
                FROM {SCHEMA}.sizes WHERE collection = :collection
            )"""
        return f"""wanted AS MATERIALIZED (
            SELECT array_agg(posting) AS postings
            FROM (
                SELECT posting, is_rare, before,
                    sum(points) FILTER (WHERE is_rare) OVER () AS of_rare,
                    row_number() OVER (PARTITION BY is_rare ORDER BY heaviest, posting) AS place
                FROM (
                    SELECT *, sum(points) FILTER (WHERE is_rare) OVER (
                        ORDER BY heaviest, posting
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                    ) AS before
                    FROM (
                        SELECT posting, -weight * top AS heaviest, points * {share} AS points,
                            points * {share} <= :scored AS is_rare
                        FROM postings
                    ) AS weighed
                ) AS ordered
            ) AS placed
            WHERE CASE WHEN is_rare THEN coalesce(before, 0) < :scored
                ELSE place = 1 AND coalesce(of_rare, 0) < :few END
        )"""


_TERMS = """terms AS (
    SELECT * FROM unnest(CAST(:terms AS bigint[]), CAST(:weights AS double precision[]))
        AS terms(term, asked)
)"""
_QUESTION = f"""question AS MATERIALIZED (
    SELECT CAST(
        '{{{{' || string_agg(DISTINCT term + 1 || '\\:' || CAST(weight AS real), ',')
        || '}}}}/{TERM_IDS}' AS sparsevec
    ) AS vector
    FROM postings
)""".replace("{{", "{").replace("}}", "}")
_QUERY_VECTOR = "(SELECT vector FROM question)"
