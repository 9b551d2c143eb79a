"""Prompt templates: versions, differences, preview, and answers made with them."""

from typing import Any

import pytest

from app.integrations.llm.fake import ScriptedModel
from tests.factories import HANDBOOK, Client, Platform, created, ok, problem

TEMPLATES = "/deployments/prompt-templates"
CONTENT = "Answer like a harbour master.\n\n{context}\n\nAsked: {question}"
QUESTION = "How long is parental leave?"


def template(client: Client, content: str = CONTENT, **fields: Any) -> dict[str, Any]:
    return created(client.post(TEMPLATES, json={"name": "Harbour", "content": content, **fields}))


def test_another_text_is_another_version_and_the_same_is_none(owner: Client) -> None:
    made = template(owner, note="First")
    path = f"{TEMPLATES}/{made['id']}"
    assert (made["version"], made["variables"]) == (1, ["context", "question"])
    assert ok(owner.patch(path, json={"content": CONTENT, "name": "Port"}))["version"] == 1
    changed = ok(owner.patch(path, json={"content": "Be brief. {question}", "note": "Shorter"}))
    assert (changed["version"], changed["name"]) == (2, "Port")
    assert changed["variables"] == ["question"]
    listed = ok(owner.get(f"{path}/versions"))
    assert [(row["number"], row["note"]) for row in listed["items"]] == [
        (2, "Shorter"),
        (1, "First"),
    ]
    assert ok(owner.get(f"{path}/versions/1"))["content"] == CONTENT
    problem(owner.get(f"{path}/versions/3"), 404, "prompt_template_version_not_found")
    diff = ok(owner.get(f"{path}/diff?a=1&b=2"))["content"]
    assert "".join(part["text"] for part in diff if part["kind"] != "added") == CONTENT


@pytest.mark.parametrize(
    ("content", "code"),
    [("Answer from {context}", "question_missing"), ("{question}{question}", "variable_repeated")],
)
def test_refuses_a_text_that_could_not_ask(owner: Client, content: str, code: str) -> None:
    body = {"name": "Harbour", "content": content}
    assert problem(owner.post(TEMPLATES, json=body), 422, code)["details"]["remedy"]
    made = template(owner)
    problem(owner.patch(f"{TEMPLATES}/{made['id']}", json={"content": content}), 422, code)


def test_refuses_a_name_twice_in_a_project(owner: Client) -> None:
    made = template(owner)
    body = {"name": "harbour", "content": CONTENT}
    problem(owner.post(TEMPLATES, json=body), 409, "name_taken")
    assert owner.delete(f"{TEMPLATES}/{made['id']}").status_code == 204
    template(owner)


