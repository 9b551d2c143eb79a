"""Presets, the layers of a configuration, and its preview."""

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from app.db.uow import unit_of_work
from app.models import AuditLog, Chunk, Document, KnowledgeBase, RagConfigPreset
from app.models.knowledge_bases import ChunkStrategy
from tests.factories import HANDBOOK, Client, Platform, created, ok, problem

PRESETS, KBS = "/rag-configs", "/knowledge-bases"
CHUNK_FIELDS = (
    "ordinal",
    "text",
    "char_start",
    "char_end",
    "page",
    "section",
    "token_count",
    "header",
    "parent_start",
    "parent_end",
)
GUIDE = (
    "# Harbour guide\n\n"
    + " ".join(f"The ferry number {n} leaves at dawn." for n in range(30))
    + "\n\n## Fares\n\n| Route | Fare |\n|---|---|\n"
    + "\n".join(f"| Route {n} | {n}.40 |" for n in range(40))
    + "\n\n## Code\n\n```\n"
    + "\n".join(f"sail({n})" for n in range(40))
    + "\n```\n"
)


@pytest.fixture
def team(platform: Platform, owner: Client) -> dict[str, Any]:
    """A project with a viewer and an editor, and somebody outside of it."""
    maker = platform.register("maker@example.com", role="builder")
    project = created(maker.post("/projects", json={"name": "Harbour"}))["id"]
    people = {"maker": maker, "project": project}
    for name, role in [("viewer", "viewer"), ("editor", "editor"), ("stranger", None)]:
        people[name] = platform.register(f"{name}@example.com", role="builder")
        if role:
            body = {"user_id": people[name].user["id"], "role": role}
            created(maker.post(f"/projects/{project}/members", json=body))
    return people


def preset(client: Client, name: str = "Mine", **fields: Any) -> dict[str, Any]:
    return created(client.post(PRESETS, json={"name": name, **fields}))


def names(client: Client, **params: str) -> list[str]:
    found = ok(client.get(PRESETS, params=params))
    assert found["total"] == len(found["items"])
    return [item["name"] for item in found["items"]]


def test_creates_reads_changes_and_deletes(owner: Client) -> None:
    made = preset(owner, "Small", description="For notes", config={"chunk_size": 80})
    path = f"{PRESETS}/{made['id']}"
    assert (made["config"]["chunk_size"], made["config"]["chunk_overlap"]) == (80, None)
    assert (made["resolved"]["chunk_size"], made["resolved"]["chunk_overlap"]) == (80, 30)
    assert (made["built_in"], made["may_change"], made["project_id"]) == (False, True, None)
    changed = ok(owner.patch(path, json={"name": "Smaller", "config": {"chunk_size": 60}}))
    assert (changed["name"], changed["description"]) == ("Smaller", "For notes")
    assert ok(owner.get(path))["config"]["chunk_size"] == 60
    assert owner.delete(path).status_code == 204
    problem(owner.get(path), 404, "rag_config_not_found")
    with unit_of_work() as uow:
        query = select(AuditLog.action).where(AuditLog.resource_id == made["id"])
        actions = uow.session.scalars(query.order_by(AuditLog.sequence)).all()
    assert actions == ["rag_config.created", "rag_config.changed", "rag_config.deleted"]


def test_the_built_in_ones_make_sense_and_stay_as_they_are(owner: Client) -> None:
    found = ok(owner.get(PRESETS))["items"]
    assert [item["name"] for item in found] == ["Balanced", "Long documents", "Tables and records"]
    for item in found:
        assert (item["built_in"], item["may_change"]) == (True, False)
        ok(owner.post(f"{PRESETS}/preview", json={"text": GUIDE, "preset_id": item["id"]}))
        path = f"{PRESETS}/{item['id']}"
        problem(owner.patch(path, json={"name": "x"}), 403, "preset_built_in")
        problem(owner.delete(path), 403, "preset_built_in")


