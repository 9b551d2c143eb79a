"""One path from a question to passages: search route, chat, runs and evaluation.

The stages, each timed: normalise the query, rewrite it where a conversation gives it its sense,
look up what may be searched, embed, search, fuse, load what is current and allowed, rerank,
select, expand. The same query, profile and state of the indexes give the same answer to the byte,
timings aside.
"""

import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.errors import Upstream
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.ports import Ports
from app.schemas.common import Problem
from app.schemas.retrieval import (
    HitScores,
    MatchSpan,
    RetrievalProfile,
    SearchFilters,
    SearchHit,
    SearchOut,
)
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.lexical import Highlighter
from app.services.knowledge_bases.repository import Searched
from app.services.knowledge_bases.retrieval import candidates, expansion, reranking
from app.services.knowledge_bases.retrieval.expansion import Context
from app.services.knowledge_bases.retrieval.fusion import Candidate, fuse
from app.services.knowledge_bases.retrieval.passages import Ranked, load
from app.services.knowledge_bases.retrieval.reach import look_up
from app.services.knowledge_bases.retrieval.selection import choose
from app.services.knowledge_bases.retrieval.timing import Stopwatch

Rewriter = Callable[[str], str]
"""Makes a question that stands alone out of one that follows a conversation; raises `Upstream`."""

