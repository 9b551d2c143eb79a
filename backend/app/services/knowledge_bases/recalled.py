"""Passages that were found before, as far as they may be read now."""

import uuid
from collections.abc import Collection, Sequence
from typing import NamedTuple

from app.db.uow import UnitOfWork
from app.services.knowledge_bases import extracted_text
from app.services.knowledge_bases.extracted_text import Stretch
from app.services.knowledge_bases.retrieval.passages import Passage, readable


class Reading(NamedTuple):
    """A passage, and the characters of its document that were read for it."""

    chunk_id: uuid.UUID
    start: int
    end: int


class Recalled(NamedTuple):
    """A passage with what was read for it."""

    passage: Passage
    context: str


def recall(
    uow: UnitOfWork, kb_ids: Sequence[uuid.UUID], readings: Collection[Reading]
) -> dict[Reading, Recalled]:
    """Those passages that are still searched in these knowledge bases and the actor may read.

    Deleted and replaced ones are left out as searches leave them out: by the same query.
    """
    if not readings:
        return {}
    ids = {reading.chunk_id for reading in readings}
    passages = readable(uow.session, uow.signed_in, kb_ids, ids)
    current = [reading for reading in readings if reading.chunk_id in passages]
    return {
        reading: Recalled(passages[reading.chunk_id], context)
        for reading, context in zip(current, _contexts(uow, current, passages), strict=True)
    }


def _contexts(
    uow: UnitOfWork, readings: Sequence[Reading], passages: dict[uuid.UUID, Passage]
) -> list[str]:
    """What was read for each: the passage's own text, unless it was more."""
    own = [passages[reading.chunk_id] for reading in readings]
    larger = [
        Stretch(passage.document_id, passage.generation, reading.start, reading.end)
        for reading, passage in zip(readings, own, strict=True)
        if _is_larger(reading, passage)
    ]
    texts = iter(extracted_text.read_stretches(uow.session, larger))
    return [
        (next(texts) or passage.text) if _is_larger(reading, passage) else passage.text
        for reading, passage in zip(readings, own, strict=True)
    ]


def _is_larger(reading: Reading, passage: Passage) -> bool:
    return (reading.start, reading.end) != (passage.char_start, passage.char_end)
