"""Pieces of model servers, good and bad, for `tests.http_servers.serving`."""

import asyncio
import json
import socket
import threading
from collections.abc import Sequence
from contextlib import aclosing
from http.server import BaseHTTPRequestHandler
from typing import Any

from app.core.config import Settings
from app.integrations.llm import (
    ChatModels,
    Completion,
    ModelEndpoint,
    Prompt,
    PromptMessage,
    StreamEvent,
)
from app.integrations.net import AddressGuard
from tests.http_servers import Answer

PROMPT = Prompt((PromptMessage("user", "Hello"),))
STREAM = "text/event-stream"


def event(payload: object) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(payload)}\n\n".encode()


def said(text: str, reason: str | None = None) -> bytes:
    """A piece of an answer in OpenAI's dialect."""
    return event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]})


DONE = b"data: [DONE]\n\n"
GOOD = [said("Hello"), said(" there.", "stop"), DONE]


def streaming(
    parts: Sequence[bytes | threading.Event],
    *,
    content_type: str = STREAM,
    promised: int | None = None,
    reset: bool = False,
) -> Answer:
    """Send these parts one by one, then close; an event among them is waited for.

    `promised` is the length that the header tells, `reset` ends with a TCP reset.
    """

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", content_type)
        request.send_header("Connection", "close")
        if promised is not None:
            request.send_header("Content-Length", str(promised))
        request.end_headers()
        for part in parts:
            if isinstance(part, threading.Event):
                part.wait(10)
            else:
                request.wfile.write(part)
        request.close_connection = True
        if reset:
            reset_connection(request)

    return answer


def reset_connection(request: BaseHTTPRequestHandler) -> None:
    """End the connection with a TCP reset, as a server does that is killed."""
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    request.connection.close()
    request.close_connection = True


def endpoint_at(port: int, **fields: Any) -> ModelEndpoint:
    """A model on the loopback."""
    named = {"id": "primary", "model_id": "m", "base_url": f"http://127.0.0.1:{port}/v1"}
    return ModelEndpoint(**{**named, **fields})


def models_at(*ports: int, **settings: float) -> ChatModels:
    """The product's port, allowed to call these, with short time-outs."""
    short = {
        "llm_connect_timeout": 5.0,
        "llm_first_token_timeout": 10.0,
        "llm_idle_timeout": 10.0,
        "llm_total_timeout": 20.0,
    }
    guard = AddressGuard([f"127.0.0.1:{port}" for port in ports])
    return ChatModels(Settings(**{**short, **settings}), guard)  # type: ignore[arg-type]


async def ask(
    models: ChatModels,
    endpoint: ModelEndpoint,
    prompt: Prompt = PROMPT,
    so_far: Completion | None = None,
) -> Completion:
    """The answer to a prompt; it stays in `so_far` when it breaks off."""
    answer = so_far or Completion()
    async with aclosing(models.at(endpoint).stream(prompt)) as events:
        async for piece in events:
            answer.add(piece)
    return answer


def ask_once(endpoint: ModelEndpoint, prompt: Prompt = PROMPT, **settings: float) -> Completion:
    """The answer of an endpoint that nothing is known about yet."""
    port = int(endpoint.base_url.split(":")[2].split("/")[0])

    async def answer() -> Completion:
        models = models_at(port, **settings)
        try:
            return await ask(models, endpoint, prompt)
        finally:
            await models.close()

    return asyncio.run(answer())


def events_of(endpoint: ModelEndpoint, prompt: Prompt = PROMPT) -> list[StreamEvent]:
    """Every event of an answer."""
    port = int(endpoint.base_url.split(":")[2].split("/")[0])

    async def collect() -> list[StreamEvent]:
        models = models_at(port)
        try:
            return [piece async for piece in models.at(endpoint).stream(prompt)]
        finally:
            await models.close()

    return asyncio.run(collect())
