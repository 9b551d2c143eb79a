"""What can go wrong with a model's endpoint, in our words, and what is done about it."""

from app.core.errors import Permanent, Transient, Upstream
from app.integrations.net import ConnectTimeout, TransportError

KEPT = "Your question has been kept."

# Whether trying again, at the same endpoint, may help.
_PASSING = {
    "model_unavailable",
    "model_failed",
    "model_broke_off",
    "model_rate_limited",
    "address_not_resolved",
}
# What says that the endpoint is down, so that it is left alone for a while.
_FAULTS = (_PASSING - {"model_rate_limited"}) | {"model_timeout"}
# What another model would refuse as well.
_OUR_FAULT = {"model_refused"}
# What has been paid for is used up: nothing that changes in a moment.
_UNTIL_PAID_S = 60.0


def is_passing(failure: Upstream) -> bool:
    """Whether the same request may succeed a moment later."""
    return failure.code in _PASSING


def is_fault(failure: Upstream) -> bool:
    """Whether it counts against the endpoint."""
    return failure.code in _FAULTS


def is_worth_another_model(failure: Upstream) -> bool:
    """Whether another model may answer the same request."""
    return failure.code not in _OUR_FAULT


def timed_out() -> Upstream:
    """The model said nothing, or nothing more, within its time."""
    return Transient(
        "The model took too long to answer.",
        code="model_timeout",
        remedy="Try again, or choose a smaller model or fewer passages.",
    )


def unreachable() -> Upstream:
    """No connection, or one that ended before an answer."""
    return Transient(
        "The language model cannot be reached.",
        code="model_unavailable",
        remedy=f"Check on the Models page that the model is up, then try again. {KEPT}",
    )


def failed() -> Upstream:
    """It says that it failed, or says what makes no sense."""
    return Transient(
        "The language model failed while answering.",
        code="model_failed",
        remedy=f"Try again; the model's log says more. {KEPT}",
    )


def broke_off() -> Upstream:
    """The answer ends without an end."""
    return Transient(
        "The language model broke off in the middle of its answer.",
        code="model_broke_off",
        remedy=f"Try again; the model's log says more. {KEPT}",
    )


def rate_limited(retry_after_s: float | None = None) -> Upstream:
    """It has enough to do, or we have asked too often."""
    known = {} if retry_after_s is None else {"retry_after": max(1, round(retry_after_s))}
    return Transient(
        "The model's endpoint is at its limit.",
        code="model_rate_limited",
        remedy="Wait a moment and try again.",
        **known,
    )


def busy(limit: int) -> Upstream:
    """As many calls as this model may have at once are running, and it took too long."""
    return Transient(
        "The model is busy with other answers.",
        code="model_busy",
        remedy="Wait a moment and try again, or ask an administrator to allow it more at once.",
        max_concurrent=limit,
        retry_after=5,
    )


def resting(seconds: float) -> Upstream:
    """It has failed so often that it is left alone."""
    return Transient(
        "The language model has failed several times in a row and is left alone for a moment.",
        code="model_resting",
        remedy=f"Wait and try again; the Models page says how it is. {KEPT}",
        retry_after=max(1, round(seconds)),
    )


def of_status(status: int, retry_after_s: float | None = None) -> Upstream:
    """What an answer that is none means."""
    if status in (401, 403):
        return Permanent(
            "The model's endpoint refused our key.",
            code="model_key_refused",
            remedy="Ask an administrator to check the key of this model.",
        )
    if status == 404:
        return Permanent(
            "The endpoint does not serve this model.",
            code="model_not_served",
            remedy="Ask an administrator to check the model's id and address.",
        )
    if status in (402, 429):
        return rate_limited(_UNTIL_PAID_S if status == 402 else retry_after_s)
    if status in (408, 504):
        return timed_out()
    if status >= 500:
        return failed()
    return Permanent(
        "The model refused the request.",
        code="model_refused",
        remedy="The question or its passages may be longer than the model's context.",
        upstream_status=status,
    )


def of_exception(error: Exception, *, answering: bool) -> Upstream:
    """What an exception means. `answering`: the answer had begun to arrive."""
    if isinstance(error, Upstream):
        return error
    if isinstance(error, ConnectTimeout):
        return unreachable()
    if isinstance(error, TimeoutError):
        return timed_out()
    if isinstance(error, TransportError | OSError):
        return broke_off() if answering else unreachable()
    return failed()
