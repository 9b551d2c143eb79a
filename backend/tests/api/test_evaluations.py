"""Evaluation through the API: question sets, imports, runs, repetition, comparison, rights."""

import io
import json
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import AuditLog, EvaluationResult, EvaluationRun, UsageCounter, UsageRecord
from app.models.usage import UsageStatus
from tests.factories import HANDBOOK, Client, Platform, created, ok, problem, set_tier

SETS, RUNS = "/evaluations/question-sets", "/evaluations/runs"
TEXTS = {
    "leave.txt": "Parental leave is twenty-six weeks at full pay for every member of the crew.",
    "expenses.txt": "Expenses above 400 euros need approval by the harbour office in advance.",
    "ferry.txt": "The ferry Aurora carries 312 passengers and 48 cars between the two ports.",
    "tides.txt": "High water at the quay comes about fifty minutes later each day of the week.",
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "external_id": "q1",
        "question": "How many weeks of parental leave at full pay?",
        "expected_answer": "Twenty-six weeks at full pay.",
        "gold": [{"document_name": "leave.txt", "grade": 4}],
        "tags": ["people"],
    },
    {
        "external_id": "q2",
        "question": "Who has to give approval of expenses above 400 euros?",
        "gold": [{"document_name": "expenses"}, {"document_name": "ferry.txt", "grade": 2}],
    },
    {
        "question": "How many cars does the ferry Aurora carry?",
        "gold": [{"document_name": "ferry.txt", "char_start": 0, "char_end": 60, "grade": 3}],
    },
]


