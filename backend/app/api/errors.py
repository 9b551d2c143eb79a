"""How errors leave the process: `{code, message, details, request_id}`, under `/v1` as OpenAI's."""

from datetime import datetime
from math import ceil
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from app.api import openai_errors
from app.core.errors import AppError, Forbidden, Transient
from app.core.logging import get_logger
from app.core.permissions import Actor
from app.db.uow import unit_of_work
from app.schemas.audit import Outcome
from app.schemas.audit_events import AccessDenied
from app.schemas.common import ErrorBody
from app.services.audit import service as audit

log = get_logger(__name__)

_DESCRIPTIONS = {
    401: "Not signed in, or the session has ended",
    403: "The role does not allow it",
    404: "Missing, or not yours to see",
    409: "Clashes with the present state",
    413: "Too large",
    415: "A file type we do not read",
    422: "The request is not valid",
    429: "A limit or quota of the tier is used up; `details` say which and until when",
    502: "The model's endpoint refused",
    503: "A dependency does not answer",
}
_CODES = {401: "not_authenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can answer with these error statuses."""
    return {
        status: {"model": ErrorBody, "description": _DESCRIPTIONS[status]} for status in statuses
    }


def request_id_of(request: HTTPConnection) -> str:
    """The id that ties a response to its log lines and audit rows."""
    return str(getattr(request.state, "request_id", ""))


def install_error_handlers(app: FastAPI) -> None:
    """Render every error in the one shape."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(OperationalError, _database_error)
    app.add_exception_handler(PoolTimeout, _database_error)


def render(request: Request, error: AppError) -> JSONResponse:
    """An error as a response, in the shape that the client of this path knows."""
    headers = _headers(error)
    if openai_errors.is_openai(request):
        headers |= openai_errors.retry_headers(error)
        status, content = openai_errors.status_of(error), openai_errors.error_body(error)
        return JSONResponse(content, status_code=status, headers=headers)
    body = ErrorBody(
        code=error.code,
        message=error.message,
        details=jsonable_encoder(error.details),
        request_id=request_id_of(request),
    )
    return JSONResponse(body.model_dump(), status_code=error.status, headers=headers)


def _headers(error: AppError) -> dict[str, str]:
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if error.status in (408, 413):
        # The rest of the body is not waited for, so nothing else can follow on this connection.
        headers["Connection"] = "close"
    if error.status in (429, 503) and (wait := error.details.get("retry_after", 5)) is not None:
        headers["Retry-After"] = str(wait)
    if error.status == 429 and "meter" in error.details:
        limit, used, reset_at = (error.details[key] for key in ("limit", "used", "reset_at"))
        headers |= rate_headers(limit, used, reset_at)
    return headers


def rate_headers(limit: int, used: int, reset_at: datetime | None) -> dict[str, str]:
    """How much of a limit is left; `X-RateLimit-Reset` is in seconds since 1970."""
    headers = {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(max(0, limit - used)),
    }
    if reset_at:
        headers["X-RateLimit-Reset"] = str(ceil(reset_at.timestamp()))
    return headers


async def _app_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    if error.status >= 500:
        log.warning("request_failed", code=error.code, exc_info=error)
    if isinstance(error, Forbidden):
        await to_thread.run_sync(lambda: _record_denial(request, error))
    return render(request, error)


def _record_denial(request: Request, error: Forbidden) -> None:
    """Keep in the audit log that somebody who is signed in was refused."""
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        return
    denied = AccessDenied(
        code=error.code,
        method=request.scope.get("method", "WEBSOCKET"),
        path=request.url.path[:300],
        permission=error.details.get("permission"),
    )
    try:
        with unit_of_work(actor, request_id_of(request), client_address(request)) as uow:
            audit.record(uow, denied, outcome=Outcome.DENIED)
    except SQLAlchemyError:
        log.warning("denial_not_recorded", exc_info=True)


def client_address(request: HTTPConnection) -> str | None:
    """The client's address; forwarded ones count from trusted proxies only."""
    return request.client.host if request.client else None


async def _validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = [
        {
            "field": ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0]),
            "message": item["msg"],
        }
        for item in error.errors()
    ]
    if _only_path_ids(error):
        # A malformed id is as unknown as a random one.
        return render(request, _with_status(404, "not_found", "Not found."))
    first = problems[0]
    invalid = _with_status(422, "invalid_request", f"{first['field']}: {first['message']}")
    invalid.details["errors"] = problems
    return render(request, invalid)


def _only_path_ids(error: RequestValidationError) -> bool:
    return any(item["loc"][0] == "path" for item in error.errors())


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(cause := getattr(error, "error", None), AppError):
        return render(request, cause)
    code = _CODES.get(error.status_code, "http_error")
    return render(request, _with_status(error.status_code, code, str(error.detail)))


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    log.warning("database_unavailable", exc_info=error)
    unavailable = Transient("The database did not answer.", code="database_unavailable")
    return render(request, unavailable)


def unexpected(request: Request, error: Exception) -> JSONResponse:
    """The response to an error that nobody caught; the log has the details."""
    log.error("unexpected_error", exc_info=error)
    return render(request, AppError())


def _with_status(status: int, code: str, message: str) -> AppError:
    error = AppError(message, code=code)
    error.status = status
    return error