def test_a_name_is_taken_once_in_each_place(team: dict[str, Any]) -> None:
    maker, project = team["maker"], team["project"]
    preset(maker, "Twice")
    problem(maker.post(PRESETS, json={"name": "twice"}), 409, "name_taken")
    shared = preset(maker, "Twice", project_id=project)
    body = {"name": "TWICE", "project_id": project}
    problem(team["editor"].post(PRESETS, json=body), 409, "name_taken")
    preset(team["editor"], "Twice")
    move = {"project_id": None}
    problem(maker.patch(f"{PRESETS}/{shared['id']}", json=move), 409, "name_taken")


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"chunk_size": 50}, "chunk_overlap_too_large"),
        ({"chunk_size": 300}, "chunk_size_too_large"),
        ({"chunk_strategy": "parent_child", "parent_size": 100}, "parent_size_too_small"),
        ({"embedding_model": "no-such"}, "unknown_embedding_model"),
        ({"chunk_size": 31}, "invalid_request"),
        ({"chunk_strategy": "by feeling"}, "invalid_request"),
        ({"top_k": 3}, "invalid_request"),
        ({"query_prefix": "a\x00"}, "invalid_request"),
    ],
)
def test_refuses_what_makes_no_sense(owner: Client, config: dict[str, Any], code: str) -> None:
    problem(owner.post(PRESETS, json={"name": "a", "config": config}), 422, code)
    problem(owner.post(KBS, json={"name": "a", "config": config}), 422, code)
    problem(owner.post(f"{PRESETS}/preview", json={"text": "a", "config": config}), 422, code)


def test_a_prefix_keeps_its_last_space(owner: Client) -> None:
    made = preset(owner, config={"query_prefix": "query: "})
    assert made["config"]["query_prefix"] == "query: "


# --- sharing ---------------------------------------------------------------------------------


def test_own_presets_are_seen_by_nobody_else(team: dict[str, Any], owner: Client) -> None:
    path = f"{PRESETS}/{preset(team['maker'])['id']}"
    for person in (team["viewer"], team["editor"], team["stranger"]):
        assert "Mine" not in names(person)
        problem(person.get(path), 404, "rag_config_not_found")
        problem(person.patch(path, json={"name": "x"}), 404, "rag_config_not_found")
        problem(person.delete(path), 404, "rag_config_not_found")


def test_shared_presets_are_used_by_viewers_and_changed_by_editors(team: dict[str, Any]) -> None:
    made = preset(team["maker"], "Ours", project_id=team["project"])
    path = f"{PRESETS}/{made['id']}"
    assert made["project_name"] == "Harbour"
    assert "Ours" in names(team["viewer"])
    assert "Ours" in names(team["viewer"], project_id=team["project"])
    assert ok(team["viewer"].get(path))["may_change"] is False
    problem(team["viewer"].patch(path, json={"name": "x"}), 403, "project_role")
    problem(team["viewer"].delete(path), 403, "project_role")
    assert ok(team["editor"].patch(path, json={"name": "All of ours"}))["may_change"] is True
    problem(team["editor"].patch(path, json={"project_id": None}), 403, "not_the_maker")
    problem(team["stranger"].get(path), 404, "rag_config_not_found")
    problem(
        team["stranger"].get(PRESETS, params={"project_id": team["project"]}),
        404,
        "project_not_found",
    )
    body = {"text": "A word.", "preset_id": made["id"]}
    ok(team["viewer"].post(f"{PRESETS}/preview", json=body))
    problem(team["stranger"].post(f"{PRESETS}/preview", json=body), 404, "rag_config_not_found")


def test_sharing_needs_an_editor_of_the_project(team: dict[str, Any]) -> None:
    body = {"name": "a", "project_id": team["project"]}
    problem(team["viewer"].post(PRESETS, json=body), 403, "project_role")
    problem(team["stranger"].post(PRESETS, json=body), 404, "project_not_found")
    mine = preset(team["viewer"])
    share = {"project_id": team["project"]}
    problem(team["viewer"].patch(f"{PRESETS}/{mine['id']}", json=share), 403, "project_role")


def test_its_maker_loses_a_shared_preset_with_the_project(team: dict[str, Any]) -> None:
    made = preset(team["editor"], "Ours", project_id=team["project"])
    members = ok(team["maker"].get(f"/projects/{team['project']}/members"))["items"]
    gone = next(m for m in members if m["user"] and m["user"]["id"] == team["editor"].user["id"])
    team["maker"].delete(f"/projects/{team['project']}/members/{gone['id']}")
    problem(team["editor"].get(f"{PRESETS}/{made['id']}"), 404, "rag_config_not_found")
    assert ok(team["maker"].get(f"{PRESETS}/{made['id']}"))["name"] == "Ours"


