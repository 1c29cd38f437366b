"""Seal the draws of activities that are over, when no transaction can add one any more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from largesse.play.seals.chain import Chain, Seal, step_of
from largesse.play.seals.records import Sealed
from largesse.store.work import Read, Tx, Work

log = structlog.get_logger(__name__)
SETTLED = timedelta(minutes=2)  # an attempt that was under way when the activity ended has committed by then
PAGE, MANY = 10_000, 20
_DUE = """
select activity from play_seed s group by activity
having bool_and(coalesce(revealed_at <= $1, false))
  and not exists (select from play_sealed d where d.activity = s.activity)
order by activity limit $2
"""
_COUNT = "select count(*) from play_draw where activity = $1"
_DRAWS = """
select id as draw, at, client, nonce, play, revision_hash, number, drawn, given, outcome, basis from play_draw
where activity = $1 and (at, id) > ($2, $3) order by at, id limit $4
"""
_KEEP = """
insert into play_sealed (activity, draws, step, marks, head, sealed_at) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing
"""
_FIRST = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw as the record has it."""

    draw: UUID
    at: datetime
    client: UUID
    nonce: int
    play: str
    revision_hash: str
    number: int | None
    drawn: str
    given: str
    outcome: str
    basis: dict[str, Any] | None

    @property
    def line(self) -> dict[str, Any]:
        """Plain values, as they stand in the record and are hashed."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


@dataclass(frozen=True, slots=True)
class _Due:
    activity: UUID


async def draws_in_order(read: Read, activity: UUID) -> AsyncIterator[Drawn]:
    """Read an activity's draws in the sealed order, a page at a time."""
    at, last = _FIRST, UUID(int=0)
    while rows := await read.all(Drawn, _DRAWS, activity, at, last, PAGE):
        for row in rows:
            yield row
        at, last = rows[-1].at, rows[-1].draw


async def seal_due(work: Work) -> None:
    """Seal what is due, each activity in its own transaction; one that fails is tried again."""
    async with work.job() as tx:
        due = await tx.all(_Due, _DUE, tx.now - SETTLED, MANY)
    for one in due:
        try:
            async with work.job() as tx:
                await seal(tx, one.activity)
        except Exception as error:  # the others go on
            log.warning("sealing_failed", activity=str(one.activity), exc_info=error)


async def seal(tx: Tx[Any], activity: UUID) -> None:
    """Seal an activity's draws, once."""
    chain = Chain(activity, step_of(await tx.value(_COUNT, activity)))
    async for draw in draws_in_order(tx, activity):
        chain.add(draw.line)
    made = chain.seal
    await tx.run(_KEEP, activity, made.draws, made.step, list(made.marks), made.head, tx.now)


async def sealed_of(read: Read, activity: UUID) -> tuple[Seal, datetime] | None:
    """Read an activity's seal and when it was made; None: not yet."""
    kept = await Sealed.get_or_none(activity=activity, using_db=read.conn)
    if kept is None:
        return None
    return Seal(kept.draws, kept.step, tuple(kept.marks), kept.head), kept.sealed_at
