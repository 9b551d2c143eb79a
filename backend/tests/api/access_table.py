"""Who may call what: one row a route, and the world that the rows are tried in.

The statuses that follow from permissions are computed; a row says what only a person can
know: which object the call is about, what it needs, and which role in the project.
"""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from app.core.permissions import ProjectRole
from app.db.uow import unit_of_work
from app.models import ApiKey, Document, Job, ModelRegistry, Reconciliation, User
from app.models.jobs import JobStatus
from app.models.knowledge_bases import DocumentStatus
from tests.factories import PASSWORD, Client, Platform, created, ok, set_tier
from tests.unit.parsing.files import Line, pdf

VIEWER, EDITOR, OWNER = ProjectRole.VIEWER, ProjectRole.EDITOR, ProjectRole.OWNER
MEMBERS = {"viewer": VIEWER, "editor": EDITOR, "owner": OWNER}


class World:
    """A project with a viewer, an editor and an owner, and people who have no part in it."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        # More calls than a minute has in any tier.
        set_tier("enterprise", requests_per_minute=None)
        self.super_admin = platform.register("super@example.com")
        self.people = {
            name: platform.register(f"{name}@example.com", role=role)
            for name, role in [
                ("admin", "admin"),
                ("auditor", "auditor"),
                ("user", "user"),
                ("stranger", "builder"),
                ("viewer", "builder"),
                ("editor", "builder"),
                ("owner", "builder"),
                ("suspended", "builder"),
            ]
        }
        self.people["super_admin"] = self.super_admin
        self.owner = self.people["owner"]
        self.project_id = self.project()
        for name in ("viewer", "editor", "suspended"):
            self.join(self.people[name], MEMBERS.get(name, OWNER))
        self._suspend(self.people["suspended"])

    def join(self, client: Client, role: ProjectRole) -> str:
        """Make somebody a member of the project; returns the member's id."""
        body = {"user_id": client.user["id"], "role": role}
        member = created(self.owner.post(f"/projects/{self.project_id}/members", json=body))
        return str(member["id"])

    def _suspend(self, client: Client) -> None:
        with unit_of_work() as uow:
            uow.session.execute(
                update(User).where(User.id == uuid.UUID(client.user["id"])).values(is_active=False)
            )

    def name(self) -> str:
        """A name that nothing else has."""
        return uuid.uuid4().hex

    def project(self) -> str:
        """Another project of the owner."""
        return str(created(self.owner.post("/projects", json={"name": self.name()}))["id"])

    def member(self) -> str:
        """Another viewer of the project."""
        return self.join(self.platform.register(f"{self.name()}@example.com"), VIEWER)

    def knowledge_base(self) -> str:
        """Another knowledge base of the project."""
        body = {"name": self.name(), "project_id": self.project_id}
        return str(created(self.owner.post("/knowledge-bases", json=body))["id"])

    def document(self, status: DocumentStatus = DocumentStatus.COMPLETED) -> tuple[str, str]:
        """Another document with its knowledge base, as if ingested."""
        kb_id = self.knowledge_base()
        uploaded = self.owner.upload(kb_id, "note.txt", self.name().encode()).json()
        if status is DocumentStatus.COMPLETED:
            self.platform.run_jobs()
        return kb_id, uploaded["document"]["id"]

    def index(self, *, ready: bool = True) -> tuple[str, str]:
        """A knowledge base and an index of it that is not live: built, or waiting to be."""
        kb_id = self.knowledge_base()
        response = self.owner.post(
            f"/knowledge-bases/{kb_id}/indexes", json={"embedding_model": OTHER_MODEL}
        )
        assert response.status_code == 202, response.text
        if ready:
            self.platform.run_jobs()
        return kb_id, response.json()["id"]

    def deployment(self, *kb_ids: str) -> str:
        """Another deployment of the project, over these knowledge bases."""
        body = {
            "name": self.name(),
            "project_id": self.project_id,
            "model_id": self.platform.language_model(self.owner)["id"],
            "knowledge_base_ids": list(kb_ids),
        }
        return str(created(self.owner.post("/deployments", json=body))["id"])

    def deployment_with_versions(self) -> str:
        """Another deployment with a second version, which is live."""
        deployment_id = self.deployment()
        ok(self.owner.patch(f"/deployments/{deployment_id}", json={"memory_turns": 1}))
        return deployment_id

    def prompt_template(self) -> str:
        """Another prompt template of the project."""
        body = {"name": self.name(), "project_id": self.project_id, "content": "{question}"}
        return str(created(self.owner.post("/deployments/prompt-templates", json=body))["id"])

    def preset(self) -> str:
        """Another preset that is shared in the project."""
        body = {"name": self.name(), "project_id": self.project_id}
        return str(created(self.owner.post("/rag-configs", json=body))["id"])

    def question_set(self, *, of_documents: bool = False) -> str:
        """A question set with one question; `of_documents` are there to make questions of."""
        kb_id = self.knowledge_base()
        if of_documents:
            self.platform.document(self.owner, kb_id)
        body = {
            "name": self.name(),
            "knowledge_base_id": kb_id,
            "questions": [{"question": "How long is parental leave?"}],
        }
        return str(created(self.owner.post("/evaluations/question-sets", json=body))["id"])

    def evaluation_run(self, *, ended: bool = False) -> str:
        """A run that waits, or one that is complete."""
        body = {"question_set_id": self.question_set()}
        response = self.owner.post("/evaluations/runs", json=body)
        assert response.status_code == 202, response.text
        if ended:
            self.platform.run_jobs()
        return str(response.json()["id"])

    def group(self) -> str:
        """Another group."""
        return str(created(self.super_admin.post("/groups", json={"name": self.name()}))["id"])

    def group_member(self) -> tuple[str, str]:
        """A group with somebody in it."""
        group_id, user_id = self.group(), self.user()
        created(self.super_admin.post(f"/groups/{group_id}/members", json={"user_id": user_id}))
        return group_id, user_id

    def user(self) -> str:
        """Another user."""
        return str(self.platform.register(f"{self.name()}@example.com").user["id"])

    def local_model(self) -> str:
        """The configured language model."""
        return str(self.platform.language_model(self.owner)["id"])

    def added_model(self) -> str:
        """A model that an administrator has added."""
        with unit_of_work() as uow:
            model = ModelRegistry(
                name=self.name(),
                model_type="base",
                provider="custom",
                model_id="m",
                endpoint_url="https://models.example.com/v1",
            )
            uow.session.add(model)
            uow.session.flush()
            return str(model.id)

    def conversation_of(self, client: Client, *kb_ids: str) -> str:
        """A conversation that this person may have, else one of the owner."""
        body = {"deployment_id": self.deployment(*kb_ids)}
        response = client.post("/chat/sessions", json=body)
        if response.status_code != 201:
            response = self.owner.post("/chat/sessions", json=body)
        return str(created(response)["id"])

    def failed_question_of(self, client: Client) -> tuple[str, str]:
        """A conversation with a question whose answer failed."""
        from app.core.errors import Transient

        session_id = self.conversation_of(client)
        model = self.platform.ports.chat_models.model  # type: ignore[attr-defined]
        model.error = Transient("Down.")
        asker = client
        path = f"/chat/sessions/{session_id}/messages"
        if asker.post(path, json={"content": "Why?"}).status_code in (403, 404):
            asker = self.owner
            asker.post(path, json={"content": "Why?"})
        model.error = None
        question = ok(asker.get(path))["items"][0]
        return session_id, question["id"]

    def traced_answer_of(self, client: Client) -> tuple[str, str]:
        """A conversation with an answer out of a knowledge base."""
        session_id = self.conversation_of(client, self.knowledge_base())
        path = f"/chat/sessions/{session_id}/messages"
        asker = client
        if asker.post(path, json=QUESTION).status_code in (403, 404):
            asker = self.owner
            asker.post(path, json=QUESTION)
        return session_id, ok(asker.get(path))["items"][-1]["id"]

    def attachment_of(self, client: Client) -> tuple[str, str]:
        """A conversation with a file."""
        session_id = self.conversation_of(client)
        path = f"/chat/sessions/{session_id}/attachments"
        response = client.post(path, files=a_file(self))
        if response.status_code in (403, 404):
            response = self.owner.post(path, files=a_file(self))
        assert response.status_code == 202, response.text
        return session_id, response.json()["id"]

    def shared_conversation(self) -> str:
        """The token of a conversation that its owner has shared."""
        session_id, _ = self.traced_answer_of(self.owner)
        return str(ok(self.owner.put(f"/chat/sessions/{session_id}/share"))["token"])

    def own_session_of(self, client: Client) -> str:
        """A signed-in client of this very person."""
        sign_in = self.platform.http.post(
            "/api/v1/auth/login", json={"email": client.user["email"], "password": PASSWORD}
        )
        fresh = Client(client.http, sign_in.json()["access_token"], client.user)
        sessions = ok(fresh.get("/auth/sessions"))["items"]
        return str(next(item["id"] for item in sessions if item["is_current"]))

    def key_of(self, client: Client, *scopes: str) -> str:
        """An API key of this person."""
        body = {"name": self.name(), "scopes": list(scopes)}
        return str(created(client.post("/api-keys", json=body))["key"])

    def key_id_of(self, client: Client) -> str:
        """The id of a key of this person, or of the owner for those who may have none."""
        body = {"name": self.name(), "scopes": ["read"]}
        response = client.post("/api-keys", json=body)
        if response.status_code != 201:
            response = self.owner.post("/api-keys", json=body)
        return str(created(response)["api_key"]["id"])

    def end_key(self, secret: str, **values: object) -> None:
        """Revoke or expire a key."""
        with unit_of_work() as uow:
            prefix = secret[:11]
            uow.session.execute(update(ApiKey).where(ApiKey.key_prefix == prefix).values(**values))

    def mark_processing(self, document_id: str) -> None:
        """Nothing runs in these tests by itself; a document that waits can be cancelled."""
        with unit_of_work() as uow:
            document = uow.session.get_one(Document, uuid.UUID(document_id))
            document.status = DocumentStatus.PENDING

    def job(self, status: DocumentStatus) -> str:
        """The ingest of a document that waits, or has failed."""
        _, document_id = self.document(DocumentStatus.PENDING)
        subject = uuid.UUID(document_id)
        with unit_of_work() as uow:
            job = uow.session.scalars(select(Job).where(Job.subject_id == subject)).one()
            if status is DocumentStatus.FAILED:
                job.status = JobStatus.FAILED
                uow.session.get_one(Document, subject).status = status
            return str(job.id)

    def waiting_job(self) -> str:
        """A job that waits."""
        return self.job(DocumentStatus.PENDING)

    def failed_job(self) -> str:
        """A job that has failed."""
        return self.job(DocumentStatus.FAILED)


