"""Which passwords are good enough: by length and by not being a common one."""

import string
from functools import lru_cache

from app.core.config import Settings
from app.core.errors import Invalid
from app.core.security import PASSWORD_MAX_LENGTH

_SEQUENCES = ("01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz")
# What people append when a word alone is refused, and what attackers append as well.
_ENDING_CHARACTERS = string.digits + string.punctuation
_LONGEST_ENDING = 4


def check_password(settings: Settings, password: str, email: str) -> None:
    """Refuse weak passwords.

    Raises:
        Invalid: `weak_password`, with what to change.
    """
    if reason := _weakness(settings, password, email):
        raise Invalid(
            reason,
            code="weak_password",
            remedy="Use a few unrelated words: long beats complicated.",
        )


def _weakness(settings: Settings, password: str, email: str) -> str | None:
    if len(password) < settings.password_min_length:
        return f"The password needs at least {settings.password_min_length} characters."
    if len(password) > PASSWORD_MAX_LENGTH:
        return f"The password may have at most {PASSWORD_MAX_LENGTH} characters."
    lowered = password.lower()
    if lowered in (email.lower(), email.lower().partition("@")[0]):
        return "The password must not be the e-mail address."
    if _is_common(lowered):
        return "This password is on the lists that attackers try first."
    return None


def _is_common(lowered: str) -> bool:
    if len(set(lowered)) <= 2 or any(lowered in sequence for sequence in _SEQUENCES):
        return True
    half = lowered[: len(lowered) // 2]
    if half * 2 == lowered and half in _common_passwords():
        return True
    return any(
        lowered[: len(lowered) - length] in _common_passwords()
        for length in range(_ending_length(lowered) + 1)
    )


def _ending_length(lowered: str) -> int:
    return min(len(lowered) - len(lowered.rstrip(_ENDING_CHARACTERS)), _LONGEST_ENDING)


@lru_cache
def _common_passwords() -> frozenset[str]:
    """The 30,000 most frequent passwords of published leaks, in lower case.

    Loaded when the first password is set: the lists take some 13 MB.
    """
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])
