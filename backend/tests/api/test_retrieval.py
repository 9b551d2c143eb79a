"""One path from a question to passages: profiles, filters, contexts, traces, what is remembered."""

import itertools
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Lock
from typing import Any

import pytest
from sqlalchemy import event, select

from app.core.errors import Transient
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.integrations.net import AddressGuard
from app.integrations.rerank import Rerankers
from app.models import Document, ModelRegistry
from app.services.models.rerank_models import registered_rerankers
from tests.factories import Client, Platform, created, events, ok, problem
from tests.http_servers import LoopbackServer, plain, serving

QUESTION = "How long is parental leave?"
HARBOUR = "The harbour master answers the telephone from six in the morning."
KITCHEN = "The kitchen opens at seven and closes after the last ferry."


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    made = platform.knowledge_base(owner)["id"]
    platform.document(owner, made)
    return str(made)


def search(client: Client, kb_id: str, query: str = QUESTION, **body: Any) -> dict[str, Any]:
    return ok(client.post(f"/knowledge-bases/{kb_id}/search", json={"query": query, **body}))


def names(found: dict[str, Any]) -> set[str]:
    return {hit["document_name"] for hit in found["hits"]}


def without_times(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in ("timings", "total_ms")}


def long_text(count: int = 30) -> str:
    """Paragraphs that are a passage each; one of them is about a lighthouse."""
    filler = "It is written down here so that nobody has to ask for it again. " * 6
    rules = [f"Rule {number} of the harbour. {filler}" for number in range(count)]
    rules[count // 2] = f"The lighthouse is lit at dusk by the lighthouse keeper. {filler}"
    return "\n\n".join(rules)


def test_a_hit_says_what_each_ranking_said_and_which_words_matched(owner: Client, kb: str) -> None:
    found = search(owner, kb)
    (hit,) = [hit for hit in found["hits"] if "twenty-six" in hit["text"]]
    assert hit["scores"]["dense"]["rank"] == hit["scores"]["keyword"]["rank"] == 1
    assert hit["scores"]["fused"] == {"rank": 1, "score": round(2 / 61, 6)}
    assert hit["scores"]["rerank"] is None
    assert hit["score"] == hit["scores"]["fused"]["score"]
    marked = {hit["text"][span["start"] : span["end"]].lower() for span in hit["matches"]}
    assert {"parental", "leave"} <= marked
    assert found["indexes"][0]["documents"] == 1
    assert found["candidate_count"] >= 1
    assert found["searched_query"] == QUESTION


def test_the_same_search_gives_the_same_bytes(platform: Platform, owner: Client, kb: str) -> None:
    platform.document(owner, kb, "rules.txt", long_text())
    first = search(owner, kb, QUESTION, top_k=20)
    platform.ports.memory = type(platform.ports.memory)()
    again = search(owner, kb, QUESTION, top_k=20)
    assert without_times(first) == without_times(again)
    assert len(first["hits"]) > 10


def test_layers_of_a_profile_are_default_preset_knowledge_base_request(
    owner: Client, kb: str
) -> None:
    preset = created(
        owner.post(
            "/rag-configs",
            json={
                "name": "Deep",
                "config": {"retrieval": {"top_k": 5, "candidates": 99, "neighbours": 1}},
            },
        )
    )
    body = {"preset_id": preset["id"], "config": {"retrieval": {"top_k": 6, "diversity": 0.2}}}
    changed = ok(owner.patch(f"/knowledge-bases/{kb}", json=body))
    assert changed["config"]["retrieval"]["top_k"] == 6
    assert changed["config"]["retrieval"]["candidates"] == 99
    assert changed["overrides"]["retrieval"]["candidates"] is None
    profile = search(owner, kb, profile={"neighbours": 0}, top_k=2)["profile"]
    assert (profile["top_k"], profile["candidates"], profile["neighbours"]) == (2, 99, 0)
    assert (profile["diversity"], profile["rrf_k"]) == (0.2, 60)


def test_a_deployment_stands_over_the_settings_of_its_only_knowledge_base(
    platform: Platform, owner: Client, kb: str
) -> None:
    ok(owner.patch(f"/knowledge-bases/{kb}", json={"config": {"retrieval": {"rrf_k": 7}}}))
    one = platform.deployment(owner, [kb], "One", config={"retrieval": {"top_k": 3}})
    assert (one["retrieval"]["rrf_k"], one["retrieval"]["top_k"]) == (7, 3)
    assert one["config"]["retrieval"]["rrf_k"] is None
    other = platform.knowledge_base(owner, "Other")["id"]
    two = platform.deployment(owner, [kb, other], "Two")
    assert (two["retrieval"]["rrf_k"], two["retrieval"]["top_k"]) == (60, 4)


NOTHING = {"dense_weight": 0, "keyword_weight": 0}
NO_MODEL = {"rerank_model_id": str(uuid.uuid4())}


@pytest.mark.parametrize(
    ("retrieval", "code"),
    [
        (NOTHING, "no_ranking"),
        (NO_MODEL, "unknown_rerank_model"),
        ({"top_k": 0}, "invalid_request"),
        ({"top_k": 51}, "invalid_request"),
        ({"candidates": 501}, "invalid_request"),
        ({"dense_weight": 11}, "invalid_request"),
        ({"neighbours": 6}, "invalid_request"),
        ({"diversity": 1.1}, "invalid_request"),
        ({"min_similarity": 2}, "invalid_request"),
        ({"rewrite": "always"}, "invalid_request"),
        ({"unknown": 1}, "invalid_request"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_in_every_layer(
    platform: Platform, owner: Client, kb: str, retrieval: dict[str, Any], code: str
) -> None:
    config = {"config": {"retrieval": retrieval}}
    model_id = platform.language_model(owner)["id"]
    refused = [
        owner.post("/rag-configs", json={"name": "P", **config}),
        owner.post("/knowledge-bases", json={"name": "K", **config}),
        owner.patch(f"/knowledge-bases/{kb}", json=config),
        owner.post(f"/knowledge-bases/{kb}/search", json={"query": QUESTION, "profile": retrieval}),
        owner.post(
            "/deployments",
            json={"name": "D", "model_id": model_id, "knowledge_base_ids": [kb], **config},
        ),
    ]
    for response in refused:
        problem(response, 422, code)


def test_a_document_decides_nothing_of_retrieval(owner: Client, kb: str) -> None:
    (document,) = ok(owner.get(f"/knowledge-bases/{kb}/documents"))["items"]
    path = f"/knowledge-bases/{kb}/documents/{document['id']}"
    body = {"config": {"retrieval": {"top_k": 3}}}
    problem(owner.patch(path, json=body), 422, "not_of_documents")


def test_settings_of_retrieval_put_no_document_out_of_date(owner: Client, kb: str) -> None:
    ok(owner.patch(f"/knowledge-bases/{kb}", json={"config": {"retrieval": {"top_k": 3}}}))
    again = owner.post(f"/knowledge-bases/{kb}/reindex")
    assert again.json() == {"queued": 0, "unchanged": 1}


def test_weights_leave_a_list_out(owner: Client, kb: str) -> None:
    words = search(owner, kb, profile={"dense_weight": 0})["hits"]
    assert words[0]["scores"]["dense"] is None
    assert words[0]["scores"]["keyword"]["rank"] == 1
    meaning = search(owner, kb, profile={"keyword_weight": 0})["hits"]
    assert meaning[0]["scores"]["keyword"] is None


def test_filters_narrow_a_search_to_documents(platform: Platform, owner: Client, kb: str) -> None:
    harbour = platform.document(owner, kb, "harbour.md", f"# Harbour\n\n{HARBOUR}")
    platform.document(owner, kb, "kitchen.txt", KITCHEN)
    with unit_of_work() as uow:
        row = uow.session.get_one(Document, uuid.UUID(harbour["id"]))
        row.document_metadata, row.language = {"author": "Kim"}, "en"
    everything = {"handbook.txt", "harbour.md", "kitchen.txt"}
    cases: list[tuple[dict[str, Any], set[str]]] = [
        ({}, everything),
        ({"document_ids": [harbour["id"]]}, {"harbour.md"}),
        ({"document_ids": [str(uuid.uuid4())]}, set()),
        ({"media_types": [harbour["media_type"]]}, {"harbour.md"}),
        ({"name_contains": "KITCH"}, {"kitchen.txt"}),
        ({"name_contains": "%"}, set()),
        ({"metadata": {"author": "Kim"}}, {"harbour.md"}),
        ({"metadata": {"author": "Robin"}}, set()),
        ({"languages": ["en"], "name_contains": "harbour"}, {"harbour.md"}),
        ({"created_after": "2100-01-01T00:00:00Z"}, set()),
        ({"created_before": "2100-01-01T00:00:00Z"}, everything),
        ({"name_contains": "kitchen", "metadata": {"author": "Kim"}}, set()),
    ]
    for filters, expected in cases:
        assert names(search(owner, kb, "harbour kitchen leave", filters=filters)) == expected
    bad = {"query": "x", "filters": {"languages": ["english"]}}
    problem(owner.post(f"/knowledge-bases/{kb}/search", json=bad), 422, "invalid_request")


def test_neighbours_are_read_with_a_passage_and_cited_without(
    platform: Platform, owner: Client, kb: str, model: ScriptedModel
) -> None:
    platform.document(owner, kb, "rules.txt", long_text())
    query = {"query": "lighthouse keeper dusk", "top_k": 1}
    alone = search(owner, kb, **query)["hits"][0]
    near = search(owner, kb, **query, profile={"neighbours": 1})["hits"][0]
    assert alone["context_text"] == alone["text"] == near["text"]
    assert near["context_start"] < near["char_start"] < near["char_end"] < near["context_end"]
    path = f"/knowledge-bases/{kb}/documents/{near['document_id']}/text"
    span = {"start": near["context_start"], "end": near["context_end"]}
    assert ok(owner.get(path, params=span))["text"] == near["context_text"]


def test_a_child_is_read_with_its_parent(platform: Platform, owner: Client) -> None:
    config = {"chunk_strategy": "parent_child", "chunk_size": 32, "parent_size": 128}
    made = created(
        owner.post(
            "/knowledge-bases", json={"name": "Parents", "config": config | {"chunk_overlap": 0}}
        )
    )
    platform.document(owner, made["id"], "rules.txt", long_text(6))
    query = {"query": "lighthouse keeper dusk", "top_k": 3}
    with_parents = search(owner, made["id"], **query)["hits"]
    assert len(with_parents[0]["context_text"]) > len(with_parents[0]["text"])
    spans = sorted((hit["context_start"], hit["context_end"]) for hit in with_parents)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    alone = search(owner, made["id"], **query, profile={"parents": False})["hits"]
    assert alone[0]["context_text"] == alone[0]["text"]


def asked(
    platform: Platform, client: Client, kb_ids: list[str], **fields: Any
) -> tuple[str, dict[str, Any]]:
    """The path of a new conversation's messages, and the answer to the question."""
    deployment = platform.deployment(client, kb_ids, **fields)
    chat = created(client.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    path = f"/chat/sessions/{chat['id']}/messages"
    last = events(client.post(f"{path}/stream", json={"content": QUESTION}))[-1]
    return path, last["message"]


def test_the_numbers_of_a_trace_are_those_of_the_test_screen(
    platform: Platform, owner: Client, kb: str, model: ScriptedModel
) -> None:
    platform.document(owner, kb, "rules.txt", long_text())
    overrides = {"top_k": 6, "neighbours": 1, "diversity": 0.3, "keyword_weight": 2}
    path, answer = asked(platform, owner, [kb], config={"retrieval": overrides})
    trace = ok(owner.get(f"{path}/{answer['id']}/trace"))
    platform.ports.memory = type(platform.ports.memory)()
    screen = search(owner, kb, profile=overrides)
    assert without_times(trace["retrieval"]) == without_times(screen)
    assert trace["passages"] == len(screen["hits"]) == 6
    assert trace["retrieval"]["timings"]
    question = ok(owner.get(path))["items"][0]
    problem(owner.get(f"{path}/{question['id']}/trace"), 404, "trace_not_found")


def test_a_trace_leaves_out_what_the_reader_may_not_open_any_more(
    platform: Platform, owner: Client, kb: str
) -> None:
    secret = platform.document(owner, kb, "secret.txt", "Parental leave is told in secret.")
    group = created(owner.post("/groups", json={"name": "Insiders"}))["id"]
    reader = platform.register("reader@example.com", role="user")
    deployment = platform.deployment(owner, [kb])
    sharing = {"everyone": True, "group_ids": []}
    ok(owner.put(f"/deployments/{deployment['id']}/sharing", json=sharing))
    chat = created(reader.post("/chat/sessions", json={"deployment_id": deployment["id"]}))
    path = f"/chat/sessions/{chat['id']}/messages"
    answer = events(reader.post(f"{path}/stream", json={"content": QUESTION}))[-1]["message"]
    trace = f"{path}/{answer['id']}/trace"
    assert names(ok(reader.get(trace))["retrieval"]) == {"handbook.txt", "secret.txt"}
    ok(
        owner.put(
            f"/knowledge-bases/{kb}/documents/{secret['id']}/restriction",
            json={"group_ids": [group]},
        )
    )
    response = reader.get(trace)
    assert names(ok(response)["retrieval"]) == {"handbook.txt"}
    assert "secret" not in response.text
    problem(owner.get(trace), 404, "chat_session_not_found")


def test_passages_that_do_not_fit_are_left_out_whole(
    platform: Platform, owner: Client, kb: str, model: ScriptedModel
) -> None:
    platform.document(owner, kb, "rules.txt", long_text(60))
    with unit_of_work() as uow:
        for row in uow.session.scalars(select(ModelRegistry)):
            row.config = {"context_tokens": 2048}
    path, answer = asked(platform, owner, [kb], config={"retrieval": {"top_k": 20}})
    trace = ok(owner.get(f"{path}/{answer['id']}/trace"))
    used, hits = trace["passages"], trace["retrieval"]["hits"]
    assert 1 <= used < len(hits) == 20
    prompt = model.prompts[-1].messages[-1].content
    assert all(hit["text"] in prompt for hit in hits[:used])
    assert f"[{used}]" in prompt
    assert f"[{used + 1}]" not in prompt


REWRITING = {"retrieval": {"rewrite": "history", "top_k": 4}}


def test_a_question_is_rewritten_with_the_history_before_it_is_searched(
    platform: Platform, owner: Client, kb: str, model: ScriptedModel
) -> None:
    path, _ = asked(platform, owner, [kb], config=REWRITING)
    assert len(model.prompts) == 1
    model.pieces = ['"How much pay is there', ' during parental leave?"\nI think']
    answer = events(owner.post(f"{path}/stream", json={"content": "And the pay?"}))[-1]["message"]
    retrieval = ok(owner.get(f"{path}/{answer['id']}/trace"))["retrieval"]
    assert retrieval["query"] == "And the pay?"
    assert retrieval["searched_query"] == "How much pay is there during parental leave?"
    assert retrieval["timings"][1]["stage"] == "rewrite"
    assert QUESTION in model.prompts[1].messages[-1].content


def test_a_question_that_cannot_be_rewritten_is_searched_as_it_was_asked(
    platform: Platform, owner: Client, kb: str, model: ScriptedModel
) -> None:
    path, _ = asked(platform, owner, [kb], config=REWRITING)
    model.pieces, model.error = [], Transient("The model sleeps.", code="model_unavailable")
    events(owner.post(f"{path}/stream", json={"content": "And the pay?"}))
    answer = ok(owner.get(path))["items"][-1]
    retrieval = ok(owner.get(f"{path}/{answer['id']}/trace"))["retrieval"]
    assert retrieval["searched_query"] == "And the pay?"
    assert retrieval["problems"][0]["code"] == "model_unavailable"
    assert retrieval["hits"]


# What is remembered.


@pytest.fixture
def store_calls(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The collections that the store was asked for, one entry a call."""
    calls: list[str] = []
    ask = platform.ports.vectors.search

    def counted(collection: str, *arguments: Any) -> Any:
        calls.append(collection)
        return ask(collection, *arguments)

    monkeypatch.setattr(platform.ports.vectors, "search", counted)
    return calls


def test_the_very_same_search_is_remembered(owner: Client, kb: str, store_calls: list[str]) -> None:
    first = search(owner, kb)
    each_takes = len(store_calls)
    assert without_times(search(owner, kb)) == without_times(first)
    search(owner, kb, "How  long is parental leave? ")
    assert len(store_calls) == each_takes > 0
    for other in ({"top_k": 3}, {"profile": {"rrf_k": 9}}, {"filters": {"name_contains": "h"}}):
        search(owner, kb, **other)
    search(owner, kb, "Who pays?")
    assert len(store_calls) == 5 * each_takes


def test_no_connection_is_held_while_the_store_is_asked(
    platform: Platform, owner: Client, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else searches that wait for a second connection would hold up each other."""
    held: list[int] = []
    ask, one_at_a_time = platform.ports.vectors.search, Lock()

    def counted(*arguments: Any) -> Any:
        with one_at_a_time:
            held.append(get_engine().pool.checkedout())
            return ask(*arguments)

    monkeypatch.setattr(platform.ports.vectors, "search", counted)
    search(owner, kb)
    assert held
    assert not any(held)


def test_every_change_of_the_contents_is_found_at_once_and_changes_the_state(
    platform: Platform, owner: Client, kb: str
) -> None:
    states: list[str] = []

    def found() -> set[str]:
        result = search(owner, kb, "harbour leave", profile={"top_k": 20})
        states.append(result["indexes"][0]["state"])
        return names(result)

    documents = f"/knowledge-bases/{kb}/documents"
    assert found() == {"handbook.txt"}
    added = platform.document(owner, kb, "harbour.txt", HARBOUR)
    assert found() == {"handbook.txt", "harbour.txt"}
    ok(owner.patch(f"{documents}/{added['id']}", json={"name": "port.txt"}))
    assert found() == {"handbook.txt", "port.txt"}
    before = {hit["chunk_id"] for hit in search(owner, kb)["hits"]}
    owner.post(f"{documents}/{added['id']}/ingest")
    platform.run_jobs()
    assert found() == {"handbook.txt", "port.txt"}
    assert {hit["chunk_id"] for hit in search(owner, kb)["hits"]} != before
    model = {"embedding_model": "multilingual-e5-small"}
    response = owner.post(f"/knowledge-bases/{kb}/indexes", json=model)
    assert response.status_code == 202, response.text
    index = response.json()
    platform.run_jobs()
    ok(owner.post(f"/knowledge-bases/{kb}/indexes/{index['id']}/activate"))
    assert found() == {"handbook.txt", "port.txt"}
    assert owner.delete(f"{documents}/{added['id']}").status_code == 204
    assert found() == {"handbook.txt"}
    platform.run_jobs()
    assert found() == {"handbook.txt"}
    assert len(set(states)) == len(states)
    assert found() == {"handbook.txt"}
    assert states[-1] == states[-2]


def test_restrictions_and_groups_hold_for_what_is_remembered(
    platform: Platform, owner: Client
) -> None:
    project = created(owner.post("/projects", json={"name": "Harbour"}))["id"]
    body = {"name": "Handbook", "project_id": project}
    kb_id = created(owner.post("/knowledge-bases", json=body))["id"]
    document = platform.document(owner, kb_id)
    members = []
    for name in ("inside", "outside"):
        member = platform.register(f"{name}@example.com")
        row = {"user_id": member.user["id"], "role": "viewer"}
        created(owner.post(f"/projects/{project}/members", json=row))
        members.append(member)
    inside, outside = members
    states = {search(member, kb_id)["indexes"][0]["state"] for member in members}
    assert len(states) == 1
    group = created(owner.post("/groups", json={"name": "Crew"}))["id"]
    restriction = f"/knowledge-bases/{kb_id}/documents/{document['id']}/restriction"
    ok(owner.put(restriction, json={"group_ids": [group]}))
    assert [names(search(member, kb_id)) for member in members] == [set(), set()]
    user_id = inside.user["id"]
    created(owner.post(f"/groups/{group}/members", json={"user_id": user_id}))
    assert names(search(inside, kb_id)) == {"handbook.txt"}
    hidden = search(outside, kb_id)
    assert names(hidden) == set()
    assert hidden["indexes"][0]["chunks"] == 0
    assert hidden["indexes"][0]["state"] not in states
    assert owner.delete(f"/groups/{group}/members/{user_id}").status_code == 204
    assert names(search(inside, kb_id)) == set()
    assert names(search(owner, kb_id)) == {"handbook.txt"}
    ok(owner.put(restriction, json={"group_ids": []}))
    assert [names(search(member, kb_id)) for member in members] == [{"handbook.txt"}] * 2


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements of the block, those of the vector store included."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(get_engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(get_engine(), "before_cursor_execute", note)


def test_a_search_takes_so_many_statements_and_no_more(owner: Client, kb: str) -> None:
    search(owner, kb)
    with statements() as uncached:
        search(owner, kb, "Who pays for parental leave?")
    with statements() as remembered:
        search(owner, kb, "Who pays for parental leave?")
    # Who asks, what may be searched, the two lists, the passages, the charge.
    assert (len(uncached), len(remembered)) == (6, 3), "\n".join(uncached)


# Reranking.


def reranker(owner: Client, port: int) -> str:
    body = {
        "name": "Judge",
        "model_type": "reranker",
        "provider": "custom",
        "model_id": "judge-1",
        "endpoint_url": f"http://127.0.0.1:{port}",
    }
    return str(created(owner.post("/models", json=body))["id"])


@contextmanager
def judging(platform: Platform, favourite: str) -> Iterator[LoopbackServer]:
    """A rerank server that prefers passages with this word."""
    bodies: list[dict[str, Any]] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        texts = bodies[-1]["documents"]
        scores = [
            {"index": n, "relevance_score": favourite in text} for n, text in enumerate(texts)
        ]
        plain(body=json.dumps({"results": scores}).encode())(request)

    with serving(answer, bodies=bodies) as server:
        guard = AddressGuard([f"127.0.0.1:{server.port}"])
        lookup = registered_rerankers(platform.ports.settings)
        platform.ports.guard = platform.http.app.state.ports.guard = guard  # type: ignore[attr-defined]
        platform.ports.rerankers = Rerankers(platform.ports.settings, guard, lookup)
        try:
            yield server
        finally:
            platform.ports.rerankers.close()


def test_a_rerank_model_orders_the_best_candidates(
    platform: Platform, owner: Client, kb: str
) -> None:
    platform.document(owner, kb, "harbour.txt", HARBOUR)
    with judging(platform, "harbour master") as server:
        model_id = reranker(owner, server.port)
        profile = {"rerank_model_id": model_id}
        found = search(owner, kb, profile=profile)
        best = found["hits"][0]
        assert best["document_name"] == "harbour.txt"
        assert best["scores"]["rerank"] == {"rank": 1, "score": 1.0}
        assert best["score"] == 1.0
        assert best["scores"]["fused"]["rank"] == 2
        assert "rerank" in [timing["stage"] for timing in found["timings"]]
        off = search(owner, kb, profile={**profile, "rerank_candidates": 0})
        assert off["hits"][0]["scores"]["rerank"] is None
        asked = len(server.requests)
        search(owner, kb, profile=profile)
        assert len(server.requests) == asked
        ok(owner.patch(f"/models/{model_id}", json={"model_id": "judge-2"}))
        search(owner, kb, profile=profile)
        assert len(server.requests) == asked + 1
        assert ok(owner.get(f"/models/{model_id}/health"))["status"] == "up"
        tried = ok(owner.post(f"/models/{model_id}/test", json={"prompt": "Who?\nharbour master"}))
        assert tried["output"] == "1.0000  harbour master"


def test_a_rerank_model_that_fails_leaves_the_fused_order_and_says_so(
    platform: Platform, owner: Client, kb: str
) -> None:
    platform.document(owner, kb, "harbour.txt", HARBOUR)
    plain_order = search(owner, kb)
    with judging(platform, "harbour master") as server:
        model_id = reranker(owner, server.port)
    with judging(platform, "harbour master"):
        guard = AddressGuard([f"127.0.0.1:{server.port}"])
        lookup = registered_rerankers(platform.ports.settings)
        platform.ports.rerankers.close()
        platform.ports.rerankers = Rerankers(platform.ports.settings, guard, lookup)
        found = search(owner, kb, profile={"rerank_model_id": model_id})
        assert [hit["chunk_id"] for hit in found["hits"]] == [
            hit["chunk_id"] for hit in plain_order["hits"]
        ]
        assert found["problems"][0]["code"] == "rerank_unavailable"
        assert ok(owner.get(f"/models/{model_id}/health"))["status"] == "down"
    assert found["hits"][0]["scores"]["rerank"] is None


def test_a_rerank_model_that_a_profile_uses_is_not_deleted(owner: Client, kb: str) -> None:
    body = {
        "name": "Judge",
        "model_type": "reranker",
        "provider": "custom",
        "model_id": "judge-1",
        "endpoint_url": "https://93.184.215.14/v1",
    }
    model_id = created(owner.post("/models", json=body))["id"]
    used = {"config": {"retrieval": {"rerank_model_id": model_id}}}
    ok(owner.patch(f"/knowledge-bases/{kb}", json=used))
    problem(owner.delete(f"/models/{model_id}"), 409, "model_in_use")
    problem(
        owner.patch(f"/models/{model_id}", json={"model_type": "base"}), 409, "model_type_fixed"
    )
    ok(owner.patch(f"/knowledge-bases/{kb}", json={"config": {}}))
    assert owner.delete(f"/models/{model_id}").status_code == 204
