"""Conversations, messages, citations and stream events."""

import uuid
from datetime import datetime
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from app.models.chat import MessageStatus
from app.models.knowledge_bases import DocumentStatus
from app.schemas.common import (
    ErrorBody,
    NamedReference,
    Problem,
    RequestBody,
    ResponseBody,
    TextSegment,
    VersionNumber,
)
from app.schemas.models import CostOut
from app.schemas.retrieval import SearchOut


class ChatSessionCreate(RequestBody):
    """A new conversation; untitled ones take their title from the first question.

    With a `model_id`, that model answers instead of the deployment's.
    """

    deployment_id: uuid.UUID
    title: str = Field(default="", max_length=200)
    model_id: uuid.UUID | None = None


class ChatSessionUpdate(RequestBody):
    """Changes; absent fields stay. `model_id: null` goes back to the deployment's model.

    `active_leaf_id` chooses a branch by any of its messages: the path goes on to its latest end.
    """

    title: str | None = Field(default=None, min_length=1, max_length=200)
    archived: bool | None = None
    model_id: uuid.UUID | None = None
    active_leaf_id: uuid.UUID | None = None


class ChatSessionOut(ResponseBody):
    """A conversation."""

    id: uuid.UUID
    deployment_id: uuid.UUID
    deployment_name: str
    title: str
    model_id: uuid.UUID | None
    active_leaf_id: uuid.UUID | None
    archived_at: datetime | None
    shared: bool
    message_count: int
    created_at: datetime
    updated_at: datetime


class Citation(ResponseBody):
    """Evidence for `[number]` in the answer.

    `char_start:char_end` is the span in the document's extracted text; `text` is the whole
    passage, without what the model read around it, `quote` the part of it at that span. Neither
    is there when the document is not `available` to the reader any more. `confidence` is how well
    it supports the sentence behind which it stands, the weakest one of several, in [0, 1].
    """

    number: int
    document_id: uuid.UUID
    document_name: str
    knowledge_base_id: uuid.UUID
    chunk_id: uuid.UUID
    page: int | None
    section: str | None
    char_start: int
    char_end: int
    quote: str
    text: str
    score: float
    available: bool = True
    confidence: float | None = None


Grounding = Literal["supported", "partly", "unsupported", "not_in_documents"]


class UnsupportedSpan(ResponseBody):
    """Characters `start` to `end` of an answer that no passage supports, and why.

    A passage says another figure or name in its place, or says the contrary; or none says it.
    """

    start: int
    end: int
    reason: Literal["wrong_figure", "wrong_name", "contradicted", "not_found"]


class Usage(ResponseBody):
    """Tokens as the model counted them."""

    prompt_tokens: int
    completion_tokens: int


class Timings(ResponseBody):
    """Milliseconds from the question's arrival, `retrieval_ms` for that step alone."""

    retrieval_ms: float
    first_token_ms: float | None
    total_ms: float


class FeedbackRequest(RequestBody):
    """What you think of an answer: 1 is good, -1 is bad."""

    rating: Literal[-1, 1]
    comment: str = Field(default="", max_length=2000)


class FeedbackOut(ResponseBody):
    """What the reader thinks of an answer."""

    rating: Literal[-1, 1]
    comment: str


class MessageOut(ResponseBody):
    """A question or an answer.

    `unsupported` are the sentences of an answer that no passage supports, and `grounding` is what
    that makes of it: `not_in_documents` where it says that the documents do not tell. It is null
    where nothing was to be checked.

    `parent_id` is the message that it follows. `siblings` are the messages that follow the same
    one, this one included, in the order in which they were written. `model_id` is the model
    that was to write an answer, `version` that of the deployment.
    """

    id: uuid.UUID
    session_id: uuid.UUID
    reply_to_id: uuid.UUID | None
    parent_id: uuid.UUID | None
    siblings: list[uuid.UUID]
    model_id: uuid.UUID | None
    version: int | None = None
    feedback: FeedbackOut | None
    role: Literal["user", "assistant"]
    content: str
    status: MessageStatus
    error: Problem | None
    citations: list[Citation]
    unsupported: list[UnsupportedSpan] = []
    grounding: Grounding | None = None
    usage: Usage | None
    timings: Timings | None
    created_at: datetime


class PromptTurn(ResponseBody):
    """One message that the model was given. `content` is null where it is withheld."""

    role: str
    content: str | None


class AnswerTrace(ResponseBody):
    """How an answer was made. Answers from before a fact was kept lack it.

    `retrieval` is null where nothing was searched; `passages` is how many of its hits the model
    was given. `answered_by` is the endpoint's name of the model that answered, `model` the one
    that was asked: they differ where another one stood in. `tokens` are those that were charged,
    without `counted` estimated, `timings` as with the message.
    """

    retrieval: SearchOut | None = None
    passages: int = 0
    prompt: list[PromptTurn] = []
    model: NamedReference | None = None
    answered_by: str | None = None
    version: int | None = None
    tokens: Usage | None = None
    counted: bool = False
    cost: CostOut | None = None
    timings: Timings | None = None
    finish_reason: str | None = None


