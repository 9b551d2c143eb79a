"""Chat over a WebSocket: one JSON object a message, in both directions."""

import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.chat import QuestionRequest, RegenerateRequest, StreamEvent
from app.schemas.common import ErrorBody, RequestBody


class AskCommand(QuestionRequest):
    """Ask; the events of the answer follow. `ref` is the client's own word for the command."""

    type: Literal["ask"]
    session_id: uuid.UUID
    ref: str | None = Field(default=None, max_length=64)


class RegenerateCommand(RegenerateRequest):
    """Another answer to a question; its events follow."""

    type: Literal["regenerate"]
    session_id: uuid.UUID
    question_id: uuid.UUID
    ref: str | None = Field(default=None, max_length=64)


class FollowCommand(RequestBody):
    """The events of an answer after a number."""

    type: Literal["follow"]
    session_id: uuid.UUID
    answer_id: uuid.UUID
    after: int = Field(default=0, ge=0, le=2**53)
    ref: str | None = Field(default=None, max_length=64)


class StopCommand(RequestBody):
    """End an answer that is being written; its last event says what is kept of it."""

    type: Literal["stop"]
    session_id: uuid.UUID
    answer_id: uuid.UUID
    ref: str | None = Field(default=None, max_length=64)


Command = Annotated[
    AskCommand | RegenerateCommand | FollowCommand | StopCommand, Field(discriminator="type")
]


class Ready(BaseModel):
    """The first message: commands are taken."""

    type: Literal["ready"] = "ready"


class AnswerEvent(BaseModel):
    """An event of an answer, the same as in a server-sent stream."""

    type: Literal["event"] = "event"
    ref: str | None
    answer_id: uuid.UUID
    number: int
    event: StreamEvent


class CommandRefused(BaseModel):
    """A command that was not carried out, and why."""

    type: Literal["refused"] = "refused"
    ref: str | None
    error: ErrorBody


class StillHere(BaseModel):
    """Nothing has happened for a while."""

    type: Literal["ping"] = "ping"


ServerMessage = Ready | AnswerEvent | CommandRefused | StillHere
