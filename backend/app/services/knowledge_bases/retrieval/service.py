"""One path from a question to passages: search route, chat, runs and evaluation."""

import uuid
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.schemas.retrieval import (
    RetrievalOverrides,
    RetrievalProfile,
    SearchFilters,
    SearchOut,
)

# Makes a question that stands alone out of one that follows a conversation.
Rewriter = Callable[[str], str]


def retrieve(
    open_unit: OpenUnit,
    ports: Ports,
    kb_ids: Sequence[uuid.UUID],
    query: str,
    profile: RetrievalProfile,
    filters: SearchFilters | None = None,
    rewriter: Rewriter | None = None,
) -> SearchOut:
    """The passages of these knowledge bases that answer a question, best first."""
    raise NotImplementedError


def resolve_profile(
    session: Session, kb_ids: Sequence[uuid.UUID], *overrides: RetrievalOverrides
) -> RetrievalProfile:
    """The profile that holds for these knowledge bases under further layers."""
    raise NotImplementedError
