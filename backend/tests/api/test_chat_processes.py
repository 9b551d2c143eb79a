"""Answers of real API processes: their client goes, another process tells on, they are killed."""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest

from app.services.chat import abandoned
from tests.api.processes import ApiProcess, api_process
from tests.factories import API, Client, Platform, created, ok
from tests.http_servers import serving
from tests.waiting import WITHIN_S, until

EVERY_S = 0.05
LONG = 600


class SlowModel:
    """Says `w0 w1 w2 …`, a word at a time, until it has said enough or its caller goes."""

    def __init__(self) -> None:
        self.words = LONG
        self.cut_off = 0

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.send_header("Connection", "close")
        request.end_headers()
        try:
            for number in range(self.words):
                chunk = {"choices": [{"index": 0, "delta": {"content": f"w{number} "}}]}
                request.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                request.wfile.flush()
                time.sleep(EVERY_S if self.words == LONG else 0)
            end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
            request.wfile.write(f"data: {json.dumps(end)}\n\ndata: [DONE]\n\n".encode())
        except OSError:
            self.cut_off += 1
        request.close_connection = True


@pytest.fixture
def slow() -> Iterator[tuple[SlowModel, dict[str, str]]]:
    """The model, and the settings of a process that asks it."""
    model = SlowModel()
    with serving(model) as server:
        yield model, {"LOCAL_LLM_URL": f"http://127.0.0.1:{server.port}/v1"}


class Browser:
    """Somebody's connections to one of the processes."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    @contextmanager
    def stream(self, method: str, path: str, **kwargs: Any) -> Iterator[Iterator[dict[str, Any]]]:
        """The numbered events of a stream; leaving the block closes the connection."""
        with self.http.stream(method, path, **kwargs) as response:
            assert response.status_code == 200, response.read()
            yield _numbered(response)


@contextmanager
def browsing(client: Client, process: ApiProcess) -> Iterator[Browser]:
    with httpx.Client(
        base_url=f"http://127.0.0.1:{process.port}{API}",
        headers={"Authorization": f"Bearer {client.token}"},
        timeout=WITHIN_S,
    ) as http:
        yield Browser(http)


def _numbered(response: httpx.Response) -> Iterator[dict[str, Any]]:
    number = 0
    for line in response.iter_lines():
        if line.startswith("id: "):
            number = int(line.removeprefix("id: "))
        elif line.startswith("data: "):
            yield {"number": number, **json.loads(line.removeprefix("data: "))}


@pytest.fixture
def chat(platform: Platform, owner: Client) -> str:
    deployment = platform.deployment(owner, [], memory_turns=0)
    session = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    return f"/chat/sessions/{session['id']}"


def words(events: list[dict[str, Any]]) -> list[str]:
    return "".join(event["text"] for event in events if event["type"] == "delta").split()


def begin(browser: Browser, chat: str, deltas: int) -> list[dict[str, Any]]:
    """Ask, read so many pieces of the answer, and leave."""
    read: list[dict[str, Any]] = []
    body = {"content": "Say much."}
    with browser.stream("POST", f"{chat}/messages/stream", json=body) as events:
        for event in events:
            read.append(event)
            if sum(each["type"] == "delta" for each in read) == deltas:
                return read
    raise AssertionError("the stream has ended")


def test_an_answer_outlives_its_client_and_is_told_and_stopped_by_another_process(
    owner: Client, chat: str, slow: tuple[SlowModel, dict[str, str]]
) -> None:
    model, settings = slow
    with (
        api_process(**settings) as first,
        api_process(**settings) as second,
        browsing(owner, first) as here,
        browsing(owner, second) as there,
    ):
        read = begin(here, chat, deltas=3)
        answer = f"{chat}/messages/{read[0]['answer_id']}"
        reached = {"Last-Event-ID": str(read[-1]["number"])}
        with there.stream("GET", f"{answer}/events", headers=reached) as events:
            for event in events:
                read.append(event)
                if len(read) == 25:
                    break
        assert there.http.post(f"{answer}/stop").json()["status"] == "interrupted"
        reached = {"Last-Event-ID": str(read[-1]["number"])}
        with here.stream("GET", f"{answer}/events", headers=reached) as events:
            read += events
        assert [event["number"] for event in read] == list(range(1, len(read) + 1))
        assert (read[-1]["type"], read[-1]["message"]["status"]) == ("done", "interrupted")
        assert words(read) == [f"w{number}" for number in range(len(words(read)))]
        assert read[-1]["message"]["content"].split() == words(read)
        until(lambda: model.cut_off == 1, "the model was told to stop")
        kill_and_go_on(owner, chat, model, here, there, first)


def kill_and_go_on(
    owner: Client, chat: str, model: SlowModel, here: Browser, there: Browser, first: ApiProcess
) -> None:
    """The process that writes is killed: question and text are kept, the next message works."""
    read = begin(here, chat, deltas=3)
    answer_id = read[0]["answer_id"]
    until(lambda: there.http.get(f"{chat}/messages").json()["items"][-1]["content"], "a checkpoint")
    os.kill(first.pid, signal.SIGKILL)
    sweep_at_once()
    with there.stream("GET", f"{chat}/messages/{answer_id}/events") as events:
        told = list(events)
    assert (told[-1]["type"], told[-1]["message"]["status"]) == ("done", "interrupted")
    assert told[: len(read)] == read
    kept = told[-1]["message"]["content"].split()
    assert kept[:3] == ["w0", "w1", "w2"]
    question = ok(owner.get(f"{chat}/messages"))["items"][-2]
    assert question["content"] == "Say much."
    model.words = 5
    asked = there.http.post(f"{chat}/messages", json={"content": "And now?"})
    assert asked.status_code == 201, asked.text
    assert asked.json()["answer"]["content"].split() == ["w0", "w1", "w2", "w3", "w4"]


def sweep_at_once() -> None:
    """Mark what the killed process wrote, without the wait that a living one is given."""
    before, abandoned.SILENT_FOR = abandoned.SILENT_FOR, timedelta(0)
    try:
        abandoned.mark_interrupted()
    finally:
        abandoned.SILENT_FOR = before


def test_a_graceful_stop_ends_streams_with_an_event_and_keeps_the_text(
    owner: Client, chat: str, slow: tuple[SlowModel, dict[str, str]]
) -> None:
    model, settings = slow
    with api_process(**settings) as process, browsing(owner, process) as browser:
        body = {"content": "Say much."}
        read: list[dict[str, Any]] = []
        with browser.stream("POST", f"{chat}/messages/stream", json=body) as events:
            for event in events:
                read.append(event)
                if event["type"] == "delta" and event["text"].startswith("w2"):
                    os.kill(process.pid, signal.SIGTERM)
        assert (read[-1]["type"], read[-1]["error"]["code"]) == ("error", "server_stopped")
        assert read[-1]["answer"]["status"] == "interrupted"
    kept = ok(owner.get(f"{chat}/messages"))["items"][-1]
    assert kept["status"] == "interrupted"
    assert kept["content"].split() == words(read)
    until(lambda: model.cut_off == 1, "the model was told to stop")
