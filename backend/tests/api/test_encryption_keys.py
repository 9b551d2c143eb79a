"""Keys are checked at every start, and replaced by `llmb rotate-keys`, whenever it is killed."""

import os
import signal
import subprocess
import sys
import time
import uuid

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select, text

from app.core.config import Settings
from app.core.errors import Permanent
from app.core.secrets import Keyring, key_id_of
from app.db.engine import get_engine
from app.db.uow import unit_of_work
from app.integrations.ports import Ports
from app.main import create_app
from app.models import AuditLog, EncryptionKey, ModelRegistry
from app.services.secrets.columns import encrypted_columns, place_of
from app.services.secrets.rotation import Rotation, rotate
from app.services.system.startup import require_startable

FIRST, SECOND, WRONG = (letter * 32 for letter in "fsw")
FIRST_KEY, BOTH = f"k1:{FIRST}", f"k2:{SECOND},k1:{FIRST}"


def keyring(keys: str) -> Keyring:
    return Keyring.of(Settings(encryption_keys=keys))


def add_model(keys: str, number: int = 0) -> uuid.UUID:
    model_id = uuid.uuid4()
    place = place_of(ModelRegistry.api_key_encrypted, model_id)
    with unit_of_work() as uow:
        uow.session.add(
            ModelRegistry(
                id=model_id,
                name=f"model {model_id}",
                model_type="base",
                provider="custom",
                model_id="m",
                config={},
                api_key_encrypted=keyring(keys).encrypt(f"secret {number}", place),
            )
        )
    return model_id


def secrets(keys: str) -> list[str]:
    """Every stored secret, decrypted."""
    with unit_of_work() as uow:
        return [
            keyring(keys).decrypt(
                row.api_key_encrypted or "", place_of(ModelRegistry.api_key_encrypted, row.id)
            )
            for row in uow.session.scalars(select(ModelRegistry))
        ]


def known_keys() -> set[str]:
    with unit_of_work() as uow:
        return set(uow.session.scalars(select(EncryptionKey.id)))


def used_keys() -> list[str]:
    with unit_of_work() as uow:
        stored = uow.session.scalars(select(ModelRegistry.api_key_encrypted))
        return [key_id_of(value or "") for value in stored]


def test_the_schemas_encrypted_columns_are_found(settings: Settings) -> None:
    names = [(item.table.name, item.column.name) for item in encrypted_columns()]
    assert ("model_registry", "api_key_encrypted") in names


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("", "", None),
        (FIRST_KEY, FIRST_KEY, None),
        (FIRST_KEY, BOTH, None),
        ("", FIRST_KEY, None),
        (FIRST_KEY, f"k1:{WRONG}", "encryption_key_wrong"),
        (FIRST_KEY, f"k2:{SECOND},k1:{WRONG}", "encryption_key_wrong"),
        (FIRST_KEY, f"k2:{SECOND}", "encryption_key_missing"),
        (FIRST_KEY, "", "encryption_key_missing"),
    ],
)
def test_a_wrong_key_refuses_to_start_and_says_what_to_do(
    settings: Settings, before: str, after: str, code: str | None
) -> None:
    require_startable(Settings(encryption_keys=before))
    add_model(before)
    if code is None:
        return require_startable(Settings(encryption_keys=after))
    with pytest.raises(Permanent) as refused:
        require_startable(Settings(encryption_keys=after))
    assert refused.value.code == code
    assert "rotate-keys" in str(refused.value.remedy)
    return require_startable(Settings(encryption_keys=before))


def test_another_secret_key_refuses_once_secrets_are_stored(settings: Settings) -> None:
    other = Settings(secret_key="y" * 32)
    require_startable(settings)
    require_startable(other)  # nothing depends on it yet
    require_startable(settings)
    add_model("")
    with pytest.raises(Permanent, match="'secret-key'"):
        require_startable(other)


def test_the_api_does_not_start_with_a_wrong_key(settings: Settings, ports: Ports) -> None:
    require_startable(Settings(encryption_keys=FIRST_KEY))
    add_model(FIRST_KEY)
    app = create_app(Settings(encryption_keys=f"k1:{WRONG}"), ports)
    with pytest.raises(Permanent, match="encryption key 'k1'"), TestClient(app):
        pass


def llmb(command: str) -> list[str]:
    return [sys.executable, "-c", "from app.cli import app; app()", command]


