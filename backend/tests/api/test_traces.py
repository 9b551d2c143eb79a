"""Traces: how an answer was made, for those who may know it."""

import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from app.db.uow import unit_of_work
from app.integrations.llm import Finish
from app.integrations.llm.base import AnsweredBy
from app.integrations.llm.fake import ScriptedModel
from app.models import ModelRegistry
from tests.factories import Client, Platform, created, events, ok

QUESTION = {"content": "How long is parental leave?"}


def asked(client: Client, chat: dict[str, Any]) -> dict[str, Any]:
    """The trace of an answer to the question."""
    path = f"/chat/sessions/{chat['id']}/messages"
    answer = events(client.post(f"{path}/stream", json=QUESTION))[-1]["message"]
    return ok(client.get(f"{path}/{answer['id']}/trace"))


def test_a_trace_tells_everything_that_an_answer_was_made_of(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    registered = platform.language_model(owner)
    with unit_of_work() as uow:
        prices = {"input_price": Decimal(2), "output_price": Decimal(10), "price_currency": "EUR"}
        uow.session.execute(update(ModelRegistry).values(prices))
    model.pieces = [
        AnsweredBy(registered["id"], "qwen"),
        "Parental leave is twenty-six weeks at full pay [1].",
        Finish("stop"),
    ]
    trace = asked(owner, platform.conversation(owner))
    system, user = trace["prompt"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"].endswith(QUESTION["content"])
    assert "twenty-six weeks" in user["content"]
    assert trace["retrieval"]["hits"][0]["scores"]["fused"]["rank"] == 1
    assert trace["model"] == {"id": registered["id"], "name": registered["name"]}
    assert (trace["answered_by"], trace["version"]) == ("qwen", 1)
    assert trace["tokens"] == {"prompt_tokens": 7, "completion_tokens": 3}
    assert trace["counted"] is True
    assert (Decimal(trace["cost"]["amount"]), trace["cost"]["currency"]) == (
        Decimal("0.000044"),
        "EUR",
    )
    assert trace["timings"]["total_ms"] >= trace["timings"]["first_token_ms"] > 0
    assert trace["finish_reason"] == "stop"
    assert "sources" not in trace


def test_an_answer_without_documents_has_a_trace_without_retrieval(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    deployment = platform.deployment(owner, [], name="Plain")
    chat = created(owner.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    trace = asked(owner, chat)
    assert trace["retrieval"] is None
    assert [turn["content"] for turn in trace["prompt"]] == [QUESTION["content"]]
    assert trace["cost"] is None


def test_the_prompt_is_withheld_where_it_has_what_the_reader_may_not_open_any_more(
    platform: Platform, owner: Client, model: ScriptedModel
) -> None:
    kb = platform.knowledge_base(owner)
    document = platform.document(owner, kb["id"])
    deployment = platform.deployment(owner, [kb["id"]])
    ok(
        owner.put(
            f"/deployments/{deployment['id']}/sharing", json={"everyone": True, "group_ids": []}
        )
    )
    reader = platform.register("reader@example.com")
    chat = created(reader.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    before = asked(reader, chat)
    assert all(turn["content"] for turn in before["prompt"])
    group = created(owner.post("/groups", json={"name": "Few"}))
    restriction = f"/knowledge-bases/{kb['id']}/documents/{document['id']}/restriction"
    ok(owner.put(restriction, json={"group_ids": [group["id"]]}))
    path = f"/chat/sessions/{chat['id']}/messages/{uuid.UUID(before['message_id'])}/trace"
    after = ok(reader.get(path))
    assert [turn["content"] is None for turn in after["prompt"]] == [False, True]
    assert after["retrieval"]["hits"] == []
    assert "twenty-six" not in str(after)
