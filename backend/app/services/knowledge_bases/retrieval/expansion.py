"""What a model reads of a passage: the passage itself, or with its neighbours or its parent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.schemas.retrieval import RetrievalProfile
from app.services.knowledge_bases import extracted_text, repository
from app.services.knowledge_bases.extracted_text import Stretch
from app.services.knowledge_bases.retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Context:
    """Characters `start` to `end` of the document's text."""

    start: int
    end: int
    text: str


def is_wanted(passages: Sequence[Passage], profile: RetrievalProfile) -> bool:
    """Whether a passage has more to read than itself."""
    has_parent = any(passage.parent_start is not None for passage in passages)
    return bool(passages) and (profile.neighbours > 0 or (profile.parents and has_parent))


def alone(passage: Passage) -> Context:
    """The passage itself."""
    return Context(passage.char_start, passage.char_end, passage.text)


def expand(
    session: Session, passages: Sequence[Passage], profile: RetrievalProfile
) -> dict[uuid.UUID, Context]:
    """The context of each passage, best first. What a better one has said is not said again."""
    neighbours = _neighbours(session, passages, profile)
    spans: dict[uuid.UUID, tuple[int, int]] = {}
    said: dict[uuid.UUID, list[tuple[int, int]]] = {}
    for passage in passages:
        before = said.setdefault(passage.document_id, [])
        wanted = _wanted(passage, neighbours.get(passage.id), profile)
        spans[passage.id] = without(wanted, before, (passage.char_start, passage.char_end))
        before.append(spans[passage.id])
    return _read(session, passages, spans)


def without(
    wanted: tuple[int, int], said: Sequence[tuple[int, int]], kept: tuple[int, int]
) -> tuple[int, int]:
    """A span without what others cover of its ends; the `kept` part of it always stays."""
    start, end = wanted
    for other_start, other_end in said:
        if other_start <= start < other_end:
            start = min(other_end, kept[0])
        if other_start < end <= other_end:
            end = max(other_start, kept[1])
        if kept[1] <= other_start < end:
            end = other_start
        if start < other_end <= kept[0]:
            start = other_end
    return start, end


def _neighbours(
    session: Session, passages: Sequence[Passage], profile: RetrievalProfile
) -> dict[uuid.UUID, tuple[int, int]]:
    if not profile.neighbours:
        return {}
    query = repository.neighbourhoods([passage.id for passage in passages], profile.neighbours)
    return {id_: (start, end) for id_, start, end in session.execute(query)}


def _wanted(
    passage: Passage, neighbours: tuple[int, int] | None, profile: RetrievalProfile
) -> tuple[int, int]:
    spans = [(passage.char_start, passage.char_end)]
    if neighbours:
        spans.append(neighbours)
    if profile.parents and passage.parent_start is not None and passage.parent_end is not None:
        spans.append((passage.parent_start, passage.parent_end))
    return min(start for start, _ in spans), max(end for _, end in spans)


def _read(
    session: Session, passages: Sequence[Passage], spans: dict[uuid.UUID, tuple[int, int]]
) -> dict[uuid.UUID, Context]:
    larger = [
        passage
        for passage in passages
        if spans[passage.id] != (passage.char_start, passage.char_end)
    ]
    texts = extracted_text.read_stretches(
        session,
        [Stretch(each.document_id, each.generation, *spans[each.id]) for each in larger],
    )
    found = {passage.id: alone(passage) for passage in passages}
    for passage, text in zip(larger, texts, strict=True):
        start, _ = spans[passage.id]
        if text:
            found[passage.id] = Context(start, start + len(text), text)
    return found
