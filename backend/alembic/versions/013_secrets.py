"""Secrets: encryption keys, and the keys of models"""

import sqlalchemy as sa

from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "encryption_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("check_value", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encryption_keys")),
    )
    op.add_column("model_registry", sa.Column("api_key_encrypted", sa.String(), nullable=True))
    op.add_column("model_registry", sa.Column("api_key_hint", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("model_registry", "api_key_hint")
    op.drop_column("model_registry", "api_key_encrypted")
    op.drop_table("encryption_keys")
