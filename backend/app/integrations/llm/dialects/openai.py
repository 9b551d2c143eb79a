"""OpenAI's chat completions: OpenAI itself, vLLM, llama.cpp, LiteLLM and many others."""

from collections.abc import Mapping
from typing import Any

from app.integrations.llm.base import (
    Delta,
    Finish,
    FinishReason,
    ModelEndpoint,
    OfferedModel,
    OutputSchema,
    Prompt,
    PromptMessage,
    StreamEvent,
    TokenUsage,
    Tool,
    ToolCallDelta,
)
from app.integrations.llm.dialects.base import (
    AnswerReader,
    Request,
    call_number,
    count_of,
    parsed,
    refuse_error,
    text_of,
)
from app.integrations.llm.framing import ServerSentEvents

_FINISH: dict[str, FinishReason] = {
    "length": "length",
    "tool_calls": "tool_calls",
    "function_call": "tool_calls",
    "content_filter": "content_filter",
}


class OpenAIDialect:
    """`POST /chat/completions`, `GET /models`."""

    # Models that reason refuse what others need, and old servers what is new.
    dispensable: Mapping[str, str | None] = {
        "max_tokens": "max_completion_tokens",
        "temperature": None,
        "top_p": None,
        "stream_options": None,
    }

    def ask(self, endpoint: ModelEndpoint, prompt: Prompt) -> Request:
        body: dict[str, Any] = {
            "model": endpoint.model_id,
            "messages": [_message(message) for message in prompt.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            **_sampling(prompt),
        }
        if prompt.tools:
            body["tools"] = [tool_in_openai_format(tool) for tool in prompt.tools]
            body["tool_choice"] = _tool_choice(prompt.tool_choice)
        if prompt.output:
            body["response_format"] = _response_format(prompt.output)
        return Request(f"{endpoint.base_url}/chat/completions", _headers(endpoint), body)

    def reader(self) -> AnswerReader:
        return _ChunkReader(ServerSentEvents())

    def list_models(self, endpoint: ModelEndpoint) -> Request:
        return Request(f"{endpoint.base_url}/models", _headers(endpoint))

    def offers(self, answer: Any) -> list[OfferedModel]:
        return [_offer(item) for item in answer["data"]]


class _ChunkReader(AnswerReader):
    def _read(self, payload: bytes, events: list[StreamEvent]) -> bool:
        if payload.strip() == b"[DONE]":
            self.complete = self.finished = True
            return False
        chunk = parsed(payload)
        refuse_error(chunk)
        alive = False
        for choice in chunk.get("choices") or ():
            alive |= self._read_choice(choice, events)
        if usage := chunk.get("usage"):
            events.append(
                TokenUsage(count_of(usage["prompt_tokens"]), count_of(usage["completion_tokens"]))
            )
        return alive

    def _read_choice(self, choice: dict[str, Any], events: list[StreamEvent]) -> bool:
        delta = choice.get("delta", {})
        if text := text_of(delta.get("content")) or text_of(delta.get("refusal")):
            events.append(Delta(text))
        for position, call in enumerate(delta.get("tool_calls") or ()):
            events.append(_tool_call(call, position))
        if reason := choice.get("finish_reason"):
            self.complete = True
            events.append(Finish(_FINISH.get(reason, "stop")))
        return any(value for name, value in delta.items() if name != "role")


def tool_in_openai_format(tool: Tool) -> dict[str, Any]:
    """A tool as OpenAI, and whoever follows it, wants to be told of it."""
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.parameters,
        },
    }


def _headers(endpoint: ModelEndpoint) -> dict[str, str]:
    return {"Authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}


def _sampling(prompt: Prompt) -> dict[str, Any]:
    wanted = {
        "max_tokens": prompt.max_tokens,
        "temperature": prompt.temperature,
        "top_p": prompt.top_p,
        "stop": list(prompt.stop) or None,
        "seed": prompt.seed,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _message(message: PromptMessage) -> dict[str, Any]:
    told: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_call_id is not None:
        told["tool_call_id"] = message.tool_call_id
    if message.tool_calls:
        told["content"] = message.content or None
        told["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.tool_calls
        ]
    return told


def _tool_choice(choice: str | None) -> Any:
    if choice in (None, "auto", "none", "required"):
        return choice or "auto"
    return {"type": "function", "function": {"name": choice}}


def _response_format(output: OutputSchema | str) -> dict[str, Any]:
    if not isinstance(output, OutputSchema):
        return {"type": "json_object"}
    schema = {"name": output.name, "schema": output.schema, "strict": output.strict}
    return {"type": "json_schema", "json_schema": schema}


def _tool_call(call: dict[str, Any], position: int) -> ToolCallDelta:
    """A piece of a call; some servers send calls whole and do not number them."""
    function = call.get("function") or {}
    return ToolCallDelta(
        index=call_number(call.get("index", position)),
        id=text_of(call.get("id")) or None,
        name=text_of(function.get("name")) or None,
        arguments=text_of(function.get("arguments")),
    )


def _offer(item: dict[str, Any]) -> OfferedModel:
    # vLLM and LiteLLM tell how much a model reads; OpenAI does not.
    context = item.get("max_model_len") or item.get("context_length")
    return OfferedModel(
        id=str(item["id"]),
        owner=text_of(item.get("owned_by")) or None,
        context_tokens=context if isinstance(context, int) else None,
    )
