"""Which passwords are good enough: by length and by not being a common one."""

from app.core.config import Settings
from app.core.errors import Invalid
from app.core.security import PASSWORD_MAX_LENGTH

# The heads of every published list of leaked passwords, and their usual endings.
_COMMON_STEMS = [
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwerty",
    "qwertyuiop",
    "qwerty123",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "letmein",
    "welcome",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "basketball",
    "superman",
    "batman",
    "princess",
    "sunshine",
    "shadow",
    "master",
    "michael",
    "jennifer",
    "trustno1",
    "whatever",
    "starwars",
    "computer",
    "internet",
    "charlie",
    "jordan",
    "hunter",
    "killer",
    "soccer",
    "hockey",
    "access",
    "admin",
    "administrator",
    "root",
    "changeme",
    "default",
    "secret",
    "test",
    "testtest",
    "guest",
    "login",
    "user",
    "abc123",
    "abcd1234",
    "a1b2c3d4",
    "1q2w3e4r",
    "1qaz2wsx",
    "q1w2e3r4",
    "zaq12wsx",
    "google",
    "samsung",
    "pokemon",
    "naruto",
    "liverpool",
    "chelsea",
    "arsenal",
    "barcelona",
]
_ENDINGS = (
    "",
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "!",
    "1!",
    "123!",
    "2024",
    "2025",
    "2026",
)
_SEQUENCES = ("01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz")


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
    return any(
        lowered == stem + ending or lowered == stem * 2
        for stem in _COMMON_STEMS
        for ending in _ENDINGS
    )
