"""Prompt templates; deployments become names for versions that never change"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "023"
down_revision = "022"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
TIME = sa.DateTime(timezone=True)
NOW = sa.text("now()")
WRITTEN_ONCE = (
    "prompt_template_versions",
    "deployment_versions",
    "deployment_version_knowledge_bases",
)
REFUSE_CHANGES = """
    CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END
    $$
"""
KEEP_WHAT_DEPLOYMENTS_HAVE = """
    INSERT INTO deployment_versions (id, deployment_id, number, model_id, model_name,
        system_prompt, memory_turns, config, created_by_id, created_at)
    SELECT gen_random_uuid(), d.id, d.version, d.model_id, m.name,
        d.system_prompt, d.memory_turns, d.config, d.created_by_id, d.updated_at
    FROM deployments d JOIN model_registry m ON m.id = d.model_id
"""
KEEP_WHAT_THEY_SEARCH = """
    INSERT INTO deployment_version_knowledge_bases (version_id, knowledge_base_id, name)
    SELECT v.id, l.knowledge_base_id, k.name
    FROM deployment_knowledge_bases l
    JOIN deployment_versions v ON v.deployment_id = l.deployment_id
    JOIN knowledge_bases k ON k.id = l.knowledge_base_id
"""
GIVE_BACK_THE_LIVE_VERSION = """
    UPDATE deployments d SET model_id = v.model_id, system_prompt = v.system_prompt,
        memory_turns = v.memory_turns, config = v.config, version = v.number
    FROM deployment_versions v
    WHERE v.deployment_id = d.id AND v.number = d.live_version
"""
GIVE_BACK_WHAT_IT_SEARCHES = """
    INSERT INTO deployment_knowledge_bases (deployment_id, knowledge_base_id)
    SELECT d.id, l.knowledge_base_id
    FROM deployments d
    JOIN deployment_versions v ON v.deployment_id = d.id AND v.number = d.live_version
    JOIN deployment_version_knowledge_bases l ON l.version_id = v.id
    JOIN knowledge_bases k ON k.id = l.knowledge_base_id
