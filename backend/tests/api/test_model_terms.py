"""On which terms models are used: prices, who may choose them, limits, fallbacks, discovery."""

import json
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from app.integrations.ports import Ports
from app.models import ModelRegistry
from app.services.models.prices import cost
from tests.api.test_models import CUSTOM, KEY, allow, make
from tests.factories import Client, Platform, created, ok, problem
from tests.http_servers import LoopbackServer, in_turn, plain, serving

PRICES = {"input_per_million": "0.15", "output_per_million": "0.60", "currency": "EUR"}
SAID = b'data: {"choices": [{"delta": {"content": "Hello."}, "finish_reason": "stop"}]}\n\n'
COUNTED = b'data: {"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 2}}\n\n'
DONE = b"data: [DONE]\n\n"
ANSWER = plain(body=SAID + COUNTED + DONE, Content_Type="text/event-stream")


@pytest.fixture
def builder(platform: Platform, owner: Client) -> Client:
    """Somebody who makes deployments and does not keep the registry."""
    return platform.register("builder@example.com", role="builder")


@pytest.fixture
def hidden(owner: Client) -> dict[str, Any]:
    """A model that nobody may choose but those who keep the registry."""
    return make(owner, name="Hidden", visibility={"everyone": False})


def group_of(owner: Client, *members: Client) -> str:
    group_id = str(created(owner.post("/groups", json={"name": uuid.uuid4().hex}))["id"])
    for member in members:
        created(owner.post(f"/groups/{group_id}/members", json={"user_id": member.user["id"]}))
    return group_id


def names(client: Client) -> set[str]:
    page = ok(client.get("/models"))
    assert page["total"] == len(page["items"])
    return {model["name"] for model in page["items"]}


def test_prices_are_kept_changed_and_removed(owner: Client) -> None:
    model = make(owner, prices=PRICES)
    assert model["prices"] == {
        "input_per_million": "0.150000",
        "output_per_million": "0.600000",
        "currency": "EUR",
    }
    path = f"/models/{model['id']}"
    changed = ok(owner.patch(path, json={"prices": {**PRICES, "currency": "USD"}}))
    assert changed["prices"]["currency"] == "USD"
    assert ok(owner.patch(path, json={"name": "New"}))["prices"] is not None
    assert ok(owner.patch(path, json={"prices": None}))["prices"] is None


@pytest.mark.parametrize(
    ("prompt", "completion", "expected"),
    [(0, 0, "0"), (1_000_000, 0, "0.15"), (0, 1_000_000, "0.6"), (1234, 56, "0.0002187")],
)
def test_costs_are_exact(prompt: int, completion: int, expected: str) -> None:
    model = ModelRegistry(
        input_price=Decimal("0.15"), output_price=Decimal("0.60"), price_currency="EUR"
    )
    assert cost(model, prompt, completion) == Decimal(expected)
    assert cost(ModelRegistry(), prompt, completion) is None


def test_a_test_tells_what_it_cost_and_who_answered(owner: Client, ports: Ports) -> None:
    with serving(ANSWER) as server:
        allow(ports, server.port)
        url = f"http://127.0.0.1:{server.port}/v1"
        model = make(owner, endpoint_url=url, prices=PRICES)
        tried = ok(owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}))
    assert (tried["prompt_tokens"], tried["completion_tokens"]) == (9, 2)
    assert tried["answered_by"] == "m-1"
    assert Decimal(tried["cost"]["amount"]) == Decimal("0.00000255")
    assert tried["cost"]["currency"] == "EUR"


def test_a_hidden_model_is_neither_listed_nor_reached(
    owner: Client, builder: Client, hidden: dict[str, Any]
) -> None:
    assert "Hidden" in names(owner)
    assert "Hidden" not in names(builder)
    path = f"/models/{hidden['id']}"
    problem(builder.get(path), 404, "model_not_found")
    problem(builder.get(f"{path}/health"), 404, "model_not_found")
    problem(builder.get(f"{path}/offers"), 404, "model_not_found")
    problem(builder.post(f"{path}/test", json={"prompt": "Hi"}), 404, "model_not_found")