Ids = dict[str, str]
Maker = Callable[[World, Client], Ids]


def no_object(_world: World, _client: Client) -> Ids:
    """The route is about no object."""
    return {}


def one(parameter: str, make: Callable[[World], str]) -> Maker:
    """A fresh object for each call, in this path parameter."""
    return lambda world, _client: {parameter: make(world)}


def a_document(world: World, _client: Client) -> Ids:
    kb_id, document_id = world.document()
    return {"kb_id": kb_id, "document_id": document_id}


def a_page(world: World, _client: Client) -> Ids:
    kb_id = world.knowledge_base()
    document = world.platform.document(
        world.owner, kb_id, "note.pdf", pdf([Line(world.name()), Line("A page to look at.")])
    )
    return {"kb_id": kb_id, "document_id": document["id"], "number": "1"}


def no_reconciliation(_world: World, _client: Client) -> Ids:
    """None is running."""
    with unit_of_work() as uow:
        uow.session.execute(update(Reconciliation).values(status="completed"))
    return {}


def a_waiting_document(world: World, _client: Client) -> Ids:
    kb_id, document_id = world.document(DocumentStatus.PENDING)
    return {"kb_id": kb_id, "document_id": document_id}


def an_index(world: World, _client: Client) -> Ids:
    kb_id, index_id = world.index()
    return {"kb_id": kb_id, "index_id": index_id}


