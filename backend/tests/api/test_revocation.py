"""What ends a right ends it for the next request, and for open streams within seconds."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from httpx import Response

from app.integrations.llm.fake import ScriptedModel
from tests.api.access_table import EDITOR, World
from tests.factories import Client, Platform, created, events, ok, problem

WITHIN_S = 5.0


@dataclass
class Case:
    """Somebody with an open stream, what ends it, and what the stream says then."""

    name: str
    client: Client
    end: Callable[[], Response]
    code: str


def cases(world: World) -> list[Case]:
    clients = {}
    for name in ("signed out", "suspended", "demoted", "removed", "left group", "key revoked"):
        client = world.platform.register(f"{uuid.uuid4().hex}@example.com")
        clients[name] = client
    admin = world.super_admin
    users = {name: client.user["id"] for name, client in clients.items()}
    group_id = world.group()
    created(admin.post(f"/groups/{group_id}/members", json={"user_id": users["left group"]}))
    body = {"group_id": group_id, "role": "viewer"}
    created(world.owner.post(f"/projects/{world.project_id}/members", json=body))
    members = {
        name: world.join(client, EDITOR) for name, client in clients.items() if name != "left group"
    }
    key = created(clients["key revoked"].post("/api-keys", json={"name": "k", "scopes": ["chat"]}))
    owner_of_key = clients["key revoked"]
    key_client = Client(owner_of_key.http, key["key"], owner_of_key.user)
    project = f"/projects/{world.project_id}/members"
    return [
        Case(
            "signed out",
            clients["signed out"],
            lambda: clients["signed out"].delete("/auth/sessions"),
            "session_ended",
        ),
        Case(
            "suspended",
            clients["suspended"],
            lambda: admin.patch(f"/users/{users['suspended']}", json={"is_active": False}),
            "session_ended",
        ),
        Case(
            "demoted",
            clients["demoted"],
            lambda: admin.patch(f"/users/{users['demoted']}", json={"role": "auditor"}),
            "session_ended",
        ),
        Case(
            "removed",
            clients["removed"],
            lambda: world.owner.delete(f"{project}/{members['removed']}"),
            "chat_session_not_found",
        ),
        Case(
            "left group",
            clients["left group"],
            lambda: admin.delete(f"/groups/{group_id}/members/{users['left group']}"),
            "chat_session_not_found",
        ),
        Case(
            "key revoked",
            key_client,
            lambda: owner_of_key.delete(f"/api-keys/{key['api_key']['id']}"),
            "api_key_revoked",
        ),
    ]


def test_open_streams_end_within_five_seconds(platform: Platform, model: ScriptedModel) -> None:
    world = World(platform)
    open_cases = cases(world)
    deployment = {"deployment_id": world.deployment()}
    paths = [
        f"/chat/sessions/{created(case.client.post('/chat/sessions', json=deployment))['id']}"
        for case in open_cases
    ]
    model.hang_after = 1
    with ThreadPoolExecutor(len(open_cases)) as pool:

        def listen(case: Case, path: str) -> tuple[Response, float]:
            answer = case.client.post(f"{path}/messages/stream", json={"content": "Why?"})
            return answer, time.monotonic()

        listening = [
            pool.submit(listen, case, path) for case, path in zip(open_cases, paths, strict=True)
        ]
        while len(model.prompts) < len(open_cases):
            time.sleep(0.02)
        ended_at = time.monotonic()
        for case in open_cases:
            assert case.end().is_success, case.name
        for case, stream in zip(open_cases, listening, strict=True):
            answer, closed_at = stream.result(timeout=30)
            assert closed_at - ended_at < WITHIN_S, case.name
            last = events(answer)[-1]
            assert (last["type"], last["error"]["code"]) == ("error", case.code), case.name
    for case, path in zip(open_cases, paths, strict=True):
        # The very next request is refused too.
        assert case.client.get(f"{path}/messages").status_code in (401, 404), case.name
    assert model.closed_early == len(open_cases)


def test_a_key_never_exceeds_the_present_rights_of_its_owner(platform: Platform) -> None:
    admin = platform.register("admin@example.com")
    builder = platform.register("builder@example.com")
    body = {"name": "ci", "scopes": ["manage", "read"]}
    key = created(builder.post("/api-keys", json=body))["key"]
    by_key = Client(builder.http, key, builder.user)
    created(by_key.post("/knowledge-bases", json={"name": "Before"}))
    user_id = builder.user["id"]
    ok(admin.patch(f"/users/{user_id}", json={"role": "user"}))
    problem(by_key.post("/knowledge-bases", json={"name": "After"}), 403, "forbidden")
    ok(by_key.get("/knowledge-bases"))
    ok(admin.patch(f"/users/{user_id}", json={"is_active": False}))
    problem(by_key.get("/knowledge-bases"), 401, "invalid_api_key")


@pytest.mark.parametrize("path", ["/api-keys", "/users", "/auth/sessions"])
def test_a_key_reaches_no_account_key_or_user_whatever_its_scopes(
    platform: Platform, path: str
) -> None:
    admin = platform.register("admin@example.com")
    body = {"name": "all", "scopes": ["chat", "search", "ingest", "read", "manage"]}
    key = created(admin.post("/api-keys", json=body))["key"]
    by_key = Client(admin.http, key, admin.user)
    problem(by_key.get(path), 403, "forbidden")
    problem(by_key.post("/api-keys", json=body), 403, "forbidden")
