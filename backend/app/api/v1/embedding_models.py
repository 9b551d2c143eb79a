"""Which embedding models there are."""

from fastapi import APIRouter, Depends

from app.api.deps import OpenUnitDep, PortsDep, Require
from app.api.errors import errors
from app.core.permissions import Permission
from app.schemas.models import EmbeddingModelsOut
from app.services.models import embedding_models

router = APIRouter(prefix="/embedding-models", tags=["models"])

READ = [Depends(Require(Permission.MODELS_READ))]


@router.get("", dependencies=READ, responses=errors(401, 403))
def list_embedding_models(open_unit: OpenUnitDep, ports: PortsDep) -> EmbeddingModelsOut:
    """The embedding models that knowledge bases can choose, and which of them are ready.

    Endpoints are asked for 5 seconds at most; what they said holds for a minute.
    """
    return embedding_models.list_all(open_unit, ports)
