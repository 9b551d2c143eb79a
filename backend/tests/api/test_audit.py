"""The audit log: a chain that shows every change, with denials and without secrets."""

import csv
import io
import json
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from app.cli import app as cli
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.models import AuditLog
from app.services.audit import chain
from tests.factories import API, PASSWORD, Client, Platform, created, ok, problem


def rows() -> list[AuditLog]:
    with unit_of_work() as uow:
        return list(uow.session.scalars(select(AuditLog).order_by(AuditLog.sequence)))


@pytest.fixture
def log(owner: Client) -> list[AuditLog]:
    for number in range(6):
        created(owner.post("/knowledge-bases", json={"name": f"kb {number}"}))
    return rows()


def tamper(statement: str, **values: Any) -> None:
    """Change rows as somebody with the rights of the database's owner could."""
    with get_engine().begin() as connection:
        connection.execute(text("ALTER TABLE audit_logs DISABLE TRIGGER ALL"))
        connection.execute(text(statement), values)
        connection.execute(text("ALTER TABLE audit_logs ENABLE TRIGGER ALL"))


def test_an_untouched_log_is_intact(owner: Client, log: list[AuditLog]) -> None:
    result = ok(owner.get("/audit/verify"))
    assert result["intact"] is True
    assert result["first_bad"] is None
    assert (result["rows"], result["head_sequence"]) == (len(log), len(log))
    assert result["head_hash"] == log[-1].hash


CHANGES = {
    "action": "UPDATE audit_logs SET action = 'user.signed_in' WHERE sequence = 4",
    "user": "UPDATE audit_logs SET user_email = 'x@example.com' WHERE sequence = 4",
    "details": 'UPDATE audit_logs SET details = \'{"name": "kb x"}\' WHERE sequence = 4',
    "outcome": "UPDATE audit_logs SET outcome = 'failed' WHERE sequence = 4",
    "address": "UPDATE audit_logs SET ip_address = '10.0.0.1' WHERE sequence = 4",
    "time": "UPDATE audit_logs SET created_at = created_at + interval '1 us' WHERE sequence = 4",
    "subject": "UPDATE audit_logs SET resource_id = NULL WHERE sequence = 4",
    "hash": "UPDATE audit_logs SET hash = repeat('a', 64) WHERE sequence = 4",
    "removed": "DELETE FROM audit_logs WHERE sequence = 4",
}


@pytest.mark.parametrize("change", CHANGES)
def test_names_the_first_row_that_was_changed_or_removed(
    owner: Client, log: list[AuditLog], change: str
) -> None:
    tamper(CHANGES[change])
    bad = ok(owner.get("/audit/verify"))["first_bad"]
    assert bad["sequence"] == 4
    assert bad["reason"] == ("missing" if change == "removed" else "changed")


def test_names_the_first_of_two_rows_that_were_swapped(owner: Client, log: list[AuditLog]) -> None:
    for old, new in ((3, -1), (5, 3), (-1, 5)):
        tamper("UPDATE audit_logs SET sequence = :new WHERE sequence = :old", old=old, new=new)
    assert ok(owner.get("/audit/verify"))["first_bad"]["sequence"] == 3


def test_a_row_that_was_changed_with_its_hash_breaks_the_link_to_the_next(
    owner: Client, log: list[AuditLog]
) -> None:
    forged = log[3]
    forged.user_email = "somebody@example.com"
    tamper(
        "UPDATE audit_logs SET user_email = :email, hash = :hash WHERE sequence = 4",
        email=forged.user_email,
        hash=chain.row_hash(forged),
    )
    bad = ok(owner.get("/audit/verify"))["first_bad"]
    assert (bad["sequence"], bad["reason"]) == (5, "not_linked")


def test_rows_removed_from_the_end_are_missed(owner: Client, log: list[AuditLog]) -> None:
    tamper("DELETE FROM audit_logs WHERE sequence > :kept", kept=len(log) - 2)
    assert ok(owner.get("/audit/verify"))["first_bad"]["sequence"] == len(log) - 1


def test_a_noted_head_finds_a_chain_that_was_rewritten_altogether(log: list[AuditLog]) -> None:
    noted = f"{log[-1].sequence}:{log[-1].hash}"
    runner = CliRunner()
    assert runner.invoke(cli, ["audit", "verify", "--head", noted]).exit_code == 0
    previous = chain.GENESIS
    for row in log:
        row.previous_hash, row.user_email = previous, "forged@example.com"
        row.hash = previous = chain.row_hash(row)
        tamper(
            "UPDATE audit_logs SET previous_hash = :p, hash = :h, user_email = :e "
            "WHERE sequence = :s",
            p=row.previous_hash,
            h=row.hash,
            e=row.user_email,
            s=row.sequence,
        )
    tamper("UPDATE audit_chain SET hash = :h", h=previous)
    assert runner.invoke(cli, ["audit", "verify"]).exit_code == 0
    answer = runner.invoke(cli, ["audit", "verify", "--head", noted])
    assert answer.exit_code == 1
    assert "rewritten" in answer.output


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_logs SET action = 'x'", "DELETE FROM audit_logs"]
)
def test_the_database_itself_refuses_changes(log: list[AuditLog], statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), get_engine().begin() as connection:
        connection.execute(text(statement))


