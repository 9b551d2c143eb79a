"""What an ingest reads, how, and where to: fixed when it begins, the same for every attempt."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Document, Job, KnowledgeBase, KnowledgeBaseIndex
from app.models.knowledge_bases import ChunkStrategy
from app.schemas.knowledge_bases import KnowledgeBaseConfig
from app.services.knowledge_bases import layers
from app.services.knowledge_bases.chunking import ChunkingConfig
from app.services.knowledge_bases.configuration import FIELDS_OF_DOCUMENTS

# Raised when parsing or chunking gives other passages than before: what was made with an earlier
# edition is then out of date.
EDITION = 1


@dataclass(frozen=True, slots=True)
class Target:
    """A document on its way to `generation`.

    `is_first`: nothing of it has been searchable before, so that parts may be at once.
    `is_resumed`: an earlier attempt may have written some of its parts.
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
    is_resumed: bool
    index: KnowledgeBaseIndex
    settings: dict[str, Any]
    chunking: ChunkingConfig


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
    """What decides which chunks a document gets. How they are embedded is the index's."""
    return {**config.model_dump(mode="json", include=FIELDS_OF_DOCUMENTS), "edition": EDITION}


def fix(
    session: Session, job: Job, document: Document, kb: KnowledgeBase, index: KnowledgeBaseIndex
) -> Target:
    """The target of a job. Its first attempt decides, later ones go on with the same.

    When another index has gone live since, everything is written anew, to that one.

    Raises:
        Invalid: the configuration makes no sense.
    """
    is_new = generation_of(job) is None or job.payload["index_id"] != str(index.id)
    if is_new:
        config = layers.of_documents(session, [document])[document.id]
        # The layers may each have made sense when they were saved.
        layers.require_sense(session, config)
        if document.generation == generation_of(job):
            document.generation, document.chunk_count = 0, 0
        document.last_generation += 1
        job.payload = {
            **job.payload,
            "generation": document.last_generation,
            "index_id": str(index.id),
            "settings": settings_of(config),
        }
    generation, settings = job.payload["generation"], job.payload["settings"]
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
        is_resumed=not is_new,
        index=index,
        settings=settings,
        chunking=_chunking(settings, index),
    )


def _chunking(settings: dict[str, Any], index: KnowledgeBaseIndex) -> ChunkingConfig:
    return ChunkingConfig(
        strategy=ChunkStrategy(settings["chunk_strategy"]),
        size=settings["chunk_size"],
        overlap=settings["chunk_overlap"],
        parent_size=settings["parent_size"],
        passage_prefix=index.passage_prefix or "",
    )
