"""Chat over a WebSocket: commands in, the events of answers out, the same as over HTTP."""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, aclosing, suppress

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup
from fastapi import WebSocket, WebSocketDisconnect
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.api.deps import Listener
from app.api.errors import request_id_of
from app.api.sockets import SEND_WITHIN_S, CloseCode, first_of
from app.api.sse import AUTHORISE_EVERY_S, HEARTBEAT_S
from app.core.errors import AppError, Invalid, TooManyRequests, Unauthenticated
from app.core.logging import get_logger
from app.db.uow import UnitOfWork
from app.integrations.ports import Ports
from app.schemas.chat import NumberedEvent
from app.schemas.chat_socket import (
    AnswerEvent,
    AskCommand,
    Command,
    CommandRefused,
    FollowCommand,
    Ready,
    RegenerateCommand,
    ServerMessage,
    StillHere,
    StopCommand,
)
from app.schemas.common import error_body
from app.services.chat import asking, following, sessions
from app.services.chat.asking import Exchange
from app.services.chat.running import RunningAnswers
from app.services.usage import requests

log = get_logger(__name__)

MOST_AT_ONCE = 16
# What is longer than the longest question is cut, and no command any more.
MOST_CHARACTERS = 100_000
_COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)


class ChatConnection:
    """One client that chats. The answers that it has asked for go on when it leaves."""

    def __init__(self, socket: WebSocket, listener: Listener) -> None:
        self._socket = socket
        self._listener = listener
        self._ports: Ports = socket.app.state.ports
        self._answers: RunningAnswers = socket.app.state.answers
        self._request_id = request_id_of(socket)
        self._sending = asyncio.Lock()
        # The conversations whose answers are told here, each by a command that is carried out.
        self._told: dict[object, uuid.UUID] = {}

    async def run(self) -> None:
        """Serve the client until it goes or has to go."""
        await self._socket.accept()
        await self._socket.send_text(Ready().model_dump_json())
        code = await first_of(self._serve, self._watch, self._beat)
        if code is not None:
            with anyio.move_on_after(SEND_WITHIN_S), suppress(WebSocketDisconnect, RuntimeError):
                await self._socket.close(code, code.name.lower())

    async def _serve(self) -> CloseCode | None:
        """Carry out what the client says, side by side, until it goes."""
        code = None
        try:
            async with anyio.create_task_group() as group:
                while (message := await self._socket.receive())["type"] == "websocket.receive":
                    await self._take(message.get("text") or "", group)
                group.cancel_scope.cancel()
        except* WebSocketDisconnect:
            pass
        except* TimeoutError:
            code = CloseCode.TOO_SLOW
        return code

    async def _watch(self) -> CloseCode:
        """Ask again and again whether the client may listen; returns when it may not."""
        while True:
            await asyncio.sleep(AUTHORISE_EVERY_S)
            try:
                await to_thread.run_sync(self._require_all)
            except AppError:
                return CloseCode.NOT_AUTHORISED
            except SQLAlchemyError:
                # A database that does not answer for a moment is no reason to hang up.
                log.warning("listener_not_authorised_again", exc_info=True)

    async def _beat(self) -> CloseCode | None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            try:
                await self._send(StillHere())
            except (WebSocketDisconnect, TimeoutError):
                return CloseCode.TOO_SLOW

    async def _take(self, text: str, group: TaskGroup) -> None:
        """Begin to carry out a command."""
        try:
            command = _COMMANDS.validate_json(text[:MOST_CHARACTERS])
        except ValidationError:
            await self._refuse(None, Invalid("This is not a command.", code="invalid_command"))
            return
        if len(self._told) >= MOST_AT_ONCE:
            await self._refuse(command.ref, _too_many())
            return
        key = object()
        self._told[key] = command.session_id
        group.start_soon(self._carry_out, key, command)

    async def _carry_out(self, key: object, command: Command) -> None:
        try:
            if isinstance(command, StopCommand):
                await self._stop(command)
            elif isinstance(command, FollowCommand):
                await self._follow(command)
            else:
                await self._answer(command)
        except AppError as error:
            await self._refuse(command.ref, error)
        finally:
            del self._told[key]

    async def _stop(self, command: StopCommand) -> None:
        await following.stop(
            self._open_unit, self._answers, self._ports, command.session_id, command.answer_id
        )

    async def _follow(self, command: FollowCommand) -> None:
        session_id, answer_id = command.session_id, command.answer_id
        await to_thread.run_sync(following.read_answer, self._open_unit, session_id, answer_id)
        self._answers.admit_follower(answer_id)
        events = following.follow(
            self._open_unit, self._answers, self._ports, session_id, answer_id, command.after
        )
        await self._tell(command.ref, answer_id, events)

    async def _answer(self, command: AskCommand | RegenerateCommand) -> None:
        exchange = await to_thread.run_sync(self._prepare, command)

        def require() -> None:
            self._require(command.session_id)

        live = self._answers.start(self._open_unit, exchange, self._request_id, require)
        await self._tell(command.ref, live.answer_id, live.follow())

    def _prepare(self, command: AskCommand | RegenerateCommand) -> Exchange:
        requests.admit(self._listener.authorise(), self._ports.rate_limits)
        most = self._ports.settings.chat_answers_per_user
        if isinstance(command, AskCommand):
            return asking.ask(self._open_unit, command.session_id, command, most)
        return asking.regenerate(
            self._open_unit, command.session_id, command.question_id, command, most
        )

    async def _tell(
        self, ref: str | None, answer_id: uuid.UUID, events: AsyncGenerator[NumberedEvent, None]
    ) -> None:
        async with aclosing(events) as numbered:
            async for number, event in numbered:
                message = AnswerEvent(ref=ref, answer_id=answer_id, number=number, event=event)
                await self._send(message)

    async def _refuse(self, ref: str | None, error: AppError) -> None:
        await self._send(CommandRefused(ref=ref, error=error_body(error, self._request_id)))

    async def _send(self, message: ServerMessage) -> None:
        """Hand a message over; raises `TimeoutError` when the client takes too long."""
        with anyio.fail_after(SEND_WITHIN_S):
            async with self._sending:
                await self._socket.send_text(message.model_dump_json())

    def _open_unit(self) -> AbstractContextManager[UnitOfWork]:
        return self._listener.open_unit(self._listener.actor)

    def _require_all(self) -> None:
        self._require_same_actor()
        with self._open_unit() as uow:
            for session_id in set(self._told.values()):
                sessions.require_visible(uow, session_id)

    def _require(self, session_id: uuid.UUID) -> None:
        """Raise when the client has lost the right to this conversation."""
        self._require_same_actor()
        with self._open_unit() as uow:
            sessions.require_visible(uow, session_id)

    def _require_same_actor(self) -> None:
        if self._listener.authorise() != self._listener.actor:
            raise Unauthenticated("Your rights have changed. Connect again.", code="rights_changed")


def _too_many() -> TooManyRequests:
    return TooManyRequests(
        f"{MOST_AT_ONCE} commands are being carried out.",
        code="too_many_commands",
        remedy="Wait for the end of an answer.",
    )
