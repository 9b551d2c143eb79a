"""Versions of deployments: what is live, who gets a candidate, and the way back."""

import uuid
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select, update

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage, DeploymentVersion, ModelRegistry, UsageRecord
from app.services.deployments.traffic import is_for_candidate
from tests.factories import Client, Platform, created, ok, problem


@pytest.fixture
def deployment(platform: Platform, owner: Client) -> dict[str, Any]:
    return platform.deployment(owner, [], system_prompt="One.", note="The first")


@pytest.fixture
def path(deployment: dict[str, Any]) -> str:
    return f"/deployments/{deployment['id']}"


def ask(client: Client, deployment_id: str) -> dict[str, Any]:
    chat = created(client.post("/chat/sessions", json={"deployment_id": deployment_id}))
    asked = {"content": "How long?"}
    return created(client.post(f"/chat/sessions/{chat['id']}/messages", json=asked))["answer"]


def version_of(answer: dict[str, Any]) -> int | None:
    query = select(DeploymentVersion.number).join(
        ChatMessage, ChatMessage.deployment_version_id == DeploymentVersion.id
    )
    with unit_of_work() as uow:
        return uow.session.scalar(query.where(ChatMessage.id == uuid.UUID(answer["id"])))


def add_model(name: str) -> str:
    with unit_of_work() as uow:
        model = ModelRegistry(name=name, model_type="base", provider="openai", model_id="m")
        uow.session.add(model)
        uow.session.flush()
        return str(model.id)


def test_a_change_is_a_version_and_a_new_name_is_none(owner: Client, path: str) -> None:
    assert ok(owner.patch(path, json={"name": "Helper"}))["version"] == 1
    changed = ok(owner.patch(path, json={"system_prompt": "Two.", "note": "Kinder"}))
    assert (changed["version"], changed["live"]["note"]) == (2, "Kinder")
    rows = ok(owner.get(f"{path}/versions"))["items"]
    assert [(row["number"], row["prompt"], row["is_live"], row["percent"]) for row in rows] == [
        (2, "Two.", True, 100),
        (1, "One.", False, 0),
    ]
    first = ok(owner.get(f"{path}/versions/1"))
    assert (first["note"], first["created_by"]["id"]) == ("The first", owner.user["id"])
    problem(owner.get(f"{path}/versions/3"), 404, "deployment_version_not_found")


def test_a_draft_answers_nobody_until_it_is_live(
    owner: Client, deployment: dict[str, Any], path: str, model: ScriptedModel
) -> None:
    drafted = ok(owner.patch(path, json={"system_prompt": "Two.", "publish": False}))
    assert (drafted["version"], drafted["latest_version"]) == (1, 2)
    assert drafted["system_prompt"] == "One."
    assert version_of(ask(owner, deployment["id"])) == 1
    further = {"memory_turns": 1, "base_version": 2, "publish": False}
    assert ok(owner.patch(path, json=further))["latest_version"] == 3
    assert ok(owner.get(f"{path}/versions/3"))["prompt"] == "Two."
    live = ok(owner.post(f"{path}/rollback", json={"version": 3}))
    assert (live["version"], live["memory_turns"]) == (3, 1)
    answer = ask(owner, deployment["id"])
    assert version_of(answer) == 3
    assert model.prompts[-1].messages[0].content == "Two."


def test_usage_names_the_version(owner: Client, deployment: dict[str, Any], path: str) -> None:
    ok(owner.post(f"{path}/run", json={"question": "How long?"}))
    with unit_of_work() as uow:
        record = uow.session.scalars(select(UsageRecord)).one()
        version = uow.session.scalars(select(DeploymentVersion)).one()
        assert record.deployment_version_id == version.id


def test_versions_are_compared_by_setting_and_by_line(owner: Client, path: str) -> None:
    config = {"temperature": 0.7, "retrieval": {"top_k": 6}}
    ok(owner.patch(path, json={"system_prompt": "One.\nTwo.", "config": config}))
    diff = ok(owner.get(f"{path}/versions/diff?a=1&b=2"))
    assert {change["field"]: (change["a"], change["b"]) for change in diff["changes"]} == {
        "config.temperature": ("0.1", "0.7"),
        "config.retrieval.top_k": ("4", "6"),
    }
    assert [(part["kind"], part["text"]) for part in diff["prompt"]] == [
        ("removed", "One."),
        ("added", "One.\nTwo."),
    ]
    same = ok(owner.get(f"{path}/versions/diff?a=2&b=2"))
    assert (same["changes"], same["prompt"]) == ([], [])


