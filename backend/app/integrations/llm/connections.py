"""HTTP connections to model endpoints, one pool an endpoint, all through the guard."""

from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

from app.core.config import Settings
from app.integrations.llm.base import ChatModel, ModelEndpoint
from app.integrations.llm.openai_compatible import OpenAICompatibleModel
from app.integrations.net import AddressGuard, Caps, GuardedTransport


class ChatModels:
    """Hands out models by endpoint and keeps their connections open between answers."""

    def __init__(self, settings: Settings, guard: AddressGuard) -> None:
        self._guard = guard
        self._caps = Caps(total_s=settings.llm_total_timeout)
        self._timeout = Timeout(settings.llm_idle_timeout, connect=settings.llm_connect_timeout)
        self._clients: dict[tuple[str, str | None], AsyncOpenAI] = {}

    def at(self, endpoint: ModelEndpoint) -> ChatModel:
        """The model served at `endpoint`."""
        key = (endpoint.base_url, endpoint.api_key)
        if key not in self._clients:
            self._clients[key] = AsyncOpenAI(
                base_url=endpoint.base_url,
                api_key=endpoint.api_key or "none",
                timeout=self._timeout,
                max_retries=1,
                http_client=self._http_client(),
            )
        return OpenAICompatibleModel(self._clients[key], endpoint.model_id)

    def _http_client(self) -> DefaultAsyncHttpxClient:
        return DefaultAsyncHttpxClient(
            timeout=self._timeout,
            follow_redirects=False,
            transport=GuardedTransport(self._guard, self._caps),
        )

    async def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            await client.close()
        self._clients.clear()
