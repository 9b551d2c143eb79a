"""Calls: what programs asked of a deployment, kept for a while for whoever asked."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from app.core.clock import now
from app.core.errors import Transient
from app.core.ids import new_id
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import DeploymentCall, DeploymentVersion, Schedule, UsageRecord
from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.models.usage import UsageKind, UsageStatus
from app.services.answers.draft import Draft
from app.services.calls import recording
from app.services.calls.recording import Caller, EndedCall
from app.workers import sweeper
from tests.factories import Client, Platform, created, ok, problem
from tests.tasks import task

QUESTION = "How long is parental leave?"


@pytest.fixture
def deployment(platform: Platform, owner: Client) -> dict[str, Any]:
    """A deployment over one ingested document, for everyone."""
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    made = platform.deployment(owner, [kb["id"]], name="Staff handbook")
    everyone = {"everyone": True, "group_ids": []}
    ok(owner.put(f"/deployments/{made['id']}/sharing", json=everyone))
    return {**made, "knowledge_base_id": kb["id"]}


def complete(platform: Platform, key: str, deployment: dict[str, Any], **fields: Any) -> Any:
    """A completion over `/v1`."""
    body = {"model": deployment["slug"], "messages": [{"role": "user", "content": QUESTION}]}
    headers = {"Authorization": f"Bearer {key}"}
    return platform.http.post("/v1/chat/completions", json={**body, **fields}, headers=headers)


def run(client: Client, deployment: dict[str, Any]) -> Any:
    return client.post(f"/deployments/{deployment['id']}/run", json={"question": QUESTION})


def calls_of(client: Client, deployment: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
    page = ok(client.get(f"/deployments/{deployment['id']}/calls", params=params))
    assert page["total"] == len(page["items"])
    items: list[dict[str, Any]] = page["items"]
    return items


def read(client: Client, deployment: dict[str, Any], call: dict[str, Any]) -> Any:
    return client.get(f"/deployments/{deployment['id']}/calls/{call['id']}")


@pytest.mark.parametrize("stream", [False, True])
def test_a_completion_is_kept_with_everything_that_it_was_made_of(
    platform: Platform, owner: Client, deployment: dict[str, Any], stream: bool
) -> None:
    key = created(owner.post("/api-keys", json={"name": "Bot", "scopes": ["chat"]}))
    answered = complete(platform, key["key"], deployment, stream=stream)
    assert answered.status_code == 200
    [call] = calls_of(owner, deployment)
    assert (call["via"], call["status"], call["version"]) == ("openai", "complete", 1)
    assert call["api_key"] == {"id": key["api_key"]["id"], "name": "Bot"}
    assert call["tokens"] == {"prompt_tokens": 7, "completion_tokens": 2}
    assert call["timings"]["total_ms"] >= call["timings"]["first_token_ms"] > 0
    whole = ok(read(owner, deployment, call))
    assert (whole["question"], whole["answer"]) == (QUESTION, "The answer is here [1].")
    assert whole["request_id"] == answered.headers["x-request-id"]
    assert whole["trace"]["retrieval"]["hits"][0]["scores"]["fused"]["rank"] == 1
    assert whole["trace"]["prompt"][-1]["content"].endswith(QUESTION)
    assert {name: whole[name] for name in call} == call


def test_a_run_is_kept_and_long_questions_are_shown_by_their_beginning(
    owner: Client, deployment: dict[str, Any]
) -> None:
    question = "How long? " * 100
    ok(owner.post(f"/deployments/{deployment['id']}/run", json={"question": question}))
    [call] = calls_of(owner, deployment)
    assert (call["via"], call["api_key"]) == ("run", None)
    assert call["question"] == question[:200]
    assert ok(read(owner, deployment, call))["question"] == question.strip()


def test_calls_are_listed_newest_first_and_by_status(
    owner: Client, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    ok(run(owner, deployment))
    model.pieces, model.error = [], Transient("Down.", code="model_unavailable")
    problem(run(owner, deployment), 503, "model_unavailable")
    assert [call["status"] for call in calls_of(owner, deployment)] == ["failed", "complete"]
    [failed] = calls_of(owner, deployment, status="failed")
    assert failed["error_code"] == "model_unavailable"
    whole = ok(read(owner, deployment, failed))
    assert whole["answer"] == ""
    assert whole["trace"]["prompt"], "what was sent to the model that failed"


def test_calls_are_for_whoever_made_them_alone(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    reader = platform.register("reader@example.com")
    admin = platform.register("admin@example.com", role="admin")
    ok(run(reader, deployment))
    [call] = calls_of(reader, deployment)
    for other in (owner, admin):
        assert calls_of(other, deployment) == []
        problem(read(other, deployment, call), 404, "call_not_found")


def test_who_may_not_use_the_deployment_any_more_sees_no_calls_of_it(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    reader = platform.register("reader@example.com")
    ok(run(reader, deployment))
    [call] = calls_of(reader, deployment)
    nobody = {"everyone": False, "group_ids": []}
    ok(owner.put(f"/deployments/{deployment['id']}/sharing", json=nobody))
    path = f"/deployments/{deployment['id']}/calls"
    problem(reader.get(path), 404, "deployment_not_found")
    problem(read(reader, deployment, call), 404, "call_not_found")


def test_a_call_of_another_deployment_is_not_found(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    ok(run(owner, deployment))
    [call] = calls_of(owner, deployment)
    other = platform.deployment(owner, [], name="Other")
    assert calls_of(owner, other) == []
    problem(read(owner, other, call), 404, "call_not_found")


def test_what_the_reader_may_not_open_any_more_is_withheld(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    reader = platform.register("reader@example.com")
    ok(run(reader, deployment))
    [call] = calls_of(reader, deployment)
    group = created(owner.post("/groups", json={"name": "Few"}))
    documents = f"/knowledge-bases/{deployment['knowledge_base_id']}/documents"
    [document] = ok(owner.get(documents))["items"]
    few = {"group_ids": [group["id"]]}
    ok(owner.put(f"{documents}/{document['id']}/restriction", json=few))
    trace = ok(read(reader, deployment, call))["trace"]
    assert trace["retrieval"]["hits"] == []
    assert "twenty-six" not in str(trace)


def kept() -> int:
    with unit_of_work() as uow:
        return uow.session.scalar(select(func.count(DeploymentCall.id))) or 0


def test_nothing_is_kept_where_that_is_not_wanted(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    platform.ports.settings.call_retention_days = 0
    ok(run(owner, deployment))
    assert kept() == 0


def test_calls_are_forgotten_after_their_time(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    for _ in range(2):
        ok(run(owner, deployment))
    newer, older = calls_of(owner, deployment)
    long_ago = now() - timedelta(days=platform.ports.settings.call_retention_days, minutes=1)
    with unit_of_work() as uow:
        old = DeploymentCall.id == older["id"]
        uow.session.execute(update(DeploymentCall).where(old).values(created_at=long_ago))
    sweeper.sweep(platform.ports)
    with unit_of_work() as uow:
        uow.session.execute(update(Schedule).values(due_at=now()))
    sweeper.sweep(platform.ports)
    assert calls_of(owner, deployment) == [newer]


@pytest.fixture
def full_table() -> Iterator[None]:
    """No call can be written."""
    with unit_of_work() as uow:
        uow.session.execute(
            text("ALTER TABLE deployment_calls ADD CONSTRAINT nothing CHECK (false) NOT VALID")
        )
    yield
    with unit_of_work() as uow:
        uow.session.execute(text("ALTER TABLE deployment_calls DROP CONSTRAINT nothing"))


@pytest.mark.usefixtures("full_table")
def test_an_answer_is_given_and_charged_also_when_it_cannot_be_kept(
    owner: Client, deployment: dict[str, Any]
) -> None:
    assert ok(run(owner, deployment))["answer"]
    assert kept() == 0
    with unit_of_work() as uow:
        settled = select(UsageRecord.status).where(UsageRecord.kind == UsageKind.RUN)
        assert uow.session.scalars(settled).all() == [UsageStatus.SETTLED]


def test_one_that_cannot_be_kept_does_not_take_others_with_it(
    platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    ok(run(owner, deployment))
    [taken] = calls_of(owner, deployment)
    ids = [new_id(), uuid.UUID(taken["id"]), new_id()]
    recording.record([ended_call(owner, deployment, each) for each in ids])
    assert {call["id"] for call in calls_of(owner, deployment)} == {str(each) for each in ids}


def ended_call(owner: Client, deployment: dict[str, Any], call_id: uuid.UUID) -> EndedCall:
    """Of somebody who has asked nothing; only whose it is matters."""
    user_id = uuid.UUID(ok(owner.get("/auth/me"))["id"])
    with unit_of_work() as uow:
        of_one = DeploymentVersion.deployment_id == uuid.UUID(deployment["id"])
        version = uow.session.scalars(select(DeploymentVersion).where(of_one)).one()
        asked = replace(task([], []), deployment_id=version.deployment_id, version_id=version.id)
    caller = Caller(user_id, None, None, CallVia.RUN)
    return EndedCall(call_id, caller, asked, Draft(), MessageStatus.COMPLETE, None)
