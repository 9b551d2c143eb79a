"""Tiers and the token counter: what each path charges, what is refused, what is repaired."""

import os
import signal
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, update

from app.core.errors import Permanent, TooManyRequests, Transient
from app.core.ids import new_id
from app.db.uow import unit_of_work
from app.integrations.llm import Prompt, TokenUsage
from app.integrations.llm.fake import ScriptedModel
from app.models import Chunk, Document, Project, UsageCounter, UsageRecord, User
from app.models.usage import UsageKind
from app.services.jobs.service import JobCancelled
from app.services.knowledge_bases.ingest import pipeline
from app.services.usage import periods, tokens
from app.services.usage.tokens import NOTHING, MeteredCall, Spent
from app.workers import endings, sweeper
from tests.api.processes import api_process
from tests.api.test_chat_answers import asked, the_answer
from tests.factories import HANDBOOK, Client, Platform, created, events, ok, problem, set_tier
from tests.http_servers import serving
from tests.waiting import until

QUESTION = {"content": "How long is parental leave?"}


@pytest.fixture
def member(platform: Platform, owner: Client) -> Client:
    """A builder of the free tier; `owner` is the super admin."""
    set_tier("free", requests_per_minute=None)
    return platform.register("member@example.com", tier="free")


def id_of(client: Client) -> uuid.UUID:
    return uuid.UUID(client.user["id"])


def counter(client: Client, period: date | None = None) -> tuple[int, int]:
    """Used and reserved tokens of a month."""
    with unit_of_work() as uow:
        row = uow.session.get(UsageCounter, (id_of(client), period or periods.current()))
        return (row.used_tokens, row.reserved_tokens) if row else (0, 0)


def records(client: Client) -> list[UsageRecord]:
    with unit_of_work() as uow:
        query = select(UsageRecord).where(UsageRecord.user_id == id_of(client))
        return list(uow.session.scalars(query.order_by(UsageRecord.created_at)))


def outcomes(client: Client) -> list[tuple[str, str, int, int]]:
    return [(r.kind, r.status, r.prompt_tokens, r.completion_tokens) for r in records(client)]


def use(client: Client, used: int) -> None:
    """Charge tokens."""
    settle(reserve(client, 0), Spent(used))


def reserve(client: Client, amount: int, reservation_id: uuid.UUID | None = None) -> uuid.UUID:
    with unit_of_work() as uow:
        call = MeteredCall(UsageKind.RUN, id_of(client))
        return tokens.reserve(uow, call, amount, reservation_id)


def settle(reservation_id: uuid.UUID, spent: Spent) -> None:
    with unit_of_work() as uow:
        tokens.settle(uow, reservation_id, spent)


def expire(client: Client) -> None:
    """As if the process had died and time had passed."""
    with unit_of_work() as uow:
        uow.session.execute(
            update(UsageRecord).values(expires_at=func.now() - timedelta(seconds=1))
        )


# --- the counter ---


@pytest.mark.parametrize(
    ("spent", "expected", "status"),
    [
        (Spent(100, 50), (150, 0), "settled"),
        (Spent(300, 700), (1000, 0), "settled"),
        (Spent(4000, 1000), (5000, 0), "settled"),
        (NOTHING, (0, 0), "released"),
    ],
)
def test_settles_what_was_used_and_frees_the_rest(
    member: Client, spent: Spent, expected: tuple[int, int], status: str
) -> None:
    reservation_id = reserve(member, 1000)
    assert counter(member) == (0, 1000)
    settle(reservation_id, spent)
    assert counter(member) == expected
    assert [record.status for record in records(member)] == [status]


def test_settling_twice_is_settling_once(member: Client) -> None:
    reservation_id = reserve(member, 1000)
    for spent in (Spent(100, 50), Spent(9, 9), NOTHING):
        settle(reservation_id, spent)
    assert counter(member) == (150, 0)


def test_the_same_reservation_is_made_once(member: Client) -> None:
    reservation_id = new_id()
    assert {reserve(member, 700, reservation_id) for _ in range(3)} == {reservation_id}
    assert counter(member) == (0, 700)


