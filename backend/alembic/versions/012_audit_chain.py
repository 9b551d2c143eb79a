"""The audit log becomes a hash chain that refuses changes"""

import hashlib
import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
REFUSE_CHANGES = """
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'audit_logs is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
"""
GUARD = """
    CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
"""


def upgrade() -> None:
    op.add_column("audit_logs", sa.Column("api_key_id", sa.Uuid(), nullable=True))
    for column in ("previous_hash", "hash"):
        op.add_column("audit_logs", sa.Column(column, sa.String(), nullable=True))
    op.execute("ALTER TABLE audit_logs ALTER COLUMN sequence DROP IDENTITY")
    op.alter_column("audit_logs", "created_at", server_default=None)
    op.create_index("ix_audit_logs_resource_id", "audit_logs", ["resource_id"])
    sequence, head = _chain_existing_rows(op.get_bind())
    for column in ("previous_hash", "hash"):
        op.alter_column("audit_logs", column, nullable=False)
    chain = op.create_table(
        "audit_chain",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_chain")),
    )
    op.bulk_insert(chain, [{"id": 1, "sequence": sequence, "hash": head}])
    op.execute(REFUSE_CHANGES)
    op.execute(GUARD)


def _chain_existing_rows(connection: sa.Connection) -> tuple[int, str]:
    """Number the rows without gaps and chain them; returns the last number and hash."""
    rows = connection.execute(sa.text("SELECT * FROM audit_logs ORDER BY sequence")).mappings()
    head, sequence = GENESIS, 0
    for sequence, row in enumerate(rows.all(), start=1):
        previous, head = head, _hash(head, sequence, row)
        connection.execute(
            sa.text(
                "UPDATE audit_logs SET sequence = :sequence, previous_hash = :previous, "
                "hash = :hash WHERE id = :id"
            ),
            {"sequence": sequence, "previous": previous, "hash": head, "id": row["id"]},
        )
    return sequence, head


def _hash(previous: str, sequence: int, row: sa.RowMapping) -> str:
    """As the application hashes rows at this revision."""
    content: list[Any] = [
        previous,
        sequence,
        str(row["id"]),
        row["created_at"].astimezone(UTC).isoformat(timespec="microseconds"),
        None if row["user_id"] is None else str(row["user_id"]),
        row["user_email"],
        None,
        row["action"],
        row["resource_type"],
        row["resource_id"],
        row["outcome"],
        row["request_id"],
        row["ip_address"],
        row["details"],
    ]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_logs_append_only ON audit_logs")
    op.execute("DROP FUNCTION refuse_audit_change()")
    op.drop_table("audit_chain")
    op.drop_index("ix_audit_logs_resource_id", table_name="audit_logs")
    op.alter_column("audit_logs", "created_at", server_default=sa.text("now()"))
    op.execute("ALTER TABLE audit_logs ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY")
    op.execute(
        "SELECT setval(pg_get_serial_sequence('audit_logs', 'sequence'), "
        "coalesce(max(sequence), 0) + 1, false) FROM audit_logs"
    )
    for column in ("hash", "previous_hash", "api_key_id"):
        op.drop_column("audit_logs", column)