def test_a_hidden_model_cannot_be_chosen_but_used_through_a_deployment(
    platform: Platform, owner: Client, builder: Client, hidden: dict[str, Any]
) -> None:
    project_id = created(builder.post("/projects", json={"name": "Theirs"}))["id"]
    body = {"name": "Mine", "project_id": project_id, "model_id": hidden["id"]}
    problem(builder.post("/deployments", json=body), 404, "model_not_found")
    theirs = created(owner.post("/deployments", json=body))
    path = f"/deployments/{theirs['id']}"
    assert ok(builder.post(f"{path}/run", json={"question": "Who?"}))["answer"]
    renamed = builder.patch(path, json={"name": "Ours", "model_id": hidden["id"]})
    assert ok(renamed)["name"] == "Ours"
    mine = created(
        builder.post(
            "/deployments",
            json={**body, "model_id": platform.language_model(builder)["id"]},
        )
    )
    changed = builder.patch(f"/deployments/{mine['id']}", json={"model_id": hidden["id"]})
    problem(changed, 404, "model_not_found")


def test_a_model_is_for_the_groups_that_it_is_shared_with(
    platform: Platform, owner: Client, builder: Client, hidden: dict[str, Any]
) -> None:
    group_id = group_of(owner, builder)
    visibility = {"everyone": False, "group_ids": [group_id]}
    told = ok(owner.patch(f"/models/{hidden['id']}", json={"visibility": visibility}))
    assert [group["id"] for group in told["visibility"]["groups"]] == [group_id]
    seen = ok(builder.get(f"/models/{hidden['id']}"))
    assert seen["visibility"] == {"everyone": False, "groups": []}
    assert "Hidden" not in names(platform.register("other@example.com", role="builder"))
    path = f"/groups/{group_id}/members/{builder.user['id']}"
    assert owner.delete(path).status_code == 204
    problem(builder.get(f"/models/{hidden['id']}"), 404, "model_not_found")
    unknown = {"everyone": False, "group_ids": [str(uuid.uuid4())]}
    problem(
        owner.patch(f"/models/{hidden['id']}", json={"visibility": unknown}), 404, "group_not_found"
    )


def test_hidden_embedding_models_and_rerankers_cannot_be_chosen(
    platform: Platform, owner: Client, builder: Client
) -> None:
    nobody = {"everyone": False}
    embedder = make(
        owner, name="E", model_type="embedding", config={"dimension": 8}, visibility=nobody
    )
    reranker = make(owner, name="R", model_type="reranker", visibility=nobody)
    listed = ok(builder.get("/embedding-models"))["items"]
    assert embedder["id"] not in {model["name"] for model in listed}
    project_id = created(builder.post("/projects", json={"name": "Theirs"}))["id"]

    def with_config(**config: Any) -> Any:
        body = {"name": uuid.uuid4().hex, "project_id": project_id, "config": config}
        return builder.post("/knowledge-bases", json=body)

    problem(with_config(embedding_model=embedder["id"]), 422, "unknown_embedding_model")
    rerank = {"rerank_model_id": reranker["id"], "rerank_candidates": 10}
    problem(with_config(retrieval=rerank), 422, "unknown_rerank_model")
    preset = {"name": "P", "config": {"retrieval": rerank}}
    problem(builder.post("/rag-configs", json=preset), 422, "unknown_rerank_model")
    kb = created(with_config())
    search = {"query": "Who?", "profile": rerank}
    problem(
        builder.post(f"/knowledge-bases/{kb['id']}/search", json=search),
        422,
        "unknown_rerank_model",
    )
    path = f"/knowledge-bases/{kb['id']}"
    ok(owner.patch(path, json={"config": {"retrieval": rerank}}))
    kept = builder.patch(path, json={"name": "Renamed", "config": {"retrieval": rerank}})
    assert ok(kept)["config"]["retrieval"]["rerank_model_id"] == reranker["id"]


def test_sharing_is_audited_by_itself(owner: Client, hidden: dict[str, Any]) -> None:
    rows = ok(owner.get("/audit/logs"))["items"]
    events = {row["action"]: row["details"] for row in rows if row["resource_id"] == hidden["id"]}
    assert events["model.shared"] == {"everyone": False, "group_ids": []}


