"""The model registry: who may change it, where models may be, and what becomes of their keys."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from app.core.logging import configure_logging
from app.db.engine import get_engine
from app.integrations.llm import ChatModels
from app.integrations.net import AddressGuard
from app.integrations.ports import Ports
from tests.factories import Client, Platform, created, ok, problem
from tests.http_servers import LoopbackServer, plain, serving

KEY, OTHER_KEY = "sk-first-0123456789abcdef", "sk-other-fedcba9876543210"
PUBLIC = "https://93.184.215.14/v1"
CUSTOM = {"name": "Remote", "provider": "custom", "model_id": "m-1", "endpoint_url": PUBLIC}


def make(client: Client, **fields: Any) -> dict[str, Any]:
    return created(client.post("/models", json={**CUSTOM, **fields}))


def stored(model_id: str) -> str | None:
    with get_engine().connect() as connection:
        query = text("SELECT api_key_encrypted FROM model_registry WHERE id = :id")
        value: str | None = connection.scalar(query, {"id": model_id})
        return value


@pytest.fixture
def endpoint(ports: Ports) -> Iterator[LoopbackServer]:
    """A model server on the loopback that the operator allows."""
    chunk = b'data: {"choices": [{"index": 0, "delta": {"content": "Hello."}}]}\n\ndata: [DONE]\n\n'
    with serving(plain(body=chunk, Content_Type="text/event-stream")) as server:
        allow(ports, server.port)
        yield server


@pytest.fixture
def ollama(ports: Ports) -> Iterator[LoopbackServer]:
    """The same, speaking Ollama's own API."""
    line = b'{"message": {"content": "Hello."}, "done": true}\n'
    with serving(plain(body=line, Content_Type="application/x-ndjson")) as server:
        allow(ports, server.port)
        yield server


def allow(ports: Ports, *numbers: int) -> None:
    ports.guard = AddressGuard([f"127.0.0.1:{number}" for number in numbers])
    ports.chat_models = ChatModels(ports.settings, ports.guard)


def test_a_registered_model_answers_with_its_stored_key(
    owner: Client, endpoint: LoopbackServer
) -> None:
    url = f"http://127.0.0.1:{endpoint.port}/v1"
    model = make(owner, endpoint_url=url, api_key=KEY, description="Ours")
    assert (model["has_api_key"], model["api_key_hint"]) == (True, "…cdef")
    assert (model["endpoint_url"], model["description"]) == (url, "Ours")
    tried = ok(owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}))
    assert tried["output"] == "Hello."
    line, headers = endpoint.requests[0]
    assert line == "POST /v1/chat/completions HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("path", ["", "/", "/v1"])
def test_ollama_may_be_entered_by_its_own_address(
    owner: Client, ollama: LoopbackServer, path: str
) -> None:
    url = f"http://127.0.0.1:{ollama.port}{path}"
    model = make(owner, provider="ollama", endpoint_url=url)
    tried = ok(owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}))
    assert tried["output"] == "Hello."
    assert ollama.requests[0][0] == "POST /api/chat HTTP/1.1"


def test_the_installations_key_never_goes_to_an_entered_address(
    owner: Client, endpoint: LoopbackServer, ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.settings, "openai_api_key", SecretStr("sk-of-the-installation-00"))
    url = f"http://127.0.0.1:{endpoint.port}/v1"
    model = make(owner, provider="openai", endpoint_url=url)
    ok(owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}))
    assert "installation" not in str(endpoint.requests[0][1])


def test_a_key_is_in_no_answer_no_audit_row_and_not_plain_in_the_database(
    owner: Client,
) -> None:
    log = StringIO()
    configure_logging(owner.http.app.state.settings, stream=log)  # type: ignore[attr-defined]
    model = make(owner, api_key=KEY)
    ok(owner.patch(f"/models/{model['id']}", json={"api_key": OTHER_KEY}))
    problem(owner.post("/models", json={**CUSTOM, "api_key": f"{KEY} x"}), 422, "invalid_request")
    refused = owner.post("/models", json={**CUSTOM, "name": "x", "api_key": KEY + "ü"})
    told = [
        refused.text,
        owner.get("/models").text,
        owner.get(f"/models/{model['id']}").text,
        owner.get("/audit/logs").text,
        log.getvalue(),
        str(stored(model["id"])),
    ]
    for key in (KEY, OTHER_KEY):
        assert not [text for text in told if key in text]
    assert str(stored(model["id"])).startswith("secret-key:")


