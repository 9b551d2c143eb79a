"""Conversations: trees, feedback, shared links, summaries, attachments"""

import sqlalchemy as sa

from alembic import op

revision = "024"
down_revision = "023"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# Questions followed one another; each goes on from the latest answer to the one before it.
_PARENTS_OF_QUESTIONS = """
    UPDATE chat_messages SET parent_id = coalesce(
        (SELECT answer.id FROM chat_messages answer
         WHERE answer.reply_to_id = line.previous_id ORDER BY answer.sequence DESC LIMIT 1),
        line.previous_id)
    FROM (
        SELECT id, lag(id) OVER (PARTITION BY session_id ORDER BY sequence) AS previous_id
        FROM chat_messages WHERE role = 'user'
    ) line
    WHERE line.id = chat_messages.id AND line.previous_id IS NOT NULL
"""
_LEAVES = """
    UPDATE chat_sessions SET active_leaf_id = coalesce(
        (SELECT answer.id FROM chat_messages answer
         WHERE answer.reply_to_id = last.id ORDER BY answer.sequence DESC LIMIT 1),
        last.id)
    FROM (
        SELECT DISTINCT ON (session_id) session_id, id FROM chat_messages
        WHERE role = 'user' ORDER BY session_id, sequence DESC
    ) last
    WHERE last.session_id = chat_sessions.id
"""


def upgrade() -> None:
    _grow_trees()
    _extend_sessions()
    _create_feedback()
    _create_shares()
    op.add_column("knowledge_bases", sa.Column("chat_session_id", sa.Uuid(), nullable=True))
    op.create_index(
        "uq_knowledge_bases_chat_session_id",
        "knowledge_bases",
        ["chat_session_id"],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def _reference(table: str, column: str, target: str, ondelete: str) -> None:
    name = op.f(f"fk_{table}_{column}_{target}")
    op.create_foreign_key(name, table, target, [column], ["id"], ondelete=ondelete)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _grow_trees() -> None:
    for column in ("parent_id", "model_id"):
        op.add_column("chat_messages", sa.Column(column, sa.Uuid(), nullable=True))
    op.add_column("chat_messages", sa.Column("summary", sa.String(), nullable=True))
    op.execute("UPDATE chat_messages SET parent_id = reply_to_id WHERE reply_to_id IS NOT NULL")
    op.execute(_PARENTS_OF_QUESTIONS)
    _reference("chat_messages", "parent_id", "chat_messages", "CASCADE")
    _reference("chat_messages", "model_id", "model_registry", "SET NULL")
    _index("chat_messages", "parent_id")
    _index("chat_messages", "model_id")


def _extend_sessions() -> None:
    for column in ("active_leaf_id", "model_id"):
        op.add_column("chat_sessions", sa.Column(column, sa.Uuid(), nullable=True))
    op.add_column("chat_sessions", sa.Column("archived_at", TIME, nullable=True))
    op.execute(_LEAVES)
    _reference("chat_sessions", "active_leaf_id", "chat_messages", "SET NULL")
    _reference("chat_sessions", "model_id", "model_registry", "SET NULL")
    _index("chat_sessions", "active_leaf_id")
    _index("chat_sessions", "model_id")


def _create_feedback() -> None:
    op.create_table(
        "message_feedback",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("rating IN (-1, 1)", name=op.f("ck_message_feedback_rating")),
        sa.PrimaryKeyConstraint("message_id", "user_id", name=op.f("pk_message_feedback")),
    )
    _reference("message_feedback", "message_id", "chat_messages", "CASCADE")
    _reference("message_feedback", "user_id", "users", "CASCADE")
    _index("message_feedback", "user_id")


def _create_shares() -> None:
    op.create_table(
        "chat_shares",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("leaf_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("created_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_chat_shares")),
        sa.UniqueConstraint("token", name=op.f("uq_chat_shares_token")),
    )
    _reference("chat_shares", "session_id", "chat_sessions", "CASCADE")
    _reference("chat_shares", "leaf_id", "chat_messages", "CASCADE")
    _index("chat_shares", "leaf_id")


def downgrade() -> None:
    # Nobody before this knows that attachments are private: they are hidden from everybody.
    op.execute(
        "UPDATE knowledge_bases SET deleted_at = coalesce(deleted_at, now()) "
        "WHERE chat_session_id IS NOT NULL"
    )
    op.drop_column("knowledge_bases", "chat_session_id")
    op.drop_table("chat_shares")
    op.drop_table("message_feedback")
    for column in ("active_leaf_id", "model_id", "archived_at"):
        op.drop_column("chat_sessions", column)
    for column in ("parent_id", "model_id", "summary"):
        op.drop_column("chat_messages", column)
