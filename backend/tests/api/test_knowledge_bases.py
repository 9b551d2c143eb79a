"""Knowledge bases and their documents."""

import io
import uuid
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import func, select

from app.core.errors import Transient
from app.db.uow import unit_of_work
from app.models import Chunk, Document, KnowledgeBase
from app.schemas.retrieval import RetrievalProfile
from tests.factories import API, HANDBOOK, Client, Platform, created, ok, problem
from tests.unit.parsing.files import Line, pdf


@pytest.fixture
def kb(platform: Platform, owner: Client) -> dict[str, object]:
    return platform.knowledge_base(owner)


def test_creates_reads_changes_and_deletes(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner, "Policies")
    path = f"/knowledge-bases/{kb['id']}"
    assert kb["config"] == {
        "chunk_strategy": "recursive",
        "chunk_size": 240,
        "chunk_overlap": 30,
        "parent_size": 800,
        "embedding_model": "all-MiniLM-L6-v2",
        "query_prefix": None,
        "passage_prefix": None,
        "retrieval": RetrievalProfile().model_dump(),
    }
    changed = ok(owner.patch(path, json={"name": "Rules", "config": {"chunk_size": 120}}))
    assert (changed["name"], changed["config"]["chunk_size"]) == ("Rules", 120)
    assert [item["name"] for item in ok(owner.get("/knowledge-bases"))["items"]] == ["Rules"]
    assert owner.delete(path).status_code == 204
    problem(owner.get(path), 404, "knowledge_base_not_found")


def test_rejects_a_duplicate_name_and_frees_it_on_delete(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner, "Twice")
    problem(owner.post("/knowledge-bases", json={"name": "Twice"}), 409, "name_taken")
    owner.delete(f"/knowledge-bases/{kb['id']}")
    created(owner.post("/knowledge-bases", json={"name": "Twice"}))


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"name": "a", "owner_id": str(uuid.uuid4())},
        {"name": "a", "config": {"chunk_size": 10}},
        {"name": "a", "config": {"chunk_strategy": "by feeling"}},
        {},
    ],
)
def test_refuses_bad_bodies(owner: Client, body: dict[str, object]) -> None:
    problem(owner.post("/knowledge-bases", json=body), 422, "invalid_request")


def test_unknown_embedding_model_names_the_known_ones(owner: Client) -> None:
    body = {"name": "a", "config": {"embedding_model": "no-such-model"}}
    answer = problem(owner.post("/knowledge-bases", json=body), 422, "unknown_embedding_model")
    assert "all-MiniLM-L6-v2" in answer["details"]["remedy"]


def test_refuses_chunks_longer_than_the_model_reads(platform: Platform, owner: Client) -> None:
    body = {"name": "a", "config": {"chunk_size": 300}}
    problem(owner.post("/knowledge-bases", json=body), 422, "chunk_size_too_large")
    kb = platform.knowledge_base(owner)
    change = {"config": {"chunk_size": 300}}
    response = owner.patch(f"/knowledge-bases/{kb['id']}", json=change)
    problem(response, 422, "chunk_size_too_large")


