"""One family of errors. Each knows its HTTP status; only the API layer renders it."""

from typing import Any


class AppError(Exception):
    """An error with a stable code that a client can act on.

    `details` is shown to the client: never put secrets or upstream bodies in it.
    """

    status = 500
    code = "internal_error"
    message = "Something went wrong on our side."

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        remedy: str | None = None,
        **details: Any,
    ) -> None:
        self.message = message or type(self).message
        self.code = code or type(self).code
        self.details: dict[str, Any] = dict(details)
        if remedy:
            self.details["remedy"] = remedy
        super().__init__(self.message)

    @property
    def remedy(self) -> str | None:
        """What the reader can do about it."""
        return self.details.get("remedy")


class Unauthenticated(AppError):
    """401: nobody is signed in, or the credentials are not (or no longer) good."""

    status, code, message = 401, "not_authenticated", "Sign in to continue."


class Forbidden(AppError):
    """403: signed in, but the role does not allow it."""

    status, code, message = 403, "forbidden", "Your role does not allow this."


class NotFound(AppError):
    """404: the object does not exist or is not the caller's to see."""

    status, code, message = 404, "not_found", "Not found."


class Conflict(AppError):
    """409: the request is fine but clashes with the present state."""

    status, code, message = 409, "conflict", "This clashes with the present state."


class TooLarge(AppError):
    """413: more bytes than the limit allows."""

    status, code, message = 413, "too_large", "The request is too large."


class UnsupportedMedia(AppError):
    """415: a file type we do not read."""

    status, code, message = 415, "unsupported_type", "This file type is not supported."


class Invalid(AppError):
    """422: well-formed, but not acceptable."""

    status, code, message = 422, "invalid", "The request is not valid."


class TooManyRequests(AppError):
    """429: a limit is used up. `retry_after` in the details is in seconds."""

    status, code, message = 429, "rate_limited", "Too many requests."


class Upstream(AppError):
    """A dependency failed. Raised by integrations only."""

    status, code, message = 503, "dependency_unavailable", "A service we depend on failed."


class Transient(Upstream):
    """An upstream failure that may pass: worth a retry."""


class Permanent(Upstream):
    """An upstream failure that a retry will not cure."""

    status, code, message = 502, "dependency_refused", "A service we depend on refused the request."
