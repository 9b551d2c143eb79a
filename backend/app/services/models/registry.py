"""Adding, changing and removing models of the registry."""

import uuid

from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, join

from app.core.config import Settings
from app.core.errors import Conflict, Invalid, NotFound
from app.core.ids import new_id
from app.core.secrets import MASK, Keyring, masked
from app.db.uow import OpenUnit, UnitOfWork
from app.integrations.net import Destination, parse_url
from app.integrations.ports import Ports
from app.models import (
    Deployment,
    DeploymentVersion,
    KnowledgeBase,
    KnowledgeBaseIndex,
    ModelRegistry,
    RagConfigPreset,
)
from app.schemas.audit_events import ModelChanged, ModelCreated, ModelDeleted, ModelShared
from app.schemas.models import (
    EmbeddingConfig,
    ModelConfig,
    ModelCreate,
    ModelOut,
    ModelUpdate,
    VisibilityUpdate,
)
from app.services.audit import service as audit
from app.services.models import terms
from app.services.models.addresses import require_address, vet
from app.services.models.endpoints import ANSWERING_TYPES, base_url_of
from app.services.models.presenting import present
from app.services.models.service import LOCAL_MODEL_NAME, LOCAL_RERANKER_NAME
from app.services.secrets.columns import place_of


def create(open_unit: OpenUnit, ports: Ports, request: ModelCreate) -> ModelOut:
    """Register a model that is served somewhere.

    Raises:
        Invalid: the address is not allowed, or there is none.
        Conflict: the name is taken.
    """
    vet(ports.guard, request.endpoint_url)
    with open_unit() as uow:
        model = ModelRegistry(
            id=new_id(),
            endpoint_url=request.endpoint_url or None,
            config=request.config.model_dump() if request.config else {},
            **request.model_dump(exclude={"endpoint_url", "api_key", "config", *terms.TERMS}),
        )
        require_address(base_url_of(ports.settings, model.provider, model.endpoint_url))
        _set_key(ports.settings, model, request.api_key)
        terms.lock_fallbacks(uow.session, request)
        terms.apply(uow, model, request)
        uow.session.add(model)
        _flush_unique_name(uow.session, ports.settings, model)
        created = ModelCreated(
            name=model.name,
            provider=model.provider,
            endpoint=_endpoint(model),
            has_api_key=model.has_api_key,
        )
        audit.record(uow, created, model.id)
        _record_visibility(uow, model.id, request.visibility)
        return present(uow, [model])[0]


def change(
    open_unit: OpenUnit, ports: Ports, model_id: uuid.UUID, request: ModelUpdate
) -> ModelOut:
    """Change a model; absent fields stay.

    Raises:
        NotFound: there is no such model.
        Invalid: the address is not allowed, or there is none.
        Conflict: the name is taken, the model comes with the installation, or the stored key
            would go to another address.
    """
    vet(ports.guard, request.endpoint_url)
    with open_unit() as uow:
        with uow.session.no_autoflush:
            model = _changed(uow, ports.settings, model_id, request)
        _flush_unique_name(uow.session, ports.settings, model)
        changed = ModelChanged(
            name=model.name,
            fields=sorted(request.model_fields_set),
            endpoint=_endpoint(model),
            has_api_key=model.has_api_key,
        )
        audit.record(uow, changed, model.id)
        _record_visibility(uow, model.id, request.visibility)
        return present(uow, [model])[0]


def delete(uow: UnitOfWork, model_id: uuid.UUID) -> None:
    """Remove a model with its key.

    Raises:
        NotFound: there is no such model.
        Conflict: the model comes with the installation, or something uses it.
    """
    model = _editable(uow.session, model_id)
    _refuse_used_reranker(uow.session, model_id)
    if _deployments_of(uow.session, model_id):
        raise _in_use(uow.session, model_id)
    audit.record(uow, ModelDeleted(name=model.name), model.id)
    try:
        with uow.session.begin_nested():
            uow.session.delete(model)
    except IntegrityError as error:
        raise _in_use(uow.session, model_id) from error


def _changed(
    uow: UnitOfWork, settings: Settings, model_id: uuid.UUID, request: ModelUpdate
) -> ModelRegistry:
    terms.lock_fallbacks(uow.session, request)
    if request.model_fields_set - terms.TERMS:
        model = _editable(uow.session, model_id)
        _change_identity(uow.session, settings, model, request)
    else:
        model = _locked(uow.session, model_id)
    terms.apply(uow, model, request)
    return model


def _record_visibility(
    uow: UnitOfWork, model_id: uuid.UUID, visibility: VisibilityUpdate | None
) -> None:
    if visibility is not None:
        event = ModelShared(everyone=visibility.everyone, group_ids=visibility.group_ids)
        audit.record(uow, event, model_id)


def _change_identity(
    session: Session, settings: Settings, model: ModelRegistry, request: ModelUpdate
) -> None:
    """What the model is called, what it is and where."""
    before = _destination(settings, model)
    _refuse_another_embedding_model(session, model, request)
    excluded = {"endpoint_url", "api_key", *terms.TERMS}
    for field, value in request.model_dump(exclude_none=True, exclude=excluded).items():
        setattr(model, field, value)
    if request.endpoint_url is not None:
        model.endpoint_url = request.endpoint_url or None
    require_address(base_url_of(settings, model.provider, model.endpoint_url))
    _change_key(settings, model, request.api_key, before)