def test_only_presets_of_the_project_go_with_its_knowledge_bases(team: dict[str, Any]) -> None:
    """Whoever can change a preset later must have a say in the project."""
    maker, project = team["maker"], team["project"]
    private = preset(maker)
    body = {"name": "kb", "project_id": project, "preset_id": private["id"]}
    problem(maker.post(KBS, json=body), 409, "preset_of_other_project")
    kb = created(maker.post(KBS, json={"name": "kb", "project_id": project}))
    change = {"preset_id": private["id"]}
    problem(maker.patch(f"{KBS}/{kb['id']}", json=change), 409, "preset_of_other_project")
    foreign = {"preset_id": preset(team["stranger"])["id"]}
    problem(maker.patch(f"{KBS}/{kb['id']}", json=foreign), 404, "rag_config_not_found")
    unknown = {"preset_id": str(uuid.uuid4())}
    problem(maker.patch(f"{KBS}/{kb['id']}", json=unknown), 404, "rag_config_not_found")
    at_home = created(maker.post(KBS, json={"name": "kb", "preset_id": private["id"]}))
    assert at_home["preset_id"] == private["id"]
    usable = [name for name in names(maker, project_id=project) if name == "Mine"]
    assert usable == []


# --- layers ----------------------------------------------------------------------------------


def test_layers_are_resolved_from_preset_to_document(platform: Platform, owner: Client) -> None:
    made = preset(owner, config={"chunk_size": 100, "chunk_overlap": 10, "passage_prefix": "p: "})
    body = {"name": "kb", "preset_id": made["id"], "config": {"chunk_overlap": 20}}
    kb = created(owner.post(KBS, json=body))
    assert (kb["config"]["chunk_size"], kb["config"]["chunk_overlap"]) == (100, 20)
    assert (kb["overrides"]["chunk_size"], kb["overrides"]["chunk_overlap"]) == (None, 20)
    uploaded = owner.upload(
        kb["id"], "a.txt", HANDBOOK.encode(), config='{"chunk_strategy": "sentence"}'
    )
    assert uploaded.status_code == 202, uploaded.text
    document = uploaded.json()["document"]
    assert document["config"] == {
        "chunk_strategy": "sentence",
        "chunk_size": 100,
        "chunk_overlap": 20,
        "parent_size": 800,
        "embedding_model": "all-MiniLM-L6-v2",
        "query_prefix": None,
        "passage_prefix": "p: ",
        "retrieval": kb["config"]["retrieval"],
    }
    assert document["overrides"]["chunk_strategy"] == "sentence"
    ok(owner.patch(f"{PRESETS}/{made['id']}", json={"config": {"chunk_size": 90}}))
    path = f"{KBS}/{kb['id']}/documents/{document['id']}"
    assert ok(owner.get(path))["config"]["chunk_size"] == 90
    ok(owner.patch(f"{KBS}/{kb['id']}", json={"preset_id": None}))
    assert ok(owner.get(path))["config"]["chunk_size"] == 240


def test_a_document_has_a_preset_of_its_own(platform: Platform, owner: Client) -> None:
    made = preset(owner, config={"chunk_size": 80, "query_prefix": "q: "})
    kb = platform.knowledge_base(owner)
    uploaded = owner.upload(kb["id"], "a.txt", HANDBOOK.encode(), preset_id=made["id"])
    document = uploaded.json()["document"]
    assert (document["preset_id"], document["config"]["chunk_size"]) == (made["id"], 80)
    assert document["config"]["query_prefix"] is None
    path = f"{KBS}/{kb['id']}/documents/{document['id']}"
    changed = ok(owner.patch(path, json={"config": {"chunk_size": 70}, "name": "b.txt"}))
    assert (changed["name"], changed["config"]["chunk_size"]) == ("b.txt", 70)
    freed = ok(owner.patch(path, json={"preset_id": None, "config": {}}))
    assert (freed["preset_id"], freed["config"]["chunk_size"]) == (None, 240)
    problem(owner.patch(path, json={}), 422, "invalid_request")
    with unit_of_work() as uow:
        query = select(func.count()).where(AuditLog.action == "document.configured")
        assert uow.session.scalar(query) == 2


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"config": "not json"}, 422, "invalid_request"),
        ({"config": "[]"}, 422, "invalid_request"),
        ({"config": '{"chunk_size": 5}'}, 422, "invalid_request"),
        ({"config": '{"colour": "red"}'}, 422, "invalid_request"),
        ({"config": '{"chunk_size": 50}'}, 422, "chunk_overlap_too_large"),
        ({"config": '{"chunk_size": 255}'}, 422, "chunk_size_too_large"),
        ({"config": '{"query_prefix": "q: "}'}, 422, "not_of_documents"),
        ({"config": '{"embedding_model": "other"}'}, 422, "not_of_documents"),
        ({"preset_id": "nonsense"}, 422, "invalid_request"),
        ({"preset_id": str(uuid.uuid4())}, 404, "rag_config_not_found"),
    ],
)
def test_an_upload_with_a_bad_configuration_stores_nothing(
    platform: Platform, owner: Client, fields: dict[str, str], status: int, code: str
) -> None:
    kb = platform.knowledge_base(owner)
    problem(owner.upload(kb["id"], "a.txt", b"text", **fields), status, code)
    with unit_of_work() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Document)) == 0


