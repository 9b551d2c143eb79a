"""Whether everything that we depend on answers, each by name."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from anyio import to_thread
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import AppError
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.models import ModelRegistry
from app.schemas.system import DependencyOut, ReadyOut
from app.services.models import service as models

# Without these nothing can be answered; without the others some things can.
ESSENTIAL = frozenset({"database"})


async def readiness(open_unit: OpenUnit, ports: Ports) -> ReadyOut:
    """Ask every dependency and sum up."""
    dependencies = await to_thread.run_sync(lambda: _ask_all(open_unit, ports))
    dependencies.append(await _language_model(open_unit, ports))
    return ReadyOut(status=_overall(dependencies), dependencies=dependencies)


def _ask_all(open_unit: OpenUnit, ports: Ports) -> list[DependencyOut]:
    checks: dict[str, Callable[[], None]] = {
        "database": lambda: _ping_database(open_unit),
        "queue": ports.queue.ping,
        "vector_store": ports.vectors.ping,
        "file_store": ports.files.ping,
        "embedding_model": lambda: _load_embedder(ports),
    }
    with ThreadPoolExecutor(len(checks)) as pool:
        return list(pool.map(_ask, checks.keys(), checks.values()))


def _ask(name: str, check: Callable[[], None]) -> DependencyOut:
    started = time.perf_counter()
    try:
        check()
    except AppError as error:
        return DependencyOut(name=name, status="down", latency_ms=None, message=error.message)
    except SQLAlchemyError:
        return DependencyOut(
            name=name, status="down", latency_ms=None, message="The database did not answer."
        )
    latency = round((time.perf_counter() - started) * 1000, 1)
    return DependencyOut(name=name, status="up", latency_ms=latency, message="")


def _ping_database(open_unit: OpenUnit) -> None:
    with open_unit() as uow:
        uow.session.execute(text("SELECT 1"))


def _load_embedder(ports: Ports) -> None:
    name = ports.settings.embedding_model
    ports.embedders.require_ready(name)
    ports.embedders.warm_up(name)


async def _language_model(open_unit: OpenUnit, ports: Ports) -> DependencyOut:
    try:
        model = await to_thread.run_sync(lambda: _local_model_row(open_unit))
    except SQLAlchemyError:
        model = None
    if model is None or not ports.settings.local_llm_url:
        return DependencyOut(
            name="language_model",
            status="disabled",
            latency_ms=None,
            message="No local language model is configured.",
        )
    health = await models.health_of(ports, model)
    return DependencyOut(
        name="language_model",
        status=health.status,
        latency_ms=health.latency_ms,
        message=health.message if health.status == "down" else "",
    )


def _local_model_row(open_unit: OpenUnit) -> ModelRegistry | None:
    with open_unit() as uow:
        return uow.session.scalar(
            select(ModelRegistry).where(ModelRegistry.name == models.LOCAL_MODEL_NAME)
        )


def _overall(dependencies: list[DependencyOut]) -> Literal["ready", "degraded", "unavailable"]:
    down = {dependency.name for dependency in dependencies if dependency.status == "down"}
    if down & ESSENTIAL:
        return "unavailable"
    return "degraded" if down else "ready"
