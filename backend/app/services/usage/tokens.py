"""The token counter: reserve before a call, settle after it, repair what a crash left open.

A call that takes next to nothing is charged at once, with its result. Every path that costs tokens
goes through here. Each change of a counter is one statement on one row, so parallel calls never
reserve more than the limit together.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import Any, cast

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Table,
    Uuid,
    bindparam,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import ReturningInsert

from app.core.clock import now
from app.core.errors import TooManyRequests
from app.core.ids import new_id
from app.db.prepared import PREPARED
from app.db.uow import UnitOfWork, unit_of_work
from app.integrations.llm import Prompt, TokenUsage
from app.models import UsageCounter, UsageRecord
from app.models.usage import UsageKind, UsageStatus
from app.schemas.usage import MeterName
from app.services.usage import periods
from app.services.usage.allowance import allowance_of, monthly_tokens_of, quota_exceeded

CHARACTERS_PER_TOKEN = 3
# Longer than calls take by default. One that takes longer is charged all the same.
LIFETIME = timedelta(hours=1)
# Jobs may wait for a worker between their attempts.
JOB_LIFETIME = timedelta(hours=24)
_BY_JOBS = (UsageKind.INGEST, UsageKind.EVALUATION)
_REPAIR_BATCH = 500

# The counters are locked in one order for all: two who settle for the same users at the same time
# would otherwise wait for each other.
_SETTLE = text("""
    WITH spent AS (
        SELECT id, prompt_tokens, completion_tokens, prompt_tokens + completion_tokens AS total
        FROM unnest(
            CAST(:ids AS uuid[]),
            CAST(:prompt_tokens AS bigint[]),
            CAST(:completion_tokens AS bigint[])
        ) AS each (id, prompt_tokens, completion_tokens)
    ), record AS (
        SELECT spent.*, user_id, period,
            CASE status WHEN 'reserved' THEN reserved_tokens ELSE 0 END AS held
        FROM usage_records JOIN spent USING (id)
        WHERE status IN ('reserved', 'expired')
        FOR UPDATE OF usage_records
    ), settled AS (
        UPDATE usage_records
        SET status = CASE WHEN total > 0 THEN 'settled' ELSE 'released' END,
            prompt_tokens = record.prompt_tokens,
            completion_tokens = record.completion_tokens,
            settled_at = :settled_at
        FROM record WHERE usage_records.id = record.id
    ), sums AS (
        SELECT user_id, period, sum(held) AS held, sum(total) AS total
        FROM record GROUP BY user_id, period
    ), counter AS (
        SELECT sums.* FROM usage_counters JOIN sums USING (user_id, period)
        ORDER BY user_id, period FOR UPDATE OF usage_counters
    )
    UPDATE usage_counters
    SET reserved_tokens = reserved_tokens - held, used_tokens = used_tokens + total
    FROM counter
    WHERE usage_counters.user_id = counter.user_id AND usage_counters.period = counter.period
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))


@dataclass(frozen=True, slots=True)
class MeteredCall:
    """Who uses tokens, and what for."""

    kind: UsageKind
    user_id: uuid.UUID
    api_key_id: uuid.UUID | None = None
    project_id: uuid.UUID | None = None
    deployment_id: uuid.UUID | None = None
    deployment_version_id: uuid.UUID | None = None
    model_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens that a call has used."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.prompt_tokens + self.completion_tokens


NOTHING = Spent()


def estimate(*texts: str) -> int:
    """About how many tokens texts have, rather too many than too few."""
    return ceil(sum(map(len, texts)) / CHARACTERS_PER_TOKEN)


def spent_on(prompt: Prompt, answer: str, counted: TokenUsage | None) -> Spent:
    """What an answer took: as the model counted it, else estimated from the texts.

    A model that counts nonsense is not believed below zero: that would be a credit.
    """
    if counted:
        return Spent(max(0, counted.prompt_tokens), max(0, counted.completion_tokens))
    return Spent(estimate(*_texts_of(prompt)), estimate(answer))


def _texts_of(prompt: Prompt) -> Iterator[str]:
    """Everything that the model reads: turns, calls of tools in them, and the tools on offer."""
    for turn in prompt.messages:
        yield turn.content
        yield from (call.arguments for call in turn.tool_calls)
    for tool in prompt.tools:
        yield from (tool.description, json.dumps(tool.parameters))