@pytest.mark.parametrize(
    ("limit", "used", "reserved", "asked", "fits"),
    [
        (1000, 0, 0, 1000, True),
        (1000, 0, 0, 1001, False),
        (1000, 999, 0, 1, True),
        (1000, 999, 0, 2, False),
        (1000, 500, 400, 100, True),
        (1000, 500, 400, 101, False),
        (1000, 1200, 0, 1, False),
        (0, 0, 0, 1, False),
        (None, 10**12, 0, 10**12, True),
    ],
)
def test_reserves_up_to_the_limit_and_no_further(
    member: Client, limit: int | None, used: int, reserved: int, asked: int, fits: bool
) -> None:
    set_tier("free", tokens_per_month=None)
    use(member, used)
    reserve(member, reserved)
    set_tier("free", tokens_per_month=limit)
    if fits:
        reserve(member, asked)
    else:
        with pytest.raises(TooManyRequests) as refused:
            reserve(member, asked)
        assert refused.value.code == "quota_exceeded"
        assert refused.value.details["used"] == used + reserved
    assert counter(member) == (used, reserved + (asked if fits else 0))


def test_parallel_reservations_never_exceed_the_limit(member: Client) -> None:
    set_tier("free", tokens_per_month=10_000)

    def try_to_reserve(_: int) -> bool:
        try:
            reserve(member, 700)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        granted = list(pool.map(try_to_reserve, range(60)))
    assert granted.count(True) == 10_000 // 700
    assert counter(member) == (0, 700 * (10_000 // 700))
    assert len(records(member)) == 10_000 // 700


def test_parallel_calls_leave_the_counter_at_the_sum_of_the_records(member: Client) -> None:
    set_tier("free", tokens_per_month=100_000)

    def call(number: int) -> None:
        settle(reserve(member, 100 + number), Spent(number, 1))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(call, range(60)))
    assert counter(member) == (sum(range(60)) + 60, 0)


def test_many_are_settled_together_each_as_if_it_were_alone(
    platform: Platform, owner: Client, member: Client
) -> None:
    expired = reserve(owner, 1000)
    expire(owner)
    sweeper.sweep(platform.ports)
    settled, nothing, other, twice = (reserve(member, 1000) for _ in range(4))
    settle(twice, Spent(7, 1))
    with unit_of_work() as uow:
        tokens.settle_all(
            uow,
            {
                expired: Spent(30, 3),
                settled: Spent(100, 50),
                nothing: NOTHING,
                other: Spent(20, 2),
                twice: Spent(900, 9),
                new_id(): Spent(5, 5),
            },
        )
    assert counter(owner) == (33, 0)
    assert counter(member) == (150 + 22 + 8, 0)
    assert {record.id: (record.status, record.prompt_tokens) for record in records(member)} == {
        settled: ("settled", 100),
        nothing: ("released", 0),
        other: ("settled", 20),
        twice: ("settled", 7),
    }


def test_processes_that_settle_for_the_same_users_never_wait_for_each_other_in_a_circle(
    owner: Client, member: Client
) -> None:
    def settle_for_both(turn: int) -> None:
        users = (owner, member) if turn % 2 else (member, owner)
        made = [reserve(user, 10) for user in users for _ in range(5)]
        with unit_of_work() as uow:
            tokens.settle_all(uow, {each: Spent(1, 1) for each in made})

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(settle_for_both, range(120)))
    assert counter(owner) == counter(member) == (120 * 5 * 2, 0)


def test_a_crash_between_reserve_and_settle_is_repaired_once(
    platform: Platform, member: Client
) -> None:
    use(member, 40)
    reserve(member, 1000)
    reserve(member, 500)
    sweeper.sweep(platform.ports)
    assert counter(member) == (40, 1500)  # not expired: perhaps they are still working
    expire(member)
    reserve(member, 7)
    for _ in range(3):
        sweeper.sweep(platform.ports)
        assert counter(member) == (40, 7)
    assert [record.status for record in records(member)] == [
        "settled",
        "expired",
        "expired",
        "reserved",
    ]


def test_a_killed_process_costs_its_user_nothing_in_the_end(
    platform: Platform, member: Client
) -> None:
    chat = conversation(platform, member)
    asked, done = threading.Event(), threading.Event()

    def never_answer(_: object) -> None:
        asked.set()
        done.wait(30)

    def ask(port: int) -> None:
        url = f"http://127.0.0.1:{port}/api/v1/chat/sessions/{chat}/messages/stream"
        headers = {"Authorization": f"Bearer {member.token}"}
        with suppress(httpx.TransportError):
            httpx.post(url, json=QUESTION, headers=headers, timeout=30)

    with serving(never_answer) as server, ThreadPoolExecutor(1) as pool:
        with api_process(LOCAL_LLM_URL=f"http://127.0.0.1:{server.port}/v1") as api:
            asking = pool.submit(ask, api.port)
            assert asked.wait(20)
            os.kill(api.pid, signal.SIGKILL)
            asking.result()
        done.set()
    used, reserved = counter(member)
    assert (used, reserved > 512) == (0, True)
    expire(member)
    for _ in range(2):
        sweeper.sweep(platform.ports)
        assert counter(member) == (0, 0)
    assert outcomes(member) == [("chat", "expired", 0, 0)]


