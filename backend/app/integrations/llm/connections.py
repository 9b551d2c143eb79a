"""HTTP connections to model endpoints, one pool an endpoint."""

from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout

from app.core.config import Settings
from app.integrations.llm.base import ChatModel, ModelEndpoint
from app.integrations.llm.openai_compatible import OpenAICompatibleModel


class ChatModels:
    """Hands out models by endpoint and keeps their connections open between answers."""

    def __init__(self, settings: Settings) -> None:
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
                http_client=DefaultAsyncHttpxClient(timeout=self._timeout, follow_redirects=False),
            )
        return OpenAICompatibleModel(self._clients[key], endpoint.model_id)

    async def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            await client.close()
        self._clients.clear()
