"""What an ingest reads, how, and where to: fixed when it begins, the same for every attempt."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Document, Job, KnowledgeBase
from app.schemas.knowledge_bases import KnowledgeBaseConfig
from app.services.knowledge_bases import layers

# Raised when parsing or chunking gives other passages than before: what was made with an earlier
# edition is then out of date.
EDITION = 1


@dataclass(frozen=True, slots=True)
class Target:
    """A document on its way to `generation`.

    `is_first`: nothing of it has been searchable before, so that parts may be at once.
    """

    document_id: uuid.UUID
    knowledge_base_id: uuid.UUID
    project_id: uuid.UUID
    charged_to_id: uuid.UUID
    storage_path: str
    original_kept: bool
    media_type: str
    generation: int
    is_first: bool
    collection: str
    dimension: int
    settings: dict[str, Any]
    config: KnowledgeBaseConfig


def document_and_kb(
    session: Session, document_id: uuid.UUID
) -> tuple[Document, KnowledgeBase] | None:
    """A document, deleted or not, with its knowledge base."""
    row = session.execute(
        select(Document, KnowledgeBase)
        .join(KnowledgeBase, KnowledgeBase.id == Document.knowledge_base_id)
        .where(Document.id == document_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def generation_of(job: Job) -> int | None:
    """The generation that a job writes; `None` before its first attempt."""
    generation: int | None = job.payload.get("generation")
    return generation


def settings_of(config: KnowledgeBaseConfig) -> dict[str, Any]:
    """What decides which chunks a document gets, and how they are embedded."""
    return {**config.model_dump(mode="json"), "edition": EDITION}


def fix(session: Session, job: Job, document: Document, kb: KnowledgeBase) -> Target:
    """The target of a job. Its first attempt decides, later ones go on with the same."""
    if generation_of(job) is None:
        document.last_generation += 1
        job.payload = {
            **job.payload,
            "generation": document.last_generation,
            "settings": settings_of(layers.of_documents(session, [document])[document.id]),
        }
    generation, settings = job.payload["generation"], job.payload["settings"]
    config = {name: value for name, value in settings.items() if name != "edition"}
    return Target(
        document_id=document.id,
        knowledge_base_id=kb.id,
        project_id=kb.project_id,
        charged_to_id=document.created_by_id,
        storage_path=document.storage_path,
        original_kept=document.original_kept,
        media_type=document.media_type,
        generation=generation,
        is_first=document.generation in (0, generation),
        collection=kb.qdrant_collection_name,
        dimension=kb.embedding_dimension,
        settings=settings,
        config=KnowledgeBaseConfig.model_validate(config),
    )
