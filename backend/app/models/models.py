"""The model registry."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps
from app.models.secrets import ENCRYPTED


class ModelRegistry(WithId, WithTimestamps, Base):
    """A model that deployments or knowledge bases can use.

    A key belongs to the scheme, host and port of the address and goes nowhere else.
    """

    __tablename__ = "model_registry"

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(server_default="")
    model_type: Mapped[str]
    provider: Mapped[str]
    model_id: Mapped[str]
    endpoint_url: Mapped[str | None]
    api_key_encrypted: Mapped[str | None] = mapped_column(info={ENCRYPTED: True})
    api_key_hint: Mapped[str | None]
    version: Mapped[str] = mapped_column(server_default="1")
    config: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    base_model_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("model_registry.id", ondelete="SET NULL")
    )

    @property
    def has_api_key(self) -> bool:
        """Whether a key of its own is stored."""
        return self.api_key_encrypted is not None