def test_the_installations_models_have_terms_too(platform: Platform, owner: Client) -> None:
    local = platform.language_model(owner)
    terms = {
        "prices": PRICES,
        "max_concurrent": 4,
        "timeouts": {"first_token_s": 300},
        "visibility": {"everyone": False},
    }
    changed = ok(owner.patch(f"/models/{local['id']}", json=terms))
    assert changed["max_concurrent"] == 4
    assert changed["timeouts"] == {"first_token_s": 300, "idle_s": None, "total_s": None}
    problem(
        owner.patch(f"/models/{local['id']}", json={**terms, "model_id": "x"}),
        409,
        "model_is_configured",
    )
    cleared = {"max_concurrent": None, "timeouts": None}
    changed = ok(owner.patch(f"/models/{local['id']}", json=cleared))
    assert (changed["max_concurrent"], changed["timeouts"]["first_token_s"]) == (None, None)


def test_no_model_falls_back_to_itself_through_others(owner: Client) -> None:
    first = make(owner, name="1")
    second = make(owner, name="2", fallback_model_id=first["id"])
    third = make(owner, name="3", fallback_model_id=second["id"])
    for fallback in (first, second, third):
        answer = owner.patch(f"/models/{first['id']}", json={"fallback_model_id": fallback["id"]})
        problem(answer, 409, "fallback_circle")
    fourth = make(owner, name="4", fallback_model_id=third["id"])
    too_long = {**CUSTOM, "name": "5", "fallback_model_id": fourth["id"]}
    problem(owner.post("/models", json=too_long), 409, "fallback_chain_too_long")
    problem(owner.delete(f"/models/{first['id']}"), 409, "model_in_use")
    ok(owner.patch(f"/models/{second['id']}", json={"fallback_model_id": None}))
    assert owner.delete(f"/models/{first['id']}").status_code == 204


def test_two_changes_at_once_make_no_circle(owner: Client) -> None:
    ids = [make(owner, name=name)["id"] for name in ("1", "2")]
    together = threading.Barrier(2)

    def fall_back(own: str, other: str) -> int:
        together.wait()
        body = {"fallback_model_id": other}
        return owner.patch(f"/models/{own}", json=body).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(fall_back, ids, reversed(ids)))
    assert sorted(statuses) == [200, 409]


def test_only_models_that_answer_are_fallen_back_to(owner: Client) -> None:
    reranker = make(owner, name="R", model_type="reranker")
    body = {**CUSTOM, "fallback_model_id": reranker["id"]}
    problem(owner.post("/models", json=body), 422, "unknown_fallback_model")


def test_a_fallback_answers_and_is_not_told_to_those_who_may_not_see_it(
    owner: Client, builder: Client, ports: Ports
) -> None:
    with serving(plain(500)) as broken, serving(ANSWER) as good:
        allow(ports, broken.port, good.port)
        second = make(
            owner,
            name="Second",
            model_id="m-2",
            endpoint_url=f"http://127.0.0.1:{good.port}/v1",
            prices=PRICES,
            visibility={"everyone": False},
        )
        first = make(
            owner,
            name="First",
            endpoint_url=f"http://127.0.0.1:{broken.port}/v1",
            fallback_model_id=second["id"],
            prices={**PRICES, "currency": "USD"},
        )
        tried = ok(builder.post(f"/models/{first['id']}/test", json={"prompt": "Hi"}))
    assert (tried["output"], tried["answered_by"]) == ("Hello.", "m-2")
    assert tried["cost"]["currency"] == "EUR", "the prices are those of the one that answered"
    assert ok(owner.get(f"/models/{first['id']}"))["fallback_model_id"] == second["id"]
    assert ok(builder.get(f"/models/{first['id']}"))["fallback_model_id"] is None


def test_health_tells_how_the_latest_calls_went(owner: Client, ports: Ports) -> None:
    answers = in_turn(ANSWER, plain(400), plain(200, b'{"data": []}'))
    with serving(answers) as server:
        allow(ports, server.port)
        model = make(owner, endpoint_url=f"http://127.0.0.1:{server.port}/v1", max_concurrent=3)
        ok(owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}))
        problem(
            owner.post(f"/models/{model['id']}/test", json={"prompt": "Hi"}), 502, "model_refused"
        )
        health = ok(owner.get(f"/models/{model['id']}/health"))
    assert (health["status"], health["circuit"]) == ("up", "closed")
    assert (health["running"], health["waiting"]) == (0, 0)
    history = [(outcome["kind"], outcome["failure"]) for outcome in health["history"]]
    assert history == [("answer", None), ("answer", "model_refused"), ("check", None)]
    assert health["history"][0]["ms"] > 0


