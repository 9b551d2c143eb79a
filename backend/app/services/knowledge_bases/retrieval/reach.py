"""What a retrieval may search, read in one unit: indexes, their states, and access.

Nothing that is remembered of earlier searches decides here: membership, restrictions and filters
are looked up by the database for every search.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from hashlib import blake2b
from operator import or_

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app.core.caching import LruCache
from app.core.permissions import Actor
from app.db.uow import UnitOfWork
from app.integrations.ports import Memory
from app.models import Document
from app.schemas.retrieval import IndexState, RetrievalProfile, SearchFilters
from app.services.knowledge_bases import repository
from app.services.knowledge_bases.repository import Searched, SearchedIndex
from app.services.models.rerank_models import require_reranker


@dataclass(frozen=True, slots=True)
class Contents:
    """What the actor may find in a knowledge base."""

    documents: int = 0
    chunks: int = 0
    languages: frozenset[str | None] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything outside query and profile that decides what a search finds.

    `only` are the documents that the filters leave, `None` without filters. `reranker_changed`
    is when the rerank model was last changed.
    """

    actor: Actor
    indexes: tuple[SearchedIndex, ...]
    hidden: dict[uuid.UUID, frozenset[uuid.UUID]]
    only: frozenset[uuid.UUID] | None
    contents: dict[uuid.UUID, Contents]
    reranker_changed: datetime | None

    @property
    def knowledge_base_ids(self) -> tuple[uuid.UUID, ...]:
        """The knowledge bases that are searched, by id."""
        return tuple(index.knowledge_base_id for index in self.indexes)

    @property
    def languages(self) -> frozenset[str | None]:
        """The languages of the documents."""
        return reduce(or_, (found.languages for found in self.contents.values()), frozenset())

    @property
    def filled_indexes(self) -> tuple[SearchedIndex, ...]:
        """Those with something to find: the collection of an empty one may not exist yet."""
        return tuple(
            index for index in self.indexes if self.contents[index.knowledge_base_id].chunks
        )

    def key(self) -> tuple[object, ...]:
        """What a remembered result has to agree in."""
        hidden = frozenset().union(*self.hidden.values())
        return (self.indexes, hidden, self.only, self.reranker_changed)

    def states(self) -> list[IndexState]:
        """The indexes as clients see them."""
        return [
            IndexState(
                knowledge_base_id=index.knowledge_base_id,
                index_id=index.id,
                embedding_model=index.embedding_model,
                layout=index.layout,
                documents=self.contents[index.knowledge_base_id].documents,
                chunks=self.contents[index.knowledge_base_id].chunks,
                state=_state(index, self.hidden.get(index.knowledge_base_id, frozenset())),
            )
            for index in self.indexes
        ]


def look_up(
    uow: UnitOfWork,
    memory: Memory,
    searched: Sequence[Searched],
    profile: RetrievalProfile,
    filters: SearchFilters | None,
) -> Reach:
    """What the actor may search of these knowledge bases now, in the same unit they came from.

    Raises:
        Invalid: the profile's rerank model is not registered.
    """
    session, actor = uow.session, uow.signed_in
    indexes = tuple(each.live for each in searched)
    kb_ids = [index.knowledge_base_id for index in indexes]
    hidden = {each.live.knowledge_base_id: each.hidden for each in searched if each.hidden}
    return Reach(
        actor=actor,
        indexes=indexes,
        hidden=hidden,
        only=_only(session, actor, kb_ids, filters),
        contents=_contents(session, memory.contents, indexes, hidden),
        reranker_changed=require_reranker(session, profile),
    )


def _only(
    session: Session, actor: Actor, kb_ids: Sequence[uuid.UUID], filters: SearchFilters | None
) -> frozenset[uuid.UUID] | None:
    """The documents that the filters leave, of those that the actor may read."""
    conditions = _conditions(filters) if filters else []
    if not conditions:
        return None
    return frozenset(session.scalars(repository.documents_that(actor, kb_ids, conditions)))


def _conditions(filters: SearchFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.document_ids:
        conditions.append(Document.id.in_(filters.document_ids))
    if filters.media_types:
        conditions.append(Document.media_type.in_(filters.media_types))
    if filters.languages:
        conditions.append(Document.language.in_(filters.languages))
    if filters.name_contains:
        conditions.append(Document.name.icontains(filters.name_contains, autoescape=True))
    for key, value in filters.metadata.items():
        conditions.append(Document.document_metadata[key].astext == value)
    if filters.created_after:
        conditions.append(Document.created_at >= filters.created_after)
    if filters.created_before:
        conditions.append(Document.created_at < filters.created_before)
    return conditions


def _contents(
    session: Session,
    known: LruCache[object, Contents],
    indexes: Sequence[SearchedIndex],
    hidden: dict[uuid.UUID, frozenset[uuid.UUID]],
) -> dict[uuid.UUID, Contents]:
    """Counts and languages, remembered for a revision: they are the only thing that grows."""
    keys = {
        index.knowledge_base_id: (
            index.knowledge_base_id,
            index.revision,
            hidden.get(index.knowledge_base_id),
        )
        for index in indexes
    }
    found = {kb_id: remembered for kb_id, key in keys.items() if (remembered := known.get(key))}
    missing = [kb_id for kb_id in keys if kb_id not in found]
    if missing:
        found |= _counted(session, missing, hidden)
        for kb_id in missing:
            known.put(keys[kb_id], found[kb_id])
    return found


def _counted(
    session: Session,
    kb_ids: Sequence[uuid.UUID],
    hidden: dict[uuid.UUID, frozenset[uuid.UUID]],
) -> dict[uuid.UUID, Contents]:
    found = dict.fromkeys(kb_ids, Contents())
    unseen = [id_ for ids in hidden.values() for id_ in ids]
    rows = session.execute(repository.documents_by_language(kb_ids, unseen))
    for kb_id, language, documents, chunks in rows:
        known = found[kb_id]
        found[kb_id] = Contents(
            known.documents + documents, known.chunks + int(chunks), known.languages | {language}
        )
    return found


def _state(index: SearchedIndex, hidden: frozenset[uuid.UUID]) -> str:
    """Changes with the index, with its contents and with what of them the actor may see."""
    parts = [index.id, index.layout, index.revision, *sorted(hidden)]
    return blake2b(" ".join(map(str, parts)).encode(), digest_size=12).hexdigest()
