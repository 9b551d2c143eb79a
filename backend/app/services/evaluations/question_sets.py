"""Create, read, change, import, export and delete question sets and their versions."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.core.ids import new_id
from app.core.permissions import Actor, ProjectRole
from app.db.uow import OpenUnit, UnitOfWork
from app.models import (
    EvaluationGold,
    EvaluationQuestion,
    Job,
    KnowledgeBase,
    QuestionSet,
    QuestionSetVersion,
)
from app.models.evaluations import VersionOrigin
from app.models.jobs import JobStatus
from app.schemas.audit_events import (
    QuestionSetChanged,
    QuestionSetCreated,
    QuestionSetDeleted,
    QuestionSetExported,
    QuestionSetVersionAdded,
)
from app.schemas.common import Page, PageRequest, Problem
from app.schemas.evaluations import (
    ExportFormat,
    GenerationOut,
    Gold,
    QuestionIn,
    QuestionOut,
    QuestionSetCreate,
    QuestionSetOut,
    QuestionSetUpdate,
    QuestionSetVersionOut,
    VersionCreate,
)
from app.services.access import scope
from app.services.audit import service as audit
from app.services.evaluations import gold, metering, question_files, repository
from app.services.jobs import progress
from app.services.jobs import service as jobs
from app.services.jobs.service import JobKind
from app.services.knowledge_bases import service as knowledge_bases
from app.services.projects import service as projects

_MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}


@dataclass(frozen=True, slots=True)
class ExportedQuestions:
    """A file to send."""

    name: str
    media_type: str
    content: Iterator[str]


def create(uow: UnitOfWork, request: QuestionSetCreate) -> QuestionSetOut:
    """A new question set, with its first version where there are questions.

    Raises:
        NotFound: there is no such knowledge base for the actor.
        Forbidden: the actor is no editor of its project.
        Conflict: it has a set of this name, or the project is archived.
        Invalid: a gold document is unknown.
    """
    kb = knowledge_bases.get(uow, request.knowledge_base_id)
    scope.require_change(uow.session, uow.signed_in, kb.project_id, ProjectRole.EDITOR)
    row = QuestionSet(
        knowledge_base_id=kb.id,
        created_by_id=uow.signed_in.user_id,
        name=request.name,
        description=request.description,
        version=0,
    )
    _refuse_taken_name(uow, row)
    uow.session.add(row)
    uow.session.flush()
    audit.record(uow, QuestionSetCreated(name=row.name, knowledge_base_id=kb.id), row.id)
    if request.questions:
        _add_version(uow, row, request.questions, VersionOrigin.FORM, "")
    return present(uow, [row])[0]


def list_page(
    uow: UnitOfWork,
    page: PageRequest,
    project_id: uuid.UUID | None,
    knowledge_base_id: uuid.UUID | None,
    query: str | None,
) -> Page[QuestionSetOut]:
    """Question sets that the actor may see, by name."""
    rows, total = repository.list_sets(
        uow.session,
        uow.signed_in,
        project_id,
        knowledge_base_id,
        query,
        page.limit,
        page.offset,
    )
    items = present(uow, rows)
    return Page[QuestionSetOut](items=items, total=total, limit=page.limit, offset=page.offset)


def read(uow: UnitOfWork, set_id: uuid.UUID) -> QuestionSetOut:
    """One question set."""
    return present(uow, [repository.get_set(uow.session, uow.signed_in, set_id)])[0]


def change(uow: UnitOfWork, set_id: uuid.UUID, request: QuestionSetUpdate) -> QuestionSetOut:
    """Rename or describe a question set."""
    row = _to_change(uow, set_id)
    for name, value in request.model_dump(exclude_none=True).items():
        setattr(row, name, value)
    _refuse_taken_name(uow, row)
    uow.session.flush()
    uow.session.refresh(row)
    audit.record(uow, QuestionSetChanged(fields=sorted(request.model_fields_set)), row.id)
    return present(uow, [row])[0]


def delete(uow: UnitOfWork, set_id: uuid.UUID) -> None:
    """Delete a question set with its versions and runs; what works on it is stopped."""
    row = _to_change(uow, set_id)
    metering.stop(uow, JobKind.GENERATE_QUESTIONS, row.id)
    for run_id in repository.run_ids(uow.session, row):
        metering.stop(uow, JobKind.EVALUATE, run_id)
    uow.session.delete(row)
    audit.record(uow, QuestionSetDeleted(name=row.name), row.id)


def list_versions(uow: UnitOfWork, set_id: uuid.UUID) -> Page[QuestionSetVersionOut]:
    """Every version of a question set, the latest first."""
    row = repository.get_set(uow.session, uow.signed_in, set_id)
    counts = repository.question_counts(uow.session, uow.signed_in, [row])
    items = [
        _present_version(version, counts.get((row.id, version.version or 0), 0))
        for version in repository.versions(uow.session, row)
    ]
    return Page[QuestionSetVersionOut](items=items, total=len(items), limit=len(items), offset=0)


def list_questions(
    uow: UnitOfWork,
    page: PageRequest,
    set_id: uuid.UUID,
    number: int | None,
    query: str | None,
) -> Page[QuestionOut]:
    """Questions of a version in their order; of a set without versions there are none."""
    row = repository.get_set(uow.session, uow.signed_in, set_id)
    if number is None and row.version == 0:
        return Page[QuestionOut](items=[], total=0, limit=page.limit, offset=page.offset)
    version = repository.get_version(uow.session, row, number)
    rows, total = repository.visible_questions(
        uow.session, uow.signed_in, row, version, query, page.limit, page.offset
    )
    items = present_questions(uow.session, uow.signed_in, row.knowledge_base_id, rows)
    return Page[QuestionOut](items=items, total=total, limit=page.limit, offset=page.offset)


def add_version(
    uow: UnitOfWork, set_id: uuid.UUID, request: VersionCreate
) -> QuestionSetVersionOut:
    """A new version of all these questions.

    Raises:
        NotFound, Forbidden, Conflict: the actor may not change this set.
        Invalid: a gold document is unknown, or an external id stands twice.
    """
    row = _to_change(uow, set_id)
    question_files.refuse_twins(request.questions)
    version = _add_version(uow, row, request.questions, VersionOrigin.FORM, request.note)
    return _present_version(version, len(request.questions))


def import_file(
    open_unit: OpenUnit,
    set_id: uuid.UUID,
    name: str,
    file: BinaryIO,
    qrels: BinaryIO | None,
    note: str,
) -> QuestionSetVersionOut:
    """A new version out of a file; nothing is written if a row of it is bad.

    With `qrels` it is the queries of a TREC collection; else the name says whether it is CSV or
    JSON lines.

    Raises:
        NotFound, Forbidden, Conflict: the actor may not change this set.
        Invalid: a row is bad, or a gold document is unknown.
        TooLarge: the file is.
    """
    with open_unit() as uow:
        _to_change(uow, set_id)
    if qrels:
        questions = question_files.read_trec(file, qrels)
    else:
        as_json = name.lower().endswith((".jsonl", ".ndjson", ".json"))
        questions = question_files.read_questions(file, as_json=as_json)
    with open_unit() as uow:
        row = _to_change(uow, set_id)
        version = _add_version(uow, row, questions, VersionOrigin.IMPORT, note)
        return _present_version(version, len(questions))


def export(
    uow: UnitOfWork, set_id: uuid.UUID, number: int | None, wanted: ExportFormat
) -> ExportedQuestions:
    """The questions of a version that the actor may see, as a file that can be imported."""
    row = repository.get_set(uow.session, uow.signed_in, set_id)
    version = repository.get_version(uow.session, row, number)
    rows, _ = repository.visible_questions(uow.session, uow.signed_in, row, version)
    told = present_questions(uow.session, uow.signed_in, row.knowledge_base_id, rows)
    audit.record(uow, QuestionSetExported(version=version.version or 0, format=wanted), row.id)
    write = question_files.written_as_csv if wanted == "csv" else question_files.written_as_json
    return ExportedQuestions(
        name=f"questions-{row.id}-v{version.version}.{wanted}",
        media_type=_MEDIA_TYPES[wanted],
        content=write(told),
    )


def present_questions(
    session: Session, actor: Actor, kb_id: uuid.UUID, rows: Sequence[EvaluationQuestion]
) -> list[QuestionOut]:
    """Questions that the actor may see, with their gold by the names that documents have now."""
    found = repository.gold_of(session, [row.id for row in rows])
    every = [item for items in found.values() for item in items]
    names = gold.present_names(session, actor, kb_id, every)
    return [
        QuestionOut(
            id=row.id,
            ordinal=row.ordinal,
            external_id=row.external_id,
            question=row.question,
            expected_answer=row.expected_answer,
            gold=[_present_gold(item, names) for item in found.get(row.id, [])],
            tags=row.tags,
        )
        for row in rows
    ]


def append(
    session: Session,
    version: QuestionSetVersion,
    questions: Sequence[QuestionIn],
    resolved: Sequence[Sequence[EvaluationGold]],
    start: int = 0,
) -> None:
    """Write questions into a version, numbered from `start`."""
    for ordinal, (question, places) in enumerate(
        zip(questions, resolved, strict=True), start=start
    ):
        told = question.model_dump(exclude={"gold"})
        row = EvaluationQuestion(id=new_id(), version_id=version.id, ordinal=ordinal, **told)
        session.add(row)
        for place in places:
            place.question_id = row.id
    session.flush()
    session.add_all(place for places in resolved for place in places)
    session.flush()


def publish(uow: UnitOfWork, row: QuestionSet, version: QuestionSetVersion, count: int) -> None:
    """Make a version that is complete the latest one. The set is locked."""
    row.version += 1
    version.version = row.version
    uow.session.flush()
    event = QuestionSetVersionAdded(
        version=row.version, origin=VersionOrigin(version.origin).value, questions=count
    )
    audit.record(uow, event, row.id)


def present(uow: UnitOfWork, rows: Sequence[QuestionSet]) -> list[QuestionSetOut]:
    """Question sets with the names around them and the count of what the actor may see."""
    session, actor = uow.session, uow.signed_in
    kbs = {
        row.knowledge_base_id: session.get_one(KnowledgeBase, row.knowledge_base_id) for row in rows
    }
    project_ids = {kb.project_id for kb in kbs.values()}
    names, roles = projects.names(uow, project_ids), scope.roles_in(session, actor, project_ids)
    counts = repository.question_counts(session, actor, rows)
    return [
        QuestionSetOut(
            id=row.id,
            project_id=(kb := kbs[row.knowledge_base_id]).project_id,
            project_name=names[kb.project_id],
            role=roles.get(kb.project_id),
            name=row.name,
            description=row.description,
            knowledge_base_id=kb.id,
            knowledge_base_name=kb.name,
            version=row.version,
            question_count=counts.get((row.id, row.version), 0),
            generation=_generation(session, row),
            created_by_id=row.created_by_id,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _generation(session: Session, row: QuestionSet) -> GenerationOut | None:
    job = jobs.latest(session, JobKind.GENERATE_QUESTIONS, row.id)
    if job is None or job.status in (JobStatus.COMPLETED, JobStatus.CANCELLED):
        return None
    outlook = progress.outlooks(session, [job])[job.id]
    return GenerationOut(
        job_id=job.id,
        status=job.status,
        percent=job.percent,
        eta_seconds=outlook.eta_seconds,
        error=_problem_of(job),
    )


def _problem_of(job: Job) -> Problem | None:
    if job.error_code is None:
        return None
    return Problem(code=job.error_code, message=job.error_message or "", remedy=job.error_remedy)


def _add_version(
    uow: UnitOfWork,
    row: QuestionSet,
    questions: Sequence[QuestionIn],
    origin: VersionOrigin,
    note: str,
) -> QuestionSetVersion:
    resolved = gold.resolve(uow.session, uow.signed_in, row.knowledge_base_id, questions)
    version = QuestionSetVersion(
        question_set_id=row.id,
        origin=origin,
        note=note,
        created_by_id=uow.signed_in.user_id,
    )
    uow.session.add(version)
    uow.session.flush()
    append(uow.session, version, questions, resolved)
    publish(uow, row, version, len(questions))
    uow.session.refresh(version)
    return version


def _present_version(version: QuestionSetVersion, count: int) -> QuestionSetVersionOut:
    return QuestionSetVersionOut(
        version=version.version or 0,
        question_count=count,
        note=version.note,
        created_by_id=version.created_by_id,
        created_at=version.created_at,
        origin=VersionOrigin(version.origin),
    )


def _present_gold(row: EvaluationGold, names: dict[uuid.UUID, str]) -> Gold:
    return Gold(
        document_id=row.document_id,
        document_name=names.get(row.document_id, row.document_name),
        char_start=row.char_start,
        char_end=row.char_end,
        grade=row.grade,
    )


def _to_change(uow: UnitOfWork, set_id: uuid.UUID) -> QuestionSet:
    return repository.get_set(uow.session, uow.signed_in, set_id, ProjectRole.EDITOR, lock=True)


def _refuse_taken_name(uow: UnitOfWork, row: QuestionSet) -> None:
    with uow.session.no_autoflush:
        taken = repository.name_taken(uow.session, row)
    if taken:
        raise Conflict(
            f"This knowledge base has a question set named {row.name!r}.", code="name_taken"
        )
