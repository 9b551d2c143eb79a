"""Two projects with the same documents: nothing of one ever reaches people of the other.

Memberships, groups, shares and restrictions are drawn at random; a few lines of Python say
who may read what, and every route that can carry content is held against them.
"""

import uuid
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from app.core.permissions import Actor, ProjectRole, Role
from app.db.uow import unit_of_work
from app.integrations.llm.fake import ScriptedModel
from app.models import (
    Deployment,
    DeploymentGroup,
    DocumentGroup,
    GroupMember,
    ProjectMember,
)
from app.services.events import audience, outbox
from app.services.events.outbox import Position
from tests.factories import HANDBOOK, Client, Platform, created, events, ok, set_tier

PROJECTS, GROUPS, USERS = range(2), range(2), range(3)
OPEN, RESTRICTED = 0, 1
ROLES = [None, *ProjectRole]
QUESTION = "How long is parental leave?"
ANSWER = "Parental leave is twenty-six weeks at full pay [1] [2] [3] [4]."


@dataclass(frozen=True)
class Rights:
    """Who is where. Keys are numbers of users, groups and projects."""

    user_roles: dict[tuple[int, int], ProjectRole | None]
    group_roles: dict[tuple[int, int], ProjectRole | None]
    group_members: frozenset[tuple[int, int]]
    shared_with_everyone: frozenset[int]
    shared_with_groups: frozenset[tuple[int, int]]
    restricted_to: frozenset[tuple[int, int]]

    def groups_of(self, user: int) -> set[int]:
        return {group for group, member in self.group_members if member == user}

    def role(self, user: int, project: int) -> ProjectRole | None:
        held = {self.user_roles[user, project]}
        held |= {self.group_roles[group, project] for group in self.groups_of(user)}
        return max(held, key=ROLES.index)

    def may_use(self, user: int, project: int) -> bool:
        shared = {group for deployment, group in self.shared_with_groups if deployment == project}
        return (
            self.role(user, project) is not None
            or project in self.shared_with_everyone
            or bool(shared & self.groups_of(user))
        )

    def may_read(self, user: int, project: int, document: int) -> bool:
        if not self.may_use(user, project):
            return False
        admitted = {group for place, group in self.restricted_to if place == project}
        if document == OPEN or not admitted:
            return True
        is_owner = self.role(user, project) is ProjectRole.OWNER
        return is_owner or bool(admitted & self.groups_of(user))


def pairs(left: range, right: range) -> st.SearchStrategy[frozenset[tuple[int, int]]]:
    every = [(a, b) for a in left for b in right]
    return st.frozensets(st.sampled_from(every))


def roles(who: range) -> st.SearchStrategy[dict[tuple[int, int], ProjectRole | None]]:
    every = [(a, project) for a in who for project in PROJECTS]
    return st.fixed_dictionaries({key: st.sampled_from(ROLES) for key in every})


RIGHTS = st.builds(
    Rights,
    user_roles=roles(USERS),
    group_roles=roles(GROUPS),
    group_members=pairs(GROUPS, USERS),
    shared_with_everyone=st.frozensets(st.sampled_from(list(PROJECTS))),
    shared_with_groups=pairs(PROJECTS, GROUPS),
    restricted_to=pairs(PROJECTS, GROUPS),
)


