"""Completions of conversations that a program keeps itself."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.core.clock import now
from app.core.config import Settings
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.llm import ToolCall
from app.integrations.llm.base import FinishReason
from app.integrations.ports import Ports
from app.models.calls import CallVia
from app.models.usage import UsageKind
from app.schemas.chat import Citation
from app.schemas.openai import (
    Annotation,
    ChatCompletion,
    ChatCompletionRequest,
    Choice,
    CompletionMessage,
    CompletionUsage,
    FunctionCallOut,
    SourcedCitation,
    ToolCallOut,
    UrlCitation,
)
from app.services.answers import charging, engine, run
from app.services.answers.prompt import room_for_passages
from app.services.answers.run import Run
from app.services.answers.task import Task, task_of
from app.services.calls.recording import caller_of
from app.services.deployments import service as deployments
from app.services.deployments import versions
from app.services.openai import offered
from app.services.openai.requests import Asked, configured, understand

_MARKER = re.compile(r"\[\s*(\d+(?:\s*[,;]\s*\d+)*)\s*\]")


@dataclass(frozen=True, slots=True)
class Basis:
    """What the answers of a deployment to an actor are made with: a task without a question.

    `holds_for_all` is whether it does whatever is asked: no candidate takes part of the traffic.
    """

    task: Task
    holds_for_all: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A completion that is to be made."""

    run: Run
    basis: Basis
    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(now().timestamp()))


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of an answer once it is complete.

    `text` has its markers put right; where it was streamed, the client has the model's own.
    """

    text: str
    tool_calls: Sequence[ToolCall]
    citations: list[SourcedCitation]
    annotations: list[Annotation]
    finish_reason: FinishReason
    usage: CompletionUsage


def order(open_unit: OpenUnit, request: ChatCompletionRequest) -> Order:
    """Find the deployment, and set aside what the answer may take.

    Raises:
        NotFound: there is no such deployment for the actor.
        Conflict: its project is archived.
        TooManyRequests: the actor's tokens of this month do not suffice.
    """
    with open_unit() as uow:
        uow.autocommit()
        deployment = offered.find_to_run(uow, request.model)
        asked = understand(request)
        version = versions.version_for(deployment, _conversation(uow, asked))
        basis = Basis(task_of(uow, version, ""), deployment.candidate_version is None)
        task = task_on(basis, request, asked)
        uow.commit_lazily()  # what is written is the reservation, which could as well expire
        reservation_id = charging.reserve(uow, UsageKind.RUN, deployment, version, task)
        run = Run(task, reservation_id, caller_of(uow, CallVia.OPENAI))
        return Order(run, basis, deployment.slug)


def task_on(basis: Basis, request: ChatCompletionRequest, asked: Asked) -> Task:
    """What is asked, as a task on this basis."""
    config = configured(basis.task.config, request)
    task, wishes = replace(basis.task, question=asked.question, config=config), asked.wishes
    if task.is_grounded:  # earlier turns leave half of the room to the passages
        wishes = wishes.within(room_for_passages(task) // 2)
    return replace(task, wishes=wishes)


def require_usable(order: Order, uow: UnitOfWork) -> None:
    """Raise `NotFound` when the deployment is not the actor's to use any more."""
    deployments.require_usable(uow, order.run.task.deployment_id)


async def complete(open_unit: OpenUnit, ports: Ports, order: Order) -> ChatCompletion:
    """The whole answer.

    Raises:
        Upstream: the model, the embedder or a store failed.
    """
    await run.write_all(open_unit, ports, order.run)
    end = await ending(open_unit, ports.settings, order, streamed=False)
    return ChatCompletion(
        id=order.id,
        created=order.created,
        model=order.model,
        choices=[Choice(message=_message(end), finish_reason=end.finish_reason)],
        usage=end.usage,
    )


async def ending(
    open_unit: OpenUnit, settings: Settings, order: Order, *, streamed: bool
) -> Ending:
    """What there is to say once the answer is complete; markers stand where the client has them."""
    draft = order.run.draft
    checked = await engine.check(open_unit, draft)
    # JSON must stay as the model wrote it, and so must what the client has already.
    as_written = streamed or order.run.task.wishes.output is not None
    text = draft.text if as_written else checked.text
    citations = [_sourced(settings, citation) for citation in checked.citations]
    spent = draft.spent()
    return Ending(
        text=text,
        tool_calls=draft.completion.tool_calls,
        citations=citations,
        annotations=list(_annotations(text, citations)),
        finish_reason=_finish_reason(order),
        usage=CompletionUsage(
            prompt_tokens=spent.prompt_tokens,
            completion_tokens=spent.completion_tokens,
            total_tokens=spent.total,
        ),
    )


def _conversation(uow: UnitOfWork, asked: Asked) -> uuid.UUID:
    """What stands for a conversation that a program keeps: whose it is and how it began."""
    began = asked.wishes.earlier[0].content if asked.wishes.earlier else asked.question
    return uuid.uuid5(uow.signed_in.user_id, began)


def _finish_reason(order: Order) -> FinishReason:
    """As the model told it, else as it looks."""
    draft = order.run.draft
    completion = draft.completion
    if completion.finish:
        return completion.finish
    if completion.tool_calls:
        return "tool_calls"
    cut = draft.spent().completion_tokens >= order.run.task.config.max_tokens
    return "length" if cut else "stop"


def _sourced(settings: Settings, citation: Citation) -> SourcedCitation:
    place = f"/knowledge/{citation.knowledge_base_id}/documents/{citation.document_id}"
    span = f"?start={citation.char_start}&end={citation.char_end}"
    url = f"{settings.public_url.rstrip('/')}{place}{span}"
    return SourcedCitation(**citation.model_dump(), url=url)


def _annotations(text: str, citations: Sequence[SourcedCitation]) -> Iterator[Annotation]:
    """One for each number in a marker that stands for a checked citation."""
    known = {citation.number: citation for citation in citations}
    for marker in _MARKER.finditer(text):
        for number in re.findall(r"\d+", marker[1]):
            if citation := known.get(int(number)):
                yield Annotation(
                    url_citation=UrlCitation(
                        start_index=marker.start(),
                        end_index=marker.end(),
                        title=citation.document_name,
                        url=citation.url,
                    )
                )


def _message(end: Ending) -> CompletionMessage:
    calls = [
        ToolCallOut(id=call.id, function=FunctionCallOut(name=call.name, arguments=call.arguments))
        for call in end.tool_calls
    ]
    return CompletionMessage(
        content=None if calls and not end.text else end.text,
        tool_calls=calls or None,
        annotations=end.annotations,
        citations=end.citations,
    )
