"""How an answer is made: retrieve, prompt, generate, check. Chats, runs and `/v1` come here.

Units of work are short and lie before and after the network calls: while the model
generates, no database connection and no thread is held.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from app.core.errors import Upstream
from app.core.event_loops import of_this_loop
from app.core.logging import get_logger
from app.db.uow import OpenUnit
from app.integrations.embeddings import catalogue
from app.integrations.llm import ChatModel, Delta, ToolCallDelta
from app.integrations.ports import Ports
from app.schemas.chat import Citation
from app.services.answers.citations import CheckedAnswer, check_citations
from app.services.answers.draft import Draft
from app.services.answers.outgoing import outgoing
from app.services.answers.prompt import given_to, in_history, prompt_of
from app.services.answers.rewriting import HistoryRewriter
from app.services.answers.support.judging import Similarity
from app.services.answers.support.meaning import Nearness
from app.services.answers.task import Task
from app.services.knowledge_bases import cited
from app.services.knowledge_bases.retrieval.service import retrieve
from app.services.models.endpoints import endpoint_of
from app.services.usage import tokens

log = get_logger(__name__)

# Of a longer question the beginning is searched for; the model reads all of it.
SEARCHED_CHARS = 8000
# Searching and checking are work for the processor. Were more of them done at once, the answers
# that are being streamed would wait for it, and none would be ready any earlier.
_SEARCHES, _CHECKS = 6, 1
_searching: RunVar[CapacityLimiter] = RunVar("searching")
_checking: RunVar[CapacityLimiter] = RunVar("checking")


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that the model is given. Comes once, first, where there are documents."""

    passages: list[Citation]


AnswerEvent = Found | Delta | ToolCallDelta


async def generate(
    open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft
) -> AsyncGenerator[AnswerEvent, None]:
    """Write the answer into `draft` and tell of it as it grows. Closing the iterator stops it.

    Raises:
        Upstream: the model, the embedder or a store failed; `draft` has what there was.
    """
    model = _model_of(ports, task)
    if task.is_grounded:
        await to_thread.run_sync(
            lambda: _retrieve(open_unit, ports, task, draft),
            limiter=of_this_loop(_searching, lambda: CapacityLimiter(_SEARCHES)),
        )
        draft.retrieval_ms = draft.elapsed_ms()
        yield Found([passage.citation for passage in draft.passages])
    draft.prompt = task.wishes.applied_to(prompt_of(task, draft.passages))
    async with (
        aclosing(model.stream(draft.prompt)) as written,
        aclosing(outgoing(written, draft.prompt, grounded=task.is_grounded)) as pieces,
    ):
        async for piece in pieces:
            draft.add(piece)
            if isinstance(piece, Delta | ToolCallDelta):
                yield piece


async def check(open_unit: OpenUnit, draft: Draft) -> CheckedAnswer:
    """The answer with checked citations, each on the page where its quote stands.

    Without documents there is nothing to check, and `[1]` may be a piece of code.
    """
    if draft.retrieval is None:
        return CheckedAnswer(draft.text)
    return await to_thread.run_sync(
        lambda: _checked(open_unit, draft),
        limiter=of_this_loop(_checking, lambda: CapacityLimiter(_CHECKS)),
    )


def _checked(open_unit: OpenUnit, draft: Draft) -> CheckedAnswer:
    answer = _check(draft)
    with open_unit() as uow:
        return replace(answer, citations=cited.place_on_pages(uow, answer.citations))


def _check(draft: Draft) -> CheckedAnswer:
    read = draft.citable()
    passages = [passage.citation for passage in read]
    contexts = {passage.number: passage.context for passage in read}
    languages = draft.retrieval.languages if draft.retrieval else []
    language = languages[0] if len(languages) == 1 else None
    try:
        return check_citations(draft.text, passages, contexts, draft.nearness, language)
    except Upstream:
        log.warning("citations_checked_by_words_alone", exc_info=True)
        return check_citations(draft.text, passages, contexts, language=language)


def _nearness(ports: Ports, draft: Draft) -> Similarity | None:
    """Nearness by the passages' own embedding model, where it runs in this process: free, fast."""
    searched = draft.retrieval.indexes if draft.retrieval else []
    for name in (index.embedding_model for index in searched):
        entry = catalogue().get(name)
        if entry and entry.provider == "local":
            return Nearness(ports.embedders.get(name), ports.memory.sentence_vectors)
    return None


def _model_of(ports: Ports, task: Task) -> ChatModel:
    return ports.chat_models.at(endpoint_of(ports.settings, task.model))


def _retrieve(open_unit: OpenUnit, ports: Ports, task: Task, draft: Draft) -> None:
    """Find the passages, and keep in `draft` those that fit into what the model reads."""
    turns = (*task.history, *task.wishes.turns())
    rewriter = HistoryRewriter(_model_of(ports, task), turns)
    draft.retrieval = retrieve(
        open_unit,
        ports,
        task.knowledge_base_ids,
        task.question[:SEARCHED_CHARS],
        task.profile,
        rewriter=rewriter,
    )
    if rewriter.asked:
        answer = rewriter.answer
        draft.rewriting = tokens.spent_on(rewriter.asked, answer.text, answer.usage)
    draft.passages = given_to(task, draft.retrieval.hits)
    draft.earlier = in_history(task)
    draft.nearness = _nearness(ports, draft)