class TraceOut(AnswerTrace):
    """How an answer was made, as far as the reader may know it now.

    Hits of documents that the reader may not open any more are left out; where the prompt has
    text of such a document, its messages are withheld, but for the instructions.
    """

    message_id: uuid.UUID


class ReplayRequest(RequestBody):
    """Which version of the deployment is to answer."""

    version: VersionNumber


class ReplayedPassage(ResponseBody):
    """A passage with its place among those the answer was made of, before and after; null where
    it was not among them."""

    passage: Citation
    before: int | None
    after: int | None


class ReplayDifference(ResponseBody):
    """The answer of now against the one of then: word by word, and how much more it took.

    Null where one of them does not tell.
    """

    answer: list[TextSegment]
    passages: list[ReplayedPassage]
    prompt_tokens: int | None
    completion_tokens: int | None
    retrieval_ms: float | None
    first_token_ms: float | None
    total_ms: float | None


class ReplayOut(ResponseBody):
    """What a version answers to an earlier question. It is charged, and not kept."""

    version: int
    answer: str
    citations: list[Citation]
    usage: Usage | None
    timings: Timings
    original: MessageOut
    difference: ReplayDifference


class QuestionRequest(RequestBody):
    """What the user asks. With `edit_of`, in place of that question: a branch of its own."""

    content: str = Field(min_length=1, max_length=8000)
    edit_of: uuid.UUID | None = None


class RegenerateRequest(RequestBody):
    """Another answer to the same question, by another model if one is named."""

    model_id: uuid.UUID | None = None


class CompareRequest(RequestBody):
    """A question to two at once: two models, or two versions of the deployment."""

    content: str = Field(min_length=1, max_length=8000)
    model_ids: list[uuid.UUID] | None = Field(default=None, min_length=2, max_length=2)
    versions: list[VersionNumber] | None = Field(default=None, min_length=2, max_length=2)

    @model_validator(mode="after")
    def _require_one_kind(self) -> Self:
        if (self.model_ids is None) == (self.versions is None):
            raise ValueError("name either two model_ids or two versions")
        return self


class CompareOut(ResponseBody):
    """The question, and the answers that are being written to it: follow each one's events."""

    question: MessageOut
    answer_ids: list[uuid.UUID]


class ExchangeOut(ResponseBody):
    """A question with its answer."""

    question: MessageOut
    answer: MessageOut


class ShareRequest(RequestBody):
    """How long a link leads somewhere, from now on: null until it is revoked.

    Absent, a link that there is already keeps its end.
    """

    expires_in_days: int | None = Field(default=None, ge=1, le=365)


class ShareOut(ResponseBody):
    """A link: signed-in users who may use the deployment can read at `/chat/shared/{token}`.

    It shows the conversation as it was when it was shared, up to `leaf_id`, until `expires_at`.
    """

    token: str
    leaf_id: uuid.UUID
    created_at: datetime
    expires_at: datetime | None


class SharedConversationOut(ResponseBody):
    """A conversation that somebody has shared, for reading.

    What the reader may not open is not quoted.
    """

    title: str
    deployment_id: uuid.UUID
    deployment_name: str
    shared_by: str
    shared_at: datetime
    messages: list[MessageOut]


class ConversationExport(ResponseBody):
    """A conversation as a file: its chosen path."""

    conversation: ChatSessionOut
    messages: list[MessageOut]


class AttachmentOut(ResponseBody):
    """A file of a conversation. It is searched once it is `completed`."""

    id: uuid.UUID
    knowledge_base_id: uuid.UUID
    name: str
    media_type: str
    size_bytes: int
    status: DocumentStatus
    error: Problem | None
    created_at: datetime


class StreamStart(ResponseBody):
    """First event: the question is kept."""

    type: Literal["start"] = "start"
    question: MessageOut
    answer_id: uuid.UUID


class StreamPassages(ResponseBody):
    """The passages that the model is given."""

    type: Literal["passages"] = "passages"
    passages: list[Citation]


class StreamDelta(ResponseBody):
    """A piece of the answer."""

    type: Literal["delta"] = "delta"
    text: str


class StreamDone(ResponseBody):
    """Last event: the answer as it was stored."""

    type: Literal["done"] = "done"
    message: MessageOut


class StreamError(ResponseBody):
    """Last event when it failed: why, and what was kept of the answer."""

    type: Literal["error"] = "error"
    error: ErrorBody
    answer: MessageOut | None


StreamEvent = StreamStart | StreamPassages | StreamDelta | StreamDone | StreamError


class NumberedEvent(NamedTuple):
    """An event of an answer, with its number, counted from 1."""

    number: int
    event: StreamEvent