def a_waiting_index(world: World, _client: Client) -> Ids:
    kb_id, index_id = world.index(ready=False)
    return {"kb_id": kb_id, "index_id": index_id}


def a_set_with_documents(world: World, _client: Client) -> Ids:
    return {"set_id": world.question_set(of_documents=True)}


def a_set_being_generated(world: World, _client: Client) -> Ids:
    set_id = world.question_set(of_documents=True)
    path = f"/evaluations/question-sets/{set_id}/generate"
    response = world.owner.post(path, json={"count": 1})
    assert response.status_code == 202, response.text
    return {"set_id": set_id}


def an_ended_run(world: World, _client: Client) -> Ids:
    return {"run_id": world.evaluation_run(ended=True)}


def a_member(world: World, _client: Client) -> Ids:
    return {"project_id": world.project_id, "member_id": world.member()}


def a_group_member(world: World, _client: Client) -> Ids:
    group_id, user_id = world.group_member()
    return {"group_id": group_id, "user_id": user_id}


def a_group_of_the_owner(world: World, _client: Client) -> Ids:
    group_id = world.group()
    body = {"user_id": world.owner.user["id"]}
    created(world.super_admin.post(f"/groups/{group_id}/members", json=body))
    return {"group_id": group_id}


def a_deployment_version(world: World, _client: Client) -> Ids:
    return {"deployment_id": world.deployment(), "number": "1"}


def a_template_version(world: World, _client: Client) -> Ids:
    return {"template_id": world.prompt_template(), "number": "1"}


def own_conversation(world: World, client: Client) -> Ids:
    return {"session_id": world.conversation_of(client)}


def traced_answer(world: World, client: Client) -> Ids:
    session_id, message_id = world.traced_answer_of(client)
    return {"session_id": session_id, "message_id": message_id}


def own_call(world: World, client: Client) -> Ids:
    deployment_id = world.deployment()
    path, asker = f"/deployments/{deployment_id}", client
    if asker.post(f"{path}/run", json={"question": "How long?"}).status_code in (403, 404):
        asker = world.owner
        ok(asker.post(f"{path}/run", json={"question": "How long?"}))
    [call] = ok(asker.get(f"{path}/calls"))["items"]
    return {"deployment_id": deployment_id, "call_id": call["id"]}


def own_answer(world: World, client: Client) -> Ids:
    session_id, message_id = world.traced_answer_of(client)
    return {"session_id": session_id, "answer_id": message_id}


def own_shared_conversation(world: World, client: Client) -> Ids:
    session_id, _ = world.traced_answer_of(client)
    path = f"/chat/sessions/{session_id}/share"
    if client.put(path).status_code in (403, 404):
        ok(world.owner.put(path))
    return {"session_id": session_id}


def own_attachment(world: World, client: Client) -> Ids:
    session_id, document_id = world.attachment_of(client)
    return {"session_id": session_id, "document_id": document_id}


