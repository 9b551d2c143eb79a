"""The model registry."""

import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, WithId, WithTimestamps
from app.models.groups import Group
from app.models.secrets import ENCRYPTED

# How far a chain of fallbacks is followed, and read together with its model.
FALLBACK_DEPTH = 3
_PRICE = Numeric(14, 6)


class ModelGroup(Base):
    """A group whose members may choose a model that is not for everyone."""

    __tablename__ = "model_groups"

    model_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("model_registry.id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ModelRegistry(WithId, WithTimestamps, Base):
    """A model that deployments or knowledge bases can use.

    A key belongs to the scheme, host and port of the address and goes nowhere else. Prices are
    for a million tokens.
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
    input_price: Mapped[Decimal | None] = mapped_column(_PRICE)
    output_price: Mapped[Decimal | None] = mapped_column(_PRICE)
    price_currency: Mapped[str | None]
    visible_to_everyone: Mapped[bool] = mapped_column(server_default="true")
    max_concurrent: Mapped[int | None]
    timeouts: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    fallback_model_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("model_registry.id", ondelete="RESTRICT"), index=True
    )

    visible_to: Mapped[list[Group]] = relationship(secondary="model_groups", order_by=Group.name)
    # Read with its model: who asks a model holds no database session any more.
    fallback: Mapped["ModelRegistry | None"] = relationship(
        foreign_keys=[fallback_model_id],
        remote_side="ModelRegistry.id",
        lazy="selectin",
        join_depth=FALLBACK_DEPTH,
    )

    @property
    def has_api_key(self) -> bool:
        """Whether a key of its own is stored."""
        return self.api_key_encrypted is not None
