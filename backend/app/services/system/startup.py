"""What must hold before a process serves or works."""

from app.core.config import Settings
from app.core.errors import AppError
from app.core.logging import get_logger
from app.core.secrets import Keyring
from app.db.migrations import require_current_schema
from app.db.uow import unit_of_work
from app.services.secrets.keys import check_keys

log = get_logger(__name__)


def require_startable(settings: Settings) -> None:
    """Refuse to start on another version's schema or with keys that read nothing.

    Raises:
        Permanent: `schema_not_current`, `encryption_key_wrong` or `encryption_key_missing`;
            the log says what to do.
    """
    try:
        require_current_schema()
        with unit_of_work() as uow:
            check_keys(uow, Keyring.of(settings))
    except AppError as error:
        log.error("start_refused", code=error.code, reason=error.message, remedy=error.remedy)
        raise
