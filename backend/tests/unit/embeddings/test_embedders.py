"""Which models there are, which are ready, and how many stay in memory."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from app.core.config import Settings
from app.core.errors import Transient
from app.integrations.embeddings import (
    Embedders,
    EmbeddingModelMissing,
    RemoteModel,
    catalogue,
)
from app.integrations.embeddings import (
    embedders as module,
)
from app.integrations.embeddings.catalogue import load_catalogue
from app.integrations.net import AddressGuard
from tests.http_servers import plain, serving
from tests.unit.embeddings.tiny_model import DIMENSION, write_tiny_model

LOCAL = "all-MiniLM-L6-v2"
JSON = {"Content_Type": "application/json"}
VECTOR = json.dumps({"embeddings": [[1.0, 0.0]]}).encode()
Make = Callable[..., Embedders]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Embedders] = []

    def embedders(*remotes: RemoteModel, **settings: Any) -> Embedders:
        known = {remote.name: remote for remote in remotes}
        ports = [remote.base_url.removeprefix("http://") for remote in remotes]
        chosen = Settings(models_dir=tmp_path, **settings)
        made.append(Embedders(chosen, AddressGuard(ports), known.get))
        return made[-1]

    yield embedders
    for one in made:
        one.close()


def remote(name: str, port: int) -> RemoteModel:
    return RemoteModel(name, "m", "ollama", f"http://127.0.0.1:{port}", 2, 100)


def test_the_catalogue_has_what_was_promised() -> None:
    facts = {name: (entry.provider, entry.dimension) for name, entry in catalogue().items()}
    assert facts == {
        LOCAL: ("local", 384),
        "multilingual-e5-small": ("local", 384),
        "multilingual-e5-base": ("local", 768),
        "bge-small-en-v1.5": ("local", 384),
        "bge-base-en-v1.5": ("local", 768),
        "nomic-embed-text": ("ollama", 768),
        "text-embedding-3-small": ("openai", 1536),
        "text-embedding-3-large": ("openai", 3072),
    }
    assert catalogue()["multilingual-e5-base"].query_prefix == "query: "


@pytest.mark.parametrize(
    "change",
    [
        {"unknown": 1},
        {"dimension": 0},
        {"dimension": "many"},
        {"licence": ""},
        {"hub": "somebody/else"},
        {"weights": None},
        {"hub": "../escape", "weights": None},
        {"provider": "ollama"},
        {"provider": "pickle"},
        {"model_id": "m"},
    ],
)
def test_the_catalogue_is_read_strictly(tmp_path: Path, change: dict[str, Any]) -> None:
    entry = {
        **{"title": "T", "provider": "local", "weights": "w", "dimension": 3, "max_tokens": 99},
        "licence": "MIT",
    }
    path = tmp_path / "models.yaml"
    path.write_text(yaml.safe_dump({"models": {"m": entry}}))
    assert load_catalogue(path)["m"].dimension == 3
    path.write_text(yaml.safe_dump({"models": {"m": {**entry, **change}}}))
    with pytest.raises(ValueError, match="m"):
        load_catalogue(path)


def test_a_local_model_is_loaded_once_whoever_asks(make: Make, tmp_path: Path) -> None:
    write_tiny_model(tmp_path / LOCAL)
    embedders = make()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: embedders.get(LOCAL), range(16)))
    assert len({id(embedder) for embedder in found}) == 1
    assert found[0].dimension == DIMENSION


def test_only_the_last_used_models_stay_loaded(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOADED_MODELS", 2)
    names = [name for name, entry in catalogue().items() if entry.provider == "local"][:3]
    for name in names:
        write_tiny_model(tmp_path / name)
    embedders = make()
    first, second = embedders.get(names[0]), embedders.get(names[1])
    assert embedders.get(names[0]) is first
    embedders.get(names[2])
    assert embedders.get(names[0]) is first
    assert embedders.get(names[1]) is not second


def test_what_is_missing_is_said_with_a_remedy(make: Make) -> None:
    embedders = make(ollama_base_url="", openai_api_key=None)
    reasons = {
        LOCAL: "embedding_model_missing",
        "nomic-embed-text": "embedding_model_not_configured",
        "text-embedding-3-small": "embedding_model_not_configured",
        "no-such-model": "unknown_embedding_model",
    }
    answers = embedders.readiness(reasons)
    for name, code in reasons.items():
        assert (answers[name].ready, answers[name].code) == (False, code)
        assert answers[name].remedy
        with pytest.raises(EmbeddingModelMissing):
            embedders.get(name)
        with pytest.raises(Transient) as refused:
            embedders.require_ready(name)
        assert (refused.value.status, refused.value.code) == (503, code)
        assert refused.value.details["model"] == name


def test_models_of_the_installation_are_called_with_its_own_key_and_address(make: Make) -> None:
    answer = {"embeddings": [[1.0] + [0.0] * 767]}
    with serving(plain(body=json.dumps(answer).encode(), **JSON)) as server:
        address = f"http://127.0.0.1:{server.port}"
        embedders = Embedders(
            Settings(ollama_base_url=f"{address}/v1", openai_api_key=SecretStr("sk-ours")),
            AddressGuard([f"127.0.0.1:{server.port}"]),
        )
        embedders.require_ready("nomic-embed-text")
        embedders.close()
    line, headers = server.requests[0]
    assert line == "POST /api/embed HTTP/1.1"
    assert "sk-ours" not in str(headers)


def test_an_endpoint_that_answered_is_not_asked_again_for_a_while(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(plain(body=VECTOR, **JSON)) as server:
        embedders = make(remote("a", server.port))
        embedders.require_ready("a")
        embedders.require_ready("a")
        assert len(server.requests) == 1
        monkeypatch.setattr(module, "READY_FOR_S", 0.0)
        embedders.require_ready("a")
        assert len(server.requests) == 2


def test_an_endpoint_that_failed_is_asked_again_soon(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(plain(500)) as server:
        embedders = make(remote("a", server.port))
        for _ in range(2):
            with pytest.raises(Transient, match="“a”"):
                embedders.require_ready("a")
        assert len(server.requests) == 1  # neither retried nor asked again at once
        monkeypatch.setattr(module, "FAILED_FOR_S", 0.0)
        assert not embedders.readiness(["a"])["a"].ready
        assert len(server.requests) == 2


def test_silent_endpoints_are_waited_for_together(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PROBE_TIMEOUT_S", 0.5)
    awake = threading.Event()
    with serving(lambda _: awake.wait(30) and None) as server:  # type: ignore[func-returns-value]
        embedders = make(*(remote(f"m{number}", server.port) for number in range(6)))
        started = time.monotonic()
        answers = embedders.readiness([f"m{number}" for number in range(6)])
        waited = time.monotonic() - started
        awake.set()
    assert waited < 1.5
    assert {answer.code for answer in answers.values()} == {"embedding_timeout"}
