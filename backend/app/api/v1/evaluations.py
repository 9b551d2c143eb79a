"""Routes of evaluation: question sets, runs and what they measured."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator

from app.api.deps import OpenUnitDep, PageDep, PortsDep, Require, SearchText, UowDep
from app.api.errors import errors
from app.api.rate_limits import METERED
from app.core.permissions import Permission
from app.schemas.common import Page, without_nul
from app.schemas.evaluations import (
    DiffOut,
    EvaluationRunOut,
    ExportFormat,
    GenerateRequest,
    PromotedOut,
    PromoteRequest,
    QuestionOut,
    QuestionSetCreate,
    QuestionSetOut,
    QuestionSetUpdate,
    QuestionSetVersionOut,
    ResultOut,
    RunCreate,
    RunQuery,
    VersionCreate,
)
from app.services.evaluations import generate, promote, question_sets, results, runs

router = APIRouter(prefix="/evaluations", tags=["evaluations"])

READ = [Depends(Require(Permission.EVALUATIONS_READ))]
WRITE = [Depends(Require(Permission.EVALUATIONS_WRITE))]
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="The latest without one")]


@router.get("/question-sets", dependencies=READ, responses=errors(401, 403, 422))
def list_question_sets(
    uow: UowDep,
    page: PageDep,
    project_id: uuid.UUID | None = None,
    knowledge_base_id: uuid.UUID | None = None,
    q: SearchText = None,
) -> Page[QuestionSetOut]:
    """Question sets of your projects by name; `q` is part of a name."""
    return question_sets.list_page(uow, page, project_id, knowledge_base_id, q)


@router.post(
    "/question-sets",
    status_code=201,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 413, 422),
)
def create_question_set(body: QuestionSetCreate, uow: UowDep) -> QuestionSetOut:
    """Create a question set for a knowledge base."""
    return question_sets.create(uow, body)


@router.get("/question-sets/{set_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_question_set(set_id: uuid.UUID, uow: UowDep) -> QuestionSetOut:
    """One question set."""
    return question_sets.read(uow, set_id)


@router.patch(
    "/question-sets/{set_id}", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422)
)
def change_question_set(set_id: uuid.UUID, body: QuestionSetUpdate, uow: UowDep) -> QuestionSetOut:
    """Rename or describe a question set."""
    return question_sets.change(uow, set_id, body)


@router.delete(
    "/question-sets/{set_id}",
    status_code=204,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409),
)
def delete_question_set(set_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a question set with its versions and runs."""
    question_sets.delete(uow, set_id)


@router.get("/question-sets/{set_id}/versions", dependencies=READ, responses=errors(401, 403, 404))
def list_question_set_versions(set_id: uuid.UUID, uow: UowDep) -> Page[QuestionSetVersionOut]:
    """Every version of a question set, the latest first."""
    return question_sets.list_versions(uow, set_id)


@router.post(
    "/question-sets/{set_id}/versions",
    status_code=201,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 413, 422),
)
def add_question_set_version(
    set_id: uuid.UUID, body: VersionCreate, uow: UowDep
) -> QuestionSetVersionOut:
    """A new version of all these questions; the versions before stay as they are."""
    return question_sets.add_version(uow, set_id, body)


@router.get(
    "/question-sets/{set_id}/questions", dependencies=READ, responses=errors(401, 403, 404, 422)
)
def list_questions(
    set_id: uuid.UUID, uow: UowDep, page: PageDep, version: Version = None, q: SearchText = None
) -> Page[QuestionOut]:
    """Questions of a version in their order; `q` is part of a question."""
    return question_sets.list_questions(uow, page, set_id, version, q)


@router.post(
    "/question-sets/{set_id}/import",
    status_code=201,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409, 413, 422),
)
def import_questions(
    set_id: uuid.UUID,
    open_unit: OpenUnitDep,
    file: Annotated[
        UploadFile, File(description="CSV, JSON lines, or with `qrels` the queries of TREC")
    ],
    qrels: Annotated[UploadFile | None, File(description="Judgements in the form of TREC")] = None,
    note: Annotated[str, Form(max_length=500), AfterValidator(without_nul)] = "",
) -> QuestionSetVersionOut:
    """A new version out of a file. If a row is bad, it is named and nothing is written."""
    return question_sets.import_file(
        open_unit, set_id, file.filename or "", file.file, qrels.file if qrels else None, note
    )