def test_upload_is_queued_then_completed_and_searchable(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    response = owner.upload(kb["id"], "handbook.txt", HANDBOOK.encode())
    assert response.status_code == 202
    uploaded = response.json()["document"]
    assert uploaded["status"] == "pending"
    assert uploaded["progress"]["queue_position"] == 1
    platform.run_jobs()
    document = ok(owner.get(f"/knowledge-bases/{kb['id']}/documents/{uploaded['id']}"))
    assert document["status"] == "completed"
    assert document["progress"] == {
        "stage": "done",
        "percent": 100,
        "queue_position": None,
        "attempt": 1,
        "eta_seconds": None,
        "started_at": document["progress"]["started_at"],
    }
    found = ok(
        owner.post(f"/knowledge-bases/{kb['id']}/search", json={"query": "parental leave weeks"})
    )
    assert found["hits"][0]["document_id"] == uploaded["id"]
    assert "twenty-six weeks" in found["hits"][0]["text"]
    stages = [timing["stage"] for timing in found["timings"]]
    assert stages == ["normalise", "scope", "embed", "search", "fuse", "load", "select"]


def test_spans_index_into_the_extracted_text(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    base = f"/knowledge-bases/{kb['id']}/documents/{document['id']}"
    text = ok(owner.get(f"{base}/text"))["text"]
    chunks = ok(owner.get(f"{base}/chunks"))["items"]
    assert chunks
    for chunk in chunks:
        assert text[chunk["char_start"] : chunk["char_end"]] == chunk["text"]
    part = ok(owner.get(f"{base}/text", params={"start": 10, "end": 30}))
    assert (part["text"], part["start"], part["end"]) == (text[10:30], 10, 30)


def test_same_bytes_twice_are_one_document(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    first = owner.upload(kb["id"], "one.txt", HANDBOOK.encode()).json()
    second = owner.upload(kb["id"], "two.txt", HANDBOOK.encode()).json()
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert first["document"]["id"] == second["document"]["id"]
    stored = list((platform.ports.settings.uploads_path / "documents").iterdir())
    assert len(stored) == 1


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("empty.txt", b"", 422, "empty_file"),
        ("program.exe", b"MZ\x90\x00" + b"\x00" * 60, 415, "unsupported_type"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, 415, "unsupported_type"),
        ("notapdf.pdf", b"just some words", 415, "unsupported_type"),
        ("binary.txt", bytes(range(256)) * 8, 415, "unsupported_type"),
    ],
)
def test_refuses_files_with_a_remedy(
    owner: Client, kb: dict[str, str], name: str, content: bytes, status: int, code: str
) -> None:
    answer = problem(owner.upload(kb["id"], name, content), status, code)
    assert answer["details"]["remedy"]
    assert ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["total"] == 0


def test_refuses_a_file_above_the_limit_by_its_declared_length(
    owner: Client, kb: dict[str, str]
) -> None:
    problem(owner.upload(kb["id"], "big.txt", b"x" * (3 * 1024 * 1024)), 413, "file_too_large")


def test_stops_reading_an_undeclared_body_at_the_limit(owner: Client, kb: dict[str, str]) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(64):
            sent += 1
            yield b"x" * 64 * 1024

    response = owner.post(
        f"/knowledge-bases/{kb['id']}/upload",
        content=body(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    problem(response, 413, "file_too_large")


def test_one_bad_file_leaves_the_rest_of_the_batch_unharmed(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    truncated = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"
    assert owner.upload(kb["id"], "broken.pdf", truncated).status_code == 202
    assert owner.upload(kb["id"], "good.txt", HANDBOOK.encode()).status_code == 202
    platform.run_jobs()
    items = ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["items"]
    by_name = {item["name"]: item for item in items}
    assert by_name["good.txt"]["status"] == "completed"
    assert by_name["broken.pdf"]["status"] == "failed"
    assert by_name["broken.pdf"]["error"]["message"]
    assert by_name["broken.pdf"]["error"]["remedy"]


def test_names_are_text_never_paths(owner: Client, kb: dict[str, str]) -> None:
    document = owner.upload(kb["id"], "../../etc/passwd.txt", b"words here").json()["document"]
    assert document["name"] == "passwd.txt"


def test_original_comes_back_as_a_sandboxed_attachment(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"], "page.html", "<p>Opening hours: nine.</p>")
    response = owner.get(f"/knowledge-bases/{kb['id']}/documents/{document['id']}/file")
    assert response.content == b"<p>Opening hours: nine.</p>"
    assert response.headers["content-disposition"].startswith("attachment;")
    assert response.headers["content-security-policy"] == "sandbox"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_page_of_a_pdf_is_shown_as_it_looks(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"], "plan.pdf", pdf([Line("Berth one, 90 metres.")]))
    pages = f"/knowledge-bases/{kb['id']}/documents/{document['id']}/pages"
    response = owner.get(f"{pages}/1", params={"width": 300})
    assert (response.status_code, response.headers["content-type"]) == (200, "image/webp")
    assert response.headers["cache-control"].startswith("private")
    assert "authorization" in response.headers["vary"].lower()
    assert Image.open(io.BytesIO(response.content)).width == 300
    missing = owner.get(f"{pages}/2")
    assert (missing.status_code, missing.json()["code"]) == (404, "page_not_found")
    assert owner.get(f"{pages}/1", params={"width": 100_000}).status_code == 422


def test_only_pdf_files_have_pages_to_show(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    response = owner.get(f"/knowledge-bases/{kb['id']}/documents/{document['id']}/pages/1")
    assert (response.status_code, response.json()["code"]) == (409, "no_pages")


def test_cancel_before_it_starts_and_retry_afterwards(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = owner.upload(kb["id"], "a.txt", HANDBOOK.encode()).json()["document"]
    path = f"/knowledge-bases/{kb['id']}/documents/{document['id']}"
    assert owner.post(f"{path}/cancel").json()["status"] == "cancelled"
    assert platform.run_jobs() == 0
    problem(owner.post(f"{path}/cancel"), 409, "nothing_to_cancel")
    assert owner.post(f"{path}/ingest").status_code == 202
    problem(owner.post(f"{path}/ingest"), 409, "ingest_in_progress")
    platform.run_jobs()
    assert ok(owner.get(path))["status"] == "completed"


def test_ingest_again_replaces_the_generation(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    path = f"/knowledge-bases/{kb['id']}"
    owner.patch(path, json={"config": {"chunk_size": 32, "chunk_overlap": 0}})
    owner.post(f"{path}/documents/{document['id']}/ingest")
    platform.run_jobs()
    again = ok(owner.get(f"{path}/documents/{document['id']}"))
    assert again["chunk_count"] > document["chunk_count"]
    with unit_of_work() as uow:
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
        rows = uow.session.scalar(select(func.count()).select_from(Chunk))
    vectors = platform.ports.vectors.count_document(collection, uuid.UUID(document["id"]))
    assert rows == vectors == again["chunk_count"]


def test_deleted_document_is_gone_everywhere(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    path = f"/knowledge-bases/{kb['id']}"
    assert owner.delete(f"{path}/documents/{document['id']}").status_code == 204
    problem(owner.get(f"{path}/documents/{document['id']}"), 404, "document_not_found")
    assert ok(owner.post(f"{path}/search", json={"query": "parental leave"}))["hits"] == []
    platform.run_jobs()
    with unit_of_work() as uow:
        assert uow.session.get(Document, uuid.UUID(document["id"])) is None
        collection = uow.session.scalars(select(KnowledgeBase.qdrant_collection_name)).one()
    assert platform.ports.vectors.count_document(collection, uuid.UUID(document["id"])) == 0
    assert not list((platform.ports.settings.uploads_path / "documents").iterdir())


def test_upload_survives_a_queue_that_is_down(
    platform: Platform, owner: Client, kb: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Transient("The job queue did not answer.", code="queue_unavailable")

    monkeypatch.setattr(platform.ports.queue, "ring", fail)
    assert owner.upload(kb["id"], "a.txt", HANDBOOK.encode()).status_code == 202
    platform.run_jobs()
    items = ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["items"]
    assert items[0]["status"] == "completed"


def test_foreign_random_and_malformed_ids_answer_alike(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    stranger = platform.register("stranger@example.com")
    for kb_id in (kb["id"], str(uuid.uuid4())):
        problem(stranger.get(f"/knowledge-bases/{kb_id}"), 404, "knowledge_base_not_found")
        for tail in ("", "/file", "/chunks", "/text"):
            path = f"/knowledge-bases/{kb_id}/documents/{document['id']}{tail}"
            problem(stranger.get(path), 404, "document_not_found")
        search = stranger.post(f"/knowledge-bases/{kb_id}/search", json={"query": "leave"})
        problem(search, 404, "knowledge_base_not_found")
    problem(stranger.get("/knowledge-bases/not-an-id"), 404, "not_found")
    assert ok(stranger.get("/knowledge-bases"))["items"] == []


def test_a_document_is_not_found_through_another_knowledge_base(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    document = platform.document(owner, kb["id"])
    other = platform.knowledge_base(owner, "Other")
    path = f"/knowledge-bases/{other['id']}/documents/{document['id']}"
    problem(owner.get(path), 404, "document_not_found")


def test_upload_without_a_file_says_which_field(owner: Client, kb: dict[str, str]) -> None:
    answer = problem(owner.post(f"/knowledge-bases/{kb['id']}/upload"), 422, "invalid_request")
    assert answer["details"]["errors"][0]["field"] == "file"


def test_upload_by_a_role_that_may_not_write_is_refused(
    platform: Platform, owner: Client, kb: dict[str, str]
) -> None:
    reader = platform.register("reader@example.com", role="user")
    problem(reader.upload(kb["id"], "a.txt", b"words"), 403, "forbidden")


def test_anonymous_upload_is_refused(anonymous: TestClient, kb: dict[str, str]) -> None:
    response = anonymous.post(
        f"{API}/knowledge-bases/{kb['id']}/upload", files={"file": ("a.txt", io.BytesIO(b"x"))}
    )
    problem(response, 401, "not_authenticated")


# --- from the web, and many at once ---


def test_a_document_comes_from_an_address(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    url = "https://example.com/guide"
    answer = owner.post(f"/knowledge-bases/{kb['id']}/documents/from-url", json={"url": url})
    assert answer.status_code == 202, answer.text
    platform.run_jobs()
    document = ok(
        owner.get(f"/knowledge-bases/{kb['id']}/documents/{answer.json()['document']['id']}")
    )
    assert (document["status"], document["source_type"]) == ("completed", "url")
    assert document["source_url"] == url


def test_nothing_is_fetched_for_those_who_may_not_add(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    stranger = platform.register("stranger@example.com")
    path = f"/knowledge-bases/{kb['id']}/documents/from-url"
    assert stranger.post(path, json={"url": "https://example.com/a"}).status_code == 404
    assert platform.ports.web.fetched == []  # type: ignore[attr-defined]


def test_many_documents_are_handled_at_once_and_refusals_are_told(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    first = platform.document(owner, kb["id"], "a.txt", "The first document.")
    second = owner.upload(kb["id"], "b.txt", b"The second document.").json()["document"]
    missing = str(uuid.uuid4())
    ids = [first["id"], second["id"], missing, first["id"]]

    def apply(action: str) -> tuple[list[str], dict[str, str]]:
        body = {"action": action, "document_ids": ids}
        result = ok(owner.post(f"/knowledge-bases/{kb['id']}/documents/bulk", json=body))
        return result["done"], {one["id"]: one["problem"]["code"] for one in result["refused"]}

    nothing = "document_not_found"
    assert apply("cancel") == (
        [second["id"]],
        {first["id"]: "nothing_to_cancel", missing: nothing},
    )
    assert apply("ingest") == ([first["id"], second["id"]], {missing: nothing})
    assert apply("delete") == ([first["id"], second["id"]], {missing: nothing})
    assert ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["total"] == 0


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def test_an_archive_becomes_documents_and_refusals_are_told(
    platform: Platform, owner: Client
) -> None:
    kb = platform.knowledge_base(owner)
    files = {
        "letters/a__txt": b"The first letter.",
        "letters/b__md": b"# The second letter",
        "letters/._a__txt": b"of a system",
        "tool__exe": b"MZ\x00\x01",
        "copy__txt": b"The first letter.",
    }
    answer = owner.post(
        f"/knowledge-bases/{kb['id']}/upload-archive", files={"file": ("a.zip", zipped(**files))}
    )
    assert answer.status_code == 202, answer.text
    uploads = [(one["document"]["name"], one["duplicate"]) for one in answer.json()["uploads"]]
    assert uploads == [("a.txt", False), ("b.md", False), ("a.txt", True)]
    refused = [(one["name"], one["problem"]["code"]) for one in answer.json()["refused"]]
    assert refused == [("tool.exe", "unsupported_type")]
    platform.run_jobs()
    listed = ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["items"]
    assert {item["status"] for item in listed} == {"completed"}


def test_an_archive_that_may_do_harm_is_refused_whole(platform: Platform, owner: Client) -> None:
    kb = platform.knowledge_base(owner)
    path = f"/knowledge-bases/{kb['id']}/upload-archive"
    for content, code in (
        (b"no archive at all", "corrupt_file"),
        (zipped(**{"../../etc/passwd": b"x"}), "archive_unsafe"),
        (zipped(a__txt=b"0" * 30_000_000), "archive_bomb"),
    ):
        problem(owner.post(path, files={"file": ("a.zip", content)}), 422, code)
    assert ok(owner.get(f"/knowledge-bases/{kb['id']}/documents"))["total"] == 0