def test_a_configuration_is_checked_as_a_whole(platform: Platform, owner: Client) -> None:
    small = preset(owner, config={"chunk_size": 64, "chunk_overlap": 16})
    kb = platform.knowledge_base(owner)
    path = f"{KBS}/{kb['id']}"
    ok(owner.patch(path, json={"config": {"chunk_overlap": 40}}))
    answer = owner.patch(path, json={"preset_id": small["id"]})
    assert problem(answer, 422, "chunk_overlap_too_large")["details"]["field"] == "chunk_overlap"
    ok(owner.patch(path, json={"preset_id": small["id"], "config": {}}))


def test_a_preset_does_not_change_so_that_a_knowledge_base_breaks(owner: Client) -> None:
    made = preset(owner, config={"chunk_size": 100, "chunk_overlap": 20})
    body = {"name": "kb", "preset_id": made["id"], "config": {"chunk_overlap": 50}}
    created(owner.post(KBS, json=body))
    answer = owner.patch(
        f"{PRESETS}/{made['id']}", json={"config": {"chunk_size": 90, "chunk_overlap": 20}}
    )
    assert problem(answer, 409, "preset_change_breaks")["details"]["knowledge_bases"] == 1


def test_an_ingest_by_a_configuration_that_no_longer_makes_sense_says_so(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    document = owner.upload(
        kb["id"], "a.txt", HANDBOOK.encode(), config='{"chunk_overlap": 90}'
    ).json()["document"]
    ok(owner.patch(f"{KBS}/{kb['id']}", json={"config": {"chunk_size": 100}}))
    platform.run_jobs()
    failed = ok(owner.get(f"{KBS}/{kb['id']}/documents/{document['id']}"))
    assert (failed["status"], failed["error"]["code"]) == ("failed", "chunk_overlap_too_large")
    assert "50 or less" in failed["error"]["remedy"]


def test_a_preset_in_use_is_neither_deleted_nor_moved(platform: Platform, owner: Client) -> None:
    made = preset(owner)
    path = f"{PRESETS}/{made['id']}"
    kbs = [
        created(owner.post(KBS, json={"name": f"kb{n}", "preset_id": made["id"]}))["id"]
        for n in range(2)
    ]
    other = platform.knowledge_base(owner)
    owner.upload(other["id"], "a.txt", b"text", preset_id=made["id"])
    used = ok(owner.get(path))
    assert (used["knowledge_base_count"], used["document_count"]) == (2, 1)
    refused = problem(owner.delete(path), 409, "preset_in_use")
    assert refused["message"] == "2 knowledge bases and 1 documents use this preset."
    project = created(owner.post("/projects", json={"name": "p"}))["id"]
    problem(owner.patch(path, json={"project_id": project}), 409, "preset_in_use")
    for kb_id in [*kbs, other["id"]]:
        assert owner.delete(f"{KBS}/{kb_id}").status_code == 204
    assert owner.delete(path).status_code == 204  # though jobs still purge what used it
    platform.run_jobs()
    with unit_of_work() as uow:
        assert uow.session.scalar(select(func.count()).select_from(KnowledgeBase)) == 0


def test_a_project_takes_its_presets_with_it(team: dict[str, Any]) -> None:
    made = preset(team["maker"], "Ours", project_id=team["project"])
    assert team["maker"].delete(f"/projects/{team['project']}").status_code == 204
    with unit_of_work() as uow:
        assert uow.session.get(RagConfigPreset, uuid.UUID(made["id"])) is None


# --- preview ---------------------------------------------------------------------------------


def shown(chunks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: chunk[name] for name in CHUNK_FIELDS} for chunk in chunks]


