"""Links sent by mail, good once: to choose a password after an invitation or a reset."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select, update

from app.core.clock import now
from app.core.config import Settings
from app.core.errors import Invalid, Upstream
from app.core.logging import get_logger
from app.core.security import fingerprint, new_opaque_token
from app.db.uow import UnitOfWork
from app.integrations.mail import Mail
from app.integrations.ports import Ports
from app.models import AccountToken, User

log = get_logger(__name__)


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LIFETIME = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}
PAUSE = timedelta(minutes=1)
_SUBJECT = {
    Purpose.INVITATION: "Your account on LLM Builder",
    Purpose.RESET: "Choose a new password for LLM Builder",
}
_TEXT = {
    Purpose.INVITATION: (
        "An account on LLM Builder was made for you.\n\n"
        "Choose a password here, within seven days:\n{link}\n"
    ),
    Purpose.RESET: (
        "Somebody asked for a new password for your account on LLM Builder.\n\n"
        "If it was you, choose one here, within an hour:\n{link}\n\n"
        "If not, ignore this mail: nothing has changed.\n"
    ),
}


def issued_lately(uow: UnitOfWork, user: User) -> bool:
    """Whether a link was sent a moment ago: nobody's mailbox is to be flooded."""
    return (
        uow.session.scalar(
            select(AccountToken.id).where(
                AccountToken.user_id == user.id,
                AccountToken.purpose == Purpose.RESET,
                AccountToken.expires_at > now() + LIFETIME[Purpose.RESET] - PAUSE,
            )
        )
        is not None
    )


def issue(uow: UnitOfWork, settings: Settings, user: User, purpose: Purpose) -> str:
    """A new link for a user; earlier ones become void."""
    token = new_opaque_token()
    _void_all(uow, user)
    uow.session.add(
        AccountToken(
            user_id=user.id,
            purpose=purpose,
            fingerprint=fingerprint(token),
            expires_at=now() + LIFETIME[purpose],
        )
    )
    invited = "&invited=1" if purpose is Purpose.INVITATION else ""
    return f"{settings.public_url.rstrip('/')}/reset-password?token={token}{invited}"


def send(ports: Ports, address: str, link: str, purpose: Purpose) -> bool:
    """Mail a link; returns whether that worked. Never call it inside a unit of work."""
    try:
        ports.mailer.send(Mail(address, _SUBJECT[purpose], _TEXT[purpose].format(link=link)))
    except Upstream:
        log.warning("mail_not_sent", purpose=purpose, exc_info=True)
        return False
    return True


def redeem(uow: UnitOfWork, token: str) -> tuple[User, Purpose]:
    """Use up a link.

    Raises:
        Invalid: it is unknown, used, void or too old.
    """
    row = uow.session.scalar(
        select(AccountToken)
        .where(
            AccountToken.fingerprint == fingerprint(token),
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > now(),
        )
        .with_for_update()
    )
    user = uow.session.get(User, row.user_id) if row else None
    if row is None or user is None or not user.is_active:
        raise Invalid(
            "This link is not good any more.",
            code="invalid_reset_token",
            remedy="Ask for a new one.",
        )
    _void_all(uow, user)
    return user, Purpose(row.purpose)


def _void_all(uow: UnitOfWork, user: User) -> None:
    uow.session.execute(
        update(AccountToken)
        .where(AccountToken.user_id == user.id, AccountToken.used_at.is_(None))
        .values(used_at=now())
    )
