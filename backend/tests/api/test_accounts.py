"""Passwords, links by mail, lock-out, signed-in clients, and what administrators do."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from app.core.clock import now
from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.mail.fake import KeptMails
from app.models import AccountToken, AuditLog, SignInThrottle, User
from app.services.auth import throttle
from tests.factories import API, PASSWORD, Client, Platform, created, ok, problem

NEW_PASSWORD = "four unrelated words here"


@pytest.fixture
def mails(platform: Platform) -> KeptMails:
    kept = KeptMails()
    platform.ports.mailer = kept
    return kept


def sign_in(http: TestClient, email: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    answer = http.post(f"{API}/auth/login", json={"email": email, "password": password})
    http.cookies.clear()
    return answer


def client_of(platform: Platform, email: str, password: str = PASSWORD) -> Client:
    body = ok(sign_in(platform.http, email, password))
    return Client(platform.http, body["access_token"], body["user"])


def token_in(text: str) -> str:
    found = re.search(r"token=([\w-]+)", text)
    assert found, text
    return found[1]


def test_changing_the_password_ends_the_other_clients(platform: Platform, owner: Client) -> None:
    other = client_of(platform, "owner@example.com")
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert owner.post("/auth/password", json=body).status_code == 204
    ok(owner.get("/auth/me"))
    problem(other.get("/auth/me"), 401, "session_ended")
    problem(sign_in(platform.http, "owner@example.com"), 401, "invalid_credentials")
    ok(sign_in(platform.http, "owner@example.com", NEW_PASSWORD))


@pytest.mark.parametrize(
    ("current", "new", "status", "code"),
    [
        ("not it", NEW_PASSWORD, 403, "wrong_password"),
        (PASSWORD, "password1", 422, "weak_password"),
        (f"{PASSWORD} ", NEW_PASSWORD, 403, "wrong_password"),
    ],
)
def test_refuses_a_wrong_or_weak_change(
    owner: Client, current: str, new: str, status: int, code: str
) -> None:
    body = {"current_password": current, "new_password": new}
    problem(owner.post("/auth/password", json=body), status, code)


def test_a_reset_link_works_once_and_ends_every_client(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    answer = platform.http.post(f"{API}/auth/password-reset", json={"email": "OWNER@example.com"})
    assert answer.status_code == 202
    (mail,) = mails.mails
    assert mail.to == "owner@example.com"
    body = {"token": token_in(mail.text), "new_password": NEW_PASSWORD}
    confirm = f"{API}/auth/password-reset/confirm"
    weak = platform.http.post(confirm, json={**body, "new_password": "password1"})
    problem(weak, 422, "weak_password")
    assert platform.http.post(confirm, json=body).status_code == 204
    problem(owner.get("/auth/me"), 401, "session_ended")
    ok(sign_in(platform.http, "owner@example.com", NEW_PASSWORD))
    problem(platform.http.post(confirm, json=body), 422, "invalid_reset_token")


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    path = f"{API}/auth/password-reset"
    unknown = platform.http.post(path, json={"email": "nobody@example.com"})
    known = platform.http.post(path, json={"email": "owner@example.com"})
    again = platform.http.post(path, json={"email": "owner@example.com"})
    assert unknown.json() == known.json() == again.json()
    assert len(mails.mails) == 1


def test_a_link_that_is_too_old_is_refused(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    platform.http.post(f"{API}/auth/password-reset", json={"email": "owner@example.com"})
    with unit_of_work() as uow:
        uow.session.execute(update(AccountToken).values(expires_at=now() - timedelta(seconds=1)))
    body = {"token": token_in(mails.mails[0].text), "new_password": NEW_PASSWORD}
    response = platform.http.post(f"{API}/auth/password-reset/confirm", json=body)
    problem(response, 422, "invalid_reset_token")


def test_an_invited_user_chooses_a_password_and_has_a_project(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    body = {"email": "kim@example.com", "full_name": "Kim", "role": "builder"}
    invited = created(owner.post("/users", json=body))
    assert invited["mail_sent"] is True
    assert invited["invitation_link"] in mails.mails[0].text
    assert "invited=1" in invited["invitation_link"]
    problem(sign_in(platform.http, "kim@example.com"), 401, "invalid_credentials")
    chosen = {"token": token_in(invited["invitation_link"]), "new_password": NEW_PASSWORD}
    confirm = platform.http.post(f"{API}/auth/password-reset/confirm", json=chosen)
    assert confirm.status_code == 204
    kim = client_of(platform, "kim@example.com", NEW_PASSWORD)
    assert [p["is_default"] for p in ok(kim.get("/projects"))["items"]] == [True]
    problem(owner.post("/users", json=body), 409, "email_taken")


def test_a_fresh_invitation_voids_the_first(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    body = {"email": "kim@example.com", "role": "user"}
    first = created(owner.post("/users", json=body))
    ok(owner.post(f"/users/{first['user']['id']}/invitation"))
    chosen = {"token": token_in(first["invitation_link"]), "new_password": NEW_PASSWORD}
    response = platform.http.post(f"{API}/auth/password-reset/confirm", json=chosen)
    problem(response, 422, "invalid_reset_token")


def test_an_invitation_is_made_even_when_no_mail_can_be_sent(
    platform: Platform, owner: Client, mails: KeptMails
) -> None:
    mails.error = Transient("The mail server did not answer.")
    invited = created(owner.post("/users", json={"email": "kim@example.com", "role": "user"}))
    assert invited["mail_sent"] is False
    assert "token=" in invited["invitation_link"]


def test_wrong_passwords_lock_out_with_a_growing_wait(platform: Platform, owner: Client) -> None:
    for _ in range(5):
        problem(sign_in(platform.http, "owner@example.com", "wrong"), 401, "invalid_credentials")
    blocked = sign_in(platform.http, "owner@example.com")
    details = problem(blocked, 429, "too_many_attempts")["details"]
    assert blocked.headers["retry-after"] == str(details["retry_after"])
    waits = []
    with unit_of_work() as uow:
        for _ in range(12):
            uow.session.execute(update(SignInThrottle).values(blocked_until=None))
            throttle.admit(uow.session, "owner@example.com", "testclient")
            waits.append(throttle.admit(uow.session, "owner@example.com", "testclient"))
    assert waits == sorted(waits)
    assert waits[-1] == throttle.LONGEST_BLOCK_S


def test_the_lock_ends_and_a_good_sign_in_forgets_the_bad_ones(
    platform: Platform, owner: Client
) -> None:
    for _ in range(5):
        sign_in(platform.http, "owner@example.com", "wrong")
    with unit_of_work() as uow:
        uow.session.execute(update(SignInThrottle).values(blocked_until=now()))
    ok(sign_in(platform.http, "owner@example.com"))
    for _ in range(4):
        problem(sign_in(platform.http, "owner@example.com", "wrong"), 401, "invalid_credentials")
    ok(sign_in(platform.http, "owner@example.com"))


def test_unknown_accounts_are_throttled_alike(platform: Platform, owner: Client) -> None:
    answers = [sign_in(platform.http, "nobody@example.com", "wrong").json() for _ in range(6)]
    assert [answer["code"] for answer in answers] == ["invalid_credentials"] * 5 + [
        "too_many_attempts"
    ]


def test_many_guesses_at_once_do_not_slip_through_together(
    platform: Platform, owner: Client
) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(lambda n: sign_in(platform.http, "owner@example.com", f"w{n}"), range(24))
        )
    looked_at = [answer for answer in answers if answer.status_code == 401]
    # Those that had passed the gate before the fifth was counted may still be looked at.
    assert len(looked_at) <= 5 + 12


def test_failed_sign_ins_are_kept_without_what_was_typed(platform: Platform, owner: Client) -> None:
    sign_in(platform.http, "my-password-in-the-wrong-box", "x")
    sign_in(platform.http, "owner@example.com", "wrong")
    with unit_of_work() as uow:
        failed = uow.session.scalars(
            select(AuditLog).where(AuditLog.action == "user.sign_in_failed")
        ).all()
        facts = [(row.user_email, row.details["reason"], row.outcome) for row in failed]
    assert facts == [
        (None, "unknown_account", "denied"),
        ("owner@example.com", "wrong_password", "denied"),
    ]


def test_lists_and_ends_own_clients(platform: Platform, owner: Client) -> None:
    other = client_of(platform, "owner@example.com")
    listed = ok(owner.get("/auth/sessions"))["items"]
    assert sorted(item["is_current"] for item in listed) == [False, True]
    foreign = next(item["id"] for item in listed if not item["is_current"])
    assert owner.delete(f"/auth/sessions/{foreign}").status_code == 204
    problem(other.get("/auth/me"), 401, "session_ended")
    problem(owner.delete(f"/auth/sessions/{foreign}"), 404, "session_not_found")
    assert owner.delete("/auth/sessions").status_code == 204
    problem(owner.get("/auth/me"), 401, "session_ended")


def test_nobody_ends_the_client_of_another(platform: Platform, owner: Client) -> None:
    stranger = platform.register("stranger@example.com")
    (session,) = ok(owner.get("/auth/sessions"))["items"]
    problem(stranger.delete(f"/auth/sessions/{session['id']}"), 404, "session_not_found")


def test_changes_the_own_profile(owner: Client) -> None:
    body = {"full_name": "Robin", "preferences": {"theme": "dark"}}
    changed = ok(owner.patch("/users/me", json=body))
    assert (changed["full_name"], changed["preferences"]["theme"]) == ("Robin", "dark")
    assert ok(owner.get("/auth/me"))["preferences"]["theme"] == "dark"


@pytest.mark.parametrize(
    "body", [{"role": "super_admin"}, {"tier": "free"}, {"is_active": False}, {"email": "a@b.cd"}]
)
def test_nobody_raises_themselves_through_the_profile(owner: Client, body: dict[str, Any]) -> None:
    problem(owner.patch("/users/me", json=body), 422, "invalid_request")


def test_only_a_super_admin_makes_or_touches_administrators(
    platform: Platform, owner: Client
) -> None:
    admin = platform.register("admin@example.com", role="admin")
    builder = platform.register("builder@example.com")
    user = f"/users/{builder.user['id']}"
    problem(admin.patch(user, json={"role": "admin"}), 403, "role_too_high")
    refused = {"email": "x@example.com", "role": "super_admin"}
    problem(admin.post("/users", json=refused), 403, "role_too_high")
    root = f"/users/{owner.user['id']}"
    problem(admin.patch(root, json={"is_active": False}), 403, "role_too_high")
    problem(admin.post(f"{root}/sign-out"), 403, "role_too_high")
    problem(admin.post(f"{root}/invitation"), 403, "role_too_high")
    assert ok(owner.patch(user, json={"role": "admin"}))["role"] == "admin"


def test_the_last_super_admin_stays(platform: Platform, owner: Client) -> None:
    problem(owner.patch(f"/users/{owner.user['id']}", json={"role": "user"}), 409, "own_account")
    second = platform.register("second@example.com", role="super_admin")
    ok(second.patch(f"/users/{owner.user['id']}", json={"is_active": False}))
    problem(owner.get("/auth/me"), 401, "session_ended")
    body = {"is_active": False}
    problem(second.patch(f"/users/{second.user['id']}", json=body), 409, "own_account")


def test_two_super_admins_cannot_demote_each_other_at_once(
    platform: Platform, owner: Client
) -> None:
    second = platform.register("second@example.com", role="super_admin")
    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(a.patch, f"/users/{b.user['id']}", json={"role": "user"})
            for a, b in ((owner, second), (second, owner))
        ]
    with unit_of_work() as uow:
        left = uow.session.scalars(select(User).where(User.role == "super_admin")).all()
    assert len(left) >= 1, [answer.result().text for answer in answers]


def test_suspension_and_another_role_end_every_client(platform: Platform, owner: Client) -> None:
    for body in ({"is_active": False}, {"role": "user"}):
        client = platform.register(f"{len(body)}{next(iter(body))}@example.com")
        ok(owner.patch(f"/users/{client.user['id']}", json=body))
        problem(client.get("/auth/me"), 401, "session_ended")
    suspended = sign_in(platform.http, "1is_active@example.com")
    problem(suspended, 401, "invalid_credentials")
    assert client_of(platform, "1role@example.com").user["role"] == "user"


@pytest.mark.parametrize("registration", ["invite", "closed"])
def test_registration_can_be_closed(platform: Platform, owner: Client, registration: str) -> None:
    object.__setattr__(platform.ports.settings, "registration", registration)
    response = platform.http.post(
        f"{API}/auth/register", json={"email": "x@example.com", "password": PASSWORD}
    )
    problem(response, 403, "registration_closed")


def test_users_are_found_by_name_role_and_state(platform: Platform, owner: Client) -> None:
    platform.register("kim@example.com", role="auditor")
    for params, emails in [
        ({"q": "KIM"}, ["kim@example.com"]),
        ({"role": "auditor"}, ["kim@example.com"]),
        ({"is_active": False}, []),
        ({}, ["kim@example.com", "owner@example.com"]),
    ]:
        found = ok(owner.get("/users", params=params))
        assert [item["email"] for item in found["items"]] == emails
        assert found["total"] == len(emails)
