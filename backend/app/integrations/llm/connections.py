"""Models by endpoint, over connections that stay open between answers, all through the guard."""

from collections.abc import Iterator

from app.core.config import Settings
from app.integrations.llm.base import ChatModel, Condition, ModelEndpoint
from app.integrations.llm.direct import DirectModel
from app.integrations.llm.resilient import Limits, ResilientModel, ServedModel, Vitals
from app.integrations.net import AddressGuard, GuardedClient

LONGEST_CHAIN = 4
"""Models that are asked for one answer at most, fallbacks of fallbacks included."""

MAX_CONNECTIONS = 1000
MAX_ANSWER_BYTES = 32 * 1024 * 1024

_VitalsKey = tuple[str | None, str, str, int | None]


class ChatModels:
    """Hands out models by endpoint, with everything that stands around a call.

    Turns, breakers and outcomes are those of this process. Connections belong to the event
    loop that opened them.
    """

    def __init__(self, settings: Settings, guard: AddressGuard) -> None:
        self._settings = settings
        self._client = GuardedClient(
            guard,
            connect_timeout_s=settings.llm_connect_timeout,
            max_connections=MAX_CONNECTIONS,
            max_bytes=MAX_ANSWER_BYTES,
        )
        self._vitals: dict[_VitalsKey, Vitals] = {}

    def at(self, endpoint: ModelEndpoint) -> ChatModel:
        """The model served at `endpoint`, or whichever of its fallbacks answers first."""
        return ResilientModel([self._served(link) for link in _chain(endpoint)])

    def condition(self, endpoint: ModelEndpoint) -> Condition:
        """How the model at `endpoint` does."""
        return self._vitals_of(endpoint).condition()

    async def close(self) -> None:
        """Close every connection."""
        await self._client.close()

    def _served(self, endpoint: ModelEndpoint) -> ServedModel:
        vitals = self._vitals_of(endpoint)
        direct = DirectModel(self._client, endpoint, vitals.refused)
        return ServedModel(endpoint, direct, vitals, self._limits(endpoint))

    def _vitals_of(self, endpoint: ModelEndpoint) -> Vitals:
        """By what is served where: another address begins anew, whatever the model's name."""
        key = (endpoint.id, endpoint.base_url, endpoint.model_id, endpoint.max_concurrent)
        if key not in self._vitals:
            wait_s = self._settings.llm_queue_timeout
            self._vitals[key] = Vitals(endpoint.max_concurrent, wait_s)
        return self._vitals[key]

    def _limits(self, endpoint: ModelEndpoint) -> Limits:
        own, settings = endpoint.timeouts, self._settings
        return Limits(
            first_token_s=own.first_token_s or settings.llm_first_token_timeout,
            idle_s=own.idle_s or settings.llm_idle_timeout,
            total_s=own.total_s or settings.llm_total_timeout,
        )


def _chain(endpoint: ModelEndpoint) -> Iterator[ModelEndpoint]:
    link: ModelEndpoint | None = endpoint
    for _ in range(LONGEST_CHAIN):
        if link is None:
            return
        yield link
        link = link.fallback
