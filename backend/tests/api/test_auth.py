"""Registering, signing in, refreshing and signing out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from jose import jwt
from sqlalchemy import func, select, update

from app.core import security
from app.core.clock import now
from app.core.config import Settings
from app.db.uow import unit_of_work
from app.models import AuthSession, User
from app.services.auth import sessions
from tests.factories import API, PASSWORD, Client, Platform, created, ok, problem

WEB = {"X-LLMB-Client": "web"}


def register(http: TestClient, email: str, password: str = PASSWORD, **fields: object):  # type: ignore[no-untyped-def]
    return http.post(f"{API}/auth/register", json={"email": email, "password": password, **fields})


def test_first_user_becomes_super_admin_and_the_next_does_not(platform: Platform) -> None:
    assert platform.register("first@example.com").user["role"] == "super_admin"
    assert platform.register("second@example.com").user["role"] == "builder"


def test_parallel_registrations_make_exactly_one_super_admin(anonymous: TestClient) -> None:
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: register(anonymous, f"user{n}@example.com"), range(10)))
    assert {answer.status_code for answer in answers} == {201}
    with unit_of_work() as uow:
        admins = uow.session.scalar(
            select(func.count()).select_from(User).where(User.role == "super_admin")
        )
    assert admins == 1


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password123",
        "Qwerty123",
        "aaaaaaaaaaaa",
        "12345678",
        "weak@example.com",
        "x" * 129,
    ],
)
def test_refuses_weak_passwords(anonymous: TestClient, password: str) -> None:
    response = register(anonymous, "weak@example.com", password)
    assert response.status_code == 422
    assert response.json()["code"] in ("weak_password", "invalid_request")


def test_refuses_a_taken_address_whatever_its_case(platform: Platform) -> None:
    platform.register("taken@example.com")
    problem(register(platform.http, "Taken@Example.com"), 409, "email_taken")


@pytest.mark.parametrize("field", ["role", "is_active", "id", "created_at"])
def test_refuses_privileged_fields(anonymous: TestClient, field: str) -> None:
    problem(register(anonymous, "a@example.com", **{field: "admin"}), 422, "invalid_request")


def test_login_answers_alike_for_unknown_address_and_wrong_password(platform: Platform) -> None:
    platform.register("known@example.com")
    bodies = []
    for email in ("known@example.com", "unknown@example.com"):
        response = platform.http.post(
            f"{API}/auth/login", json={"email": email, "password": "not this one"}
        )
        bodies.append(problem(response, 401, "invalid_credentials"))
    assert bodies[0]["message"] == bodies[1]["message"]


def test_login_refuses_an_inactive_account(platform: Platform) -> None:
    platform.register("gone@example.com")
    with unit_of_work() as uow:
        uow.session.execute(update(User).values(is_active=False))
    response = platform.http.post(
        f"{API}/auth/login", json={"email": "gone@example.com", "password": PASSWORD}
    )
    problem(response, 401, "invalid_credentials")


def test_refresh_cookie_is_http_only_strict_and_needs_the_client_header(
    anonymous: TestClient,
) -> None:
    response = register(anonymous, "cookie@example.com")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert response.json()["refresh_token"] is None
    problem(anonymous.post(f"{API}/auth/refresh"), 403, "client_header_missing")
    assert ok(anonymous.post(f"{API}/auth/refresh", headers=WEB))["user"]["email"] == (
        "cookie@example.com"
    )


def refresh(http: TestClient, token: str):  # type: ignore[no-untyped-def]
    return http.post(f"{API}/auth/refresh", json={"refresh_token": token})


def body_token(http: TestClient) -> str:
    response = register(http, "body@example.com", return_refresh_token=True)
    assert "set-cookie" not in response.headers
    token: str = created(response)["refresh_token"]
    return token


def test_refresh_rotates(anonymous: TestClient) -> None:
    first = body_token(anonymous)
    second = ok(refresh(anonymous, first))["refresh_token"]
    assert second != first
    assert ok(refresh(anonymous, second))["refresh_token"] not in (first, second)


def test_reuse_of_an_old_refresh_token_ends_the_whole_family(
    anonymous: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "REUSE_GRACE", timedelta(0))
    stolen = body_token(anonymous)
    session = ok(refresh(anonymous, stolen))
    problem(refresh(anonymous, stolen), 401, "invalid_refresh_token")
    problem(refresh(anonymous, session["refresh_token"]), 401, "invalid_refresh_token")
    me = anonymous.get(
        f"{API}/auth/me", headers={"Authorization": f"Bearer {session['access_token']}"}
    )
    problem(me, 401, "session_ended")


def test_logout_ends_the_access_token_at_once(anonymous: TestClient) -> None:
    session = created(register(anonymous, "out@example.com"))
    headers = {"Authorization": f"Bearer {session['access_token']}"}
    assert anonymous.get(f"{API}/auth/me", headers=headers).status_code == 200
    assert anonymous.post(f"{API}/auth/logout", headers=WEB).status_code == 204
    problem(anonymous.get(f"{API}/auth/me", headers=headers), 401, "session_ended")


def test_oauth2_password_form_signs_in(platform: Platform) -> None:
    platform.register("form@example.com")
    response = platform.http.post(
        f"{API}/auth/token", data={"username": "form@example.com", "password": PASSWORD}
    )
    assert ok(response)["refresh_token"]


def tampered(settings: Settings, token: str, **changes: object) -> str:
    claims = jwt.get_unverified_claims(token)
    for name, value in changes.items():
        claims.pop(name) if value is None else claims.update({name: value})
    forged: str = jwt.encode(claims, settings.secret_key.get_secret_value(), "HS256")
    return forged


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": 1},
        {"typ": "refresh"},
        {"aud": "other"},
        {"iss": "other"},
        {"sub": "not-a-uuid"},
        {"sid": None},
        {"jti": None},
        {"sub": 7},
    ],
)
def test_refuses_tokens_that_are_not_exactly_ours(
    owner: Client, settings: Settings, changes: dict[str, object]
) -> None:
    forged = tampered(settings, owner.token, **changes)
    response = owner.http.get(f"{API}/auth/me", headers={"Authorization": f"Bearer {forged}"})
    problem(response, 401, "invalid_token")


@pytest.mark.parametrize("header", [{"crit": ["x"]}, {"jku": "http://x"}])
def test_refuses_unknown_header_fields(
    owner: Client, settings: Settings, header: dict[str, object]
) -> None:
    claims = jwt.get_unverified_claims(owner.token)
    key = settings.secret_key.get_secret_value()
    forged = jwt.encode(claims, key, "HS256", headers=header)
    response = owner.http.get(f"{API}/auth/me", headers={"Authorization": f"Bearer {forged}"})
    problem(response, 401, "invalid_token")


def test_a_token_that_was_good_ends_when_its_time_is_over(
    owner: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(owner.get("/auth/me"))
    end = now() + timedelta(minutes=settings.access_token_expire_minutes, seconds=31)
    monkeypatch.setattr(security, "now", lambda: end)
    problem(owner.get("/auth/me"), 401, "invalid_token")


def test_refresh_tokens_are_stored_hashed(anonymous: TestClient) -> None:
    token = body_token(anonymous)
    with unit_of_work() as uow:
        row = uow.session.scalars(select(AuthSession)).one()
        assert token not in (row.refresh_fingerprint, row.previous_fingerprint)


def test_closed_registration_still_lets_the_first_user_in(
    anonymous: TestClient, settings: Settings
) -> None:
    settings.registration = "closed"
    assert register(anonymous, "first@example.com").status_code == 201
    problem(register(anonymous, "second@example.com"), 403, "registration_closed")
