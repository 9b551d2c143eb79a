"""Where the parts of a document come from: its original, or the text kept of it."""

from collections.abc import Generator

from app.core.errors import AppError
from app.db.uow import unit_of_work
from app.models import Document
from app.services.jobs.context import JobContext
from app.services.jobs.service import JobCancelled
from app.services.knowledge_bases import extracted_text
from app.services.knowledge_bases.ingest.target import Target
from app.services.knowledge_bases.parsing import (
    ParseCancelled,
    ParsedDocument,
    ParseError,
    ParseLimits,
    PartProblem,
    parse_file,
)


class DocumentProblem(AppError):
    """The document itself is the reason that the ingest failed."""

    status, code = 422, "document_problem"


def read_parts(context: JobContext, target: Target) -> Generator[ParsedDocument]:
    """The parts of a document in order.

    Raises:
        DocumentProblem: nothing of it can be read, with a reason and a remedy.
        JobCancelled, LeaseLost: the work is no longer wanted.
    """
    if target.original_kept:
        yield from _parsed(context, target)
    else:
        yield from _kept(target)


def _parsed(context: JobContext, target: Target) -> Generator[ParsedDocument]:
    end: int | None = None
    try:
        with context.ports.files.as_path(target.storage_path) as path:
            for part in parse_file(
                path, target.media_type, ParseLimits(), should_stop=context.should_stop
            ):
                end = part.offset + len(part.text)
                yield part
    except ParseError as error:
        if end is None:
            raise DocumentProblem(error.message, code=error.code, remedy=error.remedy) from error
        # What came before is worth keeping, and the reader is told what is missing.
        yield ParsedDocument(
            text="", offset=end, problems=[PartProblem("the rest of the file", error.message)]
        )
    except ParseCancelled as error:
        context.check()
        raise JobCancelled() from error


def _kept(target: Target) -> Generator[ParsedDocument]:
    with unit_of_work() as uow:
        document = uow.session.get_one(Document, target.document_id)
        yield from extracted_text.stored_parts(uow.session, document)