def run_llmb(command: str, keys: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ENCRYPTION_KEYS": keys}
    return subprocess.run(
        llmb(command), check=False, env=environment, capture_output=True, text=True, timeout=60
    )


def test_the_worker_does_not_start_with_a_wrong_key(settings: Settings) -> None:
    require_startable(Settings(encryption_keys=FIRST_KEY))
    add_model(FIRST_KEY)
    ended = run_llmb("worker", f"k1:{WRONG}")
    assert ended.returncode != 0
    assert '"remedy": "Put the earlier key' in ended.stdout
    assert WRONG not in ended.stdout + ended.stderr


def test_rotation_encrypts_anew_and_may_run_twice(settings: Settings) -> None:
    require_startable(Settings(encryption_keys=FIRST_KEY))
    model_ids = [add_model(FIRST_KEY, 1), add_model("", 2)]
    with unit_of_work() as uow:
        before = [uow.session.get_one(ModelRegistry, model_id).updated_at for model_id in model_ids]
    assert rotate(unit_of_work, keyring(BOTH)) == Rotation(rotated=2)
    assert rotate(unit_of_work, keyring(BOTH)) == Rotation(current=2)
    assert sorted(secrets(f"k2:{SECOND}")) == ["secret 1", "secret 2"]
    assert known_keys() == {"k2"}
    require_startable(Settings(encryption_keys=f"k2:{SECOND}", secret_key="z" * 32))
    with unit_of_work() as uow:
        after = [uow.session.get_one(ModelRegistry, model_id).updated_at for model_id in model_ids]
    assert after == before


def test_rotation_goes_back_to_the_derived_key_too(settings: Settings) -> None:
    require_startable(Settings(encryption_keys=FIRST_KEY))
    add_model("", 1)
    assert rotate(unit_of_work, keyring(FIRST_KEY)).rotated == 1
    assert used_keys() == ["k1"]


def test_rotation_refuses_without_the_earlier_key(settings: Settings) -> None:
    add_model(FIRST_KEY)
    with pytest.raises(Permanent, match="'k1'"):
        rotate(unit_of_work, keyring(f"k2:{SECOND}"))
    assert used_keys() == ["k1"]


def test_rotation_counts_what_it_cannot_read_and_does_the_rest(settings: Settings) -> None:
    require_startable(Settings(encryption_keys=FIRST_KEY))
    add_model(FIRST_KEY, 1)
    damaged = add_model(FIRST_KEY, 2)
    with get_engine().begin() as connection:
        connection.execute(
            text("UPDATE model_registry SET api_key_encrypted = 'k1:damaged' WHERE id = :id"),
            {"id": damaged},
        )
    assert rotate(unit_of_work, keyring(BOTH)) == Rotation(rotated=1, unreadable=1)
    assert known_keys() == {"k1", "k2"}  # something still needs the first one
    with unit_of_work() as uow:
        uow.session.execute(delete(ModelRegistry).where(ModelRegistry.id == damaged))
    assert secrets(BOTH) == ["secret 1"]


def test_rotation_is_audited_without_secrets(settings: Settings) -> None:
    add_model(FIRST_KEY)
    rotate(unit_of_work, keyring(BOTH))
    with unit_of_work() as uow:
        row = uow.session.scalars(select(AuditLog)).one()
    assert (row.action, row.resource_id) == ("encryption_key.rotated", "k2")
    assert row.details == {"rotated": 1, "unreadable": 0}


def test_a_rotation_killed_in_the_middle_loses_nothing(settings: Settings) -> None:
    count = 400
    for number in range(count):
        add_model(FIRST_KEY, number)
    process = subprocess.Popen(
        llmb("rotate-keys"),
        env={**os.environ, "ENCRYPTION_KEYS": BOTH},
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while "k2" not in used_keys() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert set(used_keys()) == {"k1", "k2"}
    expected = sorted(f"secret {number}" for number in range(count))
    assert sorted(secrets(BOTH)) == expected
    again = run_llmb("rotate-keys", BOTH)
    assert again.returncode == 0
    assert " encrypted anew, " in " ".join(again.stdout.split())
    assert set(used_keys()) == {"k2"}
    assert sorted(secrets(f"k2:{SECOND}")) == expected


def test_the_command_says_what_is_wrong(settings: Settings) -> None:
    add_model(FIRST_KEY)
    ended = run_llmb("rotate-keys", f"k2:{SECOND}")
    assert ended.returncode == 1
    assert "not in ENCRYPTION_KEYS. Put it back" in " ".join(ended.stdout.split())
