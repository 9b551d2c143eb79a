"""Where the events of answers are kept for a while, for every process to tell."""

from app.core.config import Settings
from app.integrations.answer_log.base import AnswerLog, Entry
from app.integrations.answer_log.redis_streams import RedisAnswerLog

__all__ = ["AnswerLog", "Entry", "connect_answer_log"]


def connect_answer_log(settings: Settings) -> AnswerLog:
    """The log on `REDIS_URL`."""
    return RedisAnswerLog.connect(settings.redis_url)
