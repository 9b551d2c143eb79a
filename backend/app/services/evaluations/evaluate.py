"""The job that runs a question set: question by question, each result written once.

A run that is cut off goes on after the last stored question. What an exact repetition would find
different is noted in the run: an index that is not the one it was, gold that is gone.
"""

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.permissions import Actor
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.llm.base import ChatModel
from app.integrations.ports import Memory, Ports
from app.models import EvaluationQuestion, EvaluationResult, EvaluationRun, KnowledgeBase
from app.models.evaluations import RunStatus
from app.models.jobs import JobStatus
from app.schemas.evaluations import RetrievedPassage
from app.schemas.retrieval import MAX_TOP_K, IndexState, RetrievalProfile, SearchHit, SearchOut
from app.services.auth import actors
from app.services.evaluations import answers, asking, gold, metering, repository, runs, summary
from app.services.evaluations.answers import Answered, Answering
from app.services.evaluations.metrics import (
    Judgement,
    Passage,
    of_ranking,
    ranked,
    relevant_grade,
)
from app.services.jobs import service as jobs
from app.services.jobs.context import JobContext
from app.services.knowledge_bases.retrieval.service import retrieve
from app.services.usage.tokens import NOTHING, Spent

_OTHER_INDEX = "The index of “{name}” is not the one that the repeated run searched."
_CHANGED_INDEX = "The index of “{name}” changed while this run was going on."
_OTHER_READER = "The repeated run was made by somebody who may read other documents."
_GONE = "{count} of the documents in which answers should stand are not there any more."


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that is still to be tried, with what is known to answer it."""

    id: uuid.UUID
    text: str
    expected_answer: str | None
    judgements: list[Judgement]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a run is to do: plain facts, no database session."""

    run_id: uuid.UUID
    user_id: uuid.UUID
    knowledge_base_ids: list[uuid.UUID]
    profile: RetrievalProfile
    answering: Answering | None
    check_answers: bool
    left: list[_Question]
    total: int


