"""Health, readiness, models, audit, and what every response carries."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from app.api.deps import get_uow
from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.integrations.ports import Ports
from tests.factories import Client, Platform, ok, problem

DEPENDENCIES = {
    "database",
    "queue",
    "vector_store",
    "file_store",
    "embedding_model",
    "language_model",
}


def test_health_names_the_version(anonymous: TestClient) -> None:
    assert ok(anonymous.get("/health"))["status"] == "ok"


def test_ready_names_each_dependency(anonymous: TestClient) -> None:
    body = ok(anonymous.get("/ready"))
    assert body["status"] == "ready"
    assert {item["name"] for item in body["dependencies"]} == DEPENDENCIES
    assert {item["status"] for item in body["dependencies"]} == {"up"}


def test_ready_says_which_one_is_down(
    anonymous: TestClient, ports: Ports, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise Transient("The job queue did not answer.", code="queue_unavailable")

    monkeypatch.setattr(ports.queue, "ping", down)
    model.error = Transient("It is off.", code="model_unavailable")
    body = ok(anonymous.get("/ready"))
    states = {item["name"]: item["status"] for item in body["dependencies"]}
    assert body["status"] == "degraded"
    assert (states["queue"], states["language_model"], states["database"]) == (
        "down",
        "down",
        "up",
    )


def test_every_response_carries_a_request_id_and_safe_headers(anonymous: TestClient) -> None:
    response = anonymous.get("/health", headers={"X-Request-Id": "from-the-proxy"})
    assert response.headers["x-request-id"] == "from-the-proxy"
    assert response.headers["x-content-type-options"] == "nosniff"
    forged = anonymous.get("/health", headers={"X-Request-Id": "bad\tid"})
    assert forged.headers["x-request-id"] != "bad\tid"


def test_the_documentation_loads_nothing_from_elsewhere(anonymous: TestClient) -> None:
    page = anonymous.get("/docs").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) == 3
    for address in addresses:
        assert address.startswith("/docs/assets/")
        assert anonymous.get(address).status_code == 200


def test_unknown_paths_and_methods_have_the_error_shape(anonymous: TestClient) -> None:
    problem(anonymous.get("/api/v1/nowhere"), 404, "not_found")
    problem(anonymous.put("/api/v1/auth/login"), 405, "method_not_allowed")


def test_a_large_json_body_is_refused(anonymous: TestClient) -> None:
    response = anonymous.post("/api/v1/auth/login", content=b"x" * (1024 * 1024 + 1))
    problem(response, 413, "request_too_large")


def test_a_commit_that_fails_does_not_answer_200(platform: Platform, owner: Client, app) -> None:  # type: ignore[no-untyped-def]
    """The unit's dependency has function scope: its commit comes before the response."""

    def broken_unit():  # type: ignore[no-untyped-def]
        with unit_of_work() as uow:
            uow.actor = None
            yield uow
            uow.session.execute(text("SELECT 1/0"))

    app.dependency_overrides[get_uow] = broken_unit
    response = platform.http.get("/api/v1/auth/config")
    assert response.status_code == 500


def test_models_list_test_and_health(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    local = platform.language_model(owner)
    assert ok(owner.get(f"/models/{local['id']}/health"))["status"] == "up"
    tried = ok(owner.post(f"/models/{local['id']}/test", json={"prompt": "Say hello"}))
    assert tried["output"] == "The answer is here [1]."
    model.error = Transient("It is off.", code="model_unavailable")
    assert ok(owner.get(f"/models/{local['id']}/health"))["status"] == "down"
    problem(
        owner.post(f"/models/{local['id']}/test", json={"prompt": "x"}), 503, "model_unavailable"
    )


def test_audit_tells_who_did_what_and_records_denials(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    user = platform.register("user@example.com", role="user")
    problem(user.post("/knowledge-bases", json={"name": "x"}), 403, "forbidden")
    rows = ok(owner.get("/audit/logs"))["items"]
    assert (rows[0]["action"], rows[0]["outcome"], rows[0]["user_email"]) == (
        "access.denied",
        "denied",
        "user@example.com",
    )
    created = next(row for row in rows if row["action"] == "knowledge_base.created")
    assert (created["resource_id"], created["user_email"]) == (kb["id"], "owner@example.com")
    assert created["request_id"]
    assert created["ip_address"]


def test_audit_holds_no_secret(platform: Platform, owner: Client) -> None:
    text_of_log = owner.get("/audit/logs", params={"limit": 200}).text
    assert "correct horse" not in text_of_log
    assert owner.token not in text_of_log
