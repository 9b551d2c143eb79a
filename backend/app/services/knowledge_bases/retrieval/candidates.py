"""The two lists of a search, by meaning and by words, of every index that is searched."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.integrations.ports import Ports
from app.integrations.vectors import AccessFilter, Candidates, Hit, HybridQuery, Keywords
from app.integrations.vectors.base import Vector
from app.models.indexes import HYBRID_LAYOUT
from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases.lexical import query_keywords
from app.services.knowledge_bases.repository import SearchedIndex
from app.services.knowledge_bases.retrieval.fusion import in_order
from app.services.knowledge_bases.retrieval.reach import Reach

# Indexes with the same are searched with the same vector, and their scores can be compared.
ModelAndPrefix = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the stores understand it: a vector for each model, and its keywords."""

    vectors: dict[ModelAndPrefix, Vector]
    keywords: Keywords


@dataclass(slots=True)
class Lists:
    """What was found, best first: a dense list for each model, one keyword list."""

    dense: dict[ModelAndPrefix, list[Hit]] = field(default_factory=dict)
    keyword: list[Hit] = field(default_factory=list)


def understand(ports: Ports, reach: Reach, query: str, profile: RetrievalProfile) -> Question:
    """Embed a query for each model, and take its keywords in the languages of the documents."""
    models = {_model(index) for index in reach.filled_indexes} if profile.dense_weight else set()
    vectors = {model: _vector(ports, model, query) for model in sorted(models, key=str)}
    return Question(vectors, query_keywords(query, reach.languages))


def gather(ports: Ports, reach: Reach, question: Question, profile: RetrievalProfile) -> Lists:
    """Ask the store for both lists of each collection, in one call a collection.

    Scores by words of several collections are put in one order: how rare a word is differs
    between them, but less than what the best of a small one is worth among the others.
    """
    lists, limit = Lists(), profile.candidates
    if reach.only is not None and not reach.only:
        return lists
    for sharing in _by_collection(reach.filled_indexes):
        found = _search(ports, reach, sharing, question, profile)
        model = _model(sharing[0])
        lists.dense[model] = _merged(lists.dense.get(model), found.dense, limit)
        lists.keyword = _merged(lists.keyword, found.keyword, limit)
    return lists


def _merged(before: list[Hit] | None, found: list[Hit], limit: int) -> list[Hit]:
    return in_order([*before, *found])[:limit] if before else found


def _search(
    ports: Ports,
    reach: Reach,
    sharing: Sequence[SearchedIndex],
    question: Question,
    profile: RetrievalProfile,
) -> Candidates:
    with_words = profile.keyword_weight and sharing[0].layout >= HYBRID_LAYOUT
    query = HybridQuery(
        vector=question.vectors.get(_model(sharing[0])),
        keywords=question.keywords if with_words else None,
    )
    access = AccessFilter(
        knowledge_base_ids=frozenset(index.knowledge_base_id for index in sharing),
        hidden_document_ids=frozenset().union(
            *(reach.hidden.get(index.knowledge_base_id, ()) for index in sharing)
        ),
        only_document_ids=reach.only,
    )
    return ports.vectors.search(sharing[0].collection, query, access, profile.candidates)


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
