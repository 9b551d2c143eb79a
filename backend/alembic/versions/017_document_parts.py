"""The extracted text of documents: rows of parts instead of one file"""

import json
import uuid
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from app.core.config import get_settings

revision = "017"
down_revision = "016"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
EMPTY_LAYOUT: dict[str, list[Any]] = {"sections": [], "tables": [], "code": [], "lines": []}


def upgrade() -> None:
    parts = op.create_table(
        "document_parts",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("layout", JSONB, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_document_parts_document_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "generation", "number", name=op.f("pk_document_parts")
        ),
    )
    op.add_column(
        "documents",
        sa.Column("last_generation", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column("documents", sa.Column("problems", JSONB, server_default="[]", nullable=False))
    op.add_column(
        "documents",
        sa.Column("original_kept", sa.Boolean(), server_default="true", nullable=False),
    )
    op.execute(
        "UPDATE documents SET last_generation = greatest(generation, "
        "(SELECT max(chunks.generation) FROM chunks WHERE chunks.document_id = documents.id))"
    )
    _take_over_text_files(parts)


def _take_over_text_files(parts: sa.Table) -> None:
    """Until now the text was a file beside the original, in the upload folder."""
    connection, folder = op.get_bind(), get_settings().uploads_path
    documents = connection.execute(
        sa.text("SELECT id, generation FROM documents WHERE generation > 0")
    )
    for document_id, generation in documents.all():
        file = folder / "documents" / str(document_id) / f"text-{generation}.json"
        if file.is_file():
            connection.execute(parts.insert(), _as_part(document_id, generation, file))


def _as_part(document_id: uuid.UUID, generation: int, file: Path) -> dict[str, Any]:
    extracted = json.loads(file.read_text(encoding="utf-8"))
    pages = [[page["number"], page["start"], page["end"]] for page in extracted["pages"]]
    return {
        "document_id": document_id,
        "generation": generation,
        "number": 0,
        "char_start": 0,
        "char_end": len(extracted["text"]),
        "text": extracted["text"],
        "layout": {"pages": pages, **EMPTY_LAYOUT},
    }


def downgrade() -> None:
    op.drop_column("documents", "original_kept")
    op.drop_column("documents", "problems")
    op.drop_column("documents", "last_generation")
    op.drop_table("document_parts")
