"""A model at its endpoint: one request an answer, and no second chances."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
    suppress,
)
from dataclasses import replace
from typing import Any

from app.core.errors import Upstream
from app.core.logging import get_logger
from app.integrations.llm import failures
from app.integrations.llm.base import ModelEndpoint, OfferedModel, Prompt, StreamEvent
from app.integrations.llm.dialects import DIALECTS, GARBAGE, Request, parsed
from app.integrations.net import Answer, GuardedClient, TransportError

PING_TIMEOUT_S = 5.0
_MAX_REFUSAL_BYTES = 64 * 1024
_MAX_LIST_BYTES = 4 * 1024 * 1024
_DRAIN_S = 0.2

log = get_logger(__name__)

_FAILURES = (OSError, TransportError, *GARBAGE)


class Patience:
    """How long to wait for what comes next of an answer.

    A block that waits too long ends with `TimeoutError`. This is what `asyncio.timeout` does, with
    one timer for the whole answer. It is moved when it rings and not with every word: at thousands
    of words a second a timer for each cost more than reading it.

    Args:
        first_token_s: seconds until the model says something.
        idle_s: seconds between what it says.
        deadline: when the answer has to be complete, by the monotonic clock.
    """

    def __init__(self, first_token_s: float, idle_s: float, deadline: float) -> None:
        self._idle_s = idle_s
        self._deadline = deadline
        self._next_by = time.monotonic() + first_token_s
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: asyncio.Task[Any] | None = None
        self._cancelling = 0
        self._is_over = False
        self.heard = False

    def hear(self) -> None:
        """The model has said something."""
        if not self.heard:
            self.heard = True
            self.end()  # the timer may be for later than the next word
        self._next_by = time.monotonic() + self._idle_s

    def end(self) -> None:
        """Nothing is waited for any more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._waiting, self._cancelling = task, task.cancelling()
        if self._timer is None:
            self._set_timer()

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> None:
        task, self._waiting = self._waiting, None
        if not self._is_over or task is None:
            return
        # Somebody else may have cancelled the task as well: that goes on.
        if task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError

    def _set_timer(self) -> None:
        left = min(self._next_by, self._deadline) - time.monotonic()
        self._timer = asyncio.get_running_loop().call_later(max(left, 0), self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._waiting is None:
            return
        if time.monotonic() < min(self._next_by, self._deadline):
            self._set_timer()
        else:
            self._is_over = True
            self._waiting.cancel()


class DirectModel:
    """Asks one endpoint. Failures are `Upstream` errors.

    They are raised outside of `except`: an exception keeps the one that it was raised in, and
    those quote the other side, which may repeat our key.

    `refused` are the parameters that this model is known to refuse; new ones are added.
    """

    def __init__(self, client: GuardedClient, endpoint: ModelEndpoint, refused: set[str]) -> None:
        self._client = client
        self._endpoint = endpoint
        self._dialect = DIALECTS[endpoint.dialect]
        self._refused = refused

    async def answer(
        self, prompt: Prompt, patience: Patience
    ) -> AsyncGenerator[Sequence[StreamEvent], None]:
        """Yield what arrives together together. Closing the iterator cancels it upstream."""
        try:
            async with aclosing(self._read(prompt, patience)) as batches:
                async for batch in batches:
                    yield batch
            return
        except _FAILURES as error:
            failure = self._translated_and_logged(error, answering=patience.heard)
        raise failure

    async def offers(self) -> list[OfferedModel]:
        """The models that the endpoint serves, by id, asked once."""
        try:
            async with asyncio.timeout(PING_TIMEOUT_S):
                answer = await self._get_models()
            return sorted(self._dialect.offers(answer), key=lambda model: model.id)
        except _FAILURES as error:
            failure = self._translated_and_logged(error, answering=False)
        raise failure

    async def _read(
        self, prompt: Prompt, patience: Patience
    ) -> AsyncGenerator[list[StreamEvent], None]:
        async with self._answer_to(prompt, patience) as answer:
            parts, reader = answer.parts, self._dialect.reader()
            while not reader.finished:
                with patience:
                    part = await anext(parts, None)
                events = reader.end() if part is None else reader.feed(part)
                if events is not None:
                    patience.hear()
                if events:
                    yield events
                if reader.problem:
                    raise reader.problem
                if part is None:
                    break
            if not reader.complete:
                raise failures.broke_off() if patience.heard else failures.failed()
            await _drain(parts)

    @asynccontextmanager
    async def _answer_to(self, prompt: Prompt, patience: Patience) -> AsyncIterator[Answer]:
        """The answer's bytes; asked again without a parameter that is refused."""
        while True:
            async with AsyncExitStack() as stack:
                with patience:
                    answer = await stack.enter_async_context(self._sent(self._request(prompt)))
                if answer.status == 200:
                    yield answer
                    return
                if not await self._can_do_without(answer, patience):
                    raise failures.of_status(answer.status, _retry_after_s(answer))

    def _sent(self, request: Request) -> AbstractAsyncContextManager[Answer]:
        if request.body is None:
            return self._client.send(request.url, request.headers)
        headers = {"Content-Type": "application/json", **request.headers}
        content = json.dumps(request.body, separators=(",", ":")).encode()
        return self._client.send(request.url, headers, content)

    def _request(self, prompt: Prompt) -> Request:
        request = self._dialect.ask(self._endpoint, prompt)
        body = dict(request.body or {})
        for name in self._refused & body.keys():
            value, stand_in = body.pop(name), self._dialect.dispensable[name]
            if stand_in:
                body[stand_in] = value
        return replace(request, body=body)

    async def _can_do_without(self, answer: Answer, patience: Patience) -> bool:
        """Whether a parameter is refused that we did not know to be, and it is dispensable."""
        if answer.status not in (400, 422):
            return False
        try:
            with patience:
                body = await _read_up_to(answer, _MAX_REFUSAL_BYTES)
        except ValueError:
            return False
        name = _refused_parameter(body)
        if name is None or name in self._refused or name not in self._dialect.dispensable:
            return False
        self._refused.add(name)
        return True

    async def _get_models(self) -> Any:
        async with self._sent(self._dialect.list_models(self._endpoint)) as answer:
            if answer.status != 200:
                raise failures.of_status(answer.status)
            return parsed(await _read_up_to(answer, _MAX_LIST_BYTES))

    def _translated_and_logged(self, error: Exception, *, answering: bool) -> Upstream:
        failure = failures.of_exception(error, answering=answering)
        log.warning(
            "model_call_failed",
            error=type(error).__name__,
            code=failure.code,
            model=self._endpoint.model_id,
        )
        return failure


async def _read_up_to(answer: Answer, limit: int) -> bytes:
    body = bytearray()
    async for part in answer.parts:
        body += part
        if len(body) > limit:
            raise ValueError("a longer answer than expected")
    return bytes(body)


async def _drain(parts: AsyncIterator[bytes]) -> None:
    """Read what is left after the end, so that the connection can be used again."""
    with suppress(OSError, TransportError, Upstream):
        async with asyncio.timeout(_DRAIN_S):
            async for _ in parts:
                pass


def _refused_parameter(body: bytes) -> str | None:
    """The parameter that an error in OpenAI's shape is about."""
    try:
        error = parsed(body).get("error")
    except ValueError:
        return None
    name = error.get("param") if isinstance(error, dict) else None
    return name if isinstance(name, str) else None


def _retry_after_s(answer: Answer) -> float | None:
    """What the other side asks for, where it says it in seconds."""
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else None
