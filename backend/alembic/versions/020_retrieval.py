"""Retrieval: revisions of knowledge bases, traces of answers, profiles of deployments"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "020"
down_revision = "019"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "kb_revisions",
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["knowledge_base_id"],
            ["knowledge_bases.id"],
            name=op.f("fk_kb_revisions_knowledge_base_id_knowledge_bases"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("knowledge_base_id", name=op.f("pk_kb_revisions")),
    )
    op.add_column("chat_messages", sa.Column("trace", JSONB, nullable=True))
    # Deployments from before this number said nothing used 4.
    op.execute(
        "UPDATE deployments SET config = config - 'top_k' || jsonb_build_object("
        "'retrieval', jsonb_build_object('top_k', coalesce(config->'top_k', '4')))"
    )


def downgrade() -> None:
    op.execute(
        "UPDATE deployments SET config = config - 'retrieval' || jsonb_build_object("
        "'top_k', least(coalesce((config->'retrieval'->>'top_k')::int, 4), 20))"
    )
    op.drop_column("chat_messages", "trace")
    op.drop_table("kb_revisions")
