"""Secrets at rest: encrypted with a named key, and bound to the place where they are stored."""

import base64
import re
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.config import DERIVED_KEY_ID, Settings

MASK = "…"
_SHOWN_CHARACTERS = 4
# Of shorter secrets the last four characters would give away too much.
_SHORTEST_WITH_HINT = 16
_STORED = re.compile(r"(?P<key_id>[a-z0-9_-]{1,32}):(?P<token>[A-Za-z0-9_=-]+)")


class SecretUnreadable(Exception):
    """The key is missing or another one, the place is another one, or the text is damaged."""


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """Where an encrypted secret is stored; it can be decrypted for this place only."""

    table: str
    column: str
    row_id: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}:{self.row_id}"


class Keyring:
    """Encrypts with the first key, decrypts with any."""

    def __init__(self, keys: dict[str, str]) -> None:
        self._keys = {key_id: key.encode() for key_id, key in keys.items()}
        self.first = next(iter(keys))

    @classmethod
    def of(cls, settings: Settings) -> "Keyring":
        """The keys of `ENCRYPTION_KEYS`, and after them the one made of `SECRET_KEY`."""
        configured = settings.encryption_keys.get_secret_value()
        keys = dict(entry.split(":", 1) for entry in configured.split(",") if entry)
        return cls({**keys, DERIVED_KEY_ID: settings.secret_key.get_secret_value()})

    def __contains__(self, key_id: str) -> bool:
        return key_id in self._keys

    def encrypt(self, secret: str, place: SecretPlace) -> str:
        """`key id:token`, to be stored at `place`."""
        return f"{self.first}:{self._cipher(self.first, place).encrypt(secret.encode()).decode()}"

    def decrypt(self, stored: str, place: SecretPlace) -> str:
        """The secret that `encrypt` was given for the same place.

        Raises:
            SecretUnreadable: by none of these keys, or not from this place.
        """
        match = _STORED.fullmatch(stored)
        if match is None or match["key_id"] not in self:
            raise SecretUnreadable(f"no key for the secret at {place}")
        try:
            return self._cipher(match["key_id"], place).decrypt(match["token"]).decode()
        except InvalidToken:
            raise SecretUnreadable(f"wrong key for the secret at {place}") from None

    def _cipher(self, key_id: str, place: SecretPlace) -> Fernet:
        """Fernet knows no associated data, so every place has a key of its own."""
        kdf = HKDF(SHA256(), length=32, salt=None, info=f"llm-builder/secret/{place}".encode())
        return Fernet(base64.urlsafe_b64encode(kdf.derive(self._keys[key_id])))


def key_id_of(stored: str) -> str:
    """Which key encrypted a stored secret."""
    return stored.partition(":")[0]


def masked(secret: str) -> str:
    """What people see of a secret: its end, by which they tell it from others."""
    shown = secret[-_SHOWN_CHARACTERS:] if len(secret) >= _SHORTEST_WITH_HINT else ""
    return MASK + shown
