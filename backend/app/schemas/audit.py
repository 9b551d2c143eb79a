"""The audit log."""

import uuid
from datetime import datetime
from typing import Any

from app.schemas.common import ResponseBody


class AuditLogOut(ResponseBody):
    """Who did what."""

    id: uuid.UUID
    user_id: uuid.UUID | None
    user_email: str | None
    action: str
    resource_type: str
    resource_id: str | None
    request_id: str | None
    outcome: str
    details: dict[str, Any]
    ip_address: str | None
    created_at: datetime
