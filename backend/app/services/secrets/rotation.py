"""Encrypts every stored secret with the first key, one row a transaction."""

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.secrets import Keyring, SecretUnreadable
from app.db.uow import OpenUnit
from app.models import EncryptionKey
from app.schemas.audit_events import EncryptionKeyRotated
from app.services.audit import service as audit
from app.services.secrets.columns import EncryptedColumn, encrypted_columns
from app.services.secrets.keys import check_keys, key_ids_in_use, lock


@dataclass(slots=True)
class Rotation:
    """How many secrets were encrypted anew, were so already, and could not be read."""

    rotated: int = 0
    current: int = 0
    unreadable: int = 0


def rotate(open_unit: OpenUnit, keyring: Keyring) -> Rotation:
    """Encrypt all stored secrets with the first key, and forget keys that nothing needs.

    Ended at any moment, every secret is still readable, and the next run does the rest.

    Raises:
        Permanent: a key is wrong or missing; nothing has been changed.
    """
    with open_unit() as uow:
        check_keys(uow, keyring)
    done = Rotation()
    for encrypted in encrypted_columns():
        with open_unit() as uow:
            done.current += len(_row_ids(uow.session, encrypted, keyring, current=True))
            waiting = _row_ids(uow.session, encrypted, keyring, current=False)
        for row_id in waiting:
            _count(done, open_unit, keyring, encrypted, row_id)
    _finish(open_unit, keyring, done)
    return done


def _row_ids(
    session: Session, encrypted: EncryptedColumn, keyring: Keyring, *, current: bool
) -> list[uuid.UUID]:
    is_current = encrypted.column.startswith(f"{keyring.first}:", autoescape=True)
    return list(
        session.scalars(select(encrypted.table.c.id).where(is_current if current else ~is_current))
    )


def _count(
    done: Rotation,
    open_unit: OpenUnit,
    keyring: Keyring,
    encrypted: EncryptedColumn,
    row_id: uuid.UUID,
) -> None:
    try:
        with open_unit() as uow:
            done.rotated += _rotate_row(uow.session, keyring, encrypted, row_id)
    except SecretUnreadable:
        done.unreadable += 1


def _rotate_row(
    session: Session, keyring: Keyring, encrypted: EncryptedColumn, row_id: uuid.UUID
) -> int:
    """How many rows were changed: none when somebody has deleted or emptied it meanwhile."""
    row = session.execute(
        select(encrypted.column).where(encrypted.table.c.id == row_id).with_for_update()
    ).one_or_none()
    if row is None or row[0] is None:
        return 0
    place = encrypted.place(row_id)
    renewed = keyring.encrypt(keyring.decrypt(row[0], place), place)
    session.execute(
        update(encrypted.table)
        .where(encrypted.table.c.id == row_id)
        # Another key is no change that people should see.
        .values({encrypted.column: renewed, **_kept_timestamp(encrypted)})
    )
    return 1


def _kept_timestamp(encrypted: EncryptedColumn) -> dict[object, object]:
    columns = encrypted.table.columns
    return {columns.updated_at: columns.updated_at} if "updated_at" in columns else {}


def _finish(open_unit: OpenUnit, keyring: Keyring, done: Rotation) -> None:
    with open_unit() as uow:
        lock(uow.session)
        needed = key_ids_in_use(uow.session) | {keyring.first}
        uow.session.execute(delete(EncryptionKey).where(EncryptionKey.id.not_in(needed)))
        rotated = EncryptionKeyRotated(rotated=done.rotated, unreadable=done.unreadable)
        audit.record(uow, rotated, keyring.first)
