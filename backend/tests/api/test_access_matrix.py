"""Every route × who asks, generated from the router: a route without a rule fails here."""

import uuid

import pytest
from fastapi import APIRouter, FastAPI

from app.api.deps import PUBLIC_ROUTES, GuardedRoute, UnguardedRouteError, api_routes, check_guards
from app.core.permissions import ROLE_PERMISSIONS, Role
from app.main import create_app
from tests.factories import Platform


def routes_of(app: FastAPI) -> list[tuple[str, GuardedRoute]]:
    return [(method, route) for route in api_routes(app) for method in sorted(route.methods)]


def filled(path: str) -> str:
    """The path with random ids: nobody's objects."""
    parts = [str(uuid.uuid4()) if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def test_every_route_of_the_api_is_seen(app: FastAPI) -> None:
    documented = {
        (method.upper(), path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
    }
    assert {(method, route.path) for method, route in routes_of(app)} == documented
    assert len(documented) > 35


def test_anonymous_gets_401_everywhere_but_on_the_public_list(
    app: FastAPI, platform: Platform
) -> None:
    for method, route in routes_of(app):
        response = platform.http.request(method, filled(route.path))
        is_public = (method, route.path) in PUBLIC_ROUTES
        assert (response.status_code == 401) != is_public or route.path.endswith(
            ("login", "refresh", "token")
        ), f"{method} {route.path}: {response.status_code}"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_403_exactly_where_its_permissions_end(
    app: FastAPI, platform: Platform, role: Role
) -> None:
    platform.register("first@example.com")
    client = platform.register(f"{role}@example.com", role=role)
    for method, route in routes_of(app):
        if route.permission is None:
            continue
        response = client.http.request(
            method, filled(route.path), headers={"Authorization": f"Bearer {client.token}"}
        )
        allowed = route.permission in ROLE_PERMISSIONS[role]
        assert (response.status_code != 403) == allowed, f"{role} {method} {route.path}"
        assert response.status_code != 401, f"{role} {method} {route.path}"
        assert response.status_code < 500, f"{role} {method} {route.path}"


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
                assert error["$ref"].endswith("/ErrorBody"), where
            for code, response in operation["responses"].items():
                if code == "422":
                    schema = response["content"]["application/json"]["schema"]
                    assert schema["$ref"].endswith("/ErrorBody"), where
