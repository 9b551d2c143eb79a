"""One pass over all documents: the database against vectors and files."""

import uuid

from sqlalchemy import select

from app.db.uow import unit_of_work
from app.models import KnowledgeBase
from app.schemas.upkeep import Finding
from app.services.jobs.context import JobContext
from app.services.upkeep import drift


class Comparison:
    """Compares and mends; `findings` and `documents_checked` tell of it afterwards."""

    def __init__(self, context: JobContext, files_seen_before: set[uuid.UUID]) -> None:
        self._context = context
        self._ports = context.ports
        self._files_seen_before = files_seen_before
        self._with_original: set[uuid.UUID] = set()
        self.documents_checked = 0
        self.findings: list[Finding] = []

    def run(self) -> None:
        """Compare everything once."""
        self._look_for_stuck_documents()
        for collection in _collections():
            self._compare_vectors(collection)
        self._compare_files()

    def _look_for_stuck_documents(self) -> None:
        with unit_of_work() as uow:
            stuck = drift.stuck_documents(uow.session)
        for document_id in stuck:
            self._add(drift.mend_stuck(self._ports, document_id))

    def _compare_vectors(self, collection: str) -> None:
        # Vectors are counted first: a document without a row was then there without one already.
        counts = self._ports.vectors.count_points(collection)
        with unit_of_work() as uow:
            batches = list(drift.settled_documents(uow.session, collection))
            known = drift.known_documents(uow.session, counts)
        for expected in (one for batch in batches for one in batch):
            self._context.check()
            self.documents_checked += 1
            if expected.original_kept:
                self._with_original.add(expected.document_id)
            if not expected.matches(counts.get(expected.document_id, {})):
                self._add(drift.mend_vectors(self._ports, collection, expected))
        for document_id in counts.keys() - known:
            self._add(drift.delete_unknown_vectors(self._ports, collection, document_id))

    def _compare_files(self) -> None:
        stored = drift.stored_documents(self._ports)
        with unit_of_work() as uow:
            known = drift.known_documents(uow.session, stored)
        for document_id in stored - known:
            seen_before = document_id in self._files_seen_before
            self._add(drift.delete_unknown_files(self._ports, document_id, seen_before))
        for document_id in self._with_original - stored:
            self._add(drift.missing_original(document_id))

    def _add(self, finding: Finding | None) -> None:
        if finding:
            self.findings.append(finding)


def _collections() -> list[str]:
    with unit_of_work() as uow:
        return list(uow.session.scalars(select(KnowledgeBase.qdrant_collection_name).distinct()))