@router.get(
    "/question-sets/{set_id}/export",
    dependencies=READ,
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The questions as a file that can be imported",
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/jsonl": {"schema": {"type": "string"}},
            },
        },
        **errors(401, 403, 404, 422),
    },
)
def export_questions(
    set_id: uuid.UUID, uow: UowDep, format: ExportFormat = "csv", version: Version = None
) -> StreamingResponse:
    """Take a copy of the questions of a version."""
    copy = question_sets.export(uow, set_id, version, format)
    return StreamingResponse(
        copy.content,
        media_type=copy.media_type,
        headers={"Content-Disposition": f'attachment; filename="{copy.name}"'},
    )


@router.post(
    "/question-sets/{set_id}/generate",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 503),
)
def generate_questions(
    set_id: uuid.UUID, body: GenerateRequest, uow: UowDep, ports: PortsDep
) -> QuestionSetOut:
    """Have a model make questions out of random passages; they become a new version."""
    return generate.request(uow, ports, set_id, body)


@router.post(
    "/question-sets/{set_id}/generate/cancel",
    status_code=202,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409),
)
def cancel_generation(set_id: uuid.UUID, uow: UowDep) -> QuestionSetOut:
    """Stop the generation of questions; nothing of it is kept."""
    return generate.cancel(uow, set_id)


@router.get("/runs", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_runs(wanted: Annotated[RunQuery, Query()], uow: UowDep) -> Page[EvaluationRunOut]:
    """Runs of your projects, the newest first."""
    return runs.list_page(uow, wanted)


@router.post(
    "/runs",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 422, 429, 503),
)
def start_run(body: RunCreate, open_unit: OpenUnitDep, ports: PortsDep) -> EvaluationRunOut:
    """Try a question set with a configuration."""
    return runs.start(open_unit, ports, body)


@router.get("/runs/{run_id}", dependencies=READ, responses=errors(401, 403, 404))
def read_run(run_id: uuid.UUID, uow: UowDep) -> EvaluationRunOut:
    """One run: its configuration, how far it is, and what it measured."""
    return runs.read(uow, run_id)


@router.delete(
    "/runs/{run_id}", status_code=204, dependencies=WRITE, responses=errors(401, 403, 404, 409)
)
def delete_run(run_id: uuid.UUID, uow: UowDep) -> None:
    """Delete a run with its results."""
    runs.delete(uow, run_id)


@router.get("/runs/{run_id}/results", dependencies=READ, responses=errors(401, 403, 404, 422))
def list_results(
    run_id: uuid.UUID, uow: UowDep, page: PageDep, sort: results.Order = "worst"
) -> Page[ResultOut]:
    """What a run found for each question, the worst first."""
    return results.list_page(uow, page, run_id, sort)


@router.post(
    "/runs/{run_id}/cancel",
    status_code=202,
    dependencies=WRITE,
    responses=errors(401, 403, 404, 409),
)
def cancel_run(run_id: uuid.UUID, uow: UowDep) -> EvaluationRunOut:
    """Stop a run; one that is going on ends within seconds."""
    return runs.cancel(uow, run_id)


@router.post(
    "/runs/{run_id}/repeat",
    status_code=202,
    dependencies=[*WRITE, METERED],
    responses=errors(401, 403, 404, 409, 429, 503),
)
def repeat_run(run_id: uuid.UUID, open_unit: OpenUnitDep, ports: PortsDep) -> EvaluationRunOut:
    """The same run again, from its stored configuration."""
    return runs.repeat(open_unit, ports, run_id)


@router.get("/runs/{run_id}/diff", dependencies=READ, responses=errors(401, 403, 404, 409, 422))
def compare_runs(
    run_id: uuid.UUID,
    other: Annotated[uuid.UUID, Query(alias="with", description="The run to compare it with")],
    uow: UowDep,
) -> DiffOut:
    """This run (`b`) against another one (`a`), question by question."""
    return results.diff(uow, run_id, other)


@router.post(
    "/runs/{run_id}/promote", dependencies=WRITE, responses=errors(401, 403, 404, 409, 422)
)
def promote_run(run_id: uuid.UUID, body: PromoteRequest, uow: UowDep) -> PromotedOut:
    """Let a knowledge base or a deployment search as this run did, from now on."""
    return promote.promote(uow, run_id, body)
