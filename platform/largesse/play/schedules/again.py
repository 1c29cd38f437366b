"""Whoever the platform failed on a day of the clock is asked again, when staff says so.

Invariant   only those are asked who were noted as failed, each under the occasion's key, so that nobody plays
            twice; each is counted once, by the transaction that strikes him off the list
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

import structlog

from largesse.activities.lifecycle.locking import locked
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import text_id
from largesse.play.groups.attempt import NotRunning
from largesse.play.plans.memory import Ready, plans
from largesse.play.schedules.records import Occasion, OccasionId
from largesse.play.schedules.work_off import ADDED, AGAIN, FAILED, PAGE, ROUND_S, ask_all, counted
from largesse.store.work import Tx, Work

log = structlog.get_logger(__name__)
_ASK = "update play_occasion_failed set again_at = $2 where occasion = $1 and again_at is null"
_TIMED = "select since from play_timed where activity = $1 and play = $2"
_WAITING = """
select o.id, o.activity, o.play, o.mark, a.hash
from (select distinct occasion from play_occasion_failed where again_at is not null) f
join play_occasion o on o.id = f.occasion
join play_timed t on t.activity = o.activity and t.play = o.play
join activities_out(array(select distinct activity from play_timed)) a on a.activity = o.activity
where a.state = 'running' order by o.due_at, o.id
"""
_PAGE = """
select client from play_occasion_failed where occasion = $1 and again_at is not null order by client limit $2
"""
_STRIKE = """
delete from play_occasion_failed where occasion = $1 and client = any($2::uuid[]) and again_at is not null
returning client
"""
_FAILED_AGAIN = """
update play_occasion_failed set again_at = null where occasion = $1 and client = any($2::uuid[])
"""
_COUNT = f"update play_occasion set played = played + $2, refused = {ADDED} where id = $1"  # noqa: S608 - constants


@dataclass(frozen=True)
class OccasionMissing(Missing):
    """No such day of the clock within reach."""

    code = "play.occasion_missing"
    occasion: UUID


@dataclass(frozen=True)
class NobodyFailed(Refusal):
    """There is nobody left to ask again: they are asked already, or it failed for none."""

    code = "play.nobody_failed"


@dataclass(frozen=True, kw_only=True)
class AskAgain(Ask):
    """The day whose failed clients are to be asked again."""

    occasion: OccasionId = asked("The occasion, occ_….", id="occ")


@dataclass(frozen=True)
class AskedAgain:
    """How many clients are asked within the next rounds."""

    occasion: OccasionId
    clients: int


@dataclass(frozen=True)
class _Waiting:
    id: UUID
    activity: UUID
    play: str
    mark: str
    hash: str


@dataclass(frozen=True)
class _Client:
    client: UUID


async def ask_again(ask: AskAgain, *, actor: Actor, work: Work) -> AskedAgain:
    """Have those asked again for whom the platform failed on one day of the clock.

    Raises:
        OccasionMissing: ``play.occasion_missing``.
        NotRunning: ``play.not_running``: the activity does not run, or the clock starts this play no more.
        NobodyFailed: ``play.nobody_failed``.
    """
    actor.must("play.ask_again")
    async with work.begin(ask, actor, use="play.ask_again", answer=AskedAgain) as tx:
        if tx.earlier:
            return tx.earlier
        missing = OccasionMissing(ask.occasion)
        one = await Occasion.filter(id=ask.occasion).using_db(tx.conn).first()
        if one is None:
            raise missing
        activity = await locked(tx, one.activity, actor, missing)
        if activity.state != "running" or await tx.value(_TIMED, one.activity, one.play) is None:
            raise NotRunning(activity.state)
        clients = await tx.run(_ASK, one.id, tx.now)
        if not clients:
            raise NobodyFailed
        facts = {"activity": str(one.activity), "play": one.play, "day": str(one.day), "clients": clients}
        tx.audit("play.asked_again", str(one.id), facts, org_unit=activity.org_unit)
        return await tx.done(AskedAgain(ask.occasion, clients))


async def work_off_again(work: Work) -> None:
    """Ask those who wait for it, some ten seconds a round; the next round goes on where this one stops."""
    async with work.read() as read:
        waiting = await read.all(_Waiting, _WAITING)
    until = monotonic() + ROUND_S
    for one in waiting:
        ready = await plans(work).of(text_id("act", one.activity), one.play, one.hash)
        try:
            while monotonic() <= until and await _page(work, ready, one):
                pass
        except AGAIN as why:
            plans(work).forget(ready.plan)
            log.info("occasion_waits", occasion=str(one.id), why=type(why).__name__)


async def _page(work: Work, ready: Ready, one: _Waiting) -> bool:
    """Ask the next of them; gives whether somebody was asked."""
    async with work.read() as read:
        rows = await read.all(_Client, _PAGE, one.id, PAGE)
    if not rows:
        return False
    found = await ask_all(work, ready, one.mark, [row.client for row in rows])
    async with work.job() as tx:
        await _strike(tx, one.id, found)
    return True


async def _strike(tx: Tx[Any], occasion: UUID, found: Mapping[UUID, str]) -> None:
    """Strike off who has his play or a refusal; for whom it failed again he stays, to be asked once more."""
    failed = [client for client, why in found.items() if why == FAILED]
    over = [client for client, why in found.items() if why != FAILED]
    await tx.run(_FAILED_AGAIN, occasion, failed)
    mine = await tx.all(_Client, _STRIKE, occasion, over)
    played, refused = counted({row.client: found[row.client] for row in mine})
    await tx.run(_COUNT, occasion, played, refused | {FAILED: -len(mine)})
