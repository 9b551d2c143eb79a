"""Every route × who asks, generated from the router: a route without a row fails here."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from httpx import Response
from starlette.testclient import WebSocketDenialResponse

from app.api.deps import (
    PUBLIC_ROUTES,
    GuardedRoute,
    UnguardedRouteError,
    api_routes,
    check_guards,
    websocket_routes,
)
from app.core.clock import now
from app.core.permissions import ROLE_PERMISSIONS, SCOPE_PERMISSIONS, KeyScope, Permission, Role
from app.main import create_app
from tests.api.access_table import TABLE, WEBSOCKETS, Row, World, feature_of
from tests.factories import API, Client, Platform

Route = tuple[str, GuardedRoute]
FEATURES = sorted({feature_of(path) for _, path in TABLE})


def routes_of(app: FastAPI) -> list[Route]:
    return [(method, route) for route in api_routes(app) for method in sorted(route.methods)]


def filled(path: str, ids: dict[str, str] | None = None) -> str:
    """The path with these ids, and random ones where none is given: nobody's objects."""
    parts = [
        (ids or {}).get(part[1:-1], str(uuid.uuid4())) if part.startswith("{") else part
        for part in path.split("/")
    ]
    return "/".join(parts)


def test_every_route_has_a_row_and_every_row_a_route(app: FastAPI) -> None:
    guarded = {(m, route.path) for m, route in routes_of(app)} - PUBLIC_ROUTES
    assert guarded == set(TABLE)
    assert len(guarded) > 70


