"""Requests per minute: which routes count, for whom, across processes, and without Redis."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from limits import RateLimitItemPerSecond
from structlog.testing import capture_logs

from app.api import rate_limits
from app.api.deps import api_routes
from app.core.clock import now
from app.core.config import Settings
from app.core.permissions import Permission
from app.integrations.ports import Ports
from app.integrations.rate_limits import RateLimiter, connect_rate_limiter, redis_limiter
from app.main import create_app
from tests.api.processes import api_process
from tests.factories import API, Client, Platform, created, ok, problem, set_tier
from tests.http_servers import plain, serving

KB = f"{API}/knowledge-bases/{{kb_id}}"
INGESTING = {
    ("POST", f"{KB}/upload"),
    ("POST", f"{KB}/upload-archive"),
    ("POST", f"{KB}/documents/from-url"),
    ("POST", f"{KB}/documents/{{document_id}}/ingest"),
}
# For editors, who may ingest as well: these have much embedded at once.
EMBEDDING = {
    ("POST", f"{KB}/documents/bulk"),
    ("POST", f"{KB}/reindex"),
    ("POST", f"{KB}/indexes"),
    ("POST", f"{KB}/indexes/{{index_id}}/build"),
    ("POST", f"{API}/rag-configs/preview"),
    ("POST", f"{API}/deployments/prompt-templates/{{template_id}}/preview"),
    ("POST", f"{API}/evaluations/runs"),
    ("POST", f"{API}/evaluations/runs/{{run_id}}/repeat"),
    ("POST", f"{API}/evaluations/question-sets/{{set_id}}/generate"),
}
METERED = {
    *INGESTING,
    *EMBEDDING,
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/stream"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/{{message_id}}/replay"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/{{question_id}}/answer/stream"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/{{question_id}}/regenerate"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/compare"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/attachments"),
    ("POST", f"{API}/deployments/{{deployment_id}}/run"),
    ("POST", f"{API}/models/{{model_id}}/test"),
    ("POST", f"{KB}/search"),
    ("POST", "/v1/chat/completions"),
    ("POST", "/v1/embeddings"),
}
# Whatever else asks for one of these permissions with POST must be metered, or stand here.
SPENDING = {
    Permission.CHAT_USE,
    Permission.DEPLOYMENTS_RUN,
    Permission.MODELS_TEST,
    Permission.KNOWLEDGE_SEARCH,
    Permission.KNOWLEDGE_INGEST,
}
COSTS_NOTHING = {
    ("POST", f"{API}/chat/sessions"),
    ("POST", f"{API}/chat/sessions/{{session_id}}/messages/{{answer_id}}/stop"),
    ("POST", f"{API}/chat/ticket"),
    ("POST", f"{KB}/documents/{{document_id}}/cancel"),
}
RATE_HEADERS = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")


@pytest.fixture
def member(platform: Platform, owner: Client) -> Client:
    """A builder whose tier allows three requests a minute; `owner` is the super admin."""
    set_tier("free", requests_per_minute=3)
    return platform.register("member@example.com", tier="free")


def filled(path: str) -> str:
    parts = path.removeprefix(API).split("/")
    return "/".join(str(uuid.uuid4()) if part.startswith("{") else part for part in parts)


# --- which routes ---


def is_metered(dependant: Dependant) -> bool:
    return dependant.call is rate_limits.get_count or any(map(is_metered, dependant.dependencies))


def test_exactly_the_table_is_metered(app: FastAPI) -> None:
    found = {
        (method, context.path)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.route, APIRoute) and is_metered(context.dependant)
        for method in context.methods or ()
    }
    assert found == METERED


def test_every_post_that_may_reach_a_model_search_or_ingest_is_in_the_table(app: FastAPI) -> None:
    spending = {
        ("POST", route.path)
        for route in api_routes(app)
        if "POST" in route.methods and route.permission in SPENDING
    }
    assert spending == METERED - EMBEDDING | COSTS_NOTHING


def test_metered_routes_declare_429(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    assert all("429" in paths[path][method.lower()]["responses"] for method, path in METERED)


# Refusals under `/v1` have another shape: they are in `test_openai.py`.
@pytest.mark.parametrize(("method", "path"), sorted(each for each in METERED if API in each[1]))
def test_each_metered_route_counts_and_is_refused_at_the_limit(
    platform: Platform, member: Client, method: str, path: str
) -> None:
    left = [member.request(method, filled(path)).headers["x-ratelimit-remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = member.request(method, filled(path))
    details = problem(refused, 429, "rate_limited")["details"]
    assert set(details) == {"meter", "limit", "used", "reset_at", "retry_after", "remedy"}
    assert (details["meter"], details["limit"], details["used"]) == ("requests", 3, 3)
    assert 1 <= details["retry_after"] <= 60
    assert refused.headers["retry-after"] == str(details["retry_after"])
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert now().timestamp() < int(refused.headers["x-ratelimit-reset"]) < now().timestamp() + 62


def test_the_routes_share_one_limit_and_page_loads_do_not_count(
    platform: Platform, member: Client
) -> None:
    for method, path in sorted(METERED)[:3]:
        member.request(method, filled(path))
    problem(member.post(filled(f"{KB}/search"), json={"query": "leave"}), 429, "rate_limited")
    for page in ("/projects", "/knowledge-bases", "/deployments", "/models", "/usage/me") * 4:
        answer = member.get(page)
        assert answer.status_code == 200
        assert not any(header in answer.headers for header in RATE_HEADERS)


def test_answers_and_streams_tell_what_is_left(
    platform: Platform, owner: Client, member: Client
) -> None:
    deployment = platform.deployment(member, [])
    chat = created(member.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    run = member.post(f"/deployments/{deployment['id']}/run", json={"question": "Hello?"})
    streamed = member.post(f"/chat/sessions/{chat['id']}/messages/stream", json={"content": "Hi"})
    assert [answer.status_code for answer in (run, streamed)] == [200, 200]
    assert [answer.headers["x-ratelimit-remaining"] for answer in (run, streamed)] == ["2", "1"]
    meters = {meter["name"]: meter for meter in ok(member.get("/usage/me"))["meters"]}
    assert (meters["requests"]["used"], meters["requests"]["limit"]) == (2, 3)


# --- for whom ---


@pytest.mark.parametrize("role", ["super_admin", "admin"])
def test_administrators_are_never_throttled(platform: Platform, member: Client, role: str) -> None:
    admin = platform.register("admin@example.com", role=role, tier="free")
    answers = [admin.post(filled(f"{KB}/search"), json={"query": "leave"}) for _ in range(8)]
    assert {answer.status_code for answer in answers} == {404}
    assert not any(header in answers[0].headers for header in RATE_HEADERS)


def test_users_do_not_count_for_each_other_and_keys_count_for_their_owner(
    platform: Platform, member: Client
) -> None:
    other = platform.register("other@example.com", tier="free")
    key = created(member.post("/api-keys", json={"name": "Job", "scopes": ["search"]}))["key"]
    search, body = API + filled(f"{KB}/search"), {"query": "leave"}
    by_key = [
        platform.http.post(search, json=body, headers={"X-API-Key": key}).status_code
        for _ in range(2)
    ]
    by_session = [member.post(filled(f"{KB}/search"), json=body).status_code for _ in range(2)]
    assert by_key + by_session == [404, 404, 404, 429]
    assert other.post(filled(f"{KB}/search"), json=body).status_code == 404


def test_a_tier_without_a_number_has_no_limit(platform: Platform, member: Client) -> None:
    set_tier("free", requests_per_minute=None)
    answers = [member.post(filled(f"{KB}/search"), json={"query": "leave"}) for _ in range(8)]
    assert {answer.status_code for answer in answers} == {404}


# --- the limiter ---


def admitted(limiter: RateLimiter, key: str, limit: int) -> bool:
    return limiter.hit(key, limit).admitted


@pytest.mark.parametrize("redis_url", [None, "redis://127.0.0.1:9/0"])
def test_each_hit_tells_of_the_window_as_it_is_then(
    settings: Settings, redis_url: str | None
) -> None:
    limiter = redis_limiter.RedisRateLimiter(redis_url or settings.redis_url)
    key, began = uuid.uuid4().hex, now()
    admissions = [limiter.hit(key, 2) for _ in range(3)]
    assert [(each.admitted, each.window.used) for each in admissions] == [
        (True, 1),
        (True, 2),
        (False, 2),
    ]
    for window in (*(each.window for each in admissions), limiter.window(key, 2)):
        assert window.limit == 2
        assert 59 < (window.reset_at - began).total_seconds() < 61


def test_the_window_moves(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_limiter, "RateLimitItemPerMinute", RateLimitItemPerSecond)
    limiter, key = connect_rate_limiter(settings), uuid.uuid4().hex
    assert [admitted(limiter, key, 2) for _ in range(3)] == [True, True, False]
    window = limiter.window(key, 2)
    assert (window.used, window.reset_at < now() + timedelta(seconds=1.1)) == (2, True)
    time.sleep(1.1)
    assert limiter.window(key, 2).used == 0
    assert admitted(limiter, key, 2)


def test_threads_never_get_more_than_the_limit(settings: Settings) -> None:
    limiter, key = connect_rate_limiter(settings), uuid.uuid4().hex
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: admitted(limiter, key, 25), range(200)))
    assert answers.count(True) == 25


def test_without_redis_each_process_counts_for_itself_and_says_so_once() -> None:
    limiter, key = redis_limiter.RedisRateLimiter("redis://127.0.0.1:9/0"), uuid.uuid4().hex
    with capture_logs() as logs:
        answers = [admitted(limiter, key, 5) for _ in range(12)]
        window = limiter.window(key, 5)
    assert answers == [True] * 5 + [False] * 7
    assert (window.used, window.limit) == (5, 5)
    assert [entry["event"] for entry in logs] == ["rate_limits_in_process"]


def test_redis_is_asked_again_when_it_is_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_limiter, "ASK_AGAIN_AFTER_S", 0.0)
    dead, alive = (
        redis_limiter.RedisRateLimiter(url) for url in ("redis://127.0.0.1:9/0", settings.redis_url)
    )
    key = uuid.uuid4().hex
    assert admitted(alive, key, 2)
    assert admitted(dead, key, 2)
    dead._shared = alive._shared
    with capture_logs() as logs:
        assert [admitted(dead, key, 2), admitted(dead, key, 2)] == [True, False]
    assert [entry["event"] for entry in logs] == ["rate_limits_shared_again"]


def test_nobody_is_locked_out_or_unlimited_while_redis_is_down(
    platform: Platform, member: Client, ports: Ports
) -> None:
    ports.rate_limits = redis_limiter.RedisRateLimiter("redis://127.0.0.1:9/0")
    statuses = [
        member.post(filled(f"{KB}/search"), json={"query": "leave"}).status_code for _ in range(5)
    ]
    assert statuses == [404, 404, 404, 429, 429]


# --- two processes ---

_CHUNK = (
    b'data: {"choices": [{"index": 0, "delta": {"content": "Hello."}}]}\n\n'
    b'data: {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 2, '
    b'"total_tokens": 7}}\n\ndata: [DONE]\n\n'
)


@pytest.fixture
def model_url() -> Iterator[str]:
    """A model server on the loopback."""
    with serving(plain(body=_CHUNK, Content_Type="text/event-stream")) as server:
        yield f"http://127.0.0.1:{server.port}/v1"


def test_two_processes_under_load_never_let_more_than_the_limit_through(
    platform: Platform, member: Client, model_url: str
) -> None:
    limit, requests, threads = 40, 240, 16
    set_tier("free", requests_per_minute=limit)
    deployment = platform.deployment(member, [])
    path = f"{API}/deployments/{deployment['id']}/run"
    start = threading.Barrier(threads)
    with (
        api_process(LOCAL_LLM_URL=model_url) as one,
        api_process(LOCAL_LLM_URL=model_url) as two,
    ):

        def ask(number: int) -> list[tuple[int, int]]:
            process = (one, two)[number % 2]
            headers = {"Authorization": f"Bearer {member.token}"}
            with httpx.Client(base_url=f"http://127.0.0.1:{process.port}", timeout=30) as client:
                start.wait()
                return [
                    (
                        number % 2,
                        client.post(path, headers=headers, json={"question": "Hi?"}).status_code,
                    )
                    for _ in range(requests // threads)
                ]

        began = time.monotonic()
        with ThreadPoolExecutor(threads) as pool:
            answers = Counter(answer for some in pool.map(ask, range(threads)) for answer in some)
        took = time.monotonic() - began
    through = answers[0, 200] + answers[1, 200]
    print(  # noqa: T201 - shown with `pytest -s`
        f"\nlimit {limit} a minute, {requests} requests on two processes in {took:.1f} s: "
        f"{answers[0, 200]} + {answers[1, 200]} answered, "
        f"{answers[0, 429] + answers[1, 429]} refused"
    )
    assert took < 60
    assert {status for _, status in answers} == {200, 429}
    assert limit <= through <= limit + 1
    assert min(answers[0, 200], answers[1, 200]) > 0


# --- the limit of an address ---


@pytest.fixture
def bounded(ports: Ports, settings: Settings) -> Iterator[TestClient]:
    """An API that answers five requests a minute and address."""
    app = create_app(Settings(api_rate_limit=5), ports)
    address = f"10.0.0.{uuid.uuid4().int % 250}"
    with TestClient(app, client=(address, 1234), raise_server_exceptions=False) as client:
        yield client


def test_an_address_is_refused_beyond_the_abuse_limit_in_our_shape(bounded: TestClient) -> None:
    answers = [bounded.get(f"{API}/auth/config") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    details = problem(answers[-1], 429, "rate_limited")["details"]
    assert (details["meter"], details["limit"]) == ("requests", 5)
    assert answers[-1].headers["retry-after"] == str(details["retry_after"])
    assert answers[-1].headers["x-content-type-options"] == "nosniff"
    assert bounded.get("/health").status_code == 200


def test_another_address_is_not_refused(bounded: TestClient, ports: Ports) -> None:
    for _ in range(6):
        bounded.get(f"{API}/auth/config")
    elsewhere = TestClient(bounded.app, client=("10.1.0.1", 1234))
    assert elsewhere.get(f"{API}/auth/config").status_code == 200


def test_an_address_may_go_on_after_a_minute(
    bounded: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> int:
        return bounded.get(f"{API}/auth/config").status_code

    assert [ask() for _ in range(6)] == [200] * 5 + [429]
    for seconds, status in ((59, 429), (61, 200)):
        later = now() + timedelta(seconds=seconds)
        monkeypatch.setattr(rate_limits, "now", lambda later=later: later)
        assert ask() == status


def test_zero_is_no_abuse_limit(ports: Ports, settings: Settings) -> None:
    client = TestClient(create_app(Settings(api_rate_limit=0), ports))
    assert {client.get(f"{API}/auth/config").status_code for _ in range(20)} == {200}
