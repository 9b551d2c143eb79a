"""A model server of our own: OpenAI's streaming API at a steady pace, cheap enough to measure by.

    python -m benchmarks.paced_model PORT

Each answer begins after `FIRST_TOKEN_S` and has as many words as `max_tokens` asks for.
"""

import asyncio
import json
import sys
import time

import uvloop

WORD = "word"
FIRST_TOKEN_S = 0.05
TOKENS_PER_S = 40.0


def _chunk(content: str, reason: str | None = None) -> bytes:
    event = {
        "id": "chatcmpl-0123456789",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "paced",
        "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": reason}],
    }
    return _framed(f"data: {json.dumps(event)}\n\n".encode())


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
# Not always the same: some proxies take a repetition for a fault.
_WORDS = [_chunk(f"{WORD}{number} ") for number in range(10)]
_END = _chunk("", "stop") + _framed(b"data: [DONE]\n\n") + b"0\r\n\r\n"


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            words = json.loads(await reader.readexactly(length))["max_tokens"]
            writer.write(_HEAD)
            due = time.monotonic() + FIRST_TOKEN_S
            for number in range(words):
                await asyncio.sleep(due - time.monotonic())
                writer.write(_WORDS[number % len(_WORDS)])
                due += 1 / TOKENS_PER_S
            writer.write(_END)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _serve(port: int) -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
