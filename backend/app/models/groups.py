"""Groups of users, to whom things are given at once."""

import uuid

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, WithId, WithTimestamps


class Group(WithId, WithTimestamps, Base):
    """A named set of users."""

    __tablename__ = "groups"

    name: Mapped[str] = mapped_column()
    description: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (Index("uq_groups_name_lower", func.lower(name), unique=True),)


class GroupMember(Base):
    """Who is in a group."""

    __tablename__ = "group_members"

    group_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
