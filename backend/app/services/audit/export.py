"""The audit log as a file, written row by row."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.core.clock import now
from app.core.spreadsheets import safe_cell
from app.db.uow import OpenUnit
from app.schemas.audit import AuditExportQuery, AuditLogOut
from app.schemas.audit_events import AuditExported
from app.services.audit import service

_MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class ExportedLog:
    """A file to send."""

    name: str
    media_type: str
    content: Iterator[str]


def export(open_unit: OpenUnit, wanted: AuditExportQuery) -> ExportedLog:
    """The rows that the filter lets through, oldest first; the export itself is recorded."""
    with open_unit() as uow:
        service.record(uow, AuditExported(format=wanted.format))
    return ExportedLog(
        name=f"audit-{now():%Y-%m-%d}.{wanted.format}",
        media_type=_MEDIA_TYPES[wanted.format],
        content=_content(open_unit, wanted),
    )


def _content(open_unit: OpenUnit, wanted: AuditExportQuery) -> Iterator[str]:
    write = _as_csv if wanted.format == "csv" else _as_json
    with open_unit() as uow:
        yield from write(service.every_log(uow, wanted))


def _as_json(rows: Iterable[AuditLogOut]) -> Iterator[str]:
    separator = "["
    for row in rows:
        yield f"{separator}\n{row.model_dump_json()}"
        separator = ","
    yield "\n]\n" if separator == "," else "[]\n"


def _as_csv(rows: Iterable[AuditLogOut]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(AuditLogOut.model_fields)
    for row in rows:
        yield _taken(line)
        writer.writerow([_cell(value) for value in row.model_dump(mode="json").values()])
    yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return safe_cell(text)
