"""`/v1` with OpenAI's own client, over real HTTP."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import openai
import pytest
import uvicorn
from fastapi import FastAPI
from openai import OpenAI
from sqlalchemy import select, update

from app.core.errors import Permanent, Transient
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.llm import Finish, OutputSchema, PromptMessage, Tool, ToolCall, ToolCallDelta
from app.integrations.llm.fake import ScriptedModel
from app.integrations.ports import Ports
from app.models import Deployment, UsageRecord
from app.models.usage import UsageKind
from app.services.answers.invisible import visible
from tests.factories import Client, Platform, created, ok, set_tier
from tests.waiting import until

SUPPORTED = ["Parental leave is ", "twenty-six weeks at full pay [1]."]
ASKED: list[Any] = [{"role": "user", "content": "How long is parental leave?"}]
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a place",
        "parameters": {"type": "object", "properties": {"place": {"type": "string"}}},
    },
}


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application on a port of the loopback."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def deployment(platform: Platform, owner: Client) -> dict[str, Any]:
    """A deployment over one ingested document."""
    kb = platform.knowledge_base(owner)
    platform.document(owner, kb["id"])
    return platform.deployment(owner, [kb["id"]], name="Staff handbook")


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as url:
        yield url


def key_of(client: Client, **fields: Any) -> str:
    body = {"name": "sdk", "scopes": ["chat"], **fields}
    return str(created(client.post("/api-keys", json=body))["key"])


@pytest.fixture
def sdk(address: str, owner: Client) -> Iterator[OpenAI]:
    """OpenAI's client with a key that may chat."""
    with OpenAI(base_url=address, api_key=key_of(owner), max_retries=0) as client:
        yield client


def usage_records() -> list[tuple[str, str, int, int]]:
    """Kind, status, prompt and completion tokens of every metered call but the ingest."""
    with unit_of_work() as uow:
        return [
            (row.kind, row.status, row.prompt_tokens, row.completion_tokens)
            for row in uow.session.scalars(select(UsageRecord).order_by(UsageRecord.created_at))
            if row.kind != UsageKind.INGEST
        ]


# --- models ---


def test_lists_the_deployments_as_models(
    sdk: OpenAI, owner: Client, deployment: dict[str, Any]
) -> None:
    (model,) = sdk.models.list().data
    assert model.id == deployment["slug"]
    assert model.id.startswith("staff-handbook-")
    assert (model.object, model.owned_by) == ("model", deployment["project_name"])
    assert sdk.models.retrieve(model.id) == model
    assert sdk.models.retrieve(deployment["id"]).id == model.id


def test_a_model_keeps_its_id_when_the_deployment_is_renamed(
    sdk: OpenAI, owner: Client, deployment: dict[str, Any]
) -> None:
    ok(owner.patch(f"/deployments/{deployment['id']}", json={"name": "Other"}))
    (model,) = sdk.models.list().data
    assert (model.id, model.name) == (deployment["slug"], "Other")  # type: ignore[attr-defined]


def test_a_bound_key_sees_its_deployment_alone(
    address: str, platform: Platform, owner: Client, deployment: dict[str, Any]
) -> None:
    other = platform.deployment(owner, [], name="Other")
    key = key_of(owner, deployment_id=deployment["id"])
    with OpenAI(base_url=address, api_key=key, max_retries=0) as bound:
        assert [model.id for model in bound.models.list()] == [deployment["slug"]]
        with pytest.raises(openai.NotFoundError):
            bound.models.retrieve(other["slug"])
        with pytest.raises(openai.NotFoundError):
            bound.chat.completions.create(model=other["slug"], messages=ASKED)
        with pytest.raises(openai.NotFoundError):
            bound.embeddings.create(model="all-MiniLM-L6-v2", input="leave")


