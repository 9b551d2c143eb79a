"""One contract for embedding models behind an address, against real servers that misbehave too."""

import json
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.config import Settings
from app.core.errors import Permanent, Transient, Upstream
from app.core.logging import configure_logging, get_logger
from app.integrations.embeddings import Embedder, Embedders, RemoteModel
from app.integrations.embeddings.remote import BATCH, Dialect
from app.integrations.net import AddressGuard
from tests.http_servers import LoopbackServer, plain, serving
from tests.unit.embeddings.tiny_model import write_tiny_model

KEY = "sk-live-0123456789abcdef"
DIMENSION = 4
Body = dict[str, Any]


class EmbeddingServer:
    """Answers as a real one does, in both dialects; remembers what it was asked."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        texts: list[str] = self.bodies[-1]["input"]
        rows = [[float(len(text)), 1.0, 2.0, 3.0] for text in texts]
        if request.path == "/api/embed":
            answer: Body = {"model": "m", "embeddings": rows}
        else:
            data = [{"object": "embedding", "index": n, "embedding": r} for n, r in enumerate(rows)]
            answer = {"object": "list", "model": "m", "data": data[::-1], "usage": {}}
        plain(body=json.dumps(answer).encode(), Content_Type="application/json")(request)


@pytest.fixture(params=["ollama", "openai"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    chosen: Dialect = request.param
    return chosen


Connect = Callable[..., Embedder]


@pytest.fixture
def connect(dialect: Dialect) -> Iterator[Connect]:
    """The embedder of a model that this server serves."""
    opened: list[Embedders] = []

    def embedder(server: LoopbackServer, *, allowed: bool = True, **facts: Any) -> Embedder:
        model = remote(server.port, dialect, **facts)
        guard = AddressGuard([f"127.0.0.1:{server.port}"] if allowed else [])
        settings = Settings(llm_connect_timeout=1, llm_idle_timeout=1)
        opened.append(Embedders(settings, guard, lambda name: model))
        return opened[-1].get("remote")

    yield embedder
    for embedders in opened:
        embedders.close()


def remote(port: int, dialect: Dialect, **facts: Any) -> RemoteModel:
    path = "" if dialect == "ollama" else "/v1"
    settings = {
        "name": "remote",
        "model_id": "m",
        "dialect": dialect,
        "base_url": f"http://127.0.0.1:{port}{path}",
        "dimension": DIMENSION,
        "max_tokens": 500,
        "api_key": KEY,
        **facts,
    }
    return RemoteModel(**settings)


def test_vectors_come_back_in_order_with_length_one(dialect: Dialect, connect: Connect) -> None:
    server = EmbeddingServer()
    with serving(server, bodies=server.bodies) as running:
        vectors = connect(running).embed_documents(["a", "bbbb"])
    expected = np.array([[1, 1, 2, 3], [4, 1, 2, 3]], dtype=np.float32)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(vectors, expected, rtol=1e-6)
    path = "/api/embed" if dialect == "ollama" else "/v1/embeddings"
    assert running.requests[0][0] == f"POST {path} HTTP/1.1"
    assert running.requests[0][1]["Authorization"] == f"Bearer {KEY}"


def test_many_texts_go_in_batches(connect: Connect) -> None:
    server = EmbeddingServer()
    texts = ["x" * (1 + number % 7) for number in range(2 * BATCH + 3)]
    with serving(server, bodies=server.bodies) as running:
        vectors = connect(running).embed_documents(texts)
    assert [len(body["input"]) for body in server.bodies] == [BATCH, BATCH, 3]
    assert vectors.shape == (len(texts), DIMENSION)
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], [len(text) for text in texts])


def test_nothing_is_not_asked_for(connect: Connect) -> None:
    with serving(plain()) as running:
        assert connect(running).embed_documents([]).shape == (0, DIMENSION)
    assert running.requests == []


def test_its_own_prefixes_go_before_questions_and_passages_unless_others_are_given(
    connect: Connect,
) -> None:
    server = EmbeddingServer()
    with serving(server, bodies=server.bodies) as running:
        embedder = connect(running, query_prefix="ask: ", passage_prefix="tell: ")
        embedder.embed_query("q")
        embedder.embed_documents(["p"])
        embedder.embed_query("q", prefix="other: ")
        embedder.embed_documents(["p"], prefix="")
    assert [body["input"] for body in server.bodies] == [
        ["ask: q"],
        ["tell: p"],
        ["other: q"],
        ["p"],
    ]


def test_no_endpoint_is_called_past_the_guard(connect: Connect) -> None:
    with serving(plain()) as running, pytest.raises(Upstream) as refused:
        connect(running, allowed=False).embed_query("q")
    assert refused.value.code == "address_not_allowed"
    assert running.requests == []


JSON = {"Content_Type": "application/json"}
ERROR = '{"error": {"message": "ECHO", "code": "ECHO"}}'


def vectors_json(rows: list[list[float]], dialect: Dialect) -> bytes:
    if dialect == "ollama":
        return json.dumps({"embeddings": rows}).encode()
    data = [{"index": n, "embedding": row} for n, row in enumerate(rows)]
    return json.dumps({"data": data}).encode()


@pytest.mark.parametrize(
    ("status", "body", "kind", "code", "asked"),
    [
        (400, ERROR, Permanent, "embedding_refused", 1),
        (401, ERROR, Permanent, "embedding_key_refused", 1),
        (401, "ECHO", Permanent, "embedding_key_refused", 1),
        (403, ERROR, Permanent, "embedding_key_refused", 1),
        (404, ERROR, Permanent, "embedding_model_not_served", 1),
        (429, ERROR, Transient, "embedding_rate_limited", 3),
        (500, ERROR, Transient, "embedding_failed", 3),
        (503, "ECHO", Transient, "embedding_failed", 3),
        (302, "ECHO", Permanent, "embedding_refused", 1),
        (200, ERROR, Transient, "embedding_failed", 1),
        (200, '"ECHO"', Transient, "embedding_failed", 1),
        (200, "ECHO", Transient, "embedding_failed", 1),
        (200, '{"embeddings": "ECHO", "data": "ECHO"}', Transient, "embedding_failed", 1),
        (200, '{"embeddings": [["ECHO"]], "data": [{}]}', Transient, "embedding_failed", 1),
    ],
)
def test_what_the_other_side_says_stays_there_and_retries_are_few(
    connect: Connect, status: int, body: str, kind: type[Upstream], code: str, asked: int
) -> None:
    """An endpoint that repeats our key in its error finds it in no answer and in no log."""
    log = StringIO()
    configure_logging(Settings(log_level="DEBUG"), stream=log)
    echo = body.replace("ECHO", f"your key {KEY} is wrong").encode()
    with serving(plain(status, echo, **JSON, Retry_After_Ms="1")) as server:
        with pytest.raises(kind) as failure:
            connect(server).embed_query("q")
        get_logger("test").warning("request_failed", exc_info=failure.value)
    assert failure.value.code == code
    assert failure.value.remedy
    assert failure.value.__context__ is None
    told = f"{failure.value} {failure.value.details} {log.getvalue()}"
    told += "".join(traceback.format_exception(failure.value))
    assert KEY not in told
    assert "your key" not in told
    assert len(server.requests) == asked


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[1.0, 2.0]], "embedding_dimension_wrong"),
        ([[1.0] * 5], "embedding_dimension_wrong"),
        ([], "embedding_failed"),
        ([[1.0] * 4] * 2, "embedding_dimension_wrong"),
        ([[0.0] * 4], "embedding_failed"),
        ([[1.0, 2.0, 3.0, float("nan")]], "embedding_failed"),
        ([[1.0, 2.0, 3.0, float("inf")]], "embedding_failed"),
        ([[1.0, 2.0], [3.0]], "embedding_failed"),
    ],
)
def test_an_answer_of_another_shape_is_no_vector(
    dialect: Dialect, connect: Connect, rows: list[list[float]], code: str
) -> None:
    answer = plain(body=vectors_json(rows, dialect), **JSON)
    with serving(answer) as server, pytest.raises(Upstream) as failure:
        connect(server).embed_query("q")
    assert failure.value.code == code


def test_a_silent_server_is_given_up(connect: Connect) -> None:
    awake = threading.Event()
    with serving(lambda _: awake.wait(30) and None) as server:  # type: ignore[func-returns-value]
        started = time.monotonic()
        with pytest.raises(Transient) as failure:
            connect(server).embed_query("q")
        awake.set()
    assert failure.value.code == "embedding_timeout"
    assert time.monotonic() - started < 8  # three attempts of a second and the pauses between


def test_a_server_that_is_gone_is_unavailable(connect: Connect) -> None:
    with serving(plain()) as server:
        pass
    with pytest.raises(Transient) as failure:
        connect(server).embed_query("q")
    assert failure.value.code == "embedding_unavailable"


def test_tokens_are_estimated_rather_too_many(connect: Connect) -> None:
    with serving(plain()) as server:
        embedder = connect(server, tokenizer="not-prepared")
        # Six tokens for the tokenizers of BERT and GPT-4.
        assert embedder.count_tokens("The ferry leaves the harbour.") == 10
        assert embedder.count_tokens("渡し船は港を出る") == 8
        text = "Ferry № 7,\n  größer"
        for start, end in embedder.token_spans(text):
            assert text[start:end].strip() == text[start:end] != ""


def test_a_tokenizer_of_a_prepared_model_counts_exactly(dialect: Dialect, tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "tiny")
    model = remote(9, dialect, tokenizer="tiny")
    embedders = Embedders(Settings(models_dir=tmp_path), AddressGuard(), lambda _: model)
    assert embedders.get("remote").count_tokens("ship wind dog ship wind dog") == 6


def test_several_threads_may_embed_at_once(connect: Connect) -> None:
    row = [1.0, 0.0, 0.0, 0.0]
    both = {"embeddings": [row], "data": [{"index": 0, "embedding": row}]}
    with serving(plain(body=json.dumps(both).encode(), **JSON)) as server:
        embedder = connect(server)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: embedder.embed_query("q"), range(40)))
    assert len(server.requests) == 40
