"""Routes of conversations: what they are called, what is in them, who else may read them."""

import uuid
from collections.abc import Sequence
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Path, Response, UploadFile

from app.api.deps import AnswersDep, OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.chat import (
    AttachmentOut,
    ChatSessionCreate,
    ChatSessionOut,
    ChatSessionUpdate,
    ConversationExport,
    FeedbackRequest,
    MessageOut,
    SharedConversationOut,
    ShareOut,
    ShareRequest,
    TraceOut,
)
from app.schemas.common import Page
from app.services.chat import attachments, exporting, feedback, following, sessions, sharing
from app.services.knowledge_bases.parsing.media import ACCEPTED
from app.services.knowledge_bases.uploads import Upload

router = APIRouter(
    prefix="/chat", tags=["chat"], dependencies=[Depends(Require(Permission.CHAT_USE))]
)

# What is no token of ours is as unknown as one that leads nowhere.
_ShareToken = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")]


@router.get("/sessions", responses=errors(401, 403, 422))
def list_sessions(
    uow: UowDep,
    page: PageDep,
    deployment_id: uuid.UUID | None = None,
    q: SearchText = None,
    archived: bool = False,
) -> Page[ChatSessionOut]:
    """Your conversations, latest first; `q` is part of a title or of what was said."""
    return sessions.list_page(uow, page, deployment_id, q, archived)


@router.post("/sessions", status_code=201, responses=errors(401, 403, 404, 409, 422))
def create_session(body: ChatSessionCreate, uow: UowDep) -> ChatSessionOut:
    """Start a conversation with a deployment."""
    return sessions.create(uow, body)


@router.get("/sessions/{session_id}", responses=errors(401, 403, 404))
def read_session(session_id: uuid.UUID, uow: UowDep) -> ChatSessionOut:
    """One conversation."""
    return sessions.read(uow, session_id)


@router.patch("/sessions/{session_id}", responses=errors(401, 403, 404, 409, 422))
def change_session(session_id: uuid.UUID, body: ChatSessionUpdate, uow: UowDep) -> ChatSessionOut:
    """Rename or archive a conversation, choose one of its branches, or another model for it."""
    return sessions.change(uow, session_id, body)


@router.delete("/sessions/{session_id}", status_code=204, responses=errors(401, 403, 404))
async def delete_session(
    session_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep, answers: AnswersDep
) -> None:
    """Delete a conversation with its messages and attachments; what is being written is stopped."""

    def delete() -> Sequence[uuid.UUID]:
        with open_unit() as uow:
            return sessions.delete(uow, ports.queue, session_id)

    for answer_id in await to_thread.run_sync(delete):
        await following.stop_deleted(answers, ports, answer_id)


@router.get("/sessions/{session_id}/messages", responses=errors(401, 403, 404, 422))
def list_messages(
    session_id: uuid.UUID, uow: UowDep, page: PageDep, tree: bool = False
) -> Page[MessageOut]:
    """The messages on the chosen branch, oldest first; with `tree` those of every branch."""
    return sessions.list_messages(uow, session_id, page, tree)


@router.get("/sessions/{session_id}/messages/{message_id}/trace", responses=errors(401, 403, 404))
def read_trace(session_id: uuid.UUID, message_id: uuid.UUID, uow: UowDep) -> TraceOut:
    """How the passages of an answer were found: every score, rank and timing.

    Passages of documents that you may not open any more are left out.
    """
    return sessions.read_trace(uow, session_id, message_id)


@router.put(
    "/sessions/{session_id}/messages/{answer_id}/feedback", responses=errors(401, 403, 404, 422)
)
def give_feedback(
    session_id: uuid.UUID, answer_id: uuid.UUID, body: FeedbackRequest, uow: UowDep
) -> MessageOut:
    """Say what you think of an answer, in place of what you said before."""
    return feedback.give(uow, session_id, answer_id, body)


@router.delete(
    "/sessions/{session_id}/messages/{answer_id}/feedback",
    status_code=204,
    responses=errors(401, 403, 404),
)
def take_back_feedback(session_id: uuid.UUID, answer_id: uuid.UUID, uow: UowDep) -> None:
    """Take back what you said of an answer."""
    feedback.take_back(uow, session_id, answer_id)


@router.get("/sessions/{session_id}/attachments", responses=errors(401, 403, 404))
def list_attachments(session_id: uuid.UUID, uow: UowDep) -> list[AttachmentOut]:
    """The files of a conversation, in the order in which they came."""
    return attachments.list_all(uow, session_id)


@router.post(
    "/sessions/{session_id}/attachments",
    status_code=202,
    dependencies=[METERED],
    responses=errors(401, 403, 404, 409, 413, 415, 422, 429, 503),
)
def attach_file(
    session_id: uuid.UUID,
    file: Annotated[UploadFile, File(description=ACCEPTED)],
    open_unit: OpenUnitDep,
    ports: PortsDep,
) -> AttachmentOut:
    """Attach a file to a conversation: it is searched there, and nobody else ever sees it."""
    incoming = Upload(file.filename or "", file.file)
    return attachments.attach(open_unit, ports, session_id, incoming)


@router.delete(
    "/sessions/{session_id}/attachments/{document_id}",
    status_code=204,
    responses=errors(401, 403, 404),
)
def remove_attachment(
    session_id: uuid.UUID, document_id: uuid.UUID, uow: UowDep, ports: PortsDep
) -> None:
    """Delete a file of a conversation."""
    attachments.remove(uow, ports.queue, session_id, document_id)


@router.put("/sessions/{session_id}/share", responses=errors(401, 403, 404, 409, 422))
def share_session(session_id: uuid.UUID, uow: UowDep, body: ShareRequest | None = None) -> ShareOut:
    """Share the chosen branch as it is now with others who may use the deployment.

    Sharing it again shows them what has come since; the link stays the same.
    """
    return sharing.share(uow, session_id, body or ShareRequest())


@router.get("/sessions/{session_id}/share", responses=errors(401, 403, 404))
def read_share(session_id: uuid.UUID, uow: UowDep) -> ShareOut:
    """The link to a conversation that you have shared."""
    return sharing.read_link(uow, session_id)


@router.delete("/sessions/{session_id}/share", status_code=204, responses=errors(401, 403, 404))
def revoke_share(session_id: uuid.UUID, uow: UowDep) -> None:
    """Share a conversation no longer."""
    sharing.revoke(uow, session_id)


@router.get("/shared/{token}", responses=errors(401, 403, 404))
def read_shared_conversation(token: _ShareToken, uow: UowDep) -> SharedConversationOut:
    """A conversation that somebody has shared; what you may not open is not quoted."""
    return sharing.read_shared(uow, token)


@router.get(
    "/sessions/{session_id}/export",
    response_model=ConversationExport,
    responses={
        200: {"content": {"text/markdown": {}}, "description": "The conversation as a file"},
        **errors(401, 403, 404, 422),
    },
)
def export_session(
    session_id: uuid.UUID, uow: UowDep, format: Literal["md", "json"] = "md"
) -> Response:
    """The chosen branch of a conversation as a file: Markdown or JSON."""
    exported = exporting.export(uow, session_id)
    content, media_type = (
        (exported.model_dump_json(indent=2), "application/json")
        if format == "json"
        else (exporting.as_markdown(exported), "text/markdown")
    )
    disposition = f'attachment; filename="conversation-{session_id}.{format}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
