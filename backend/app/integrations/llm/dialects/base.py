"""What tells the APIs of model servers apart: how to ask, and how to read the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from pydantic_core import from_json

from app.core.errors import Upstream
from app.integrations.llm import failures
from app.integrations.llm.base import (
    Delta,
    ModelEndpoint,
    OfferedModel,
    Prompt,
    StreamEvent,
)
from app.integrations.llm.framing import Framing

GARBAGE = (Upstream, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What reading ends in when the model says that it failed, or speaks another language."""

MAX_TOOL_CALLS = 128
"""In one answer. Who names call number one billion does not get room for the others."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request to a model server. `body` is sent as JSON; without one it is a GET."""

    url: str
    headers: dict[str, str] = field(repr=False)
    body: dict[str, Any] | None = None


class Dialect(Protocol):
    """One API. Reading raises what is in `GARBAGE`.

    `dispensable` are parameters that some models refuse, and what to send in their stead.
    """

    dispensable: Mapping[str, str | None]

    def ask(self, endpoint: ModelEndpoint, prompt: Prompt) -> Request:
        """The request for a streamed answer."""

    def reader(self) -> "AnswerReader":
        """A reader for one answer."""

    def list_models(self, endpoint: ModelEndpoint) -> Request:
        """The request for the models that the endpoint serves."""

    def offers(self, answer: Any) -> list[OfferedModel]:
        """The models in the answer to `list_models`."""


class AnswerReader:
    """Reads one answer from its bytes.

    `complete` turns true when the model has said why it ends, `finished` when nothing follows.
    `problem` is set when it fails or writes garbage; what arrived before that is told first.
    """

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self.complete = False
        self.finished = False
        self.problem: Exception | None = None

    def feed(self, data: bytes) -> list[StreamEvent] | None:
        """The events that end in `data`, text that arrived together as one `Delta`.

        An empty list stands for work that is not shown, like thinking; `None` for nothing.
        Raises `ValueError` when a piece does not end.
        """
        return self._read_all(self._framing.feed(data))

    def end(self) -> list[StreamEvent] | None:
        """The same for what stands behind the last complete piece."""
        return self._read_all(self._framing.end())

    def _read_all(self, payloads: list[bytes]) -> list[StreamEvent] | None:
        events: list[StreamEvent] = []
        alive = False
        try:
            for payload in payloads:
                if not self.finished:
                    alive |= self._read(payload, events)
        except GARBAGE as error:
            self.problem = error
        return _joined(events) if alive or events else None

    def _read(self, payload: bytes, events: list[StreamEvent]) -> bool:
        """Add the events of one payload; returns whether it shows the model at work."""
        raise NotImplementedError


def parsed(payload: bytes) -> dict[str, Any]:
    """A payload as an object; raises `ValueError` when it is none."""
    try:
        value = from_json(payload)  # nearly all payloads are words, and this is three times faster
    except ValueError:
        value = _parsed_without_halves(payload)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _parsed_without_halves(payload: bytes) -> object:
    """A payload in which half a character may stand, where a server has cut it in two: `?`."""
    try:
        text = json.dumps(json.loads(payload), ensure_ascii=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return from_json(text.encode("utf-8", "replace"))


def text_of(value: object) -> str:
    """A text, maybe an absent one; raises `ValueError` for anything else.

    Without NULs, which no database column takes.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value.replace("\0", "")


def call_number(value: object) -> int:
    """The number of a tool call; raises `ValueError` when it makes no sense."""
    if not isinstance(value, int) or not 0 <= value < MAX_TOOL_CALLS:
        raise ValueError("not the number of a tool call")
    return value


def count_of(value: object) -> int:
    """A number of tokens; raises `ValueError` when it is none."""
    if not isinstance(value, int):
        raise ValueError("not a number of tokens")
    return max(0, value)


def arguments_of(call: str) -> dict[str, Any]:
    """The arguments of a call as an object, also where the model wrote something else."""
    try:
        value = json.loads(call or "{}")
    except (ValueError, RecursionError):
        value = call
    return value if isinstance(value, dict) else {"arguments": value}


def json_text(value: object) -> str:
    """A value as the text that models write arguments in."""
    return json.dumps(value, ensure_ascii=False)


def refuse_error(payload: dict[str, Any]) -> None:
    """Raise when a payload is an error instead of a piece of the answer."""
    error = payload.get("error")
    if not error:
        return
    kind = str(error.get("type") or error.get("code")) if isinstance(error, dict) else ""
    if kind in ("rate_limit_error", "overloaded_error", "rate_limit_exceeded", "429"):
        raise failures.rate_limited()
    raise failures.failed()


def _joined(events: list[StreamEvent]) -> list[StreamEvent]:
    if len(events) < 2:
        return events
    joined: list[StreamEvent] = []
    for is_text, run in groupby(events, lambda event: isinstance(event, Delta)):
        if is_text:
            joined.append(Delta("".join(event.text for event in run)))  # type: ignore[union-attr]
        else:
            joined.extend(run)
    return joined
