"""Models: prices, who may choose them, how many calls at once, time-outs, a fallback"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "022"
down_revision = "021"
branch_labels = None
depends_on = None

COLUMNS = (
    "input_price",
    "output_price",
    "price_currency",
    "visible_to_everyone",
    "max_concurrent",
    "timeouts",
    "fallback_model_id",
)
PRICE = sa.Numeric(14, 6)


def upgrade() -> None:
    for column in (
        sa.Column("input_price", PRICE, nullable=True),
        sa.Column("output_price", PRICE, nullable=True),
        sa.Column("price_currency", sa.String(), nullable=True),
        sa.Column("visible_to_everyone", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("max_concurrent", sa.Integer(), nullable=True),
        sa.Column(
            "timeouts",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
        ),
        sa.Column("fallback_model_id", sa.Uuid(), nullable=True),
    ):
        op.add_column("model_registry", column)
    op.create_foreign_key(
        op.f("fk_model_registry_fallback_model_id_model_registry"),
        "model_registry",
        "model_registry",
        ["fallback_model_id"],
        ["id"],
        ondelete="RESTRICT",
    )
    op.create_index("ix_model_registry_fallback_model_id", "model_registry", ["fallback_model_id"])
    _create_groups()


def _create_groups() -> None:
    op.create_table(
        "model_groups",
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"],
            ["model_registry.id"],
            name=op.f("fk_model_groups_model_id_model_registry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_model_groups_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("model_id", "group_id", name=op.f("pk_model_groups")),
    )
    op.create_index("ix_model_groups_group_id", "model_groups", ["group_id"])


def downgrade() -> None:
    op.drop_table("model_groups")
    for column in reversed(COLUMNS):
        op.drop_column("model_registry", column)
