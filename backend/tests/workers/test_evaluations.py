"""Evaluation jobs in worker processes: killed in the middle, cancelled, and by command line."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import EvaluationQuestion, EvaluationResult, Job, UsageRecord
from app.models.jobs import JobStatus
from app.services.evaluations import evaluate
from tests.factories import HANDBOOK, Client, Platform, created, ok
from tests.waiting import until
from tests.workers.processes import BACKEND, WorkerProcesses, kill

SETS, RUNS = "/evaluations/question-sets", "/evaluations/runs"
# A worker whose searches take so long that it can be met between two questions, and whose model
# takes so long that it can be met while it speaks.
SLOW = """
import time, asyncio
from app.core.config import get_settings
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.integrations.llm.base import Delta
from app.workers import runner
from app.workers.process import run_worker

class Slow(FakeEmbedder):
    def embed_query(self, text, prefix=None):
        time.sleep(0.2)
        return super().embed_query(text, prefix)

class Speaks:
    async def stream(self, prompt):
        for _ in range(1000):
            await asyncio.sleep(0.5)
            yield Delta("and ")

class Models:
    def at(self, endpoint):
        return Speaks()

runner.get_ports().embedders = FakeEmbedders(
    Slow(name=get_settings().embedding_model, dimension=384)
)
runner.get_ports().chat_models = Models()
run_worker(get_settings())
"""
COMMAND = """
import sys
from app.core.config import get_settings
from app.integrations.embeddings.fake import FakeEmbedder, FakeEmbedders
from app.workers import runner
from app.cli import app