def test_a_key_copied_to_another_row_is_unreadable(owner: Client, ports: Ports) -> None:
    first, second = make(owner, api_key=KEY), make(owner, name="Second")
    with get_engine().begin() as connection:
        connection.execute(
            text("UPDATE model_registry SET api_key_encrypted = :stored WHERE id = :id"),
            {"stored": stored(first["id"]), "id": second["id"]},
        )
    answer = owner.post(f"/models/{second['id']}/test", json={"prompt": "Hi"})
    problem(answer, 409, "model_key_unreadable")


@pytest.mark.parametrize(
    ("body", "key_after"),
    [
        ({"description": "new"}, "same"),
        ({"api_key": "…cdef"}, "same"),
        ({"api_key": None}, "same"),
        ({"api_key": "…cdef", "endpoint_url": PUBLIC + "/deeper"}, "same"),
        ({"api_key": ""}, None),
        ({"api_key": OTHER_KEY}, "new"),
        ({"api_key": OTHER_KEY, "endpoint_url": "https://1.1.1.1/v1"}, "new"),
        ({"api_key": "", "endpoint_url": "https://1.1.1.1/v1"}, None),
    ],
)
def test_the_mask_changes_nothing_and_an_empty_key_removes(
    owner: Client, body: dict[str, Any], key_after: str | None
) -> None:
    model = make(owner, api_key=KEY)
    before = stored(model["id"])
    changed = ok(owner.patch(f"/models/{model['id']}", json=body))
    assert (stored(model["id"]) == before) == (key_after == "same")
    assert changed["has_api_key"] == (key_after is not None)
    hint = {"same": "…cdef", "new": "…3210", None: None}[key_after]
    assert changed["api_key_hint"] == hint


@pytest.mark.parametrize(
    "body",
    [
        {"endpoint_url": "https://1.1.1.1/v1"},
        {"endpoint_url": "https://93.184.215.14:8443/v1"},
        {"endpoint_url": "http://93.184.215.14:443/v1"},
        {"endpoint_url": "https://1.1.1.1/v1", "api_key": "…cdef"},
        {"endpoint_url": "", "provider": "openai"},
    ],
)
def test_a_stored_key_goes_to_no_other_address(owner: Client, body: dict[str, str]) -> None:
    model = make(owner, api_key=KEY)
    problem(owner.patch(f"/models/{model['id']}", json=body), 409, "key_required")
    assert ok(owner.get(f"/models/{model['id']}")) == model


def test_anothers_mask_is_not_taken_for_a_key(owner: Client) -> None:
    model = make(owner, api_key=KEY)
    problem(
        owner.patch(f"/models/{model['id']}", json={"api_key": "…3210"}), 422, "invalid_api_key"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5432",
        "http://localhost:8000/v1",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/v1",
        "http://[::ffff:10.0.0.1]/v1",
        "http://10.0.0.1/v1",
        "http://0/v1",
        "http://user:secret@93.184.215.14/v1",
        "file:///etc/passwd",
        "93.184.215.14",
    ],
)
def test_refuses_addresses_inside_when_entered(owner: Client, url: str) -> None:
    body = problem(
        owner.post("/models", json={**CUSTOM, "endpoint_url": url}), 422, "address_not_allowed"
    )
    assert body["details"]["remedy"]
    model = make(owner)
    changed = owner.patch(f"/models/{model['id']}", json={"endpoint_url": url})
    problem(changed, 422, "address_not_allowed")


def test_a_name_that_does_not_exist_is_refused_when_entered(owner: Client, ports: Ports) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    ports.guard = AddressGuard(resolve=unknown)
    body = {**CUSTOM, "endpoint_url": "https://nowhere.example/v1"}
    problem(owner.post("/models", json=body), 422, "address_not_resolved")


def test_the_remedy_names_the_setting(owner: Client) -> None:
    body = problem(
        owner.post("/models", json={**CUSTOM, "endpoint_url": "http://10.0.0.7:8000/v1"}),
        422,
        "address_not_allowed",
    )
    assert "10.0.0.7:8000 to ALLOWED_ENDPOINTS" in body["details"]["remedy"]


