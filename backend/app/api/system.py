"""Routes outside the version prefix: health and readiness."""

from fastapi import APIRouter, Response

from app.api.deps import OpenUnitDep, PortsDep
from app.core.config import app_version
from app.schemas.system import HealthOut, ReadyOut
from app.services.system.readiness import readiness

router = APIRouter(tags=["system"])


@router.get("/health")
def health() -> HealthOut:
    """The process answers."""
    return HealthOut(version=app_version())


@router.get(
    "/ready", responses={503: {"model": ReadyOut, "description": "An essential one is down"}}
)
async def ready(response: Response, open_unit: OpenUnitDep, ports: PortsDep) -> ReadyOut:
    """Whether everything we depend on answers, each by name."""
    state = await readiness(open_unit, ports)
    response.status_code = 503 if state.status == "unavailable" else 200
    return state
