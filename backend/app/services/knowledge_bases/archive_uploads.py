"""Many documents at once, out of a ZIP archive."""

import uuid
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from app.core.errors import AppError, Invalid
from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.schemas.common import Problem
from app.schemas.knowledge_bases import ArchiveOut, RefusedFile, UploadOut
from app.services.knowledge_bases import repository, uploads
from app.services.knowledge_bases.parsing import (
    ArchiveEntry,
    ArchiveLimits,
    ParseError,
    open_archive,
)
from app.services.knowledge_bases.parsing.archives import UNREADABLE
from app.services.knowledge_bases.uploads import Upload

# What systems add of their own accord, and nobody wants to search.
_NOT_MEANT = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def upload_archive(
    open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, archive: BinaryIO
) -> ArchiveOut:
    """Take in each file of an archive like an upload. What is refused is told by its name.

    Raises:
        NotFound, Forbidden: the actor may not write to this knowledge base.
        Invalid: it is no archive, a damaged one, or one that may do harm.
    """
    with open_unit() as uow:
        repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    result = ArchiveOut(uploads=[], refused=[])
    try:
        with open_archive(archive, ArchiveLimits()) as entries:
            for entry in filter(_is_meant, entries):
                _take_in(open_unit, ports, kb_id, entry, result)
    except ParseError as error:
        raise Invalid(error.message, code=error.code, remedy=error.remedy) from error
    return result


def _take_in(
    open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, entry: ArchiveEntry, result: ArchiveOut
) -> None:
    try:
        result.uploads.append(_upload(open_unit, ports, kb_id, entry))
    except AppError as error:
        problem = Problem(code=error.code, message=error.message, remedy=error.remedy)
        result.refused.append(RefusedFile(name=entry.name, problem=problem))


def _upload(open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, entry: ArchiveEntry) -> UploadOut:
    try:
        with entry.open() as content:
            incoming = Upload(entry.name, cast(BinaryIO, content))
            return uploads.upload(open_unit, ports, kb_id, incoming)
    except UNREADABLE as error:
        raise Invalid(
            "This file cannot be unpacked: it is damaged or encrypted.",
            code="corrupt_file",
            remedy="Pack it again, without a password, or upload the file itself.",
        ) from error


def _is_meant(entry: ArchiveEntry) -> bool:
    return not any(
        part in _NOT_MEANT or part.startswith("._") for part in PurePosixPath(entry.name).parts
    )
