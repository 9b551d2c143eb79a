"""The embedding models that can be chosen; the model itself is the worker's."""

from dataclasses import dataclass

from app.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """Facts of an embedding model: vector length, and tokens of a passage that it reads."""

    dimension: int
    max_tokens: int


EMBEDDING_MODELS = {"all-MiniLM-L6-v2": EmbeddingModel(dimension=384, max_tokens=254)}


def facts(name: str) -> EmbeddingModel:
    """What is known of a model; raises `Invalid` for an unknown one."""
    if name not in EMBEDDING_MODELS:
        raise Invalid(
            f"The embedding model {name!r} is not known here.",
            code="unknown_embedding_model",
            field="embedding_model",
            remedy=f"Choose one of: {', '.join(EMBEDDING_MODELS)}.",
        )
    return EMBEDDING_MODELS[name]
