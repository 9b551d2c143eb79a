"""Errors in the shape of OpenAI's API, for everything under `/v1`."""

from typing import Any

from fastapi import Request

from app.core.errors import AppError
from app.schemas.openai import OpenAIError, OpenAIErrorBody

PREFIX = "/v1/"
# What clients know of: they try again, wait or stop by these words.
_CODES = {
    "quota_exceeded": "insufficient_quota",
    "rate_limited": "rate_limit_exceeded",
    "model_rate_limited": "rate_limit_exceeded",
}
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_DESCRIPTIONS = {
    400: "The request makes no sense, or asks for what cannot be had here",
    401: "No key, or one that is not good",
    403: "The key may not do this",
    404: "There is no such model for you",
    409: "Clashes with the present state",
    429: "A limit or quota of the tier is used up",
    502: "The model's endpoint refused",
    503: "A dependency does not answer",
}


def openai_errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route under `/v1` that can answer with these error statuses."""
    return {
        status: {"model": OpenAIErrorBody, "description": _DESCRIPTIONS[status]}
        for status in statuses
    }


def is_openai(request: Request) -> bool:
    """Whether the client speaks OpenAI's API."""
    return str(request.scope["path"]).startswith(PREFIX)


def status_of(error: AppError) -> int:
    """The status: what we call 422 is 400 there."""
    return 400 if error.status == 422 else error.status


def error_body(error: AppError) -> dict[str, Any]:
    """The error in OpenAI's words, the remedy in the message."""
    message = " ".join(filter(None, (error.message, error.remedy)))
    code = _CODES.get(error.code, error.code)
    kind = "insufficient_quota" if code == "insufficient_quota" else _type(error.status)
    shown = OpenAIError(message=message, type=kind, param=_param(error), code=code)
    return OpenAIErrorBody(error=shown).model_dump()


def error_frame(error: AppError) -> bytes:
    """The last event of a stream that failed."""
    shown = OpenAIErrorBody.model_validate(error_body(error))
    return f"data: {shown.model_dump_json()}\n\n".encode()


def retry_headers(error: AppError) -> dict[str, str]:
    """Tells OpenAI's clients when trying again, as they do of themselves, is of no use."""
    may_pass = error.status in (408, 503) or error.code == "rate_limited"
    return {} if may_pass else {"x-should-retry": "false"}


def _type(status: int) -> str:
    return _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")


def _param(error: AppError) -> str | None:
    problems = error.details.get("errors") or [{}]
    param: str | None = error.details.get("param") or problems[0].get("field")
    return param