# Of the candidates, so many times `top_k` are loaded at once: some fall away.
_LOADED, _LOADED_TO_CHOOSE_FROM = 2, 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a retrieval gives, without how long it took: what is remembered."""

    hits: list[SearchHit]
    candidate_count: int
    problems: list[Problem]


def retrieve(
    open_unit: OpenUnit,
    ports: Ports,
    kb_ids: Sequence[uuid.UUID],
    query: str,
    profile: RetrievalProfile,
    filters: SearchFilters | None = None,
    rewriter: Rewriter | None = None,
) -> SearchOut:
    """The passages of these knowledge bases that answer a question, best first.

    `rewriter` is asked only where the profile wants it.

    Raises:
        NotFound: a knowledge base is missing or not the actor's to search.
        Invalid: the profile makes no sense, or its rerank model is not registered.
        Upstream: the embedding model or the vector store failed.
    """
    retrieval = Retrieval(ports, query, profile)
    retrieval.rewrite(rewriter)
    with open_unit() as uow:
        uow.autocommit()
        searched = repository.all_searched(uow.session, uow.signed_in, kb_ids)
        retrieval.look_up(uow, searched, filters)
    return retrieval.run(open_unit)


class Retrieval:
    """One retrieval on its way. Units of work are short; none is open during a network call."""

    def __init__(self, ports: Ports, query: str, profile: RetrievalProfile) -> None:
        self._ports = ports
        self._query = query
        self._profile = profile
        self._watch = Stopwatch()
        self._problems: list[Problem] = []
        self._also: Callable[[UnitOfWork], None] | None = None
        with self._watch.stage("normalise"):
            self._searched = normalised(query)

    def rewrite(self, rewriter: Rewriter | None) -> None:
        """Make the question stand alone. A model that fails leaves it as it is."""
        if rewriter is None or self._profile.rewrite == "off":
            return
        with self._watch.stage("rewrite"):
            try:
                self._searched = normalised(rewriter(self._searched)) or self._searched
            except Upstream as error:
                message = f"{error.message} The question was searched as it was asked."
                self._problems.append(
                    Problem(code=error.code, message=message, remedy=error.remedy)
                )

    def look_up(
        self, uow: UnitOfWork, searched: Sequence[Searched], filters: SearchFilters | None
    ) -> None:
        """Find out, in the unit that `searched` comes from, what of it may be searched."""
        with self._watch.stage("scope"):
            self._reach = look_up(uow, self._ports.memory, searched, self._profile, filters)

    @property
    def embedding_models(self) -> list[str]:
        """The models that embed the query, each once."""
        return sorted({index.embedding_model for index in self._reach.indexes})

    def run(
        self, open_unit: OpenUnit, also: Callable[[UnitOfWork], None] | None = None
    ) -> SearchOut:
        """Search, unless the very same has been searched before.

        `also` is one write in a unit that the search opens anyway, after all that can fail in it,
        or in one of its own.
        """
        self._also = also
        key = (self._searched, self._profile.model_dump_json(), self._reach.key())
        found = self._ports.memory.retrievals.get(key)
        if found is None:
            found = self._find(open_unit)
            if not found.problems:
                self._ports.memory.retrievals.put(key, found)
        if self._also:
            with open_unit() as uow:
                self._write_also(uow)
        return self._present(found)

    def _write_also(self, uow: UnitOfWork) -> None:
        if self._also:
            self._also(uow)
        self._also = None

    def _find(self, open_unit: OpenUnit) -> Found:
        lists = candidates.gather(
            self._ports, self._reach, self._searched, self._profile, self._watch
        )
        with self._watch.stage("fuse"):
            fused = fuse(lists.dense.values(), lists.keyword, self._profile)
        chosen, problems = self._choose(open_unit, fused)
        contexts = self._expand(open_unit, chosen)
        highlighter = Highlighter(self._searched, self._reach.languages)
        hits = [
            _hit(rank, each, contexts[each.passage.id], highlighter)
            for rank, each in enumerate(chosen, start=1)
        ]
        return Found(hits, len(fused), problems)

    def _choose(
        self, open_unit: OpenUnit, fused: Sequence[Candidate]
    ) -> tuple[list[Ranked], list[Problem]]:
        """Load candidates, as many as it takes until there are enough to give out."""
        size, position = _pool(self._profile), 0
        ranked: list[Ranked] = []
        problems: list[Problem] = []
        chosen: list[Ranked] = []
        while position < len(fused) and len(chosen) < self._profile.top_k:
            with self._watch.stage("load"), open_unit() as uow:
                uow.autocommit()
                batch = fused[position : position + size]
                ranked += load(
                    uow.session, self._reach.actor, self._reach.knowledge_base_ids, batch
                )
                self._write_also(uow)
            if position == 0 and reranking.is_wanted(self._profile):
                ranked = self._rerank(ranked, problems)
            position += size
            with self._watch.stage("select"):
                chosen = choose(ranked, self._profile)
        return chosen, problems

    def _rerank(self, ranked: Sequence[Ranked], problems: list[Problem]) -> list[Ranked]:
        with self._watch.stage("rerank"):
            ordered, problem = reranking.rerank(self._ports, self._searched, ranked, self._profile)
        if problem:
            problems.append(problem)
        return ordered

    def _expand(self, open_unit: OpenUnit, chosen: Sequence[Ranked]) -> dict[uuid.UUID, Context]:
        passages = [each.passage for each in chosen]
        if not expansion.is_wanted(passages, self._profile):
            return {passage.id: expansion.alone(passage) for passage in passages}
        with self._watch.stage("expand"), open_unit() as uow:
            return expansion.expand(uow.session, passages, self._profile)

    def _present(self, found: Found) -> SearchOut:
        return SearchOut(
            query=self._query,
            searched_query=self._searched,
            profile=self._profile,
            languages=sorted(language for language in self._reach.languages if language),
            candidate_count=found.candidate_count,
            hits=found.hits,
            timings=self._watch.timings(),
            total_ms=self._watch.total_ms(),
            indexes=self._reach.states(),
            problems=[*self._problems, *found.problems],
        )


def normalised(query: str) -> str:
    """The query with composed characters and single blanks."""
    return " ".join(unicodedata.normalize("NFC", query).split())


def _pool(profile: RetrievalProfile) -> int:
    """How many candidates are loaded at once."""
    chooses = profile.diversity > 0 or profile.max_per_document is not None
    wanted = profile.top_k * (_LOADED_TO_CHOOSE_FROM if chooses else _LOADED)
    return max(wanted, profile.rerank_candidates) if reranking.is_wanted(profile) else wanted


def _hit(rank: int, ranked: Ranked, context: Context, highlighter: Highlighter) -> SearchHit:
    candidate, passage = ranked.candidate, ranked.passage
    last = candidate.rerank or candidate.fused
    return SearchHit(
        rank=rank,
        score=last.shown().score,
        scores=HitScores(
            dense=candidate.dense.shown() if candidate.dense else None,
            keyword=candidate.keyword.shown() if candidate.keyword else None,
            fused=candidate.fused.shown(),
            rerank=candidate.rerank.shown() if candidate.rerank else None,
        ),
        chunk_id=passage.id,
        ordinal=passage.ordinal,
        document_id=passage.document_id,
        document_name=passage.document_name,
        knowledge_base_id=passage.knowledge_base_id,
        page=passage.page,
        section=passage.section,
        char_start=passage.char_start,
        char_end=passage.char_end,
        text=passage.text,
        matches=[
            MatchSpan(start=start, end=end)
            for start, end in highlighter.spans(passage.text, passage.language)
        ],
        context_start=context.start,
        context_end=context.end,
        context_text=context.text,
    )