class Harbour:
    """A knowledge base with four documents, its project's people, and a question set."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.admin = platform.register("admin@example.com")
        self.owner = platform.register("maker@example.com", role="builder", tier="enterprise")
        self.project = created(self.owner.post("/projects", json={"name": "Harbour"}))["id"]
        self.people = {}
        for role in ("viewer", "editor"):
            self.people[role] = platform.register(f"{role}@example.com", role="builder")
            body = {"user_id": self.people[role].user["id"], "role": role}
            created(self.owner.post(f"/projects/{self.project}/members", json=body))
        self.stranger = platform.register("stranger@example.com", role="builder")
        body = {"name": "Handbook", "project_id": self.project}
        self.kb = created(self.owner.post("/knowledge-bases", json=body))["id"]
        self.documents = {
            name: platform.document(self.owner, self.kb, name, text)["id"]
            for name, text in TEXTS.items()
        }

    @property
    def editor(self) -> Client:
        return self.people["editor"]

    @property
    def viewer(self) -> Client:
        return self.people["viewer"]

    def question_set(self, questions: Any = QUESTIONS, name: str = "Basics") -> dict[str, Any]:
        body = {"knowledge_base_id": self.kb, "name": name, "questions": questions}
        return created(self.editor.post(SETS, json=body))

    def run(self, set_id: str, client: Client | None = None, **fields: Any) -> dict[str, Any]:
        client = client or self.editor
        started = accepted(client.post(RUNS, json={"question_set_id": set_id, **fields}))
        self.platform.run_jobs()
        return ok(client.get(f"{RUNS}/{started['id']}"))

    def deployment(self, **fields: Any) -> str:
        made = self.platform.deployment(self.owner, [self.kb], project_id=self.project, **fields)
        return str(made["id"])

    def restrict(self, name: str) -> str:
        """Let only a new group read a document; returns the group."""
        group = created(self.admin.post("/groups", json={"name": uuid.uuid4().hex}))["id"]
        path = f"/knowledge-bases/{self.kb}/documents/{self.documents[name]}/restriction"
        ok(self.admin.put(path, json={"group_ids": [group]}))
        return str(group)

    def join(self, group: str, client: Client) -> None:
        body = {"user_id": client.user["id"]}
        created(self.admin.post(f"/groups/{group}/members", json=body))


def accepted(response: Any) -> dict[str, Any]:
    assert response.status_code == 202, response.text
    body: dict[str, Any] = response.json()
    return body


def metrics_of(run: dict[str, Any]) -> dict[str, float]:
    return {metric["name"]: metric["value"] for metric in run["metrics"]}


def results_of(client: Client, run_id: str, **params: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = ok(client.get(f"{RUNS}/{run_id}/results", params=params))["items"]
    return items


def stored_results(run_id: str) -> list[tuple[Any, ...]]:
    """Everything that a run found except how long it took, in the order of the questions."""
    with unit_of_work() as uow:
        rows = uow.session.scalars(
            select(EvaluationResult)
            .where(EvaluationResult.run_id == uuid.UUID(run_id))
            .order_by(EvaluationResult.question_id)
        ).all()
        return [(row.question_id, row.metrics, row.retrieved, row.answer) for row in rows]


def import_file(client: Client, set_id: str, name: str, content: str | bytes, **more: Any) -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    files = {"file": (name, io.BytesIO(data)), **more}
    return client.post(f"{SETS}/{set_id}/import", files=files)


@pytest.fixture
def harbour(platform: Platform) -> Harbour:
    set_tier("enterprise", requests_per_minute=None)
    set_tier("free", requests_per_minute=None)
    return Harbour(platform)


# --- question sets ---------------------------------------------------------------------------


def test_a_set_is_made_read_changed_and_deleted(harbour: Harbour) -> None:
    made = harbour.question_set()
    assert (made["version"], made["question_count"]) == (1, 3)
    assert (made["project_name"], made["knowledge_base_name"]) == ("Harbour", "Handbook")
    path = f"{SETS}/{made['id']}"
    assert ok(harbour.editor.patch(path, json={"name": "First"}))["name"] == "First"
    assert [item["name"] for item in ok(harbour.viewer.get(SETS))["items"]] == ["First"]
    run = harbour.run(made["id"])
    assert harbour.editor.delete(path).status_code == 204
    problem(harbour.editor.get(path), 404, "question_set_not_found")
    problem(harbour.editor.get(f"{RUNS}/{run['id']}"), 404, "evaluation_run_not_found")
    with unit_of_work() as uow:
        query = select(AuditLog.action).where(AuditLog.resource_id == made["id"])
        actions = uow.session.scalars(query.order_by(AuditLog.sequence)).all()
    assert actions == [
        "question_set.created",
        "question_set.version_added",
        "question_set.changed",
        "question_set.deleted",
    ]


def test_sets_and_runs_are_listed_by_project(harbour: Harbour) -> None:
    made = harbour.question_set()
    run = harbour.run(made["id"])
    for path, item in ((SETS, made), (RUNS, run)):
        here = ok(harbour.editor.get(path, params={"project_id": harbour.project}))
        assert ([found["id"] for found in here["items"]], here["total"]) == ([item["id"]], 1)
        assert ok(harbour.editor.get(path, params={"project_id": str(uuid.uuid4())}))["total"] == 0


def test_gold_has_both_id_and_name_and_is_found_without_extension(harbour: Harbour) -> None:
    made = harbour.question_set()
    found = ok(harbour.viewer.get(f"{SETS}/{made['id']}/questions"))
    second = found["items"][1]
    assert [(gold["document_id"], gold["document_name"]) for gold in second["gold"]] == [
        (harbour.documents["ferry.txt"], "ferry.txt"),
        (harbour.documents["expenses.txt"], "expenses.txt"),
    ]
    searched = ok(harbour.viewer.get(f"{SETS}/{made['id']}/questions", params={"q": "AURORA"}))
    assert searched["total"] == 1


def test_versions_never_change(harbour: Harbour) -> None:
    made = harbour.question_set()
    path = f"{SETS}/{made['id']}"
    body = {"questions": QUESTIONS[:1], "note": "Only one"}
    added = created(harbour.editor.post(f"{path}/versions", json=body))
    assert (added["version"], added["origin"], added["note"]) == (2, "form", "Only one")
    versions = ok(harbour.viewer.get(f"{path}/versions"))["items"]
    assert [(v["version"], v["question_count"]) for v in versions] == [(2, 1), (1, 3)]
    assert ok(harbour.viewer.get(f"{path}/questions", params={"version": 1}))["total"] == 3
    assert ok(harbour.viewer.get(f"{path}/questions"))["total"] == 1
    missing = harbour.viewer.get(f"{path}/questions", params={"version": 9})
    problem(missing, 404, "question_set_version_not_found")


def test_unknown_documents_are_listed_and_nothing_is_written(harbour: Harbour) -> None:
    questions = [{"question": "Why so?", "gold": [{"document_name": n}]} for n in ("no", "nope")]
    body = {"knowledge_base_id": harbour.kb, "name": "Bad", "questions": questions}
    error = problem(harbour.editor.post(SETS, json=body), 422, "unknown_documents")
    assert error["details"]["documents"] == ["no", "nope"]
    assert ok(harbour.editor.get(SETS))["total"] == 0


def test_a_document_of_another_knowledge_base_is_unknown(harbour: Harbour) -> None:
    other = created(
        harbour.owner.post("/knowledge-bases", json={"name": "B", "project_id": harbour.project})
    )["id"]
    there = harbour.platform.document(harbour.owner, other, "b.txt", HANDBOOK)["id"]
    questions = [{"question": "Why so?", "gold": [{"document_id": there}]}]
    body = {"knowledge_base_id": harbour.kb, "name": "Bad", "questions": questions}
    problem(harbour.editor.post(SETS, json=body), 422, "unknown_documents")


@pytest.mark.parametrize(
    ("gold", "code"),
    [
        ({}, "invalid_request"),
        ({"document_name": "leave.txt", "grade": 5}, "invalid_request"),
        ({"document_name": "leave.txt", "char_start": 3}, "invalid_request"),
        ({"document_name": "leave.txt", "char_start": 3, "char_end": 3}, "invalid_request"),
        ({"document_name": "leave.txt", "char_start": 3, "char_end": 2**40}, "invalid_request"),
        ({"document_name": "a\x00"}, "invalid_request"),
        ({"document_id": str(uuid.uuid4())}, "unknown_documents"),
    ],
)
def test_gold_that_says_nothing_is_refused(
    harbour: Harbour, gold: dict[str, Any], code: str
) -> None:
    questions = [{"question": "Why so?", "gold": [gold]}]
    body = {"knowledge_base_id": harbour.kb, "name": "Bad", "questions": questions}
    problem(harbour.editor.post(SETS, json=body), 422, code)


def test_the_same_place_or_id_twice_is_refused(harbour: Harbour) -> None:
    twice = [{"document_name": "leave.txt"}, {"document_id": harbour.documents["leave.txt"]}]
    body = {"questions": [{"question": "Why so?", "gold": twice}]}
    path = f"{SETS}/{harbour.question_set()['id']}/versions"
    problem(harbour.editor.post(path, json=body), 422, "duplicate_gold")
    same = {"questions": [{"question": "Why?", "external_id": "a"}] * 2}
    problem(harbour.editor.post(path, json=same), 422, "bad_rows")


def test_a_name_is_taken_once_in_a_knowledge_base(harbour: Harbour) -> None:
    harbour.question_set(name="Twice")
    body = {"knowledge_base_id": harbour.kb, "name": "twice"}
    problem(harbour.editor.post(SETS, json=body), 409, "name_taken")


# --- files -----------------------------------------------------------------------------------


CSV = (
    "external_id,question,expected_answer,tags,document_name,grade\n"
    'q1,"How many weeks\nof leave?",Twenty-six,people; pay,leave.txt,4\n'
    'q1,"How many weeks\nof leave?",Twenty-six,people; pay,ferry.txt,1\n'
    "\n"
    "q2,Who approves?,,,expenses,\n"
    ",Why at all?,Because.,,,\n"
)


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace("people; pay", '"people; pay"').replace(",", ";").encode(),
        CSV.replace(",", "\t").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "crlf", "semicolons", "tabs"],
)
def test_csv_in_the_forms_that_programs_write(harbour: Harbour, content: bytes) -> None:
    made = harbour.question_set(questions=[])
    version = created(import_file(harbour.editor, made["id"], "set.csv", content))
    assert (version["version"], version["question_count"], version["origin"]) == (1, 3, "import")
    questions = ok(harbour.viewer.get(f"{SETS}/{made['id']}/questions"))["items"]
    assert [len(question["gold"]) for question in questions] == [2, 1, 0]
    assert questions[0]["tags"] == ["people", "pay"]
    assert questions[0]["question"].splitlines() == ["How many weeks", "of leave?"]
    assert [gold["grade"] for gold in questions[0]["gold"]] == [4, 1]


def test_every_bad_row_is_named_with_its_line(harbour: Harbour) -> None:
    made = harbour.question_set()
    bad = (
        "question,document_name,grade\n"
        '"A question\nof two lines?",leave.txt,1\n'
        ",leave.txt,1\n"
        "Fine?,leave.txt,9\n"
        "Fine too?,leave.txt,1,more\n"
    )
    error = problem(import_file(harbour.editor, made["id"], "a.csv", bad), 422, "bad_rows")
    assert [row["line"] for row in error["details"]["rows"]] == [4, 5, 6]
    assert error["details"]["rows"][1]["message"].startswith("grade: ")
    lines = [json.dumps(QUESTIONS[0]), "{", json.dumps({"question": "x", "owner": 1}), "[1]"]
    error = problem(
        import_file(harbour.editor, made["id"], "a.jsonl", "\n".join(lines)), 422, "bad_rows"
    )
    assert [row["line"] for row in error["details"]["rows"]] == [2, 3, 4]
    assert ok(harbour.viewer.get(f"{SETS}/{made['id']}"))["version"] == 1


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.csv", b"", 422, "bad_columns"),
        ("a.csv", b"text\nWhy?\n", 422, "bad_columns"),
        ("a.csv", b"question,owner\nWhy?,me\n", 422, "bad_columns"),
        ("a.csv", b"question,question\nWhy?,Why?\n", 422, "bad_columns"),
        ("a.csv", b"question\n", 422, "no_questions"),
        ("a.csv", b'question\n"Why', 422, "bad_rows"),
        ("a.jsonl", b'{"question": "a\\u0000b"}', 422, "bad_rows"),
        ("a.jsonl", b"", 422, "no_questions"),
        ("a.jsonl", b'{"question": "\\ud800"}', 422, "bad_rows"),
        ("a.jsonl", b"[" * 100_000, 422, "bad_rows"),
        ("a.jsonl", b'{"question": "Why?", "gold": [{"document_name": "x"}]}', 422,
         "unknown_documents"),
        ("a.jsonl", b'{"question": "Why so?"}\n' * 5001, 422, "too_many_questions"),
    ],
)  # fmt: skip
def test_files_that_are_no_question_sets(
    harbour: Harbour, name: str, content: bytes, status: int, code: str
) -> None:
    made = harbour.question_set()
    problem(import_file(harbour.editor, made["id"], name, content), status, code)
    assert ok(harbour.viewer.get(f"{SETS}/{made['id']}"))["version"] == 1


def test_a_note_with_nul_characters_is_refused(harbour: Harbour) -> None:
    path = f"{SETS}/{harbour.question_set()['id']}/import"
    files = {"file": ("a.jsonl", b'{"question": "Why so?"}')}
    problem(harbour.editor.post(path, files=files, data={"note": "a\x00"}), 422, "invalid_request")


def test_a_file_that_is_too_large_is_refused(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = harbour.question_set()
    monkeypatch.setattr("app.services.evaluations.question_files.MAX_BYTES", 1000)
    content = b'{"question": "Why so?"}\n' * 100
    problem(import_file(harbour.editor, made["id"], "a.jsonl", content), 413, "file_too_large")


def test_what_is_exported_can_be_imported_and_is_the_same(harbour: Harbour) -> None:
    questions = [
        *QUESTIONS,
        {"question": "=cmd|'/c calc'!A1", "expected_answer": "@SUM(1)", "tags": ["-1"]},
        {"question": "'quoted' and plain", "expected_answer": "+1"},
    ]
    made = harbour.question_set(questions=questions)
    path = f"{SETS}/{made['id']}"
    before = ok(harbour.viewer.get(f"{path}/questions"))["items"]
    for wanted in ("csv", "jsonl"):
        answer = harbour.viewer.get(f"{path}/export", params={"format": wanted})
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        created(import_file(harbour.editor, made["id"], f"a.{wanted}", answer.content))
        after = ok(harbour.viewer.get(f"{path}/questions"))["items"]
        assert [without_id(item) for item in after] == [without_id(item) for item in before]


def without_id(question: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in question.items() if key != "id"}


def test_an_export_runs_nothing_in_a_spreadsheet(harbour: Harbour) -> None:
    made = harbour.question_set(questions=[{"question": "=HYPERLINK(1)"}])
    exported = harbour.viewer.get(f"{SETS}/{made['id']}/export").text
    assert ",'=HYPERLINK(1)," in exported


def test_the_tables_of_trec_collections(harbour: Harbour) -> None:
    made = harbour.question_set(questions=[])
    queries = "1\tHow long is parental leave?\n2\tWho approves expenses?\n"
    qrels = "1 0 leave 4\n1 0 ferry 0\n2\texpenses.txt\t2\n"
    files = {"qrels": ("qrels.tsv", io.BytesIO(qrels.encode()))}
    created(import_file(harbour.editor, made["id"], "queries.tsv", queries, **files))
    found = ok(harbour.viewer.get(f"{SETS}/{made['id']}/questions"))["items"]
    assert [(item["external_id"], item["gold"][0]["grade"]) for item in found] == [
        ("1", 4),
        ("2", 2),
    ]
    bad = {"qrels": ("qrels.tsv", io.BytesIO(b"9 0 leave 1\n1 0 leave high\n1 leave\n"))}
    error = problem(
        import_file(harbour.editor, made["id"], "q.tsv", queries, **bad), 422, "bad_rows"
    )
    assert [row["line"] for row in error["details"]["rows"]] == [1, 2, 3]


# --- runs ------------------------------------------------------------------------------------


def test_a_run_measures_what_the_search_finds(harbour: Harbour) -> None:
    made = harbour.question_set()
    run = harbour.run(made["id"], name="First")
    assert (run["status"], run["name"], run["error"]) == ("completed", "First", None)
    assert run["progress"] == {"percent": 100, "done": 3, "total": 3, "eta_seconds": None}
    assert (run["version"], run["question_set_name"]) == (1, "Basics")
    metrics = metrics_of(run)
    assert metrics["hit@1"] == 1
    assert metrics["mrr"] == 1
    assert 0.8 < metrics["ndcg@10"] < 1
    assert metrics["latency_p50_ms"] > 0
    assert "correctness" not in metrics
    assert all(metric["low"] <= metric["value"] <= metric["high"] for metric in run["metrics"])
    (state,) = run["index_states"]
    assert state["knowledge_base_id"] == harbour.kb
    first = results_of(harbour.viewer, run["id"], sort="ordinal")[0]
    assert first["question"]["external_id"] == "q1"
    assert first["retrieved"][0]["document_name"] == "leave.txt"
    assert first["retrieved"][0]["relevant_grade"] == 4
    assert first["retrieved"][1]["relevant_grade"] == 0
    assert first["answer"] is None


def test_the_worst_questions_come_first(harbour: Harbour) -> None:
    questions = [*QUESTIONS, {"question": "Aurora?", "gold": [{"document_name": "tides.txt"}]}]
    run = harbour.run(harbour.question_set(questions=questions)["id"])
    worst = results_of(harbour.viewer, run["id"], limit=1)[0]
    assert worst["question"]["ordinal"] == 3


def test_a_repeated_run_is_the_same_to_the_bit(harbour: Harbour) -> None:
    made = harbour.question_set()
    first = harbour.run(made["id"], profile={"candidates": 40})
    created(harbour.editor.post(f"{SETS}/{made['id']}/versions", json={"questions": QUESTIONS[:1]}))
    again = accepted(harbour.editor.post(f"{RUNS}/{first['id']}/repeat"))
    harbour.platform.run_jobs()
    second = ok(harbour.editor.get(f"{RUNS}/{again['id']}"))
    assert second["repeats_run_id"] == first["id"]
    assert second["differences"] == []
    for name in ("profile", "version", "seed", "index_states"):
        assert second[name] == first[name]
    assert stored_results(first["id"]) == stored_results(second["id"])
    assert [m for m in second["metrics"] if "latency" not in m["name"]] == [
        m for m in first["metrics"] if "latency" not in m["name"]
    ]


def test_a_repeated_run_says_which_index_has_changed(harbour: Harbour) -> None:
    made = harbour.question_set()
    first = harbour.run(made["id"])
    harbour.platform.document(harbour.owner, harbour.kb, "new.txt", "Quite another matter here.")
    again = accepted(harbour.editor.post(f"{RUNS}/{first['id']}/repeat"))
    harbour.platform.run_jobs()
    second = ok(harbour.editor.get(f"{RUNS}/{again['id']}"))
    assert second["status"] == "completed"
    assert len(second["differences"]) == 1
    assert "“Handbook”" in second["differences"][0]
    diff = ok(harbour.viewer.get(f"{RUNS}/{second['id']}/diff", params={"with": first["id"]}))
    assert diff["comparable"]
    assert diff["reasons"] == ["They searched indexes with other contents."]


def test_a_document_that_was_replaced_is_followed_by_its_name(harbour: Harbour) -> None:
    made = harbour.question_set()
    path = f"/knowledge-bases/{harbour.kb}/documents/{harbour.documents['leave.txt']}"
    assert harbour.owner.delete(path).status_code == 204
    harbour.platform.run_jobs()
    gone = harbour.run(made["id"])
    assert metrics_of(gone)["hit@1"] == pytest.approx(2 / 3)
    assert "1 of the documents" in gone["differences"][0]
    harbour.platform.document(
        harbour.owner, harbour.kb, "leave.txt", TEXTS["leave.txt"] + " As of this year."
    )
    back = harbour.run(made["id"])
    assert metrics_of(back)["hit@1"] == 1
    assert back["differences"] == []


def test_answers_are_checked_by_words_and_by_the_model(
    harbour: Harbour, model: ScriptedModel
) -> None:
    made = harbour.question_set()
    deployment = harbour.deployment()
    model.pieces = [
        "Parental leave is twenty-six weeks at full pay [1]. The moon is made of cheese."
    ]
    run = harbour.run(made["id"], deployment_id=deployment)
    metrics = metrics_of(run)
    first = results_of(harbour.viewer, run["id"], sort="ordinal")[0]
    assert first["answer"] == model.pieces[0]
    checks = first["answer_checks"]
    assert checks["groundedness"] == 0.5
    assert checks["method"] == "token_f1"
    # Of 15 words of the answer and 6 expected ones, 6 are the same.
    assert checks["correctness"] == checks["token_f1"] == pytest.approx(2 * 6 / (15 + 6))
    assert metrics["correctness"] == checks["correctness"]
    counts = {metric["name"]: metric["count"] for metric in run["metrics"]}
    assert (counts["correctness"], counts["groundedness"], counts["mrr"]) == (1, 3, 3)

    model.pieces = ['{"correct": true}']
    judged = harbour.run(made["id"], deployment_id=deployment, check_answers=True)
    checks = results_of(harbour.viewer, judged["id"], sort="ordinal")[0]["answer_checks"]
    assert (checks["judged_correct"], checks["method"], checks["correctness"]) == (True, "model", 1)

    model.pieces = ["I would rather not say."]
    refused = harbour.run(made["id"], deployment_id=deployment, check_answers=True)
    checks = results_of(harbour.viewer, refused["id"], sort="ordinal")[0]["answer_checks"]
    assert (checks["judged_correct"], checks["method"]) == (None, "token_f1")


def test_a_run_that_answers_is_given_the_passages_of_its_profile(
    harbour: Harbour, model: ScriptedModel
) -> None:
    made = harbour.question_set(questions=QUESTIONS[:1])
    harbour.run(made["id"], deployment_id=harbour.deployment(), profile={"top_k": 2})
    (prompt,) = model.prompts
    said = prompt.messages[-1].content
    assert "[2]" in said
    assert "[3]" not in said
    assert TEXTS["leave.txt"] in said


def test_a_deployment_has_to_search_the_set_s_knowledge_base(harbour: Harbour) -> None:
    made = harbour.question_set()
    other = harbour.platform.deployment(harbour.owner, [], project_id=harbour.project)["id"]
    body = {"question_set_id": made["id"], "deployment_id": other}
    problem(harbour.editor.post(RUNS, json=body), 409, "other_knowledge_base")
    body = {"question_set_id": made["id"], "check_answers": True}
    problem(harbour.editor.post(RUNS, json=body), 422, "invalid_request")
    problem(
        harbour.editor.post(RUNS, json={"question_set_id": made["id"], "version": 7}),
        404,
        "question_set_version_not_found",
    )


def test_a_run_that_waits_is_cancelled_at_once_and_costs_nothing(harbour: Harbour) -> None:
    made = harbour.question_set()
    started = accepted(harbour.editor.post(RUNS, json={"question_set_id": made["id"]}))
    assert (started["status"], started["progress"]["done"]) == ("pending", 0)
    cancelled = accepted(harbour.editor.post(f"{RUNS}/{started['id']}/cancel"))
    assert cancelled["status"] == "cancelled"
    problem(harbour.editor.post(f"{RUNS}/{started['id']}/cancel"), 409, "run_ended")
    assert harbour.platform.run_jobs() == 0
    with unit_of_work() as uow:
        counters = uow.session.scalars(select(UsageCounter)).all()
    assert all(counter.reserved_tokens == 0 for counter in counters)


def test_the_job_board_cancels_and_retries_runs(harbour: Harbour) -> None:
    made = harbour.question_set()
    started = accepted(harbour.editor.post(RUNS, json={"question_set_id": made["id"]}))
    accepted(harbour.admin.post(f"/jobs/{started['job_id']}/cancel"))
    assert ok(harbour.editor.get(f"{RUNS}/{started['id']}"))["status"] == "cancelled"
    accepted(harbour.admin.post(f"/jobs/{started['job_id']}/retry"))
    harbour.platform.run_jobs()
    assert ok(harbour.editor.get(f"{RUNS}/{started['id']}"))["status"] == "completed"


def test_a_run_is_charged_once_with_what_it_took(harbour: Harbour, model: ScriptedModel) -> None:
    made = harbour.question_set()
    harbour.run(made["id"])
    with unit_of_work() as uow:
        record = uow.session.scalars(
            select(UsageRecord).where(UsageRecord.kind == "evaluation")
        ).one()
    assert record.status == UsageStatus.SETTLED
    assert str(record.user_id) == harbour.editor.user["id"]
    assert str(record.project_id) == harbour.project
    embedder = harbour.platform.ports.embedders.get("all-MiniLM-L6-v2")
    expected = sum(embedder.count_tokens(question["question"]) for question in QUESTIONS)
    assert (record.prompt_tokens, record.completion_tokens) == (expected, 0)

    harbour.run(made["id"], deployment_id=harbour.deployment())
    with unit_of_work() as uow:
        answered = uow.session.scalars(
            select(UsageRecord).where(
                UsageRecord.kind == "evaluation", UsageRecord.deployment_id.is_not(None)
            )
        ).one()
    # The scripted model counts 7 tokens of prompt, and one a piece.
    assert answered.prompt_tokens == expected + 3 * 7
    assert answered.completion_tokens == 3 * len(model.pieces)


def test_tokens_that_do_not_suffice_refuse_a_run(harbour: Harbour) -> None:
    made = harbour.question_set()
    set_tier(harbour.editor.user["tier"], tokens_per_month=5)
    error = problem(
        harbour.editor.post(RUNS, json={"question_set_id": made["id"]}), 429, "quota_exceeded"
    )
    assert error["details"]["meter"] == "tokens"
    assert ok(harbour.editor.get(RUNS))["total"] == 0
    problem(
        harbour.editor.post(f"{SETS}/{made['id']}/generate", json={"count": 2}),
        429,
        "quota_exceeded",
    )


# --- comparison and promotion ----------------------------------------------------------------


def test_two_runs_are_compared_question_by_question(harbour: Harbour) -> None:
    made = harbour.question_set()
    a, b = harbour.run(made["id"]), harbour.run(made["id"])
    diff = ok(harbour.viewer.get(f"{RUNS}/{b['id']}/diff", params={"with": a["id"]}))
    assert (diff["a"]["id"], diff["b"]["id"]) == (a["id"], b["id"])
    assert (diff["better"], diff["worse"], diff["same"]) == (0, 0, 3)
    assert (diff["comparable"], diff["reasons"], diff["by"]) == (True, [], "ndcg@10")
    by_name = {metric["name"]: metric for metric in diff["metrics"]}
    assert by_name["mrr"]["change"] == 0
    assert not by_name["mrr"]["significant"]
    # As if the second one had found nothing for the first question.
    with unit_of_work() as uow:
        query = select(EvaluationResult).where(EvaluationResult.run_id == uuid.UUID(b["id"]))
        row = min(uow.session.scalars(query), key=lambda row: -row.metrics["recall@1"])
        row.metrics = dict.fromkeys(row.metrics, 0.0)
    diff = ok(harbour.viewer.get(f"{RUNS}/{b['id']}/diff", params={"with": a["id"]}))
    assert (diff["better"], diff["worse"], diff["same"]) == (0, 1, 2)
    assert diff["questions"][0]["verdict"] == "worse"
    assert diff["questions"][0]["change"] == -1


def test_runs_of_other_versions_are_compared_by_what_they_share(harbour: Harbour) -> None:
    made = harbour.question_set()
    a = harbour.run(made["id"])
    changed = [QUESTIONS[0], {"question": "Something else?", "gold": QUESTIONS[1]["gold"]}]
    created(harbour.editor.post(f"{SETS}/{made['id']}/versions", json={"questions": changed}))
    b = harbour.run(made["id"])
    diff = ok(harbour.viewer.get(f"{RUNS}/{b['id']}/diff", params={"with": a["id"]}))
    assert len(diff["questions"]) == 1
    assert diff["comparable"]
    assert "1 questions are the same" in diff["reasons"][0]
    other = harbour.run(harbour.question_set(changed[1:], name="Other")["id"])
    diff = ok(harbour.viewer.get(f"{RUNS}/{other['id']}/diff", params={"with": a["id"]}))
    assert (diff["comparable"], diff["questions"], diff["metrics"]) == (False, [], [])


def test_runs_that_have_not_ended_are_not_compared(harbour: Harbour) -> None:
    made = harbour.question_set()
    a = harbour.run(made["id"])
    b = accepted(harbour.editor.post(RUNS, json={"question_set_id": made["id"]}))
    answer = harbour.viewer.get(f"{RUNS}/{b['id']}/diff", params={"with": a["id"]})
    problem(answer, 409, "run_not_completed")


def test_the_settings_of_a_run_are_put_in_force(harbour: Harbour) -> None:
    made = harbour.question_set()
    kb_path = f"/knowledge-bases/{harbour.kb}"
    ok(harbour.owner.patch(kb_path, json={"config": {"chunk_size": 100, "chunk_overlap": 10}}))
    run = harbour.run(made["id"], profile={"top_k": 5, "keyword_weight": 0.5, "diversity": 0.2})
    path = f"{RUNS}/{run['id']}/promote"
    body = {"target": "knowledge_base", "id": harbour.kb}
    promoted = ok(harbour.editor.post(path, json=body))
    assert (promoted["name"], promoted["profile"]) == ("Handbook", run["profile"])
    kb = ok(harbour.viewer.get(kb_path))
    assert kb["config"]["retrieval"] == run["profile"]
    # Only what differs becomes the knowledge base's own; what it had decided before stays.
    own = {name: value for name, value in kb["overrides"]["retrieval"].items() if value is not None}
    assert own == {"top_k": 5, "keyword_weight": 0.5, "diversity": 0.2}
    assert kb["overrides"]["chunk_size"] == 100
    assert harbour.run(made["id"])["profile"] == run["profile"]

    deployment = harbour.deployment()
    body = {"target": "deployment", "id": deployment}
    ok(harbour.editor.post(path, json=body))
    assert ok(harbour.viewer.get(f"/deployments/{deployment}"))["retrieval"] == run["profile"]
    with unit_of_work() as uow:
        query = select(AuditLog.details).where(AuditLog.action == "evaluation_run.promoted")
        targets = [details["target"] for details in uow.session.scalars(query)]
    assert sorted(targets) == ["deployment", "knowledge_base"]


def test_settings_are_put_in_force_by_those_who_may_and_in_their_project(harbour: Harbour) -> None:
    made = harbour.question_set()
    path = f"{RUNS}/{harbour.run(made['id'])['id']}/promote"
    body = {"target": "knowledge_base", "id": harbour.kb}
    problem(harbour.viewer.post(path, json=body), 403, "project_role")
    problem(harbour.stranger.post(path, json=body), 404, "evaluation_run_not_found")
    other = harbour.platform.knowledge_base(harbour.editor, "Elsewhere")["id"]
    body = {"target": "knowledge_base", "id": other}
    problem(harbour.editor.post(path, json=body), 409, "other_project")
    body = {"target": "deployment", "id": str(uuid.uuid4())}
    problem(harbour.editor.post(path, json=body), 404, "deployment_not_found")
    problem(
        harbour.editor.post(path, json={"target": "galaxy", "id": other}), 422, "invalid_request"
    )


# --- generated questions ---------------------------------------------------------------------


def test_a_model_makes_questions_with_their_passage_as_gold(
    harbour: Harbour, model: ScriptedModel
) -> None:
    made = harbour.question_set(questions=QUESTIONS[:1])
    path = f"{SETS}/{made['id']}"
    model.pieces = ['Sure: {"question": "How many weeks is it?", "answer": "Twenty-six."}']
    waiting = accepted(harbour.editor.post(f"{path}/generate", json={"count": 1, "seed": 3}))
    assert waiting["generation"]["status"] == "queued"
    assert ok(harbour.viewer.get(f"{path}/questions"))["total"] == 1
    problem(
        harbour.editor.post(f"{path}/generate", json={"count": 1}), 409, "generation_in_progress"
    )
    harbour.platform.run_jobs()
    after = ok(harbour.viewer.get(path))
    assert (after["version"], after["question_count"], after["generation"]) == (2, 2, None)
    found, kept = ok(harbour.viewer.get(f"{path}/questions"))["items"]
    assert (found["question"], found["expected_answer"]) == ("How many weeks is it?", "Twenty-six.")
    (gold,) = found["gold"]
    text = TEXTS[gold["document_name"]]
    assert text[gold["char_start"] : gold["char_end"]] in model.prompts[0].messages[1].content
    assert kept["external_id"] == "q1"
    version = ok(harbour.viewer.get(f"{path}/versions"))["items"][0]
    assert (version["origin"], version["note"].endswith("seed 3")) == ("generated", True)


def test_a_model_that_makes_no_questions_fails_with_a_reason(
    harbour: Harbour, model: ScriptedModel
) -> None:
    made = harbour.question_set()
    path = f"{SETS}/{made['id']}"
    model.pieces = ["What a lovely passage."]
    accepted(harbour.editor.post(f"{path}/generate", json={"count": 2}))
    harbour.platform.run_jobs()
    after = ok(harbour.viewer.get(path))
    assert after["version"] == 1
    assert after["generation"]["error"]["code"] == "no_questions_made"
    with unit_of_work() as uow:
        assert all(c.reserved_tokens == 0 for c in uow.session.scalars(select(UsageCounter)))


def test_a_generation_can_be_cancelled_and_leaves_nothing(harbour: Harbour) -> None:
    made = harbour.question_set()
    path = f"{SETS}/{made['id']}"
    accepted(harbour.editor.post(f"{path}/generate", json={"count": 2}))
    assert accepted(harbour.editor.post(f"{path}/generate/cancel"))["generation"] is None
    problem(harbour.editor.post(f"{path}/generate/cancel"), 409, "no_generation")
    assert [v["version"] for v in ok(harbour.viewer.get(f"{path}/versions"))["items"]] == [1]


# --- rights ----------------------------------------------------------------------------------


def test_viewers_read_editors_write_and_strangers_see_nothing(harbour: Harbour) -> None:
    made = harbour.question_set()
    run = harbour.run(made["id"])
    for path in (
        f"{SETS}/{made['id']}",
        f"{SETS}/{made['id']}/versions",
        f"{SETS}/{made['id']}/questions",
        f"{SETS}/{made['id']}/export",
        f"{RUNS}/{run['id']}",
        f"{RUNS}/{run['id']}/results",
        f"{RUNS}/{run['id']}/diff?with={run['id']}",
        f"{RUNS}?question_set_id={made['id']}",
    ):
        assert harbour.viewer.get(path).status_code == 200, path
        assert harbour.stranger.get(path).status_code == 404, path
    assert ok(harbour.stranger.get(SETS))["total"] == ok(harbour.stranger.get(RUNS))["total"] == 0
    body = {"question_set_id": made["id"]}
    problem(harbour.viewer.post(RUNS, json=body), 403, "project_role")
    problem(harbour.stranger.post(RUNS, json=body), 404, "question_set_not_found")
    problem(harbour.viewer.post(f"{RUNS}/{run['id']}/repeat"), 403, "project_role")
    problem(harbour.viewer.delete(f"{SETS}/{made['id']}"), 403, "project_role")


def test_what_restricted_documents_say_reaches_nobody_else(
    harbour: Harbour, model: ScriptedModel
) -> None:
    group = harbour.restrict("leave.txt")
    harbour.join(group, harbour.editor)
    made = harbour.question_set()
    model.pieces = ["Parental leave is twenty-six weeks at full pay [1]."]
    deployment = harbour.deployment()
    a = harbour.run(made["id"], deployment_id=deployment)
    b = harbour.run(made["id"], deployment_id=deployment)
    paths = (
        f"{SETS}/{made['id']}",
        f"{SETS}/{made['id']}/questions",
        f"{SETS}/{made['id']}/versions",
        f"{SETS}/{made['id']}/export",
        f"{SETS}/{made['id']}/export?format=jsonl",
        f"{RUNS}/{a['id']}/results",
        f"{RUNS}/{b['id']}/diff?with={a['id']}",
    )
    secrets = ("leave.txt", harbour.documents["leave.txt"], "parental", "twenty-six")
    for path in paths:
        said = harbour.viewer.get(path).text.lower()
        assert not [secret for secret in secrets if secret in said], path
        assert "expenses" in harbour.viewer.get(path).text or path == paths[0] or path == paths[2]
    assert ok(harbour.viewer.get(paths[0]))["question_count"] == 2
    assert ok(harbour.editor.get(paths[0]))["question_count"] == 3
    assert ok(harbour.owner.get(paths[0]))["question_count"] == 3
    assert {item["answer"] for item in results_of(harbour.viewer, a["id"])} == {None}
    assert {item["answer"] for item in results_of(harbour.editor, a["id"])} == {model.pieces[0]}


def test_questions_about_documents_that_are_gone_stay_with_their_writer(harbour: Harbour) -> None:
    group = harbour.restrict("leave.txt")
    harbour.join(group, harbour.editor)
    made = harbour.question_set()
    path = f"/knowledge-bases/{harbour.kb}/documents/{harbour.documents['leave.txt']}"
    assert harbour.owner.delete(path).status_code == 204
    harbour.platform.run_jobs()
    counts = {
        name: ok(client.get(f"{SETS}/{made['id']}"))["question_count"]
        for name, client in [("owner", harbour.owner), *harbour.people.items()]
    }
    assert counts == {"owner": 3, "editor": 3, "viewer": 2}


def test_a_restricted_document_cannot_be_named_by_others(harbour: Harbour) -> None:
    harbour.restrict("leave.txt")
    body = {"knowledge_base_id": harbour.kb, "name": "Probe", "questions": QUESTIONS[:1]}
    problem(harbour.editor.post(SETS, json=body), 422, "unknown_documents")


def test_a_run_searches_with_the_rights_of_who_asked_for_it(harbour: Harbour) -> None:
    group = harbour.restrict("tides.txt")
    harbour.join(group, harbour.editor)
    questions = [{"question": "High water at the quay?", "gold": [{"document_name": "ferry.txt"}]}]
    made = harbour.question_set(questions=questions)
    mine = harbour.run(made["id"])
    names = [
        item["document_name"] for item in results_of(harbour.editor, mine["id"])[0]["retrieved"]
    ]
    assert names[0] == "tides.txt"
    other = harbour.platform.register("second@example.com", role="builder")
    body = {"user_id": other.user["id"], "role": "editor"}
    created(harbour.owner.post(f"/projects/{harbour.project}/members", json=body))
    again = accepted(other.post(f"{RUNS}/{mine['id']}/repeat"))
    harbour.platform.run_jobs()
    theirs = ok(other.get(f"{RUNS}/{again['id']}"))
    assert "tides.txt" not in json.dumps(results_of(harbour.owner, again["id"]))
    assert any("other documents" in difference for difference in theirs["differences"])


def test_a_run_of_somebody_who_has_been_suspended_fails(harbour: Harbour) -> None:
    made = harbour.question_set()
    started = accepted(harbour.editor.post(RUNS, json={"question_set_id": made["id"]}))
    path = f"/users/{harbour.editor.user['id']}"
    ok(harbour.admin.patch(path, json={"is_active": False}))
    harbour.platform.run_jobs()
    run = ok(harbour.viewer.get(f"{RUNS}/{started['id']}"))
    assert (run["status"], run["error"]["code"]) == ("failed", "account_inactive")


def test_a_deleted_knowledge_base_takes_its_sets_along(harbour: Harbour) -> None:
    made = harbour.question_set()
    harbour.run(made["id"])
    assert harbour.owner.delete(f"/knowledge-bases/{harbour.kb}").status_code == 204
    problem(harbour.viewer.get(f"{SETS}/{made['id']}"), 404, "question_set_not_found")
    harbour.platform.run_jobs()
    with unit_of_work() as uow:
        assert uow.session.scalars(select(EvaluationRun)).all() == []