"""


def upgrade() -> None:
    _create_templates()
    _create_versions()
    op.execute(KEEP_WHAT_DEPLOYMENTS_HAVE)
    op.execute(KEEP_WHAT_THEY_SEARCH)
    _point_at_versions()
    _note_versions()
    op.execute(REFUSE_CHANGES)
    for table in WRITTEN_ONCE:
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_version_change()"
        )


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _made(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, TIME, server_default=NOW, nullable=False) for name in names]


def _reference(table: str, column: str, referred: str, on_delete: str) -> None:
    name = op.f(f"fk_{table}_{column}_{referred}")
    op.create_foreign_key(name, table, referred, [column], ["id"], ondelete=on_delete)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_templates() -> None:
    op.create_table(
        "prompt_templates",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("deleted_at", TIME, nullable=True),
        _id(),
        *_made("created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_templates")),
    )
    _reference("prompt_templates", "project_id", "projects", "CASCADE")
    _reference("prompt_templates", "created_by_id", "users", "RESTRICT")
    _index("prompt_templates", "created_by_id")
    op.create_index(
        "uq_prompt_templates_project_id_name_lower",
        "prompt_templates",
        ["project_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "prompt_template_versions",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        _id(),
        *_made("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_template_versions")),
        sa.UniqueConstraint(
            "template_id", "number", name=op.f("uq_prompt_template_versions_template_id_number")
        ),
    )
    _reference("prompt_template_versions", "template_id", "prompt_templates", "CASCADE")
    _reference("prompt_template_versions", "created_by_id", "users", "RESTRICT")
    _index("prompt_template_versions", "created_by_id")


def _create_versions() -> None:
    op.create_table(
        "deployment_versions",
        sa.Column("deployment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("model_name", sa.String(), nullable=False),
        sa.Column("prompt_template_version_id", sa.Uuid(), nullable=True),
        sa.Column("system_prompt", sa.String(), server_default="", nullable=False),
        sa.Column("memory_turns", sa.Integer(), nullable=False),
        sa.Column("config", JSONB, nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        _id(),
        *_made("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_versions")),
        sa.UniqueConstraint(
            "deployment_id", "number", name=op.f("uq_deployment_versions_deployment_id_number")
        ),
    )
    _reference("deployment_versions", "deployment_id", "deployments", "CASCADE")
    _reference(
        "deployment_versions", "prompt_template_version_id", "prompt_template_versions", "RESTRICT"
    )
    _reference("deployment_versions", "created_by_id", "users", "RESTRICT")
    _index("deployment_versions", "model_id", "prompt_template_version_id", "created_by_id")
    op.create_table(
        "deployment_version_knowledge_bases",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            "version_id", "knowledge_base_id", name=op.f("pk_deployment_version_knowledge_bases")
        ),
    )
    _reference("deployment_version_knowledge_bases", "version_id", "deployment_versions", "CASCADE")
    _index("deployment_version_knowledge_bases", "knowledge_base_id")


def _point_at_versions() -> None:
    """Deployments keep who they are, and which of their versions answer."""
    op.alter_column("deployments", "version", new_column_name="live_version")
    op.add_column("deployments", sa.Column("candidate_version", sa.Integer(), nullable=True))
    op.add_column(
        "deployments",
        sa.Column("candidate_percent", sa.Integer(), server_default="0", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_deployments_candidate_percent"),
        "deployments",
        "candidate_percent BETWEEN 0 AND 100",
    )
    for number in ("live_version", "candidate_version"):
        op.create_foreign_key(
            f"fk_deployments_{number}_deployment_versions",
            "deployments",
            "deployment_versions",
            ["id", number],
            ["deployment_id", "number"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.drop_table("deployment_knowledge_bases")
    for column in ("model_id", "system_prompt", "memory_turns", "config"):
        op.drop_column("deployments", column)


def _note_versions() -> None:
    """What was done with which version."""
    for table in ("chat_messages", "usage_records", "evaluation_runs"):
        op.add_column(table, sa.Column("deployment_version_id", sa.Uuid(), nullable=True))
    for table in ("chat_messages", "evaluation_runs"):
        _reference(table, "deployment_version_id", "deployment_versions", "SET NULL")
        _index(table, "deployment_version_id")
    op.create_index(
        "ix_chat_messages_traced",
        "chat_messages",
        ["created_at"],
        postgresql_where=sa.text("trace IS NOT NULL"),
    )
    op.create_index(
        "ix_usage_records_deployment_version_id",
        "usage_records",
        ["deployment_version_id"],
        postgresql_where=sa.text("deployment_version_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_usage_records_deployment_version_id", table_name="usage_records")
    op.drop_index("ix_chat_messages_traced", table_name="chat_messages")
    for table in ("chat_messages", "usage_records", "evaluation_runs"):
        op.drop_column(table, "deployment_version_id")
    _create_columns_of_before()
    op.execute(GIVE_BACK_THE_LIVE_VERSION)
    op.execute(GIVE_BACK_WHAT_IT_SEARCHES)
    op.alter_column("deployments", "model_id", nullable=False)
    op.alter_column("deployments", "memory_turns", nullable=False, server_default=None)
    op.alter_column("deployments", "config", nullable=False)
    for number in ("live_version", "candidate_version"):
        op.drop_constraint(f"fk_deployments_{number}_deployment_versions", "deployments")
    for column in ("live_version", "candidate_version", "candidate_percent"):
        op.drop_column("deployments", column)
    for table in (*reversed(WRITTEN_ONCE), "prompt_templates"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_version_change()")


def _create_columns_of_before() -> None:
    op.add_column("deployments", sa.Column("model_id", sa.Uuid(), nullable=True))
    op.add_column(
        "deployments", sa.Column("system_prompt", sa.String(), server_default="", nullable=False)
    )
    op.add_column("deployments", sa.Column("memory_turns", sa.Integer(), nullable=True))
    op.add_column("deployments", sa.Column("config", JSONB, nullable=True))
    op.add_column(
        "deployments", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    _reference("deployments", "model_id", "model_registry", "RESTRICT")
    op.create_table(
        "deployment_knowledge_bases",
        sa.Column("deployment_id", sa.Uuid(), nullable=False),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint(
            "deployment_id", "knowledge_base_id", name=op.f("pk_deployment_knowledge_bases")
        ),
    )
    for column, referred in (
        ("deployment_id", "deployments"),
        ("knowledge_base_id", "knowledge_bases"),
    ):
        _reference("deployment_knowledge_bases", column, referred, "CASCADE")
    _index("deployment_knowledge_bases", "knowledge_base_id")
