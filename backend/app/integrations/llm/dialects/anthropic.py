"""Anthropic's Messages API."""

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
    arguments_of,
    call_number,
    count_of,
    parsed,
    refuse_error,
    text_of,
)
from app.integrations.llm.framing import ServerSentEvents

API_VERSION = "2023-06-01"
_JSON_ONLY = "Answer with one JSON object and nothing else."
_FINISH: dict[str, FinishReason] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_calls",
    "refusal": "content_filter",
}
_INPUT_COUNTS = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


class AnthropicDialect:
    """`POST /messages`, `GET /models`. The API knows neither temperature, top_p nor seed."""

    dispensable: Mapping[str, str | None] = {}

    def ask(self, endpoint: ModelEndpoint, prompt: Prompt) -> Request:
        body: dict[str, Any] = {
            "model": endpoint.model_id,
            "max_tokens": prompt.max_tokens,
            "messages": [_message(turn) for turn in prompt.messages if turn.role != "system"],
            "stream": True,
        }
        if system := _system(prompt):
            body["system"] = system
        if prompt.stop:
            body["stop_sequences"] = list(prompt.stop)
        if prompt.tools:
            body["tools"] = [_tool(tool) for tool in prompt.tools]
            body["tool_choice"] = _tool_choice(prompt.tool_choice)
        if isinstance(prompt.output, OutputSchema):
            schema = {"type": "json_schema", "schema": prompt.output.schema}
            body["output_config"] = {"format": schema}
        return Request(f"{endpoint.base_url}/messages", _headers(endpoint), body)

    def reader(self) -> AnswerReader:
        return _EventReader(ServerSentEvents())

    def list_models(self, endpoint: ModelEndpoint) -> Request:
        return Request(f"{endpoint.base_url}/models?limit=1000", _headers(endpoint))

    def offers(self, answer: Any) -> list[OfferedModel]:
        return [
            OfferedModel(str(item["id"]), "anthropic", item.get("max_input_tokens"))
            for item in answer["data"]
        ]


class _EventReader(AnswerReader):
    """Blocks of an answer are numbered; those that are tool calls get numbers of their own."""

    def __init__(self, framing: ServerSentEvents) -> None:
        super().__init__(framing)
        self._calls: dict[int, int] = {}
        self._prompt_tokens = 0

    def _read(self, payload: bytes, events: list[StreamEvent]) -> bool:
        event = parsed(payload)
        kind = event.get("type")
        if kind == "content_block_delta":
            return self._read_delta(event, events)
        if kind == "content_block_start":
            return self._start_block(event, events)
        refuse_error(event)
        if kind == "message_start":
            self._count_prompt(event["message"]["usage"])
        elif kind == "message_delta":
            self._end(event, events)
        elif kind == "message_stop":
            self.finished = True
        return False

    def _start_block(self, event: dict[str, Any], events: list[StreamEvent]) -> bool:
        block = event["content_block"]
        if block["type"] == "text" and block.get("text"):
            events.append(Delta(text_of(block["text"])))
        if block["type"] == "tool_use":
            number = self._calls[event["index"]] = call_number(len(self._calls))
            events.append(ToolCallDelta(number, text_of(block["id"]), text_of(block["name"])))
        return True

    def _read_delta(self, event: dict[str, Any], events: list[StreamEvent]) -> bool:
        delta = event["delta"]
        if delta["type"] == "text_delta":
            events.append(Delta(text_of(delta["text"])))
        elif delta["type"] == "input_json_delta":
            number = self._calls[event["index"]]
            events.append(ToolCallDelta(number, arguments=text_of(delta["partial_json"])))
        return True

    def _count_prompt(self, usage: dict[str, Any]) -> None:
        self._prompt_tokens = sum(count_of(usage.get(name) or 0) for name in _INPUT_COUNTS)

    def _end(self, event: dict[str, Any], events: list[StreamEvent]) -> None:
        usage, reason = event["usage"], event["delta"].get("stop_reason")
        if usage.get("input_tokens") is not None:
            self._count_prompt(usage)
        events.append(TokenUsage(self._prompt_tokens, count_of(usage["output_tokens"])))
        if reason:
            self.complete = True
            events.append(Finish(_FINISH.get(reason, "stop")))


def _headers(endpoint: ModelEndpoint) -> dict[str, str]:
    key = {"x-api-key": endpoint.api_key} if endpoint.api_key else {}
    return {"anthropic-version": API_VERSION, **key}


def _system(prompt: Prompt) -> str:
    texts = [turn.content for turn in prompt.messages if turn.role == "system"]
    if prompt.output == "json":
        texts.append(_JSON_ONLY)
    return "\n\n".join(texts)


def _message(turn: PromptMessage) -> dict[str, Any]:
    """One turn. The result of a tool is told by the user, in a block of its own."""
    if turn.role == "tool":
        result = {
            "type": "tool_result",
            "tool_use_id": turn.tool_call_id,
            "content": turn.content,
        }
        return {"role": "user", "content": [result]}
    if not turn.tool_calls:
        return {"role": turn.role, "content": turn.content}
    text = [{"type": "text", "text": turn.content}] if turn.content else []
    calls = [
        {
            "type": "tool_use",
            "id": call.id,
            "name": call.name,
            "input": arguments_of(call.arguments),
        }
        for call in turn.tool_calls
    ]
    return {"role": turn.role, "content": [*text, *calls]}


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": tool.parameters or {"type": "object"},
    }


def _tool_choice(choice: str | None) -> dict[str, str]:
    if choice in (None, "auto", "none"):
        return {"type": choice or "auto"}
    return {"type": "any"} if choice == "required" else {"type": "tool", "name": str(choice)}