def test_deployments_of_others_are_not_there(
    address: str, platform: Platform, deployment: dict[str, Any]
) -> None:
    stranger = platform.register("stranger@example.com")
    with OpenAI(base_url=address, api_key=key_of(stranger), max_retries=0) as client:
        assert client.models.list().data == []
        with pytest.raises(openai.NotFoundError) as refused:
            client.chat.completions.create(model=deployment["slug"], messages=ASKED)
    assert (refused.value.code, refused.value.param) == ("model_not_found", "model")


# --- completions ---


def test_a_whole_answer_has_checked_citations(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel, ports: Ports
) -> None:
    model.pieces = [*SUPPORTED, " Bananas grow in Ecuador [7]."]
    answer = sdk.chat.completions.create(model=deployment["slug"], messages=ASKED)
    (choice,) = answer.choices
    assert answer.id.startswith("chatcmpl-")
    assert answer.model == deployment["slug"]
    assert choice.message.content == (
        "Parental leave is twenty-six weeks at full pay. [1] Bananas grow in Ecuador."
    )
    assert choice.finish_reason == "stop"
    (citation,) = choice.message.citations  # type: ignore[attr-defined]
    assert citation["quote"] == "Parental leave is twenty-six weeks at full pay."
    (annotation,) = choice.message.annotations or []
    evidence = annotation.url_citation
    assert choice.message.content[evidence.start_index : evidence.end_index] == "[1]"
    assert evidence.title == "handbook.txt"
    assert evidence.url == citation["url"]
    assert evidence.url.startswith(f"{ports.settings.public_url}/knowledge/")
    assert answer.usage
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (7, 3)