def test_a_rollback_to_a_deleted_knowledge_base_says_what_is_missing(
    platform: Platform, owner: Client
) -> None:
    first, second = (platform.knowledge_base(owner, name) for name in ("First", "Second"))
    deployment = platform.deployment(owner, [first["id"]])
    path = f"/deployments/{deployment['id']}"
    ok(owner.patch(path, json={"knowledge_base_ids": [second["id"]]}))
    assert owner.delete(f"/knowledge-bases/{first['id']}").status_code == 204
    for _ in range(2):
        body = problem(
            owner.post(f"{path}/rollback", json={"version": 1}), 409, "knowledge_base_gone"
        )
        assert body["details"]["knowledge_bases"] == ["First"]
        assert "base_version" in body["details"]["remedy"]
        platform.run_jobs()
    traffic = {"candidate_version": 1, "percent": 50}
    problem(owner.put(f"{path}/traffic", json=traffic), 409, "knowledge_base_gone")
    (gone,) = ok(owner.get(f"{path}/versions/1"))["knowledge_bases"]
    assert gone == {"id": first["id"], "name": "First", "available": False}
    assert ok(owner.get(path))["version"] == 2


def test_a_model_outlives_its_live_and_candidate_versions_only(owner: Client, path: str) -> None:
    model_id = add_model("Other")
    local = ok(owner.get(path))["model_id"]
    ok(owner.patch(path, json={"model_id": model_id}))
    ok(owner.patch(path, json={"model_id": local}))
    ok(owner.put(f"{path}/traffic", json={"candidate_version": 2, "percent": 10}))
    body = problem(owner.delete(f"/models/{model_id}"), 409, "model_in_use")
    assert body["details"]["deployments"] == 1
    assert owner.delete(f"{path}/traffic").status_code == 200
    assert owner.delete(f"/models/{model_id}").status_code == 204
    problem(owner.post(f"{path}/rollback", json={"version": 2}), 409, "model_gone")
    shown = ok(owner.get(f"{path}/versions/2"))
    assert (shown["model_name"], shown["model_available"]) == ("Other", False)