def test_every_route_of_the_api_is_seen(app: FastAPI) -> None:
    documented = {
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    assert {(method, route.path) for method, route in routes_of(app)} == documented


def test_every_websocket_has_a_row(app: FastAPI) -> None:
    found = {route.path: route.permission for route in websocket_routes(app)}
    assert set(found) == set(WEBSOCKETS)
    giving = {route.path: route.permission for route in api_routes(app) if "POST" in route.methods}
    for path, ticket_path in WEBSOCKETS.items():
        assert found[path] is not None
        assert found[path] == giving[ticket_path]


@pytest.mark.parametrize("path", WEBSOCKETS)
def test_matrix_of_websockets(app: FastAPI, platform: Platform, path: str) -> None:
    """Whoever is given a ticket may connect with it, and nobody without one of their own."""
    world = World(platform)
    statuses = {}
    for name in world.people:
        client = world.people[name]
        ticket = client.post(WEBSOCKETS[path].removeprefix(API))
        statuses[name] = ticket.status_code
        if ticket.status_code == 201:
            with client.http.websocket_connect(
                f"{path}?ticket={ticket.json()['ticket']}"
            ) as socket:
                assert socket.receive_json()["type"] == "ready"
    assert statuses.pop("suspended") == 401
    (permission,) = {r.permission for r in websocket_routes(app) if r.path == path}
    assert statuses == {
        name: 201 if permission in ROLE_PERMISSIONS[_role(name)] else 403 for name in statuses
    }
    headers = bearer(world.owner.token)
    for query in ("", f"?ticket={world.owner.token}", f"?token={world.owner.token}"):
        with pytest.raises(WebSocketDenialResponse) as refused:  # noqa: SIM117
            with platform.http.websocket_connect(path + query, headers=headers):
                pass
        assert refused.value.status_code == 401


class Matrix:
    """Calls routes as different people and notes what was not as expected."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.calls = 0
        self.wrong: list[str] = []

    def expect(
        self, who: str, route: Route, status: int, headers: dict[str, str], ids: dict[str, str]
    ) -> None:
        """Call a route and compare the status."""
        method, guarded = route
        response = self._call(method, guarded.path, headers, ids)
        self.calls += 1
        if response.status_code != status:
            self.wrong.append(
                f"{who}: {method} {guarded.path}: {response.status_code} instead of {status}: "
                f"{response.text[:200]}"
            )

    def _call(
        self, method: str, path: str, headers: dict[str, str], ids: dict[str, str]
    ) -> Response:
        row = TABLE[method, path]
        body: dict[str, Any] = {name: make(self.world) for name, make in row.request.items()}
        if row.json:
            body["json"] = row.json(self.world)
        url = filled(path, ids)
        response: Any = self.world.platform.http.request(method, url, headers=headers, **body)
        self.world.platform.http.cookies.clear()
        return response  # type: ignore[no-any-return]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def sign_in_again(world: World, name: str) -> Client:
    """The person with a session of its own, as some routes end sessions."""
    from app.core.security import create_access_token
    from app.db.uow import unit_of_work
    from app.models import User
    from app.services.auth import sessions

    person = world.people[name]
    settings = world.platform.ports.settings
    with unit_of_work() as uow:
        user = uow.session.get_one(User, uuid.UUID(person.user["id"]))
        opened = sessions.open_for(uow, settings, user, "matrix")
    token = create_access_token(settings, user.id, opened.id)
    return Client(person.http, token, person.user)


@pytest.mark.parametrize("feature", FEATURES)
def test_matrix(app: FastAPI, platform: Platform, feature: str) -> None:
    matrix = Matrix(World(platform))
    for route in routes_of(app):
        method, guarded = route
        if (method, guarded.path) in TABLE and feature_of(guarded.path) == feature:
            assert guarded.permission is not None
            _try_without_rights(matrix, route, TABLE[method, guarded.path], guarded.permission)
            _try_people(matrix, route, TABLE[method, guarded.path], guarded.permission)
            _try_keys(matrix, route, TABLE[method, guarded.path], guarded.permission)
    assert matrix.wrong == []
    assert matrix.calls >= 15


def _try_without_rights(matrix: Matrix, route: Route, row: Row, permission: Permission) -> None:
    world = matrix.world
    ids = row.make(world, world.owner)
    matrix.expect("anonymous", route, 401, {}, ids)
    matrix.expect("suspended", route, 401, bearer(world.people["suspended"].token), ids)
    for state, values in [
        ("revoked key", {"revoked_at": now()}),
        ("expired key", {"expires_at": now() - timedelta(seconds=1)}),
    ]:
        key = world.key_of(sign_in_again(world, "owner"), *KeyScope)
        world.end_key(key, **values)
        matrix.expect(state, route, 401, bearer(key), ids)
    scopes = [scope for scope in KeyScope if permission not in SCOPE_PERMISSIONS[scope]]
    key = world.key_of(sign_in_again(world, "owner"), *scopes)
    matrix.expect("key without scope", route, 403, {"X-API-Key": key}, ids)


def _try_people(matrix: Matrix, route: Route, row: Row, permission: Permission) -> None:
    for name in matrix.world.people:
        if name == "suspended":
            continue
        client = sign_in_again(matrix.world, name)
        ids = row.make(matrix.world, client)
        allowed = permission in ROLE_PERMISSIONS[_role(name)]
        status = row.status_for(name) if allowed else 403
        matrix.expect(name, route, status, bearer(client.token), ids)


def _try_keys(matrix: Matrix, route: Route, row: Row, permission: Permission) -> None:
    """A key with the scope does for its owner what a session does, neither more nor less."""
    for name in ("viewer", "owner", "stranger"):
        for scope in (s for s in KeyScope if permission in SCOPE_PERMISSIONS[s]):
            client = sign_in_again(matrix.world, name)
            ids = row.make(matrix.world, client)
            allowed = permission in ROLE_PERMISSIONS[_role(name)]
            status = row.status_for(name) if allowed else 403
            key = matrix.world.key_of(client, scope)
            matrix.expect(f"{scope} key of {name}", route, status, {"X-API-Key": key}, ids)


def _role(name: str) -> Role:
    return Role(name) if name in list(Role) else Role.BUILDER


def _with_ids() -> Iterator[tuple[str, str]]:
    for method, path in TABLE:
        if "{" in path:
            yield method, path


@pytest.mark.parametrize("ids", ["random", "malformed"])
def test_unknown_and_malformed_ids_are_one_404(platform: Platform, ids: str) -> None:
    world = World(platform)
    wrong = []
    for method, path in _with_ids():
        row = TABLE[method, path]
        client = sign_in_again(world, "super_admin")
        url = filled(path) if ids == "random" else filled(path, _Malformed())
        body: dict[str, Any] = {name: make(world) for name, make in row.request.items()}
        if row.json:
            body["json"] = row.json(world)
        response = client.request(method, url.removeprefix(API), **body)
        if response.status_code != 404:
            wrong.append(f"{method} {path}: {response.status_code}")
    assert wrong == []


class _Malformed(dict[str, str]):
    def get(self, _key: str, _default: object = None) -> str:  # type: ignore[override]
        return "not-an-id'%00"


def test_anonymous_passes_only_on_the_public_list(app: FastAPI, platform: Platform) -> None:
    for method, route in routes_of(app):
        response = platform.http.request(method, filled(route.path))
        if (method, route.path) in PUBLIC_ROUTES:
            assert response.status_code != 403
        else:
            assert response.status_code == 401, f"{method} {route.path}"


def test_an_unguarded_route_keeps_the_application_from_starting(app: FastAPI) -> None:
    router = APIRouter(prefix="/api/v1")

    @router.get("/forgotten")
    def forgotten() -> str:
        return "everything"

    app.include_router(router)
    with pytest.raises(UnguardedRouteError, match="/api/v1/forgotten"):
        check_guards(app)


def test_every_route_documents_its_answer_and_its_errors(app: FastAPI) -> None:
    document = create_app(app.state.settings, app.state.ports).openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method.upper()} {path}"
            success = next(code for code in operation["responses"] if code.startswith("2"))
            if success != "204":
                assert operation["responses"][success].get("content"), where
            if (method.upper(), path) not in PUBLIC_ROUTES:
                error = operation["responses"]["401"]["content"]["application/json"]["schema"]
                shape = "/ErrorBody" if path.startswith(API) else "/OpenAIErrorBody"
                assert error["$ref"].endswith(shape), where
            for code, response in operation["responses"].items():
                if code == "422":
                    schema = response["content"]["application/json"]["schema"]
                    assert schema["$ref"].endswith("/ErrorBody"), where