@dataclass
class TwoProjects:
    """The same two documents in two projects, each with a mark of its own in text and name."""

    platform: Platform
    maker: Client = field(init=False)
    users: list[Client] = field(init=False)
    groups: list[str] = field(init=False)
    projects: list[str] = field(init=False)
    kbs: list[str] = field(init=False)
    deployments: list[str] = field(init=False)
    documents: dict[tuple[int, int], str] = field(init=False)
    question_sets: list[str] = field(init=False)
    runs: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.maker = self.platform.register("maker@example.com")
        self.users = [self.platform.register(f"user{n}@example.com") for n in USERS]
        self.groups = [
            created(self.maker.post("/groups", json={"name": f"group{n}"}))["id"] for n in GROUPS
        ]
        self.projects, self.kbs, self.deployments, self.documents = [], [], [], {}
        self.question_sets, self.runs = [], []
        for number in PROJECTS:
            self._fill(number)

    def _fill(self, number: int) -> None:
        project = created(self.maker.post("/projects", json={"name": f"Project {number}"}))["id"]
        place = {"project_id": project}
        kb = created(self.maker.post("/knowledge-bases", json={"name": f"kb{number}", **place}))[
            "id"
        ]
        for document in (OPEN, RESTRICTED):
            mark = self.mark(number, document)
            text = f"{HANDBOOK}\n\nParental leave is twenty-six weeks at full pay in {mark}."
            made = self.platform.document(self.maker, kb, f"{mark}.txt", text)
            self.documents[number, document] = made["id"]
        deployment = self.platform.deployment(self.maker, [kb], f"Assistant {number}", **place)
        self.projects.append(project)
        self.kbs.append(kb)
        self.deployments.append(deployment["id"])
        self._evaluate(number)

    def _evaluate(self, number: int) -> None:
        """A question about each document, and a run that has answered both."""
        questions = [
            {
                "question": f"How long is parental leave in {self.mark(number, document)}?",
                "expected_answer": f"As in {self.mark(number, document)}.",
                "gold": [{"document_id": self.documents[number, document]}],
            }
            for document in (OPEN, RESTRICTED)
        ]
        body = {"knowledge_base_id": self.kbs[number], "name": "Leave", "questions": questions}
        made = created(self.maker.post("/evaluations/question-sets", json=body))["id"]
        body = {"question_set_id": made, "deployment_id": self.deployments[number]}
        run = self.maker.post("/evaluations/runs", json=body)
        assert run.status_code == 202, run.text
        self.platform.run_jobs()
        self.question_sets.append(made)
        self.runs.append(run.json()["id"])

    @staticmethod
    def mark(project: int, document: int) -> str:
        return f"Mark{'AB'[project]}{'XY'[document]}Mark"

    def give(self, rights: Rights) -> None:
        """Make the database say exactly this."""
        with unit_of_work() as uow:
            keep = uuid.UUID(self.maker.user["id"])
            others = ProjectMember.user_id.is_distinct_from(keep)
            mine = ProjectMember.project_id.in_(map(uuid.UUID, self.projects))
            uow.session.execute(delete(ProjectMember).where(others, mine))
            for table in (GroupMember, DeploymentGroup, DocumentGroup):
                uow.session.execute(delete(table))
            for (user, project), role in rights.user_roles.items():
                self._join(uow.session, project, role, user_id=self.users[user].user["id"])
            for (group, project), role in rights.group_roles.items():
                self._join(uow.session, project, role, group_id=self.groups[group])
            for group, user in rights.group_members:
                row = {"group_id": self.groups[group], "user_id": self.users[user].user["id"]}
                uow.session.execute(insert(GroupMember).values(row))
            for project, group in rights.shared_with_groups:
                row = {"deployment_id": self.deployments[project], "group_id": self.groups[group]}
                uow.session.execute(insert(DeploymentGroup).values(row))
            for project, group in rights.restricted_to:
                document_id = self.documents[project, RESTRICTED]
                row = {"document_id": document_id, "group_id": self.groups[group]}
                uow.session.execute(insert(DocumentGroup).values(row))
            for project in PROJECTS:
                uow.session.execute(
                    update(Deployment)
                    .where(Deployment.id == uuid.UUID(self.deployments[project]))
                    .values(shared_with_everyone=project in rights.shared_with_everyone)
                )

    def _join(self, session, project: int, role: ProjectRole | None, **who: str) -> None:  # type: ignore[no-untyped-def]
        if role is not None:
            values = {
                "id": uuid.uuid4(),
                "project_id": self.projects[project],
                "role": role,
                **who,
            }
            session.execute(insert(ProjectMember).values(values))


def everything_said_to(world: TwoProjects, user: int, rights: Rights, model: ScriptedModel) -> str:
    """All that any route that carries content says to a user, the prompts for them included."""
    client = world.users[user]
    said: list[str] = []
    for path in ("/knowledge-bases", "/deployments", "/projects", "/chat/sessions"):
        said.append(client.get(path).text)
    for project in PROJECTS:
        kb = f"/knowledge-bases/{world.kbs[project]}"
        is_member = rights.role(user, project) is not None
        search = client.post(f"{kb}/search", json={"query": QUESTION, "top_k": 20})
        assert (search.status_code == 200) == is_member
        assert (client.get(kb).status_code == 200) == is_member
        said += [search.text, client.get(f"{kb}/documents").text, client.get(kb).text]
        for document in (OPEN, RESTRICTED):
            one = f"{kb}/documents/{world.documents[project, document]}"
            for path in (one, f"{one}/text", f"{one}/chunks", f"{one}/file"):
                answer = client.get(path)
                readable = rights.may_read(user, project, document)
                assert (answer.status_code == 200) == readable, (path, answer.text)
                said.append(answer.text)
        said += evaluations_told_to(world, client, project, is_member)
        said += versions_told_to(world, client, project, is_member)
        said += ask(world, client, project, rights.may_use(user, project), is_member, model)
    said += events_told_to(client)
    for session in ok(client.get("/chat/sessions"))["items"]:
        path = f"/chat/sessions/{session['id']}/messages"
        messages = client.get(path)
        said.append(messages.text)
        for message in messages.json()["items"]:
            said.append(client.get(f"{path}/{message['id']}/trace").text)
    return "\n".join(said)


