"""Characters that a database refuses are refused by us first, in every place they can come in."""

import pytest

from tests.factories import API, Client, problem

NUL = "a\x00b"
LONE_SURROGATE = '{"name": "a\\ud800b"}'


@pytest.mark.parametrize("path", ["/projects", "/groups", "/knowledge-bases"])
def test_refuses_nul_characters_in_bodies(owner: Client, path: str) -> None:
    problem(owner.post(path, json={"name": NUL}), 422, "invalid_request")


@pytest.mark.parametrize("path", ["/projects", "/groups", "/knowledge-bases", "/users"])
def test_refuses_nul_characters_in_queries(owner: Client, path: str) -> None:
    problem(owner.get(path, params={"q": NUL}), 422, "invalid_request")


@pytest.mark.parametrize("name", ["q", "action", "resource_id", "resource_type"])
def test_refuses_nul_characters_in_filters(owner: Client, name: str) -> None:
    problem(owner.get("/audit/logs", params={name: NUL}), 422, "invalid_request")


def test_refuses_half_characters(owner: Client) -> None:
    headers = {"Content-Type": "application/json"}
    response = owner.post("/projects", content=LONE_SURROGATE, headers=headers)
    problem(response, 422, "invalid_request")


def test_signs_nobody_in_with_a_nul_in_the_address(owner: Client) -> None:
    body = {"email": NUL, "password": NUL}
    problem(owner.http.post(f"{API}/auth/login", json=body), 422, "invalid_request")


def test_the_password_form_takes_no_more_than_the_json(owner: Client) -> None:
    for form in ({"username": NUL, "password": "x"}, {"username": "x" * 400, "password": "x"}):
        problem(owner.http.post(f"{API}/auth/token", data=form), 422, "invalid_request")
