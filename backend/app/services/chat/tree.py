"""Messages as a tree: paths from the first question to a leaf, and siblings."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import CTE, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.models import ChatMessage
from app.models.chat import MessageStatus
from app.services.answers.turns import Turn


def path(
    session: Session, leaf_id: uuid.UUID | None, limit: int | None = None, offset: int = 0
) -> list[ChatMessage]:
    """The messages from the first question to a leaf, in order. No leaf, no messages."""
    if leaf_id is None:
        return []
    up = _ancestry(leaf_id)
    query = select(ChatMessage).join(up, up.c.id == ChatMessage.id).order_by(up.c.depth.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def length(session: Session, leaf_id: uuid.UUID | None) -> int:
    """How many messages the path to a leaf has."""
    if leaf_id is None:
        return 0
    return session.scalar(select(func.count()).select_from(_ancestry(leaf_id))) or 0


def latest_leaf(session: Session, message_id: uuid.UUID) -> uuid.UUID:
    """Where the branch goes on that leads over a message: its latest message.

    What was written last has nothing that follows it.
    """
    below = (
        select(ChatMessage.id, ChatMessage.sequence)
        .where(ChatMessage.id == message_id)
        .cte("below", recursive=True)
    )
    child = aliased(ChatMessage)
    below = below.union_all(
        select(child.id, child.sequence).join(below, child.parent_id == below.c.id)
    )
    query = select(below.c.id).order_by(below.c.sequence.desc()).limit(1)
    leaf_id: uuid.UUID = session.scalars(query).one()
    return leaf_id


def siblings(session: Session, messages: Iterable[ChatMessage]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """For each of these messages, those that follow the same one, in order."""
    wanted = list(messages)
    parents = {message.parent_id for message in wanted if message.parent_id}
    roots = {message.session_id for message in wanted if message.parent_id is None}
    is_root = ChatMessage.parent_id.is_(None) & ChatMessage.session_id.in_(roots)
    rows = session.execute(
        select(ChatMessage.id, ChatMessage.parent_id, ChatMessage.session_id)
        .where(ChatMessage.parent_id.in_(parents) | is_root)
        .order_by(ChatMessage.sequence)
    )
    groups: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for id_, parent_id, session_id in rows:
        groups[parent_id or session_id].append(id_)
    return {message.id: groups[message.parent_id or message.session_id] for message in wanted}


def turns(session: Session, leaf_id: uuid.UUID | None) -> list[Turn]:
    """The answered questions on the path to a leaf, oldest first."""
    if leaf_id is None:
        return []
    up = _ancestry(leaf_id)
    question, answer = aliased(ChatMessage), aliased(ChatMessage)
    rows = session.execute(
        select(question.content, answer.content, answer.evidence, answer.id, answer.summary)
        .join(up, up.c.id == answer.id)
        .join(question, question.id == answer.parent_id)
        .where(answer.role == "assistant", answer.status == MessageStatus.COMPLETE)
        .order_by(up.c.depth.desc())
    )
    return [Turn.of(*row) for row in rows]


def _ancestry(leaf_id: uuid.UUID) -> CTE:
    """A message and everything before it: `id` and `depth`, 0 for the message itself."""
    start = (
        select(ChatMessage.id, ChatMessage.parent_id, literal(0).label("depth"))
        .where(ChatMessage.id == leaf_id)
        .cte("ancestry", recursive=True)
    )
    parent = aliased(ChatMessage)
    return start.union_all(
        select(parent.id, parent.parent_id, start.c.depth + 1).join(
            start, parent.id == start.c.parent_id
        )
    )
