"""Calls of deployments by programs."""

import uuid
from datetime import datetime

from app.models.calls import CallVia
from app.models.chat import MessageStatus
from app.schemas.chat import AnswerTrace, Timings, Usage
from app.schemas.common import NamedReference, ResponseBody


class CallOut(ResponseBody):
    """A question that a program has asked, as lists show it.

    `question` is its beginning. `api_key` is null where a session was used, or the key is gone;
    `tokens` and `timings` are null where the answer failed before anything was done.
    """

    id: uuid.UUID
    created_at: datetime
    via: CallVia
    api_key: NamedReference | None
    version: int | None
    status: MessageStatus
    error_code: str | None
    question: str
    tokens: Usage | None
    timings: Timings | None


class CallDetailOut(CallOut):
    """A call with the whole question and answer, and how it was made as far as the reader may
    know it now.

    `trace` is null where the answer failed before anything was done. `request_id` is what the
    program was told with the answer, and what the logs have.
    """

    answer: str
    request_id: str | None
    trace: AnswerTrace | None
