"""Answers to programs are kept for a while, with how they were made"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "028"
down_revision = "027"
branch_labels = None
depends_on = None


def _reference(name: str, target: str, ondelete: str, *, nullable: bool) -> sa.Column:
    key = sa.ForeignKey(
        f"{target}.id", name=f"fk_deployment_calls_{name}_{target}", ondelete=ondelete
    )
    return sa.Column(name, sa.Uuid(), key, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "deployment_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        _reference("deployment_id", "deployments", "CASCADE", nullable=False),
        _reference("deployment_version_id", "deployment_versions", "SET NULL", nullable=True),
        _reference("user_id", "users", "CASCADE", nullable=False),
        _reference("api_key_id", "api_keys", "SET NULL", nullable=True),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("trace", JSONB(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deployment_calls"),
    )
    op.create_index(
        "ix_deployment_calls_user_id_deployment_id_created_at",
        "deployment_calls",
        ["user_id", "deployment_id", "created_at"],
    )
    for column in ("created_at", "deployment_id", "deployment_version_id", "api_key_id"):
        op.create_index(f"ix_deployment_calls_{column}", "deployment_calls", [column])


def downgrade() -> None:
    op.drop_table("deployment_calls")
