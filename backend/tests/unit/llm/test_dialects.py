"""What each API is asked, and how its answers are read, over a real connection."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest

from app.core.errors import Upstream
from app.integrations.llm import (
    AnsweredBy,
    Completion,
    Delta,
    Finish,
    ModelEndpoint,
    OutputSchema,
    Prompt,
    PromptMessage,
    StreamEvent,
    TokenUsage,
    Tool,
    ToolCall,
    ToolCallDelta,
)
from tests.http_servers import in_turn, plain, serving
from tests.unit.llm.model_server import (
    DONE,
    GOOD,
    ask,
    ask_once,
    endpoint_at,
    event,
    events_of,
    models_at,
    streaming,
)

KEY = "sk-live-0123456789abcdef"
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = Tool("weather", "The weather of a city", SCHEMA)
CLOCK = Tool("clock", "The time", {"type": "object", "properties": {}})
CALL = ToolCall("call_1", "weather", '{"city": "Bonn"}')
CONVERSATION = (
    PromptMessage("system", "Be brief."),
    PromptMessage("user", "Weather in Bonn?"),
    PromptMessage("assistant", "", tool_calls=(CALL,)),
    PromptMessage("tool", "Rain", tool_call_id="call_1"),
)
EVERYTHING = Prompt(
    CONVERSATION,
    max_tokens=64,
    temperature=0.5,
    top_p=0.9,
    stop=("END",),
    seed=7,
    tools=(WEATHER, CLOCK),
    tool_choice="weather",
    output=OutputSchema("place", SCHEMA),
)
FUNCTIONS = [
    {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "The weather of a city",
            "parameters": SCHEMA,
        },
    },
    {
        "type": "function",
        "function": {
            "name": "clock",
            "description": "The time",
            "parameters": {"type": "object", "properties": {}},
        },
    },
]


def lines(*payloads: dict[str, Any]) -> list[bytes]:
    return [json.dumps(payload).encode() + b"\n" for payload in payloads]


def anthropic_events(*payloads: dict[str, Any]) -> list[bytes]:
    return [f"event: {payload['type']}\n".encode() + event(payload) for payload in payloads]


MESSAGE_START = {"type": "message_start", "message": {"usage": {"input_tokens": 11}}}
MESSAGE_STOP = {"type": "message_stop"}
ENDED = {
    "type": "message_delta",
    "delta": {"stop_reason": "end_turn"},
    "usage": {"output_tokens": 3},
}
GOOD_BY_DIALECT: dict[str, list[bytes]] = {
    "openai": GOOD,
    "ollama": lines(
        {"message": {"role": "assistant", "content": "Hello"}, "done": False},
        {"message": {"role": "assistant", "content": " there."}, "done": False},
        {"message": {"content": ""}, "done": True, "done_reason": "stop"},
    ),
    "anthropic": anthropic_events(
        MESSAGE_START,
        {"type": "ping"},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": "Hello"},
        },
        {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": " there."},
        },
        {"type": "content_block_stop", "index": 0},
        ENDED,
        MESSAGE_STOP,
    ),
}


def asked(dialect: str, prompt: Prompt, **fields: Any) -> tuple[str, Any, dict[str, Any]]:
    """First line, headers and body of the request that a prompt becomes."""
    bodies: list[dict[str, Any]] = []
    with serving(streaming(GOOD_BY_DIALECT[dialect]), bodies=bodies) as server:
        endpoint = endpoint_at(server.port, dialect=dialect, api_key=KEY, **fields)
        assert ask_once(endpoint, prompt).text == "Hello there."
    return (*server.requests[0], bodies[0])


def test_asks_openai_for_everything() -> None:
    line, headers, body = asked("openai", EVERYTHING)
    assert line == "POST /v1/chat/completions HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Weather in Bonn?"},
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [
                    {
                        "id": "call_1",
                        "type": "function",
                        "function": {"name": "weather", "arguments": '{"city": "Bonn"}'},
                    }
                ],
            },
            {"role": "tool", "content": "Rain", "tool_call_id": "call_1"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 64,
        "temperature": 0.5,
        "top_p": 0.9,
        "stop": ["END"],
        "seed": 7,
        "tools": FUNCTIONS,
        "tool_choice": {"type": "function", "function": {"name": "weather"}},
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "place", "schema": SCHEMA, "strict": True},
        },
    }


def test_asks_ollama_for_everything_in_its_own_api() -> None:
    line, headers, body = asked("ollama", EVERYTHING, context_tokens=16_384)
    assert line == "POST /api/chat HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Weather in Bonn?"},
            {
                "role": "assistant",
                "content": "",
                "tool_calls": [{"function": {"name": "weather", "arguments": {"city": "Bonn"}}}],
            },
            {"role": "tool", "content": "Rain", "tool_name": "weather"},
        ],
        "stream": True,
        "options": {
            "num_ctx": 16_384,
            "num_predict": 64,
            "temperature": 0.5,
            "top_p": 0.9,
            "stop": ["END"],
            "seed": 7,
        },
        "tools": FUNCTIONS[:1],
        "format": SCHEMA,
    }


def test_asks_anthropic_for_everything_it_knows() -> None:
    line, headers, body = asked("anthropic", EVERYTHING)
    assert line == "POST /v1/messages HTTP/1.1"
    assert (headers["x-api-key"], headers["anthropic-version"]) == (KEY, "2023-06-01")
    assert "Authorization" not in headers
    assert body == {
        "model": "m",
        "max_tokens": 64,
        "system": "Be brief.",
        "messages": [
            {"role": "user", "content": "Weather in Bonn?"},
            {
                "role": "assistant",
                "content": [
                    {
                        "type": "tool_use",
                        "id": "call_1",
                        "name": "weather",
                        "input": {"city": "Bonn"},
                    }
                ],
            },
            {
                "role": "user",
                "content": [{"type": "tool_result", "tool_use_id": "call_1", "content": "Rain"}],
            },
        ],
        "stream": True,
        "stop_sequences": ["END"],
        "tools": [
            {
                "name": "weather",
                "description": "The weather of a city",
                "input_schema": SCHEMA,
            },
            {
                "name": "clock",
                "description": "The time",
                "input_schema": {"type": "object", "properties": {}},
            },
        ],
        "tool_choice": {"type": "tool", "name": "weather"},
        "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
    }


@pytest.mark.parametrize(
    ("dialect", "choice", "expected"),
    [
        ("openai", None, "auto"),
        ("openai", "none", "none"),
        ("openai", "required", "required"),
        ("anthropic", None, {"type": "auto"}),
        ("anthropic", "none", {"type": "none"}),
        ("anthropic", "required", {"type": "any"}),
    ],
)
def test_says_whether_tools_are_to_be_called(
    dialect: str, choice: str | None, expected: object
) -> None:
    prompt = Prompt(CONVERSATION, tools=(WEATHER,), tool_choice=choice)
    assert asked(dialect, prompt)[2]["tool_choice"] == expected


def test_ollama_is_offered_no_tool_that_must_not_be_called() -> None:
    prompt = Prompt(CONVERSATION, tools=(WEATHER,), tool_choice="none")
    assert "tools" not in asked("ollama", prompt)[2]


def test_any_json_is_asked_for_in_each_dialect() -> None:
    prompt = Prompt(CONVERSATION[:2], output="json")
    assert asked("openai", prompt)[2]["response_format"] == {"type": "json_object"}
    assert asked("ollama", prompt)[2]["format"] == "json"
    assert "JSON" in asked("anthropic", prompt)[2]["system"]


def test_arguments_that_are_no_object_do_not_break_the_next_turn() -> None:
    for written in ("[1, 2]", "not JSON", ""):
        call = ToolCall("call_1", "weather", written)
        prompt = Prompt((PromptMessage("assistant", "I look.", tool_calls=(call,)),))
        blocks = asked("anthropic", prompt)[2]["messages"][0]["content"]
        assert isinstance(blocks[1]["input"], dict)
        assert blocks[0] == {"type": "text", "text": "I look."}


BY = AnsweredBy("primary", "m")
READ: list[tuple[str, str, Sequence[bytes], list[StreamEvent]]] = [
    (
        "openai",
        "text that arrives together is one piece",
        [b"".join(GOOD)],
        [BY, Delta("Hello there."), Finish("stop")],
    ),
    (
        "openai",
        "calls in pieces, usage after the end",
        [
            event(
                {
                    "choices": [
                        {
                            "delta": {
                                "role": "assistant",
                                "tool_calls": [
                                    {
                                        "index": 0,
                                        "id": "c1",
                                        "function": {"name": "weather", "arguments": ""},
                                    }
                                ],
                            }
                        }
                    ]
                }
            )
            + event(
                {
                    "choices": [
                        {
                            "delta": {
                                "tool_calls": [{"index": 0, "function": {"arguments": '{"city"'}}]
                            }
                        }
                    ]
                }
            )
            + event({"choices": [{"delta": {}, "finish_reason": "tool_calls"}]})
            + event({"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 4}})
            + DONE
        ],
        [
            BY,
            ToolCallDelta(0, "c1", "weather", ""),
            ToolCallDelta(0, arguments='{"city"'),
            Finish("tool_calls"),
            TokenUsage(9, 4),
        ],
    ),
    (
        "openai",
        "whole calls without numbers",
        [
            event(
                {
                    "choices": [
                        {
                            "delta": {
                                "tool_calls": [
                                    {"id": "c1", "function": {"name": "a", "arguments": "{}"}},
                                    {"id": "c2", "function": {"name": "b", "arguments": "{}"}},
                                ]
                            },
                            "finish_reason": "tool_calls",
                        }
                    ]
                }
            )
        ],
        [
            BY,
            ToolCallDelta(0, "c1", "a", "{}"),
            ToolCallDelta(1, "c2", "b", "{}"),
            Finish("tool_calls"),
        ],
    ),
    (
        "openai",
        "a refusal is told, nothing behind the end is",
        [
            event({"choices": [{"delta": {"refusal": "No."}, "finish_reason": "content_filter"}]})
            + DONE
            + GOOD[0]
        ],
        [BY, Delta("No."), Finish("content_filter")],
    ),
    (
        "openai",
        "no final marker, but a reason",
        [event({"choices": [{"delta": {"content": "Hi"}, "finish_reason": "length"}]})],
        [BY, Delta("Hi"), Finish("length")],
    ),
    (
        "ollama",
        "counts come with the last line",
        [
            b"".join(
                lines(
                    {"message": {"content": "", "thinking": "Hm."}},
                    {"message": {"content": "Hi"}},
                    {
                        "message": {"content": ""},
                        "done": True,
                        "done_reason": "length",
                        "prompt_eval_count": 26,
                        "eval_count": 2,
                    },
                )
            )
        ],
        [BY, Delta("Hi"), TokenUsage(26, 2), Finish("length")],
    ),
    (
        "anthropic",
        "calls are numbered apart from other blocks, counts include the cache",
        [
            b"".join(
                anthropic_events(
                    {
                        "type": "message_start",
                        "message": {"usage": {"input_tokens": 5, "cache_read_input_tokens": 100}},
                    },
                    {
                        "type": "content_block_start",
                        "index": 0,
                        "content_block": {"type": "thinking", "thinking": ""},
                    },
                    {
                        "type": "content_block_delta",
                        "index": 0,
                        "delta": {"type": "thinking_delta", "thinking": "Hm."},
                    },
                    {
                        "type": "content_block_start",
                        "index": 1,
                        "content_block": {"type": "tool_use", "id": "t1", "name": "weather"},
                    },
                    {
                        "type": "content_block_delta",
                        "index": 1,
                        "delta": {"type": "input_json_delta", "partial_json": "{}"},
                    },
                    {
                        "type": "message_delta",
                        "delta": {"stop_reason": "tool_use"},
                        "usage": {"output_tokens": 8},
                    },
                    MESSAGE_STOP,
                )
            )
        ],
        [
            BY,
            ToolCallDelta(0, "t1", "weather"),
            ToolCallDelta(0, arguments="{}"),
            TokenUsage(105, 8),
            Finish("tool_calls"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("dialect", "parts", "expected"),
    [(dialect, parts, expected) for dialect, _, parts, expected in READ],
    ids=[f"{dialect}: {what}" for dialect, what, *_ in READ],
)
def test_reads_answers(dialect: str, parts: Sequence[bytes], expected: list[StreamEvent]) -> None:
    with serving(streaming(parts)) as server:
        assert events_of(endpoint_at(server.port, dialect=dialect)) == expected


def test_ollamas_calls_get_ids_to_be_answered_by() -> None:
    function = {"name": "weather", "arguments": {"city": "Köln"}}
    message = {"content": "", "tool_calls": [{"function": function}, {"function": function}]}
    with serving(streaming(lines({"message": message}, {"done": True}))) as server:
        answer = ask_once(endpoint_at(server.port, dialect="ollama"))
    first, second = answer.tool_calls
    assert (first.name, first.arguments) == ("weather", '{"city": "Köln"}')
    assert first.id != second.id
    assert all((first.id, second.id))
    assert answer.finish == "tool_calls"


@pytest.mark.parametrize(
    ("dialect", "parts", "code"),
    [
        ("ollama", lines({"error": "model runner has stopped"}), "model_failed"),
        ("ollama", [b"{]\n"], "model_failed"),
        ("ollama", lines({"message": "text"}), "model_failed"),
        ("anthropic", anthropic_events(MESSAGE_START, MESSAGE_STOP), "model_failed"),
        (
            "anthropic",
            anthropic_events({"type": "error", "error": {"type": "overloaded_error"}}),
            "model_rate_limited",
        ),
        (
            "anthropic",
            anthropic_events({"type": "content_block_delta", "index": 9, "delta": {}}),
            "model_failed",
        ),
    ],
)
def test_tells_failures_of_each_dialect(dialect: str, parts: list[bytes], code: str) -> None:
    with serving(streaming(parts)) as server, pytest.raises(Upstream) as failure:
        ask_once(endpoint_at(server.port, dialect=dialect))
    assert failure.value.code == code


def _refusing(parameter: str) -> Any:
    error = {"error": {"code": "unsupported_parameter", "param": parameter, "message": "No."}}
    return plain(400, json.dumps(error).encode())


def test_a_parameter_that_a_model_refuses_is_left_out_from_then_on() -> None:
    """Models that reason take no temperature, and know the limit by another name."""
    bodies: list[dict[str, Any]] = []
    answers = in_turn(_refusing("max_tokens"), _refusing("temperature"), streaming(GOOD))

    async def ask_twice(port: int) -> list[Completion]:
        models = models_at(port)
        try:
            return [await ask(models, endpoint_at(port)) for _ in range(2)]
        finally:
            await models.close()

    with serving(answers, bodies=bodies) as server:
        assert [answer.text for answer in asyncio.run(ask_twice(server.port))] == [
            "Hello there."
        ] * 2
    assert len(bodies) == 4
    for body in bodies[2:]:
        assert body["max_completion_tokens"] == 512
        assert not {"max_tokens", "temperature"} & body.keys()


@pytest.mark.parametrize("parameter", ["messages", "stop", None])
def test_what_would_change_the_answer_is_not_left_out(parameter: str) -> None:
    with serving(_refusing(parameter)) as server, pytest.raises(Upstream) as failure:
        ask_once(endpoint_at(server.port))
    assert failure.value.code == "model_refused"
    assert len(server.requests) == 1


OFFERS = {
    "openai": (
        {"data": [{"id": "b", "owned_by": "vllm", "max_model_len": 8192}, {"id": "a"}]},
        "GET /v1/models HTTP/1.1",
        [("a", None, None), ("b", "vllm", 8192)],
    ),
    "ollama": (
        {"models": [{"model": "qwen3:4b"}, {"name": "llama3.2"}]},
        "GET /api/tags HTTP/1.1",
        [("llama3.2", None, None), ("qwen3:4b", None, None)],
    ),
    "anthropic": (
        {"data": [{"id": "claude", "max_input_tokens": 200_000}]},
        "GET /v1/models?limit=1000 HTTP/1.1",
        [("claude", "anthropic", 200_000)],
    ),
}


@pytest.mark.parametrize("dialect", OFFERS)
def test_lists_what_an_endpoint_offers(dialect: str) -> None:
    answer, line, expected = OFFERS[dialect]

    async def offers(endpoint: ModelEndpoint, port: int) -> list[tuple[str, Any, Any]]:
        models = models_at(port)
        try:
            found = await models.at(endpoint).offers()
            return [(offer.id, offer.owner, offer.context_tokens) for offer in found]
        finally:
            await models.close()

    with serving(plain(200, json.dumps(answer).encode())) as server:
        endpoint = endpoint_at(server.port, dialect=dialect)
        assert asyncio.run(offers(endpoint, server.port)) == expected
    assert server.requests[0][0] == line
