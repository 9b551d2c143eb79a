"""Encryption of stored secrets: bound to a place, by named keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.config import Settings
from app.core.secrets import Keyring, SecretPlace, SecretUnreadable, key_id_of, masked

OLD, NEW = "o" * 32, "n" * 32
PLACE = SecretPlace("model_registry", "api_key_encrypted", "1")


@given(st.text())
def test_what_is_encrypted_can_be_decrypted(secret: str) -> None:
    keyring = Keyring({"k1": OLD})
    stored = keyring.encrypt(secret, PLACE)
    assert keyring.decrypt(stored, PLACE) == secret
    assert keyring.encrypt(secret, PLACE) != stored


@pytest.mark.parametrize(
    "elsewhere",
    [
        SecretPlace("model_registry", "api_key_encrypted", "2"),
        SecretPlace("model_registry", "other", "1"),
        SecretPlace("other", "api_key_encrypted", "1"),
        SecretPlace("model_registry.api_key_encrypted:1", "", ""),
    ],
)
def test_a_secret_moved_to_another_place_is_unreadable(elsewhere: SecretPlace) -> None:
    keyring = Keyring({"k1": OLD})
    with pytest.raises(SecretUnreadable):
        keyring.decrypt(keyring.encrypt("secret", PLACE), elsewhere)


def _flipped(stored: str) -> str:
    return stored[:-10] + ("A" if stored[-10] != "A" else "B") + stored[-9:]


@pytest.mark.parametrize(
    "damage",
    [
        _flipped,
        lambda stored: stored[:-1],
        lambda stored: stored.replace("k1:", "k2:"),
        lambda stored: stored.replace("k1:", "k3:"),
        lambda stored: stored.removeprefix("k1:"),
        lambda stored: stored + "\n",
        lambda stored: "",
        lambda stored: "k1:",
        lambda stored: "secret",
    ],
)
def test_damaged_or_relabelled_text_is_unreadable(damage) -> None:  # type: ignore[no-untyped-def]
    keyring = Keyring({"k1": OLD, "k2": NEW})
    with pytest.raises(SecretUnreadable) as failure:
        keyring.decrypt(damage(keyring.encrypt("the secret itself", PLACE)), PLACE)
    assert "the secret itself" not in str(failure.value)


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    before = Keyring({"k1": OLD}).encrypt("secret", PLACE)
    after = Keyring({"k2": NEW, "k1": OLD})
    assert after.decrypt(before, PLACE) == "secret"
    assert key_id_of(after.encrypt("secret", PLACE)) == "k2"
    with pytest.raises(SecretUnreadable):
        Keyring({"k2": NEW}).decrypt(before, PLACE)


def test_without_configuration_the_key_is_made_of_the_secret_key() -> None:
    settings = Settings()
    stored = Keyring.of(settings).encrypt("secret", PLACE)
    assert key_id_of(stored) == "secret-key"
    later = Settings(encryption_keys=f"k1:{NEW}")
    assert Keyring.of(later).decrypt(stored, PLACE) == "secret"
    assert key_id_of(Keyring.of(later).encrypt("secret", PLACE)) == "k1"
    other = Settings(secret_key="y" * 32)
    with pytest.raises(SecretUnreadable):
        Keyring.of(other).decrypt(stored, PLACE)


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ("", ["secret-key"]),
        (f"k1:{NEW}", ["k1", "secret-key"]),
        (f" k2:{NEW} , k1:{OLD},", ["k2", "k1", "secret-key"]),
        (f"k1:{'a:b+/=' * 6}", ["k1", "secret-key"]),
    ],
)
def test_reads_encryption_keys(keys: str, ids: list[str]) -> None:
    keyring = Keyring.of(Settings(encryption_keys=keys))
    assert keyring.first == ids[0]
    assert all(key_id in keyring for key_id in ids)


@pytest.mark.parametrize(
    "keys",
    [
        NEW,
        "k1",
        "k1:",
        "k1:short",
        f":{NEW}",
        f"K 1:{NEW}",
        f"{'k' * 33}:{NEW}",
        f"secret-key:{NEW}",
        f"k1:{NEW},k1:{OLD}",
        f"k1:{NEW},broken",
        f"k1:{'n' * 16} {'n' * 16}",
    ],
)
def test_refuses_bad_encryption_keys_without_repeating_them(keys: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(encryption_keys=keys)
    assert NEW not in str(refused.value)


@pytest.mark.parametrize(
    ("secret", "shown"),
    [("sk-0123456789abcdef", "…cdef"), ("0123456789abcdef", "…cdef"), ("short-secret", "…")],
)
def test_masks_all_but_the_end_of_long_secrets(secret: str, shown: str) -> None:
    assert masked(secret) == shown
