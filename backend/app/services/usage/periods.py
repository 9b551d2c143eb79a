"""Billing periods: calendar months, UTC. A period goes by its first day."""

from datetime import UTC, date, datetime, timedelta

from app.core.clock import now


def current() -> date:
    """The first day of this month."""
    return now().date().replace(day=1)


def following(period: date) -> date:
    """The first day of the month after."""
    return (period + timedelta(days=31)).replace(day=1)


def end_of(period: date) -> datetime:
    """The moment at which a period is over and its tokens are new."""
    return datetime.combine(following(period), datetime.min.time(), tzinfo=UTC)


def days_so_far(period: date) -> list[date]:
    """The days of a period up to today."""
    last = min(now().date(), following(period) - timedelta(days=1))
    return [period + timedelta(days=number) for number in range((last - period).days + 1)]
