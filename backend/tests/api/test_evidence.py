"""What a conversation's prompts are made of, and what is said of its answers."""

from typing import Any

import pytest

from app.integrations.llm.fake import ScriptedModel
from tests.factories import Client, Platform, created, ok

LEAVE = "How long is parental leave?"


@pytest.fixture
def kb(platform: Platform, owner: Client) -> str:
    found: str = platform.knowledge_base(owner)["id"]
    return found


def conversation(platform: Platform, client: Client, kb_id: str, **fields: Any) -> str:
    deployment = platform.deployment(client, [kb_id], **fields)
    return chat_with(client, deployment["id"])


def chat_with(client: Client, deployment_id: str) -> str:
    chat = created(client.post("/chat/sessions", json={"deployment_id": deployment_id}))
    return f"/chat/sessions/{chat['id']}/messages"


def ask(client: Client, path: str, question: str = LEAVE) -> dict[str, Any]:
    answer: dict[str, Any] = created(client.post(path, json={"content": question}))["answer"]
    return answer


def test_a_prompt_begins_with_the_prompt_before_it_and_repeats_no_passage(
    platform: Platform, owner: Client, model: ScriptedModel, kb: str
) -> None:
    platform.document(owner, kb)
    platform.document(owner, kb, "ferries.txt", "The ferry Borealis carries 90 passengers.")
    path = conversation(platform, owner, kb, config={"retrieval": {"top_k": 1}})
    model.pieces = ["Parental leave is twenty-six weeks at full pay [1]."]
    answers = [
        ask(owner, path, question)
        for question in (LEAVE, "How many passengers does the Borealis carry?", LEAVE)
    ]
    one, two, three = (prompt.messages for prompt in model.prompts)
    assert two[: len(one)] == one
    assert three[: len(two)] == two
    sent = "".join(message.content for message in three)
    assert (sent.count("[1] (handbook.txt)"), sent.count("[2] (ferries.txt)")) == (1, 1)
    assert three[-1].content == f"See also above: [1]\n\nQuestion: {LEAVE}"
    cited = [(c["number"], c["document_name"]) for a in answers for c in a["citations"]]
    assert set(cited) == {(1, "handbook.txt")}


def test_what_a_reader_may_not_open_any_more_is_never_sent_again_nor_cited(
    platform: Platform, owner: Client, model: ScriptedModel, kb: str
) -> None:
    document = platform.document(owner, kb, "secret.txt", "Parental leave is nine weeks in Ostby.")
    deployment = platform.deployment(owner, [kb])
    reader = platform.register("reader@example.com")
    ok(
        owner.put(
            f"/deployments/{deployment['id']}/sharing", json={"everyone": True, "group_ids": []}
        )
    )
    path = chat_with(reader, deployment["id"])
    model.pieces = ["Parental leave is nine weeks in Ostby [1]."]
    assert ask(reader, path)["citations"][0]["document_id"] == document["id"]
    group = created(owner.post("/groups", json={"name": "insiders"}))["id"]
    restriction = f"/knowledge-bases/{kb}/documents/{document['id']}/restriction"
    ok(owner.put(restriction, json={"group_ids": [group]}))
    later = ask(reader, path, "Is that so?")
    assert "(secret.txt" not in "".join(m.content for m in model.prompts[-1].messages)
    assert later["citations"] == []
    assert later["grounding"] == "unsupported"


def test_a_deleted_document_goes_out_of_the_conversation(
    platform: Platform, owner: Client, model: ScriptedModel, kb: str
) -> None:
    document = platform.document(owner, kb)
    path = conversation(platform, owner, kb)
    ask(owner, path)
    assert owner.delete(f"/knowledge-bases/{kb}/documents/{document['id']}").status_code == 204
    ask(owner, path)
    assert "(handbook.txt" not in "".join(m.content for m in model.prompts[-1].messages)


def test_says_which_sentences_nothing_supports_and_how_well_the_others_are(
    platform: Platform, owner: Client, model: ScriptedModel, kb: str
) -> None:
    platform.document(owner, kb)
    path = conversation(platform, owner, kb)
    model.pieces = [
        "Sure! Parental leave is twenty-six weeks at full pay [1]. The ferry carries 912 "
        "passengers [1]. Parental leave is not at full pay. Lunch is free on Fridays."
    ]
    answer = ask(owner, path)
    assert answer["grounding"] == "partly"
    spans = answer["unsupported"]
    texts = [answer["content"][span["start"] : span["end"]] for span in spans]
    assert list(zip(texts, (span["reason"] for span in spans), strict=True)) == [
        ("The ferry carries 912 passengers.", "wrong_figure"),
        ("Parental leave is not at full pay.", "contradicted"),
        ("Lunch is free on Fridays.", "not_found"),
    ]
    assert [c["confidence"] for c in answer["citations"]] == [1.0]
    stored = ok(owner.get(path))["items"][-1]
    assert (stored["unsupported"], stored["grounding"]) == (spans, "partly")


def test_recognises_that_the_documents_do_not_tell(
    platform: Platform, owner: Client, model: ScriptedModel, kb: str
) -> None:
    platform.document(owner, kb)
    deployment = platform.deployment(owner, [kb])
    path = f"/deployments/{deployment['id']}/run"
    for said, grounding in (
        ("The documents do not say.", "not_in_documents"),
        ("There is no information on that in the passages [1].", "not_in_documents"),
        ("Das steht nicht in den Dokumenten.", "not_in_documents"),
        ("Parental leave is twenty-six weeks at full pay.", "supported"),
        ("Bananas are yellow.", "unsupported"),
        ("Hello!", None),
    ):
        model.pieces = [said]
        assert ok(owner.post(path, json={"question": LEAVE}))["grounding"] == grounding, said
