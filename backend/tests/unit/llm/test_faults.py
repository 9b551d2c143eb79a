"""Everything that model servers do wrong, done by a real one."""

import asyncio
import threading
from contextlib import aclosing
from http.server import BaseHTTPRequestHandler

import pytest

from app.core.errors import Upstream
from app.integrations.llm import Completion, Delta, Timeouts
from tests.http_servers import Answer, in_turn, plain, serving
from tests.unit.llm.model_server import (
    DONE,
    GOOD,
    PROMPT,
    ask,
    ask_once,
    endpoint_at,
    event,
    models_at,
    reset_connection,
    said,
    streaming,
)
from tests.waiting import until

NEVER = threading.Event()
NESTED = b"data: " + b"[" * 200_000 + b"\n\n"


def _hangs(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(1)  # until the client goes


def _drops(request: BaseHTTPRequestHandler) -> None:
    reset_connection(request)


def _speaks_no_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"+PONG\r\n" * 10)
    request.close_connection = True


# What the server does, what the caller is told, and how often it was asked.
BEFORE_THE_FIRST_WORD: dict[str, tuple[Answer, str, int]] = {
    "hangs before its answer": (_hangs, "model_timeout", 1),
    "hangs before its first word": (streaming([NEVER]), "model_timeout", 1),
    "keeps the line open and says nothing": (
        streaming([b": ping\n\n"] * 3 + [said(""), NEVER]),
        "model_timeout",
        1,
    ),
    "drops the connection": (_drops, "model_unavailable", 3),
    "speaks no HTTP": (_speaks_no_http, "model_unavailable", 3),
    "closes without a word": (streaming([]), "model_failed", 3),
    "ends without a word": (streaming([DONE[:6]]), "model_failed", 3),
    "promises more than comes": (streaming([], promised=100), "model_unavailable", 3),
    "sends a page": (
        streaming([b"<html>Sign in</html>"], content_type="text/html"),
        "model_failed",
        3,
    ),
    "sends garbage": (streaming([b"data: {]\n\n"]), "model_failed", 3),
    "sends binary garbage": (streaming([b"data: \xff\xfe\x00\n\n"]), "model_failed", 3),
    "nests without end": (streaming([NESTED]), "model_failed", 3),
    "sends a list": (streaming([event([1, 2])]), "model_failed", 3),
    "sends a number for a text": (
        streaming([event({"choices": [{"delta": {"content": 7}}]})]),
        "model_failed",
        3,
    ),
    "numbers a call absurdly": (
        streaming([event({"choices": [{"delta": {"tool_calls": [{"index": 10**9}]}}]})]),
        "model_failed",
        3,
    ),
    "sends an endless line": (streaming([b"data: " + b"x" * 2_000_000]), "model_failed", 3),
    "fails inside of a stream": (
        streaming([event({"error": {"message": "out of memory", "type": "server_error"}})]),
        "model_failed",
        3,
    ),
    "is overloaded inside of a stream": (
        streaming([event({"type": "error", "error": {"type": "overloaded_error"}})]),
        "model_rate_limited",
        3,
    ),
    "answers 500": (plain(500), "model_failed", 3),
    "answers 503": (plain(503), "model_failed", 3),
    "answers 529": (plain(529), "model_failed", 3),
    "answers 429": (plain(429), "model_rate_limited", 3),
    "answers 429 for long": (plain(429, Retry_After="60"), "model_rate_limited", 1),
    "answers 400": (plain(400), "model_refused", 1),
    "answers 400 with a page": (plain(400, b"<html>"), "model_refused", 1),
    "answers 400 at length": (plain(400, b"x" * 100_000), "model_refused", 1),
    "answers 402": (plain(402), "model_rate_limited", 1),
    "answers 404": (plain(404), "model_not_served", 1),
    "answers 401": (plain(401), "model_key_refused", 1),
    "answers 504": (plain(504), "model_timeout", 1),
    "sends a packed answer": (plain(200, b"x", Content_Encoding="gzip"), "answer_too_large", 1),
}


def _wait_for(code: str) -> float:
    """Seconds: short where it is the time-out that is waited for."""
    return 1.0 if code == "model_timeout" else 10


@pytest.mark.parametrize("fault", BEFORE_THE_FIRST_WORD)
def test_a_fault_before_the_first_word_is_told_and_retried_where_that_helps(fault: str) -> None:
    answer, code, asked = BEFORE_THE_FIRST_WORD[fault]
    with serving(answer) as server, pytest.raises(Upstream) as failure:
        ask_once(endpoint_at(server.port), llm_first_token_timeout=_wait_for(code))
    assert failure.value.code == code
    assert failure.value.remedy or code == "answer_too_large"
    assert len(server.requests) == asked


