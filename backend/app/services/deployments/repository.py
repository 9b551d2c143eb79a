"""Queries on deployments, always in the scope of an actor."""

import uuid

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Actor, Permission
from app.models import Deployment


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The deployments that the actor may see."""
    if actor.may(Permission.OBJECTS_OF_OTHERS):
        return true()
    return Deployment.owner_id == actor.user_id


def get(session: Session, actor: Actor, deployment_id: uuid.UUID) -> Deployment:
    """A deployment; raises `NotFound` when it is missing or not the actor's to see."""
    found = session.scalar(
        select(Deployment).where(Deployment.id == deployment_id, visible_to(actor))
    )
    if found is None:
        raise NotFound("There is no such deployment.", code="deployment_not_found")
    return found


def name_taken(
    session: Session, owner_id: uuid.UUID, name: str, except_id: uuid.UUID | None = None
) -> bool:
    """Whether the owner has another deployment of this name."""
    query = select(Deployment.id).where(
        Deployment.owner_id == owner_id,
        Deployment.name == name,
        Deployment.id != except_id if except_id else true(),
    )
    return session.scalar(query) is not None


def list_page(
    session: Session, actor: Actor, limit: int, offset: int
) -> tuple[list[Deployment], int]:
    """Deployments by name, and how many there are."""
    base = select(Deployment).where(visible_to(actor))
    rows = session.scalars(
        base.order_by(func.lower(Deployment.name), Deployment.id).limit(limit).offset(offset)
    ).unique()
    total = session.scalar(select(func.count()).select_from(Deployment).where(visible_to(actor)))
    return list(rows), total or 0
