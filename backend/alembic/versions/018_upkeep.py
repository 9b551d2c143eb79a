"""Upkeep: receipts of deletions, reconciliations, schedules, and what documents were made with"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "018"
down_revision = "017"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
NOW = sa.text("now()")


def upgrade() -> None:
    op.create_table(
        "deletion_receipts",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("document_name", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vectors_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chunks_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("files_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_deletion_receipts_project_id_projects"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_deletion_receipts")),
    )
    for column in ("project_id", "knowledge_base_id"):
        op.create_index(f"ix_deletion_receipts_{column}", "deletion_receipts", [column])
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("documents_checked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("findings", JSONB, server_default="[]", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
    )
    op.create_index("ix_reconciliations_created_at", "reconciliations", ["created_at"])
    op.create_table(
        "schedules",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedules")),
    )
    op.add_column("documents", sa.Column("source_url", sa.String(), nullable=True))
    op.add_column("documents", sa.Column("made_with", JSONB, server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("documents", "made_with")
    op.drop_column("documents", "source_url")
    for table in ("schedules", "reconciliations", "deletion_receipts"):
        op.drop_table(table)
