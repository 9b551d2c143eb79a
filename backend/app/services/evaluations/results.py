"""Results of runs as an actor may see them, and two runs side by side.

Rights are those of this moment: a question about documents that the actor may not read is left
out, and so are passages of such documents, and answers that were made of them.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.core.permissions import Actor
from app.db.uow import UnitOfWork
from app.models import EvaluationResult, EvaluationRun, QuestionSet, QuestionSetVersion
from app.models.evaluations import RunStatus
from app.schemas.common import Page, PageRequest, Problem
from app.schemas.evaluations import (
    AnswerChecks,
    DiffOut,
    QuestionDifference,
    QuestionOut,
    ResultOut,
    RetrievedPassage,
)
from app.services.evaluations import question_sets, repository, runs, summary
from app.services.knowledge_bases import documents

Order = Literal["worst", "ordinal"]
Verdict = Literal["better", "worse", "same"]
# By the first of them that a question has, results are ordered and runs compared.
_LEADING = ("ndcg@10", "correctness", "groundedness")
_SAME_UP_TO = 1e-9
_Pair = tuple[EvaluationResult, EvaluationResult]


def list_page(
    uow: UnitOfWork, page: PageRequest, run_id: uuid.UUID, order: Order
) -> Page[ResultOut]:
    """What a run found, the questions that it did worst on first, or in their order."""
    run = repository.get_run(uow.session, uow.signed_in, run_id)
    visible = _visible(uow.session, uow.signed_in, run)
    rows = [row for row in repository.results(uow.session, run.id) if row.question_id in visible]
    if order == "worst":
        rows.sort(key=lambda row: _leading(row.metrics))
    items = _present(uow, rows[page.offset : page.offset + page.limit], visible)
    return Page[ResultOut](items=items, total=len(rows), limit=page.limit, offset=page.offset)


def diff(uow: UnitOfWork, run_id: uuid.UUID, other_id: uuid.UUID) -> DiffOut:
    """A run (`b`) against another one (`a`), question by question.

    Raises:
        NotFound: one of them is missing or not the actor's to see.
        Conflict: one of them has not ended well.
    """
    session, actor = uow.session, uow.signed_in
    b, a = (repository.get_run(session, actor, id_) for id_ in (run_id, other_id))
    for run in (a, b):
        _require_completed(run)
    pairs = _pairs(session, a, b)
    visible = _visible(session, actor, b)
    told = [
        _difference(pair, visible[pair[1].question_id])
        for pair in pairs
        if pair[1].question_id in visible
    ]
    told.sort(key=lambda item: (item.change, item.question.ordinal))
    verdicts = [item.verdict for item in told]
    out = runs.present(session, [a, b])
    return DiffOut(
        a=out[0],
        b=out[1],
        comparable=bool(pairs),
        reasons=_reasons(a, b, len(pairs)),
        by=_by([item for pair in pairs for item in pair]),
        metrics=summary.compare(pairs, b.seed),
        questions=told,
        better=verdicts.count("better"),
        worse=verdicts.count("worse"),
        same=verdicts.count("same"),
    )


def _visible(session: Session, actor: Actor, run: EvaluationRun) -> dict[uuid.UUID, QuestionOut]:
    """The questions of a run that the actor may see, by id."""
    row = session.get_one(QuestionSet, run.question_set_id)
    version = session.get_one(QuestionSetVersion, run.version_id)
    rows, _ = repository.visible_questions(session, actor, row, version)
    told = question_sets.present_questions(session, actor, row.knowledge_base_id, rows)
    return {question.id: question for question in told}


def _present(
    uow: UnitOfWork, rows: Sequence[EvaluationResult], visible: dict[uuid.UUID, QuestionOut]
) -> list[ResultOut]:
    retrieved = {
        row.question_id: [RetrievedPassage.model_validate(item) for item in row.retrieved]
        for row in rows
    }
    named = {item.document_id for items in retrieved.values() for item in items}
    answered = {id_ for row in rows for id_ in row.answer_document_ids}
    names = documents.readable_names(uow, named | answered)
    return [
        _present_one(row, visible[row.question_id], retrieved[row.question_id], names)
        for row in rows
    ]


def _present_one(
    row: EvaluationResult,
    question: QuestionOut,
    retrieved: Sequence[RetrievedPassage],
    names: dict[uuid.UUID, str],
) -> ResultOut:
    may_read_answer = set(row.answer_document_ids) <= set(names)
    checks = AnswerChecks.model_validate(row.answer_checks) if row.answer_checks else None
    return ResultOut(
        question=question,
        metrics=row.metrics,
        retrieved=[
            item.model_copy(update={"document_name": names[item.document_id]})
            for item in retrieved
            if item.document_id in names
        ],
        answer=row.answer if may_read_answer else None,
        answer_checks=checks,
        problems=[Problem.model_validate(problem) for problem in row.problems],
        ms=row.ms,
    )


def _require_completed(run: EvaluationRun) -> None:
    if run.status != RunStatus.COMPLETED:
        raise Conflict(
            f"The run {run.name!r} is not complete.",
            code="run_not_completed",
            remedy="Wait for it, or choose a run that is.",
        )


def _pairs(session: Session, a: EvaluationRun, b: EvaluationRun) -> list[_Pair]:
    """The results of both runs for the questions that both have, in the order of `b`."""
    keys = [_keys(session, run) for run in (a, b)]
    found = {keys[0][row.question_id]: row for row in repository.results(session, a.id)}
    return [
        (found[key], row)
        for row in repository.results(session, b.id)
        if (key := keys[1][row.question_id]) in found
    ]


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes questions of two versions the same: the words, and the gold."""

    question: str
    expected_answer: str | None
    gold: frozenset[tuple[uuid.UUID, int | None, int | None, int]]


def _keys(session: Session, run: EvaluationRun) -> dict[uuid.UUID, _Key]:
    rows = repository.all_questions(session, run.version_id)
    gold = repository.gold_of(session, [row.id for row in rows])
    return {
        row.id: _Key(
            row.question,
            row.expected_answer,
            frozenset(
                (item.document_id, item.char_start, item.char_end, item.grade)
                for item in gold.get(row.id, [])
            ),
        )
        for row in rows
    }


def _difference(pair: _Pair, question: QuestionOut) -> QuestionDifference:
    a, b = pair
    change = _leading(b.metrics) - _leading(a.metrics)
    return QuestionDifference(
        question=question, a=a.metrics, b=b.metrics, change=change, verdict=_verdict(change)
    )


def _verdict(change: float) -> Verdict:
    if abs(change) < _SAME_UP_TO:
        return "same"
    return "better" if change > 0 else "worse"


def _leading(metrics: dict[str, float]) -> float:
    return next((metrics[name] for name in _LEADING if name in metrics), 0.0)


def _by(rows: Sequence[EvaluationResult]) -> str:
    there = {name for row in rows for name in row.metrics}
    return next((name for name in _LEADING if name in there), _LEADING[0])


def _reasons(a: EvaluationRun, b: EvaluationRun, common: int) -> list[str]:
    """Why the runs are not comparable, or only with care."""
    reasons = []
    if common == 0:
        reasons.append("They have no question in common.")
    elif a.version_id != b.version_id:
        reasons.append(f"They are of other versions: {common} questions are the same in both.")
    if a.hidden != b.hidden:
        reasons.append("They were made by people who may read other documents.")
    if _states(a) != _states(b):
        reasons.append("They searched indexes with other contents.")
    return reasons


def _states(run: EvaluationRun) -> set[tuple[str, str]]:
    return {(state["knowledge_base_id"], state["state"]) for state in run.index_states}
