"""The states of a document: one table of allowed transitions, one function that makes them."""

from app.core.clock import now
from app.core.errors import Conflict
from app.db.uow import UnitOfWork
from app.models import Document
from app.models.knowledge_bases import DocumentStatus as Status
from app.schemas.audit import Outcome
from app.schemas.audit_events import DocumentStateChanged
from app.services.audit import service as audit

_ALLOWED: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.PENDING, Status.PROCESSING, Status.FAILED, Status.CANCELLED}),
    Status.PROCESSING: frozenset(
        {Status.PROCESSING, Status.PENDING, Status.COMPLETED, Status.FAILED, Status.CANCELLED}
    ),
    Status.COMPLETED: frozenset({Status.PENDING}),
    Status.FAILED: frozenset({Status.PENDING}),
    Status.CANCELLED: frozenset({Status.PENDING}),
}


def transition(
    uow: UnitOfWork,
    document: Document,
    to: Status,
    *,
    code: str | None = None,
    message: str | None = None,
    remedy: str | None = None,
) -> None:
    """Move a document to another state and write it to the audit log.

    Raises:
        Conflict: when the table does not allow it.
    """
    before = Status(document.status)
    if to not in _ALLOWED[before]:
        raise Conflict(
            f"A document that is {before} cannot become {to}.", code="wrong_document_state"
        )
    document.status = to
    document.error_code, document.error_message, document.error_remedy = code, message, remedy
    document.completed_at = now() if to is Status.COMPLETED else document.completed_at
    if before != to:
        audit.record(
            uow,
            DocumentStateChanged(before=before, after=to, code=code),
            document.id,
            outcome=Outcome.FAILED if to is Status.FAILED else Outcome.SUCCESS,
        )
