"""Routes of conversations."""

import uuid
from collections.abc import Callable
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from app.api.deps import AuthoriseDep, OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.errors import errors, request_id_of
from app.api.rate_limits import METERED
from app.api.sse import MEDIA_TYPE, event_stream
from app.core.permissions import Permission
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.schemas.chat import (
    ChatSessionCreate,
    ChatSessionOut,
    ChatSessionUpdate,
    ExchangeOut,
    MessageOut,
    QuestionRequest,
    StreamEvent,
    TraceOut,
)
from app.schemas.common import Page
from app.services.chat import answering, sessions
from app.services.chat.answering import Exchange

router = APIRouter(
    prefix="/chat", tags=["chat"], dependencies=[Depends(Require(Permission.CHAT_USE))]
)

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "model": StreamEvent,
        "description": "Server-sent events `start`, `passages`, `delta` …, then `done` or "
        "`error`; each `data` line is one of these objects. Closing the connection stops the "
        "answer and keeps what was written.",
        "content": {MEDIA_TYPE: {}},
    }
}


@router.get("/sessions", responses=errors(401, 403, 422))
def list_sessions(
    uow: UowDep,
    page: PageDep,
    deployment_id: uuid.UUID | None = None,
    q: SearchText = None,
) -> Page[ChatSessionOut]:
    """Your conversations, latest first; `q` is part of a title."""
    return sessions.list_page(uow, page, deployment_id, q)


@router.post("/sessions", status_code=201, responses=errors(401, 403, 404, 422))
def create_session(body: ChatSessionCreate, uow: UowDep) -> ChatSessionOut:
    """Start a conversation with a deployment."""
    return sessions.create(uow, body)


@router.get("/sessions/{session_id}", responses=errors(401, 403, 404))
def read_session(session_id: uuid.UUID, uow: UowDep) -> ChatSessionOut:
    """One conversation."""
    return sessions.read(uow, session_id)


@router.patch("/sessions/{session_id}", responses=errors(401, 403, 404, 422))
def rename_session(session_id: uuid.UUID, body: ChatSessionUpdate, uow: UowDep) -> ChatSessionOut:
    """Rename a conversation."""
    return sessions.rename(uow, session_id, body)


@router.delete("/sessions/{session_id}", status_code=204, responses=errors(401, 403, 404))
def delete_session(session_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a conversation with its messages."""
    sessions.delete(uow, session_id)


@router.get("/sessions/{session_id}/messages", responses=errors(401, 403, 404, 422))
def list_messages(session_id: uuid.UUID, uow: UowDep, page: PageDep) -> Page[MessageOut]:
    """The messages of a conversation, oldest first."""
    return sessions.list_messages(uow, session_id, page)


@router.get("/sessions/{session_id}/messages/{message_id}/trace", responses=errors(401, 403, 404))
def read_trace(session_id: uuid.UUID, message_id: uuid.UUID, uow: UowDep) -> TraceOut:
    """How the passages of an answer were found: every score, rank and timing.

    Passages of documents that you may not open any more are left out.
    """
    return sessions.read_trace(uow, session_id, message_id)


@router.post(
    "/sessions/{session_id}/messages",
    status_code=201,
    dependencies=[METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
async def ask(
    session_id: uuid.UUID, body: QuestionRequest, open_unit: OpenUnitDep, ports: PortsDep
) -> ExchangeOut:
    """Ask and wait for the whole answer with its citations."""
    exchange = await to_thread.run_sync(lambda: answering.ask(open_unit, session_id, body.content))
    return await answering.answer(open_unit, ports, exchange)


@router.post(
    "/sessions/{session_id}/messages/stream",
    response_class=StreamingResponse,
    dependencies=[METERED],
    responses={**_STREAM, **errors(401, 403, 404, 409, 422, 429)},
)
async def ask_streaming(
    session_id: uuid.UUID,
    body: QuestionRequest,
    request: Request,
    open_unit: OpenUnitDep,
    ports: PortsDep,
    authorise: AuthoriseDep,
) -> StreamingResponse:
    """Ask and receive the answer as it is written."""
    exchange = await to_thread.run_sync(lambda: answering.ask(open_unit, session_id, body.content))
    return _answer_stream(open_unit, ports, exchange, request, authorise)


@router.post(
    "/sessions/{session_id}/messages/{question_id}/answer/stream",
    response_class=StreamingResponse,
    dependencies=[METERED],
    responses={**_STREAM, **errors(401, 403, 404, 409, 429)},
)
async def answer_again_streaming(
    session_id: uuid.UUID,
    question_id: uuid.UUID,
    request: Request,
    open_unit: OpenUnitDep,
    ports: PortsDep,
    authorise: AuthoriseDep,
) -> StreamingResponse:
    """Answer a kept question again, after its answer failed or was stopped."""
    exchange = await to_thread.run_sync(
        lambda: answering.ask_again(open_unit, session_id, question_id)
    )
    return _answer_stream(open_unit, ports, exchange, request, authorise)


def _answer_stream(
    open_unit: OpenUnit,
    ports: Ports,
    exchange: Exchange,
    request: Request,
    authorise: Callable[[], object],
) -> StreamingResponse:
    def authorise_conversation() -> None:
        authorise()
        sessions.require_visible(open_unit, exchange.question.session_id)

    request_id = request_id_of(request)
    events = answering.stream(open_unit, ports, exchange, request_id)
    return event_stream(events, authorise_conversation, request_id)
