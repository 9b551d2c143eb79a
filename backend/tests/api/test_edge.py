"""The outermost layer: headers, hosts, slow bodies, proxies, and paths that try to get around."""

import asyncio
import json
import re
import socket
import time
import uuid
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import select
from starlette.types import Message, Receive, Scope, Send

from app.api.slow_bodies import BodyTimeMiddleware
from app.core.config import REPOSITORY_ROOT, Settings
from app.db.uow import unit_of_work
from app.integrations.ports import Ports, connect_ports
from app.main import create_app
from app.models import AuditLog
from tests.api.processes import ApiProcess, RawResponse, api_process, read_response
from tests.factories import PASSWORD, Client, Platform, problem

LOGS = "/api/v1/audit/logs"


@pytest.fixture
def api(settings: Settings) -> Iterator[ApiProcess]:
    with api_process(REQUEST_BODY_TIMEOUT="0.6", UPLOAD_IDLE_TIMEOUT="0.6") as running:
        yield running


def client_with(ports: Ports, **fields: object) -> TestClient:
    settings = Settings(**fields)  # type: ignore[arg-type]
    return TestClient(create_app(settings, ports), raise_server_exceptions=False)


# --- headers ---


def test_data_runs_loads_and_frames_nothing(platform: Platform, owner: Client) -> None:
    answers = [
        platform.http.get("/health"),
        platform.http.get("/openapi.json"),
        platform.http.get("/nowhere"),
        platform.http.get(LOGS),
        owner.get("/models"),
        platform.http.post("/api/v1/auth/login", content=b"x" * 2_000_000),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_an_unexpected_error_has_the_same_headers(anonymous: TestClient, app: FastAPI) -> None:
    def broken() -> None:
        raise RuntimeError("with details that are nobody's business")

    app.add_api_route("/broken", broken)
    answer = anonymous.get("/broken", headers={"X-Request-Id": "request-0001"})
    assert problem(answer, 500, "internal_error")["request_id"] == "request-0001"
    assert answer.headers["x-request-id"] == "request-0001"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "details that" not in answer.text


def test_downloads_stay_in_the_sandbox(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    page = b"<script>alert(1)</script>"
    document = owner.upload(kb["id"], "page.html", page).json()["document"]
    answer = owner.get(f"/knowledge-bases/{kb['id']}/documents/{document['id']}/file")
    assert answer.content == page
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_documentation_may_run_its_own_scripts_only(anonymous: TestClient) -> None:
    page = anonymous.get("/docs")
    policy = page.headers["content-security-policy"]
    scripts = re.findall(r"<script>", page.text)
    assert len(re.findall(r"'sha256-[A-Za-z0-9+/=]{44}'", policy)) == len(scripts) == 1
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("secure", [True, False])
def test_browsers_insist_on_tls_exactly_where_there_is_tls(ports: Ports, secure: bool) -> None:
    answer = client_with(ports, cookie_secure=secure).get("/health")
    expected = "max-age=31536000" if secure else None
    assert answer.headers.get("strict-transport-security") == expected


# --- hosts ---


@pytest.mark.parametrize(
    ("host", "passes"),
    [
        ("llm.example.com", True),
        ("LLM.Example.com", True),
        ("llm.example.com:8000", True),
        ("[::1]", True),
        ("[::1]:8000", True),
        ("10.0.0.1:80", True),
        ("evil.example", False),
        ("llm.example.com.evil.example", False),
        ("evil.example:llm.example.com", False),
        ("llm.example.com@evil.example", False),
        ("llm.example.com:", False),
        ("llm.example.com:x", False),
        ("llm.example.com, evil.example", False),
        ("sub.llm.example.com", False),
        ("", False),
    ],
)
def test_answers_to_its_own_names_only(settings: Settings, host: str, passes: bool) -> None:
    client = _host_client()
    answer = client.get("/api/v1/auth/config", headers={"Host": host})
    if passes:
        assert answer.status_code == 200
    else:
        body = problem(answer, 400, "host_not_allowed")
        assert "ALLOWED_HOSTS" in body["details"]["remedy"]
    assert client.get("/health", headers={"Host": host}).status_code == 200


def _host_client() -> TestClient:
    settings = Settings(allowed_hosts=["llm.example.com", "[::1]", "10.0.0.1"])
    return TestClient(create_app(settings, connect_ports(settings)))


def test_any_name_is_fine_without_a_list(anonymous: TestClient) -> None:
    assert anonymous.get("/api/v1/auth/config", headers={"Host": "x.example"}).status_code == 200


def test_no_name_and_two_names_are_refused(settings: Settings) -> None:
    with api_process(ALLOWED_HOSTS="localhost") as api:
        for headers in ([], ["Host: localhost", "Host: evil.example"]):
            lines = ["GET /api/v1/auth/config HTTP/1.1", *headers, "Connection: close", "", ""]
            assert api.send("\r\n".join(lines).encode()).status == 400
        assert api.get("/api/v1/auth/config").status == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"allowed_hosts": ["http://x.example"]},
        {"allowed_hosts": ["x.example:80"]},
        {"allowed_hosts": ["*"]},
        {"trusted_proxies": ["*"]},
        {"trusted_proxies": ["proxy"]},
        {"trusted_proxies": ["10.0.0.1/8"]},
        {"allowed_endpoints": ["ollama"]},
        {"allowed_endpoints": ["http://ollama:11434"]},
        {"allowed_endpoints": ["user@ollama:11434"]},
    ],
)
def test_refuses_lists_that_would_not_do_what_they_seem_to(fields: dict[str, list[str]]) -> None:
    with pytest.raises(ValidationError):
        Settings(**fields)  # type: ignore[arg-type]