def evaluate(context: JobContext) -> None:
    """Handler of `evaluate`.

    Raises:
        NotFound: a knowledge base is gone, or not any more for whoever asked for the run.
        TooManyRequests: their tokens of this month do not suffice.
        Upstream: the model, the embedding model or the vector store fails.
    """
    plan = _begin(context)
    if plan is None:
        return
    model = asking.model_of(context, plan.answering.model_id) if plan.answering else None
    # What other searches have left in memory would make this one look faster than it is.
    ports = replace(context.ports, memory=Memory())
    for number, question in enumerate(plan.left, start=plan.total - len(plan.left) + 1):
        context.check()
        found, answered = _try(context, ports, plan, question, model)
        result = _result(plan, question, found, answered)
        spent = _spent(context, found, question, answered)
        _write(context, plan, found, result, spent, percent=min(99, 100 * number // plan.total))
    _finish(context, plan)


def _begin(context: JobContext) -> _Plan | None:
    """The plan of the run, its tokens reserved; `None` when there is nothing to run any more."""
    with context.write() as (uow, job):
        run = runs.locked(uow.session, job.subject_id)
        if run is None or run.status == RunStatus.COMPLETED:
            metering.settle(uow, job)
            jobs.finish(job, JobStatus.CANCELLED)
            return None
        metering.reserve(uow, job, runs.metered_call(uow.session, run), run.expected_tokens)
        job.stage = "evaluating"
        run.status, run.finished_at = RunStatus.RUNNING, None
        run.error_code = run.error_message = run.error_remedy = None
        return _planned(uow, run)


def _planned(uow: UnitOfWork, run: EvaluationRun) -> _Plan:
    actor = actors.actor_for_work(uow, run.created_by_id)
    run.hidden = runs.hidden_from(uow.session, actor, run.knowledge_base_ids)
    questions = repository.all_questions(uow.session, run.version_id)
    known = _judgements(uow.session, actor, run, questions)
    done = repository.results_of(uow.session, run.id, [question.id for question in questions])
    left = [
        _Question(row.id, row.question, row.expected_answer, known.get(row.id, []))
        for row in questions
        if row.id not in done
    ]
    return _Plan(
        run_id=run.id,
        user_id=run.created_by_id,
        knowledge_base_ids=list(run.knowledge_base_ids),
        profile=RetrievalProfile.model_validate(run.profile),
        answering=Answering.model_validate(run.answering) if run.answering else None,
        check_answers=run.check_answers,
        left=left,
        total=len(questions),
    )


def _judgements(
    session: Session, actor: Actor, run: EvaluationRun, questions: Sequence[EvaluationQuestion]
) -> dict[uuid.UUID, list[Judgement]]:
    """The gold of each question. What is gone can be found by nobody, but counts."""
    found = repository.gold_of(session, [question.id for question in questions])
    kb_id = runs.knowledge_base_of(session, run)
    every = [row for rows in found.values() for row in rows]
    now_called = gold.replaced(session, actor, kb_id, every)
    gone = {row.document_id for row in every} - set(now_called)
    if gone:
        _note(run, _GONE.format(count=len(gone)))
    return {
        question_id: [
            Judgement(
                now_called.get(row.document_id, row.document_id),
                None if row.char_start is None else (row.char_start, row.char_end or 0),
                row.grade,
            )
            for row in rows
        ]
        for question_id, rows in found.items()
    }


def _try(
    context: JobContext, ports: Ports, plan: _Plan, question: _Question, model: ChatModel | None
) -> tuple[SearchOut, Answered | None]:
    """What is found for a question, as deep as the metrics look, and what is answered."""
    found = _retrieve(ports, plan, question, MAX_TOP_K)
    if model is None or plan.answering is None:
        return found, None
    read = _retrieve(ports, plan, question, plan.profile.top_k)
    answered = answers.answer(
        context,
        model,
        plan.answering,
        question.text,
        question.expected_answer,
        read.hits,
        judge=plan.check_answers,
    )
    return found, answered


def _retrieve(ports: Ports, plan: _Plan, question: _Question, top_k: int) -> SearchOut:
    with unit_of_work() as uow:
        actor = actors.actor_for_work(uow, plan.user_id)

    def open_unit() -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(actor)

    profile = plan.profile.model_copy(update={"top_k": top_k})
    return retrieve(open_unit, ports, plan.knowledge_base_ids, question.text, profile)


def _spent(
    context: JobContext,
    found: SearchOut,
    question: _Question,
    answered: Answered | None,
) -> Spent:
    models = {index.embedding_model for index in found.indexes}
    embedded = sum(context.ports.embedders.get(name).count_tokens(question.text) for name in models)
    said = answered.spent if answered else NOTHING
    return Spent(embedded + said.prompt_tokens, said.completion_tokens)


def _result(
    plan: _Plan, question: _Question, found: SearchOut, answered: Answered | None
) -> EvaluationResult:
    hits = {_passage(hit): hit for hit in reversed(found.hits)}
    passages = [_passage(hit) for hit in found.hits]
    places = ranked(question.judgements, passages)
    metrics = of_ranking(question.judgements, passages)
    checks = answered.checks if answered else None
    if checks:
        of_answer = {"correctness": checks.correctness, "groundedness": checks.groundedness}
        metrics |= {name: value for name, value in of_answer.items() if value is not None}
    retrieved = [
        _retrieved(rank, hits[place], relevant_grade(question.judgements, place))
        for rank, place in enumerate(places, start=1)
    ]
    return EvaluationResult(
        run_id=plan.run_id,
        question_id=question.id,
        metrics=metrics,
        retrieved=[passage.model_dump(mode="json") for passage in retrieved],
        answer=answered.text if answered else None,
        answer_document_ids=answered.document_ids if answered else [],
        answer_checks=checks.model_dump(mode="json") if checks else None,
        problems=[problem.model_dump(mode="json") for problem in found.problems],
        ms=found.total_ms,
    )


def _passage(hit: SearchHit) -> Passage:
    return Passage(hit.document_id, hit.char_start, hit.char_end)


def _retrieved(rank: int, hit: SearchHit, grade: int) -> RetrievedPassage:
    return RetrievedPassage(
        rank=rank,
        relevant_grade=grade,
        **hit.model_dump(include=set(RetrievedPassage.model_fields) - {"rank"}),
    )


def _write(
    context: JobContext,
    plan: _Plan,
    found: SearchOut,
    result: EvaluationResult,
    spent: Spent,
    percent: int,
) -> None:
    with context.write() as (uow, job):
        run = runs.locked(uow.session, plan.run_id)
        if run is None:
            raise jobs.JobCancelled()
        uow.session.add(result)
        _note_indexes(uow.session, run, found.indexes)
        metering.note(job, spent)
        job.percent = percent


def _note_indexes(session: Session, run: EvaluationRun, found: Sequence[IndexState]) -> None:
    """Keep what the run searches, and say where that is not what it should be."""
    if not run.index_states:
        run.index_states = [state.model_dump(mode="json") for state in found]
        _compare_with_repeated(session, run, found)
    known = [IndexState.model_validate(state) for state in run.index_states]
    for name in _changed(session, known, found):
        _note(run, _CHANGED_INDEX.format(name=name))


def _compare_with_repeated(
    session: Session, run: EvaluationRun, found: Sequence[IndexState]
) -> None:
    first = session.get(EvaluationRun, run.repeats_run_id) if run.repeats_run_id else None
    if first is None:
        return
    searched = [IndexState.model_validate(state) for state in first.index_states]
    for name in _changed(session, searched, found):
        _note(run, _OTHER_INDEX.format(name=name))
    if first.hidden != run.hidden:
        _note(run, _OTHER_READER)


def _changed(session: Session, one: Sequence[IndexState], other: Sequence[IndexState]) -> list[str]:
    """The names of the knowledge bases whose index is not the same."""
    states = [{item.knowledge_base_id: item.state for item in side} for side in (one, other)]
    ids = {id_ for id_ in states[0] | states[1] if states[0].get(id_) != states[1].get(id_)}
    found = (session.get(KnowledgeBase, id_) for id_ in ids)
    return sorted(kb.name for kb in found if kb)


def _note(run: EvaluationRun, difference: str) -> None:
    if difference not in run.differences:
        run.differences = [*run.differences, difference]


def _finish(context: JobContext, plan: _Plan) -> None:
    with unit_of_work() as uow:
        run = uow.session.get(EvaluationRun, plan.run_id)
        results = repository.results(uow.session, plan.run_id)
    metrics = summary.summarise(results, run.seed) if run else []
    context.check()
    with context.write() as (uow, job):
        run = runs.locked(uow.session, plan.run_id)
        if run:
            run.metrics = [metric.model_dump(mode="json") for metric in metrics]
            run.status, run.finished_at = RunStatus.COMPLETED, now()
        metering.settle(uow, job)
        jobs.finish(job, JobStatus.COMPLETED)
