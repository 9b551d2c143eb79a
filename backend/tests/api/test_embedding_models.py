"""Embedding models: what can be chosen, what is ready, and searches over several of them."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from app.core.errors import Transient
from app.integrations.embeddings import Embedders
from app.integrations.net import AddressGuard
from app.integrations.ports import Ports
from app.services.models.embedding_models import registered_lookup
from tests.factories import HANDBOOK, Client, Platform, created, ok, problem
from tests.http_servers import LoopbackServer, plain, serving

KEY = "sk-first-0123456789abcdef"
DIMENSION = 8
CONFIG = {"dimension": DIMENSION, "query_prefix": "ask: ", "passage_prefix": "tell: "}


class WordServer:
    """An endpoint that embeds: texts that share words are near each other."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        rows = [self._vector(text) for text in self.bodies[-1]["input"]]
        data = [{"index": number, "embedding": row} for number, row in enumerate(rows)]
        body = json.dumps({"data": data, "embeddings": rows}).encode()
        plain(body=body, Content_Type="application/json")(request)

    def _vector(self, text: str) -> list[float]:
        vector = [0.01] * DIMENSION
        for word in text.lower().split():
            vector[sum(map(ord, word)) % DIMENSION] += 1
        return vector


@pytest.fixture
def words() -> WordServer:
    return WordServer()


@pytest.fixture
def endpoint(ports: Ports, words: WordServer) -> Iterator[LoopbackServer]:
    """A server of embedding models on the loopback that the operator allows."""
    with serving(words, bodies=words.bodies) as server:
        ports.guard = AddressGuard([f"127.0.0.1:{server.port}"])
        ports.embedders = Embedders(ports.settings, ports.guard, registered_lookup(ports.settings))
        yield server
        ports.embedders.close()


def register(client: Client, port: int, **fields: Any) -> dict[str, Any]:
    body = {
        **{"name": "Remote", "model_type": "embedding", "provider": "custom", "model_id": "m"},
        **{"endpoint_url": f"http://127.0.0.1:{port}/v1", "api_key": KEY, "config": CONFIG},
        **fields,
    }
    return created(client.post("/models", json=body))


def knowledge_base(client: Client, name: str, model: str) -> str:
    body = {"name": name, "config": {"embedding_model": model}}
    return str(created(client.post("/knowledge-bases", json=body))["id"])


def test_lists_what_can_be_chosen_and_whether_it_is_ready(
    owner: Client, endpoint: LoopbackServer
) -> None:
    model = register(owner, endpoint.port)
    listed = ok(owner.get("/embedding-models"))
    assert listed["default"] == "all-MiniLM-L6-v2"
    by_name = {item["name"]: item for item in listed["items"]}
    assert by_name[model["id"]] == {
        "name": model["id"],
        "title": "Remote",
        "provider": "custom",
        "registered_model_id": model["id"],
        **CONFIG,
        "max_tokens": 512,
        "licence": None,
        "ready": True,
        "problem": None,
    }
    local = by_name["multilingual-e5-small"]
    assert (local["ready"], local["problem"]["code"]) == (False, "embedding_model_missing")
    assert "llmb embeddings prepare multilingual-e5-small" in local["problem"]["remedy"]
    assert by_name["nomic-embed-text"]["problem"]["code"] == "embedding_model_not_configured"
    assert KEY not in json.dumps(listed)


@pytest.mark.parametrize(
    ("provider", "path"), [("custom", "/v1/embeddings"), ("ollama", "/api/embed")]
)
def test_a_knowledge_base_with_a_registered_model_is_ingested_and_searched(
    platform: Platform,
    owner: Client,
    endpoint: LoopbackServer,
    words: WordServer,
    provider: str,
    path: str,
) -> None:
    model = register(owner, endpoint.port, provider=provider)
    kb_id = knowledge_base(owner, "Remote", model["id"])
    document = platform.document(owner, kb_id)
    assert document["status"] == "completed", document
    found = ok(owner.post(f"/knowledge-bases/{kb_id}/search", json={"query": "parental leave"}))
    assert found["hits"]
    assert {line for line, _ in endpoint.requests} == {f"POST {path} HTTP/1.1"}
    assert {headers["Authorization"] for _, headers in endpoint.requests} == {f"Bearer {KEY}"}
    asked = [text for body in words.bodies for text in body["input"]]
    assert "ask: parental leave" in asked
    assert any(text.startswith("tell: Parental leave") for text in asked)


