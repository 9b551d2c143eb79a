"""Whether the keys in the environment are those that the stored secrets were encrypted with."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.errors import Permanent
from app.core.secrets import Keyring, SecretPlace, SecretUnreadable
from app.db.uow import UnitOfWork
from app.models import EncryptionKey
from app.services.secrets.columns import encrypted_columns

_CHECK_TEXT = "llm-builder"
_CHECK_LOCK = 7_310_443


def check_keys(uow: UnitOfWork, keyring: Keyring) -> None:
    """Refuse to run with keys that cannot read what is stored; note new ones.

    A key that nothing stored depends on is forgotten or replaced without a word.

    Raises:
        Permanent: `encryption_key_wrong` or `encryption_key_missing`.
    """
    lock(uow.session)
    used = key_ids_in_use(uow.session)
    for key_id in used:
        if key_id not in keyring:
            raise _missing(key_id)
    for row in uow.session.scalars(select(EncryptionKey)):
        if _reads(keyring, row):
            continue
        if row.id in used:
            raise _wrong(row.id)
        uow.session.delete(row)
    uow.session.flush()
    _note_first_key(uow.session, keyring)


def key_ids_in_use(session: Session) -> set[str]:
    """The keys that stored secrets were encrypted with."""
    found: set[str] = set()
    for encrypted in encrypted_columns():
        key_id = func.split_part(encrypted.column, ":", 1)
        found.update(
            session.scalars(select(key_id).where(encrypted.column.is_not(None)).distinct())
        )
    return found


def lock(session: Session) -> None:
    """Let one process at a time decide about keys; held until the commit."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHECK_LOCK})


def _note_first_key(session: Session, keyring: Keyring) -> None:
    if session.get(EncryptionKey, keyring.first) is None:
        value = keyring.encrypt(_CHECK_TEXT, _place(keyring.first))
        session.add(EncryptionKey(id=keyring.first, check_value=value))


def _reads(keyring: Keyring, row: EncryptionKey) -> bool:
    try:
        return keyring.decrypt(row.check_value, _place(row.id)) == _CHECK_TEXT
    except SecretUnreadable:
        return False


def _place(key_id: str) -> SecretPlace:
    return SecretPlace(EncryptionKey.__tablename__, "check_value", key_id)


def _wrong(key_id: str) -> Permanent:
    return Permanent(
        f"The encryption key {key_id!r} is not the one that encrypted the stored secrets.",
        code="encryption_key_wrong",
        remedy="Put the earlier key (for 'secret-key' the earlier SECRET_KEY) back. To replace "
        "it, set a new first key in ENCRYPTION_KEYS and run `llmb rotate-keys`.",
    )


def _missing(key_id: str) -> Permanent:
    return Permanent(
        f"Stored secrets were encrypted with the key {key_id!r}, which is not in ENCRYPTION_KEYS.",
        code="encryption_key_missing",
        remedy="Put it back behind the new first key and run `llmb rotate-keys`; after that it "
        "can go.",
    )
