"""`./start.sh --demo`: real documents in, one cited answer out, over the public HTTP API alone.

Everything is looked up before it is made, so a second run changes nothing and asks again.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import yaml

from app.embedded.console import Console

_INGEST_TIMEOUT_S = 600
_MODEL_TIMEOUT_S = 1800
_ANSWER_IDLE_TIMEOUT_S = 300
_PASSAGE_CHARS = 220


class DemoError(Exception):
    """The demo could not be finished."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class DemoScript:
    """What `demo/demo.yaml` says: names, files (paths) and the question to ask."""

    knowledge_base: Mapping[str, str]
    deployment: Mapping[str, str]
    files: tuple[Path, ...]
    question: str

    @classmethod
    def read(cls, folder: Path) -> DemoScript:
        document = yaml.safe_load((folder / "demo.yaml").read_text())
        documents = folder / "documents"
        return cls(
            knowledge_base=document["knowledge_base"],
            deployment=document["deployment"],
            files=tuple(documents / name for name in document["documents"]),
            question=document["questions"][0],
        )


def run_demo(urls: Mapping[str, str], account_file: Path, folder: Path, console: Console) -> None:
    """Load the demo into the stack at `urls` and ask its question; raises DemoError."""
    script = DemoScript.read(folder)
    began = time.monotonic()
    try:
        with httpx.Client(base_url=f"{urls['api']}/api/v1", timeout=60) as http:
            account = _sign_in(http, account_file)
            knowledge_base = _ensure_knowledge_base(http, script)
            _upload(http, knowledge_base, script.files, console)
            model = _local_model(http)
            deployment = _ensure_deployment(http, script, knowledge_base, model)
            _wait_for_model(http, model, console)
            _ask(http, deployment, script.question, console)
    except httpx.HTTPError as error:
        raise DemoError(f"the API does not answer ({error})", "See data/logs/api.log.") from error
    console.plain()
    console.done("Demo", time.monotonic() - began)
    console.plain(f"  Go on in the browser: {urls['app']}")
    console.plain(f"  Sign in as {account.email}, {account.password_hint(account_file)}")


# --- account ---


@dataclass(frozen=True)
class _Account:
    email: str
    password: str
    is_new: bool

    def password_hint(self, file: Path) -> str:
        # Printed once; afterwards it is only in the file that the owner alone can read.
        return (
            f"password {self.password}"
            if self.is_new
            else f"the password is in {file.parent.parent.name}/run/{file.name}"
        )


def _sign_in(http: httpx.Client, file: Path) -> _Account:
    account = _saved_account(file) or _Account("demo@example.com", secrets.token_urlsafe(12), True)
    credentials = {"email": account.email, "password": account.password}
    if account.is_new:
        _save_account(file, account)
        reply = http.post("/auth/register", json={**credentials, "full_name": "Demo Owner"})
    else:
        reply = http.post("/auth/login", json=credentials)
        if reply.status_code == httpx.codes.UNAUTHORIZED:  # the data folder was emptied since
            reply = http.post("/auth/register", json={**credentials, "full_name": "Demo Owner"})
    session = _accept(reply, "sign in")
    http.headers["Authorization"] = f"Bearer {session['access_token']}"
    return account


def _saved_account(file: Path) -> _Account | None:
    try:
        saved = json.loads(file.read_text())
        return _Account(saved["email"], saved["password"], is_new=False)
    except (FileNotFoundError, ValueError, KeyError):
        return None


def _save_account(file: Path, account: _Account) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump({"email": account.email, "password": account.password}, out)


# --- documents ---


def _ensure_knowledge_base(http: httpx.Client, script: DemoScript) -> str:
    return _find_or_create(http, "/knowledge-bases", dict(script.knowledge_base))


def _upload(
    http: httpx.Client, knowledge_base: str, files: tuple[Path, ...], console: Console
) -> None:
    began = time.monotonic()
    ids = {_upload_one(http, knowledge_base, path) for path in files}
    chunks = _wait_for_documents(http, knowledge_base, ids, console)
    console.done(f"{len(ids)} documents, {chunks} passages ready", time.monotonic() - began)


def _upload_one(http: httpx.Client, knowledge_base: str, path: Path) -> str:
    """The id of the document; one that is there already is kept, a failed one is tried again."""
    with path.open("rb") as content:
        reply = http.post(
            f"/knowledge-bases/{knowledge_base}/upload", files={"file": (path.name, content)}
        )
    document = _accept(reply, f"upload {path.name}")["document"]
    if document["status"] in ("failed", "cancelled"):
        retry = f"/knowledge-bases/{knowledge_base}/documents/{document['id']}/ingest"
        _accept(http.post(retry), f"ingest {path.name}")
    return str(document["id"])


