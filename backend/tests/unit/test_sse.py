"""Frames on their way to a client: together, in time, and to the right end."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.api import sse
from app.api.sse import FrameStream
from app.core.errors import AppError, Transient, Unauthenticated


@dataclass
class Listener:
    """A client: keeps what it is sent, and goes when told to."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.messages.append(message)

    @property
    def bodies(self) -> list[bytes]:
        return [m["body"] for m in self.messages if m["type"] == "http.response.body"]


def failure(error: AppError) -> bytes:
    return f"failed: {error.code}\n\n".encode()


def listen(
    frames: AsyncGenerator[bytes, None],
    authorise: Callable[[], object] = lambda: None,
    leave_after_s: float | None = None,
) -> Listener:
    """Let a client listen to the end."""

    async def run() -> Listener:
        listener = Listener()
        if leave_after_s is not None:
            asyncio.get_running_loop().call_later(leave_after_s, listener.gone.set)
        response = FrameStream(frames, authorise, failure)
        await asyncio.wait_for(response({}, listener.receive, listener.send), 5)
        return listener

    return asyncio.run(run())


async def three_at_once() -> AsyncGenerator[bytes, None]:
    for frame in (b"a", b"b", b"c"):
        yield frame
    await asyncio.sleep(0.01)
    yield b"d"


def test_frames_that_come_together_are_sent_together() -> None:
    assert listen(three_at_once()).bodies == [b"abc", b"d", b""]


def test_a_failure_before_the_first_frame_is_raised() -> None:
    async def failing() -> AsyncGenerator[bytes, None]:
        raise Transient(code="model_unavailable")
        yield b""

    with pytest.raises(Transient):
        listen(failing())


def test_a_failure_later_is_the_last_frame() -> None:
    async def failing() -> AsyncGenerator[bytes, None]:
        yield b"a"
        await asyncio.sleep(0)
        raise Transient(code="model_unavailable")

    assert b"".join(listen(failing()).bodies) == b"afailed: model_unavailable\n\n"


def test_the_source_is_stopped_when_the_client_goes() -> None:
    stopped: list[str] = []

    async def endless() -> AsyncGenerator[bytes, None]:
        try:
            yield b"a"
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            stopped.append("cleaned up")
            raise

    listener = listen(endless(), leave_after_s=0.05)
    assert stopped == ["cleaned up"]
    assert listener.bodies == [b"a"]


def test_a_right_that_ends_ends_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "AUTHORISE_EVERY_S", 0.02)

    async def endless() -> AsyncGenerator[bytes, None]:
        yield b"a"
        await asyncio.sleep(3600)

    def refuse() -> None:
        raise Unauthenticated(code="session_ended")

    assert listen(endless(), refuse).bodies == [b"a", b"failed: session_ended\n\n", b""]


def test_long_silence_is_broken_by_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "AUTHORISE_EVERY_S", 0.02)
    monkeypatch.setattr(sse, "HEARTBEAT_S", 0.03)

    async def slow() -> AsyncGenerator[bytes, None]:
        await asyncio.sleep(0.15)
        yield b"a"

    *heartbeats, last, _ = listen(slow()).bodies
    assert heartbeats
    assert set(heartbeats) == {b": still working\n\n"}
    assert last == b"a"


def test_what_is_no_error_of_ours_is_not_hidden() -> None:
    async def broken() -> AsyncGenerator[bytes, None]:
        yield b"a"
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        listen(broken())
