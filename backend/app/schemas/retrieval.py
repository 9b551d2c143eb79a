"""Retrieval: how passages are searched, and what was found with every score on the way."""

import uuid
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.schemas.common import Problem, RequestBody, ResponseBody, UtcDatetime

MAX_TOP_K = 50
Rewrite = Literal["off", "history"]
Stage = Literal[
    "normalise",
    "rewrite",
    "scope",
    "embed",
    "search",
    "fuse",
    "load",
    "rerank",
    "select",
    "expand",
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class RetrievalProfile(ResponseBody):
    """How passages are retrieved, all layers together.

    `candidates` are taken from each of the two lists, by meaning (`dense`) and by words
    (`keyword`); a weight of 0 leaves a list out. The lists are fused by the sum of
    `weight / (rrf_k + rank)`. With a rerank model the best `rerank_candidates` are put into its
    order; 0 of them means no reranking. A passage is read with `neighbours` passages before and
    after it, or with its parent. `diversity` above 0 trades relevance for passages that differ
    from those chosen before. `min_similarity` is of passages that the search by meaning found;
    those found by their words alone have none and stay.
    """

    top_k: int = Field(default=8, ge=1, le=MAX_TOP_K)
    candidates: int = Field(default=60, ge=1, le=500)
    dense_weight: float = Field(default=1, ge=0, le=10)
    keyword_weight: float = Field(default=1, ge=0, le=10)
    rrf_k: int = Field(default=60, ge=1, le=1000)
    rerank_model_id: uuid.UUID | None = None
    rerank_candidates: int = Field(default=30, ge=0, le=100)
    neighbours: int = Field(default=0, ge=0, le=5)
    parents: bool = True
    diversity: float = Field(default=0, ge=0, le=1)
    max_per_document: int | None = Field(default=None, ge=1, le=MAX_TOP_K)
    min_similarity: float | None = Field(default=None, ge=-1, le=1)
    rewrite: Rewrite = "off"


class RetrievalOverrides(RequestBody):
    """What one layer decides of a retrieval profile.

    Layers are the defaults, a preset, the knowledge base, the deployment and the request, the
    later ones stronger. What is absent or null is left to the layers before. To lift a limit
    of a layer before: `rerank_candidates: 0`, `max_per_document: 50`, `min_similarity: -1`.
    """

    top_k: int | None = Field(default=None, ge=1, le=MAX_TOP_K)
    candidates: int | None = Field(default=None, ge=1, le=500)
    dense_weight: float | None = Field(default=None, ge=0, le=10, allow_inf_nan=False)
    keyword_weight: float | None = Field(default=None, ge=0, le=10, allow_inf_nan=False)
    rrf_k: int | None = Field(default=None, ge=1, le=1000)
    rerank_model_id: uuid.UUID | None = None
    rerank_candidates: int | None = Field(default=None, ge=0, le=100)
    neighbours: int | None = Field(default=None, ge=0, le=5)
    parents: bool | None = None
    diversity: float | None = Field(default=None, ge=0, le=1, allow_inf_nan=False)
    max_per_document: int | None = Field(default=None, ge=1, le=MAX_TOP_K)
    min_similarity: float | None = Field(default=None, ge=-1, le=1, allow_inf_nan=False)
    rewrite: Rewrite | None = None


class SearchFilters(RequestBody):
    """Which documents to search. All that is given has to hold; empty lists say nothing.

    `languages` are ISO 639-1 codes; `metadata` are keys with the value that a document must
    have there.
    """

    document_ids: list[uuid.UUID] = Field(default=[], max_length=1000)
    media_types: list[str] = Field(default=[], max_length=50)
    languages: list[Language] = Field(default=[], max_length=50)
    name_contains: str | None = Field(default=None, min_length=1, max_length=200)
    metadata: dict[str, str] = Field(default={}, max_length=20)
    created_after: UtcDatetime | None = None
    created_before: UtcDatetime | None = None

    @model_validator(mode="after")
    def _metadata_is_short_text(self) -> "SearchFilters":
        for text in (*self.metadata, *self.metadata.values()):
            if "\0" in text or len(text) > 500:
                raise ValueError("metadata must be short text without NUL characters")
        return self


class SearchRequest(RequestBody):
    """A question to the knowledge base. `top_k` stands for the one of `profile`."""

    query: str = Field(min_length=1, max_length=4000)
    top_k: int | None = Field(default=None, ge=1, le=MAX_TOP_K)
    profile: RetrievalOverrides | None = None
    filters: SearchFilters | None = None


# A search makes hundreds of these. As models each was two things for the garbage collector to
# visit, together more than half of all that a busy server had made.
@dataclass(frozen=True, slots=True)
class ListScore:
    """A place in a ranking, 1 for the best, and the score there."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class HitScores:
    """What each ranking said of a passage; null where it was not in it.

    `dense` is the cosine similarity, `keyword` the BM25 score of the words, `fused` the sum of
    both by rank, `rerank` the score of the rerank model.
    """

    dense: ListScore | None
    keyword: ListScore | None
    fused: ListScore
    rerank: ListScore | None


@dataclass(frozen=True, slots=True)
class MatchSpan:
    """Characters `start` to `end` of a passage's text that match a word of the query."""

    start: int
    end: int


class SearchHit(ResponseBody):
    """A passage that was found. `score` is of the last ranking that ordered it.

    `context_text` is what a model reads of it, characters `context_start` to `context_end` of
    the document: the passage itself, or with its neighbours or parent.
    """

    rank: int
    score: float
    scores: HitScores
    chunk_id: uuid.UUID
    ordinal: int
    document_id: uuid.UUID
    document_name: str
    knowledge_base_id: uuid.UUID
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    text: str
    matches: list[MatchSpan]
    context_start: int
    context_end: int
    context_text: str


class StageTiming(ResponseBody):
    """Milliseconds that a stage took."""

    stage: Stage
    ms: float


class IndexState(ResponseBody):
    """What was searched. `state` changes exactly when what a search can find changes.

    Documents and chunks are counted that the caller may read. A `layout` of 1 is an index from
    before there were keywords: it is searched by meaning only until it has been rebuilt.
    """

    knowledge_base_id: uuid.UUID
    index_id: uuid.UUID
    embedding_model: str
    layout: int
    documents: int
    chunks: int
    state: str


class SearchOut(ResponseBody):
    """What was found, best first, and how.

    `searched_query` is the query as it was searched, `candidate_count` how many passages the
    lists had together. `problems` are those of stages that were left out because they failed.
    """

    query: str
    searched_query: str
    profile: RetrievalProfile
    languages: list[str]
    candidate_count: int
    hits: list[SearchHit]
    timings: list[StageTiming]
    total_ms: float
    indexes: list[IndexState]
    problems: list[Problem] = []
