"""The demo against a stand-in API: it finds what is there before it makes anything."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from app.embedded.console import Console
from app.embedded.demo import DemoError, run_demo

API = "http://api.test"
URLS = {"api": API, "app": "http://web.test"}
PASSAGE = "Each parent may take 18 weeks of leave."


class StandInApi:
    """Keeps what was created, and counts it."""

    def __init__(self, router: respx.Router, document_status: str = "completed") -> None:
        self.users: dict[str, str] = {}
        self.made: dict[str, list[dict[str, Any]]] = {"knowledge-bases": [], "deployments": []}
        self.documents: dict[str, dict[str, Any]] = {}
        self.retried: list[str] = []
        self.document_status = document_status
        self.answer_events = _answer_events()
        v1 = f"{API}/api/v1"
        router.post(f"{v1}/auth/register").mock(side_effect=self.register)
        router.post(f"{v1}/auth/login").mock(side_effect=self.login)
        for kind in self.made:
            router.get(f"{v1}/{kind}").mock(side_effect=lambda _, kind=kind: self.list(kind))
            router.post(f"{v1}/{kind}").mock(side_effect=lambda r, kind=kind: self.create(kind, r))
        router.post(f"{v1}/knowledge-bases/0/upload").mock(side_effect=self.upload)
        router.get(f"{v1}/knowledge-bases/0/documents").mock(side_effect=self.list_documents)
        router.post(url__regex=rf"{v1}/knowledge-bases/0/documents/.+/ingest").mock(
            side_effect=self.ingest
        )
        router.get(f"{v1}/models").mock(
            return_value=_page([{"id": "m", "provider": "local", "model_type": "base"}])
        )
        router.get(f"{v1}/models/m/health").respond(json={"status": "up", "message": ""})
        router.post(f"{v1}/chat/sessions").respond(201, json={"id": "s"})
        router.post(f"{v1}/chat/sessions/s/messages/stream").mock(
            side_effect=lambda _: httpx.Response(200, text=self.answer_events)
        )

    def register(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if body["email"] in self.users:
            return _error(409, "email_taken")
        self.users[body["email"]] = body["password"]
        return httpx.Response(201, json={"access_token": "t"})

    def login(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if self.users.get(body["email"]) != body["password"]:
            return _error(401, "invalid_credentials")
        return httpx.Response(200, json={"access_token": "t"})

    def list(self, kind: str) -> httpx.Response:
        return _page(self.made[kind])

    def create(self, kind: str, request: httpx.Request) -> httpx.Response:
        item = {**json.loads(request.content), "id": str(len(self.made[kind]))}
        self.made[kind].append(item)
        return httpx.Response(201, json=item)

    def upload(self, request: httpx.Request) -> httpx.Response:
        name = request.content.split(b'filename="')[1].split(b'"')[0].decode()
        known = name in self.documents
        self.documents.setdefault(name, _document(name, self.document_status))
        return httpx.Response(202, json={"document": self.documents[name], "duplicate": known})

    def ingest(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.split("/")[-2]
        self.retried.append(name)
        self.documents[name]["status"] = "completed"
        return httpx.Response(202, json=self.documents[name])

    def list_documents(self, _: httpx.Request) -> httpx.Response:
        return _page(list(self.documents.values()))


def _document(name: str, status: str) -> dict[str, Any]:
    error = {"code": "corrupt_file", "message": "It is damaged.", "remedy": "Save it again."}
    return {
        "id": name,
        "name": name,
        "status": status,
        "chunk_count": 3,
        "error": error if status == "failed" else None,
    }


def _answer_events() -> str:
    citation = {"number": 1, "document_name": "a.pdf", "page": 2, "section": None, "text": PASSAGE}
    message = {"content": "18 weeks [1].", "citations": [citation]}
    events = [("delta", {"text": "18 weeks "}), ("delta", {"text": "[1]."})]
    events.append(("done", {"message": message}))
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)


def _page(items: list[dict[str, Any]]) -> httpx.Response:
    return httpx.Response(200, json={"items": items, "total": len(items)})


def _error(status: int, code: str) -> httpx.Response:
    body = {"code": code, "message": f"It is {code}.", "details": {}, "request_id": "r"}
    return httpx.Response(status, json=body)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    for name in ("a.pdf", "b.md"):
        (tmp_path / "documents" / name).write_text(name)
    (tmp_path / "demo.yaml").write_text(
        "knowledge_base: {name: Ferries}\n"
        "deployment: {name: Ferry assistant}\n"
        "documents: [a.pdf, b.md]\n"
        "questions: ['How long is the leave?']\n"
    )
    return tmp_path


def run(folder: Path) -> str:
    output = io.StringIO()
    run_demo(URLS, folder / "run" / "demo.json", folder, Console(output))
    return output.getvalue()


@respx.mock
def test_a_second_run_makes_nothing_twice(
    folder: Path, respx_mock: respx.Router, capsys: pytest.CaptureFixture[str]
) -> None:
    api = StandInApi(respx_mock)
    first, second = run(folder), run(folder)
    assert len(api.users) == 1
    assert [len(items) for items in api.made.values()] == [1, 1]
    assert set(api.documents) == {"a.pdf", "b.md"}
    assert "18 weeks [1]." in capsys.readouterr().out
    assert "[1] a.pdf, page 2" in first
    assert PASSAGE in first
    (password,) = api.users.values()
    assert f"password {password}" in first
    assert password not in second
    assert (folder / "run" / "demo.json").stat().st_mode & 0o077 == 0


@respx.mock
def test_an_emptied_database_gets_the_same_account_again(
    folder: Path, respx_mock: respx.Router
) -> None:
    api = StandInApi(respx_mock)
    run(folder)
    before = dict(api.users)
    api.users.clear()
    run(folder)
    assert api.users == before


@respx.mock
def test_a_failed_document_is_tried_again(folder: Path, respx_mock: respx.Router) -> None:
    api = StandInApi(respx_mock, document_status="failed")
    run(folder)
    assert api.retried == ["a.pdf", "b.md"]


@respx.mock
def test_an_error_in_the_answer_is_told_with_its_remedy(
    folder: Path, respx_mock: respx.Router
) -> None:
    api = StandInApi(respx_mock)
    error = {"code": "model_unavailable", "message": "No model.", "details": {"remedy": "Wait."}}
    api.answer_events = f"event: error\ndata: {json.dumps({'error': error})}\n\n"
    with pytest.raises(DemoError) as caught:
        run(folder)
    assert (caught.value.message, caught.value.remedy) == ("No model.", "Wait.")


@respx.mock
def test_an_answer_that_breaks_off_is_an_error(folder: Path, respx_mock: respx.Router) -> None:
    api = StandInApi(respx_mock)
    api.answer_events = 'event: delta\ndata: {"text": "18"}\n\n'
    with pytest.raises(DemoError, match="broke off"):
        run(folder)


def test_an_api_that_is_down_is_an_error(folder: Path) -> None:
    urls = {**URLS, "api": "http://127.0.0.1:9"}
    with pytest.raises(DemoError, match="does not answer"):
        run_demo(urls, folder / "run" / "demo.json", folder, Console(io.StringIO()))
