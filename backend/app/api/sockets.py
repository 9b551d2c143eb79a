"""A live connection: replay, then what comes, as long as the right to listen lasts."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import IntEnum
from functools import partial
from typing import TypeVar

import anyio
from anyio import to_thread
from fastapi import WebSocket, WebSocketDisconnect
from sqlalchemy.exc import SQLAlchemyError

from app.api.deps import Listener
from app.api.sse import AUTHORISE_EVERY_S, HEARTBEAT_S
from app.core.errors import AppError
from app.core.logging import get_logger
from app.schemas.events import Message, Ping, Ready, Reset
from app.services.events import audience, outbox
from app.services.events.hub import BATCH, Hub, Subscription
from app.services.events.outbox import Batch, Position

log = get_logger(__name__)

# A message that cannot be handed over for so long waits for a client that does not read.
SEND_WITHIN_S = 10.0
_AFTER_TROUBLE_S = 1.0

_T = TypeVar("_T")


class CloseCode(IntEnum):
    """Why we close a connection."""

    NOT_AUTHORISED = 4401
    TOO_SLOW = 4408


class LiveConnection:
    """One client that listens."""

    def __init__(self, socket: WebSocket, hub: Hub, listener: Listener) -> None:
        self._socket = socket
        self._hub = hub
        self._listener = listener
        self._actor = listener.actor

    async def run(self, after: str | None) -> None:
        """Serve the client until it goes or has to go.

        Raises:
            TooManyRequests: before the connection is accepted, when the user has too many.
        """
        projects = await to_thread.run_sync(self._projects)
        async with self._hub.subscribed(self._actor.user_id, projects) as subscription:
            live_from = self._hub.position
            await self._socket.accept()

            async def speak() -> CloseCode | None:
                return await self._speak(subscription, after, live_from)

            async def watch() -> CloseCode:
                return await self._watch(subscription)

            code = await first_of(self._hear, speak, watch)
            if code is not None:
                await self._close(code)

    async def _hear(self) -> None:
        """Wait until the client goes; whatever it says means nothing."""
        while (await self._socket.receive())["type"] != "websocket.disconnect":
            pass

    async def _watch(self, subscription: Subscription) -> CloseCode:
        """Ask again and again whether the client may listen; returns when it may not."""
        while True:
            await asyncio.sleep(AUTHORISE_EVERY_S)
            try:
                actor = await to_thread.run_sync(self._listener.authorise)
                subscription.projects = await to_thread.run_sync(self._projects)
            except AppError:
                return CloseCode.NOT_AUTHORISED
            except SQLAlchemyError:
                # A database that does not answer for a moment is no reason to hang up.
                log.warning("listener_not_authorised_again", exc_info=True)
                continue
            if actor != self._actor:
                return CloseCode.NOT_AUTHORISED

    async def _speak(
        self, subscription: Subscription, after: str | None, live_from: Position
    ) -> CloseCode | None:
        try:
            reached = await self._begin(after, live_from)
            while not subscription.overflowed:
                batch = await subscription.take(HEARTBEAT_S)
                new = [change for change in batch.changes if change.position > reached]
                await self._tell(Batch(new, batch.upto))
                reached = max(reached, batch.upto)
                if not batch.changes and not subscription.overflowed:
                    await self._send(Ping(cursor=str(reached)))
        except WebSocketDisconnect:
            return None
        except TimeoutError:
            pass
        return CloseCode.TOO_SLOW

    async def _begin(self, after: str | None, live_from: Position) -> Position:
        """Greet the client and tell what it has missed; returns the place reached."""
        wanted = Position.parse(after) if after else live_from
        kept = wanted is not None and await self._patiently(partial(self._is_kept, wanted))
        start = wanted if wanted and kept else live_from
        await self._send(Ready(cursor=str(start)))
        if not kept:
            await self._send(Reset(cursor=str(start)))
        while start < live_from:
            batch = await self._patiently(partial(self._missed, start, live_from))
            await self._tell(batch)
            start = batch.upto
        return start

    async def _tell(self, batch: Batch) -> None:
        if batch.changes:
            for message in await self._patiently(lambda: self._messages(batch)):
                await self._send(message)

    async def _send(self, message: Message) -> None:
        """Hand a message over; raises `TimeoutError` when the client takes too long."""
        with anyio.fail_after(SEND_WITHIN_S):
            await self._socket.send_text(message.model_dump_json())

    async def _close(self, code: CloseCode) -> None:
        with anyio.move_on_after(SEND_WITHIN_S), suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.close(code, code.name.lower())

    async def _patiently(self, ask: Callable[[], _T]) -> _T:
        """Ask the database in a thread, again and again while it does not answer."""
        while True:
            try:
                return await to_thread.run_sync(ask)
            except SQLAlchemyError:
                log.warning("listener_waits_for_database", exc_info=True)
                await asyncio.sleep(_AFTER_TROUBLE_S)

    def _projects(self) -> frozenset[uuid.UUID] | None:
        with self._listener.open_unit(self._actor) as uow:
            return audience.projects_of(uow)

    def _is_kept(self, start: Position) -> bool:
        with self._listener.open_unit(self._actor) as uow:
            return outbox.is_kept(uow.session, start)

    def _missed(self, start: Position, upto: Position) -> Batch:
        with self._listener.open_unit(self._actor) as uow:
            return outbox.read(uow.session, start, BATCH, upto)

    def _messages(self, batch: Batch) -> list[Message]:
        with self._listener.open_unit(self._actor) as uow:
            return audience.messages(uow, batch.changes)


async def first_of(*parts: Callable[[], Awaitable[CloseCode | None]]) -> CloseCode | None:
    """Run these side by side until one of them ends; returns what it returned."""
    result: CloseCode | None = None
    async with anyio.create_task_group() as group:

        async def until_end(part: Callable[[], Awaitable[CloseCode | None]]) -> None:
            nonlocal result
            result = await part()
            group.cancel_scope.cancel()

        for part in parts:
            group.start_soon(until_end, part)
    return result