# --- slow bodies ---


def drip(api: ApiProcess, path: str, pieces: int, pause: float, headers: str = "") -> RawResponse:
    """Send a body of ten bytes a piece, one piece at a time; stop at the first answer."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {pieces * 10}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", api.port), 10) as connection:
        connection.sendall(head.encode())
        for _ in range(pieces):
            time.sleep(pause)
            try:
                connection.sendall(b"x" * 10)
            except OSError:
                break
        return read_response(connection)


@pytest.mark.parametrize(
    ("path", "pieces", "pause", "status"),
    [
        ("/api/v1/auth/login", 4, 0.01, 422),
        ("/api/v1/auth/login", 1, 2.0, 408),
        ("/api/v1/auth/login", 12, 0.1, 408),
        ("/api/v1/knowledge-bases/x/upload", 12, 0.1, 400),
        ("/api/v1/knowledge-bases/x/upload", 2, 2.0, 408),
    ],
)
def test_late_bodies_are_ended(
    api: ApiProcess, path: str, pieces: int, pause: float, status: int
) -> None:
    """An upload may take long in all, but not pause for long."""
    form = "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n"
    plain = "Content-Type: application/json\r\nConnection: close\r\n"
    started = time.perf_counter()
    answer = drip(api, path, pieces, pause, form if "upload" in path else plain)
    assert answer.status == status, answer.text
    assert time.perf_counter() - started < 5
    if status == 408:
        body = json.loads(answer.text.partition("\r\n\r\n")[2])
        assert set(body) == {"code", "message", "details", "request_id"}
        assert body["code"] == "request_timeout"
        assert "connection: close" in answer.text.lower()


def test_a_late_body_holds_up_nobody_else(api: ApiProcess) -> None:
    waiting = [socket.create_connection(("127.0.0.1", api.port), 10) for _ in range(50)]
    head = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n"
    for connection in waiting:
        connection.sendall(head + b"Content-Type: application/json\r\n\r\n")
    started = time.perf_counter()
    assert api.get("/api/v1/auth/config").status == 200
    assert time.perf_counter() - started < 1
    assert {read_response(connection).status for connection in waiting} == {408}
    for connection in waiting:
        connection.close()


def test_once_the_body_is_there_the_answer_may_take_its_time() -> None:
    """A streamed answer keeps listening for the client's leaving."""
    messages = [{"type": "http.request", "body": b"x", "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.sleep(0.2)
        return {"type": "http.disconnect"}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["body"] == b"x"
        assert (await receive())["type"] == "http.disconnect"

    async def send(message: Message) -> None:
        """Nothing is sent."""

    scope = {"type": "http", "path": "/", "headers": []}
    asyncio.run(BodyTimeMiddleware(app, total_s=0.05, upload_idle_s=0.05)(scope, receive, send))


# --- proxies ---


PROXIES = {
    "10.0.0.1": [
        (["X-Forwarded-For: 203.0.113.9"], "127.0.0.1"),
        (["X-Forwarded-For: 10.0.0.1"], "127.0.0.1"),
        (["X-Real-IP: 203.0.113.9", "Forwarded: for=203.0.113.9"], "127.0.0.1"),
    ],
    "127.0.0.1": [
        ([], "127.0.0.1"),
        (["X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
        (["X-Forwarded-For: 2001:db8::9"], "2001:db8::9"),
        # What the client claims stands in front of what the proxies added.
        (["X-Forwarded-For: 6.6.6.6, 203.0.113.9"], "203.0.113.9"),
        (["X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
        (["X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.0.0.2"], "10.0.0.2"),
    ],
    "127.0.0.0/8,10.0.0.0/8": [
        (["X-Forwarded-For: 203.0.113.9"], "203.0.113.9"),
        (["X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        (["X-Forwarded-For: 127.0.0.1, 203.0.113.9, 10.9.9.9, 10.0.0.2"], "203.0.113.9"),
    ],
}


@pytest.mark.parametrize("trusted", PROXIES)
def test_the_clients_address_comes_from_trusted_proxies_only(
    settings: Settings, trusted: str
) -> None:
    # What uvicorn itself would believe must not matter.
    with api_process(TRUSTED_PROXIES=trusted, FORWARDED_ALLOW_IPS="*") as api:
        for headers, recorded in PROXIES[trusted]:
            email = f"{uuid.uuid4()}@example.com"
            assert _register(api, email, headers).status == 201
            with unit_of_work() as uow:
                query = select(AuditLog.ip_address).where(AuditLog.user_email == email)
                assert uow.session.scalars(query).one() == recorded, headers


def _register(api: ApiProcess, email: str, headers: list[str]) -> RawResponse:
    body = json.dumps({"email": email, "password": PASSWORD})
    lines = ["POST /api/v1/auth/register HTTP/1.1", "Host: localhost", *headers]
    lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return api.send("\r\n".join([*lines, "Connection: close", "", body]).encode())


@pytest.mark.parametrize("name", ["backend/Dockerfile", "docker-compose.dev.yml"])
def test_every_way_to_start_leaves_proxies_to_the_setting(name: str) -> None:
    text = (REPOSITORY_ROOT / name).read_text()
    assert text.count('"uvicorn"') == text.count('"--no-proxy-headers"') == 1
    assert "FORWARDED_ALLOW_IPS" not in text


# --- ways around ---

TARGETS = [
    LOGS,
    f"{LOGS}/",
    f"{LOGS}//",
    f"/{LOGS}",
    f"//{LOGS}",
    "/api//v1/audit/logs",
    "/api/v1//audit/logs",
    "/API/V1/AUDIT/LOGS",
    "/api/v1/Audit/Logs",
    "/api/v1/%61udit/logs",
    "/api/v1/audit%2flogs",
    "/api/v1/audit%2Flogs",
    "/api/v1/audit%252flogs",
    "/%61pi/v1/audit/logs",
    f"{LOGS}%2f",
    f"{LOGS}%20",
    f"{LOGS}%00",
    f"{LOGS}%0a",
    f"{LOGS}%3f",
    f"{LOGS}?",
    f"{LOGS}#",
    f"{LOGS};",
    f"{LOGS};a=b",
    f"{LOGS}.json",
    f"{LOGS}/.",
    f"{LOGS}/..",
    f"{LOGS}/../logs",
    "/api/v1/./audit/logs",
    "/api/v1/auth/../audit/logs",
    "/api/v1/auth/config/../../audit/logs",
    "/api/v1/auth/config/..%2f..%2faudit%2flogs",
    "/api/v1/auth/config/%2e%2e/%2e%2e/audit/logs",
    "/api/v1/auth/config;/../../audit/logs",
    "/health/../api/v1/audit/logs",
    "/health/..;/api/v1/audit/logs",
    "/health%2f..%2fapi%2fv1%2faudit%2flogs",
    "/docs/assets/../../api/v1/audit/logs",
    "/docs/assets/..%2f..%2fapi/v1/audit/logs",
    "/api\\v1\\audit\\logs",
    "/api/v1/audit\\logs",
    "/api/v1/audit/%c0%afLogs",
    "/api/v1/audit/logs%c0%ae",
    "/api/v1/audit/l\xf6gs",
    f"http://localhost{LOGS}",
    f"http://evil.example{LOGS}",
    f"{LOGS}?access_token=x&token=x&api_key=x",
    f"{LOGS}?_method=GET&role=super_admin&user_id=1",
]
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "get", "PROPFIND", "X"]
HEADERS = [
    "X-HTTP-Method-Override: GET",
    "X-HTTP-Method: GET",
    "X-Method-Override: GET",
    "X-Original-URL: /health",
    "X-Rewrite-URL: /health",
    "X-Forwarded-Prefix: /health",
    "X-Forwarded-Path: /health",
    "X-Forwarded-For: 127.0.0.1",
    "X-Forwarded-User: owner@example.com",
    "X-Remote-User: owner@example.com",
    "X-User-Id: 1",
    "X-Role: super_admin",
    "X-LLMB-Client: web",
    "Authorization: ",
    "Authorization: Bearer",
    "Authorization: Bearer ",
    "Authorization: Bearer null",
    "Authorization: bearer undefined",
    "Authorization: Basic b3duZXI6b3duZXI=",
    "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
    "Cookie: llmb_refresh=x; access_token=x; session=x",
    "Origin: http://localhost:3000",
    "Content-Type: application/json\r\nTransfer-Encoding: identity",
]


@pytest.fixture(scope="module")
def shared_api() -> Iterator[ApiProcess]:
    with api_process() as running:
        yield running


@pytest.fixture
def plain_user(settings: Settings, shared_api: ApiProcess, ports: Ports) -> str:
    """The header of somebody who is signed in but may not read the audit log."""
    with TestClient(create_app(settings, ports)) as http:
        platform = Platform(http, ports)
        platform.register("owner@example.com")
        return f"Authorization: Bearer {platform.register('u@example.com', role='user').token}"


def test_no_spelling_of_the_path_gets_around(shared_api: ApiProcess, plain_user: str) -> None:
    for target in TARGETS:
        for headers in ([], [plain_user]):
            answer = shared_api.get(target, *headers)
            assert answer.status >= 300, f"{target}: {answer.text[:300]}"
            assert "user.registered" not in answer.text, target
            assert answer.status < 500, f"{target}: {answer.text[:300]}"


def test_no_method_gets_around(shared_api: ApiProcess, plain_user: str) -> None:
    for method in METHODS:
        for headers in ([], [plain_user], HEADERS[:3], [plain_user, *HEADERS[:3]]):
            answer = shared_api.get(LOGS, *headers, method=method)
            assert 400 <= answer.status < 500, f"{method}: {answer.text[:300]}"


def test_no_header_gets_around(shared_api: ApiProcess, plain_user: str) -> None:
    for header in HEADERS:
        answer = shared_api.get(LOGS, header)
        assert 400 <= answer.status < 500, f"{header}: {answer.text[:300]}"
        if not header.startswith("Authorization"):
            assert shared_api.get(LOGS, plain_user, header).status in (400, 403), header


def test_the_plain_path_works_for_those_who_may(shared_api: ApiProcess, owner: Client) -> None:
    """Without this the others would show nothing."""
    answer = shared_api.get(LOGS, f"Authorization: Bearer {owner.token}")
    assert answer.status == 200
    assert "user.registered" in answer.text
