"""Ollama's own API.

Its OpenAI-compatible one cannot be told how much of a prompt to read: it cuts silently what is
longer than the model's default, instructions first.
"""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from app.integrations.llm.base import (
    Delta,
    Finish,
    ModelEndpoint,
    OfferedModel,
    OutputSchema,
    Prompt,
    StreamEvent,
    TokenUsage,
    ToolCallDelta,
)
from app.integrations.llm.dialects.base import (
    AnswerReader,
    Request,
    arguments_of,
    call_number,
    count_of,
    json_text,
    parsed,
    refuse_error,
    text_of,
)
from app.integrations.llm.dialects.openai import tool_in_openai_format
from app.integrations.llm.framing import JsonLines


class OllamaDialect:
    """`POST /api/chat`, `GET /api/tags`."""

    dispensable: Mapping[str, str | None] = {}

    def ask(self, endpoint: ModelEndpoint, prompt: Prompt) -> Request:
        body: dict[str, Any] = {
            "model": endpoint.model_id,
            "messages": _messages(prompt),
            "stream": True,
            "options": _options(endpoint, prompt),
        }
        if tools := _tools(prompt):
            body["tools"] = tools
        if prompt.output:
            body["format"] = _format(prompt.output)
        return Request(f"{_root(endpoint)}/api/chat", _headers(endpoint), body)

    def reader(self) -> AnswerReader:
        return _LineReader(JsonLines())

    def list_models(self, endpoint: ModelEndpoint) -> Request:
        return Request(f"{_root(endpoint)}/api/tags", _headers(endpoint))

    def offers(self, answer: Any) -> list[OfferedModel]:
        return [OfferedModel(str(item.get("model") or item["name"])) for item in answer["models"]]


class _LineReader(AnswerReader):
    _calls = 0

    def _read(self, payload: bytes, events: list[StreamEvent]) -> bool:
        line = parsed(payload)
        refuse_error(line)
        message = line.get("message", {})
        if text := text_of(message.get("content")):
            events.append(Delta(text))
        for call in message.get("tool_calls") or ():
            events.append(self._tool_call(call["function"]))
        if line.get("done"):
            self._end(line, events)
        return any(value for name, value in message.items() if name != "role")

    def _tool_call(self, function: dict[str, Any]) -> ToolCallDelta:
        """Calls come whole and without ids, which whoever answers them needs."""
        number, self._calls = call_number(self._calls), self._calls + 1
        return ToolCallDelta(
            index=number,
            id=f"call_{token_hex(8)}",
            name=text_of(function["name"]),
            arguments=json_text(function.get("arguments") or {}),
        )

    def _end(self, line: dict[str, Any], events: list[StreamEvent]) -> None:
        self.complete = self.finished = True
        # The prompt is not counted when it was still in memory.
        if "prompt_eval_count" in line and "eval_count" in line:
            events.append(
                TokenUsage(count_of(line["prompt_eval_count"]), count_of(line["eval_count"]))
            )
        was_cut = line.get("done_reason") == "length"
        events.append(Finish("tool_calls" if self._calls else "length" if was_cut else "stop"))


def _root(endpoint: ModelEndpoint) -> str:
    return endpoint.base_url.removesuffix("/v1")


def _headers(endpoint: ModelEndpoint) -> dict[str, str]:
    return {"Authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}


def _options(endpoint: ModelEndpoint, prompt: Prompt) -> dict[str, Any]:
    wanted = {
        "num_ctx": endpoint.context_tokens,
        "num_predict": prompt.max_tokens,
        "temperature": prompt.temperature,
        "top_p": prompt.top_p,
        "stop": list(prompt.stop) or None,
        "seed": prompt.seed,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _format(output: OutputSchema | str) -> dict[str, Any] | str:
    return output.schema if isinstance(output, OutputSchema) else "json"


def _tools(prompt: Prompt) -> list[dict[str, Any]]:
    """The tools that may be called. It cannot be made to call one, only be offered just that."""
    if prompt.tool_choice == "none":
        return []
    named = [tool for tool in prompt.tools if tool.name == prompt.tool_choice]
    return [tool_in_openai_format(tool) for tool in named or prompt.tools]


def _messages(prompt: Prompt) -> list[dict[str, Any]]:
    names = {call.id: call.name for turn in prompt.messages for call in turn.tool_calls}
    told = []
    for turn in prompt.messages:
        message: dict[str, Any] = {"role": turn.role, "content": turn.content}
        if turn.tool_call_id in names:
            message["tool_name"] = names[turn.tool_call_id]
        if turn.tool_calls:
            message["tool_calls"] = [
                {"function": {"name": call.name, "arguments": arguments_of(call.arguments)}}
                for call in turn.tool_calls
            ]
        told.append(message)
    return told
