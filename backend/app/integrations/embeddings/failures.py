"""What the failures of an embedding endpoint mean to those who hear of them.

Nothing of what the other side said is repeated: it may quote our key.
"""

from dataclasses import dataclass

from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
)

from app.core.errors import Permanent, Transient, Upstream
from app.core.logging import get_logger

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Meaning:
    kind: type[Upstream]
    code: str
    message: str
    remedy: str


# The first that fits.
_MEANINGS: tuple[tuple[tuple[type[Exception], ...], _Meaning], ...] = (
    (
        (APITimeoutError,),
        _Meaning(
            Transient,
            "embedding_timeout",
            "The embedding model “{}” took too long to answer.",
            "Try again; check the load of the model's server if it happens again.",
        ),
    ),
    (
        (AuthenticationError, PermissionDeniedError),
        _Meaning(
            Permanent,
            "embedding_key_refused",
            "The endpoint of the embedding model “{}” refused our key.",
            "Ask an administrator to check the key of this model.",
        ),
    ),
    (
        (RateLimitError,),
        _Meaning(
            Transient,
            "embedding_rate_limited",
            "The endpoint of the embedding model “{}” is at its limit.",
            "Wait a moment and try again.",
        ),
    ),
    (
        (APIConnectionError,),
        _Meaning(
            Transient,
            "embedding_unavailable",
            "The embedding model “{}” cannot be reached.",
            "Check that the model's server is running and its address is right.",
        ),
    ),
    (
        (NotFoundError,),
        _Meaning(
            Permanent,
            "embedding_model_not_served",
            "The endpoint does not serve the embedding model “{}”.",
            "Load the model there (with Ollama: `ollama pull` and the model's name), "
            "or check its address.",
        ),
    ),
)
_REFUSED = _Meaning(
    Permanent,
    "embedding_refused",
    "The endpoint of the embedding model “{}” refused the request.",
    "A text may be longer than the model reads: choose a smaller chunk size.",
)
_FAILED = _Meaning(
    Transient,
    "embedding_failed",
    "The embedding model “{}” failed.",
    "Try again; the log of the model's server may say more.",
)


def translated_and_logged(error: Exception, model: str) -> Upstream:
    """The failure as one of ours; the log names its kind."""
    meaning = _meaning_of(error)
    log.warning("embedding_call_failed", model=model, error=type(error).__name__, code=meaning.code)
    return meaning.kind(meaning.message.format(model), code=meaning.code, remedy=meaning.remedy)


def _meaning_of(error: Exception) -> _Meaning:
    for kinds, meaning in _MEANINGS:
        if isinstance(error, kinds):
            return meaning
    refused = isinstance(error, APIStatusError) and error.status_code < 500
    return _REFUSED if refused else _FAILED