OFFERED = json.dumps({"data": [{"id": "b", "max_model_len": 4096}, {"id": "a"}]}).encode()


@pytest.fixture
def offering(ports: Ports) -> Iterator[LoopbackServer]:
    """A server that tells what it serves."""
    with serving(plain(body=OFFERED)) as server:
        allow(ports, server.port)
        yield server


def test_discovers_what_an_endpoint_offers(owner: Client, offering: LoopbackServer) -> None:
    body = {
        "provider": "vllm",
        "endpoint_url": f"http://127.0.0.1:{offering.port}/v1",
        "api_key": KEY,
    }
    found = ok(owner.post("/models/discover", json=body))
    assert found["items"] == [
        {"id": "a", "owner": None, "context_tokens": None},
        {"id": "b", "owner": None, "context_tokens": 4096},
    ]
    line, headers = offering.requests[0]
    assert (line, headers["Authorization"]) == ("GET /v1/models HTTP/1.1", f"Bearer {KEY}")


def test_lists_what_is_served_beside_a_registered_model(
    owner: Client, builder: Client, offering: LoopbackServer
) -> None:
    model = make(owner, endpoint_url=f"http://127.0.0.1:{offering.port}/v1", api_key=KEY)
    found = ok(builder.get(f"/models/{model['id']}/offers"))
    assert [offer["id"] for offer in found["items"]] == ["a", "b"]
    assert offering.requests[0][1]["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"endpoint_url": "http://127.0.0.1:5432"}, "address_not_allowed"),
        ({"endpoint_url": "http://169.254.169.254/v1"}, "address_not_allowed"),
        ({"endpoint_url": "file:///etc/passwd"}, "address_not_allowed"),
        ({"endpoint_url": None}, "endpoint_required"),
        ({"api_key": "…cdef", "endpoint_url": "https://93.184.215.14/v1"}, "invalid_api_key"),
        ({"provider": "local"}, "invalid_request"),
    ],
)
def test_refuses_to_discover(owner: Client, fields: dict[str, Any], code: str) -> None:
    problem(owner.post("/models/discover", json={"provider": "custom", **fields}), 422, code)


def test_the_installations_key_is_not_sent_to_an_entered_address(
    owner: Client, ports: Ports, offering: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.settings, "openai_api_key", SecretStr("sk-of-the-installation-00"))
    url = f"http://127.0.0.1:{offering.port}/v1"
    ok(owner.post("/models/discover", json={"provider": "openai", "endpoint_url": url}))
    assert "Authorization" not in offering.requests[0][1]
    monkeypatch.setattr(ports.settings, "openai_base_url", url)
    ok(owner.post("/models/discover", json={"provider": "openai"}))
    assert "installation" in offering.requests[1][1]["Authorization"]


@pytest.mark.parametrize(("status", "answer"), [(401, 502), (500, 503), (200, 503)])
def test_an_endpoint_that_does_not_tell_is_a_failure_of_its_own(
    owner: Client, ports: Ports, status: int, answer: int
) -> None:
    with serving(plain(status, b'{"echo": "your key"}')) as server:
        allow(ports, server.port)
        url = f"http://127.0.0.1:{server.port}/v1"
        response = owner.post("/models/discover", json={"provider": "custom", "endpoint_url": url})
    assert response.status_code == answer
    assert "your key" not in response.text


def test_anthropic_needs_a_key_at_its_own_address_only(owner: Client, ports: Ports) -> None:
    body = {"provider": "anthropic", "endpoint_url": None}
    model = make(owner, name="A", **body)
    path = f"/models/{model['id']}"
    problem(owner.post(f"{path}/test", json={"prompt": "Hi"}), 409, "model_not_configured")
    assert ok(owner.get(f"{path}/health"))["status"] == "down"
    event = (
        b'data: {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Hi."}}\n\n'
        b'data: {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, '
        b'"usage": {"output_tokens": 1}}\n\ndata: {"type": "message_stop"}\n\n'
    )
    with serving(plain(body=event, Content_Type="text/event-stream")) as server:
        allow(ports, server.port)
        ok(owner.patch(path, json={"endpoint_url": f"http://127.0.0.1:{server.port}"}))
        assert ok(owner.post(f"{path}/test", json={"prompt": "Hi"}))["output"] == "Hi."
    assert server.requests[0][0] == "POST /v1/messages HTTP/1.1"
