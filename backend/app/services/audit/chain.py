"""The hash chain over the audit log: every row's hash covers the row and the hash before it.

A change, removal or swap of rows breaks the chain at a place that `verify` names. Somebody
who can rewrite the whole table could build a new chain: keep a head hash elsewhere and
compare it with the one that `verify` reports.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import now
from app.core.errors import Invalid
from app.models import AuditChain, AuditLog
from app.schemas.audit import FirstBadRow, VerificationOut

GENESIS = "0" * 64
_CHAIN_ID = 1
_BATCH = 1000


def append(session: Session, rows: Sequence[AuditLog]) -> None:
    """Put rows at the end of the chain. Call it last in a transaction: it holds the chain."""
    head = session.scalars(
        select(AuditChain).where(AuditChain.id == _CHAIN_ID).with_for_update()
    ).one()
    for row in rows:
        row.sequence = head.sequence + 1
        row.previous_hash = head.hash
        row.hash = row_hash(row)
        head.sequence, head.hash = row.sequence, row.hash
    session.add_all(rows)


def row_hash(row: AuditLog) -> str:
    """SHA-256, hex, over every column of the row but its own hash."""
    content: list[Any] = [
        row.previous_hash,
        row.sequence,
        str(row.id),
        row.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
        _text(row.user_id),
        row.user_email,
        _text(row.api_key_id),
        row.action,
        row.resource_type,
        row.resource_id,
        row.outcome,
        row.request_id,
        row.ip_address,
        row.details,
    ]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """A row's place and hash, noted at an earlier check and kept outside the database."""

    sequence: int
    hash: str


def parse_head(text: str) -> Head:
    """A head as `SEQUENCE:HASH`; raises `Invalid`."""
    sequence, _, digest = text.partition(":")
    if not sequence.isdigit() or len(digest) != len(GENESIS):
        raise Invalid("A head is SEQUENCE:HASH, as an earlier check printed it.")
    return Head(int(sequence), digest)


def verify(session: Session, noted: Head | None = None) -> VerificationOut:
    """Walk the whole chain and tell the first row that does not belong where it stands.

    With a `noted` head, the row at its place must still have its hash: that finds even a
    chain that was rewritten from there on.
    """
    head = session.get_one(AuditChain, _CHAIN_ID)
    expected_sequence, expected_hash = 1, GENESIS
    for row in _in_order(session):
        bad = _fault(row, expected_sequence, expected_hash) or _not_as_noted(row, noted)
        if bad:
            return _result(expected_sequence - 1, head, bad)
        expected_sequence, expected_hash = row.sequence + 1, row.hash
    last = max(head.sequence, noted.sequence if noted else 0)
    return _result(expected_sequence - 1, head, _fault_at_end(last, expected_sequence - 1))


def _not_as_noted(row: AuditLog, noted: Head | None) -> FirstBadRow | None:
    if noted is None or row.sequence != noted.sequence or row.hash == noted.hash:
        return None
    return FirstBadRow(
        sequence=row.sequence,
        id=row.id,
        reason="changed",
        message=f"Row {row.sequence} is not the one that was noted: the chain was rewritten.",
    )


def _in_order(session: Session) -> Iterator[AuditLog]:
    query = select(AuditLog).order_by(AuditLog.sequence).execution_options(yield_per=_BATCH)
    yield from session.scalars(query)


def _fault(row: AuditLog, expected_sequence: int, expected_hash: str) -> FirstBadRow | None:
    if row.sequence != expected_sequence:
        return FirstBadRow(
            sequence=expected_sequence,
            id=None,
            reason="missing",
            message=f"Row {expected_sequence} is missing: row {row.sequence} follows.",
        )
    if row.hash != row_hash(row):
        return FirstBadRow(
            sequence=row.sequence,
            id=row.id,
            reason="changed",
            message=f"Row {row.sequence} is not what was written.",
        )
    if row.previous_hash != expected_hash:
        return FirstBadRow(
            sequence=row.sequence,
            id=row.id,
            reason="not_linked",
            message=f"Row {row.sequence} does not follow the row before it.",
        )
    return None


def _fault_at_end(expected_last: int, last: int) -> FirstBadRow | None:
    if expected_last == last:
        return None
    return FirstBadRow(
        sequence=last + 1,
        id=None,
        reason="missing",
        message=f"Row {last + 1} is missing: the log once ended at row {expected_last}.",
    )


def _result(rows: int, head: AuditChain, bad: FirstBadRow | None) -> VerificationOut:
    return VerificationOut(
        intact=bad is None,
        rows=rows,
        first_bad=bad,
        head_sequence=head.sequence,
        head_hash=head.hash,
        checked_at=now(),
    )


def _text(value: uuid.UUID | None) -> str | None:
    return None if value is None else str(value)
