"""Answers of `/v1` are begun before all is looked up, and told only when it says the same."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.core.clock import now
from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.integrations.ports import Ports
from app.integrations.rate_limits import Admission, Window
from app.models import UsageRecord
from app.models.usage import UsageKind
from app.services.openai import head_start
from tests.api.test_models import CUSTOM
from tests.api.test_openai import key_of, served
from tests.factories import Client, Platform, created, ok, set_tier
from tests.waiting import until


@dataclass
class Gate:
    """A rate limiter that notes how often the model was asked before a request was counted.

    What is to happen `meanwhile` happens once, while the next request is being counted.
    """

    model: ScriptedModel
    wait_for: int = 0
    admits: bool = True
    meanwhile: Callable[[], object] | None = None
    asked_before: list[int] = field(default_factory=list)

    def hit(self, key: str, limit: int) -> Admission:
        until(lambda: len(self.model.prompts) >= self.wait_for, "the model was not asked early")
        self.asked_before.append(len(self.model.prompts))
        act, self.meanwhile = self.meanwhile, None
        if act:
            act()
        return Admission(self.admits, self.window(key, limit))

    def window(self, key: str, limit: int) -> Window:
        return Window(limit, 1, now())


@pytest.fixture
def gate(ports: Ports, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Counts the requests instead of Redis. A slow machine does not make a moment shorter."""
    monkeypatch.setattr(head_start, "HOLDS_S", 120.0)
    gate = Gate(model)
    ports.rate_limits = gate
    return gate


@dataclass
class Program:
    """Asks deployments over real HTTP, with a key of somebody whom limits bind."""

    client: Client
    http: httpx.Client
    slug: str = ""

    def ask(self, question: str = "How long is parental leave?", **fields: Any) -> httpx.Response:
        turn = {"role": "user", "content": question}
        body = {"model": self.slug, "messages": [turn], "stream": True, **fields}
        return self.http.post("/chat/completions", json=body)


@pytest.fixture
def program(app: FastAPI, platform: Platform, owner: Client) -> Iterator[Program]:
    """A builder's program, asking a deployment of theirs without knowledge."""
    set_tier("free", requests_per_minute=1000, tokens_per_month=None)
    client = platform.register("member@example.com", tier="free")
    with served(app) as url:
        headers = {"Authorization": f"Bearer {key_of(client)}"}
        with httpx.Client(base_url=url, headers=headers, timeout=60) as http:
            yield Program(client, http)


@pytest.fixture
def deployment(platform: Platform, program: Program) -> dict[str, Any]:
    """A deployment without knowledge."""
    made = platform.deployment(program.client, [], system_prompt="One.")
    program.slug = made["slug"]
    return made


def told(response: httpx.Response) -> str:
    """The answer that was streamed."""
    assert response.status_code == 200, response.text
    return response.text


def settled() -> list[str]:
    """The state of each record of tokens, in their order."""
    with unit_of_work() as uow:
        records = select(UsageRecord.status).where(UsageRecord.kind != UsageKind.INGEST)
        query = records.order_by(UsageRecord.created_at)
        return list(uow.session.scalars(query))


