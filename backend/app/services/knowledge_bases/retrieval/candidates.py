"""The two lists of a search, by meaning and by words, of every index that is searched."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from app.integrations.ports import Ports
from app.integrations.vectors import (
    NO_KEYWORDS,
    AccessFilter,
    Candidates,
    Hit,
    HybridQuery,
    Keywords,
)
from app.integrations.vectors.base import Vector
from app.models.indexes import HYBRID_LAYOUT
from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases.lexical import query_keywords
from app.services.knowledge_bases.repository import SearchedIndex
from app.services.knowledge_bases.retrieval.alongside import alongside
from app.services.knowledge_bases.retrieval.fusion import in_order
from app.services.knowledge_bases.retrieval.reach import Reach
from app.services.knowledge_bases.retrieval.timing import Stopwatch

# Indexes with the same are searched with the same vector, and their scores can be compared.
ModelAndPrefix = tuple[str, str | None]
Vectors = Mapping[ModelAndPrefix, Vector]


@dataclass(slots=True)
class Lists:
    """What was found, best first: a dense list for each model, one keyword list."""

    dense: dict[ModelAndPrefix, list[Hit]] = field(default_factory=dict)
    keyword: list[Hit] = field(default_factory=list)


def gather(
    ports: Ports, reach: Reach, query: str, profile: RetrievalProfile, watch: Stopwatch
) -> Lists:
    """Embed a query for each model, and ask the store for both lists of each collection.

    Where no other search is doing so, the lists by words are read while the query is embedded;
    otherwise both are read in one call a collection.
    """
    words = query_keywords(query, reach.languages) if profile.keyword_weight else NO_KEYWORDS
    search_by_words = partial(_ask, ports, reach, {}, words, profile.candidates)
    is_hybrid = bool(profile.dense_weight and words)
    with alongside(search_by_words) if is_hybrid else nullcontext() as found_by_words:
        with watch.stage("embed"):
            vectors = _vectors(ports, reach, query) if profile.dense_weight else {}
        with watch.stage("search"):
            still_to_find = NO_KEYWORDS if found_by_words else words
            lists = _ask(ports, reach, vectors, still_to_find, profile.candidates)
            if found_by_words:
                lists.keyword = found_by_words().keyword
    return lists


def _vectors(ports: Ports, reach: Reach, query: str) -> Vectors:
    models = {_model(index) for index in reach.filled_indexes}
    return {model: _vector(ports, model, query) for model in sorted(models, key=str)}


def _ask(ports: Ports, reach: Reach, vectors: Vectors, words: Keywords, limit: int) -> Lists:
    """The lists of all collections, put together.

    Scores by words of several collections are put in one order: how rare a word is differs
    between them, but less than what the best of a small one is worth among the others.
    """
    lists = Lists()
    if reach.only is not None and not reach.only:
        return lists
    for sharing in _by_collection(reach.filled_indexes):
        model = _model(sharing[0])
        found = _search(ports, reach, sharing, HybridQuery(vectors.get(model), words), limit)
        lists.dense[model] = _merged(lists.dense.get(model), found.dense, limit)
        lists.keyword = _merged(lists.keyword, found.keyword, limit)
    return lists


def _merged(before: list[Hit] | None, found: list[Hit], limit: int) -> list[Hit]:
    return in_order([*before, *found])[:limit] if before else found


def _search(
    ports: Ports, reach: Reach, sharing: Sequence[SearchedIndex], query: HybridQuery, limit: int
) -> Candidates:
    if sharing[0].layout < HYBRID_LAYOUT:
        query = replace(query, keywords=None)
    access = AccessFilter(
        knowledge_base_ids=frozenset(index.knowledge_base_id for index in sharing),
        hidden_document_ids=frozenset().union(
            *(reach.hidden.get(index.knowledge_base_id, ()) for index in sharing)
        ),
        only_document_ids=reach.only,
    )
    return ports.vectors.search(sharing[0].collection, query, access, limit)


def _by_collection(indexes: Sequence[SearchedIndex]) -> list[list[SearchedIndex]]:
    """Indexes that lie in one collection have one model, and are searched together."""
    groups: dict[tuple[str, ModelAndPrefix, int], list[SearchedIndex]] = {}
    for index in indexes:
        groups.setdefault((index.collection, _model(index), index.layout), []).append(index)
    return list(groups.values())


def _model(index: SearchedIndex) -> ModelAndPrefix:
    return index.embedding_model, index.query_prefix


def _vector(ports: Ports, model: ModelAndPrefix, query: str) -> Vector:
    """The vector of a query: the same text is embedded once, as long as it is remembered."""
    name, prefix = model
    known = ports.memory.query_vectors.get((name, prefix, query))
    if known is not None:
        return known
    vector = ports.embedders.get(name).embed_query(query, prefix=prefix)
    ports.memory.query_vectors.put((name, prefix, query), vector)
    return vector
