"""The night of tiers: after each local midnight the rules are applied, in the order that the house fixes.

Words       *step* what one part of the house does of a night; rooms above bring theirs through ``NIGHT``
Invariant   the order is ``ORDER``: pending points, automatic redeeming, tiers that expire, periods that
            start, points that expire, tiers that balance; a day is finished once; a group that was moved
            does not stand there any more, so that a night that stopped goes on where it was
Source      docs/explanation/tiers.md
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import structlog

from largesse.audience.tiers.follow import Told, follow_tiers
from largesse.audience.tiers.reads import GROUPS, band_rows, places_of, tier_cards
from largesse.audience.tiers.tier import Group, Move, Rules, balance, expire, written
from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.settings import settings
from largesse.store.house import Port
from largesse.store.outbox import Tick
from largesse.store.work import Tx, Work

log = structlog.get_logger(__name__)
EVERY_S = 300.0
BATCH = 500
BATCHES_MAX = 200
Step = Literal["pending_points", "auto_redeem", "tier_expiry", "period_start", "point_expiry", "balance_tier"]
ORDER: tuple[Step, ...] = (
    "pending_points",
    "auto_redeem",
    "tier_expiry",
    "period_start",
    "point_expiry",
    "balance_tier",
)
_MOVING = """
select c.id from audience_customer c join audience_tier_standing s on s.customer = c.id
where c.tier = $1 and s.tier = $1 and c.wealth_band = $2 and coalesce(s.valid_to <= $3, false) = $4
order by c.id limit $5 for no key update of c
"""
_MOVE = "update audience_customer set tier = $2, updated_at = $3 where id = any($1::uuid[]) and tier = $4"
_PROLONG = """
with longer as (
  update audience_tier_standing set valid_to =
    (date_trunc('day', $3 at time zone $4) + make_interval(months => $2)) at time zone $4
  where customer = any($1::uuid[]) and valid_to <= $3 returning customer, tier, valid_to
), written as (
  insert into audience_tier_move (customer, kind, from_tier, to_tier, cause, by_kind, by_id, valid_to, at)
  select customer, 'prolong', tier, tier, 'policy', 'system',
    '00000000-0000-0000-0000-000000000000', valid_to, $5
  from longer returning 1
), told as (
  select store_emit($5, array_agg(gen_random_uuid()), array_agg('audience.tier_changed.v1'::text),
    array_agg(l.customer::text), array_agg(jsonb_build_object('customer', l.customer, 'kind', 'prolong',
      'from_tier', l.tier, 'to_tier', l.tier, 'cause', 'policy', 'valid_to', l.valid_to,
      'org_unit', c.org_unit, 'at', $5::timestamptz))) as count
  from longer l join audience_customer c on c.id = l.customer having count(*) > 0
)
select (select count(*) from written) + 0 * coalesce((select count from told), 0)
"""
_BEGIN = "insert into audience_tier_night (day, begun_at) values ($1, $2) on conflict (day) do nothing"


@dataclass(frozen=True)
class NightStep:
    """What a room above does of a night, at its place in the order; safe to run again."""

    step: Step
    act: Callable[[Work, datetime], Awaitable[None]]


NIGHT: Port[NightStep] = Port("audience.night")
Judge = Callable[[Sequence[Rules], str, int | None], Move | None]


@dataclass(frozen=True)
class _Id:
    id: Any


async def judge_night(work: Work, *, at: datetime | None = None) -> int:
    """Apply the rules by the local day of an instant, unless that was done; gives how many moved."""
    instant, zone = at or now(), settings().zone
    day = day_in(instant, zone)
    midnight = day_starts(day, zone)
    async with work.job() as tx:
        await tx.run(_BEGIN, day, tx.now)
        if await tx.value("select done_at from audience_tier_night where day = $1", day) is not None:
            return 0
    moved, whole = 0, True
    for step in ORDER:
        if step == "tier_expiry":
            count, done = await _all_groups(work, midnight, expire, due=True)
            moved, whole = moved + count, whole and done
        elif step == "balance_tier":
            count, done = await _all_groups(work, midnight, balance, due=False)
            moved, whole = moved + count, whole and done
        else:
            for more in work.house.all(NIGHT):
                if more.step == step:
                    await more.act(work, midnight)
    await _note(work, day, moved, done=whole)
    if moved:
        log.info("tiers_judged", day=day.isoformat(), moved=moved)
    return moved


async def _all_groups(work: Work, midnight: datetime, judge: Judge, *, due: bool) -> tuple[int, bool]:
    """Move group by group, each batch in its own transaction; gives how many, and whether nobody is left."""
    async with work.read() as read:
        tiers = [one.rules for one in await tier_cards(read)]
        places = places_of(await band_rows(read))
        groups = await read.all(Group, GROUPS, midnight)
    count, batches = 0, 0
    for group in groups:
        if due and not group.due:
            continue
        move = judge(tiers, group.tier, places.get(written(group.band)))
        while move and batches < BATCHES_MAX:
            batches += 1
            touched = await _batch(work, group, move, midnight)
            count += touched
            if touched < BATCH:
                break
    return count, batches < BATCHES_MAX


async def _batch(work: Work, group: Group, move: Move, midnight: datetime) -> int:
    """Move at most ``BATCH`` clients of one group who still stand there."""
    async with work.job() as tx:
        rows = await tx.all(_Id, _MOVING, group.tier, group.band, midnight, group.due, BATCH)
        clients = [one.id for one in rows]
        if not clients:
            return 0
        if move.kind == "prolong":
            return await _prolong(tx, clients, group.tier, midnight)
        await tx.run(_MOVE, clients, move.to, tx.now, group.tier)
        return await follow_tiers(tx, clients, Told("policy", SYSTEM.kind, SYSTEM.id))


async def _prolong(tx: Tx[Any], clients: list[Any], tier: str, midnight: datetime) -> int:
    months = await tx.value("select valid_months from audience_tier where code = $1", tier)
    if months is None:
        gone = "update audience_tier_standing set valid_to = null where customer = any($1::uuid[])"
        return await tx.run(gone, clients)
    return int(await tx.value(_PROLONG, clients, months, midnight, settings().zone, tx.now))


async def _note(work: Work, day: date, moved: int, *, done: bool) -> None:
    async with work.job() as tx:
        sql = """update audience_tier_night set moved = moved + $2,
                   done_at = case when $3 then $4::timestamptz end where day = $1 and done_at is null"""
        await tx.run(sql, day, moved, done, tx.now)


async def _act(work: Work) -> None:
    await judge_night(work)


JUDGE = Tick("audience.judge_tiers", EVERY_S, _act)