@pytest.mark.parametrize("strategy", ChunkStrategy)
def test_the_preview_is_what_an_ingest_then_stores(
    platform: Platform, owner: Client, strategy: str
) -> None:
    config = {"chunk_strategy": strategy, "chunk_size": 48, "chunk_overlap": 8, "parent_size": 160}
    kb = platform.knowledge_base(owner)
    document = platform.document(owner, kb["id"], "guide.md", GUIDE)
    source = {"knowledge_base_id": kb["id"], "document_id": document["id"]}
    of_document = ok(owner.post(f"{PRESETS}/preview", json={"config": config, **source}))
    of_text = ok(
        owner.post(
            f"{PRESETS}/preview", json={"config": config, "text": GUIDE, "format": "markdown"}
        )
    )
    path = f"{KBS}/{kb['id']}/documents/{document['id']}"
    ok(owner.patch(path, json={"config": config}))
    owner.post(f"{path}/ingest")
    platform.run_jobs()
    stored = ok(owner.get(f"{path}/chunks", params={"limit": 200}))["items"]

    assert of_document["chunks"] == of_text["chunks"] == shown(stored)
    assert len(stored) > 5
    assert of_document["total_chunks"] == len(stored)
    assert of_document["total_tokens"] == sum(chunk["token_count"] for chunk in stored)
    for chunk in of_document["chunks"]:
        assert of_document["text"][chunk["char_start"] : chunk["char_end"]] == chunk["text"]
    has_parents = strategy == ChunkStrategy.PARENT_CHILD
    assert all((chunk["parent_start"] is not None) is has_parents for chunk in stored)
    assert any(chunk["header"] == "| Route | Fare |" for chunk in stored)


def test_the_preview_stores_nothing(platform: Platform, owner: Client) -> None:
    ok(owner.post(f"{PRESETS}/preview", json={"text": GUIDE}))
    with unit_of_work() as uow:
        for table in (Chunk, Document, KnowledgeBase):
            assert uow.session.scalar(select(func.count()).select_from(table)) == 0


def test_the_preview_is_bounded_and_says_what_was_cut(owner: Client) -> None:
    text = "The harbour opens at six. " * 7000
    config = {"chunk_size": 32, "chunk_overlap": 0}
    found = ok(owner.post(f"{PRESETS}/preview", json={"text": text, "config": config}))
    assert len(found["chunks"]) == 200
    assert found["total_chunks"] > 1000
    assert found["text"] == text[: found["chunks"][-1]["char_end"]]
    assert found["previewed_chars"] == found["total_chars"] == len(text.strip())
    config["chunk_strategy"] = "semantic"  # type: ignore[assignment]
    semantic = ok(owner.post(f"{PRESETS}/preview", json={"text": text, "config": config}))
    assert (semantic["previewed_chars"], semantic["total_chars"]) == (20_000, len(text.strip()))
    too_long = {"text": "x" * 200_001}
    problem(owner.post(f"{PRESETS}/preview", json=too_long), 422, "invalid_request")


@pytest.mark.parametrize(
    "source",
    [
        {},
        {"text": ""},
        {"text": "a\x00b"},
        {"document_id": str(uuid.uuid4())},
        {"knowledge_base_id": str(uuid.uuid4())},
        {
            "text": "a",
            "knowledge_base_id": str(uuid.uuid4()),
            "document_id": str(uuid.uuid4()),
        },
    ],
)
def test_the_preview_is_of_one_thing(owner: Client, source: dict[str, str]) -> None:
    problem(owner.post(f"{PRESETS}/preview", json=source), 422, "invalid_request")


def test_the_preview_opens_no_document_that_its_reader_may_not_read(
    platform: Platform, team: dict[str, Any], owner: Client
) -> None:
    maker, viewer, project = team["maker"], team["viewer"], team["project"]
    kb = created(maker.post(KBS, json={"name": "kb", "project_id": project}))["id"]
    document = platform.document(maker, kb)["id"]
    waiting = maker.upload(kb, "b.txt", b"waiting").json()["document"]["id"]
    source = {"knowledge_base_id": kb, "document_id": document}
    assert ok(viewer.post(f"{PRESETS}/preview", json=source))["chunks"]
    problem(
        team["stranger"].post(f"{PRESETS}/preview", json=source), 404, "knowledge_base_not_found"
    )
    problem(
        viewer.post(f"{PRESETS}/preview", json={**source, "document_id": waiting}),
        409,
        "not_ingested",
    )
    group = created(owner.post("/groups", json={"name": "few"}))["id"]
    created(owner.post(f"/groups/{group}/members", json={"user_id": maker.user["id"]}))
    ok(maker.put(f"{KBS}/{kb}/documents/{document}/restriction", json={"group_ids": [group]}))
    problem(viewer.post(f"{PRESETS}/preview", json=source), 404, "document_not_found")
    other = created(maker.post(KBS, json={"name": "other", "project_id": project}))["id"]
    problem(
        maker.post(f"{PRESETS}/preview", json={**source, "knowledge_base_id": other}),
        404,
        "document_not_found",
    )


def test_the_preview_counts_as_a_request_of_the_tier(owner: Client, platform: Platform) -> None:
    user = platform.register("user@example.com", role="builder", tier="free")
    answer = user.post(f"{PRESETS}/preview", json={"text": "A word."})
    assert "ratelimit" in " ".join(answer.headers).lower()
