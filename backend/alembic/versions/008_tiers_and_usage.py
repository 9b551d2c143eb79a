"""Tiers and usage"""

import sqlalchemy as sa

from alembic import op

revision = "008"
down_revision = "007"
branch_labels = None
depends_on = None

# Name, tokens a month, projects, documents, models, requests a minute; None is no limit.
TIERS = [
    ("free", 50_000, 3, 10, 1, 5),
    ("pro", 500_000, 20, 100, 5, 30),
    ("enterprise", None, None, None, None, 100),
]


def upgrade() -> None:
    tiers = op.create_table(
        "tiers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tokens_per_month", sa.BigInteger(), nullable=True),
        sa.Column("projects", sa.Integer(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=True),
        sa.Column("models", sa.Integer(), nullable=True),
        sa.Column("requests_per_minute", sa.Integer(), nullable=True),
        *_timestamps(),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tiers")),
    )
    columns = (
        "name",
        "tokens_per_month",
        "projects",
        "documents",
        "models",
        "requests_per_minute",
    )
    op.bulk_insert(tiers, [dict(zip(columns, tier, strict=True)) for tier in TIERS])
    op.add_column(
        "users", sa.Column("tier", sa.String(), nullable=False, server_default="enterprise")
    )
    op.alter_column("users", "tier", server_default=None)
    op.create_foreign_key(
        op.f("fk_users_tier_tiers"), "users", "tiers", ["tier"], ["name"], ondelete="RESTRICT"
    )
    op.create_table(
        "usage_counters",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("used_tokens", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reserved_tokens", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_usage_counters_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "period", name=op.f("pk_usage_counters")),
    )
    op.create_table(
        "usage_records",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("api_key_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("deployment_id", sa.Uuid(), nullable=True),
        sa.Column("model_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("reserved_tokens", sa.BigInteger(), nullable=False),
        sa.Column("prompt_tokens", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("completion_tokens", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_records")),
    )
    op.create_index(
        "ix_usage_records_open",
        "usage_records",
        ["expires_at"],
        unique=False,
        postgresql_where="status = 'reserved'",
    )
    op.create_index(
        "ix_usage_records_user_id_created_at",
        "usage_records",
        ["user_id", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("usage_records")
    op.drop_table("usage_counters")
    op.drop_column("users", "tier")
    op.drop_table("tiers")


def _timestamps() -> list[sa.Column[object]]:
    return [
        sa.Column(
            name,
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        )
        for name in ("created_at", "updated_at")
    ]
