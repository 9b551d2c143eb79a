"""How documents are cut and embedded: layers into one configuration, and whether it makes sense."""

from collections.abc import Sequence
from typing import Any

from app.core.errors import Invalid
from app.models.knowledge_bases import ChunkStrategy
from app.schemas.knowledge_bases import ConfigOverrides, KnowledgeBaseConfig
from app.schemas.retrieval import MAX_TOP_K, RetrievalOverrides, RetrievalProfile
from app.services.knowledge_bases.chunking import ChunkingConfig
from app.services.usage.tokens import estimate

# A chunk is nearly what the default model reads, with room for a heading.
DEFAULTS = ConfigOverrides(
    chunk_strategy=ChunkStrategy.RECURSIVE, chunk_size=240, chunk_overlap=30, parent_size=800
)
# A document is cut as it says itself, but embedded like the others it is searched with.
FIELDS_OF_DOCUMENTS = {"chunk_strategy", "chunk_size", "chunk_overlap", "parent_size"}
FIELDS_OF_INDEXES = {"embedding_model", "query_prefix", "passage_prefix"}


def resolve(default_model: str, *layers: ConfigOverrides) -> KnowledgeBaseConfig:
    """The defaults, and over them each layer in order: preset, knowledge base, document."""
    values: dict[str, Any] = {
        **dict.fromkeys(KnowledgeBaseConfig.model_fields),
        "embedding_model": default_model,
    }
    for layer in (DEFAULTS, *layers):
        values |= layer.model_dump(exclude_none=True)
    retrieval = resolve_retrieval(*(layer.retrieval for layer in layers if layer.retrieval))
    return KnowledgeBaseConfig.model_validate({**values, "retrieval": retrieval})


def resolve_retrieval(*layers: RetrievalOverrides) -> RetrievalProfile:
    """The default profile, and over it each layer in order."""
    values: dict[str, Any] = {}
    for layer in layers:
        values |= layer.model_dump(exclude_none=True)
    return RetrievalProfile.model_validate(values)


# What a layer says to lift a limit of those below: null would say that it leaves it to them.
_LIFTED = {"max_per_document": MAX_TOP_K, "min_similarity": -1.0}


def retrieval_over(
    below: Sequence[RetrievalOverrides], profile: RetrievalProfile
) -> RetrievalOverrides:
    """What a layer over `below` has to decide so that retrieval is as `profile` says."""
    inherited = resolve_retrieval(*below)
    changes = {
        name: _LIFTED.get(name, value) if value is None else value
        for name, value in profile
        if value != getattr(inherited, name)
    }
    if "rerank_model_id" in changes and profile.rerank_model_id is None:
        changes["rerank_candidates"] = 0
    return RetrievalOverrides(**changes)


def for_document(layer: ConfigOverrides) -> ConfigOverrides:
    """What of a layer a document can have of its own."""
    return ConfigOverrides(**layer.model_dump(include=FIELDS_OF_DOCUMENTS))


def check(config: KnowledgeBaseConfig, max_tokens: int) -> None:
    """Refuse a configuration whose values make no sense together.

    `max_tokens` is what its embedding model reads of a passage.

    Raises:
        Invalid: `details.field` names the value to change.
    """
    _check_size(config, max_tokens)
    _check_overlap(config)
    _check_parent(config)
    check_retrieval(config.retrieval)


def check_retrieval(profile: RetrievalProfile) -> None:
    """Refuse a profile whose values make no sense together.

    Raises:
        Invalid: `details.field` names the value to change.
    """
    if not profile.dense_weight and not profile.keyword_weight:
        raise Invalid(
            "With both weights 0 nothing would be searched.",
            code="no_ranking",
            field="retrieval.keyword_weight",
            remedy="Give dense_weight or keyword_weight a value above 0.",
        )


def chunking_of(config: KnowledgeBaseConfig) -> ChunkingConfig:
    """The part that chunking goes by. The configuration has passed `check`."""
    return ChunkingConfig(
        strategy=config.chunk_strategy,
        size=config.chunk_size,
        overlap=config.chunk_overlap,
        parent_size=config.parent_size,
        passage_prefix=config.passage_prefix or "",
    )


def _check_size(config: KnowledgeBaseConfig, max_tokens: int) -> None:
    """A model reads no further than its limit: the rest of a longer chunk could not be found."""
    room = max_tokens - estimate(config.passage_prefix or "")
    if config.chunk_size > room:
        behind = " behind the prefix" if room < max_tokens else ""
        raise Invalid(
            f"{config.embedding_model} reads at most {room} tokens of a chunk{behind}.",
            code="chunk_size_too_large",
            field="chunk_size",
            remedy=f"Choose a chunk size of {room} or less.",
        )


def _check_overlap(config: KnowledgeBaseConfig) -> None:
    if config.chunk_overlap * 2 > config.chunk_size:
        raise Invalid(
            f"An overlap of {config.chunk_overlap} tokens is more than half of a chunk "
            f"of {config.chunk_size}.",
            code="chunk_overlap_too_large",
            field="chunk_overlap",
            remedy=f"Choose an overlap of {config.chunk_size // 2} or less, or larger chunks.",
        )


def _check_parent(config: KnowledgeBaseConfig) -> None:
    is_asked = config.chunk_strategy is ChunkStrategy.PARENT_CHILD
    if is_asked and config.parent_size < 2 * config.chunk_size:
        raise Invalid(
            f"A parent of {config.parent_size} tokens holds less than two chunks "
            f"of {config.chunk_size}.",
            code="parent_size_too_small",
            field="parent_size",
            remedy=f"Choose a parent size of {2 * config.chunk_size} or more, or smaller chunks.",
        )
