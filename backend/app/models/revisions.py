"""How often what searches of a knowledge base can find has changed."""

import uuid

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class KnowledgeBaseRevision(Base):
    """A counter beside each knowledge base, raised last in every unit that changes its contents.

    It is a row of its own: those of the knowledge base and its indexes are locked early and for
    long, this one always last.
    """

    __tablename__ = "kb_revisions"

    knowledge_base_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("knowledge_bases.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(BigInteger, server_default="1")
