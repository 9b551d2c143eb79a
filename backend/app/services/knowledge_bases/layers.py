"""The configuration that holds for stored knowledge bases and documents."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.db.uow import UnitOfWork
from app.models import Document, KnowledgeBase, RagConfigPreset
from app.schemas.knowledge_bases import ConfigOverrides, KnowledgeBaseConfig
from app.schemas.retrieval import RetrievalOverrides, RetrievalProfile
from app.services.knowledge_bases.chunking import ChunkingConfig
from app.services.knowledge_bases.configuration import (
    FIELDS_OF_INDEXES,
    check,
    check_retrieval,
    chunking_of,
    for_document,
    resolve,
)
from app.services.models import embedding_models, rerank_models
from app.services.models.rerank_models import require_reranker
from app.services.rag_configs import lookup

Presets = dict[uuid.UUID, ConfigOverrides]
Stored = Sequence[dict[str, Any] | None]
"""What the preset of a knowledge base, if any, and its own settings decide, as rows keep it."""


def of_knowledge_bases(
    session: Session, kbs: Sequence[KnowledgeBase]
) -> dict[uuid.UUID, KnowledgeBaseConfig]:
    """The configuration of each of these knowledge bases, in one query."""
    presets = lookup.configs(session, {kb.preset_id for kb in kbs})
    return {kb.id: resolve_for(kb, *_layers(kb, presets)) for kb in kbs}


def of_documents(
    session: Session, documents: Sequence[Document]
) -> dict[uuid.UUID, KnowledgeBaseConfig]:
    """The configuration that the next ingest of each of these documents goes by."""
    kb_ids = {document.knowledge_base_id for document in documents}
    query = select(KnowledgeBase).where(KnowledgeBase.id.in_(kb_ids))
    kbs = {kb.id: kb for kb in session.scalars(query)}
    ids = {document.preset_id for document in documents} | {kb.preset_id for kb in kbs.values()}
    presets = lookup.configs(session, ids)
    return {
        document.id: _with_own(
            kbs[document.knowledge_base_id],
            presets,
            [*_preset(document.preset_id, presets), overrides_of(document)],
        )
        for document in documents
    }


def check_document(
    uow: UnitOfWork, kb: KnowledgeBase, preset_id: uuid.UUID | None, config: ConfigOverrides
) -> None:
    """Refuse what a document of this knowledge base is to decide itself.

    Raises:
        NotFound: the preset is missing or not the actor's to see.
        Conflict: it cannot be used in this project.
        Invalid: the configuration makes no sense, or is not for a single document to decide.
    """
    presets = lookup.configs(uow.session, {kb.preset_id})
    base = _with_own(kb, presets, [])
    for name in FIELDS_OF_INDEXES:
        if getattr(config, name) not in (None, getattr(base, name)):
            raise Invalid(
                f"{name} is the same for all documents of a knowledge base.",
                code="not_of_documents",
                field=name,
                remedy="Leave it out, or change it for the knowledge base.",
            )
    if config.retrieval:
        raise Invalid(
            "Documents are retrieved together with the others of their knowledge base.",
            code="not_of_documents",
            field="retrieval",
            remedy="Leave it out, or change it for the knowledge base.",
        )
    layers = [*of_preset(uow, preset_id, kb.project_id), config]
    require_sense(uow.session, _with_own(kb, presets, layers))


def stored_of_document(config: ConfigOverrides) -> dict[str, Any]:
    """What the row of a document keeps of its own configuration."""
    return for_document(config).model_dump(mode="json", exclude_none=True)


def of_preset(
    uow: UnitOfWork, preset_id: uuid.UUID | None, project_id: uuid.UUID
) -> list[ConfigOverrides]:
    """The layer of the preset that something in this project is to use from now on, if any.

    Raises:
        NotFound: the preset is missing or not the actor's to see.
        Conflict: it cannot be used in this project.
    """
    return [lookup.require_usable(uow, preset_id, project_id)] if preset_id else []


def overrides_of(row: KnowledgeBase | Document) -> ConfigOverrides:
    """What a knowledge base or document decides itself."""
    return ConfigOverrides(**row.config)


def resolve_for(kb: KnowledgeBase, *layers: ConfigOverrides) -> KnowledgeBaseConfig:
    """What layers make for a knowledge base: its vectors are of one index, whatever they say."""
    config = resolve(kb.embedding_model, *layers)
    return config.model_copy(update={name: getattr(kb, name) for name in FIELDS_OF_INDEXES})


def require_choosable(
    uow: UnitOfWork, wanted: ConfigOverrides, already: ConfigOverrides | None = None
) -> None:
    """Refuse models that the actor may not choose, besides those that stand there `already`.

    Raises:
        Invalid: there is no such model for the actor.
    """
    before = already or ConfigOverrides()
    if wanted.embedding_model not in (None, before.embedding_model):
        embedding_models.require_choosable(uow, wanted.embedding_model)
    reranker = before.retrieval.rerank_model_id if before.retrieval else None
    rerank_models.require_choosable(uow, wanted.retrieval, reranker)


def require_sense(session: Session, config: KnowledgeBaseConfig) -> None:
    """Refuse a configuration that makes no sense with its embedding model; raises `Invalid`."""
    check(config, embedding_models.facts(session, config.embedding_model).max_tokens)
    require_reranker(session, config.retrieval)


def require_sensible_retrieval(session: Session, profile: RetrievalProfile) -> None:
    """Refuse a profile that makes no sense, or whose rerank model is missing; raises `Invalid`."""
    check_retrieval(profile)
    require_reranker(session, profile)


def retrieval_of(
    session: Session, kb_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[RetrievalOverrides]]:
    """What preset and settings of each of these knowledge bases decide of retrieval.

    In one query; the caller has checked the ids.
    """
    return {kb_id: _of_retrieval(_layers_of(stored)) for kb_id, stored in _stored(session, kb_ids)}


@dataclass(frozen=True, slots=True)
class SearchedTogether:
    """What knowledge bases decide of a search through all of them.

    `retrieval` are the layers below what the search decides itself; several knowledge bases have
    only the defaults in common. `chunkings` is how each cuts documents that do not say it
    themselves, without prefixes.
    """

    retrieval: list[RetrievalOverrides]
    chunkings: list[ChunkingConfig]


def searched_together(session: Session, kb_ids: Sequence[uuid.UUID]) -> SearchedTogether:
    """Of these knowledge bases, in one query; the caller has checked the ids."""
    return together([stored for _, stored in _stored(session, kb_ids)] if kb_ids else [])


def together(stored: Iterable[Stored]) -> SearchedTogether:
    """Of those knowledge bases whose stored layers these are."""
    any_model = ""  # sizes are in tokens, whatever the model makes of them
    layers = [_layers_of(each) for each in stored]
    return SearchedTogether(
        retrieval=_of_retrieval(layers[0]) if len(layers) == 1 else [],
        chunkings=[chunking_of(resolve(any_model, *of_one)) for of_one in layers],
    )


def _stored(session: Session, kb_ids: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Stored]]:
    kb, preset = KnowledgeBase.__table__, RagConfigPreset.__table__
    query = (
        select(kb.c.id, preset.c.config, kb.c.config)
        .select_from(kb.outerjoin(preset, preset.c.id == kb.c.preset_id))
        .where(kb.c.id.in_(kb_ids))
    )
    for kb_id, *stored in session.execute(query):
        yield kb_id, stored


def _layers_of(stored: Stored) -> list[ConfigOverrides]:
    return [ConfigOverrides(**layer) for layer in stored if layer]


def _of_retrieval(layers: Iterable[ConfigOverrides]) -> list[RetrievalOverrides]:
    return [layer.retrieval for layer in layers if layer.retrieval]


def retrieval_below(session: Session, kb: KnowledgeBase) -> list[RetrievalOverrides]:
    """The layers of retrieval below a knowledge base's own: that of its preset, if any."""
    presets = lookup.configs(session, {kb.preset_id})
    return _of_retrieval(_preset(kb.preset_id, presets))


def _with_own(
    kb: KnowledgeBase, presets: Presets, own: Sequence[ConfigOverrides]
) -> KnowledgeBaseConfig:
    return resolve_for(kb, *_layers(kb, presets), *map(for_document, own))


def _layers(kb: KnowledgeBase, presets: Presets) -> list[ConfigOverrides]:
    return [*_preset(kb.preset_id, presets), overrides_of(kb)]


def _preset(preset_id: uuid.UUID | None, presets: Presets) -> list[ConfigOverrides]:
    return [presets[preset_id]] if preset_id else []