def _refuse_another_embedding_model(
    session: Session, model: ModelRegistry, request: ModelUpdate
) -> None:
    """Vectors of two models have nothing to do with each other: they must not be mixed."""
    is_embedding = model.model_type == "embedding"
    if request.config and not _fits(model, request.config):
        raise Invalid("This is not the config of a model of this type.", code="config_not_expected")
    if request.model_type and model.model_type not in ANSWERING_TYPES:
        raise Conflict(
            f"A model of type {model.model_type} stays one.",
            code="model_type_fixed",
            remedy="Register another.",
        )
    what_it_is = (request.model_id, request.provider, request.config)
    used = is_embedding and any(what_it_is) and _indexes_of(session, model.id)
    if used:
        raise _in_use(session, model.id)


def _fits(model: ModelRegistry, config: ModelConfig) -> bool:
    if isinstance(config, EmbeddingConfig):
        return model.model_type == "embedding"
    return model.model_type in ANSWERING_TYPES


def _refuse_used_reranker(session: Session, model_id: uuid.UUID) -> None:
    """Profiles are JSON, which no foreign key reaches into."""
    count = sum(
        session.scalar(
            select(func.count())
            .select_from(users)
            .where(table.config["retrieval"]["rerank_model_id"].astext == str(model_id))
        )
        or 0
        for users, table in (
            (RagConfigPreset, RagConfigPreset),
            (KnowledgeBase, KnowledgeBase),
            (join(Deployment, DeploymentVersion, Deployment.served), DeploymentVersion),
        )
    )
    if count:
        raise Conflict(
            "Retrieval profiles rerank with this model.",
            code="model_in_use",
            remedy="Take it out of presets, knowledge bases and deployments first.",
            profiles=count,
        )


def _indexes_of(session: Session, model_id: uuid.UUID) -> int:
    query = select(func.count()).select_from(KnowledgeBaseIndex)
    return session.scalar(query.where(KnowledgeBaseIndex.registered_model_id == model_id)) or 0


def _count_of_fallbacks(session: Session, model_id: uuid.UUID) -> int:
    query = select(func.count()).where(ModelRegistry.fallback_model_id == model_id)
    return session.scalar(query) or 0


def _deployments_of(session: Session, model_id: uuid.UUID) -> int:
    """How many deployments answer with this model now. Old versions may outlive it."""
    return (
        session.scalar(
            select(func.count(Deployment.id.distinct()))
            .join(Deployment.served)
            .where(DeploymentVersion.model_id == model_id)
        )
        or 0
    )


def _locked(session: Session, model_id: uuid.UUID) -> ModelRegistry:
    model = session.get(ModelRegistry, model_id, with_for_update=True)
    if model is None:
        raise NotFound("There is no such model.", code="model_not_found")
    return model


def _editable(session: Session, model_id: uuid.UUID) -> ModelRegistry:
    model = _locked(session, model_id)
    if model.provider == "local":
        raise Conflict(
            f"{model.name!r} comes with this installation.",
            code="model_is_configured",
            remedy="It is set up in .env: LOCAL_LLM_MODEL, EMBEDDING_MODEL, RERANK_MODEL.",
        )
    return model


def _destination(settings: Settings, model: ModelRegistry) -> Destination | None:
    """Scheme, host and port that the model's key is for."""
    try:
        return parse_url(base_url_of(settings, model.provider, model.endpoint_url))
    except ValueError:
        return None


def _change_key(
    settings: Settings, model: ModelRegistry, key: SecretStr | None, before: Destination | None
) -> None:
    entered = None if key is None else key.get_secret_value()
    if entered is not None and not entered.startswith(MASK):
        return _set_key(settings, model, key)
    if entered not in (None, model.api_key_hint):
        raise Invalid("This is not a key but a masked one.", code="invalid_api_key")
    if model.api_key_encrypted is not None and _destination(settings, model) != before:
        raise Conflict(
            "The stored key belongs to another address.",
            code="key_required",
            remedy="Enter the key for the new address, or an empty one to remove it.",
        )
    return None


def _set_key(settings: Settings, model: ModelRegistry, key: SecretStr | None) -> None:
    secret = key.get_secret_value() if key else ""
    if not secret:
        model.api_key_encrypted = model.api_key_hint = None
        return
    place = place_of(ModelRegistry.api_key_encrypted, model.id)
    model.api_key_encrypted = Keyring.of(settings).encrypt(secret, place)
    model.api_key_hint = masked(secret)


def _flush_unique_name(session: Session, settings: Settings, model: ModelRegistry) -> None:
    own_names = (LOCAL_MODEL_NAME, LOCAL_RERANKER_NAME, settings.embedding_model)
    if model.provider != "local" and model.name in own_names:
        # Kept for the installation's own, which is registered by its name at every start.
        raise _name_taken()
    try:
        session.flush()
    except IntegrityError as error:
        raise _name_taken() from error
    session.refresh(model)


def _name_taken() -> Conflict:
    return Conflict(
        "There is already a model of this name.", code="name_taken", remedy="Choose another name."
    )


def _in_use(session: Session, model_id: uuid.UUID) -> Conflict:
    if indexes := _indexes_of(session, model_id):
        return Conflict(
            "Knowledge bases are indexed with this model.",
            code="model_in_use",
            remedy="Build their indexes with another model and delete these first.",
            indexes=indexes,
        )
    if fallen_back_to := _count_of_fallbacks(session, model_id):
        return Conflict(
            "Other models fall back to this one.",
            code="model_in_use",
            remedy="Give them another fallback or none first.",
            models=fallen_back_to,
        )
    return Conflict(
        "Deployments answer with this model.",
        code="model_in_use",
        remedy="Give them another model or delete them first.",
        deployments=_deployments_of(session, model_id),
    )


def _endpoint(model: ModelRegistry) -> str | None:
    """Host and port, without the path, where people may have put what is nobody's business."""
    try:
        return parse_url(model.endpoint_url or "").endpoint
    except ValueError:
        return None