def test_an_address_is_checked_again_when_it_is_used(
    owner: Client, endpoint: LoopbackServer, ports: Ports
) -> None:
    model = make(owner, endpoint_url=f"http://127.0.0.1:{endpoint.port}/v1")
    allow(ports)
    problem(
        owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}), 502, "address_not_allowed"
    )
    assert ok(owner.get(f"/models/{model['id']}/health"))["status"] == "down"
    assert endpoint.requests == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"provider": "local"}, "invalid_request"),
        ({"provider": "anthropic", "model_type": "reranker"}, "invalid_request"),
        ({"prices": {"input_per_million": -1, "output_per_million": 1}}, "invalid_request"),
        ({"prices": {"input_per_million": 1}}, "invalid_request"),
        (
            {"prices": {"input_per_million": 1, "output_per_million": 1, "currency": "euro"}},
            "invalid_request",
        ),
        ({"max_concurrent": 0}, "invalid_request"),
        ({"timeouts": {"idle_s": 0}}, "invalid_request"),
        ({"timeouts": {"connect_s": 1}}, "invalid_request"),
        ({"fallback_model_id": str(uuid.uuid4())}, "unknown_fallback_model"),
        ({"model_type": "reranker", "max_concurrent": 2}, "term_not_expected"),
        ({"model_type": "embedding"}, "invalid_request"),
        ({"name": " "}, "invalid_request"),
        ({"model_id": ""}, "invalid_request"),
        ({"endpoint_url": None}, "endpoint_required"),
        ({"endpoint_url": None, "provider": "vllm"}, "endpoint_required"),
        ({"endpoint_url": None, "provider": "ollama"}, "endpoint_required"),
        ({"endpoint_url": PUBLIC + "?key=1"}, "invalid_request"),
        ({"endpoint_url": PUBLIC + "#x"}, "invalid_request"),
        ({"api_key": "two words"}, "invalid_request"),
        ({"api_key": "line\nbreak"}, "invalid_request"),
        ({"api_key": "x" * 501}, "invalid_request"),
        ({"config": {}}, "invalid_request"),
        ({"version": "2"}, "invalid_request"),
        ({"api_key_encrypted": "x"}, "invalid_request"),
    ],
)
def test_refuses_bodies(owner: Client, fields: dict[str, Any], code: str) -> None:
    problem(owner.post("/models", json={**CUSTOM, **fields}), 422, code)


def test_names_are_unique_even_in_a_race(owner: Client) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: owner.post("/models", json=CUSTOM), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    other = make(owner, name="Other")
    problem(owner.patch(f"/models/{other['id']}", json={"name": "Remote"}), 409, "name_taken")


@pytest.mark.parametrize("name", ["Local model", "all-MiniLM-L6-v2"])
def test_the_installations_names_are_not_for_others(owner: Client, name: str) -> None:
    with get_engine().begin() as connection:
        connection.execute(text("DELETE FROM model_registry"))
    problem(owner.post("/models", json={**CUSTOM, "name": name}), 409, "name_taken")


def test_models_of_the_installation_stay_as_they_are(platform: Platform, owner: Client) -> None:
    local = platform.language_model(owner)
    problem(owner.patch(f"/models/{local['id']}", json={"name": "x"}), 409, "model_is_configured")
    problem(owner.delete(f"/models/{local['id']}"), 409, "model_is_configured")


def test_a_model_in_use_stays_until_nothing_uses_it(platform: Platform, owner: Client) -> None:
    model = make(owner)
    deployment = platform.deployment(owner, [])
    ok(owner.patch(f"/deployments/{deployment['id']}", json={"model_id": model["id"]}))
    body = problem(owner.delete(f"/models/{model['id']}"), 409, "model_in_use")
    assert body["details"]["deployments"] == 1
    assert owner.delete(f"/deployments/{deployment['id']}").status_code == 204
    assert owner.delete(f"/models/{model['id']}").status_code == 204
    problem(owner.get(f"/models/{model['id']}"), 404, "model_not_found")


def test_changes_are_audited_without_secrets(owner: Client) -> None:
    model = make(owner, api_key=KEY)
    ok(owner.patch(f"/models/{model['id']}", json={"api_key": OTHER_KEY, "name": "New"}))
    owner.delete(f"/models/{model['id']}")
    rows = [
        row for row in ok(owner.get("/audit/logs"))["items"] if row["resource_id"] == model["id"]
    ]
    assert [row["action"] for row in rows] == ["model.deleted", "model.changed", "model.created"]
    assert rows[1]["details"] == {
        "name": "New",
        "endpoint": "93.184.215.14:443",
        "has_api_key": True,
        "fields": ["api_key", "name"],
    }


@pytest.mark.parametrize("role", ["builder", "user", "auditor"])
def test_only_admins_change_the_registry(platform: Platform, owner: Client, role: str) -> None:
    model = make(owner)
    client = platform.register(f"{role}@example.com", role=role)
    problem(client.post("/models", json=CUSTOM), 403, "forbidden")
    problem(client.patch(f"/models/{model['id']}", json={}), 403, "forbidden")
    problem(client.delete(f"/models/{model['id']}"), 403, "forbidden")


def test_an_unknown_model_is_404(owner: Client) -> None:
    for model_id in (str(uuid.uuid4()), "nonsense"):
        assert owner.patch(f"/models/{model_id}", json={"name": "x"}).status_code == 404
        assert owner.delete(f"/models/{model_id}").status_code == 404
