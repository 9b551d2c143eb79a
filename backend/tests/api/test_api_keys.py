"""API keys: shown once, stored hashed, bound, limited to networks, revocable."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.core.errors import Forbidden
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import ApiKey
from app.services.api_keys import service
from tests.factories import API, Client, Platform, created, ok, problem


def make(client: Client, *scopes: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    body = {"name": "ci", "scopes": list(scopes) or ["read"], **fields}
    answer = created(client.post("/api-keys", json=body))
    return answer["key"], answer["api_key"]


def test_the_key_is_shown_once_and_only_its_hash_is_kept(owner: Client) -> None:
    key, shown = make(owner)
    assert key.startswith("llmb_")
    assert len(key) >= len("llmb_") + 43
    assert shown["key_prefix"] == key[:11]
    listed = owner.get("/api-keys")
    assert key not in listed.text
    assert key not in owner.get(f"/api-keys/{shown['id']}").text
    with unit_of_work() as uow:
        row = uow.session.scalars(select(ApiKey)).one()
        assert key not in {str(value) for value in vars(row).values()}


@pytest.mark.parametrize("header", ["bearer", "x-api-key"])
def test_works_in_either_header_and_tells_when_it_was_used(owner: Client, header: str) -> None:
    key, shown = make(owner)
    headers = {"Authorization": f"Bearer {key}"} if header == "bearer" else {"X-API-Key": key}
    assert owner.http.get(f"{API}/knowledge-bases", headers=headers).status_code == 200
    used = ok(owner.get(f"/api-keys/{shown['id']}"))
    assert used["last_used_at"] is not None
    assert used["last_used_ip"] == "testclient"


def test_is_not_taken_from_the_address(owner: Client) -> None:
    key, _ = make(owner)
    for name in ("api_key", "key", "token", "access_token", "X-API-Key"):
        response = owner.http.get(f"{API}/knowledge-bases", params={name: key})
        problem(response, 401, "not_authenticated")


def test_a_revoked_key_is_refused_at_once_and_stays_listed(owner: Client) -> None:
    key, shown = make(owner)
    by_key = Client(owner.http, key, owner.user)
    ok(by_key.get("/knowledge-bases"))
    assert owner.delete(f"/api-keys/{shown['id']}").status_code == 204
    problem(by_key.get("/knowledge-bases"), 401, "api_key_revoked")
    assert ok(owner.get("/api-keys"))["items"][0]["status"] == "revoked"


def test_a_bound_key_reaches_its_deployment_and_nothing_else(
    platform: Platform, model: ScriptedModel
) -> None:
    model.pieces = ["Parental leave is twenty-six weeks at full pay [1]."]
    owner = platform.register("owner@example.com")
    builder = platform.register("builder@example.com")
    for client in (owner, builder):
        kb = platform.knowledge_base(client)
        platform.document(client, kb["id"])
        bound = platform.deployment(client, [kb["id"]], "Bound")
        other = platform.deployment(client, [kb["id"]], "Other")
        key, _ = make(client, "chat", "search", "read", "manage", deployment_id=bound["id"])
        by_key = Client(client.http, key, client.user)
        question = {"question": "How long is parental leave?"}
        answer = ok(by_key.post(f"/deployments/{bound['id']}/run", json=question))
        assert answer["citations"]
        refused = by_key.post(f"/deployments/{other['id']}/run", json=question)
        problem(refused, 404, "deployment_not_found")
        assert [d["id"] for d in ok(by_key.get("/deployments"))["items"]] == [bound["id"]]
        assert ok(by_key.get("/knowledge-bases"))["items"] == []
        assert ok(by_key.get("/projects"))["items"] == []
        problem(
            by_key.post(f"/knowledge-bases/{kb['id']}/search", json={"query": "x"}),
            404,
            "knowledge_base_not_found",
        )
        problem(by_key.delete(f"/deployments/{bound['id']}"), 403, "project_role")


def test_cannot_be_bound_to_a_deployment_out_of_sight(platform: Platform) -> None:
    platform.register("first@example.com")
    owner, stranger = platform.register("a@example.com"), platform.register("b@example.com")
    deployment = platform.deployment(owner, [])
    body = {"name": "k", "scopes": ["chat"], "deployment_id": deployment["id"]}
    problem(stranger.post("/api-keys", json=body), 404, "deployment_not_found")


@pytest.mark.parametrize(
    ("networks", "address", "allowed"),
    [
        ([], "203.0.113.9", True),
        (["203.0.113.0/24"], "203.0.113.9", True),
        (["203.0.113.0/24"], "203.0.114.9", False),
        (["203.0.113.9"], "203.0.113.9", True),
        (["10.0.0.0/8", "2001:db8::/32"], "2001:db8::7", True),
        (["10.0.0.0/8"], "::ffff:10.1.2.3", True),
        (["10.0.0.0/8"], "not-an-address", False),
        (["10.0.0.0/8"], None, False),
    ],
)
def test_only_works_from_its_networks(
    owner: Client, networks: list[str], address: str | None, allowed: bool
) -> None:
    key, _ = make(owner, allowed_networks=networks)
    with unit_of_work(ip_address=address) as uow:
        if allowed:
            assert service.actor_of(uow, key).email == owner.user["email"]
        else:
            with pytest.raises(Forbidden):
                service.actor_of(uow, key)


@pytest.mark.parametrize(
    "fields",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"expires_in_days": 0},
        {"expires_in_days": 4000},
        {"allowed_networks": ["10.0.0.0/99"]},
        {"allowed_networks": ["example.com"]},
        {"name": ""},
        {"user_id": str(uuid.uuid4())},
    ],
)
def test_refuses_what_is_not_well_formed(owner: Client, fields: dict[str, Any]) -> None:
    body = {"name": "k", "scopes": ["read"], **fields}
    problem(owner.post("/api-keys", json=body), 422, "invalid_request")


def test_nobody_sees_or_ends_the_key_of_another(platform: Platform) -> None:
    admin = platform.register("admin@example.com")
    owner, stranger = platform.register("a@example.com"), platform.register("b@example.com")
    _, shown = make(owner)
    problem(stranger.get(f"/api-keys/{shown['id']}"), 404, "api_key_not_found")
    problem(stranger.delete(f"/api-keys/{shown['id']}"), 404, "api_key_not_found")
    problem(stranger.get("/api-keys", params={"all": True}), 403, "forbidden")
    problem(stranger.get("/api-keys", params={"user_id": owner.user["id"]}), 403, "forbidden")
    assert ok(stranger.get("/api-keys"))["items"] == []
    everybodys = ok(admin.get("/api-keys", params={"all": True}))["items"]
    assert [item["user"]["email"] for item in everybodys] == ["a@example.com"]
    assert admin.delete(f"/api-keys/{shown['id']}").status_code == 204
