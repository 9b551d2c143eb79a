"""Which passwords are refused, and that every character of the others counts."""

import subprocess
import sys

import pytest

from app.core.config import Settings
from app.core.errors import Invalid
from app.core.security import hash_password, verify_password
from app.services.auth.passwords import check_password

EMAIL = "Ana.Silva@example.com"
COMMON = [
    "password",
    "Password",
    "PASSWORD",
    "password1",
    "Password123",
    "password2026",
    "Password2026!",
    "p@ssw0rd",
    "qwertyuiop",
    "iloveyou",
    "iloveyou!",
    "1q2w3e4r",
    "1qaz2wsx",
    "sunshine",
    "Sunshine99",
    "trustno1",
    "trustno1!!",
    "starwars",
    "football1",
    "baseball",
    "monkeymonkey",
    "dragondragon",
    "letmeinletmein",
    "11111111",
    "aaaaaaaa",
    "abababab",
    "12345678",
    "23456789012",
    "87654321",
    "abcdefgh",
    "defghijklmnop",
    "changeme",
    "changeme!",
    "Dragon2024",
]
GOOD = [
    "correct horse battery staple",
    "harbour lantern violet",
    "x7#Kq!29vLmZ",
    "ünïcödé wörter",
    "пароль из слов",
    "合言葉は長いほうがいい",
    "dragon 4829 harbour",
    "dragon48291734",
    "        leading and trailing    ",
    "p" * 40 + "q" * 40 + "r",
    "ana.silva@example.com and more",
    "\x00null bytes count too",
    "🦜🦜🦜🪵🪵🌊🌊🌊",
]


@pytest.mark.parametrize("password", [*COMMON, EMAIL, EMAIL.lower(), "ana.silva", "ANA.SILVA"])
def test_refuses_common_passwords_and_the_address(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_password(Settings(), password, EMAIL)
    assert refused.value.code == "weak_password"
    assert refused.value.remedy
    assert password not in str(refused.value.details)


@pytest.mark.parametrize("password", GOOD)
def test_lets_others_pass_and_verifies_them(password: str) -> None:
    check_password(Settings(), password, EMAIL)
    assert verify_password(password, hash_password(password))


@pytest.mark.parametrize(
    ("length", "minimum", "passes"),
    [(7, 8, False), (8, 8, True), (11, 12, False), (12, 12, True), (128, 8, True), (129, 8, False)],
)
def test_length_is_counted_in_characters(length: int, minimum: int, passes: bool) -> None:
    settings = Settings(password_min_length=minimum)
    password = ("üäö3xyq" * 20)[:length]
    if passes:
        return check_password(settings, password, EMAIL)
    with pytest.raises(Invalid, match="characters"):
        check_password(settings, password, EMAIL)
    return None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x" * 72 + "one", "x" * 72 + "two"),
        ("x" * 72 + "1", "x" * 72),
        ("ü" * 36 + "one", "ü" * 36 + "two"),
        ("x" * 127 + "1", "x" * 127 + "2"),
        ("with\x00one", "with\x00two"),
    ],
)
def test_passwords_that_differ_late_are_different(one: str, other: str) -> None:
    """Some hashes stop at 72 bytes or at the first zero byte; ours does not."""
    hashed = hash_password(one)
    assert verify_password(one, hashed)
    assert not verify_password(other, hashed)


def test_the_list_is_loaded_when_it_is_needed() -> None:
    probe = (
        "import sys, app.main; before = 'zxcvbn' in sys.modules\n"
        "from app.core.config import Settings\n"
        "from app.services.auth.passwords import check_password\n"
        "check_password(Settings(), 'harbour lantern violet', 'a@example.com')\n"
        "print(before, 'zxcvbn.frequency_lists' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "True"]
