"""Passages as the database has them: what is current, and what the actor may read."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.retrieval.fusion import Candidate


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of a current generation with its document."""

    id: uuid.UUID
    ordinal: int
    generation: int
    text: str
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    parent_start: int | None
    parent_end: int | None
    document_id: uuid.UUID
    document_name: str
    language: str | None
    knowledge_base_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in a ranking, with the scores that brought it there."""

    candidate: Candidate
    passage: Passage


def load(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID], candidates: Sequence[Candidate]
) -> list[Ranked]:
    """Those candidates that are current and that the actor may read now, in their order.

    The store was asked with the same access: this is the second look, which also drops what
    is being replaced or deleted.
    """
    found = readable(session, actor, kb_ids, [candidate.id for candidate in candidates])
    return [
        Ranked(candidate, found[candidate.id]) for candidate in candidates if candidate.id in found
    ]


def readable(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID], ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, Passage]:
    """Those passages that are current and that the actor may read now, by id."""
    query = repository.passages(actor, tuple(kb_ids))
    rows = session.execute(query, {repository.PASSAGE_IDS: list(ids)})
    return {row.id: Passage(*row) for row in rows}
