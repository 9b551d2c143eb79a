"""What it costs to read the answers of a model: CPU time an event, and time to the first token.

    python -m benchmarks.model_streams [--streams 64] [--rate 40] [--seconds 4]

A small server in a process of its own speaks OpenAI's API, each answer at the same pace. The
product's port reads all streams at once; so does the official SDK in the same run. The limit is
a bare socket that reads and throws away.
"""

import argparse
import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from openai import AsyncOpenAI

from app.core.config import Settings
from app.integrations.llm import ChatModels, Delta, ModelEndpoint, Prompt, PromptMessage
from app.integrations.net import AddressGuard

WORD = "word "
PROMPT = Prompt((PromptMessage("user", "Say a lot of words."),))
Stream = Callable[[], Awaitable[float]]
Connect = Callable[[int], tuple[Stream, Callable[[], Awaitable[None]]]]


@dataclass(frozen=True)
class Pace:
    """How many answers at once, events a second in each, and seconds that one takes."""

    streams: int
    rate: float
    seconds: float

    @property
    def events(self) -> int:
        """Events of one answer."""
        return round(self.rate * self.seconds)


def _chunk(content: str, reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": reason}
    event = {
        "id": "chatcmpl-0123456789",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "paced",
        "choices": [choice],
    }
    return _framed(f"data: {json.dumps(event)}\n\n".encode())


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
EVENT, END = _chunk(WORD), _chunk("", "stop") + _framed(b"data: [DONE]\n\n") + b"0\r\n\r\n"


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pace: Pace) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.lower().splitlines()
                if line.startswith(b"content-length:")
            )
            await reader.readexactly(length)
            writer.write(HEAD)
            started = time.monotonic()
            for number in range(pace.events):
                writer.write(EVENT)
                due = started + (number + 1) / pace.rate
                await asyncio.sleep(max(0.0, due - time.monotonic()))
            writer.write(END)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(pace: Pace, told: "multiprocessing.Queue[int]") -> None:
    async def forever() -> None:
        server = await asyncio.start_server(
            lambda reader, writer: _answer(reader, writer, pace), "127.0.0.1", 0, backlog=1024
        )
        told.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


def _through_the_port(port: int) -> tuple[Stream, Callable[[], Awaitable[None]]]:
    models = ChatModels(
        Settings(secret_key="x" * 32),  # type: ignore[arg-type]
        AddressGuard([f"127.0.0.1:{port}"]),
    )
    endpoint = ModelEndpoint(f"http://127.0.0.1:{port}/v1", "paced", id="paced")

    async def stream() -> float:
        started, first = time.perf_counter(), 0.0
        async for event in models.at(endpoint).stream(PROMPT):
            if not first and isinstance(event, Delta):
                first = time.perf_counter() - started
        return first

    return stream, models.close


def _through_the_sdk(port: int) -> tuple[Stream, Callable[[], Awaitable[None]]]:
    client = AsyncOpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="none")

    async def stream() -> float:
        started, first = time.perf_counter(), 0.0
        chunks = await client.chat.completions.create(
            model="paced",
            messages=[{"role": "user", "content": "Say a lot of words."}],
            stream=True,
        )
        async for chunk in chunks:
            if not first and chunk.choices[0].delta.content:
                first = time.perf_counter() - started
        return first

    return stream, client.close


def _bare(port: int) -> tuple[Stream, Callable[[], Awaitable[None]]]:
    request = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"

    async def stream() -> float:
        started, first = time.perf_counter(), 0.0
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        tail = b""
        while not tail.endswith(b"0\r\n\r\n"):
            tail = await reader.read(65536)
            first = first or time.perf_counter() - started
        writer.close()
        return first

    async def close() -> None:
        """Nothing is open."""

    return stream, close


async def _measure(
    name: str,
    connect: Callable[[int], Awaitable[tuple[Stream, Callable[[], Awaitable[None]]]]],
    port: int,
    pace: Pace,
) -> None:
    stream, close = connect(port)
    await stream()
    cpu, wall = time.process_time(), time.perf_counter()
    firsts = await asyncio.gather(*(stream() for _ in range(pace.streams)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    await close()
    per_event = cpu / (pace.streams * pace.events) * 1e6
    first = statistics.median(firsts) * 1000
    print(
        f"{name:16} {per_event:7.1f} µs an event   {cpu / wall:5.0%} of a core   "
        f"first token {first:6.1f} ms (p50)   {wall / pace.seconds:5.2f} × the pace"
    )


def main() -> None:
    """Run all three, print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=64)
    parser.add_argument("--rate", type=float, default=40)
    parser.add_argument("--seconds", type=float, default=4)
    pace = Pace(**vars(parser.parse_args()))
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[int] = context.Queue()
    server = context.Process(target=_serve, args=(pace, told), daemon=True)
    server.start()
    port = told.get()
    for name, connect in (
        ("bare socket", _bare),
        ("product's port", _through_the_port),
        ("openai SDK", _through_the_sdk),
    ):
        asyncio.run(_measure(name, connect, port, pace))
    server.terminate()


if __name__ == "__main__":
    main()