def own_failed_question(world: World, client: Client) -> Ids:
    session_id, question_id = world.failed_question_of(client)
    return {"session_id": session_id, "question_id": question_id}


def own_session(world: World, client: Client) -> Ids:
    return {"session_id": world.own_session_of(client)}


def own_key(world: World, client: Client) -> Ids:
    return {"key_id": world.key_id_of(client)}


THE_PROJECT: Maker = lambda world, _client: {"project_id": world.project_id}  # noqa: E731
A_TIER: Maker = lambda _world, _client: {"name": "free"}  # noqa: E731
A_KB = one("kb_id", World.knowledge_base)
A_DEPLOYMENT = one("deployment_id", World.deployment)
A_DEPLOYMENT_WITH_VERSIONS = one("deployment_id", World.deployment_with_versions)
A_TEMPLATE = one("template_id", World.prompt_template)
A_PRESET = one("preset_id", World.preset)
A_GROUP = one("group_id", World.group)
A_USER = one("user_id", World.user)
A_MODEL = one("model_id", World.local_model)
AN_ADDED_MODEL = one("model_id", World.added_model)
A_WAITING_JOB = one("job_id", World.waiting_job)
A_SHARED_CONVERSATION = one("token", World.shared_conversation)
A_SET = one("set_id", World.question_set)
A_RUN = one("run_id", World.evaluation_run)
A_FAILED_JOB = one("job_id", World.failed_job)


def an_owned_project(world: World, _client: Client) -> Ids:
    """A fresh project with the same members, to be archived or deleted."""
    first, world.project_id = world.project_id, world.project()
    fresh = world.project_id
    for name in ("viewer", "editor"):
        world.join(world.people[name], MEMBERS[name])
    world.project_id = first
    return {"project_id": fresh}


def feature_of(path: str) -> str:
    """The feature that a route belongs to: what stands behind the prefix of the API."""
    return path.split("/")[3] if path.startswith(V1) else "openai"


@dataclass(frozen=True)
class Row:
    """What a route needs.

    `success` is the status for those who may. `role` is the least role in the project that
    the object belongs to; without one the route asks for no membership. `others` is the
    status for people outside the project.
    """

    success: int
    make: Maker = no_object
    role: ProjectRole | None = None
    json: Callable[[World], dict[str, Any]] | None = None
    others: int = 404
    request: dict[str, Callable[[World], Any]] = field(default_factory=dict)

    def status_for(self, person: str) -> int:
        """The status for somebody whose permissions suffice."""
        if self.role is None or person in ("super_admin", "admin"):
            return self.success
        held = MEMBERS.get(person)
        if held is None:
            return self.others
        return self.success if held in self.role.at_least() else 403


A_TURN = {"role": "user", "content": "How long is parental leave?"}


def named(world: World) -> dict[str, Any]:
    return {"name": world.name()}


def in_the_project(world: World) -> dict[str, Any]:
    return {"name": world.name(), "project_id": world.project_id}


def deployment_in_the_project(world: World) -> dict[str, Any]:
    return {**in_the_project(world), "model_id": world.local_model()}


def a_new_member(world: World) -> dict[str, Any]:
    return {"user_id": world.user(), "role": "viewer"}


def a_model(world: World) -> dict[str, Any]:
    return {
        "name": world.name(),
        "model_type": "base",
        "provider": "custom",
        "model_id": "m",
        "endpoint_url": "https://93.184.216.34/v1",
    }


def a_question_set(world: World) -> dict[str, Any]:
    return {"name": world.name(), "knowledge_base_id": world.knowledge_base()}


def a_table(_world: World) -> dict[str, Any]:
    return {"file": ("questions.csv", io.BytesIO(b"question\nHow long?\n"))}


def of_a_set(world: World) -> dict[str, Any]:
    return {"question_set_id": world.question_set()}


def to_a_knowledge_base(world: World) -> dict[str, Any]:
    return {"target": "knowledge_base", "id": world.knowledge_base()}


def a_file(world: World) -> dict[str, Any]:
    return {"file": ("note.txt", io.BytesIO(world.name().encode()))}


def to_two_models(world: World) -> dict[str, Any]:
    return {"content": "Why?", "model_ids": [world.local_model()] * 2}