def test_an_upload_is_refused_while_the_endpoint_is_down(
    platform: Platform, owner: Client, endpoint: LoopbackServer
) -> None:
    with serving(plain(500)) as broken:
        platform.ports.guard = AddressGuard([f"127.0.0.1:{broken.port}"])
        embedders = Embedders(
            platform.ports.settings,
            platform.ports.guard,
            registered_lookup(platform.ports.settings),
        )
        platform.ports.embedders = embedders
        model = register(owner, broken.port)
        kb_id = knowledge_base(owner, "Remote", model["id"])
        answer = owner.upload(kb_id, "a.txt", HANDBOOK.encode())
        problem(answer, 503, "embedding_failed")
        assert answer.json()["details"]["model"] == model["id"]
        embedders.close()
    assert ok(owner.get(f"/knowledge-bases/{kb_id}/documents"))["total"] == 0
    assert not (platform.ports.settings.uploads_path / "documents").exists()


def test_what_a_used_model_is_stays_and_where_it_is_may_change(
    owner: Client, endpoint: LoopbackServer
) -> None:
    model = register(owner, endpoint.port)
    path = f"/models/{model['id']}"
    ok(owner.patch(path, json={"model_id": "m-2", "config": CONFIG}))
    knowledge_base(owner, "Remote", model["id"])
    for change in ({"model_id": "m-3"}, {"provider": "ollama"}, {"config": CONFIG}):
        problem(owner.patch(path, json=change), 409, "model_in_use")
    problem(owner.patch(path, json={"model_type": "base"}), 409, "model_type_fixed")
    problem(owner.delete(path), 409, "model_in_use")
    ok(owner.patch(path, json={"name": "Renamed", "api_key": "sk-another-key-0123"}))
    health = ok(owner.get(f"{path}/health"))
    assert (health["status"], f"{DIMENSION} dimensions" in health["message"]) == ("up", True)


@pytest.mark.parametrize(
    "fields",
    [
        {"config": None},
        {"config": {"dimension": 0}},
        {"config": {"dimension": 4001}},
        {"config": {**CONFIG, "unknown": 1}},
        {"model_type": "base"},
    ],
)
def test_an_embedding_model_needs_its_facts(owner: Client, fields: dict[str, Any]) -> None:
    body = {
        **{"name": "Remote", "model_type": "embedding", "provider": "custom", "model_id": "m"},
        **{"endpoint_url": "https://93.184.215.14/v1", "config": CONFIG, **fields},
    }
    problem(owner.post("/models", json=body), 422, "invalid_request")


def test_an_embedding_model_answers_no_questions(owner: Client, endpoint: LoopbackServer) -> None:
    model = register(owner, endpoint.port)
    answer = owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"})
    problem(answer, 409, "not_a_language_model")


def test_a_search_over_several_models_asks_each_with_its_own(
    platform: Platform, owner: Client
) -> None:
    small = knowledge_base(owner, "Small", "all-MiniLM-L6-v2")
    same = knowledge_base(owner, "Same", "all-MiniLM-L6-v2")
    wide = knowledge_base(owner, "Wide", "text-embedding-3-large")
    for kb_id in (small, same, wide):
        platform.document(owner, kb_id)
    deployment = platform.deployment(owner, [small, same, wide])
    asked = {"question": "How many weeks is parental leave?"}
    ok(owner.post(f"/deployments/{deployment['id']}/run", json=asked))
    prompt = platform.ports.chat_models.model.prompts[-1]  # type: ignore[attr-defined]
    told = "\n".join(turn.content for turn in prompt.messages)
    assert "twenty-six weeks" in told


def test_a_search_fails_by_name_when_one_of_its_models_is_down(
    platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = knowledge_base(owner, "Wide", "text-embedding-3-large")
    platform.document(owner, wide)

    def fail(*_: object, **__: object) -> None:
        raise Transient("“text-embedding-3-large” sleeps.", code="asleep")

    embedder = platform.ports.embedders.get("text-embedding-3-large")
    monkeypatch.setattr(embedder, "embed_query", fail)
    answer = owner.post(f"/knowledge-bases/{wide}/search", json={"query": "leave"})
    assert "text-embedding-3-large" in problem(answer, 503, "asleep")["message"]