def test_sweepers_at_the_same_moment_repair_once(platform: Platform, member: Client) -> None:
    for _ in range(30):
        reserve(member, 100)
    expire(member)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: tokens.release_expired(), range(6)))
    tokens.release_expired()
    assert counter(member) == (0, 0)


def test_an_answer_that_outlives_its_reservation_is_charged_all_the_same(member: Client) -> None:
    reservation_id = reserve(member, 1000)
    expire(member)
    tokens.release_expired()
    settle(reservation_id, Spent(300, 20))
    settle(reservation_id, Spent(300, 20))
    assert counter(member) == (320, 0)


# --- months ---


@pytest.mark.parametrize(
    ("period", "end"),
    [
        (date(2026, 1, 1), datetime(2026, 2, 1, tzinfo=UTC)),
        (date(2028, 2, 1), datetime(2028, 3, 1, tzinfo=UTC)),
        (date(2026, 11, 1), datetime(2026, 12, 1, tzinfo=UTC)),
        (date(2026, 12, 1), datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_month_ends_when_the_next_begins(period: date, end: datetime) -> None:
    assert periods.end_of(period) == end


def test_a_new_month_has_new_tokens_and_a_call_settles_in_the_month_of_its_reservation(
    member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_tier("free", tokens_per_month=1000)
    moment = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
    monkeypatch.setattr(periods, "now", lambda: moment)
    reservation_id = reserve(member, 1000)
    with pytest.raises(TooManyRequests) as refused:
        reserve(member, 1)
    assert refused.value.details["reset_at"] == datetime(2026, 2, 1, tzinfo=UTC)
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    reserve(member, 1000)
    settle(reservation_id, Spent(600, 100))
    assert counter(member, date(2026, 1, 1)) == (700, 0)
    assert counter(member, date(2026, 2, 1)) == (0, 1000)


# --- what each path charges ---


def ask(platform: Platform, client: Client) -> None:
    chat = conversation(platform, client)
    created(client.post(f"/chat/sessions/{chat}/messages", json=QUESTION))


def stream(platform: Platform, client: Client) -> None:
    chat = conversation(platform, client)
    events(client.post(f"/chat/sessions/{chat}/messages/stream", json=QUESTION))


def run(platform: Platform, client: Client) -> None:
    deployment = platform.deployment(client, [])
    ok(client.post(f"/deployments/{deployment['id']}/run", json={"question": "How long?"}))


def try_model(platform: Platform, client: Client) -> None:
    model_id = platform.language_model(client)["id"]
    ok(client.post(f"/models/{model_id}/test", json={"prompt": "Say hello."}))


def search(platform: Platform, client: Client) -> None:
    kb = platform.knowledge_base(client)
    ok(client.post(f"/knowledge-bases/{kb['id']}/search", json={"query": "How long is leave?"}))


def conversation(platform: Platform, client: Client) -> str:
    deployment = platform.deployment(client, [], name=uuid.uuid4().hex)
    body = {"deployment_id": deployment["id"]}
    return str(created(client.post("/chat/sessions", json=body))["id"])


PATHS: list[tuple[Callable[[Platform, Client], None], tuple[str, int, int]]] = [
    (ask, ("chat", 7, 2)),
    (stream, ("chat", 7, 2)),
    (run, ("run", 7, 2)),
    (try_model, ("model_test", 7, 2)),
    (search, ("search", 5, 0)),
]


@pytest.mark.parametrize(("call", "expected"), PATHS)
def test_each_path_charges_what_was_counted(
    platform: Platform,
    member: Client,
    call: Callable[[Platform, Client], None],
    expected: tuple[str, int, int],
) -> None:
    call(platform, member)
    kind, prompt, completion = expected
    assert outcomes(member) == [(kind, "settled", prompt, completion)]
    assert counter(member) == (prompt + completion, 0)
    (record,) = records(member)
    assert record.reserved_tokens >= (completion or prompt)
    assert (record.project_id is None) == (kind == "model_test")
    assert (record.model_id is None) == (kind == "search")


@pytest.mark.parametrize(("call", "expected"), PATHS)
def test_each_path_is_refused_before_it_costs_anything(
    platform: Platform,
    member: Client,
    model: ScriptedModel,
    call: Callable[[Platform, Client], None],
    expected: tuple[str, int, int],
) -> None:
    set_tier("free", tokens_per_month=2)
    with pytest.raises(AssertionError, match="quota_exceeded"):
        call(platform, member)
    assert model.prompts == []
    assert (counter(member), records(member)) == ((0, 0), [])


def test_a_refusal_names_meter_limit_and_reset_and_keeps_no_question(
    platform: Platform, member: Client
) -> None:
    chat = conversation(platform, member)
    use(member, 49_990)
    refused = member.post(f"/chat/sessions/{chat}/messages/stream", json=QUESTION)
    details = problem(refused, 429, "quota_exceeded")["details"]
    assert set(details) == {"meter", "limit", "used", "reset_at", "retry_after", "remedy"}
    assert (details["meter"], details["limit"], details["used"]) == ("tokens", 50_000, 49_990)
    reset_at = datetime.fromisoformat(details["reset_at"])
    assert reset_at == periods.end_of(periods.current())
    assert refused.headers["retry-after"] == str(details["retry_after"])
    assert refused.headers["x-ratelimit-limit"] == "50000"
    assert refused.headers["x-ratelimit-remaining"] == "10"
    assert refused.headers["x-ratelimit-reset"] == str(int(reset_at.timestamp()))
    assert ok(member.get(f"/chat/sessions/{chat}/messages"))["items"] == []


@pytest.mark.parametrize("role", ["super_admin", "admin"])
def test_administrators_are_metered_and_never_held(
    platform: Platform, member: Client, role: str
) -> None:
    set_tier("free", tokens_per_month=0, projects=0, documents=0)
    admin = platform.register("admin@example.com", role=role, tier="free")
    ask(platform, admin)
    created(admin.post("/projects", json={"name": "Another"}))
    assert counter(admin) == (9, 0)
    usage = ok(admin.get("/usage/me"))
    assert usage["exempt"] is True
    assert {meter["limit"] for meter in usage["meters"]} == {None}


def test_api_keys_use_their_owners_tokens(platform: Platform, member: Client) -> None:
    deployment = platform.deployment(member, [])
    made = created(member.post("/api-keys", json={"name": "Job", "scopes": ["chat"]}))
    answer = platform.http.post(
        f"/api/v1/deployments/{deployment['id']}/run",
        json={"question": "How long?"},
        headers={"X-API-Key": made["key"]},
    )
    assert answer.status_code == 200
    assert [str(record.api_key_id) for record in records(member)] == [made["api_key"]["id"]]
    assert counter(member) == (9, 0)


# --- answers that end early ---


def test_a_model_that_tells_no_usage_is_charged_by_the_length_of_the_texts(
    platform: Platform, member: Client, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = model.stream

    async def silent(prompt: Any) -> Any:
        async for piece in original(prompt):
            if not isinstance(piece, TokenUsage):
                yield piece

    monkeypatch.setattr(model, "stream", silent)
    model.pieces = ["x" * 30]
    run(platform, member)
    prompt = sum(len(turn.content) for turn in model.prompts[0].messages)
    assert outcomes(member) == [("run", "settled", -(-prompt // 3), 10)]


@pytest.mark.parametrize(
    ("told", "charged"),
    [((7, 2), (7, 2)), ((0, 0), (0, 0)), ((-50, 2), (0, 2)), ((7, -50), (7, 0))],
)
def test_a_model_cannot_give_tokens_back(told: tuple[int, int], charged: tuple[int, int]) -> None:
    spent = tokens.spent_on(Prompt(()), "", TokenUsage(*told))
    assert (spent.prompt_tokens, spent.completion_tokens) == charged


@pytest.mark.parametrize("path", ["messages", "messages/stream", "run", "test"])
@pytest.mark.parametrize("said", [[], ["Parental leave is"]])
def test_a_failed_answer_is_charged_for_what_was_said(
    platform: Platform, member: Client, model: ScriptedModel, path: str, said: list[str]
) -> None:
    model.pieces, model.error = said, Transient("The model is down.", code="model_unavailable")
    if path.startswith("messages"):
        member.post(f"/chat/sessions/{conversation(platform, member)}/{path}", json=QUESTION)
    elif path == "run":
        deployment = platform.deployment(member, [])
        member.post(f"/deployments/{deployment['id']}/run", json={"question": "How long?"})
    else:
        model_id = platform.language_model(member)["id"]
        member.post(f"/models/{model_id}/test", json={"prompt": "How long?"})
    (record,) = records(member)
    assert record.status == ("settled" if said else "released")
    assert record.completion_tokens == (6 if said else 0)
    assert (record.prompt_tokens > 0) == bool(said)
    assert counter(member) == (record.prompt_tokens + record.completion_tokens, 0)


def test_an_interrupted_answer_is_charged_for_what_was_said(
    platform: Platform, member: Client, model: ScriptedModel
) -> None:
    model.pieces, model.hang_after = ["Parental leave is", "never comes"], 1
    chat = f"/chat/sessions/{conversation(platform, member)}"
    with asked(member, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        assert counter(member)[1] > 512
        ok(member.post(f"{chat}/messages/{the_answer(member, chat)['id']}/stop"))
        stream.result()
    assert outcomes(member) == [("chat", "settled", 3, 6)]
    assert counter(member) == (9, 0)


def test_answering_again_is_another_call(
    platform: Platform, member: Client, model: ScriptedModel
) -> None:
    chat = conversation(platform, member)
    model.pieces, model.error = [], Transient(code="model_unavailable")
    member.post(f"/chat/sessions/{chat}/messages/stream", json=QUESTION)
    question = ok(member.get(f"/chat/sessions/{chat}/messages"))["items"][0]["id"]
    model.pieces, model.error = ["Weeks."], None
    events(member.post(f"/chat/sessions/{chat}/messages/{question}/answer/stream"))
    assert [outcome[:2] for outcome in outcomes(member)] == [
        ("chat", "released"),
        ("chat", "settled"),
    ]


def test_deleting_the_conversation_meanwhile_saves_no_tokens(
    platform: Platform, member: Client, model: ScriptedModel
) -> None:
    model.pieces, model.hang_after = ["Parental leave is", "never comes"], 1
    chat = f"/chat/sessions/{conversation(platform, member)}"
    with asked(member, chat) as stream:
        until(lambda: model.prompts, "the model is asked")
        assert member.delete(chat).status_code == 204
        stream.result()
    assert outcomes(member) == [("chat", "settled", 3, 6)]


# --- ingest ---


def chunk_tokens() -> int:
    with unit_of_work() as uow:
        return uow.session.scalar(select(func.sum(Chunk.token_count))) or 0


def upload(platform: Platform, client: Client, content: str = HANDBOOK) -> tuple[str, str]:
    kb = platform.knowledge_base(client, name=uuid.uuid4().hex)
    body = client.upload(kb["id"], "handbook.txt", content.encode()).json()
    return kb["id"], body["document"]["id"]


def document(client: Client, ids: tuple[str, str]) -> dict[str, Any]:
    return ok(client.get(f"/knowledge-bases/{ids[0]}/documents/{ids[1]}"))


def test_an_ingest_is_charged_to_who_uploaded_the_file(
    platform: Platform, owner: Client, member: Client
) -> None:
    ids = upload(platform, member)
    platform.run_jobs()
    assert outcomes(member) == [("ingest", "settled", chunk_tokens(), 0)]
    assert chunk_tokens() > 30
    owner.post(f"/knowledge-bases/{ids[0]}/documents/{ids[1]}/ingest")
    platform.run_jobs()
    assert [outcome[1] for outcome in outcomes(member)] == ["settled", "settled"]
    assert counter(member) == (2 * chunk_tokens(), 0)
    assert counter(owner) == (0, 0)


def test_an_ingest_over_quota_fails_the_document_with_a_remedy(
    platform: Platform, member: Client
) -> None:
    set_tier("free", tokens_per_month=10)
    ids = upload(platform, member)
    platform.run_jobs()
    failed = document(member, ids)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "quota_exceeded")
    assert "another tier" in failed["error"]["remedy"]
    assert (counter(member), records(member)) == ((0, 0), [])
    set_tier("free", tokens_per_month=10_000)
    member.post(f"/knowledge-bases/{ids[0]}/documents/{ids[1]}/ingest")
    platform.run_jobs()
    assert document(member, ids)["status"] == "completed"


def test_a_resumed_job_is_charged_once(
    platform: Platform, member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 0.0)
    original, calls = pipeline._write_chunks, 0

    def fail_twice(*args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls in (2, 4):
            raise Transient("Away.", code="vectors_unavailable")
        original(*args)

    monkeypatch.setattr(pipeline, "_write_chunks", fail_twice)
    ids = upload(platform, member, "\n\n".join(f"Part {n}. {HANDBOOK}" for n in range(600)))
    platform.run_jobs()
    assert document(member, ids)["status"] == "completed"
    assert calls > 4
    assert outcomes(member) == [("ingest", "settled", chunk_tokens(), 0)]
    assert counter(member) == (chunk_tokens(), 0)


def assert_charged_in_part(member: Client) -> None:
    """For one ingest: some of what was set aside was used, the rest is free again."""
    [record] = records(member)
    assert 0 < record.prompt_tokens < record.reserved_tokens
    assert counter(member) == (record.prompt_tokens, 0)


def test_an_ingest_that_fails_for_good_is_charged_for_what_was_embedded(
    platform: Platform, member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, calls = pipeline._write_chunks, 0

    def fail_at_the_third(*args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Permanent("Refused.", code="vectors_refused")
        original(*args)

    monkeypatch.setattr(pipeline, "_write_chunks", fail_at_the_third)
    ids = upload(platform, member, "\n\n".join(f"Part {n}. {HANDBOOK}" for n in range(600)))
    platform.run_jobs()
    assert document(member, ids)["status"] == "failed"
    assert_charged_in_part(member)
    assert chunk_tokens() == 0


@pytest.mark.parametrize("way", ["cancel", "delete"])
def test_an_ingest_that_is_stopped_between_attempts_gives_its_tokens_back(
    platform: Platform, member: Client, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def fail(*_: Any) -> None:
        raise Transient("Away.", code="vectors_unavailable")

    monkeypatch.setattr(pipeline, "_write_chunks", fail)
    monkeypatch.setattr(endings, "FIRST_RETRY_S", 60.0)
    kb_id, document_id = upload(platform, member)
    platform.run_jobs()
    assert counter(member)[1] > 30
    path = f"/knowledge-bases/{kb_id}/documents/{document_id}"
    stopped = member.post(f"{path}/cancel") if way == "cancel" else member.delete(path)
    assert stopped.status_code in (202, 204)
    assert counter(member) == (0, 0)


def test_an_ingest_that_is_cancelled_half_way_is_charged_for_what_was_embedded(
    platform: Platform, member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, calls = pipeline._write_chunks, 0

    def cancel_at_the_second(*args: Any) -> None:
        nonlocal calls
        calls += 1
        original(*args)
        if calls == 2:
            raise JobCancelled

    monkeypatch.setattr(pipeline, "_write_chunks", cancel_at_the_second)
    upload(platform, member, "\n\n".join(f"Part {n}. {HANDBOOK}" for n in range(600)))
    platform.run_jobs()
    assert_charged_in_part(member)
    assert chunk_tokens() == 0


def test_an_ingest_that_fails_before_embedding_costs_nothing(
    platform: Platform, member: Client
) -> None:
    upload(platform, member, "   \n ")
    platform.run_jobs()
    assert (counter(member), records(member)) == ((0, 0), [])


# --- projects and documents ---


def test_projects_are_counted_archived_ones_too(platform: Platform, member: Client) -> None:
    set_tier("free", projects=3)  # the default one is one of them
    first, _ = (created(member.post("/projects", json={"name": name})) for name in ("A", "B"))
    details = problem(member.post("/projects", json={"name": "C"}), 429, "quota_exceeded")[
        "details"
    ]
    assert (details["meter"], details["limit"], details["used"]) == ("projects", 3, 3)
    assert (details["reset_at"], details["retry_after"]) == (None, None)
    ok(member.post(f"/projects/{first['id']}/archive"))
    refused = member.post("/projects", json={"name": "C"})
    problem(refused, 429, "quota_exceeded")
    assert "retry-after" not in refused.headers
    assert member.delete(f"/projects/{first['id']}").status_code == 204
    created(member.post("/projects", json={"name": "C"}))


def test_projects_of_others_do_not_count(platform: Platform, owner: Client, member: Client) -> None:
    set_tier("free", projects=2)
    for name in ("A", "B"):
        project = created(owner.post("/projects", json={"name": name}))
        body = {"user_id": member.user["id"], "role": "owner"}
        created(owner.post(f"/projects/{project['id']}/members", json=body))
    created(member.post("/projects", json={"name": "Mine"}))


def test_documents_are_counted_until_they_are_deleted(platform: Platform, member: Client) -> None:
    set_tier("free", documents=2)
    kb = platform.knowledge_base(member)["id"]
    uploaded = [member.upload(kb, f"{n}.txt", f"File {n}.".encode()).json() for n in range(2)]
    refused = member.upload(kb, "2.txt", b"File 2.")
    details = problem(refused, 429, "quota_exceeded")["details"]
    assert (details["meter"], details["limit"], details["used"]) == ("documents", 2, 2)
    again = member.upload(kb, "again.txt", b"File 1.")
    assert (again.status_code, again.json()["duplicate"]) == (202, True)
    member.delete(f"/knowledge-bases/{kb}/documents/{uploaded[0]['document']['id']}")
    assert member.upload(kb, "2.txt", b"File 2.").status_code == 202


def test_a_refused_upload_leaves_no_file(platform: Platform, member: Client) -> None:
    set_tier("free", documents=0)
    kb = platform.knowledge_base(member)["id"]
    problem(member.upload(kb, "a.txt", b"File."), 429, "quota_exceeded")
    uploads = platform.ports.settings.uploads_path
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("things", ["projects", "documents"])
def test_parallel_requests_do_not_slip_past_a_counted_limit(
    platform: Platform, member: Client, things: str
) -> None:
    set_tier("free", **{things: 4})
    kb, start = platform.knowledge_base(member)["id"], threading.Barrier(10)

    def make(number: int) -> int:
        start.wait()
        if things == "projects":
            return member.post("/projects", json={"name": f"P{number}"}).status_code
        return member.upload(kb, f"{number}.txt", f"File {number}.".encode()).status_code

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(make, range(10)))
    with unit_of_work() as uow:
        table = Project if things == "projects" else Document
        query = select(func.count()).where(table.created_by_id == id_of(member))
        assert uow.session.scalar(query) == 4
    assert statuses.count(429) == (7 if things == "projects" else 6)


# --- tiers ---


def test_lists_tiers_with_their_users_from_small_to_large(
    platform: Platform, owner: Client, member: Client
) -> None:
    page = ok(member.get("/tiers"))
    assert (page["total"], page["limit"], page["offset"]) == (3, 50, 0)
    assert [(tier["name"], tier["user_count"]) for tier in page["items"]] == [
        ("free", 1),
        ("pro", 0),
        ("enterprise", 1),
    ]
    assert set(page["items"][0]) == {
        *("name", "tokens_per_month", "projects", "documents", "models"),
        *("requests_per_minute", "user_count", "updated_at"),
    }


def test_changing_a_tier_holds_at_once_and_is_audited(
    platform: Platform, owner: Client, member: Client
) -> None:
    problem(member.patch("/tiers/free", json={"projects": 99}), 403, "forbidden")
    changed = ok(owner.patch("/tiers/free", json={"projects": 1, "documents": None}))
    assert (changed["projects"], changed["documents"]) == (1, None)
    assert (changed["tokens_per_month"], changed["user_count"]) == (50_000, 1)
    problem(member.post("/projects", json={"name": "A"}), 429, "quota_exceeded")
    (row,) = ok(owner.get("/audit/logs", params={"action": "tier.changed"}))["items"]
    assert (row["resource_id"], row["details"]["fields"]) == ("free", ["documents", "projects"])
    assert (row["details"]["projects"], row["details"]["documents"]) == (1, None)


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("free", {}, 200),
        ("free", {"tokens_per_month": 0}, 200),
        ("free", {"tokens_per_month": -1}, 422),
        ("free", {"tokens_per_month": 10**16}, 422),
        ("free", {"requests_per_minute": 0}, 422),
        ("free", {"projects": "many"}, 422),
        ("free", {"name": "gratis"}, 422),
        ("gold", {"projects": 1}, 404),
        ("FREE", {"projects": 1}, 404),
    ],
)
def test_tiers_take_sensible_numbers_only(
    owner: Client, name: str, body: dict[str, Any], status: int
) -> None:
    assert owner.patch(f"/tiers/{name}", json=body).status_code == status


# --- reports ---


@pytest.mark.parametrize(
    ("used", "limit", "percent", "warning"),
    [
        (0, 1000, 0.0, False),
        (799, 1000, 79.9, False),
        (800, 1000, 80.0, True),
        (1000, 1000, 100.0, True),
        (1500, 1000, 150.0, True),
        (0, 0, 100.0, True),
        (10**9, None, None, False),
    ],
)
def test_warns_from_80_percent(
    member: Client, used: int, limit: int | None, percent: float | None, warning: bool
) -> None:
    set_tier("free", tokens_per_month=None)
    use(member, used)
    set_tier("free", tokens_per_month=limit)
    meters = {meter["name"]: meter for meter in ok(member.get("/usage/me"))["meters"]}
    assert list(meters) == ["tokens", "projects", "documents", "requests"]
    assert (meters["tokens"]["used"], meters["tokens"]["limit"]) == (used, limit)
    assert (meters["tokens"]["percent"], meters["tokens"]["warning"]) == (percent, warning)


def test_own_usage_by_day_and_kind(platform: Platform, member: Client) -> None:
    run(platform, member)
    search(platform, member)
    reserve(member, 100)
    usage = ok(member.get("/usage/me"))
    assert (usage["tier"], usage["exempt"]) == ("free", False)
    assert datetime.fromisoformat(usage["period_start"]).date() == periods.current()
    assert [day["date"] for day in usage["days"]] == [
        str(day) for day in periods.days_so_far(periods.current())
    ]
    today = {"requests": 2, "prompt_tokens": 12, "completion_tokens": 2}
    assert usage["days"][-1] == {"date": usage["days"][-1]["date"], **today}
    nothing = {"requests": 0, "prompt_tokens": 0, "completion_tokens": 0}
    kinds = {row.pop("kind"): row for row in usage["by_kind"]}
    assert kinds == {
        "chat": nothing,
        "run": {"requests": 1, "prompt_tokens": 7, "completion_tokens": 2},
        "model_test": nothing,
        "search": {"requests": 1, "prompt_tokens": 5, "completion_tokens": 0},
        "ingest": nothing,
        "evaluation": nothing,
        "embedding": nothing,
    }
    assert {meter["name"]: meter["used"] for meter in usage["meters"]} == {
        "tokens": 14,
        "projects": 1,
        "documents": 0,
        "requests": 3,
    }


def test_usage_of_users_most_first(platform: Platform, owner: Client, member: Client) -> None:
    run(platform, member)
    use(owner, 5)
    auditor = platform.register("auditor@example.com", role="auditor")
    page = ok(auditor.get("/usage/users"))
    assert page["total"] == 3
    assert [(row["user"]["email"], row["requests"], row["percent"]) for row in page["items"]] == [
        ("member@example.com", 1, 0.0),
        ("owner@example.com", 1, None),
        ("auditor@example.com", 0, None),
    ]
    assert (page["items"][0]["prompt_tokens"], page["items"][0]["completion_tokens"]) == (7, 2)
    found = ok(auditor.get("/usage/users", params={"q": "MEMBER", "limit": 1}))
    assert (found["total"], found["items"][0]["tier"]) == (1, "free")
    assert ok(auditor.get("/usage/users", params={"offset": 2}))["items"] == page["items"][2:]
    problem(member.get("/usage/users"), 403, "forbidden")


def test_last_month_is_not_this_months_usage(
    platform: Platform, owner: Client, member: Client
) -> None:
    run(platform, member)
    last = periods.current() - timedelta(days=1)
    with unit_of_work() as uow:
        for table in (UsageRecord, UsageCounter):
            uow.session.execute(update(table).values(period=last.replace(day=1)))
    usage = ok(member.get("/usage/me"))
    assert usage["meters"][0]["used"] == 0
    assert sum(day["requests"] for day in usage["days"]) == 0
    assert {row["requests"] for row in ok(owner.get("/usage/users"))["items"]} == {0}


def test_a_user_of_a_suspended_account_still_shows(platform: Platform, owner: Client) -> None:
    other = platform.register("other@example.com")
    use(other, 7)
    with unit_of_work() as uow:
        uow.session.execute(update(User).where(User.id == id_of(other)).values(is_active=False))
    assert ok(owner.get("/usage/users"))["items"][0]["user"]["email"] == "other@example.com"
