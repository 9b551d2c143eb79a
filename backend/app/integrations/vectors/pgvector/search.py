"""The one statement that answers a search with both lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

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
# heaviest posting weighs most.
SCORED_PER_HIT, LEAST_SCORED = 20, 1000
# However few of them are visible, no more than a few times as many are looked at.
LEAST_SHARE = 0.25
_LEAST_EF_SEARCH, _MAX_EF_SEARCH = 100, 1000


def vector_literal(vector: Vector) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join([f'{value:.7g}' for value in vector.tolist()])}]"


def search(
    connection: Connection,
    collection: Collection,
    query: HybridQuery,
    access: AccessFilter,
    limit: int,
) -> Candidates:
    """See `VectorStore.search`; `access` allows something."""
    keyword = bool(query.keywords) and collection.has_keywords
    if query.vector is None and not keyword:
        return Candidates([], [])
    statement = _Statement(collection, access, query.vector is not None, keyword).text()
    rows = connection.execute(text(statement), _parameters(collection, query, access, limit)).all()
    return Candidates(_ranked(rows, "dense"), _ranked(rows, "keyword"))


def _ranked(rows: Sequence[Any], source: str) -> list[Hit]:
    hits = [Hit(row.id, float(row.score)) for row in rows if row.source == source]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def _parameters(
    collection: Collection, query: HybridQuery, access: AccessFilter, limit: int
) -> dict[str, Any]:
    keywords = query.keywords or NO_KEYWORDS
    return {
        "collection": collection.name,
        "limit": limit,
        "scored": max(LEAST_SCORED, SCORED_PER_HIT * limit),
        "ef_search": str(min(_MAX_EF_SEARCH, max(_LEAST_EF_SEARCH, limit))),
        "vector": None if query.vector is None else vector_literal(query.vector),
        "terms": keywords.terms.tolist(),
        "weights": keywords.weights.tolist(),
        "knowledge_bases": list(access.knowledge_base_ids),
        "hidden": list(access.hidden_document_ids),
        "only": list(access.only_document_ids or ()),
    }


@dataclass(frozen=True, slots=True)
class _Statement:
    """Where few points are visible, one scan scores them all for both lists; otherwise each list
    is read from its index. Which it is, the statement finds out itself.
    """

    collection: Collection
    access: AccessFilter
    dense: bool
    keyword: bool

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
        return _SETTINGS + "WITH " + ",\n".join(parts) + "\n" + "\nUNION ALL\n".join(lists)

    def _allowed(self) -> str:
        conditions = ["knowledge_base_id = ANY(CAST(:knowledge_bases AS uuid[]))"]
        if self.access.hidden_document_ids:
            conditions.append("document_id <> ALL(CAST(:hidden AS uuid[]))")
        if self.access.only_document_ids is not None:
            conditions.append("document_id = ANY(CAST(:only AS uuid[]))")
        return " AND ".join(conditions)

    def _visible(self) -> str:
        if self.collection.has_keywords and not self._is_filtered():
            few = f"""SELECT coalesce(
                (SELECT changes <= {SMALL} FROM {SCHEMA}.sizes WHERE collection = :collection),
                false
            ) AS few"""
        else:
            few = f"""SELECT count(*) <= {FEW} AS few FROM (
                SELECT FROM {self.collection.table} WHERE {self._allowed()} LIMIT {FEW} + 1
            ) AS first_ones"""
        return f"visible AS MATERIALIZED ({few})"

    def _is_filtered(self) -> bool:
        return bool(self.access.hidden_document_ids or self.access.only_document_ids)

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
        if self.access.only_document_ids is not None:
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
                SELECT posting, sum(points) OVER (
                    ORDER BY weight * top DESC, posting
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS before
                FROM postings
            ) AS ordered
            WHERE coalesce(before, 0) * {share} < :scored
        )"""


# The graph is walked on until the filter has let enough points through. Compiling the statement or
# starting workers for it would take longer than to run it.
_SETTINGS = """SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),
    set_config('hnsw.ef_search', :ef_search, true),
    set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true);
"""
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
