"""Health and readiness."""

from typing import Literal

from app.schemas.common import ResponseBody


class HealthOut(ResponseBody):
    """The process answers."""

    status: Literal["ok"] = "ok"
    version: str


class DependencyOut(ResponseBody):
    """One thing that we need."""

    name: str
    status: Literal["up", "down", "disabled"]
    latency_ms: float | None
    message: str


class ReadyOut(ResponseBody):
    """`ready`: all is up. `degraded`: answers are possible in part. `unavailable`: they are not."""

    status: Literal["ready", "degraded", "unavailable"]
    dependencies: list[DependencyOut]
