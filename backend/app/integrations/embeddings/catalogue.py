"""The embedding models that come with the product, read strictly from their YAML file."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.core.config import REPOSITORY_ROOT

CATALOGUE = REPOSITORY_ROOT / "configs" / "embedding_models.yaml"
# The widest vector that both stores index.
MAX_DIMENSION = 4000

Text = Annotated[str, Field(min_length=1)]


class CatalogueEntry(BaseModel):
    """An embedding model: its facts, and where it comes from or is served."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    title: Text
    provider: Literal["local", "ollama", "openai"]
    weights: Text | None = None
    hub: Annotated[str, Field(pattern=r"^\w[\w.-]*/\w[\w.-]*$")] | None = None
    model_id: Text | None = None
    tokenizer: Text | None = None
    dimension: int = Field(ge=1, le=MAX_DIMENSION)
    max_tokens: int = Field(ge=32)
    query_prefix: str = Field(default="", max_length=500)
    passage_prefix: str = Field(default="", max_length=500)
    licence: Text

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        local, remote = (self.weights, self.hub), (self.model_id, self.tokenizer)
        if self.provider == "local" and (sum(map(bool, local)) != 1 or any(remote)):
            raise ValueError("a local model has either weights or hub, and nothing of a remote one")
        if self.provider != "local" and (any(local) or not self.model_id):
            raise ValueError("a remote model has a model_id and no weights")
        return self


def load_catalogue(path: Path = CATALOGUE) -> dict[str, CatalogueEntry]:
    """The models by name.

    Raises:
        ValueError: an entry has an unknown field, lacks one, or has two sources.
    """
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: CatalogueEntry.model_validate({**entry, "name": name})
        for name, entry in document["models"].items()
    }


@lru_cache
def catalogue() -> dict[str, CatalogueEntry]:
    """The product's own catalogue, read once a process."""
    return load_catalogue()
