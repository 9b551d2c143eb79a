"""An installation from before projects keeps everything when it is upgraded."""

import json
import uuid

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from alembic import command
from app.db.migrations import alembic_config, migrate
from app.services.audit import chain
from tests.architecture.test_migrations import empty_database  # noqa: F401 - a fixture

ROBIN, KIM = uuid.uuid4(), uuid.uuid4()
KB, DOCUMENT, DEPLOYMENT, MODEL = (uuid.uuid4() for _ in range(4))
BEFORE_PROJECTS = "007"


@pytest.fixture
def old_installation(empty_database: Engine) -> Engine:  # noqa: F811
    config = alembic_config()
    with empty_database.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE_PROJECTS)
        connection.commit()
    with empty_database.begin() as connection:
        _fill(connection)
    return empty_database


def _fill(connection: Connection) -> None:
    for user, name in ((ROBIN, "robin"), (KIM, "kim")):
        connection.execute(
            text(
                "INSERT INTO users (id, email, hashed_password, role) "
                "VALUES (:id, :email, 'x', 'builder')"
            ),
            {"id": user, "email": f"{name}@example.com"},
        )
    connection.execute(
        text(
            "INSERT INTO knowledge_bases (id, owner_id, name, qdrant_collection_name, "
            "embedding_model, embedding_dimension) "
            "VALUES (:kb, :robin, 'Handbook', 'c', 'm', 384)"
        ),
        {"kb": KB, "robin": ROBIN},
    )
    connection.execute(
        text(
            "INSERT INTO documents (id, knowledge_base_id, name, media_type, storage_path, "
            "size_bytes, content_sha256, status) "
            "VALUES (:doc, :kb, 'a.txt', 'text/plain', 'p', 1, 'h', 'completed')"
        ),
        {"doc": DOCUMENT, "kb": KB},
    )
    connection.execute(
        text(
            "INSERT INTO model_registry (id, name, model_type, provider, model_id) "
            "VALUES (:model, 'Local', 'base', 'local', 'm')"
        ),
        {"model": MODEL},
    )
    connection.execute(
        text(
            "INSERT INTO deployments (id, owner_id, name, model_id, memory_turns, config) "
            "VALUES (:id, :kim, 'Assistant', :model, 4, '{}')"
        ),
        {"id": DEPLOYMENT, "kim": KIM, "model": MODEL},
    )
    for number in (1, 2, 5):
        connection.execute(
            text(
                "INSERT INTO audit_logs (id, sequence, action, resource_type, outcome, details) "
                "OVERRIDING SYSTEM VALUE VALUES (:id, :number, 'x.y', 'x', 'success', "
                '\'{"name": "Grüße", "count": 3}\')'
            ),
            {"id": uuid.uuid4(), "number": number},
        )


def test_what_belonged_to_a_user_is_in_that_users_default_project(old_installation: Engine) -> None:
    migrate(old_installation)
    with old_installation.connect() as connection:
        found = connection.execute(
            text(
                "SELECT k.id, p.default_of_id, d.created_by_id, m.role FROM knowledge_bases k "
                "JOIN projects p ON p.id = k.project_id "
                "JOIN documents d ON d.knowledge_base_id = k.id "
                "JOIN project_members m ON m.project_id = p.id AND m.user_id = p.default_of_id"
            )
        ).one()
        assert tuple(found) == (KB, ROBIN, ROBIN, "owner")
        deployment = connection.execute(
            text(
                "SELECT d.id, p.default_of_id FROM deployments d "
                "JOIN projects p ON p.id = d.project_id"
            )
        ).one()
        assert tuple(deployment) == (DEPLOYMENT, KIM)
        assert connection.scalars(text("SELECT DISTINCT tier FROM users")).all() == ["enterprise"]


def test_a_knowledge_base_keeps_its_vectors_as_its_live_index(old_installation: Engine) -> None:
    migrate(old_installation)
    query = text(
        "SELECT knowledge_base_id, created_by_id, collection, embedding_model, dimension, status "
        "FROM kb_indexes"
    )
    with old_installation.connect() as connection:
        assert tuple(connection.execute(query).one()) == (KB, ROBIN, "c", "m", 384, "live")
    migrate(old_installation, BEFORE_PROJECTS)
    back = text(
        "SELECT qdrant_collection_name, embedding_model, embedding_dimension FROM knowledge_bases"
    )
    with old_installation.connect() as connection:
        assert tuple(connection.execute(back).one()) == ("c", "m", 384)


def test_the_old_audit_rows_become_an_intact_chain(old_installation: Engine) -> None:
    from sqlalchemy.orm import Session

    migrate(old_installation)
    with Session(old_installation) as session:
        result = chain.verify(session)
    assert result.intact, result.first_bad
    assert result.rows == 3


def test_going_back_keeps_everything_too(old_installation: Engine) -> None:
    migrate(old_installation)
    migrate(old_installation, BEFORE_PROJECTS)
    with old_installation.connect() as connection:
        owners = connection.execute(
            text("SELECT k.owner_id, d.owner_id FROM knowledge_bases k, deployments d")
        ).one()
        assert tuple(owners) == (ROBIN, KIM)
    migrate(old_installation)