def test_a_template_answers_until_it_is_taken_away(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    made = template(owner)
    deployment = platform.deployment(owner, [kb["id"]], prompt_template_id=made["id"])
    path = f"/deployments/{deployment['id']}"
    assert deployment["prompt_template"] == {
        "id": made["id"],
        "name": "Harbour",
        "version": 1,
        "available": True,
    }
    ok(owner.post(f"{path}/run", json={"question": QUESTION}))
    system, user = model.prompts[-1].messages
    assert system.content == "Answer like a harbour master."
    assert user.content.endswith(f"Asked: {QUESTION}")
    assert HANDBOOK.split(".")[0] in user.content
    problem(owner.delete(f"{TEMPLATES}/{made['id']}"), 409, "prompt_template_in_use")
    assert ok(owner.get(f"{TEMPLATES}/{made['id']}"))["deployment_count"] == 1
    changed = ok(owner.patch(path, json={"system_prompt": "Be kind."}))
    assert (changed["prompt_template"], changed["system_prompt"]) == (None, "Be kind.")
    assert owner.delete(f"{TEMPLATES}/{made['id']}").status_code == 204
    back = ok(owner.post(f"{path}/rollback", json={"version": 1}))
    assert back["prompt_template"]["available"] is False
    ok(owner.post(f"{path}/run", json={"question": QUESTION}))
    assert model.prompts[-1].messages[0].content == "Answer like a harbour master."


def test_a_deployment_keeps_its_version_of_a_template(platform: Platform, owner: Client) -> None:
    made = template(owner, "One. {question}")
    deployment = platform.deployment(owner, [], prompt_template_id=made["id"])
    path = f"/deployments/{deployment['id']}"
    ok(owner.patch(f"{TEMPLATES}/{made['id']}", json={"content": "Two. {question}"}))
    assert ok(owner.get(path))["prompt_template"]["version"] == 1
    updated = ok(owner.patch(path, json={"prompt_template_version": 2}))
    assert updated["prompt_template"]["version"] == 2
    assert ok(owner.patch(path, json={"memory_turns": 1}))["prompt_template"]["version"] == 2
    assert ok(owner.patch(path, json={"prompt_template_id": None}))["prompt_template"] is None
    problem(owner.patch(path, json={"prompt_template_version": 1}), 422, "prompt_template_missing")


def test_refuses_templates_that_do_not_go_with_a_deployment(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    made = template(owner, "Be brief. {question}")
    body = {
        "name": "Assistant",
        "model_id": platform.language_model(owner)["id"],
        "prompt_template_id": made["id"],
    }
    with_kb = {**body, "knowledge_base_ids": [kb["id"]]}
    problem(owner.post("/deployments", json=with_kb), 422, "context_missing")
    both = {**body, "system_prompt": "Be kind."}
    assert owner.post("/deployments", json=both).status_code == 422
    project = created(owner.post("/projects", json={"name": "Other"}))["id"]
    elsewhere = {**body, "project_id": project}
    problem(owner.post("/deployments", json=elsewhere), 409, "other_project")


def test_without_memory_the_conversation_goes_as_messages_and_with_it_as_text(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    plain = template(owner, "S. {question}")
    told = template(owner, "S. {memory}\n\n{question}", name="Memory")
    chat = platform.conversation(owner)
    path, deployment = (
        f"/chat/sessions/{chat['id']}/messages",
        f"/deployments/{chat['deployment_id']}",
    )
    ok(owner.patch(deployment, json={"prompt_template_id": plain["id"], "knowledge_base_ids": []}))
    created(owner.post(path, json={"content": "First?"}))
    created(owner.post(path, json={"content": "Second?"}))
    said = [(each.role, each.content) for each in model.prompts[-1].messages]
    assert said[0] == ("system", "S.")
    assert [role for role, _ in said] == ["system", "user", "assistant", "user"]
    ok(owner.patch(deployment, json={"prompt_template_id": told["id"]}))
    created(owner.post(path, json={"content": "Third?"}))
    user = model.prompts[-1].messages[1]
    assert user.content.startswith("User: First?\nAssistant: ")
    assert user.content.endswith("Third?")


def test_a_preview_shows_what_the_model_would_read(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    made = template(owner)
    path = f"{TEMPLATES}/{made['id']}/preview"
    body: dict[str, Any] = {"question": QUESTION, "knowledge_base_ids": [kb["id"]]}
    shown = ok(owner.post(path, json=body))
    assert [each["role"] for each in shown["messages"]] == ["system", "user"]
    assert shown["passages"][0]["text"] in shown["messages"][1]["content"]
    history = [{"question": "Who are you?", "answer": "{question}"}]
    draft = {"content": "{memory}|{question}", "history": history, **body}
    (only,) = ok(owner.post(path, json=draft))["messages"]
    assert only["content"] == f"User: Who are you?\nAssistant: {{question}}|{QUESTION}"
    problem(owner.post(path, json={"content": "?", **body}), 422, "question_missing")
    assert owner.post(path, json={"content": "?", "version": 1, **body}).status_code == 422
    assert model.prompts == []


def test_a_preview_finds_nothing_that_its_reader_may_not_search(
    platform: Platform, owner: Client
) -> None:
    builder = platform.register("builder@example.com", role="builder")
    kb = platform.knowledge_base(owner)
    made = template(builder)
    body = {"question": QUESTION, "knowledge_base_ids": [kb["id"]]}
    path = f"{TEMPLATES}/{made['id']}/preview"
    problem(builder.post(path, json=body), 404, "knowledge_base_not_found")