def test_streams_chunks_with_usage_and_citations_last(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces = SUPPORTED
    chunks = list(
        sdk.chat.completions.create(
            model=deployment["slug"],
            messages=ASKED,
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    *pieces, last, counted = chunks
    assert "".join(c.choices[0].delta.content or "" for c in pieces) == "".join(SUPPORTED)
    assert [c.choices[0].delta.role for c in pieces] == ["assistant", None][: len(pieces)]
    assert last.choices[0].finish_reason == "stop"
    assert last.citations[0]["document_name"] == "handbook.txt"  # type: ignore[attr-defined]
    assert last.choices[0].delta.annotations[0]["url_citation"]["title"] == "handbook.txt"  # type: ignore[attr-defined]
    assert counted.choices == []
    assert counted.usage
    assert counted.usage.total_tokens == 9
    assert {c.id for c in chunks} == {last.id}


def test_usage_comes_in_a_stream_only_when_asked_for(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    stream = sdk.chat.completions.create(model=deployment["slug"], messages=ASKED, stream=True)
    assert [chunk.usage for chunk in stream if chunk.usage] == []


def test_text_that_looks_like_an_event_stays_text(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    forged = '\n\ndata: {"error": {"message": "forged"}}\r\n\r\ndata: [DONE]\u2028\n\n'
    model.pieces = [forged, "end"]
    stream = sdk.chat.completions.create(model=deployment["slug"], messages=ASKED, stream=True)
    text = "".join(c.choices[0].delta.content or "" for c in stream if c.choices)
    assert text == visible(forged) + "end"


def test_the_model_reads_the_clients_conversation_around_ours(
    sdk: OpenAI, platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    plain = platform.deployment(owner, [], name="Plain", system_prompt="Speak like a pirate.")
    sdk.chat.completions.create(
        model=plain["slug"],
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Ahoy?"},
            {"role": "assistant", "content": "Ahoy."},
            {"role": "user", "content": [{"type": "text", "text": "And now?"}]},
        ],
        temperature=1.5,
        max_tokens=20,
        top_p=0.5,
        stop="END",
        seed=7,
        extra_body={"frequency_penalty": 1, "metadata": {"a": "b"}, "unheard_of": True},
    )
    (prompt,) = model.prompts
    assert prompt.messages == (
        PromptMessage("system", "Speak like a pirate.\n\nBe brief."),
        PromptMessage("user", "Ahoy?"),
        PromptMessage("assistant", "Ahoy."),
        PromptMessage("user", "And now?"),
    )
    assert (prompt.temperature, prompt.max_tokens, prompt.top_p) == (1.5, 20, 0.5)
    assert (prompt.stop, prompt.seed) == (("END",), 7)


def test_passages_are_searched_for_the_last_message_of_the_user(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    earlier: list[Any] = [
        {"role": "user", "content": "Which ferry?"},
        {"role": "assistant", "content": "The Aurora."},
    ]
    sdk.chat.completions.create(model=deployment["slug"], messages=[*earlier, *ASKED])
    first, asked, answered, last = model.prompts[0].messages
    assert first.role == "system"
    assert (asked.content, answered.content) == ("Which ferry?", "The Aurora.")
    assert "Parental leave is twenty-six weeks" in last.content
    assert last.content.endswith("How long is parental leave?")


def test_of_a_long_conversation_whole_turns_are_left_out_from_the_oldest(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    turns: list[Any] = []
    for number in range(12):
        turns.append({"role": "user", "content": f"{number} " + "long " * 400})
        turns.append({"role": "assistant", "content": "Yes."})
    sdk.chat.completions.create(model=deployment["slug"], messages=[*turns, *ASKED])
    read = [m.content for m in model.prompts[0].messages if m.role != "system"]
    assert "twenty-six weeks" in read[-1]
    assert 3 <= len(read) < len(turns)
    assert read[:-1] == [turn["content"] for turn in turns[1 - len(read) :]]


def test_an_answer_is_never_longer_than_the_deployment_allows(
    sdk: OpenAI, platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    short = platform.deployment(owner, [], name="Short", config={"max_tokens": 64})
    sdk.chat.completions.create(model=short["slug"], messages=ASKED, max_completion_tokens=100_000)
    assert model.prompts[0].max_tokens == 64


def test_code_with_brackets_comes_back_as_it_is_without_documents(
    sdk: OpenAI, platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    plain = platform.deployment(owner, [], name="Plain")
    model.pieces = ["x = row[1]\n"]
    answer = sdk.chat.completions.create(model=plain["slug"], messages=ASKED)
    assert answer.choices[0].message.content == "x = row[1]\n"


# --- tools and structure ---


def test_a_tool_is_called_and_its_result_read(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces = [
        ToolCallDelta(0, "call_1", "weather"),
        ToolCallDelta(0, arguments='{"place": '),
        ToolCallDelta(0, arguments='"Sundby"}'),
        Finish("tool_calls"),
    ]
    asked = {"model": deployment["slug"], "messages": ASKED, "tools": [WEATHER]}
    (choice,) = sdk.chat.completions.create(**asked, tool_choice="required").choices
    assert choice.finish_reason == "tool_calls"
    assert choice.message.content is None
    (call,) = choice.message.tool_calls or []
    assert call.type == "function"
    assert (call.id, call.function.arguments) == ("call_1", '{"place": "Sundby"}')
    (tool,) = model.prompts[0].tools
    assert tool == Tool("weather", "The weather of a place", WEATHER["function"]["parameters"])
    assert model.prompts[0].tool_choice == "required"

    model.pieces = ["It rains."]
    result = {"role": "tool", "tool_call_id": "call_1", "content": "rain"}
    messages = [*ASKED, choice.message.model_dump(exclude_none=True), result]
    answer = sdk.chat.completions.create(**{**asked, "messages": messages})
    assert answer.choices[0].message.content == "It rains."
    *_, called, returned = model.prompts[1].messages
    assert called.tool_calls == (ToolCall("call_1", "weather", '{"place": "Sundby"}'),)
    assert returned == PromptMessage("tool", "rain", (), "call_1")


def test_a_tool_call_is_streamed_in_pieces(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces = [
        ToolCallDelta(0, "call_1", "weather", '{"place"'),
        ToolCallDelta(0, arguments=': "Sundby"}'),
    ]
    with sdk.chat.completions.stream(
        model=deployment["slug"],
        messages=ASKED,
        tools=[WEATHER],
        tool_choice={"type": "function", "function": {"name": "weather"}},
    ) as stream:
        (choice,) = stream.get_final_completion().choices
    (call,) = choice.message.tool_calls or []
    assert (call.id, call.function.name) == ("call_1", "weather")
    assert json.loads(call.function.arguments) == {"place": "Sundby"}
    assert choice.finish_reason == "tool_calls"
    assert model.prompts[0].tool_choice == "weather"


def test_a_call_of_a_tool_that_was_not_offered_goes_nowhere(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces = ["Sure.", ToolCallDelta(0, "call_1", "send_mail", "{}")]
    (choice,) = sdk.chat.completions.create(model=deployment["slug"], messages=ASKED).choices
    assert choice.message.tool_calls is None
    assert choice.finish_reason == "stop"


def test_an_answer_can_be_bound_to_a_json_schema_and_stays_json(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    schema = {"type": "object", "properties": {"weeks": {"type": "array"}}}
    model.pieces = ['{"weeks": [1], "text": "Parental leave is twenty-six ', 'weeks [9]"}']
    answer = sdk.chat.completions.create(
        model=deployment["slug"],
        messages=ASKED,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "leave", "schema": schema, "strict": True},
        },
    )
    assert answer.choices[0].message.content == "".join(map(str, model.pieces))
    assert model.prompts[0].output == OutputSchema("leave", schema, True)
    sdk.chat.completions.create(
        model=deployment["slug"], messages=ASKED, response_format={"type": "json_object"}
    )
    assert model.prompts[1].output == "json"


# --- embeddings ---


def test_texts_are_embedded(sdk: OpenAI, ports: Ports) -> None:
    texts = ["parental leave", "the ferry"]
    answer = sdk.embeddings.create(model="all-MiniLM-L6-v2", input=texts)
    expected = ports.embedders.get("all-MiniLM-L6-v2").embed_documents(texts, prefix="")
    assert [each.embedding for each in answer.data] == [
        pytest.approx(vector.tolist()) for vector in expected
    ]
    as_floats = sdk.embeddings.create(
        model="all-MiniLM-L6-v2", input=texts[0], encoding_format="float"
    )
    assert as_floats.data[0].embedding == pytest.approx(expected[0].tolist())
    assert answer.usage.prompt_tokens == 4
    assert usage_records() == [("embedding", "settled", 4, 0), ("embedding", "settled", 2, 0)]


def test_what_cannot_be_embedded_is_refused(sdk: OpenAI) -> None:
    bodies: list[dict[str, Any]] = [
        {"input": [[1, 2]]},
        {"input": [1, 2]},
        {"input": []},
        {"input": ""},
        {"input": ["x", ""]},
        {"input": ["x"] * 513},
        {"input": "x", "dimensions": 3},
    ]
    for body in bodies:
        with pytest.raises(openai.BadRequestError) as refused:
            sdk.embeddings.create(model="all-MiniLM-L6-v2", **body)
        assert refused.value.param
        assert refused.value.param.split(".")[0] in body


def test_an_unknown_embedding_model_is_not_found(sdk: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        sdk.embeddings.create(model="no-such-model", input="leave")
    assert refused.value.code == "model_not_found"


# --- errors ---


def test_a_bad_key_is_refused_as_openai_does(address: str, deployment: dict[str, Any]) -> None:
    with OpenAI(base_url=address, api_key="llmb_nothing", max_retries=0) as client:
        with pytest.raises(openai.AuthenticationError) as refused:
            client.models.list()
        with pytest.raises(openai.AuthenticationError):
            client.chat.completions.create(model=deployment["slug"], messages=ASKED, stream=True)
    assert refused.value.code == "invalid_api_key"
    assert refused.value.type == "authentication_error"
    assert refused.value.request_id


def test_a_key_without_the_scope_is_forbidden(address: str, owner: Client) -> None:
    key = key_of(owner, scopes=["search"])
    client = OpenAI(base_url=address, api_key=key, max_retries=0)
    with client, pytest.raises(openai.PermissionDeniedError) as refused:
        client.models.list()
    assert refused.value.type == "permission_error"


def test_what_cannot_be_had_is_refused(sdk: OpenAI, deployment: dict[str, Any]) -> None:
    refusals: list[dict[str, Any]] = [
        {"n": 2},
        {"messages": []},
        {"messages": [{"role": "system", "content": "x"}]},
        {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
        {"temperature": 3},
        {"modalities": ["text", "audio"]},
        {"functions": [{"name": "f"}]},
        {"response_format": {"type": "json_schema"}},
        {"max_tokens": 0},
    ]
    for fields in refusals:
        body = {"model": deployment["slug"], "messages": ASKED, **fields}
        with pytest.raises(openai.BadRequestError) as refused:
            sdk.post("/chat/completions", body=body, cast_to=dict[str, Any])
        assert refused.value.type == "invalid_request_error"
        assert refused.value.param
        assert refused.value.param.split(".")[0] in fields
    assert usage_records() == []


def test_a_model_that_fails_before_its_first_word_is_an_http_error(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces = []
    for error, status, retries in [
        (Transient("Down.", code="model_unavailable"), 503, True),
        (Permanent("No.", code="model_refused"), 502, False),
    ]:
        for stream in (False, True):
            model.error = error
            with pytest.raises(openai.InternalServerError) as failed:
                sdk.chat.completions.create(model=deployment["slug"], messages=ASKED, stream=stream)
            assert (failed.value.status_code, failed.value.code) == (status, error.code)
            assert failed.value.type == "server_error"
            assert ("x-should-retry" not in failed.value.response.headers) == retries
    assert usage_records() == [("run", "released", 0, 0)] * 4


def test_a_model_that_fails_while_it_speaks_ends_the_stream_with_an_error(
    sdk: OpenAI, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.error = Transient("Down.", code="model_failed", remedy="Try again.")
    stream = sdk.chat.completions.create(model=deployment["slug"], messages=ASKED, stream=True)
    said = []
    with pytest.raises(openai.APIError) as failed:
        said.extend(chunk.choices[0].delta.content for chunk in stream)
    assert "".join(filter(None, said)) == "The answer is here [1]."
    assert (failed.value.code, failed.value.message) == ("model_failed", "Down. Try again.")
    ((kind, status, prompt, completion),) = usage_records()
    assert (kind, status) == ("run", "settled")
    assert min(prompt, completion) > 0


def test_an_archived_project_answers_nothing(
    sdk: OpenAI, owner: Client, deployment: dict[str, Any]
) -> None:
    project_id = created(owner.post("/projects", json={"name": "Old"}))["id"]
    with unit_of_work() as uow:
        uow.session.execute(update(Deployment).values(project_id=project_id))
    ok(owner.post(f"/projects/{project_id}/archive"))
    with pytest.raises(openai.ConflictError) as refused:
        sdk.chat.completions.create(model=deployment["slug"], messages=ASKED)
    assert refused.value.response.headers["x-should-retry"] == "false"


def test_every_error_below_v1_has_openais_shape(address: str) -> None:
    for method, path, status in [
        ("GET", "/nothing", 404),
        ("POST", "/completions", 404),
        ("DELETE", "/models", 405),
        ("GET", "/models", 401),
    ]:
        response = httpx.request(method, address + path)
        assert response.status_code == status
        assert set(response.json()) == {"error"}
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}


def test_limits_are_told_as_openai_does(
    address: str, platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    set_tier("free", requests_per_minute=2, tokens_per_month=1000)
    member = platform.register("member@example.com", tier="free")
    plain = platform.deployment(member, [], name="Plain", config={"max_tokens": 16})
    asked: Any = {"model": plain["slug"], "messages": ASKED}
    with OpenAI(base_url=address, api_key=key_of(member), max_retries=0) as client:
        long = [{"role": "user", "content": "leave " * 1000}]
        with pytest.raises(openai.RateLimitError) as spent:
            client.chat.completions.create(**{**asked, "messages": long})
        answered = client.chat.completions.with_raw_response.create(**asked)
        with pytest.raises(openai.RateLimitError) as hurried:
            client.chat.completions.create(**asked)
    assert answered.headers["x-ratelimit-remaining"] == "0"
    assert (spent.value.code, spent.value.type) == ("insufficient_quota", "insufficient_quota")
    assert spent.value.response.headers["x-should-retry"] == "false"
    assert hurried.value.code == "rate_limit_exceeded"
    assert "x-should-retry" not in hurried.value.response.headers
    assert int(hurried.value.response.headers["retry-after"]) <= 60


def test_a_body_that_is_too_large_is_refused_in_openais_shape(address: str, owner: Client) -> None:
    response = httpx.post(
        f"{address}/chat/completions",
        content=b"{" + b" " * 1_100_000,
        headers={"X-API-Key": key_of(owner)},
    )
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "request_too_large"


# --- connections ---


def test_no_database_connection_is_held_while_the_model_generates(
    sdk: OpenAI,
    deployment: dict[str, Any],
    model: ScriptedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: list[int] = []
    original = model.stream

    def watched(prompt):  # type: ignore[no-untyped-def]
        async def pieces():  # type: ignore[no-untyped-def]
            async for piece in original(prompt):
                held.append(get_engine().pool.checkedout())  # type: ignore[attr-defined]
                yield piece

        return pieces()

    monkeypatch.setattr(model, "stream", watched)
    for stream in (True, False):
        answer = sdk.chat.completions.create(
            model=deployment["slug"], messages=ASKED, stream=stream
        )
        list(answer)
    assert len(held) == 6
    assert set(held) == {0}


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_stops_the_model_and_is_charged(
    address: str, owner: Client, deployment: dict[str, Any], model: ScriptedModel, stream: bool
) -> None:
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    body = {"model": deployment["slug"], "messages": ASKED, "stream": stream}
    headers = {"Authorization": f"Bearer {key_of(owner)}"}

    async def ask_and_go() -> None:
        async with httpx.AsyncClient(headers=headers, timeout=60) as client:
            asking = asyncio.create_task(client.post(f"{address}/chat/completions", json=body))
            while not model.prompts:
                await asyncio.sleep(0.02)
            asking.cancel()
            await asyncio.wait([asking])

    asyncio.run(asyncio.wait_for(ask_and_go(), 60))
    until(lambda: model.closed_early == 1)
    until(lambda: usage_records()[0][1] == "settled")
    assert usage_records()[0][3] == 5
    path = f"/deployments/{deployment['id']}/calls"
    until(lambda: ok(owner.get(path))["total"] == 1)
    [call] = ok(owner.get(path))["items"]
    assert call["status"] == "interrupted"
    assert ok(owner.get(f"{path}/{call['id']}"))["answer"] == "Parental leave "


def test_a_key_that_is_revoked_ends_its_streams(
    address: str, owner: Client, deployment: dict[str, Any], model: ScriptedModel
) -> None:
    model.pieces, model.hang_after = ["Parental leave ", "never comes"], 1
    made = created(owner.post("/api-keys", json={"name": "sdk", "scopes": ["chat"]}))
    with OpenAI(base_url=address, api_key=made["key"], max_retries=0) as client:
        stream = client.chat.completions.create(
            model=deployment["slug"], messages=ASKED, stream=True
        )
        next(stream)
        assert owner.delete(f"/api-keys/{made['api_key']['id']}").status_code == 204
        with pytest.raises(openai.APIError) as ended:
            next(stream)
    assert ended.value.code == "api_key_revoked"