def _wait_for_documents(
    http: httpx.Client, knowledge_base: str, ids: set[str], console: Console
) -> int:
    """Wait until every document is completed; the number of their chunks."""
    deadline = time.monotonic() + _INGEST_TIMEOUT_S
    while time.monotonic() < deadline:
        reply = http.get(f"/knowledge-bases/{knowledge_base}/documents", params={"limit": 200})
        documents = [d for d in _accept(reply, "list documents")["items"] if d["id"] in ids]
        for document in documents:
            if document["status"] in ("failed", "cancelled"):
                error = document["error"] or {"message": document["status"], "remedy": ""}
                raise DemoError(f"{document['name']}: {error['message']}", error["remedy"])
        if all(document["status"] == "completed" for document in documents):
            return sum(document["chunk_count"] for document in documents)
        console.under_way(partial(_describe_progress, documents))
        time.sleep(0.2)
    raise DemoError(
        f"the documents are not ready after {_INGEST_TIMEOUT_S} s", "See data/logs/worker.log."
    )


def _describe_progress(documents: list[dict[str, Any]]) -> str:
    done = sum(document["status"] == "completed" for document in documents)
    current = [
        f"{d['name']} {d['progress']['stage']} {d['progress']['percent']} %"
        for d in documents
        if d["status"] == "processing"
    ]
    return f"{done} of {len(documents)} documents ready  {', '.join(current)}".rstrip()


# --- the question ---


def _ensure_deployment(
    http: httpx.Client, script: DemoScript, knowledge_base: str, model: str
) -> str:
    body = {
        **script.deployment,
        "model_id": model,
        "knowledge_base_ids": [knowledge_base],
    }
    return _find_or_create(http, "/deployments", body)


def _wait_for_model(http: httpx.Client, model: str, console: Console) -> None:
    """Wait for a model that is still being fetched or loaded."""
    began = time.monotonic()
    while time.monotonic() - began < _MODEL_TIMEOUT_S:
        health = _accept(http.get(f"/models/{model}/health"), "ask for the model")
        if health["status"] == "up":
            return
        console.under_way(lambda: "waiting for the local model")
        time.sleep(0.3)
    raise DemoError(f"the local model is down: {health['message']}", "See data/logs/llm.log.")


def _local_model(http: httpx.Client) -> str:
    models = _accept(http.get("/models", params={"limit": 200}), "list models")["items"]
    for model in models:
        if model["provider"] == "local" and model["model_type"] == "base":
            return str(model["id"])
    raise DemoError("there is no local model", "Start with --model 0.5b or --model 1.5b.")


def _ask(http: httpx.Client, deployment: str, question: str, console: Console) -> None:
    session = _accept(
        http.post("/chat/sessions", json={"deployment_id": deployment}), "open a chat"
    )
    console.plain()
    console.plain(f"  Question: {question}")
    print("  Answer:   ", end="", flush=True)
    began = time.monotonic()
    first_word = 0.0
    answer: dict[str, Any] | None = None
    for event, data in _stream(http, f"/chat/sessions/{session['id']}/messages/stream", question):
        if event == "delta":
            first_word = first_word or time.monotonic() - began
            print(data["text"].replace("\n", "\n            "), end="", flush=True)
        elif event == "error":
            print()
            problem = data["error"]
            raise DemoError(problem["message"], problem["details"].get("remedy", ""))
        elif event == "done":
            answer = data["message"]
    print("\n")
    if answer is None:
        raise DemoError("the answer broke off", "See data/logs/api.log and data/logs/llm.log.")
    _print_citations(answer, console)
    console.done("First word", first_word)
    console.done("Whole answer", time.monotonic() - began)


def _stream(http: httpx.Client, path: str, content: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Events of an answer as (type, data)."""
    timeout = httpx.Timeout(10, read=_ANSWER_IDLE_TIMEOUT_S)
    with http.stream("POST", path, json={"content": content}, timeout=timeout) as reply:
        if reply.is_error:
            reply.read()
            _accept(reply, "ask")
        event = ""
        for line in reply.iter_lines():
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield event, json.loads(line.removeprefix("data: "))


def _print_citations(answer: Mapping[str, Any], console: Console) -> None:
    cited = [c for c in answer["citations"] if f"[{c['number']}]" in answer["content"]]
    for citation in cited or answer["citations"]:
        place = f"page {citation['page']}" if citation["page"] else citation["section"]
        where = f"{citation['document_name']}{f', {place}' if place else ''}"
        passage = " ".join(citation["text"].split())
        console.plain(f"  [{citation['number']}] {where}")
        console.plain(f"      “{_shorten(passage)}”")
    console.plain()


def _shorten(text: str) -> str:
    return text if len(text) <= _PASSAGE_CHARS else f"{text[:_PASSAGE_CHARS].rstrip()}…"


# --- HTTP ---


def _find_or_create(http: httpx.Client, path: str, body: dict[str, Any]) -> str:
    """The id of the object with the same name, created when there is none yet."""
    listed = _accept(http.get(path, params={"limit": 200}), f"list {path}")
    for item in listed["items"]:
        if item["name"] == body["name"]:
            return str(item["id"])
    return str(_accept(http.post(path, json=body), f"create {body['name']}")["id"])


def _accept(reply: httpx.Response, action: str) -> dict[str, Any]:
    """The JSON of a good reply; raises DemoError with the API's own words for a bad one."""
    if reply.is_success:
        return dict(reply.json())
    try:
        error = reply.json()
        message = f"could not {action}: {error['message']}"
        remedy = error["details"].get("remedy", "")
    except (ValueError, KeyError, TypeError):
        message, remedy = f"could not {action}: HTTP {reply.status_code}", ""
    raise DemoError(message, remedy)
