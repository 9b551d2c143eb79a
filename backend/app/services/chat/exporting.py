"""Conversations as files: Markdown for people, JSON for programs."""

import uuid

from app.db.uow import UnitOfWork
from app.schemas.chat import ChatSessionOut, Citation, ConversationExport, MessageOut
from app.services.chat import repository, tree
from app.services.chat.presenting import present_messages, present_sessions


def export(uow: UnitOfWork, session_id: uuid.UUID) -> ConversationExport:
    """The chosen path of a conversation, with what the actor may read of it now.

    Raises:
        NotFound: no such conversation of the actor.
    """
    chat = repository.get(uow.session, uow.signed_in, session_id)
    (conversation,) = present_sessions(uow, [chat])
    messages = present_messages(uow, tree.path(uow.session, chat.active_leaf_id))
    return ConversationExport(conversation=conversation, messages=messages)


def as_markdown(exported: ConversationExport) -> str:
    """The conversation to read: questions, answers, and under each what it cites."""
    parts = [_heading(exported.conversation), *map(_message, exported.messages)]
    return "\n\n".join(parts) + "\n"


def _heading(conversation: ChatSessionOut) -> str:
    began = conversation.created_at.date().isoformat()
    return f"# {_line(conversation.title)}\n\n{_line(conversation.deployment_name)}, {began}"


def _message(message: MessageOut) -> str:
    who = "You" if message.role == "user" else "Assistant"
    note = "" if message.status == "complete" else f" ({message.status})"
    parts = [f"## {who}{note}", message.content.strip()]
    parts += [_citation(citation) for citation in message.citations if citation.available]
    return "\n\n".join(part for part in parts if part)


def _citation(citation: Citation) -> str:
    place = [_line(citation.document_name)]
    if citation.section:
        place.append(_line(citation.section))
    if citation.page:
        place.append(f"page {citation.page}")
    return f"> [{citation.number}] {', '.join(place)}: “{_line(citation.quote)}”"


def _line(text: str) -> str:
    return " ".join(text.split())
