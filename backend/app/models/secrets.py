"""The keys that encrypt secrets, as the database knows them: by a value to check them with."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base

# In `info` of a column: it holds encrypted secrets, which `llmb rotate-keys` encrypts anew.
ENCRYPTED = "encrypted"


class EncryptionKey(Base):
    """A key that has encrypted something. The key itself is in the environment only."""

    __tablename__ = "encryption_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    check_value: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
