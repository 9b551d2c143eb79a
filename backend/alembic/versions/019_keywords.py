"""Keywords: the language of a document, and whether an index has them"""

import sqlalchemy as sa

from alembic import op

revision = "019"
down_revision = "018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("language", sa.String(), nullable=True))
    # What is there was written without keywords; whoever writes an index now says that it has them.
    op.add_column(
        "kb_indexes", sa.Column("layout", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "kb_indexes",
        sa.Column("is_renewal", sa.Boolean(), server_default="false", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("kb_indexes", "is_renewal")
    op.drop_column("kb_indexes", "layout")
    op.drop_column("documents", "language")
