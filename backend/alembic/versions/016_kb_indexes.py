"""Vector indexes: a knowledge base can have several, one of them live"""

import sqlalchemy as sa

from alembic import op

revision = "016"
down_revision = "015"
branch_labels = None
depends_on = None

_FACTS = ("qdrant_collection_name", "embedding_model", "embedding_dimension")


def upgrade() -> None:
    op.create_table(
        "kb_indexes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("collection", sa.String(), nullable=False),
        sa.Column("embedding_model", sa.String(), nullable=False),
        sa.Column("registered_model_id", sa.Uuid(), nullable=True),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("query_prefix", sa.String(), nullable=True),
        sa.Column("passage_prefix", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_remedy", sa.String(), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.Column(
                name,
                sa.DateTime(timezone=True),
                server_default=sa.text("now()"),
                nullable=False,
            )
            for name in ("created_at", "updated_at")
        ),
        sa.ForeignKeyConstraint(
            ["knowledge_base_id"],
            ["knowledge_bases.id"],
            name=op.f("fk_kb_indexes_knowledge_base_id_knowledge_bases"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["users.id"],
            name=op.f("fk_kb_indexes_created_by_id_users"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["registered_model_id"],
            ["model_registry.id"],
            name=op.f("fk_kb_indexes_registered_model_id_model_registry"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_indexes")),
    )
    for column in ("knowledge_base_id", "created_by_id", "collection", "registered_model_id"):
        op.create_index(op.f(f"ix_kb_indexes_{column}"), "kb_indexes", [column])
    op.create_index(
        "uq_kb_indexes_knowledge_base_id_live",
        "kb_indexes",
        ["knowledge_base_id"],
        unique=True,
        postgresql_where=sa.text("status = 'live'"),
    )
    op.create_table(
        "kb_index_documents",
        sa.Column("index_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("chunks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("complete", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(
            ["index_id"],
            ["kb_indexes.id"],
            name=op.f("fk_kb_index_documents_index_id_kb_indexes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("index_id", "document_id", name=op.f("pk_kb_index_documents")),
    )
    op.create_index(
        op.f("ix_kb_index_documents_document_id"), "kb_index_documents", ["document_id"]
    )
    # What a knowledge base had becomes its live index.
    op.execute(
        """
        INSERT INTO kb_indexes (id, knowledge_base_id, created_by_id, collection, embedding_model,
                                dimension, status, activated_at, created_at)
        SELECT gen_random_uuid(), id, created_by_id, qdrant_collection_name, embedding_model,
               embedding_dimension, 'live', created_at, created_at
        FROM knowledge_bases
        """
    )
    for column in _FACTS:
        op.drop_column("knowledge_bases", column)


def downgrade() -> None:
    """Keeps the live index of each knowledge base; the collections of others are left over."""
    for column, kind in zip(_FACTS, (sa.String(), sa.String(), sa.Integer()), strict=True):
        op.add_column("knowledge_bases", sa.Column(column, kind, nullable=True))
    op.execute(
        """
        UPDATE knowledge_bases SET qdrant_collection_name = i.collection,
               embedding_model = i.embedding_model, embedding_dimension = i.dimension
        FROM kb_indexes i WHERE i.knowledge_base_id = knowledge_bases.id AND i.status = 'live'
        """
    )
    for column in _FACTS:
        op.alter_column("knowledge_bases", column, nullable=False)
    op.drop_table("kb_index_documents")
    op.drop_table("kb_indexes")
