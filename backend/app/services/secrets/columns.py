"""Which columns hold encrypted secrets: those that say so, whatever table they are in."""

from dataclasses import dataclass

from sqlalchemy import Column, Table
from sqlalchemy.orm import InstrumentedAttribute

from app.core.secrets import SecretPlace
from app.db.base import Base
from app.models.secrets import ENCRYPTED


@dataclass(frozen=True, slots=True)
class EncryptedColumn:
    """A column of encrypted secrets, in a table whose primary key is `id`."""

    table: Table
    column: Column[str]

    def place(self, row_id: object) -> SecretPlace:
        """The place of the secret in one row."""
        return SecretPlace(self.table.name, self.column.name, str(row_id))


def encrypted_columns() -> list[EncryptedColumn]:
    """Every encrypted column of the schema."""
    return [
        EncryptedColumn(table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if ENCRYPTED in column.info
    ]


def place_of(attribute: InstrumentedAttribute[str | None], row_id: object) -> SecretPlace:
    """The place of the secret that an ORM attribute holds in one row."""
    column = attribute.property.columns[0]
    return SecretPlace(column.table.name, column.name, str(row_id))
