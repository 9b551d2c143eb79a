"""Rerank models: endpoints of both kinds, a local cross-encoder, and every way to fail."""

import json
import math
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from app.core.config import Settings
from app.core.errors import Upstream
from app.integrations.net import AddressGuard
from app.integrations.rerank import (
    LocalRerankModel,
    RemoteRerankModel,
    Rerankers,
    RerankModelMissing,
)
from app.integrations.rerank.onnx import MODEL_FILE, OnnxReranker, RerankModelBroken
from tests.http_servers import Answer, plain, serving
from tests.unit.rerank_models import write_tiny_reranker

MODEL = uuid.uuid4()
TEXTS = ["the dog", "leave the ship", "wind"]
KEY = "sk-rerank-secret"


@pytest.fixture
def bodies() -> list[dict[str, Any]]:
    return []


def answering(bodies: list[dict[str, Any]], field: str, status: int = 400) -> Answer:
    """A server that scores a text by its length, and understands one of the two ways to ask."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        if field not in bodies[-1]:
            return plain(status, b'{"detail": "field required"}')(request)
        scored = [
            {"index": index, "score": len(text), "relevance_score": len(text)}
            for index, text in enumerate(bodies[-1][field])
        ]
        scored.sort(key=lambda result: -result["score"])
        found: Any = {"results": scored} if field == "documents" else scored
        return plain(body=json.dumps(found).encode())(request)

    return answer


def rerankers(port: int, allowed: bool = True, **fields: Any) -> Rerankers:
    model = RemoteRerankModel(
        name="Judge", model_id="judge-1", base_url=f"http://127.0.0.1:{port}", api_key=KEY, **fields
    )
    guard = AddressGuard([f"127.0.0.1:{port}"] if allowed else [])
    return Rerankers(Settings(), guard, lambda _id: model)


@pytest.fixture
def opened() -> Iterator[list[Rerankers]]:
    made: list[Rerankers] = []
    yield made
    for each in made:
        each.close()


@pytest.mark.parametrize("field", ["documents", "texts"])
def test_both_ways_of_asking_give_scores_in_the_order_of_the_texts(
    field: str, bodies: list[dict[str, Any]], opened: list[Rerankers]
) -> None:
    with serving(answering(bodies, field), bodies=bodies) as server:
        opened.append(rerankers(server.port))
        model = opened[0].get(MODEL)
        assert model.scores("who?", TEXTS) == [7.0, 14.0, 4.0]
        assert model.scores("who?", TEXTS) == [7.0, 14.0, 4.0]
        line, headers = server.requests[0]
        assert line.startswith("POST /rerank ")
        assert headers["Authorization"] == f"Bearer {KEY}"
        asked = len(server.requests)
    assert asked == (2 if field == "documents" else 3)
    assert bodies[0]["model"] == "judge-1"
    assert bodies[-1]["query"] == "who?"


def test_many_texts_go_in_several_requests(
    bodies: list[dict[str, Any]], opened: list[Rerankers]
) -> None:
    with serving(answering(bodies, "documents"), bodies=bodies) as server:
        opened.append(rerankers(server.port))
        texts = ["x" * (number % 40) for number in range(70)]
        assert opened[0].get(MODEL).scores("q", texts) == [float(len(text)) for text in texts]
    assert [len(body["documents"]) for body in bodies] == [32, 32, 6]


def results(*scores: Any) -> bytes:
    found = [{"index": index, "relevance_score": score} for index, score in enumerate(scores)]
    return json.dumps({"results": found}).encode()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (plain(500, KEY.encode()), "rerank_failed"),
        (plain(401, KEY.encode()), "rerank_key_refused"),
        (plain(422), "rerank_failed"),
        (plain(302, Location="http://169.254.169.254/"), "rerank_failed"),
        (plain(body=b"not json"), "rerank_failed"),
        (plain(body=b"[]"), "rerank_failed"),
        (plain(body=b'{"results": null}'), "rerank_failed"),
        (plain(body=results(0.1, 0.2)), "rerank_failed"),
        (plain(body=results(0.1, 0.2, None)), "rerank_failed"),
        (plain(body=results(0.1, 0.2, math.inf)), "rerank_failed"),
        (plain(body=results(0.1, 0.2, 0.3, 0.4)), "rerank_failed"),
    ],
)
def test_an_answer_that_is_none_is_a_clear_failure_without_what_was_said(
    answer: Answer, code: str, opened: list[Rerankers]
) -> None:
    with serving(answer) as server:
        opened.append(rerankers(server.port))
        with pytest.raises(Upstream) as caught:
            opened[0].get(MODEL).scores("q", TEXTS)
    assert caught.value.code == code
    assert "Judge" in caught.value.message
    assert KEY not in str(caught.value.details) + caught.value.message
    assert caught.value.__context__ is None


def test_an_address_that_is_not_allowed_is_never_called(opened: list[Rerankers]) -> None:
    with serving(plain()) as server:
        opened.append(rerankers(server.port, allowed=False))
        with pytest.raises(Upstream) as caught:
            opened[0].get(MODEL).scores("q", TEXTS)
        assert server.requests == []
    assert caught.value.code == "address_not_allowed"


def test_a_server_that_is_down_is_named(opened: list[Rerankers]) -> None:
    with serving(plain()) as server:
        port = server.port
    opened.append(rerankers(port))
    with pytest.raises(Upstream) as caught:
        opened[0].get(MODEL).scores("q", TEXTS)
    assert caught.value.code == "rerank_unavailable"


def test_a_local_cross_encoder_scores_each_pair_whatever_stands_beside_it(tmp_path: Path) -> None:
    model = OnnxReranker(write_tiny_reranker(tmp_path / "tiny"), threads=1)
    scores = model.scores("dog wind", TEXTS)
    expected = [1 / (1 + math.exp(-logit)) for logit in (-1, 4, 2)]
    assert scores == pytest.approx(expected, rel=1e-6)
    assert [model.scores("dog wind", [text])[0] for text in TEXTS] == pytest.approx(scores)
    assert model.scores("q", []) == []
    assert len(model.scores("q", ["ship " * 2000] * 20)) == 20


def test_broken_files_and_numbers_are_a_clear_failure(tmp_path: Path) -> None:
    broken = write_tiny_reranker(tmp_path / "broken")
    (broken / MODEL_FILE).write_bytes(b"not a model")
    with pytest.raises(RerankModelBroken):
        OnnxReranker(broken)
    infinite = write_tiny_reranker(tmp_path / "infinite", (0, 0, 0, 0, math.inf, 0, 0, 0))
    with pytest.raises(RerankModelBroken):
        OnnxReranker(infinite).scores("q", ["ship"])


@pytest.mark.parametrize("folder", ["missing", "../tiny", "a/b", "", ".", "/etc"])
def test_only_a_folder_of_the_models_is_loaded(tmp_path: Path, folder: str) -> None:
    write_tiny_reranker(tmp_path / "tiny")
    (tmp_path / "models").mkdir()
    settings = Settings(models_dir=tmp_path / "models")
    found = Rerankers(settings, AddressGuard(), lambda _id: LocalRerankModel("Local", folder))
    with pytest.raises(RerankModelMissing):
        found.get(MODEL)
