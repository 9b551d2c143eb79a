"""Slugs of deployments: what programs call them by"""

import sqlalchemy as sa

from alembic import op

revision = "025"
down_revision = "024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deployments", sa.Column("slug", sa.String(), nullable=True))
    # As `slug_of` makes them; the end comes out of the id, which is random.
    op.execute(
        "UPDATE deployments SET slug = coalesce(nullif(trim(BOTH '-' FROM left("
        "regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), 40)), ''), 'deployment') "
        "|| '-' || right(id::text, 8)"
    )
    op.alter_column("deployments", "slug", nullable=False)
    op.create_unique_constraint(op.f("uq_deployments_slug"), "deployments", ["slug"])


def downgrade() -> None:
    op.drop_constraint(op.f("uq_deployments_slug"), "deployments", type_="unique")
    op.drop_column("deployments", "slug")