def test_a_knowledge_base_keeps_what_it_decided_and_no_more(
    old_installation: Engine,
) -> None:
    before, own = "013", '{"chunk_size": 120, "chunk_overlap": 30, "chunk_strategy": "recursive"}'
    migrate(old_installation)
    migrate(old_installation, before)
    with old_installation.begin() as connection:
        connection.execute(
            text("UPDATE knowledge_bases SET config = CAST(:own AS jsonb)"), {"own": own}
        )
    migrate(old_installation)
    with old_installation.connect() as connection:
        assert connection.scalar(text("SELECT config FROM knowledge_bases")) == {"chunk_size": 120}
    migrate(old_installation, before)
    with old_installation.connect() as connection:
        assert connection.scalar(text("SELECT config FROM knowledge_bases")) == json.loads(own)


def test_a_deployment_keeps_how_many_passages_it_reads(old_installation: Engine) -> None:
    before = "019"
    migrate(old_installation)
    migrate(old_installation, before)
    config, query = '{"top_k": 7, "temperature": 0.5}', text("SELECT config FROM deployments")
    with old_installation.begin() as connection:
        assert connection.scalar(query) == {"top_k": 4}
        connection.execute(
            text("UPDATE deployments SET config = CAST(:config AS jsonb)"), {"config": config}
        )
    migrate(old_installation)
    with old_installation.connect() as connection:
        now = connection.scalar(text("SELECT config FROM deployment_versions"))
        assert now == {"temperature": 0.5, "retrieval": {"top_k": 7}}
    migrate(old_installation, before)
    with old_installation.connect() as connection:
        assert connection.scalar(query) == json.loads(config)


def test_a_conversation_becomes_a_tree_of_one_branch(old_installation: Engine) -> None:
    before, chat = "021", uuid.uuid4()
    question, answer, unanswered, next_question = (uuid.uuid4() for _ in range(4))
    migrate(old_installation)
    migrate(old_installation, before)
    with old_installation.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO chat_sessions (id, user_id, deployment_id, title) "
                "VALUES (:id, :robin, :deployment, 'Leave')"
            ),
            {"id": chat, "robin": ROBIN, "deployment": DEPLOYMENT},
        )
        for id_, reply_to in (
            (question, None),
            (unanswered, None),
            (next_question, None),
            (answer, question),
        ):
            connection.execute(
                text(
                    "INSERT INTO chat_messages "
                    "(id, session_id, reply_to_id, role, content, status) "
                    "VALUES (:id, :chat, :reply_to, :role, 'x', 'complete')"
                ),
                {
                    "id": id_,
                    "chat": chat,
                    "reply_to": reply_to,
                    "role": "assistant" if reply_to else "user",
                },
            )
    migrate(old_installation)
    with old_installation.connect() as connection:
        rows = connection.execute(text("SELECT id, parent_id FROM chat_messages")).all()
        assert {row[0]: row[1] for row in rows} == {
            question: None,
            answer: question,
            unanswered: answer,
            next_question: unanswered,
        }
        assert connection.scalar(text("SELECT active_leaf_id FROM chat_sessions")) == next_question
    migrate(old_installation, before)


_ANSWERS_WITH = text(
    "SELECT d.model_id, d.system_prompt, d.memory_turns, d.config, d.version, l.knowledge_base_id "
    "FROM deployments d JOIN deployment_knowledge_bases l ON l.deployment_id = d.id"
)


def test_a_deployment_becomes_its_first_version_and_back(old_installation: Engine) -> None:
    before = "021"
    migrate(old_installation)
    migrate(old_installation, before)
    with old_installation.begin() as connection:
        connection.execute(text("UPDATE deployments SET version = 7, system_prompt = 'Be kind.'"))
        connection.execute(
            text("INSERT INTO deployment_knowledge_bases VALUES (:id, :kb)"),
            {"id": DEPLOYMENT, "kb": KB},
        )
        had = tuple(connection.execute(_ANSWERS_WITH).one())
    migrate(old_installation)
    with old_installation.connect() as connection:
        version = connection.execute(
            text(
                "SELECT v.model_id, v.system_prompt, v.memory_turns, v.config, v.number, "
                "l.knowledge_base_id FROM deployments d JOIN deployment_versions v "
                "ON v.deployment_id = d.id AND v.number = d.live_version "
                "JOIN deployment_version_knowledge_bases l ON l.version_id = v.id"
            )
        ).one()
        assert tuple(version) == had
        names = text(
            "SELECT v.model_name, l.name FROM deployment_versions v, "
            "deployment_version_knowledge_bases l"
        )
        assert tuple(connection.execute(names).one()) == ("Local", "Handbook")
    migrate(old_installation, before)
    with old_installation.connect() as connection:
        assert tuple(connection.execute(_ANSWERS_WITH).one()) == had


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE deployment_versions SET system_prompt = 'Be rude.'",
        "UPDATE prompt_template_versions SET content = 'Be rude. {question}'",
    ],
)
def test_the_database_refuses_to_change_a_version(old_installation: Engine, change: str) -> None:
    migrate(old_installation)
    with old_installation.begin() as connection:
        _add_a_template_version(connection)
    with old_installation.connect() as connection, pytest.raises(DBAPIError, match="written once"):
        connection.execute(text(change))


def _add_a_template_version(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO prompt_templates (id, project_id, created_by_id, name) "
            "SELECT gen_random_uuid(), project_id, created_by_id, 'Short' FROM deployments"
        )
    )
    connection.execute(
        text(
            "INSERT INTO prompt_template_versions (id, template_id, number, content, created_by_id)"
            " SELECT gen_random_uuid(), id, 1, '{question}', created_by_id FROM prompt_templates"
        )
    )
