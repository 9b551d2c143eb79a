"""How passages are going to be retrieved, and how long they may be."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models.knowledge_bases import ChunkStrategy
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile
from app.services.knowledge_bases import layers
from app.services.knowledge_bases.chunking import ChunkingConfig
from app.services.knowledge_bases.configuration import resolve_retrieval
from app.services.knowledge_bases.layers import SearchedTogether


@dataclass(frozen=True, slots=True)
class Plan:
    """A profile, and the tokens that a passage has at most as a model reads it."""

    profile: RetrievalProfile
    longest_passage: int = 0

    @property
    def most_tokens(self) -> int:
        """Tokens of all passages together, at most."""
        return self.profile.top_k * self.longest_passage


def plan(session: Session, kb_ids: Sequence[uuid.UUID], *overrides: RetrievalOverrides) -> Plan:
    """What holds for these knowledge bases under further layers; the caller has checked the ids.

    Raises as `plan_over`.
    """
    return plan_over(session, layers.searched_together(session, kb_ids), *overrides)


def plan_over(session: Session, searched: SearchedTogether, *overrides: RetrievalOverrides) -> Plan:
    """What holds under further layers, over what the knowledge bases decide.

    Raises:
        Invalid: the profile makes no sense, or its rerank model is not registered.
    """
    profile = resolve_retrieval(*searched.retrieval, *overrides)
    layers.require_sensible_retrieval(session, profile)
    return Plan(profile, _longest(searched.chunkings, profile))


def plan_of(session: Session, kb_ids: Sequence[uuid.UUID], profile: RetrievalProfile) -> Plan:
    """The plan of a profile that holds already; the caller has checked the ids."""
    return Plan(profile, _longest(layers.searched_together(session, kb_ids).chunkings, profile))


def _longest(chunkings: Iterable[ChunkingConfig], profile: RetrievalProfile) -> int:
    return max((_tokens(chunking, profile) for chunking in chunkings), default=0)


def _tokens(chunking: ChunkingConfig, profile: RetrievalProfile) -> int:
    around = chunking.size * (1 + 2 * profile.neighbours)
    has_parents = chunking.strategy is ChunkStrategy.PARENT_CHILD and profile.parents
    return max(around, chunking.parent_size or 0) if has_parents else around