def test_the_model_is_asked_while_the_request_is_still_being_counted(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    first = told(program.ask())
    gate.wait_for = 2
    second = told(program.ask("And maternity leave?", stream=False))
    assert gate.asked_before == [0, 2]
    assert "The answer" in first
    assert "The answer is here" in second
    assert len(model.prompts) == 2
    assert model.prompts[1].messages[-1].content == "And maternity leave?"
    until(lambda: settled() == ["settled", "settled"])
    calls = ok(program.client.get(f"/deployments/{deployment['id']}/calls"))
    assert [call["status"] for call in calls["items"]] == ["complete", "complete"]


def test_a_refused_request_is_told_nothing_and_costs_nothing(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    gate.wait_for, gate.admits = 2, False
    refused = program.ask()
    assert refused.status_code == 429
    assert "The answer" not in refused.text
    until(lambda: model.closed_early == 1)
    # What is refused once is not begun early again, until something has been allowed.
    assert [program.ask().status_code for _ in range(3)] == [429, 429, 429]
    assert len(model.prompts) == 2
    gate.admits = True
    told(program.ask())
    assert gate.asked_before == [0, 2, 2, 2, 2, 2]
    assert len(model.prompts) == 3
    until(lambda: settled() == ["settled", "settled"])
    calls = ok(program.client.get(f"/deployments/{deployment['id']}/calls"))
    assert calls["total"] == 2


def test_without_tokens_left_nothing_is_told(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    gate.wait_for = 2
    set_tier("free", tokens_per_month=1)
    refused = program.ask()
    assert refused.json()["error"]["code"] == "insufficient_quota"
    until(lambda: model.closed_early == 1)
    program.ask()
    assert len(model.prompts) == 2


def share(client: Client, deployment: dict[str, Any], *, everyone: bool) -> None:
    body = {"everyone": everyone, "group_ids": []}
    ok(client.put(f"/deployments/{deployment['id']}/sharing", json=body))


def test_whoever_may_not_use_a_deployment_any_more_is_told_nothing(
    program: Program, owner: Client, platform: Platform, gate: Gate, model: ScriptedModel
) -> None:
    shared = platform.deployment(owner, [], name="Shared")
    program.slug = shared["slug"]
    share(owner, shared, everyone=True)
    told(program.ask())
    gate.wait_for = 2
    gate.meanwhile = lambda: share(owner, shared, everyone=False)
    refused = program.ask()
    assert refused.status_code == 404
    assert "The answer" not in refused.text
    until(lambda: model.closed_early == 1)
    assert program.ask().status_code == 404
    assert len(model.prompts) == 2


def test_a_key_that_has_ended_reaches_no_model(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    (key,) = ok(program.client.get("/api-keys"))["items"]
    program.client.delete(f"/api-keys/{key['id']}")
    assert program.ask().status_code == 401
    assert len(model.prompts) == 1


def changed_version(program: Program, deployment: dict[str, Any]) -> None:
    ok(program.client.patch(f"/deployments/{deployment['id']}", json={"system_prompt": "Two."}))


def test_a_new_version_answers_from_the_next_word_on(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    gate.wait_for = 2
    gate.meanwhile = lambda: changed_version(program, deployment)
    told(program.ask())
    begun, answered = [prompt.messages[0].content for prompt in model.prompts[1:]]
    assert ("One." in begun, "Two." in answered) == (True, True)
    until(lambda: model.closed_early == 1)
    gate.wait_for = 4
    told(program.ask())
    assert "Two." in model.prompts[3].messages[0].content
    assert len(model.prompts) == 4
    until(lambda: settled() == ["settled"] * 3)


def test_a_changed_model_is_asked_anew(
    program: Program, platform: Platform, owner: Client, gate: Gate, ports: Ports
) -> None:
    entered = created(owner.post("/models", json=CUSTOM))
    made = platform.deployment(owner, [], name="Remote", model_id=entered["id"])
    share(owner, made, everyone=True)
    program.slug = made["slug"]
    told(program.ask())
    gate.wait_for = 2
    path = f"/models/{entered['id']}"
    gate.meanwhile = lambda: ok(owner.patch(path, json={"model_id": "m-2"}))
    told(program.ask())
    endpoints = ports.chat_models.endpoints  # type: ignore[attr-defined]
    assert [endpoint.model_id for endpoint in endpoints] == ["m-1", "m-1", "m-2"]


def test_where_versions_share_the_traffic_nothing_is_begun_early(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    changed_version(program, deployment)
    traffic = {"candidate_version": 1, "percent": 50}
    ok(program.client.put(f"/deployments/{deployment['id']}/traffic", json=traffic))
    for number in range(4):
        told(program.ask(f"Question {number}?"))
    assert gate.asked_before == [0, 1, 2, 3]
    assert len(model.prompts) == 4


def test_a_model_that_has_been_exchanged_is_not_asked_after_a_while(
    program: Program,
    deployment: dict[str, Any],
    gate: Gate,
    model: ScriptedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told(program.ask())
    changed_version(program, deployment)
    monkeypatch.setattr(head_start, "HOLDS_S", 0.0)  # longer ago than that
    told(program.ask())
    assert gate.asked_before == [0, 1]
    assert ["Two." in prompt.messages[0].content for prompt in model.prompts] == [False, True]


def test_passages_are_those_that_the_asker_may_read_now(
    program: Program, platform: Platform, gate: Gate, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(program.client)
    document = platform.document(program.client, kb["id"])
    program.slug = platform.deployment(program.client, [kb["id"]], name="Handbook")["slug"]
    told(program.ask())
    assert "twenty-six" in prompted(model)
    path = f"/knowledge-bases/{kb['id']}/documents/{document['id']}"
    assert program.client.delete(path).status_code == 204
    told(program.ask("How long is parental leave, please?"))
    assert "twenty-six" not in prompted(model)


def prompted(model: ScriptedModel) -> str:
    """What the model has read last."""
    return "\n".join(message.content for message in model.prompts[-1].messages)


def test_a_model_that_fails_early_fails_as_ever(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    gate.wait_for = 2
    model.pieces, model.error = (), Transient("The model is away.", code="model_unavailable")
    failed = program.ask()
    assert (failed.status_code, failed.json()["error"]["code"]) == (503, "model_unavailable")
    until(lambda: settled() == ["settled", "released"])


def test_one_is_begun_early_at_a_time(
    program: Program, deployment: dict[str, Any], gate: Gate, model: ScriptedModel
) -> None:
    told(program.ask())
    inside: list[httpx.Response] = []
    gate.wait_for = 2
    gate.meanwhile = lambda: inside.append(program.ask("The second one?"))
    asking = threading.Thread(target=program.ask)
    asking.start()
    asking.join(60)
    assert "The answer" in told(inside[0])
    # The second one was counted while the first one's answer had been begun, and not its own.
    assert gate.asked_before == [0, 2, 2]
    assert len(model.prompts) == 3