def call_by_actor(
    uow: UnitOfWork,
    kind: UsageKind,
    *,
    project_id: uuid.UUID | None = None,
    deployment_id: uuid.UUID | None = None,
    deployment_version_id: uuid.UUID | None = None,
    model_id: uuid.UUID | None = None,
) -> MeteredCall:
    """A call of the signed-in actor; an API key's calls are its owner's."""
    actor = uow.signed_in
    return MeteredCall(
        kind=kind,
        user_id=actor.user_id,
        api_key_id=actor.key.id if actor.key else None,
        project_id=project_id,
        deployment_id=deployment_id,
        deployment_version_id=deployment_version_id,
        model_id=model_id,
    )


def reserve(
    uow: UnitOfWork, call: MeteredCall, tokens: int, reservation_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Set tokens aside in this month's counter, for a call that is about to be made.

    Whoever may try again passes the `reservation_id`: the same one is reserved and charged
    once.

    Raises:
        TooManyRequests: `quota_exceeded`, this month's tokens do not suffice.
    """
    session, record_id, period = uow.session, reservation_id or new_id(), periods.current()
    if reservation_id and not _record(session, record_id, call, period, tokens):
        return record_id
    if reservation_id:
        fits = _raise_reserved(session, call.user_id, period, tokens)
    else:
        record = _values(record_id, call, period, tokens)
        fits = _count_and_record(session, record, UsageCounter.reserved_tokens, tokens)
    if not fits:
        raise _too_many(session, call.user_id, period, tokens)
    return record_id


def charge(uow: UnitOfWork, call: MeteredCall, spent: Spent) -> None:
    """Charge a small call that has been made, in the unit that its result comes from.

    Raises:
        TooManyRequests: `quota_exceeded`, this month's tokens do not suffice. Nothing is charged,
            and the result must not be given out.
    """
    period = periods.current()
    record = _values(new_id(), call, period, spent.total) | {
        "status": UsageStatus.SETTLED,
        "prompt_tokens": spent.prompt_tokens,
        "completion_tokens": spent.completion_tokens,
        "settled_at": now(),
    }
    if not _count_and_record(uow.session, record, UsageCounter.used_tokens, spent.total):
        raise _too_many(uow.session, call.user_id, period, spent.total)


def reserve_up_to(
    uow: UnitOfWork, call: MeteredCall, reservation_id: uuid.UUID, tokens: int
) -> None:
    """Raise a reservation to `tokens` in all, for work whose size shows as it goes on.

    A reservation that is as large already stays as it is.

    Raises:
        TooManyRequests: `quota_exceeded`, this month's tokens do not suffice.
    """
    session = uow.session
    _record(session, reservation_id, call, periods.current(), 0)
    record = session.get_one(
        UsageRecord, reservation_id, with_for_update=True, populate_existing=True
    )
    more = tokens - record.reserved_tokens
    if more <= 0 or record.status != UsageStatus.RESERVED:
        return
    if not _raise_reserved(session, call.user_id, record.period, more):
        raise _too_many(session, call.user_id, record.period, more)
    record.reserved_tokens = tokens


def settle(uow: UnitOfWork, reservation_id: uuid.UUID, spent: Spent) -> None:
    """Charge what a call has used, in the period in which it was reserved, and free the rest.

    Only the first time counts. A reservation that has expired meanwhile is charged too.
    """
    settle_all(uow, {reservation_id: spent})


def settle_all(uow: UnitOfWork, spent: Mapping[uuid.UUID, Spent]) -> None:
    """`settle` several reservations in one statement."""
    uow.session.flush()
    values = {
        "ids": list(spent),
        "prompt_tokens": [each.prompt_tokens for each in spent.values()],
        "completion_tokens": [each.completion_tokens for each in spent.values()],
        "settled_at": now(),
    }
    uow.session.execute(_SETTLE, values, execution_options=PREPARED)


def release(uow: UnitOfWork, reservation_id: uuid.UUID) -> None:
    """Give a reservation back: nothing was used."""
    settle(uow, reservation_id, NOTHING)


def release_expired() -> None:
    """Give back what calls had reserved whose process died before it could settle."""
    with unit_of_work() as uow:
        expired = list(
            uow.session.scalars(
                select(UsageRecord)
                .where(UsageRecord.status == UsageStatus.RESERVED, UsageRecord.expires_at < now())
                .limit(_REPAIR_BATCH)
                .with_for_update(skip_locked=True)
            )
        )
        for record in expired:
            record.status, record.settled_at = UsageStatus.EXPIRED, now()
        for (user_id, period), freed in sorted(_reserved_by_counter(expired).items()):
            _change_counter(uow.session, user_id, period, freed=freed, used=0)


def _count_and_record(
    session: Session, record: dict[str, Any], column: InstrumentedAttribute[int], tokens: int
) -> bool:
    """Add to the counter and write the record in one statement, unless the limit is in the way."""
    values = {**_SETTLED_LATER, **record, "tokens": tokens}
    return session.execute(_counting(column.key), values).first() is not None


# What a record has that is only reserved.
_SETTLED_LATER = {"prompt_tokens": 0, "completion_tokens": 0, "settled_at": None}


@lru_cache
def _counting(column: str) -> ReturningInsert[uuid.UUID]:
    """Built once: what it is for takes less time than building it."""
    records = cast("Table", UsageRecord.__table__)
    value = {
        each.name: bindparam(each.name, type_=each.type)
        for each in records.c
        if each.name != "created_at"
    }
    tokens = bindparam("tokens", type_=BigInteger)
    counter = (
        _add(value["user_id"], value["period"], tokens, getattr(UsageCounter, column))
        .returning(UsageCounter.user_id)
        .cte("counter")
    )
    record = select(*value.values()).select_from(counter)
    statement = insert(records).from_select(list(value), record).returning(records.c.id)
    return statement.execution_options(**PREPARED)


def _record(
    session: Session, record_id: uuid.UUID, call: MeteredCall, period: date, tokens: int
) -> bool:
    """Write the record of a call; returns whether it is new."""
    statement = insert(UsageRecord).values(_values(record_id, call, period, tokens))
    written = session.execute(statement.on_conflict_do_nothing().returning(UsageRecord.id))
    return written.first() is not None


def _values(record_id: uuid.UUID, call: MeteredCall, period: date, tokens: int) -> dict[str, Any]:
    """The columns of a call whose tokens are reserved."""
    lifetime = JOB_LIFETIME if call.kind in _BY_JOBS else LIFETIME
    return {
        "id": record_id,
        "user_id": call.user_id,
        "api_key_id": call.api_key_id,
        "project_id": call.project_id,
        "deployment_id": call.deployment_id,
        "deployment_version_id": call.deployment_version_id,
        "model_id": call.model_id,
        "kind": call.kind,
        "status": UsageStatus.RESERVED,
        "period": period,
        "reserved_tokens": tokens,
        "expires_at": now() + lifetime,
    }


def _raise_reserved(session: Session, user_id: uuid.UUID, period: date, tokens: int) -> bool:
    """Add to the reserved tokens unless that would exceed the limit; returns whether it did."""
    column = UsageCounter.reserved_tokens
    statement = _add(literal(user_id), literal(period), literal(tokens), column)
    return session.execute(statement.returning(UsageCounter.user_id)).first() is not None


def _add(
    user_id: ColumnElement[uuid.UUID],
    period: ColumnElement[date],
    tokens: ColumnElement[int],
    column: InstrumentedAttribute[int],
) -> Insert:
    """Adds to a column of the counter, unless that would exceed the limit."""
    limit = monthly_tokens_of(user_id)
    row = select(user_id, period, tokens).where(or_(limit.is_(None), tokens <= limit))
    statement = insert(UsageCounter).from_select(
        [UsageCounter.user_id, UsageCounter.period, column], row
    )
    return statement.on_conflict_do_update(
        index_elements=[UsageCounter.user_id, UsageCounter.period],
        set_={column.key: column + tokens},
        where=or_(limit.is_(None), _taken() + tokens <= limit),
    )


def _taken() -> ColumnElement[int]:
    return UsageCounter.used_tokens + UsageCounter.reserved_tokens


def _change_counter(
    session: Session, user_id: uuid.UUID, period: date, *, freed: int, used: int
) -> None:
    session.flush()
    session.execute(
        update(UsageCounter)
        .where(UsageCounter.user_id == user_id, UsageCounter.period == period)
        .values(
            reserved_tokens=UsageCounter.reserved_tokens - freed,
            used_tokens=UsageCounter.used_tokens + used,
        )
        .execution_options(synchronize_session=False)
    )


def _reserved_by_counter(records: Iterable[UsageRecord]) -> Counter[tuple[uuid.UUID, date]]:
    sums: Counter[tuple[uuid.UUID, date]] = Counter()
    for record in records:
        sums[record.user_id, record.period] += record.reserved_tokens
    return sums


def _too_many(session: Session, user_id: uuid.UUID, period: date, tokens: int) -> TooManyRequests:
    limit = allowance_of(session, user_id).limit(MeterName.TOKENS) or 0
    taken = session.scalar(
        select(_taken()).where(UsageCounter.user_id == user_id, UsageCounter.period == period)
    )
    left = max(0, limit - (taken or 0))
    return quota_exceeded(
        MeterName.TOKENS,
        f"This may take {tokens:,} tokens; {left:,} of this month's {limit:,} are left.",
        limit,
        taken or 0,
        periods.end_of(period),
        "Wait for the next month, ask for less at once, or ask an administrator for another tier.",
    )
