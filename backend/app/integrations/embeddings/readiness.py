"""Whether an embedding model can be used now, and if not, what to do about it."""

from dataclasses import dataclass

from app.core.errors import Upstream


@dataclass(frozen=True, slots=True)
class Readiness:
    """Ready, or a code, a sentence and a remedy."""

    ready: bool
    code: str | None = None
    message: str | None = None
    remedy: str | None = None


READY = Readiness(True)


def not_ready(problem: Upstream) -> Readiness:
    """What stands in the way."""
    return Readiness(False, problem.code, problem.message, problem.remedy)
