"""Job lanes, workers, events"""

import sqlalchemy as sa

from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None


# Jobs of before whose document is gone have ended; they share one lane that nobody waits in.
FILL_LANES = """
    UPDATE jobs SET lane = coalesce(
        (SELECT kb.project_id FROM documents d
         JOIN knowledge_bases kb ON kb.id = d.knowledge_base_id WHERE d.id = jobs.subject_id),
        '00000000-0000-0000-0000-000000000000'
    )
"""


def upgrade() -> None:
    _add_lanes()
    op.create_table(
        "workers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("concurrency", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dead_after", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    _create_events()


def _add_lanes() -> None:
    op.add_column("jobs", sa.Column("lane", sa.Uuid(), nullable=True))
    op.execute(FILL_LANES)
    op.alter_column("jobs", "lane", nullable=False)
    op.drop_column("jobs", "pushed_at")
    op.add_column("jobs", sa.Column("error_remedy", sa.String(), nullable=True))
    op.create_index(
        "ix_jobs_lane_available_at_id_queued",
        "jobs",
        ["lane", "available_at", "id"],
        postgresql_where="status = 'queued'",
    )
    op.create_index("ix_jobs_lane_running", "jobs", ["lane"], postgresql_where="status = 'running'")
    op.create_index("ix_jobs_lane_started_at", "jobs", ["lane", "started_at"])
    op.create_index("ix_jobs_created_at", "jobs", ["created_at"])
    op.create_index("ix_jobs_kind_finished_at", "jobs", ["kind", "finished_at"])


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "xid",
            sa.BigInteger(),
            server_default=sa.text("pg_current_xact_id()::text::bigint"),
            nullable=False,
        ),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column(
            "restricted_to",
            sa.ARRAY(sa.Uuid()),
            server_default=sa.text("'{}'::uuid[]"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("xid", "subject_id", name=op.f("uq_events_xid_subject_id")),
    )
    op.create_index("ix_events_xid_id", "events", ["xid", "id"])
    op.create_index("ix_events_created_at", "events", ["created_at"])


def downgrade() -> None:
    op.drop_table("events")
    op.drop_table("workers")
    for index in (
        "ix_jobs_kind_finished_at",
        "ix_jobs_created_at",
        "ix_jobs_lane_started_at",
        "ix_jobs_lane_running",
        "ix_jobs_lane_available_at_id_queued",
    ):
        op.drop_index(index, table_name="jobs")
    op.drop_column("jobs", "error_remedy")
    op.add_column("jobs", sa.Column("pushed_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_column("jobs", "lane")
