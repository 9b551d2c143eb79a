"""Any endpoint that speaks OpenAI's chat API: llama.cpp, vLLM, Ollama, OpenAI itself."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
    AuthenticationError,
    PermissionDeniedError,
    RateLimitError,
)
from openai.types.chat import ChatCompletionMessageParam

from app.core.errors import Permanent, Transient, Upstream
from app.core.logging import get_logger
from app.integrations.llm.base import (
    Delta,
    OfferedModel,
    Prompt,
    PromptMessage,
    StreamEvent,
    TokenUsage,
)

PING_TIMEOUT_S = 5

log = get_logger(__name__)

# The last three are what an answer of another shape than OpenAI's ends in.
_FAILURES = (APIError, httpx2.HTTPError, ValueError, TypeError, AttributeError)


class OpenAICompatibleModel:
    """A `ChatModel` behind an OpenAI-compatible endpoint.

    Failures are raised outside of `except`: an exception keeps the one that it was raised in,
    and the SDK's quote the other side, which may repeat our key.
    """

    def __init__(self, client: AsyncOpenAI, model_id: str) -> None:
        self._client = client
        self._model_id = model_id

    async def stream(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        try:
            async with aclosing(self._events(prompt)) as events:
                async for event in events:
                    yield event
            return
        except _FAILURES as error:
            failure = _translate_and_log(error)
        raise failure

    async def ping(self) -> None:
        await self.offers()

    async def offers(self) -> list[OfferedModel]:
        try:
            client = self._client.with_options(timeout=PING_TIMEOUT_S, max_retries=0)
            page = await client.models.list()
            return [OfferedModel(model.id) for model in page.data]
        except _FAILURES as error:
            failure = _translate_and_log(error)
        raise failure

    async def _events(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        response = await self._client.chat.completions.create(
            model=self._model_id,
            messages=[_message(message) for message in prompt.messages],
            max_tokens=prompt.max_tokens,
            temperature=prompt.temperature,
            stream=True,
            stream_options={"include_usage": True},
        )
        chunk = None
        async with response:
            async for chunk in response:
                if chunk.choices and (text := chunk.choices[0].delta.content):
                    yield Delta(text)
                if chunk.usage is not None:
                    yield TokenUsage(chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
        if chunk is None:  # a page or an error with status 200 has no events in it
            raise ValueError("the answer is not an event stream")


def _message(message: PromptMessage) -> ChatCompletionMessageParam:
    if message.role == "system":
        return {"role": "system", "content": message.content}
    if message.role == "assistant":
        return {"role": "assistant", "content": message.content}
    return {"role": "user", "content": message.content}


def _translate_and_log(error: Exception) -> Upstream:
    translated = _translate(error)
    log.warning("model_call_failed", error=type(error).__name__, code=translated.code)
    return translated


def _translate(error: Exception) -> Upstream:
    if isinstance(error, APITimeoutError | httpx2.TimeoutException):
        return Transient(
            "The model took too long to answer.",
            code="model_timeout",
            remedy="Try again, or choose a smaller model or fewer passages.",
        )
    if isinstance(error, AuthenticationError | PermissionDeniedError):
        return Permanent(
            "The model's endpoint refused our key.",
            code="model_key_refused",
            remedy="Ask an administrator to check the key of this model.",
        )
    if isinstance(error, RateLimitError):
        return Transient(
            "The model's endpoint is at its limit.",
            code="model_rate_limited",
            remedy="Wait a moment and try again.",
        )
    if isinstance(error, APIConnectionError | httpx2.HTTPError):
        return Transient(
            "The language model cannot be reached.",
            code="model_unavailable",
            remedy="Check on the Models page that the model is up, then try again. "
            "Your question has been kept.",
        )
    if isinstance(error, APIStatusError) and error.status_code < 500:
        return Permanent(
            "The model refused the request.",
            code="model_refused",
            remedy="The question or its passages may be longer than the model's context.",
            upstream_status=error.status_code,
        )
    return Transient(
        "The language model failed while answering.",
        code="model_failed",
        remedy="Try again; the model's log says more. Your question has been kept.",
    )