runner.get_ports().embedders = FakeEmbedders(
    FakeEmbedder(name=get_settings().embedding_model, dimension=384)
)
app(["eval", *sys.argv[1:]])
"""


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    kb_id = str(platform.knowledge_base(owner)["id"])
    platform.document(owner, kb_id)
    return kb_id


@pytest.fixture
def slow_workers(workers: WorkerProcesses, monkeypatch: pytest.MonkeyPatch) -> WorkerProcesses:
    monkeypatch.setattr("tests.workers.processes.WORKER", SLOW)
    return workers


def question_set(owner: Client, kb: str, count: int = 3, name: str = "Basics") -> str:
    gold = [{"document_name": "handbook.txt"}]
    questions = [{"question": f"How long is leave {n}?", "gold": gold} for n in range(count)]
    body = {"knowledge_base_id": kb, "name": name, "questions": questions}
    return str(created(owner.post(SETS, json=body))["id"])


def start(owner: Client, set_id: str, **fields: Any) -> str:
    response = owner.post(RUNS, json={"question_set_id": set_id, **fields})
    assert response.status_code == 202, response.text
    return f"{RUNS}/{response.json()['id']}"


def done(run_path: str) -> int:
    with unit_of_work() as uow:
        run_id = uuid.UUID(run_path.rsplit("/", 1)[1])
        query = select(func.count()).where(EvaluationResult.run_id == run_id)
        return uow.session.scalar(query) or 0


def status(owner: Client, path: str) -> Callable[[], str]:
    return lambda: str(ok(owner.get(path))["status"])


def test_a_killed_worker_s_run_goes_on_after_the_last_question(
    owner: Client, kb: str, slow_workers: WorkerProcesses
) -> None:
    path = start(owner, question_set(owner, kb, 30))
    first = slow_workers.start()
    until(lambda: done(path) >= 5)
    kill(first)
    held = done(path)
    assert ok(owner.get(path))["status"] == "running"
    with unit_of_work() as uow:
        before = set(uow.session.execute(_results()).all())
    slow_workers.start()
    until(lambda: status(owner, path)() == "completed")
    run = ok(owner.get(path))
    assert 5 <= held < 30
    assert (run["progress"]["done"], run["metrics"][0]["count"]) == (30, 30)
    with unit_of_work() as uow:
        # What was there has not been done again: each result bears its own time.
        assert before <= set(uow.session.execute(_results()).all())
        job = uow.session.scalars(select(Job).where(Job.kind == "evaluate")).one()
        record = uow.session.scalars(select(UsageRecord).where(UsageRecord.id == job.id)).one()
        spent = job.payload["spent"]["prompt_tokens"]
    assert (job.attempt, job.status) == (2, JobStatus.COMPLETED)
    assert record.prompt_tokens == spent > 0


def _results() -> Any:
    return select(EvaluationResult.question_id, EvaluationResult.ms)


def test_a_run_stops_within_seconds_also_while_the_model_speaks(
    platform: Platform, owner: Client, kb: str, slow_workers: WorkerProcesses
) -> None:
    deployment = platform.deployment(owner, [kb])["id"]
    path = start(owner, question_set(owner, kb), deployment_id=deployment)
    slow_workers.start()
    until(lambda: status(owner, path)() == "running")
    assert owner.post(f"{path}/cancel").status_code == 202
    until(lambda: status(owner, path)() == "cancelled", within_s=15)
    with unit_of_work() as uow:
        records = uow.session.scalars(
            select(UsageRecord).where(UsageRecord.kind == "evaluation")
        ).all()
    assert [record.status for record in records] == ["released"]


def test_a_run_that_is_deleted_while_it_runs_leaves_nothing(
    owner: Client, kb: str, slow_workers: WorkerProcesses
) -> None:
    path = start(owner, question_set(owner, kb, 30))
    slow_workers.start()
    until(lambda: done(path) >= 2)
    assert owner.delete(path).status_code == 204

    def has_ended() -> bool:
        with unit_of_work() as uow:
            job = uow.session.scalars(select(Job).where(Job.kind == "evaluate")).one()
            return job.status == JobStatus.CANCELLED

    until(has_ended, within_s=15)
    assert done(path) == 0


def test_a_failure_that_may_pass_is_tried_again_from_where_it_was(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = start(owner, question_set(owner, kb))
    right, calls = evaluate.retrieve, []

    def fails_once(*arguments: Any, **fields: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 2:
            raise Transient("The vector store is away.")
        return right(*arguments, **fields)

    monkeypatch.setattr(evaluate, "retrieve", fails_once)
    platform.run_jobs()
    assert (done(path), status(owner, path)()) == (1, "running")
    with unit_of_work() as uow:
        job = uow.session.scalars(select(Job).where(Job.kind == "evaluate")).one()
        job.available_at = job.created_at
    platform.run_jobs()
    assert status(owner, path)() == "completed"
    assert len(calls) == 4


def test_a_generation_goes_on_after_the_last_stored_question(
    platform: Platform,
    owner: Client,
    kb: str,
    model: ScriptedModel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = "\n\n".join(f"Paragraph {n}. {HANDBOOK}" for n in range(60))
    platform.document(owner, kb, "long.txt", long)
    set_id = question_set(owner, kb, 1)
    asked: list[int] = []

    def made() -> str:
        asked.append(1)
        if len(asked) == 3:
            raise Transient("The model is away.")
        return json.dumps({"question": f"What is question {len(asked)}?", "answer": "That."})

    from app.services.evaluations import generate

    right = generate.asking.ask

    def scripted(context: Any, chat_model: Any, prompt: Any) -> Any:
        model.pieces = [made()]
        return right(context, chat_model, prompt)

    monkeypatch.setattr(generate.asking, "ask", scripted)
    body = {"count": 4, "keep": False}
    assert owner.post(f"{SETS}/{set_id}/generate", json=body).status_code == 202
    platform.run_jobs()
    with unit_of_work() as uow:
        job = uow.session.scalars(select(Job).where(Job.kind == "generate_questions")).one()
        assert (job.payload["made"], job.status) == (2, JobStatus.QUEUED)
        stored = set(uow.session.scalars(select(EvaluationQuestion.id)))
        job.available_at = job.created_at
    assert ok(owner.get(f"{SETS}/{set_id}"))["version"] == 1
    platform.run_jobs()
    after = ok(owner.get(f"{SETS}/{set_id}"))
    assert (after["version"], after["question_count"]) == (2, 4)
    assert len(asked) == 5
    with unit_of_work() as uow:
        assert stored <= set(uow.session.scalars(select(EvaluationQuestion.id)))


# --- llmb eval -------------------------------------------------------------------------------


def llmb_eval(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=BACKEND,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_runs_without_a_worker_and_tells_the_metrics(
    platform: Platform, owner: Client, kb: str
) -> None:
    set_id = question_set(owner, kb)
    good = llmb_eval("--set", "basics", "--fail-under", "ndcg@10=0.9", "--fail-under", "mrr=1")
    assert good.returncode == 0, good.stderr
    assert "ndcg@10             1.0000" in good.stdout
    told = llmb_eval("--set", set_id, "--profile", '{"top_k": 3}', "--json")
    run = json.loads(told.stdout)
    assert (told.returncode, run["status"], run["profile"]["top_k"]) == (0, "completed", 3)
    assert ok(owner.get(RUNS))["total"] == 2


def test_the_command_fails_below_a_limit(owner: Client, kb: str) -> None:
    question_set(owner, kb)
    bad = llmb_eval("--set", "Basics", "--fail-under", "ndcg@10=1.01")
    assert bad.returncode == 1
    assert "ndcg@10 is 1.0000, below 1.01." in bad.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "No such"], "There is no question set"),
        (["--set", "Basics", "--fail-under", "ndcg@10"], "is no NAME=VALUE"),
        (["--set", "Basics", "--fail-under", "fame=1"], "no metric 'fame'"),
        (["--set", "Basics", "--profile", "{"], "JSON"),
        (["--set", "Basics", "--profile", '{"top_k": 0}'], "top_k"),
        (["--set", "Basics", "--version", "9"], "no such version"),
        (["--set", "Basics", "--as", "nobody@example.com"], "There is no user"),
        (["--set", "Basics", "--as", "stranger@example.com"], "no such question set"),
        ([], "--set"),
    ],
)
def test_the_command_says_when_it_could_not_run(
    platform: Platform, owner: Client, kb: str, arguments: list[str], message: str
) -> None:
    platform.register("stranger@example.com", role="builder")
    question_set(owner, kb)
    failed = llmb_eval(*arguments)
    assert failed.returncode == 2, failed.stderr
    assert message in failed.stderr


def test_a_name_of_several_sets_is_not_guessed(platform: Platform, owner: Client, kb: str) -> None:
    question_set(owner, kb)
    question_set(owner, platform_kb_with_document(platform, owner))
    failed = llmb_eval("--set", "Basics")
    assert failed.returncode == 2
    assert "2 question sets have this name." in failed.stderr


def platform_kb_with_document(platform: Platform, owner: Client) -> str:
    kb_id = str(platform.knowledge_base(owner, "Another")["id"])
    platform.document(owner, kb_id)
    return kb_id
