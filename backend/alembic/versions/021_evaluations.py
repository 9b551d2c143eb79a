"""Evaluation: question sets with versions and gold, runs and their results"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "021"
down_revision = "020"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
TIME = sa.DateTime(timezone=True)
NOW = sa.text("now()")
TABLES = (
    "question_sets",
    "question_set_versions",
    "evaluation_questions",
    "evaluation_gold",
    "evaluation_runs",
    "evaluation_results",
)


def upgrade() -> None:
    _create_sets()
    _create_questions()
    _create_runs()
    _create_results()


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


def _create_sets() -> None:
    op.create_table(
        "question_sets",
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        _id(),
        *_made("created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sets")),
    )
    _reference("question_sets", "knowledge_base_id", "knowledge_bases", "CASCADE")
    _reference("question_sets", "created_by_id", "users", "RESTRICT")
    _index("question_sets", "created_by_id")
    op.create_index(
        "uq_question_sets_knowledge_base_id_name_lower",
        "question_sets",
        ["knowledge_base_id", sa.literal_column("lower(name)")],
        unique=True,
    )
    op.create_table(
        "question_set_versions",
        sa.Column("question_set_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        _id(),
        *_made("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set_versions")),
        sa.UniqueConstraint(
            "question_set_id",
            "version",
            name=op.f("uq_question_set_versions_question_set_id_version"),
        ),
    )
    _reference("question_set_versions", "question_set_id", "question_sets", "CASCADE")
    _reference("question_set_versions", "created_by_id", "users", "RESTRICT")
    _index("question_set_versions", "created_by_id")


def _create_questions() -> None:
    op.create_table(
        "evaluation_questions",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("expected_answer", sa.String(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False),
        _id(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_questions")),
        sa.UniqueConstraint(
            "version_id", "ordinal", name=op.f("uq_evaluation_questions_version_id_ordinal")
        ),
    )
    _reference("evaluation_questions", "version_id", "question_set_versions", "CASCADE")
    op.create_table(
        "evaluation_gold",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("document_name", sa.String(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=True),
        sa.Column("char_end", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), server_default="1", nullable=False),
        _id(),
        sa.CheckConstraint("grade BETWEEN 1 AND 4", name=op.f("ck_evaluation_gold_grade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_gold")),
    )
    _reference("evaluation_gold", "question_id", "evaluation_questions", "CASCADE")
    _index("evaluation_gold", "question_id", "document_id")


def _create_runs() -> None:
    op.create_table(
        "evaluation_runs",
        sa.Column("question_set_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("deployment_id", sa.Uuid(), nullable=True),
        sa.Column("repeats_run_id", sa.Uuid(), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("api_key_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("check_answers", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("answering", JSONB, nullable=True),
        sa.Column("knowledge_base_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("profile", JSONB, nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("expected_tokens", sa.Integer(), server_default="0", nullable=False),
        sa.Column("index_states", JSONB, server_default="[]", nullable=False),
        sa.Column("hidden", sa.String(), server_default="", nullable=False),
        sa.Column(
            "differences", postgresql.ARRAY(sa.String()), server_default="{}", nullable=False
        ),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("metrics", JSONB, server_default="[]", nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_remedy", sa.String(), nullable=True),
        sa.Column("finished_at", TIME, nullable=True),
        _id(),
        *_made("created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_runs")),
    )
    _reference("evaluation_runs", "question_set_id", "question_sets", "CASCADE")
    _reference("evaluation_runs", "version_id", "question_set_versions", "CASCADE")
    _reference("evaluation_runs", "deployment_id", "deployments", "SET NULL")
    _reference("evaluation_runs", "repeats_run_id", "evaluation_runs", "SET NULL")
    _reference("evaluation_runs", "created_by_id", "users", "RESTRICT")
    _index("evaluation_runs", "version_id", "deployment_id", "repeats_run_id", "created_by_id")
    op.create_index(
        "ix_evaluation_runs_question_set_id", "evaluation_runs", ["question_set_id", "created_at"]
    )


def _create_results() -> None:
    op.create_table(
        "evaluation_results",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("metrics", JSONB, nullable=False),
        sa.Column("retrieved", JSONB, nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column(
            "answer_document_ids",
            postgresql.ARRAY(sa.Uuid()),
            server_default="{}",
            nullable=False,
        ),
        sa.Column("answer_checks", JSONB, nullable=True),
        sa.Column("problems", JSONB, server_default="[]", nullable=False),
        sa.Column("ms", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "question_id", name=op.f("pk_evaluation_results")),
    )
    _reference("evaluation_results", "run_id", "evaluation_runs", "CASCADE")
    _reference("evaluation_results", "question_id", "evaluation_questions", "CASCADE")
    _index("evaluation_results", "question_id")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
