"""Routes of answers: asking for them, following them, stopping them."""

import uuid
from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse

from app.api.deps import AnswersDep, AuthoriseDep, OpenUnitDep, PortsDep, Require
from app.api.errors import errors, request_id_of
from app.api.rate_limits import METERED
from app.api.sse import MEDIA_TYPE, event_stream
from app.core.errors import AppError
from app.core.permissions import Permission
from app.schemas.chat import (
    CompareOut,
    CompareRequest,
    ExchangeOut,
    MessageOut,
    QuestionRequest,
    RegenerateRequest,
    ReplayOut,
    ReplayRequest,
    StreamEvent,
)
from app.services.chat import asking, following, replaying, sessions
from app.services.chat.asking import Exchange
from app.services.chat.live import LiveAnswer

router = APIRouter(
    prefix="/chat/sessions/{session_id}/messages",
    tags=["chat"],
    dependencies=[Depends(Require(Permission.CHAT_USE))],
)

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "model": StreamEvent,
        "description": "Server-sent events `start`, `passages`, `delta` …, then `done` or "
        "`error`; each `data` line is one of these objects. The answer belongs to the server: "
        "when the connection breaks, it goes on, and its events can be followed from the last "
        "`id` on at `…/{answer_id}/events`.",
        "content": {MEDIA_TYPE: {}},
    }
}
# The largest number that the log can be asked for.
_EventNumber = Annotated[int, Query(ge=0, le=2**53)]


class Asker:
    """A request that asks for answers: starts them, and says how long they may be written."""

    def __init__(
        self,
        session_id: uuid.UUID,
        request: Request,
        open_unit: OpenUnitDep,
        ports: PortsDep,
        answers: AnswersDep,
        authorise: AuthoriseDep,
    ) -> None:
        self.open_unit = open_unit
        self.ports = ports
        self.most = ports.settings.chat_answers_per_user
        self.request_id = request_id_of(request)
        self._session_id = session_id
        self._answers = answers
        self._authorise = authorise

    def require(self) -> None:
        """Raise when the right to the conversation has gone."""
        self._authorise(lambda uow: sessions.require_visible(uow, self._session_id))

    async def start(self, prepare: Callable[[], Exchange]) -> LiveAnswer:
        """Begin to write an answer; `prepare` may wait for the database."""
        exchange = await to_thread.run_sync(prepare)
        return self.begin(exchange)

    def begin(self, exchange: Exchange) -> LiveAnswer:
        """Begin to write a prepared answer."""
        return self._answers.start(self.open_unit, exchange, self.request_id, self.require)

    def stream(self, live: LiveAnswer) -> StreamingResponse:
        """Tell of an answer from its first event on. It ends with the right of who asked."""

        def require_or_stop() -> None:
            try:
                self.require()
            except AppError:
                self._answers.stop_for_lost_right(live.answer_id)
                raise

        return event_stream(live.follow(), require_or_stop, self.request_id)


_Asker = Annotated[Asker, Depends()]


@router.post(
    "",
    status_code=201,
    dependencies=[METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
async def ask(session_id: uuid.UUID, body: QuestionRequest, asker: _Asker) -> ExchangeOut:
    """Ask and wait for the whole answer with its citations."""
    live = await asker.start(lambda: asking.ask(asker.open_unit, session_id, body, asker.most))
    return await following.whole(live)


@router.post(
    "/{message_id}/replay",
    dependencies=[METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 502, 503),
)
async def replay(
    session_id: uuid.UUID,
    message_id: uuid.UUID,
    body: ReplayRequest,
    open_unit: OpenUnitDep,
    ports: PortsDep,
) -> ReplayOut:
    """Have another version of the deployment answer the question of this answer once more.

    It is given the conversation before the question. Nothing is kept of what it says, but it is
    charged. For members of the deployment's project.
    """
    return await replaying.replay(open_unit, ports, session_id, message_id, body)


@router.post(
    "/stream",
    response_class=StreamingResponse,
    dependencies=[METERED],
    responses={**_STREAM, **errors(401, 403, 404, 409, 422, 429)},
)
async def ask_streaming(
    session_id: uuid.UUID, body: QuestionRequest, asker: _Asker
) -> StreamingResponse:
    """Ask and receive the answer as it is written."""
    return asker.stream(
        await asker.start(lambda: asking.ask(asker.open_unit, session_id, body, asker.most))
    )


@router.post(
    "/compare",
    status_code=201,
    dependencies=[METERED],
    responses=errors(401, 403, 404, 409, 422, 429),
)
async def compare(session_id: uuid.UUID, body: CompareRequest, asker: _Asker) -> CompareOut:
    """Ask two models, or two versions, the same question. Follow the events of each answer."""
    exchanges = await to_thread.run_sync(
        lambda: asking.compare(asker.open_unit, session_id, body, asker.most)
    )
    for exchange in exchanges:
        asker.begin(exchange)
    return CompareOut(
        question=exchanges[0].question, answer_ids=[exchange.answer_id for exchange in exchanges]
    )


@router.post(
    "/{question_id}/answer/stream",
    response_class=StreamingResponse,
    dependencies=[METERED],
    responses={**_STREAM, **errors(401, 403, 404, 409, 429)},
)
async def answer_again_streaming(
    session_id: uuid.UUID, question_id: uuid.UUID, asker: _Asker
) -> StreamingResponse:
    """Answer a kept question again, after its answer failed or was stopped."""
    return asker.stream(
        await asker.start(
            lambda: asking.ask_again(asker.open_unit, session_id, question_id, asker.most)
        )
    )


@router.post(
    "/{question_id}/regenerate",
    response_class=StreamingResponse,
    dependencies=[METERED],
    responses={**_STREAM, **errors(401, 403, 404, 409, 422, 429)},
)
async def regenerate_streaming(
    session_id: uuid.UUID, question_id: uuid.UUID, body: RegenerateRequest, asker: _Asker
) -> StreamingResponse:
    """Another answer beside those that the question has, by another model if you name one."""
    return asker.stream(
        await asker.start(
            lambda: asking.regenerate(asker.open_unit, session_id, question_id, body, asker.most)
        )
    )


@router.get(
    "/{answer_id}/events",
    response_class=StreamingResponse,
    responses={**_STREAM, **errors(401, 403, 404, 422, 429)},
)
async def follow_answer(
    session_id: uuid.UUID,
    answer_id: uuid.UUID,
    answers: AnswersDep,
    asker: _Asker,
    after: _EventNumber = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """The events of an answer after a number, whichever process writes it, to the last.

    `Last-Event-ID`, which browsers send when they come back, stands over `after`.
    """
    await to_thread.run_sync(lambda: following.read_answer(asker.open_unit, session_id, answer_id))
    answers.admit_follower(answer_id)
    reached = _number(last_event_id, after)
    events = following.follow(asker.open_unit, answers, asker.ports, session_id, answer_id, reached)
    return event_stream(events, asker.require, asker.request_id)


@router.post("/{answer_id}/stop", responses=errors(401, 403, 404, 503))
async def stop_answer(
    session_id: uuid.UUID,
    answer_id: uuid.UUID,
    open_unit: OpenUnitDep,
    ports: PortsDep,
    answers: AnswersDep,
) -> MessageOut:
    """End an answer that is being written; what there is of it is kept."""
    return await following.stop(open_unit, answers, ports, session_id, answer_id)


def _number(last_event_id: str | None, after: int) -> int:
    """Where a client comes back; what is no number of ours does not count."""
    if last_event_id and last_event_id.isascii() and last_event_id.isdigit():
        return min(int(last_event_id[:16]), 2**53)
    return after
