"""Reconciliations: where the stores differed from the database, and what was done."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.schemas.common import ResponseBody


class FindingKind(StrEnum):
    """What was found."""

    STUCK = "stuck"
    VECTORS_MISSING = "vectors_missing"
    VECTORS_LEFT_OVER = "vectors_left_over"
    UNKNOWN_VECTORS = "unknown_vectors"
    UNKNOWN_FILES = "unknown_files"
    ORIGINAL_MISSING = "original_missing"


class Finding(ResponseBody):
    """One difference. `mended` says what was done; without it, it is only reported."""

    kind: FindingKind
    document_id: uuid.UUID
    mended: str | None


class ReconciliationOut(ResponseBody):
    """One comparison of the database with vectors and files."""

    id: uuid.UUID
    status: Literal["running", "completed", "failed"]
    documents_checked: int
    findings: list[Finding]
    created_at: datetime
    finished_at: datetime | None