def test_parallel_changes_make_one_unbroken_chain(owner: Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda n: owner.post("/knowledge-bases", json={"name": f"kb {n}"}), range(40))
        )
    assert {answer.status_code for answer in answers} == {201}
    result = ok(owner.get("/audit/verify"))
    assert result["intact"], result["first_bad"]
    assert result["rows"] >= 41


def test_a_change_that_is_rolled_back_leaves_no_row(owner: Client, log: list[AuditLog]) -> None:
    problem(owner.post("/knowledge-bases", json={"name": "kb 1"}), 409, "name_taken")
    assert len(rows()) == len(log)


def test_denials_are_kept(platform: Platform, owner: Client) -> None:
    user = platform.register("user@example.com", role="user")
    problem(user.get("/audit/logs"), 403, "forbidden")
    denied = ok(owner.get("/audit/logs", params={"outcome": "denied"}))["items"]
    assert [(row["user_email"], row["details"]["path"]) for row in denied] == [
        ("user@example.com", f"{API}/audit/logs")
    ]
    assert denied[0]["details"]["permission"] == "audit:read"


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"action": "knowledge_base.created"}, 6),
        ({"action": "knowledge_base."}, 6),
        ({"action": "knowledge_base"}, 0),
        ({"resource_type": "knowledge_base"}, 6),
        ({"q": "kb 3"}, 1),
        ({"q": "OWNER@example"}, 7),
        ({"outcome": "failed"}, 0),
        ({"since": "2100-01-01T00:00:00Z"}, 0),
        ({"until": "2100-01-01T00:00:00Z"}, 9),
        ({"since": "0216-05-22T04:23:53-22:05"}, 9),
        ({"limit": 2}, 9),
    ],
)
def test_filters(owner: Client, log: list[AuditLog], params: dict[str, Any], count: int) -> None:
    assert ok(owner.get("/audit/logs", params=params))["total"] == count


@pytest.mark.parametrize(
    "params",
    [
        {"outcome": "maybe"},
        {"since": "yesterday"},
        {"since": "2026-01-01T00:00:00"},
        {"since": "0001-01-01T00:00:00+20:00"},
        {"unknown": 1},
    ],
)
def test_refuses_filters_it_does_not_know(owner: Client, params: dict[str, Any]) -> None:
    problem(owner.get("/audit/logs", params=params), 422, "invalid_request")


def test_exports_every_row_and_records_it(owner: Client, log: list[AuditLog]) -> None:
    as_json = owner.get("/audit/export", params={"format": "json"})
    exported = json.loads(as_json.text)
    assert [row["sequence"] for row in exported] == list(range(1, len(log) + 2))
    assert exported[-1]["action"] == "audit.exported"
    as_csv = owner.get("/audit/export", params={"format": "csv", "action": "knowledge_base."})
    assert as_csv.headers["content-disposition"].startswith("attachment")
    table = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert [row["action"] for row in table] == ["knowledge_base.created"] * 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_is_a_formula(owner: Client, platform: Platform, start: str) -> None:
    email = f"{start}cmd@example.com" if start in "+-=" else "plain@example.com"
    registered = platform.http.post(
        f"{API}/auth/register", json={"email": email, "password": PASSWORD}
    )
    assert registered.status_code == 201
    table = csv.reader(io.StringIO(owner.get("/audit/export").text))
    cells = [cell for line in table for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def secret_strings() -> st.SearchStrategy[str]:
    return st.uuids(version=4).map(lambda id_: f"secret-{id_}")


@settings(
    max_examples=5,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=secret_strings(), second=secret_strings(), third=secret_strings())
def test_no_secret_reaches_the_log(
    platform: Platform, owner: Client, first: str, second: str, third: str
) -> None:
    email = f"{secrets.token_hex(6)}@example.com"
    said = list(_use_secrets(platform, owner, email, first, second, third))
    with get_engine().connect() as connection:
        kept = "\n".join(connection.scalars(text("SELECT audit_logs::text FROM audit_logs")))
    assert email in kept
    for secret in (first, second, third, *said):
        assert secret not in kept


def _use_secrets(
    platform: Platform, owner: Client, email: str, first: str, second: str, third: str
) -> Iterator[str]:
    """Go through everything that takes or makes a secret; yields those that were made."""
    body = {"email": email, "password": first, "return_refresh_token": True}
    session = created(platform.http.post(f"{API}/auth/register", json=body))
    client = Client(platform.http, session["access_token"], session["user"])
    yield from (session["access_token"], session["refresh_token"])
    platform.http.post(f"{API}/auth/login", json={"email": email, "password": third})
    platform.http.post(f"{API}/auth/login", json={"email": third, "password": first})
    change = {"current_password": first, "new_password": second}
    assert client.post("/auth/password", json=change).status_code == 204
    client.post("/auth/password", json={"current_password": third, "new_password": first})
    key = created(client.post("/api-keys", json={"name": "k", "scopes": ["read"]}))["key"]
    yield key
    platform.http.get(f"{API}/users", headers={"X-API-Key": key})
    link = ok(owner.post(f"/users/{session['user']['id']}/invitation"))["invitation_link"]
    yield link.partition("token=")[2].partition("&")[0]
    model = {
        "name": secrets.token_hex(6),
        "model_type": "base",
        "provider": "custom",
        "model_id": "m",
        "endpoint_url": f"https://93.184.216.34/{third}",
        "api_key": first,
    }
    made = created(owner.post("/models", json=model))
    owner.patch(f"/models/{made['id']}", json={"api_key": second})
    owner.delete(f"/models/{made['id']}")
    platform.http.cookies.clear()
