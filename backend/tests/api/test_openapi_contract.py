"""Every operation of the OpenAPI document keeps its promises, whoever calls it."""

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import status_code_conformance

from app.core.permissions import Role
from tests.factories import Platform

CALLERS = ["anonymous", *Role]
EXAMPLES = 4
# Ends the very session that the test goes on with.
LEFT_OUT = {"DELETE /api/v1/auth/sessions", "POST /api/v1/auth/logout"}


@pytest.mark.parametrize("caller", CALLERS)
def test_no_operation_fails_or_answers_what_it_does_not_declare(
    app: FastAPI, platform: Platform, caller: str
) -> None:
    platform.register("first@example.com")
    headers = {}
    if caller != "anonymous":
        client = platform.register(f"{caller}@example.com", role=caller)
        headers["Authorization"] = f"Bearer {client.token}"
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    wrong: list[str] = []
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:
        if operation.label not in LEFT_OUT:
            _try(operation, headers, wrong)
    assert wrong == []
    assert len(operations) > 70


def _try(operation: Any, headers: dict[str, str], wrong: list[str]) -> None:
    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        response = case.call(headers={**(case.headers or {}), **headers})
        try:
            case.validate_response(response, checks=(not_a_server_error, status_code_conformance))
        except Exception as problem:  # noqa: BLE001 - every kind of broken promise is listed
            wrong.append(f"{operation.label}: {response.status_code}: {problem}"[:600])

    call()
