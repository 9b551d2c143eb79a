"""The best candidates in the order of a model that reads them together with the question."""

from collections.abc import Sequence
from dataclasses import replace

from app.core.errors import Upstream
from app.integrations.ports import Ports
from app.schemas.common import Problem
from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases.retrieval.fusion import Place
from app.services.knowledge_bases.retrieval.passages import Ranked


def is_wanted(profile: RetrievalProfile) -> bool:
    """Whether the profile asks for reranking."""
    return profile.rerank_model_id is not None and profile.rerank_candidates > 0


def rerank(
    ports: Ports, query: str, ranked: Sequence[Ranked], profile: RetrievalProfile
) -> tuple[list[Ranked], Problem | None]:
    """The first `rerank_candidates` in the model's order, the others behind them.

    A model that fails changes nothing: the order stays, with the problem beside it.
    """
    if profile.rerank_model_id is None or not ranked:
        return list(ranked), None
    head, tail = ranked[: profile.rerank_candidates], ranked[profile.rerank_candidates :]
    try:
        model = ports.rerankers.get(profile.rerank_model_id)
        scores = model.scores(query, [each.passage.text for each in head])
    except Upstream as error:
        return list(ranked), _problem(error)
    return [*_in_order(head, scores), *tail], None


def _in_order(head: Sequence[Ranked], scores: Sequence[float]) -> list[Ranked]:
    """By score, equal ones as they were before."""
    order = sorted(range(len(head)), key=lambda place: (-scores[place], place))
    return [
        _with_place(head[place], Place(rank, scores[place]))
        for rank, place in enumerate(order, start=1)
    ]


def _with_place(ranked: Ranked, place: Place) -> Ranked:
    return replace(ranked, candidate=ranked.candidate._replace(rerank=place))


def _problem(error: Upstream) -> Problem:
    return Problem(
        code=error.code,
        message=f"{error.message} The passages are in the order of the search.",
        remedy=error.remedy,
    )
