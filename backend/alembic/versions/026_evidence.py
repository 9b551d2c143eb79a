"""Answers: the passages they were made of, and what of them is not supported"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "026"
down_revision = "025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("evidence", "unsupported"):
        op.add_column(
            "chat_messages", sa.Column(column, JSONB(), server_default="[]", nullable=False)
        )
    op.add_column("chat_messages", sa.Column("grounding", sa.String(), nullable=True))


def downgrade() -> None:
    for column in ("evidence", "unsupported", "grounding"):
        op.drop_column("chat_messages", column)
