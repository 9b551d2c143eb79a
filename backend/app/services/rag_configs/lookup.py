"""Presets for the features that use them."""

import uuid
from collections.abc import Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Conflict
from app.db.uow import UnitOfWork
from app.models import Project, RagConfigPreset
from app.schemas.knowledge_bases import ConfigOverrides
from app.services.rag_configs import repository


def configs(session: Session, ids: Set[uuid.UUID | None]) -> dict[uuid.UUID, ConfigOverrides]:
    """What these presets decide. The caller has checked the ids."""
    wanted = {id_ for id_ in ids if id_}
    if not wanted:
        return {}
    query = select(RagConfigPreset).where(RagConfigPreset.id.in_(wanted))
    return {preset.id: ConfigOverrides(**preset.config) for preset in session.scalars(query)}


def config(uow: UnitOfWork, preset_id: uuid.UUID) -> ConfigOverrides:
    """What a preset that the actor may use decides; raises `NotFound`."""
    return ConfigOverrides(**repository.get(uow.session, uow.signed_in, preset_id).config)


def require_usable(uow: UnitOfWork, preset_id: uuid.UUID, project_id: uuid.UUID) -> ConfigOverrides:
    """What a preset decides that something of this project is to use from now on.

    The preset stays as it is until the transaction ends.

    Raises:
        NotFound: it is missing or not the actor's to see.
        Conflict: it cannot be used in this project.
    """
    preset = repository.get(uow.session, uow.signed_in, preset_id, lock=True)
    project = uow.session.get_one(Project, project_id)
    query = select(RagConfigPreset.id).where(
        RagConfigPreset.id == preset.id, repository.usable_in(project)
    )
    if uow.session.scalar(query) is None:
        raise Conflict(
            f"The preset {preset.name!r} is not shared in the project {project.name!r}.",
            code="preset_of_other_project",
            remedy="Share it in this project, or choose one that is.",
        )
    return ConfigOverrides(**preset.config)
