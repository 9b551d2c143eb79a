"""Model endpoints through the guard, against real servers that behave badly."""

import asyncio
import json
import traceback
from io import StringIO

import pytest

from app.core.config import Settings
from app.core.errors import Upstream
from app.core.logging import configure_logging, get_logger
from app.integrations.llm import ChatModels, Dialect, ModelEndpoint, Prompt, PromptMessage
from app.integrations.llm.base import Completion, complete
from app.integrations.llm.dialects import DIALECTS
from app.integrations.net import AddressGuard
from tests.http_servers import plain, serving

KEY = "sk-live-0123456789abcdef"
PROMPT = Prompt((PromptMessage("user", "Hello"),))


def sse(*chunks: object) -> bytes:
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def ask(port: int, *, allowed: bool = True) -> Completion:
    guard = AddressGuard([f"127.0.0.1:{port}"] if allowed else [])

    async def answer() -> Completion:
        models = ChatModels(Settings(llm_connect_timeout=1, llm_idle_timeout=2), guard)
        try:
            endpoint = ModelEndpoint(f"http://127.0.0.1:{port}/v1", "m", KEY)
            return await complete(models.at(endpoint), PROMPT)
        finally:
            await models.close()

    return asyncio.run(answer())


def test_answers_stream_through_the_guard() -> None:
    chunk = {"id": "1", "choices": [{"index": 0, "delta": {"content": "Hi"}}]}
    with serving(plain(body=sse(chunk), Content_Type="text/event-stream")) as server:
        assert ask(server.port).text == "Hi"
    line, headers = server.requests[0]
    assert line == "POST /v1/chat/completions HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {KEY}"


def test_no_model_is_called_past_the_guard() -> None:
    with serving(plain()) as server, pytest.raises(Upstream) as refused:
        ask(server.port, allowed=False)
    assert refused.value.code == "address_not_allowed"
    assert server.requests == []


JSON = {"Content_Type": "application/json"}
STREAM = {"Content_Type": "text/event-stream"}
ERROR = '{"error": {"message": "ECHO", "code": "ECHO"}}'


@pytest.mark.parametrize(
    ("status", "headers", "body", "code"),
    [
        (400, JSON, ERROR, "model_refused"),
        (401, JSON, ERROR, "model_key_refused"),
        (401, {}, "ECHO", "model_key_refused"),
        (403, JSON, ERROR, "model_key_refused"),
        (404, JSON, ERROR, "model_not_served"),
        (429, JSON, ERROR, "model_rate_limited"),
        (500, JSON, ERROR, "model_failed"),
        (500, {}, "ECHO", "model_failed"),
        (302, {"Location": "http://127.0.0.1:1/"}, "ECHO", "model_refused"),
        (200, JSON, ERROR, "model_failed"),
        (200, STREAM, "data: ECHO\n\n", "model_failed"),
        (200, STREAM, f"data: {ERROR}\n\n", "model_failed"),
        (200, STREAM, 'data: {"error": "ECHO"}\n\n', "model_failed"),
        (200, STREAM, 'data: {"choices": [{"delta": null}], "id": "ECHO"}\n\n', "model_failed"),
        (200, STREAM, 'data: {"choices": "ECHO"}\n\n', "model_failed"),
        (200, STREAM, 'data: {"choices": [], "usage": "ECHO"}\n\n', "model_failed"),
    ],
)
def test_what_the_other_side_says_stays_there(
    status: int, headers: dict[str, str], body: str, code: str
) -> None:
    """An endpoint that repeats our key in its error finds it in no answer and in no log."""
    log = StringIO()
    configure_logging(Settings(log_level="DEBUG"), stream=log)
    echo = body.replace("ECHO", f"your key {KEY} is wrong").encode()
    with serving(plain(status, echo, **headers)) as server:
        with pytest.raises(Upstream) as failure:
            ask(server.port)
        get_logger("test").warning("request_failed", exc_info=failure.value)
    assert failure.value.code == code
    assert failure.value.__context__ is None
    told = f"{failure.value} {failure.value.details} {log.getvalue()}"
    told += "".join(traceback.format_exception(failure.value))
    assert KEY not in told
    assert "your key" not in told
    assert "request_failed" in log.getvalue()


@pytest.mark.parametrize("dialect", ["openai", "ollama", "anthropic"])
def test_no_endpoint_tells_its_key_when_it_is_shown(dialect: Dialect) -> None:
    endpoint = ModelEndpoint("http://127.0.0.1:1/v1", "m", KEY, dialect)
    request = DIALECTS[dialect].ask(endpoint, PROMPT)
    assert KEY in str(request.headers)
    assert KEY not in f"{endpoint!r} {request!r}"