def evaluations_told_to(
    world: TwoProjects, client: Client, project: int, is_member: bool
) -> list[str]:
    """All routes of evaluation: they are for members, and as the documents' restrictions say."""
    question_set = f"/evaluations/question-sets/{world.question_sets[project]}"
    run = f"/evaluations/runs/{world.runs[project]}"
    answers = [
        client.get(path)
        for path in (
            question_set,
            f"{question_set}/questions",
            f"{question_set}/versions",
            f"{question_set}/export",
            f"{question_set}/export?format=jsonl",
            run,
            f"{run}/results",
            f"{run}/diff?with={world.runs[project]}",
        )
    ]
    assert {answer.status_code for answer in answers} == {200 if is_member else 404}
    lists = [client.get(f"/evaluations/{name}") for name in ("question-sets", "runs")]
    return [answer.text for answer in (*answers, *lists)]


def versions_told_to(
    world: TwoProjects, client: Client, project: int, is_member: bool
) -> list[str]:
    """How a deployment answers, and did before, is for members of its project."""
    path = f"/deployments/{world.deployments[project]}/versions"
    routes = ("", "/1", "/diff?a=1&b=1", "/compare?a=1&b=1")
    answers = [client.get(f"{path}{route}") for route in routes]
    assert all((answer.status_code == 200) == is_member for answer in answers)
    return [answer.text for answer in answers]


def events_told_to(client: Client) -> list[str]:
    """What the live connection would say of everything that has happened, deletions included."""
    actor = Actor(uuid.UUID(client.user["id"]), Role.BUILDER, client.user["email"])
    with unit_of_work(actor) as uow:
        batch = outbox.read(uow.session, Position(0, 0), limit=100_000)
        return [message.model_dump_json() for message in audience.messages(uow, batch.changes)]


def ask(
    world: TwoProjects,
    client: Client,
    project: int,
    allowed: bool,
    is_member: bool,
    model: ScriptedModel,
) -> list[str]:
    deployment = world.deployments[project]
    model.prompts.clear()
    run = client.post(f"/deployments/{deployment}/run", json={"question": QUESTION})
    assert (run.status_code == 200) == allowed
    said = [run.text]
    chat = client.post("/chat/sessions", json={"deployment_id": deployment})
    assert (chat.status_code == 201) == allowed
    if allowed:
        path = f"/chat/sessions/{chat.json()['id']}/messages"
        answer = client.post(f"{path}/stream", json={"content": QUESTION})
        answer_id = events(answer)[0]["answer_id"]
        replay = client.post(f"{path}/{answer_id}/replay", json={"version": 1})
        assert (replay.status_code == 200) == is_member
        said += [answer.text, replay.text]
    said += [message.content for prompt in model.prompts for message in prompt.messages]
    return said


@pytest.fixture
def world(platform: Platform, model: ScriptedModel) -> TwoProjects:
    model.pieces = [ANSWER]
    # A fast machine asks more in a minute than any tier allows.
    set_tier("enterprise", requests_per_minute=None)
    return TwoProjects(platform)


@settings(
    max_examples=20,
    # Shrinking takes minutes here and a failure says enough without it.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rights=RIGHTS)
def test_nobody_gets_a_byte_that_is_not_theirs(
    world: TwoProjects, model: ScriptedModel, rights: Rights
) -> None:
    world.give(rights)
    for user in USERS:
        said = everything_said_to(world, user, rights, model)
        for project in PROJECTS:
            for document in (OPEN, RESTRICTED):
                readable = rights.may_read(user, project, document)
                assert (world.mark(project, document) in said) == readable, (
                    user,
                    project,
                    document,
                )


def test_a_citation_closes_when_its_document_is_restricted_later(
    world: TwoProjects, platform: Platform
) -> None:
    nobody: dict[tuple[int, int], ProjectRole | None] = {
        (who, project): None for who in USERS for project in PROJECTS
    }
    no_groups = {(group, project): None for group in GROUPS for project in PROJECTS}
    viewer = {**nobody, (0, 0): ProjectRole.VIEWER}
    world.give(Rights(viewer, {**no_groups}, *[frozenset()] * 4))  # type: ignore[arg-type]
    client = world.users[0]
    chat = created(client.post("/chat/sessions", json={"deployment_id": world.deployments[0]}))
    path = f"/chat/sessions/{chat['id']}/messages"
    created(client.post(path, json={"content": QUESTION}))
    assert world.mark(0, RESTRICTED) in client.get(path).text
    document = f"/knowledge-bases/{world.kbs[0]}/documents/{world.documents[0, RESTRICTED]}"
    body = {"group_ids": [world.groups[0]]}
    ok(world.maker.put(f"{document}/restriction", json=body))
    closed = [
        citation
        for message in ok(client.get(path))["items"]
        for citation in message["citations"]
        if not citation["available"]
    ]
    assert {citation["document_id"] for citation in closed} == {world.documents[0, RESTRICTED]}
    assert world.mark(0, RESTRICTED) not in client.get(path).text