MIDST: dict[str, tuple[Answer, str]] = {
    "hangs": (streaming([said("Hello"), NEVER]), "model_timeout"),
    "drops": (streaming([said("Hello")], reset=True), "model_broke_off"),
    "closes early": (streaming([said("Hello")]), "model_broke_off"),
    "promises more": (streaming([said("Hello")], promised=10_000), "model_broke_off"),
    "stops within an event": (streaming([said("Hello"), b'data: {"cho']), "model_failed"),
    "sends garbage": (streaming([said("Hello"), b"data: ]]\n\n"]), "model_failed"),
    "sends an endless line": (streaming([said("Hello"), b"x" * 2_000_000]), "model_failed"),
    "fails": (streaming([said("Hello"), event({"error": "CUDA out of memory"})]), "model_failed"),
}


@pytest.mark.parametrize("fault", MIDST)
def test_a_fault_in_the_midst_keeps_what_was_said_and_is_not_retried(fault: str) -> None:
    answer, code = MIDST[fault]
    so_far = Completion()

    async def answer_so_far(port: int) -> None:
        models = models_at(port, llm_idle_timeout=_wait_for(code))
        try:
            await ask(models, endpoint_at(port), so_far=so_far)
        finally:
            await models.close()

    with serving(answer) as server, pytest.raises(Upstream) as failure:
        asyncio.run(answer_so_far(server.port))
    assert (so_far.text, failure.value.code) == ("Hello", code)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "first", [plain(500), plain(429, Retry_After="0"), _drops, streaming([b"data: {]\n\n"])]
)
def test_a_second_try_answers_as_if_nothing_had_been(first: Answer) -> None:
    with serving(in_turn(first, streaming(GOOD))) as server:
        assert ask_once(endpoint_at(server.port)).text == "Hello there."
    assert len(server.requests) == 2


def test_nobody_there_is_told_as_unavailable() -> None:
    with serving(plain()) as server:
        port = server.port
    with pytest.raises(Upstream) as failure:
        ask_once(endpoint_at(port))
    assert failure.value.code == "model_unavailable"


def test_what_no_database_takes_is_left_out_of_what_a_model_says() -> None:
    """NULs, and halves of characters where a server has cut one in two."""
    cut = [said("Six\0teen \ud83c"), said("\udf89 weeks", "stop"), DONE]
    with serving(streaming(cut)) as server:
        assert ask_once(endpoint_at(server.port)).text == "Sixteen ?? weeks"


def test_thinking_counts_as_a_sign_of_life() -> None:
    """Models that think for minutes before their first word are not cut off."""
    thought = event({"choices": [{"delta": {"reasoning_content": "Hm."}}]})
    pauses = [threading.Event() for _ in range(3)]
    parts = [part for pause in pauses for part in (thought, pause)]
    for number, pause in enumerate(pauses):
        threading.Timer(0.45 * (number + 1), pause.set).start()
    with serving(streaming([*parts, *GOOD])) as server:
        endpoint = endpoint_at(server.port, timeouts=Timeouts(first_token_s=1.0, idle_s=1.0))
        assert ask_once(endpoint).text == "Hello there."


def test_an_answer_that_goes_on_for_ever_is_ended() -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        streaming([said("on and ")] * 1)(request)
        while True:
            request.wfile.write(said("on and "))

    with serving(endless) as server, pytest.raises(Upstream) as failure:
        ask_once(endpoint_at(server.port, timeouts=Timeouts(total_s=0.3)))
    assert failure.value.code == "model_timeout"


@pytest.mark.parametrize("how", ["closed", "cancelled"])
def test_who_stops_listening_stops_the_model(how: str) -> None:
    """The server sees its connection end: it need not go on generating."""
    gone = threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        streaming([said("Hello")])(request)
        request.connection.settimeout(5)
        if request.connection.recv(1) == b"":
            gone.set()

    async def listen(port: int) -> None:
        models = models_at(port)
        heard = asyncio.Event()

        async def until_the_first_word() -> None:
            async with aclosing(models.at(endpoint_at(port)).stream(PROMPT)) as events:
                async for piece in events:
                    if isinstance(piece, Delta):
                        heard.set()
                        if how == "closed":
                            return

        task = asyncio.create_task(until_the_first_word())
        await heard.wait()
        if how == "cancelled":
            task.cancel()
        await asyncio.wait([task])
        await asyncio.to_thread(until, gone.is_set)
        assert models.condition(endpoint_at(port)).running == 0
        await models.close()

    with serving(answer) as server:
        asyncio.run(listen(server.port))
