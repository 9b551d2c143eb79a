"""Live events: complete, in order, only for those who may know, only as long as they may."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import anyio
import pytest
from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.testclient import TestClient
from sqlalchemy import func, text, update
from starlette.testclient import WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from app.api import sockets
from app.api.deps import Listener, UnguardedRouteError, check_guards
from app.api.sockets import CloseCode, LiveConnection
from app.core.clock import now
from app.core.permissions import Actor, Role
from app.db.uow import unit_of_work
from app.models import Document, Event, Job
from app.models.jobs import JobStatus
from app.services.events import hub, outbox
from app.services.events.hub import MOST_WAITING, Hub, Subscription
from app.services.events.outbox import Change, Position
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from tests.api.access_table import EDITOR, World
from tests.factories import API, Client, Platform, created, ok

SOCKET = f"{API}/events"


def ticket_of(client: Client) -> str:
    return str(created(client.post("/events/ticket"))["ticket"])


@contextmanager
def listening(
    client: Client, after: str | None = None, **headers: str
) -> Iterator[WebSocketTestSession]:
    """An open connection, with the greeting still to be read."""
    query = f"?ticket={ticket_of(client)}" + (f"&after={after}" if after else "")
    with client.http.websocket_connect(SOCKET + query, headers=headers) as socket:
        yield socket


def hear(socket: WebSocketTestSession) -> dict[str, Any]:
    message: dict[str, Any] = socket.receive_json()
    return message


def hear_of(socket: WebSocketTestSession, kind: str) -> dict[str, Any]:
    """The next message of this type."""
    while (message := hear(socket))["type"] != kind:
        pass
    return message


def hear_until(
    socket: WebSocketTestSession, last: Callable[[dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    heard = [hear(socket)]
    while not last(heard[-1]):
        heard.append(hear(socket))
    return heard


def refusal(client: TestClient, query: str, **headers: str) -> tuple[int, str]:
    with pytest.raises(WebSocketDenialResponse) as refused:  # noqa: SIM117
        with client.websocket_connect(SOCKET + query, headers=headers):
            pass
    return refused.value.status_code, refused.value.json()["code"]


def test_an_upload_is_told_from_its_arrival_to_its_end(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    with listening(owner) as socket:
        assert hear(socket)["type"] == "ready"
        document_id = owner.upload(kb["id"], "a.txt", b"Some text.").json()["document"]["id"]
        arrived = hear_of(socket, "document.changed")
        assert arrived["document_id"] == document_id
        assert (arrived["knowledge_base_id"], arrived["project_id"]) == (kb["id"], kb["project_id"])
        assert arrived["data"]["status"] == "pending"
        assert arrived["data"]["name"] == "a.txt"
        platform.run_jobs()
        done = hear_until(socket, lambda m: m.get("data", {}).get("status") == "completed")[-1]
        while done["type"] != "document.changed":
            done = hear_of(socket, "document.changed")
        assert done["data"]["chunk_count"] == 1
        assert done["data"]["progress"] == {
            "stage": "done",
            "percent": 100,
            "queue_position": None,
            "eta_seconds": None,
            "started_at": done["data"]["progress"]["started_at"],
            "attempt": 1,
        }
        path = f"/knowledge-bases/{kb['id']}/documents/{document_id}"
        ok(owner.patch(path, json={"name": "b.txt"}))
        assert hear_of(socket, "document.changed")["data"]["name"] == "b.txt"
        assert owner.delete(path).status_code == 204
        assert hear_of(socket, "document.deleted")["document_id"] == document_id


def test_a_transaction_tells_once_of_a_document(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    owner.upload(kb["id"], "a.txt", b"Some text.")
    with unit_of_work() as uow:
        uow.session.execute(text("TRUNCATE events"))
    with unit_of_work() as uow:
        document = uow.session.query(Document).one()
        for name in ("one", "two", "three"):
            document.name = name
            uow.session.flush()
    with unit_of_work() as uow:
        assert uow.session.query(Event).count() == 1


def test_a_lower_transaction_that_commits_later_is_not_passed_over(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    ids = [
        owner.upload(kb["id"], f"{n}.txt", str(n).encode()).json()["document"]["id"]
        for n in range(2)
    ]
    with unit_of_work() as uow:
        # A transaction of another database may hold the head before what has been told already.
        uow.session.execute(text("TRUNCATE events"))
        start = outbox.head(uow.session)
    with unit_of_work() as slow:
        slow.session.get_one(Document, uuid.UUID(ids[0])).name = "slow"
        slow.session.flush()
        with unit_of_work() as fast:
            fast.session.get_one(Document, uuid.UUID(ids[1])).name = "fast"
        with unit_of_work() as uow:
            early = outbox.read(uow.session, start, 10)
    late = read_on(early.upto, 2 - len(early.changes))
    seen = [str(change.subject_id) for change in (*early.changes, *late)]
    assert sorted(seen) == sorted(ids)


def read_on(after: Position, count: int) -> list[Change]:
    """The next changes, as soon as transactions of other databases let them be read."""
    changes: list[Change] = []
    give_up_at = time.monotonic() + 30
    while len(changes) < count and time.monotonic() < give_up_at:
        with unit_of_work() as uow:
            batch = outbox.read(uow.session, after, 10)
        changes, after = [*changes, *batch.changes], batch.upto
        time.sleep(0.05)
    return changes


class Changes:
    """Documents whose chunk count says how often they were changed."""

    THREADS, DOCUMENTS, ROUNDS = 4, 10, 20

    def __init__(self, platform: Platform, client: Client, kb_id: str) -> None:
        self.ids = [
            client.upload(kb_id, f"{n}.txt", uuid.uuid4().hex.encode()).json()["document"]["id"]
            for n in range(self.DOCUMENTS)
        ]
        self.last: dict[str, int] = {}
        self._lock = threading.Lock()

    def write(self) -> None:
        """200 changes by four threads, some of them slow to commit."""
        with ThreadPoolExecutor(self.THREADS) as pool:
            list(pool.map(self._some, range(self.THREADS)))

    def _some(self, thread: int) -> None:
        dice = random.Random(thread)
        for _ in range(self.DOCUMENTS * self.ROUNDS // self.THREADS):
            document_id = dice.choice(self.ids)
            with unit_of_work() as uow:
                found = uow.session.get_one(Document, uuid.UUID(document_id), with_for_update=True)
                found.chunk_count += 1
                uow.session.flush()
                time.sleep(dice.choice([0, 0, 0.002, 0.02]))
                with self._lock:
                    self.last[document_id] = found.chunk_count


def follow(
    client: Client, seen: list[dict[str, Any]], finished: Callable[[], bool], seed: int
) -> None:
    """Listen, hang up at random moments and come back with the cursor, until all is seen."""
    dice, cursor, deadline = random.Random(seed), None, time.monotonic() + 60
    while not finished():
        with listening(client, cursor) as socket:
            cursor = hear(socket)["cursor"]
            for _ in range(dice.randint(1, 15)):
                if finished():
                    return
                message = hear(socket)
                assert time.monotonic() < deadline, "something was missed"
                assert message["type"] != "reset"
                seen.append(message)
                cursor = message["cursor"]


def test_who_reconnects_misses_nothing_and_hears_nothing_of_others(platform: Platform) -> None:
    platform.register("admin@example.com")
    reader, other = (platform.register(f"{name}@example.com") for name in ("reader", "other"))
    mine = Changes(platform, reader, platform.knowledge_base(reader)["id"])
    foreign = Changes(platform, other, platform.knowledge_base(other)["id"])
    seen: list[dict[str, Any]] = []
    written = threading.Event()

    def finished() -> bool:
        if not written.is_set():
            return False
        latest = {m["document_id"]: m["data"]["chunk_count"] for m in seen if "data" in m}
        return all(latest.get(key) == value for key, value in mine.last.items())

    with listening(reader) as socket:  # the first connection sees the beginning
        cursor = hear(socket)["cursor"]
    assert cursor
    with ThreadPoolExecutor(3) as pool:
        follower = pool.submit(follow, reader, seen, finished, 7)
        writers = [pool.submit(mine.write), pool.submit(foreign.write)]
        for writer in writers:
            writer.result(60)
        written.set()
        # A last change of everything, so that the follower never waits for nothing.
        with unit_of_work() as uow:
            for document_id in mine.ids:
                found = uow.session.get_one(Document, uuid.UUID(document_id))
                found.chunk_count += 1
                mine.last[document_id] = found.chunk_count
        follower.result(60)
    documents = {m["document_id"] for m in seen if m["type"] == "document.changed"}
    assert documents <= set(mine.ids)
    assert finished()
    counts: dict[str, int] = {}
    for message in seen:
        if message["type"] == "document.changed":
            count = message["data"]["chunk_count"]
            assert count >= counts.get(message["document_id"], 0)
            counts[message["document_id"]] = count
    positions = [outbox.Position.parse(m["cursor"]) for m in seen]
    assert positions == sorted(positions)  # type: ignore[type-var]


def test_a_restricted_document_is_told_to_its_groups_only(platform: Platform) -> None:
    world = World(platform)
    kb_id, document_id = world.document()
    group = world.group()
    inside, outside = (
        platform.register(f"{uuid.uuid4().hex}@example.com", role="builder") for _ in range(2)
    )
    for client in (inside, outside):
        world.join(client, EDITOR)
    for user in (inside, world.owner):
        body = {"user_id": user.user["id"]}
        created(world.super_admin.post(f"/groups/{group}/members", json=body))
    path = f"/knowledge-bases/{kb_id}/documents/{document_id}"
    open_id = world.owner.upload(kb_id, "open.txt", b"open").json()["document"]["id"]
    with listening(inside) as heard_inside, listening(outside) as heard_outside:
        for socket in (heard_inside, heard_outside):
            assert hear(socket)["type"] == "ready"
        ok(world.owner.put(f"{path}/restriction", json={"group_ids": [group]}))
        ok(world.owner.patch(path, json={"name": "secret.txt"}))
        assert world.owner.delete(path).status_code == 204
        open_path = f"/knowledge-bases/{kb_id}/documents/{open_id}"
        ok(world.owner.patch(open_path, json={"name": "last.txt"}))

        def is_last(message: dict[str, Any]) -> bool:
            return message.get("data", {}).get("name") == "last.txt"

        told_inside = hear_until(heard_inside, is_last)
        told_outside = hear_until(heard_outside, is_last)
    assert document_id in {m["document_id"] for m in told_inside}
    assert told_inside[-2]["type"] == "document.deleted"
    assert {m["document_id"] for m in told_outside} == {open_id}


def test_jobs_are_told_to_those_who_may_see_the_board(platform: Platform, owner: Client) -> None:
    builder = platform.register("builder@example.com", role="builder")
    auditor = platform.register("auditor@example.com", role="auditor")
    kb = platform.knowledge_base(builder)
    with listening(builder) as by_builder, listening(auditor) as by_auditor:
        hear(by_builder)
        hear(by_auditor)
        document_id = builder.upload(kb["id"], "a.txt", b"Text.").json()["document"]["id"]
        platform.run_jobs()

        def is_done(message: dict[str, Any]) -> bool:
            return bool(message.get("data", {}).get("status") == "completed")

        told_builder, told_auditor = (
            hear_until(socket, is_done) for socket in (by_builder, by_auditor)
        )
    assert {m["type"] for m in told_builder} == {"document.changed"}
    assert {m["document_id"] for m in told_builder} == {document_id}
    assert {m["type"] for m in told_auditor} == {"job.changed"}
    assert told_auditor[-1]["data"]["kind"] == "ingest_document"


TICKETS = {
    "none": lambda _client: "",
    "invented": lambda _client: "?ticket=" + "x" * 43,
    "an access token": lambda client: f"?ticket={client.token}",
}


@pytest.mark.parametrize("name", TICKETS)
def test_what_is_no_ticket_opens_nothing(platform: Platform, owner: Client, name: str) -> None:
    assert refusal(platform.http, TICKETS[name](owner)) == (401, "invalid_ticket")


def test_a_ticket_opens_one_connection(platform: Platform, owner: Client) -> None:
    ticket = ticket_of(owner)
    with platform.http.websocket_connect(f"{SOCKET}?ticket={ticket}") as socket:
        assert hear(socket)["type"] == "ready"
    assert refusal(platform.http, f"?ticket={ticket}") == (401, "invalid_ticket")


def test_a_ticket_is_good_for_thirty_seconds(
    platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    put = platform.ports.tickets.put

    def put_shortly(name: str, value: str, seconds: int) -> None:
        kept.append(seconds)
        put(name, value, 1)

    monkeypatch.setattr(platform.ports.tickets, "put", put_shortly)
    ticket = ticket_of(owner)
    time.sleep(1.1)
    assert kept == [30]
    assert refusal(platform.http, f"?ticket={ticket}") == (401, "invalid_ticket")


def test_a_ticket_of_a_session_that_has_ended_opens_nothing(platform: Platform) -> None:
    platform.register("admin@example.com")
    client = platform.register("user@example.com")
    ticket = ticket_of(client)
    client.delete("/auth/sessions")
    assert refusal(platform.http, f"?ticket={ticket}") == (401, "session_ended")


def test_the_store_keeps_no_ticket_and_no_token(platform: Platform, owner: Client) -> None:
    from app.integrations.queue.rq_queue import connect_redis

    ticket = ticket_of(owner)
    redis = connect_redis(platform.ports.settings)
    keys = [key.decode() for key in redis.keys("llmb:ticket:*")]
    values = [redis.get(key).decode() for key in keys]  # type: ignore[union-attr]
    assert keys
    assert not any(ticket in said or owner.token in said for said in (*keys, *values))


ORIGINS = {
    "http://testserver": True,
    "http://localhost:3000": True,
    "https://dashboard.example.com": True,
    "https://evil.example.com": False,
    "http://testserver.evil.example.com": False,
    "http://localhost:3001": False,
    "null": False,
    "file://": False,
    "": False,
}


@pytest.mark.parametrize("origin", ORIGINS)
def test_only_our_pages_may_listen(
    app: FastAPI, platform: Platform, owner: Client, origin: str
) -> None:
    app.state.settings = app.state.settings.model_copy(
        update={"cors_origins": ["https://dashboard.example.com"]}
    )
    if ORIGINS[origin]:
        with listening(owner, origin=origin) as socket:
            assert hear(socket)["type"] == "ready"
    else:
        query = f"?ticket={ticket_of(owner)}"
        assert refusal(platform.http, query, origin=origin) == (403, "origin_not_allowed")


def test_a_refused_page_leaves_the_ticket_good(platform: Platform, owner: Client) -> None:
    query = f"?ticket={ticket_of(owner)}"
    refusal(platform.http, query, origin="https://evil.example.com")
    with platform.http.websocket_connect(SOCKET + query) as socket:
        assert hear(socket)["type"] == "ready"


def test_connections_close_when_the_right_to_listen_ends(platform: Platform) -> None:
    world = World(platform)
    clients = {
        name: platform.register(f"{uuid.uuid4().hex}@example.com", role="builder")
        for name in ("signed out", "suspended", "demoted", "key revoked", "owner of key demoted")
    }
    keys = {
        name: created(clients[name].post("/api-keys", json={"name": "k", "scopes": ["read"]}))
        for name in ("key revoked", "owner of key demoted")
    }
    listeners = {
        name: Client(client.http, keys[name]["key"], client.user) if name in keys else client
        for name, client in clients.items()
    }

    def admin_changes(name: str, **values: object) -> Callable[[], object]:
        path = f"/users/{clients[name].user['id']}"
        return lambda: ok(world.super_admin.patch(path, json=values))

    ends: dict[str, Callable[[], object]] = {
        "signed out": lambda: clients["signed out"].delete("/auth/sessions"),
        "suspended": admin_changes("suspended", is_active=False),
        "demoted": admin_changes("demoted", role="user"),
        "key revoked": lambda: clients["key revoked"].delete(
            f"/api-keys/{keys['key revoked']['api_key']['id']}"
        ),
        "owner of key demoted": admin_changes("owner of key demoted", role="user"),
    }
    with ThreadPoolExecutor(len(ends)) as pool:
        ready = threading.Barrier(len(ends) + 1)

        def listen(name: str) -> tuple[int, float]:
            with listening(listeners[name]) as socket:
                hear(socket)
                ready.wait(20)
                with pytest.raises(WebSocketDisconnect) as closed:
                    hear(socket)
            return closed.value.code, time.monotonic()

        futures = {name: pool.submit(listen, name) for name in ends}
        ready.wait(20)
        ended_at = time.monotonic()
        for end in ends.values():
            end()
        for name, future in futures.items():
            code, closed_at = future.result(20)
            assert code == CloseCode.NOT_AUTHORISED, name
            assert closed_at - ended_at < 5, name


def test_who_leaves_a_project_hears_nothing_more_of_it(platform: Platform) -> None:
    world = World(platform)
    client = platform.register("member@example.com", role="builder")
    member = world.join(client, EDITOR)
    kb_id, own_kb = world.knowledge_base(), platform.knowledge_base(client)["id"]
    with listening(client) as socket:
        hear(socket)
        world.owner.delete(f"/projects/{world.project_id}/members/{member}")
        world.owner.upload(kb_id, "secret.txt", b"secret")
        own = client.upload(own_kb, "own.txt", b"own").json()["document"]["id"]
        assert hear(socket)["document_id"] == own


@pytest.mark.parametrize("cursor", ["nonsense", "1-2-3", "-", "9" * 30 + "-1", "-1-1", "²-1"])
def test_an_unreadable_cursor_is_a_reset(platform: Platform, owner: Client, cursor: str) -> None:
    with listening(owner, cursor) as socket:
        assert [hear(socket)["type"], hear(socket)["type"]] == ["ready", "reset"]


def test_a_cursor_of_another_database_is_a_reset(platform: Platform, owner: Client) -> None:
    with listening(owner, f"{2**62}-1") as socket:
        assert [hear(socket)["type"], hear(socket)["type"]] == ["ready", "reset"]


def test_a_cursor_older_than_what_is_kept_is_a_reset(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    with listening(owner) as socket:
        before = hear(socket)["cursor"]
    for number in range(3):
        owner.upload(kb["id"], f"{number}.txt", str(number).encode())
    with unit_of_work() as uow:
        uow.session.execute(update(Event).values(created_at=func.now() - timedelta(hours=2)))
    with unit_of_work() as uow:
        outbox.trim(uow.session)
        assert uow.session.query(Event).count() == 1
    with listening(owner, before) as socket:
        assert [hear(socket)["type"], hear(socket)["type"]] == ["ready", "reset"]
        after = owner.upload(kb["id"], "new.txt", b"new").json()["document"]["id"]
        cursor = hear_of(socket, "document.changed")["cursor"]
        assert after
    with listening(owner, cursor) as socket:
        hear(socket)
        ok(owner.patch(f"/knowledge-bases/{kb['id']}/documents/{after}", json={"name": "x"}))
        assert hear_of(socket, "document.changed")["data"]["name"] == "x"


def test_a_websocket_without_a_permission_keeps_the_application_from_starting(
    app: FastAPI,
) -> None:
    router = APIRouter(prefix=API)

    @router.websocket("/forgotten")
    async def forgotten(socket: WebSocket) -> None:
        await socket.accept()

    app.include_router(router)
    with pytest.raises(UnguardedRouteError, match="/api/v1/forgotten"):
        check_guards(app)


def test_the_progress_of_a_job_is_told_while_it_runs(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    owner.upload(kb["id"], "a.txt", b"Text.")
    with unit_of_work() as uow:
        claimed = jobs.claim(uow.session, "w", timedelta(seconds=30))
    assert claimed
    context = JobContext(claimed, platform.ports)
    with listening(owner) as socket:
        hear(socket)
        with context.write() as (_, job):
            job.stage, job.percent = "embedding", 40
        with unit_of_work() as uow:
            job = uow.session.get_one(Job, claimed.id)
            job.started_at = now() - timedelta(seconds=20)
        progress = hear_until(
            socket, lambda m: bool(m.get("data", {}).get("progress", {}).get("eta_seconds"))
        )[-1]["data"]["progress"]
    assert (progress["stage"], progress["percent"]) == ("embedding", 40)
    assert job.status == JobStatus.RUNNING


class StuckSocket:
    """A client that takes some messages and then reads no more."""

    def __init__(self, reads: int) -> None:
        self.reads = reads
        self.heard: list[str] = []
        self.code: int | None = None

    async def accept(self) -> None:
        """The handshake still works."""

    async def receive(self) -> dict[str, str]:
        await anyio.sleep_forever()
        raise AssertionError

    async def send_text(self, said: str) -> None:
        if len(self.heard) == self.reads:
            await anyio.sleep_forever()
        self.heard.append(said)

    async def close(self, code: int, _reason: str) -> None:
        self.code = code


def test_a_client_that_does_not_read_is_closed_and_told_to_come_back(
    platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = platform.knowledge_base(owner)
    for number in range(5):
        owner.upload(kb["id"], f"{number}.txt", str(number).encode())
    monkeypatch.setattr(sockets, "SEND_WITHIN_S", 0.5)
    actor = Actor(uuid.UUID(owner.user["id"]), Role.SUPER_ADMIN, "owner@example.com")
    listener = Listener(actor, lambda: actor, unit_of_work)
    stuck = StuckSocket(reads=3)
    connection = LiveConnection(stuck, Hub(), listener)  # type: ignore[arg-type]
    begun = time.monotonic()
    anyio.run(connection.run, "0-0")
    assert stuck.code == CloseCode.TOO_SLOW
    assert time.monotonic() - begun < 5
    assert len(stuck.heard) == 3


def changes_of(count: int) -> outbox.Batch:
    project = uuid.uuid4()
    changes = [
        outbox.Change(outbox.Position(1, number), "job.changed", project, uuid.uuid4())
        for number in range(count)
    ]
    return outbox.Batch(changes, outbox.Position(1, count))


def test_what_waits_for_a_slow_client_is_once_a_subject_and_bounded() -> None:
    async def wait_for_it() -> None:
        queue = Subscription(uuid.uuid4(), None)
        batch = changes_of(10)
        for _ in range(1000):
            queue.offer(batch)
        assert len((await queue.take(1)).changes) == 10
        assert not queue.overflowed
        for _ in range(3):
            queue.offer(changes_of(MOST_WAITING // 2))
        assert queue.overflowed
        assert len((await queue.take(1)).changes) <= MOST_WAITING

    anyio.run(wait_for_it)


def test_a_user_has_a_bounded_number_of_connections(
    platform: Platform, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "MOST_PER_USER", 2)
    with listening(owner) as first, listening(owner) as second:
        hear(first)
        hear(second)
        assert refusal(platform.http, f"?ticket={ticket_of(owner)}") == (
            429,
            "too_many_connections",
        )
    with listening(owner) as again:
        assert hear(again)["type"] == "ready"