def a_zip(world: World) -> dict[str, Any]:
    """An archive of one file that no other upload has."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", world.name())
    return {"file": ("a.zip", packed.getvalue())}


QUESTION = {"content": "How long?"}
OTHER_MODEL = "bge-base-en-v1.5"
V1 = "/api/v1"
CHAT = f"{V1}/chat/sessions/{{session_id}}"
PRESETS = f"{V1}/rag-configs"
KBS, DOC = f"{V1}/knowledge-bases", f"{V1}/knowledge-bases/{{kb_id}}/documents/{{document_id}}"
DEPLOYMENT, TEMPLATES = f"{V1}/deployments/{{deployment_id}}", f"{V1}/deployments/prompt-templates"

SETS, RUNS = f"{V1}/evaluations/question-sets", f"{V1}/evaluations/runs"
INDEX = f"{KBS}/{{kb_id}}/indexes/{{index_id}}"

TABLE: dict[tuple[str, str], Row] = {
    ("POST", f"{V1}/events/ticket"): Row(201),
    ("GET", "/v1/models"): Row(200),
    ("GET", "/v1/models/{model}"): Row(200, lambda w, _client: {"model": w.deployment()}, VIEWER),
    ("POST", "/v1/chat/completions"): Row(
        200, role=VIEWER, json=lambda w: {"model": w.deployment(), "messages": [A_TURN]}
    ),
    ("POST", "/v1/embeddings"): Row(200, json=lambda _w: {"model": OTHER_MODEL, "input": "leave"}),
    ("GET", f"{V1}/jobs"): Row(200),
    ("GET", f"{V1}/jobs/summary"): Row(200),
    ("POST", f"{V1}/jobs/{{job_id}}/retry"): Row(202, A_FAILED_JOB),
    ("POST", f"{V1}/jobs/{{job_id}}/cancel"): Row(202, A_WAITING_JOB),
    ("GET", f"{V1}/auth/me"): Row(200),
    ("POST", f"{V1}/auth/password"): Row(
        204, json=lambda _w: {"current_password": PASSWORD, "new_password": PASSWORD}
    ),
    ("GET", f"{V1}/auth/sessions"): Row(200),
    ("DELETE", f"{V1}/auth/sessions"): Row(204),
    ("DELETE", f"{V1}/auth/sessions/{{session_id}}"): Row(204, own_session),
    ("GET", f"{V1}/users/me"): Row(200),
    ("PATCH", f"{V1}/users/me"): Row(200, json=lambda _w: {"full_name": "Robin"}),
    ("GET", f"{V1}/users"): Row(200),
    ("POST", f"{V1}/users"): Row(
        201, json=lambda w: {"email": f"{w.name()}@example.com", "role": "user"}
    ),
    ("GET", f"{V1}/users/{{user_id}}"): Row(200, A_USER),
    ("PATCH", f"{V1}/users/{{user_id}}"): Row(200, A_USER, json=lambda _w: {"full_name": "Kim"}),
    ("POST", f"{V1}/users/{{user_id}}/sign-out"): Row(204, A_USER),
    ("POST", f"{V1}/users/{{user_id}}/invitation"): Row(200, A_USER),
    ("GET", f"{V1}/groups"): Row(200),
    ("POST", f"{V1}/groups"): Row(201, json=named),
    ("GET", f"{V1}/groups/{{group_id}}"): Row(200, A_GROUP),
    ("PATCH", f"{V1}/groups/{{group_id}}"): Row(200, A_GROUP, json=named),
    ("DELETE", f"{V1}/groups/{{group_id}}"): Row(204, A_GROUP),
    # Whoever is not in the group may not see who is.
    ("GET", f"{V1}/groups/{{group_id}}/members"): Row(200, a_group_of_the_owner, OWNER, others=403),
    ("POST", f"{V1}/groups/{{group_id}}/members"): Row(
        201, A_GROUP, json=lambda w: {"user_id": w.user()}
    ),
    ("DELETE", f"{V1}/groups/{{group_id}}/members/{{user_id}}"): Row(204, a_group_member),
    ("GET", f"{V1}/projects"): Row(200),
    ("POST", f"{V1}/projects"): Row(201, json=named),
    ("GET", f"{V1}/projects/{{project_id}}"): Row(200, THE_PROJECT, VIEWER),
    ("PATCH", f"{V1}/projects/{{project_id}}"): Row(200, THE_PROJECT, OWNER, json=named),
    ("DELETE", f"{V1}/projects/{{project_id}}"): Row(204, an_owned_project, OWNER),
    ("POST", f"{V1}/projects/{{project_id}}/archive"): Row(200, an_owned_project, OWNER),
    ("POST", f"{V1}/projects/{{project_id}}/restore"): Row(200, THE_PROJECT, OWNER),
    ("GET", f"{V1}/projects/{{project_id}}/members"): Row(200, THE_PROJECT, VIEWER),
    ("POST", f"{V1}/projects/{{project_id}}/members"): Row(
        201, THE_PROJECT, OWNER, json=a_new_member
    ),
    ("PATCH", f"{V1}/projects/{{project_id}}/members/{{member_id}}"): Row(
        200, a_member, OWNER, json=lambda _w: {"role": "editor"}
    ),
    ("DELETE", f"{V1}/projects/{{project_id}}/members/{{member_id}}"): Row(204, a_member, OWNER),
    ("GET", KBS): Row(200),
    ("POST", KBS): Row(201, role=EDITOR, json=in_the_project),
    ("GET", f"{KBS}/{{kb_id}}"): Row(200, A_KB, VIEWER),
    ("PATCH", f"{KBS}/{{kb_id}}"): Row(200, A_KB, EDITOR, json=named),
    ("DELETE", f"{KBS}/{{kb_id}}"): Row(204, A_KB, EDITOR),
    ("POST", f"{KBS}/{{kb_id}}/upload"): Row(202, A_KB, EDITOR, request={"files": a_file}),
    ("POST", f"{KBS}/{{kb_id}}/upload-archive"): Row(202, A_KB, EDITOR, request={"files": a_zip}),
    ("POST", f"{KBS}/{{kb_id}}/search"): Row(200, A_KB, VIEWER, json=lambda _w: {"query": "x"}),
    ("GET", f"{KBS}/deletions"): Row(200),
    ("POST", f"{KBS}/{{kb_id}}/reindex"): Row(202, A_KB, EDITOR),
    ("POST", f"{KBS}/{{kb_id}}/documents/from-url"): Row(
        202, A_KB, EDITOR, json=lambda w: {"url": f"https://{w.name()}.example.com/a.txt"}
    ),
    ("POST", f"{KBS}/{{kb_id}}/documents/bulk"): Row(
        200, A_KB, EDITOR, json=lambda _w: {"action": "delete", "document_ids": [str(uuid.uuid4())]}
    ),
    ("GET", f"{KBS}/{{kb_id}}/documents"): Row(200, A_KB, VIEWER),
    ("GET", DOC): Row(200, a_document, VIEWER),
    ("PATCH", DOC): Row(200, a_document, EDITOR, json=named),
    ("DELETE", DOC): Row(204, a_document, EDITOR),
    ("PUT", f"{DOC}/restriction"): Row(200, a_document, EDITOR, json=lambda _w: {"group_ids": []}),
    ("POST", f"{DOC}/ingest"): Row(202, a_document, EDITOR),
    ("POST", f"{DOC}/cancel"): Row(202, a_waiting_document, EDITOR),
    ("GET", f"{DOC}/file"): Row(200, a_document, VIEWER),
    ("GET", f"{DOC}/chunks"): Row(200, a_document, VIEWER),
    ("GET", f"{DOC}/text"): Row(200, a_document, VIEWER),
    ("GET", f"{DOC}/boxes"): Row(200, a_document, VIEWER),
    ("GET", f"{DOC}/pages/{{number}}"): Row(200, a_page, VIEWER),
    ("GET", f"{V1}/upkeep/reconciliations"): Row(200),
    ("POST", f"{V1}/upkeep/reconciliations"): Row(202, no_reconciliation),
    ("GET", PRESETS): Row(200),
    ("POST", PRESETS): Row(201, role=EDITOR, json=in_the_project),
    ("POST", f"{PRESETS}/preview"): Row(200, json=lambda _w: {"text": "A word."}),
    ("GET", f"{PRESETS}/{{preset_id}}"): Row(200, A_PRESET, VIEWER),
    ("PATCH", f"{PRESETS}/{{preset_id}}"): Row(200, A_PRESET, EDITOR, json=named),
    ("DELETE", f"{PRESETS}/{{preset_id}}"): Row(204, A_PRESET, EDITOR),
    ("GET", f"{KBS}/{{kb_id}}/indexes"): Row(200, A_KB, VIEWER),
    ("POST", f"{KBS}/{{kb_id}}/indexes"): Row(
        202, A_KB, EDITOR, json=lambda _w: {"embedding_model": OTHER_MODEL}
    ),
    ("GET", INDEX): Row(200, an_index, VIEWER),
    ("DELETE", INDEX): Row(204, an_index, EDITOR),
    ("POST", f"{INDEX}/build"): Row(202, an_index, EDITOR),
    ("POST", f"{INDEX}/cancel"): Row(202, a_waiting_index, EDITOR),
    ("POST", f"{INDEX}/activate"): Row(200, an_index, EDITOR),
    ("GET", f"{V1}/embedding-models"): Row(200),
    ("GET", f"{V1}/models"): Row(200),
    ("POST", f"{V1}/models"): Row(201, json=a_model),
    ("GET", f"{V1}/models/{{model_id}}"): Row(200, A_MODEL),
    ("PATCH", f"{V1}/models/{{model_id}}"): Row(200, AN_ADDED_MODEL, json=named),
    ("DELETE", f"{V1}/models/{{model_id}}"): Row(204, AN_ADDED_MODEL),
    ("POST", f"{V1}/models/{{model_id}}/test"): Row(
        200, A_MODEL, json=lambda _w: {"prompt": "Hello"}
    ),
    ("GET", f"{V1}/models/{{model_id}}/health"): Row(200, A_MODEL),
    ("GET", f"{V1}/models/{{model_id}}/offers"): Row(200, A_MODEL),
    ("POST", f"{V1}/models/discover"): Row(
        200, json=lambda _w: {"provider": "custom", "endpoint_url": "https://93.184.215.14/v1"}
    ),
    ("GET", f"{V1}/deployments"): Row(200),
    ("POST", f"{V1}/deployments"): Row(201, role=EDITOR, json=deployment_in_the_project),
    ("GET", f"{V1}/deployments/{{deployment_id}}"): Row(200, A_DEPLOYMENT, VIEWER),
    ("PATCH", f"{V1}/deployments/{{deployment_id}}"): Row(200, A_DEPLOYMENT, EDITOR, json=named),
    ("DELETE", f"{V1}/deployments/{{deployment_id}}"): Row(204, A_DEPLOYMENT, EDITOR),
    ("PUT", f"{V1}/deployments/{{deployment_id}}/sharing"): Row(
        200, A_DEPLOYMENT, OWNER, json=lambda _w: {"everyone": True, "group_ids": []}
    ),
    ("POST", f"{V1}/deployments/{{deployment_id}}/run"): Row(
        200, A_DEPLOYMENT, VIEWER, json=lambda _w: {"question": "How long?"}
    ),
    ("GET", f"{DEPLOYMENT}/versions"): Row(200, A_DEPLOYMENT, VIEWER),
    ("GET", f"{DEPLOYMENT}/versions/diff"): Row(
        200, A_DEPLOYMENT, VIEWER, request={"params": lambda _w: {"a": 1, "b": 1}}
    ),
    ("GET", f"{DEPLOYMENT}/versions/compare"): Row(
        200, A_DEPLOYMENT, VIEWER, request={"params": lambda _w: {"a": 1, "b": 1}}
    ),
    ("GET", f"{DEPLOYMENT}/versions/{{number}}"): Row(200, a_deployment_version, VIEWER),
    ("GET", f"{DEPLOYMENT}/calls"): Row(200, A_DEPLOYMENT, VIEWER),
    ("GET", f"{DEPLOYMENT}/calls/{{call_id}}"): Row(200, own_call, VIEWER),
    ("POST", f"{DEPLOYMENT}/rollback"): Row(
        200, A_DEPLOYMENT, EDITOR, json=lambda _w: {"version": 1}
    ),
    ("PUT", f"{DEPLOYMENT}/traffic"): Row(
        200,
        A_DEPLOYMENT_WITH_VERSIONS,
        EDITOR,
        json=lambda _w: {"candidate_version": 1, "percent": 10},
    ),
    ("DELETE", f"{DEPLOYMENT}/traffic"): Row(200, A_DEPLOYMENT, EDITOR),
    ("GET", TEMPLATES): Row(200),
    ("POST", TEMPLATES): Row(
        201, role=EDITOR, json=lambda w: {**in_the_project(w), "content": "{question}"}
    ),
    ("GET", f"{TEMPLATES}/{{template_id}}"): Row(200, A_TEMPLATE, VIEWER),
    ("PATCH", f"{TEMPLATES}/{{template_id}}"): Row(200, A_TEMPLATE, EDITOR, json=named),
    ("DELETE", f"{TEMPLATES}/{{template_id}}"): Row(204, A_TEMPLATE, EDITOR),
    ("GET", f"{TEMPLATES}/{{template_id}}/versions"): Row(200, A_TEMPLATE, VIEWER),
    ("GET", f"{TEMPLATES}/{{template_id}}/versions/{{number}}"): Row(
        200, a_template_version, VIEWER
    ),
    ("GET", f"{TEMPLATES}/{{template_id}}/diff"): Row(
        200, A_TEMPLATE, VIEWER, request={"params": lambda _w: {"a": 1, "b": 1}}
    ),
    ("POST", f"{TEMPLATES}/{{template_id}}/preview"): Row(
        200, A_TEMPLATE, VIEWER, json=lambda _w: {"question": "How long?"}
    ),
    ("GET", f"{V1}/chat/sessions"): Row(200),
    ("POST", f"{V1}/chat/sessions"): Row(
        201, role=VIEWER, json=lambda w: {"deployment_id": w.deployment()}
    ),
    ("GET", f"{V1}/chat/sessions/{{session_id}}"): Row(200, own_conversation, VIEWER),
    ("PATCH", f"{V1}/chat/sessions/{{session_id}}"): Row(
        200, own_conversation, VIEWER, json=lambda _w: {"title": "Leave"}
    ),
    ("DELETE", f"{V1}/chat/sessions/{{session_id}}"): Row(204, own_conversation, VIEWER),
    ("GET", f"{V1}/chat/sessions/{{session_id}}/messages"): Row(200, own_conversation, VIEWER),
    ("GET", f"{V1}/chat/sessions/{{session_id}}/messages/{{message_id}}/trace"): Row(
        200, traced_answer, VIEWER
    ),
    ("POST", f"{V1}/chat/sessions/{{session_id}}/messages/{{message_id}}/replay"): Row(
        200, traced_answer, VIEWER, json=lambda _w: {"version": 1}
    ),
    ("POST", f"{V1}/chat/sessions/{{session_id}}/messages"): Row(
        201, own_conversation, VIEWER, json=lambda _w: QUESTION
    ),
    ("POST", f"{V1}/chat/sessions/{{session_id}}/messages/stream"): Row(
        200, own_conversation, VIEWER, json=lambda _w: QUESTION
    ),
    ("POST", f"{V1}/chat/sessions/{{session_id}}/messages/{{question_id}}/answer/stream"): Row(
        200, own_failed_question, VIEWER
    ),
    ("POST", f"{CHAT}/messages/{{question_id}}/regenerate"): Row(
        200, own_failed_question, VIEWER, json=lambda _w: {}
    ),
    ("POST", f"{CHAT}/messages/compare"): Row(201, own_conversation, VIEWER, json=to_two_models),
    ("GET", f"{CHAT}/messages/{{answer_id}}/events"): Row(200, own_answer, VIEWER),
    ("POST", f"{CHAT}/messages/{{answer_id}}/stop"): Row(200, own_answer, VIEWER),
    ("PUT", f"{CHAT}/messages/{{answer_id}}/feedback"): Row(
        200, own_answer, VIEWER, json=lambda _w: {"rating": 1}
    ),
    ("DELETE", f"{CHAT}/messages/{{answer_id}}/feedback"): Row(204, own_answer, VIEWER),
    ("GET", f"{CHAT}/attachments"): Row(200, own_conversation, VIEWER),
    ("POST", f"{CHAT}/attachments"): Row(202, own_conversation, VIEWER, request={"files": a_file}),
    ("DELETE", f"{CHAT}/attachments/{{document_id}}"): Row(204, own_attachment, VIEWER),
    ("PUT", f"{CHAT}/share"): Row(200, own_shared_conversation, VIEWER),
    ("GET", f"{CHAT}/share"): Row(200, own_shared_conversation, VIEWER),
    ("DELETE", f"{CHAT}/share"): Row(204, own_shared_conversation, VIEWER),
    ("GET", f"{CHAT}/export"): Row(200, own_conversation, VIEWER),
    ("GET", f"{V1}/chat/shared/{{token}}"): Row(200, A_SHARED_CONVERSATION, VIEWER),
    ("POST", f"{V1}/chat/ticket"): Row(201),
    ("GET", SETS): Row(200),
    ("POST", SETS): Row(201, role=EDITOR, json=a_question_set),
    ("GET", f"{SETS}/{{set_id}}"): Row(200, A_SET, VIEWER),
    ("PATCH", f"{SETS}/{{set_id}}"): Row(200, A_SET, EDITOR, json=named),
    ("DELETE", f"{SETS}/{{set_id}}"): Row(204, A_SET, EDITOR),
    ("GET", f"{SETS}/{{set_id}}/versions"): Row(200, A_SET, VIEWER),
    ("POST", f"{SETS}/{{set_id}}/versions"): Row(
        201, A_SET, EDITOR, json=lambda _w: {"questions": [{"question": "Why?"}]}
    ),
    ("GET", f"{SETS}/{{set_id}}/questions"): Row(200, A_SET, VIEWER),
    ("POST", f"{SETS}/{{set_id}}/import"): Row(201, A_SET, EDITOR, request={"files": a_table}),
    ("GET", f"{SETS}/{{set_id}}/export"): Row(200, A_SET, VIEWER),
    ("POST", f"{SETS}/{{set_id}}/generate"): Row(
        202, a_set_with_documents, EDITOR, json=lambda _w: {"count": 1}
    ),
    ("POST", f"{SETS}/{{set_id}}/generate/cancel"): Row(202, a_set_being_generated, EDITOR),
    ("GET", RUNS): Row(200),
    ("POST", RUNS): Row(202, role=EDITOR, json=of_a_set),
    ("GET", f"{RUNS}/{{run_id}}"): Row(200, A_RUN, VIEWER),
    ("DELETE", f"{RUNS}/{{run_id}}"): Row(204, A_RUN, EDITOR),
    ("GET", f"{RUNS}/{{run_id}}/results"): Row(200, A_RUN, VIEWER),
    ("POST", f"{RUNS}/{{run_id}}/cancel"): Row(202, A_RUN, EDITOR),
    ("POST", f"{RUNS}/{{run_id}}/repeat"): Row(202, A_RUN, EDITOR),
    ("GET", f"{RUNS}/{{run_id}}/diff"): Row(
        200,
        an_ended_run,
        VIEWER,
        request={"params": lambda w: {"with": w.evaluation_run(ended=True)}},
    ),
    ("POST", f"{RUNS}/{{run_id}}/promote"): Row(200, A_RUN, EDITOR, json=to_a_knowledge_base),
    ("GET", f"{V1}/api-keys"): Row(200),
    ("POST", f"{V1}/api-keys"): Row(201, json=lambda w: {**named(w), "scopes": ["read"]}),
    ("GET", f"{V1}/api-keys/{{key_id}}"): Row(200, own_key),
    ("DELETE", f"{V1}/api-keys/{{key_id}}"): Row(204, own_key),
    ("GET", f"{V1}/tiers"): Row(200),
    ("PATCH", f"{V1}/tiers/{{name}}"): Row(200, A_TIER, json=lambda _w: {"documents": 11}),
    ("GET", f"{V1}/usage/me"): Row(200),
    ("GET", f"{V1}/usage/users"): Row(200),
    ("GET", f"{V1}/audit/logs"): Row(200),
    ("GET", f"{V1}/audit/actions"): Row(200),
    ("GET", f"{V1}/audit/verify"): Row(200),
    ("GET", f"{V1}/audit/export"): Row(200),
}

# WebSockets, each with the route that gives out its tickets: who may have one may listen.
WEBSOCKETS = {
    f"{V1}/events": f"{V1}/events/ticket",
    f"{V1}/chat/ws": f"{V1}/chat/ticket",
}
