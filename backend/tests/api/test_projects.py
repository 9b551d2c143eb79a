"""Projects, their members and groups, shares and restrictions."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.factories import Client, Platform, created, ok, problem


@pytest.fixture
def admin(platform: Platform) -> Client:
    return platform.register("admin@example.com")


@pytest.fixture
def maker(platform: Platform, admin: Client) -> Client:
    return platform.register("maker@example.com")


@pytest.fixture
def guest(platform: Platform, admin: Client) -> Client:
    return platform.register("guest@example.com")


@pytest.fixture
def project(maker: Client) -> dict[str, Any]:
    return created(maker.post("/projects", json={"name": "Harbour", "icon": "ship"}))


def member(maker: Client, project: dict[str, Any], role: str, **who: str) -> dict[str, Any]:
    body = {"role": role, **who}
    return created(maker.post(f"/projects/{project['id']}/members", json=body))


def group_with(admin: Client, name: str, *clients: Client) -> str:
    group_id: str = created(admin.post("/groups", json={"name": name}))["id"]
    for client in clients:
        body = {"email": client.user["email"]}
        created(admin.post(f"/groups/{group_id}/members", json=body))
    return group_id


def test_everybody_has_a_default_project_that_things_go_to(maker: Client) -> None:
    (default,) = ok(maker.get("/projects"))["items"]
    assert (default["name"], default["is_default"], default["role"]) == ("Default", True, "owner")
    kb = created(maker.post("/knowledge-bases", json={"name": "Handbook"}))
    assert (kb["project_id"], kb["project_name"]) == (default["id"], "Default")
    path = f"/projects/{default['id']}"
    problem(maker.delete(path), 409, "default_project")
    problem(maker.post(f"{path}/archive"), 409, "default_project")


def test_names_are_unique_per_maker_and_things_per_project(
    maker: Client, guest: Client, project: dict[str, Any]
) -> None:
    problem(maker.post("/projects", json={"name": "Harbour"}), 409, "name_taken")
    created(guest.post("/projects", json={"name": "Harbour"}))
    body = {"name": "Handbook", "project_id": project["id"]}
    created(maker.post("/knowledge-bases", json=body))
    problem(maker.post("/knowledge-bases", json=body), 409, "name_taken")
    created(maker.post("/knowledge-bases", json={"name": "Handbook"}))


def test_a_member_through_a_group_comes_and_goes_with_it(
    admin: Client, maker: Client, guest: Client, project: dict[str, Any]
) -> None:
    group_id = group_with(admin, "Crew", guest)
    path = f"/projects/{project['id']}"
    problem(guest.get(path), 404, "project_not_found")
    member(maker, project, "editor", group_id=group_id)
    assert ok(guest.get(path))["role"] == "editor"
    removed = admin.delete(f"/groups/{group_id}/members/{guest.user['id']}")
    assert removed.status_code == 204
    problem(guest.get(path), 404, "project_not_found")


def test_the_stronger_of_two_roles_counts(
    admin: Client, maker: Client, guest: Client, project: dict[str, Any]
) -> None:
    member(maker, project, "viewer", user_id=guest.user["id"])
    member(maker, project, "owner", group_id=group_with(admin, "Crew", guest))
    assert ok(guest.get(f"/projects/{project['id']}"))["role"] == "owner"
    ok(guest.patch(f"/projects/{project['id']}", json={"colour": "teal"}))


def test_the_platform_role_is_the_ceiling(
    platform: Platform, admin: Client, maker: Client, project: dict[str, Any]
) -> None:
    user = platform.register("user@example.com", role="user")
    shown = member(maker, project, "editor", email="USER@example.com")
    assert (shown["platform_role"], shown["role"]) == ("user", "editor")
    body = {"name": "x", "project_id": project["id"]}
    problem(user.post("/knowledge-bases", json=body), 403, "forbidden")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"email": "nobody@example.com", "role": "viewer"}, 404, "user_not_found"),
        ({"email": "maker@example.com", "role": "viewer"}, 409, "already_member"),
        ({"role": "viewer"}, 422, "invalid_request"),
        ({"email": "guest@example.com", "role": "boss"}, 422, "invalid_request"),
        (
            {"group_id": "00000000-0000-4000-8000-000000000000", "role": "viewer"},
            404,
            "group_not_found",
        ),
    ],
)
def test_refuses_members_that_cannot_be(
    maker: Client, project: dict[str, Any], body: dict[str, Any], status: int, code: str
) -> None:
    problem(maker.post(f"/projects/{project['id']}/members", json=body), status, code)


def test_a_project_keeps_an_owner(maker: Client, guest: Client, project: dict[str, Any]) -> None:
    path = f"/projects/{project['id']}/members"
    (own,) = ok(maker.get(path))["items"]
    problem(maker.delete(f"{path}/{own['id']}"), 409, "last_owner")
    problem(maker.patch(f"{path}/{own['id']}", json={"role": "editor"}), 409, "last_owner")
    second = member(maker, project, "owner", email="guest@example.com")
    with ThreadPoolExecutor(2) as pool:
        leaving = [
            pool.submit(maker.delete, f"{path}/{second['id']}"),
            pool.submit(guest.delete, f"{path}/{own['id']}"),
        ]
    statuses = sorted(answer.result().status_code for answer in leaving)
    # Whoever came second is gone by then, or would take the last owner away.
    assert statuses in ([204, 403], [204, 404], [204, 409])


def test_a_member_may_leave(maker: Client, guest: Client, project: dict[str, Any]) -> None:
    own = member(maker, project, "viewer", email="guest@example.com")
    path = f"/projects/{project['id']}/members/{own['id']}"
    assert guest.delete(path).status_code == 204
    problem(guest.get(f"/projects/{project['id']}"), 404, "project_not_found")


def test_an_archived_project_is_read_only_and_silent(
    platform: Platform, maker: Client, project: dict[str, Any]
) -> None:
    place = {"project_id": project["id"]}
    kb = created(maker.post("/knowledge-bases", json={"name": "Handbook", **place}))
    document = platform.document(maker, kb["id"])
    deployment = platform.deployment(maker, [kb["id"]], **place)
    chat = created(maker.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    assert ok(maker.post(f"/projects/{project['id']}/archive"))["archived_at"]
    changes = [
        maker.post("/knowledge-bases", json={"name": "New", **place}),
        maker.patch(f"/knowledge-bases/{kb['id']}", json={"name": "New"}),
        maker.upload(kb["id"], "a.txt", b"text"),
        maker.delete(f"/knowledge-bases/{kb['id']}/documents/{document['id']}"),
        maker.patch(f"/deployments/{deployment['id']}", json={"name": "New"}),
        maker.post(f"/deployments/{deployment['id']}/run", json={"question": "?"}),
        maker.post(f"/chat/sessions/{chat['id']}/messages", json={"content": "?"}),
        maker.patch(f"/projects/{project['id']}", json={"name": "New"}),
    ]
    for response in changes:
        problem(response, 409, "project_archived")
    ok(maker.get(f"/knowledge-bases/{kb['id']}/documents/{document['id']}/text"))
    names = [item["name"] for item in ok(maker.get("/projects"))["items"]]
    assert names == ["Default"]
    ok(maker.post(f"/projects/{project['id']}/restore"))
    ok(maker.patch(f"/knowledge-bases/{kb['id']}", json={"name": "New"}))


def test_only_an_empty_project_can_be_deleted(
    platform: Platform, maker: Client, project: dict[str, Any]
) -> None:
    path = f"/projects/{project['id']}"
    body = {"name": "Handbook", "project_id": project["id"]}
    deployment = platform.deployment(maker, [], **{"project_id": project["id"]})
    problem(maker.delete(path), 409, "project_not_empty")
    assert maker.delete(f"/deployments/{deployment['id']}").status_code == 204
    kb = created(maker.post("/knowledge-bases", json=body))
    problem(maker.delete(path), 409, "project_not_empty")
    assert maker.delete(f"/knowledge-bases/{kb['id']}").status_code == 204
    platform.run_jobs()
    assert maker.delete(path).status_code == 204


def test_a_deployment_answers_from_its_own_project_only(
    platform: Platform, maker: Client, project: dict[str, Any]
) -> None:
    kb = platform.knowledge_base(maker)
    body = {
        "name": "Mixed",
        "project_id": project["id"],
        "model_id": platform.language_model(maker)["id"],
        "knowledge_base_ids": [kb["id"]],
    }
    problem(maker.post("/deployments", json=body), 409, "other_project")


def test_guests_of_a_shared_deployment_see_answers_but_not_how_they_are_made(
    platform: Platform, admin: Client, maker: Client, guest: Client
) -> None:
    kb = platform.knowledge_base(maker)
    document = platform.document(maker, kb["id"])
    deployment = platform.deployment(maker, [kb["id"]], system_prompt="Be curt.")
    path = f"/deployments/{deployment['id']}"
    problem(guest.get(path), 404, "deployment_not_found")
    sharing = {"everyone": False, "group_ids": [group_with(admin, "Crew", guest)]}
    shared = ok(maker.put(f"{path}/sharing", json=sharing))
    assert [group["name"] for group in shared["sharing"]["groups"]] == ["Crew"]
    seen = ok(guest.get(path))
    assert (seen["role"], seen["system_prompt"], seen["knowledge_bases"]) == (None, "", [])
    ok(guest.post(f"{path}/run", json={"question": "How long is parental leave?"}))
    # What an answer cites can be opened, but the knowledge base cannot be gone through.
    one = f"/knowledge-bases/{kb['id']}/documents/{document['id']}"
    ok(guest.get(f"{one}/text"))
    problem(guest.get(f"/knowledge-bases/{kb['id']}"), 404, "knowledge_base_not_found")
    problem(guest.delete(one), 403, "project_role")
    problem(guest.patch(path, json={"name": "Mine"}), 403, "project_role")
    ok(maker.put(f"{path}/sharing", json={"everyone": False, "group_ids": []}))
    problem(guest.get(path), 404, "deployment_not_found")
    problem(guest.get(f"{one}/text"), 404, "document_not_found")


def test_an_editor_cannot_lock_themselves_out_of_a_document(
    platform: Platform, admin: Client, maker: Client, guest: Client, project: dict[str, Any]
) -> None:
    member(maker, project, "editor", email="guest@example.com")
    body = {"name": "Handbook", "project_id": project["id"]}
    kb = created(maker.post("/knowledge-bases", json=body))
    document = platform.document(maker, kb["id"])
    path = f"/knowledge-bases/{kb['id']}/documents/{document['id']}"
    without, within = group_with(admin, "Others"), group_with(admin, "Crew", guest)
    refused = guest.put(f"{path}/restriction", json={"group_ids": [without]})
    problem(refused, 422, "own_group_missing")
    ok(guest.get(path))
    shown = ok(guest.put(f"{path}/restriction", json={"group_ids": [within, without]}))
    assert [group["name"] for group in shown["restricted_to"]] == ["Crew", "Others"]
    problem(admin.delete(f"/groups/{within}"), 409, "group_in_use")
    ok(maker.put(f"{path}/restriction", json={"group_ids": [without]}))
    problem(guest.get(path), 404, "document_not_found")
    counted = ok(guest.get(f"/knowledge-bases/{kb['id']}"))
    assert counted["document_count"] == 0
    same = guest.upload(kb["id"], "again.txt", maker.get(f"{path}/file").content)
    problem(same, 409, "duplicate_restricted")


def test_members_of_a_group_are_known_to_administrators_and_each_other(
    platform: Platform, admin: Client, maker: Client, guest: Client
) -> None:
    group_id = group_with(admin, "Crew", guest)
    path = f"/groups/{group_id}"
    assert ok(maker.get(path))["member_count"] == 1
    problem(maker.get(f"{path}/members"), 403, "not_a_member")
    assert [user["email"] for user in ok(guest.get(f"{path}/members"))["items"]] == [
        "guest@example.com"
    ]
    problem(
        admin.post(f"{path}/members", json={"email": "guest@example.com"}), 409, "already_member"
    )
    problem(admin.post("/groups", json={"name": "CREW"}), 409, "name_taken")
    problem(guest.post("/groups", json={"name": "Mine"}), 403, "forbidden")
