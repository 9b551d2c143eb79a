"""Presets, configuration in layers, and larger passages around chunks"""

import json
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None

BUILT_IN = [
    (
        uuid.UUID("00000000-0000-4000-8000-000000000001"),
        "Balanced",
        "Passages of medium length, cut at paragraphs and sentences. Good for most documents.",
        {"chunk_strategy": "recursive", "chunk_size": 200, "chunk_overlap": 30},
    ),
    (
        uuid.UUID("00000000-0000-4000-8000-000000000002"),
        "Long documents",
        "Short passages are searched, and the larger ones around them are known: for reports, "
        "contracts and books.",
        {
            "chunk_strategy": "parent_child",
            "chunk_size": 120,
            "chunk_overlap": 0,
            "parent_size": 600,
        },
    ),
    (
        uuid.UUID("00000000-0000-4000-8000-000000000003"),
        "Tables and records",
        "Sections, tables and code stay together where they fit, and nothing is repeated: for "
        "spreadsheets, lists and reference pages.",
        {"chunk_strategy": "markdown", "chunk_size": 200, "chunk_overlap": 0},
    ),
]
# A knowledge base decided everything itself; what was the default is no decision of its own.
DEFAULTS = {"chunk_strategy": "recursive", "chunk_size": 200, "chunk_overlap": 30}
KEEP_DECISIONS = """
    UPDATE knowledge_bases SET config = config - CAST(:name AS text)
    WHERE config -> CAST(:name AS text) = CAST(:value AS jsonb)
"""
DECIDE_EVERYTHING = """
    UPDATE knowledge_bases SET config = CAST(:defaults AS jsonb) || jsonb_strip_nulls(
        jsonb_build_object(
            'chunk_size', config -> 'chunk_size', 'chunk_overlap', config -> 'chunk_overlap'
        )
    )
"""


def upgrade() -> None:
    presets = _create_presets()
    op.bulk_insert(
        presets,
        [
            {"id": id_, "name": name, "description": description, "config": config}
            for id_, name, description, config in BUILT_IN
        ],
    )
    for table in ("knowledge_bases", "documents"):
        op.add_column(table, sa.Column("preset_id", sa.Uuid(), nullable=True))
        op.create_index(f"ix_{table}_preset_id", table, ["preset_id"])
        _reference(table, "preset_id", "rag_config_presets", "RESTRICT")
    for name, value in DEFAULTS.items():
        op.execute(sa.text(KEEP_DECISIONS).bindparams(name=name, value=json.dumps(value)))
    op.add_column("chunks", sa.Column("header", sa.String(), nullable=True))
    op.add_column("chunks", sa.Column("parent_start", sa.Integer(), nullable=True))
    op.add_column("chunks", sa.Column("parent_end", sa.Integer(), nullable=True))


def _create_presets() -> sa.Table:
    table = op.create_table(
        "rag_config_presets",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("config", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(
            sa.Column(
                name,
                sa.DateTime(timezone=True),
                server_default=sa.text("now()"),
                nullable=False,
            )
            for name in ("created_at", "updated_at")
        ),
        sa.CheckConstraint(
            "user_id IS NOT NULL OR project_id IS NULL",
            name=op.f("ck_rag_config_presets_built_in_or_made"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rag_config_presets")),
    )
    _reference("rag_config_presets", "user_id", "users", "RESTRICT")
    _reference("rag_config_presets", "project_id", "projects", "CASCADE")
    for column, where in (
        ("user_id", "project_id IS NULL"),
        ("project_id", "project_id IS NOT NULL"),
    ):
        op.create_index(
            f"uq_rag_config_presets_{column}_name_lower",
            "rag_config_presets",
            [column, sa.literal_column("lower(name)")],
            unique=True,
            postgresql_where=where,
        )
    return table


def _reference(table: str, column: str, referred: str, on_delete: str) -> None:
    name = op.f(f"fk_{table}_{column}_{referred}")
    op.create_foreign_key(name, table, referred, [column], ["id"], ondelete=on_delete)


def downgrade() -> None:
    for column in ("header", "parent_start", "parent_end"):
        op.drop_column("chunks", column)
    op.execute(sa.text(DECIDE_EVERYTHING).bindparams(defaults=json.dumps(DEFAULTS)))
    for table in ("knowledge_bases", "documents"):
        op.drop_column(table, "preset_id")
    op.drop_table("rag_config_presets")