def test_an_answer_is_not_made_without_the_knowledge_it_was_to_be_made_of(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(owner)
    deployment = platform.deployment(owner, [kb["id"]])
    assert owner.delete(f"/knowledge-bases/{kb['id']}").status_code == 204
    run = owner.post(f"/deployments/{deployment['id']}/run", json={"question": "How long?"})
    problem(run, 409, "knowledge_gone")
    assert model.prompts == []


def test_a_candidate_gets_its_share_and_conversations_stay_with_it(
    owner: Client, deployment: dict[str, Any], path: str
) -> None:
    ok(owner.patch(path, json={"system_prompt": "Two.", "publish": False}))
    split = ok(owner.put(f"{path}/traffic", json={"candidate_version": 2, "percent": 40}))
    assert (split["candidate"]["number"], split["candidate"]["percent"]) == (2, 40)
    assert [row["percent"] for row in ok(owner.get(f"{path}/versions"))["items"]] == [40, 60]
    answered = []
    for _ in range(12):
        chat = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
        messages = f"/chat/sessions/{chat['id']}/messages"
        twice = [
            version_of(created(owner.post(messages, json={"content": "?"}))["answer"])
            for _ in range(2)
        ]
        assert twice[0] == twice[1]
        wanted = is_for_candidate(uuid.UUID(deployment["id"]), 2, uuid.UUID(chat["id"]), 40)
        assert twice[0] == (2 if wanted else 1)
        answered += twice
    joined = ok(owner.delete(f"{path}/traffic"))
    assert joined["candidate"] is None
    assert version_of(ask(owner, deployment["id"])) == 1


def test_refuses_a_candidate_that_would_change_nothing(owner: Client, path: str) -> None:
    live = {"candidate_version": 1, "percent": 40}
    problem(owner.put(f"{path}/traffic", json=live), 409, "candidate_is_live")
    for percent in (0, 100, -1):
        body = {"candidate_version": 2, "percent": percent}
        assert owner.put(f"{path}/traffic", json=body).status_code == 422


def test_a_rollback_ends_the_trial(owner: Client, path: str) -> None:
    ok(owner.patch(path, json={"system_prompt": "Two.", "publish": False}))
    ok(owner.put(f"{path}/traffic", json={"candidate_version": 2, "percent": 40}))
    back = ok(owner.post(f"{path}/rollback", json={"version": 1}))
    assert (back["version"], back["candidate"]) == (1, None)


def test_the_share_is_what_it_says_and_grows_without_changing_sides() -> None:
    deployment_id = uuid.uuid4()
    keys = [uuid.uuid4() for _ in range(20_000)]
    sides = {
        percent: {key for key in keys if is_for_candidate(deployment_id, 2, key, percent)}
        for percent in (10, 50)
    }
    for percent, chosen in sides.items():
        assert abs(len(chosen) / len(keys) * 100 - percent) < 2
    assert sides[10] < sides[50]
    other = Counter(is_for_candidate(deployment_id, 3, key, 50) for key in sides[50])
    assert 0.4 < other[True] / len(sides[50]) < 0.6


def test_guests_see_answers_and_no_versions(
    platform: Platform, owner: Client, deployment: dict[str, Any], path: str
) -> None:
    guest = platform.register("guest@example.com")
    ok(owner.patch(path, json={"system_prompt": "Two.", "note": "Secret", "publish": False}))
    ok(owner.put(f"{path}/traffic", json={"candidate_version": 2, "percent": 40}))
    ok(owner.put(f"{path}/sharing", json={"everyone": True, "group_ids": []}))
    seen = guest.get(path)
    assert (ok(seen)["candidate"], ok(seen)["system_prompt"]) == (None, "")
    assert "The first" not in seen.text
    for route in ("versions", "versions/1", "versions/diff?a=1&b=2"):
        problem(guest.get(f"{path}/{route}"), 403, "project_role")
    problem(guest.post(f"{path}/rollback", json={"version": 1}), 403, "project_role")


def test_versions_are_compared_by_what_came_of_them(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    deployment = platform.deployment(owner, [kb["id"]])
    path = f"/deployments/{deployment['id']}"
    ok(owner.patch(path, json={"memory_turns": 1, "publish": False}))
    set_prices()
    for rating in (1, 1, -1):
        answer = ask(owner, deployment["id"])
        feedback = f"/chat/sessions/{answer['session_id']}/messages/{answer['id']}/feedback"
        ok(owner.put(feedback, json={"rating": rating}))
    evaluate(platform, owner, kb["id"], deployment["id"], version=2)
    model.pieces, model.error = [], Transient("The model is away.")
    assert owner.post(f"{path}/run", json={"question": "?"}).status_code == 503
    compared = ok(owner.get(f"{path}/versions/compare?a=1&b=2"))
    assert [change["field"] for change in compared["difference"]["changes"]] == ["memory_turns"]
    a, b = compared["a"], compared["b"]
    assert (a["answers"]["complete"], a["answers"]["good"], a["answers"]["bad"]) == (3, 2, 1)
    assert a["answers"]["total_ms"] >= a["answers"]["first_token_ms"] > 0
    assert a["answers"]["total_ms_95"] >= a["answers"]["total_ms"]
    assert (a["tokens"]["calls"], a["tokens"]["prompt_tokens"], a["evaluations"]) == (3, 21, [])
    assert b["answers"]["complete"] == 0
    assert b["answers"]["total_ms"] is None
    assert float(a["tokens"]["cost"]["amount"]) == pytest.approx(21 * 2 / 1e6 + 6 * 10 / 1e6)
    assert a["tokens"]["cost"]["currency"] == "EUR"
    (run,) = b["evaluations"]
    assert (run["question_set_name"], run["question_set_version"]) == ("Leave", 1)
    assert "recall@5" in {metric["name"] for metric in run["metrics"]}


def set_prices() -> None:
    with unit_of_work() as uow:
        uow.session.execute(
            update(ModelRegistry).values(input_price=2, output_price=10, price_currency="EUR")
        )


def evaluate(
    platform: Platform, client: Client, kb_id: str, deployment_id: str, version: int
) -> None:
    question = {"question": "How long is parental leave?", "gold": [{"document_name": "handbook"}]}
    body = {"name": "Leave", "knowledge_base_id": kb_id, "questions": [question]}
    made = created(client.post("/evaluations/question-sets", json=body))["id"]
    wanted = {
        "question_set_id": made,
        "deployment_id": deployment_id,
        "deployment_version": version,
    }
    run = client.post("/evaluations/runs", json=wanted)
    assert run.status_code == 202, run.text
    assert run.json()["deployment_version"] == version
    platform.run_jobs()


def test_only_members_try_a_version_that_is_not_live(
    platform: Platform, owner: Client, path: str
) -> None:
    kb = platform.knowledge_base(owner)
    body = {"name": "Leave", "knowledge_base_id": kb["id"], "questions": [{"question": "?"}]}
    made = created(owner.post("/evaluations/question-sets", json=body))["id"]
    alone = {"question_set_id": made, "deployment_version": 1}
    assert owner.post("/evaluations/runs", json=alone).status_code == 422
    missing = {**alone, "deployment_id": path.rsplit("/", 1)[1], "deployment_version": 9}
    problem(owner.post("/evaluations/runs", json=missing), 404, "deployment_version_not_found")
