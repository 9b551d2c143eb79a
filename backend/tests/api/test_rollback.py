"""A rollback while a hundred conversations are being answered."""

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.core.errors import NotFound
from app.core.permissions import Actor, Role
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.llm import Delta, Prompt, StreamEvent, TokenUsage
from app.integrations.llm.fake import ScriptedModel
from app.models import ChatMessage, DeploymentVersion, UsageRecord
from app.models.usage import UsageStatus
from app.schemas.chat import QuestionRequest
from app.services.chat import asking
from app.services.knowledge_bases.retrieval.service import retrieve
from app.services.usage import tokens
from tests.factories import Client, Platform, created, events, ok, set_tier
from tests.waiting import until

RUNNING = 100
QUESTION = "How long is parental leave?"


class EchoModel(ScriptedModel):
    """Says what it was told last; as version two it waits in the middle until it is released."""

    running = 0
    released = False

    async def stream(self, prompt: Prompt) -> AsyncGenerator[StreamEvent, None]:
        told = prompt.messages[0].content.splitlines()[-1]
        yield Delta("I was told: ")
        if told == "Two.":
            self.running += 1
            while not self.released:
                await asyncio.sleep(0.05)
        yield Delta(told)
        yield TokenUsage(prompt_tokens=7, completion_tokens=2)


@dataclass
class Rollback:
    """A deployment whose live version 2 searches other documents than version 1."""

    owner: Client
    guest: Client
    deployment_id: str

    def chat(self, client: Client) -> str:
        made = created(client.post("/chat/sessions", json={"deployment_id": self.deployment_id}))
        return str(made["id"])

    def ask(self, client: Client, chat: str) -> list[dict[str, Any]]:
        path = f"/chat/sessions/{chat}/messages/stream"
        return events(client.post(path, json={"content": QUESTION}))

    def roll_back(self) -> None:
        path = f"/deployments/{self.deployment_id}/rollback"
        assert ok(self.owner.post(path, json={"version": 1}))["version"] == 1


@pytest.fixture
def rollback(platform: Platform, owner: Client) -> Rollback:
    set_tier("enterprise", requests_per_minute=None)
    platform.ports.settings.chat_answers_per_user = RUNNING
    first, second = (platform.knowledge_base(owner, name) for name in ("First", "Second"))
    for kb in (first, second):
        platform.document(owner, kb["id"])
    deployment = platform.deployment(owner, [first["id"]], system_prompt="One.")
    path = f"/deployments/{deployment['id']}"
    changes = {"system_prompt": "Two.", "knowledge_base_ids": [second["id"]]}
    ok(owner.patch(path, json=changes))
    ok(owner.put(f"{path}/sharing", json={"everyone": True, "group_ids": []}))
    return Rollback(owner, platform.register("guest@example.com"), deployment["id"])


def test_each_of_a_hundred_answers_ends_on_its_version_and_new_ones_use_the_old(
    platform: Platform, rollback: Rollback
) -> None:
    model = EchoModel()
    platform.ports.chat_models.model = model  # type: ignore[attr-defined]
    clients = [rollback.owner, rollback.guest] * (RUNNING // 2)
    chats = [rollback.chat(client) for client in clients]
    with ThreadPoolExecutor(RUNNING) as pool:
        answers = [
            pool.submit(rollback.ask, client, chat)
            for client, chat in zip(clients, chats, strict=True)
        ]
        try:
            until(lambda: model.running >= RUNNING, "all are running")
            rollback.roll_back()
            after = [rollback.ask(client, rollback.chat(client))[-1] for client in clients[:6]]
            assert not any(answer.done() for answer in answers)
        finally:
            model.released = True
        before = [answer.result()[-1] for answer in answers]
    assert Counter(_told(each) for each in before) == {("done", "I was told: Two."): RUNNING}
    assert Counter(_told(each) for each in after) == {("done", "I was told: One."): 6}
    assert _stored() == {("complete", 2): RUNNING, ("complete", 1): 6}


def test_what_is_being_answered_may_be_searched_to_its_end_and_no_longer(
    platform: Platform, rollback: Rollback
) -> None:
    user_id = uuid.UUID(rollback.guest.user["id"])
    actor = Actor(user_id, Role(rollback.guest.user["role"]), rollback.guest.user["email"])

    def open_unit() -> AbstractContextManager[UnitOfWork]:
        return unit_of_work(actor)

    chat_id = uuid.UUID(rollback.chat(rollback.guest))
    exchange = asking.ask(open_unit, chat_id, QuestionRequest(content=QUESTION), most=1)
    rollback.roll_back()
    task = exchange.task
    searched = (open_unit, platform.ports, task.knowledge_base_ids, QUESTION, task.profile)
    assert retrieve(*searched).hits
    with open_unit() as uow:
        tokens.release(uow, exchange.reservation_id)
    with pytest.raises(NotFound):
        retrieve(*searched)


def _told(event: dict[str, Any]) -> tuple[str, str]:
    return event["type"], event["message"]["content"]


def _stored() -> Counter[tuple[str, int]]:
    """The answers by status and version; everything that was set aside for them is settled."""
    query = select(ChatMessage.status, DeploymentVersion.number).join(
        DeploymentVersion, DeploymentVersion.id == ChatMessage.deployment_version_id
    )
    with unit_of_work() as uow:
        statuses = set(uow.session.scalars(select(UsageRecord.status)))
        assert statuses == {UsageStatus.SETTLED}
        return Counter((row.status, row.number) for row in uow.session.execute(query))
