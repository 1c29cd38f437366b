"""Work off what is due: every client of each occasion, a page at a time, each with a receipt of his own.

Invariant   a page is counted once, after its plays are committed; one that is repeated gives nobody a second
            play, for a client's key is the occasion's; what could not be asked is asked again; for whom the
            platform failed is noted by name, for staff to have them asked again
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import structlog

from largesse.audience.facts.due import Wanted, wanted_page
from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Contended, DatabaseAway, Told
from largesse.kernel.ids import new_id, text_id
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.gathering import Crowded, gathering
from largesse.play.groups.take_part import ticket_of
from largesse.play.groups.ticket import Played
from largesse.play.plans.memory import Ready, plans
from largesse.play.risk.gate import must_pass
from largesse.play.risk.stopping import Tried
from largesse.play.schedules.occasions import Occasion, occasions_of
from largesse.store.work import Work

log = structlog.get_logger(__name__)
PAGE = 250
ROUND_S = 10.0
LATE = timedelta(days=7)  # how far back a day is made up
FAILED = "failed"
AGAIN = (Contended, DatabaseAway, Crowded, NotRunning)
_TIMED = """
select t.activity, t.play, t.since, o.hash from play_timed t
join activities_out(array(select distinct activity from play_timed)) o on o.activity = t.activity
where o.state = 'running' order by t.activity, t.play
"""
_BEGIN = """
insert into play_occasion (id, activity, play, day, mark, due_at, begun_at, after)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
_OPEN = """
select id, after, done_at from play_occasion where activity = $1 and play = $2 and day = $3 and mark = $4
"""
ADDED = """
(select coalesce(jsonb_object_agg(code, units), '{}') from (
  select code, sum(n::bigint) as units
  from (select * from jsonb_each_text(refused) union all select * from jsonb_each_text($3::jsonb)) k(code, n)
  group by code having sum(n::bigint) > 0) s)
"""
_COUNT = f"""
update play_occasion set played = played + $2, refused = {ADDED}, after = $5, tried = tried + $6, done_at = $7
where id = $1 and after = $4 and done_at is null
"""  # noqa: S608 - constants
_NOTE = """
insert into play_occasion_failed (occasion, client) select $1, unnest($2::uuid[]) on conflict do nothing
"""
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class _Timed:
    activity: UUID
    play: str
    since: datetime
    hash: str


@dataclass(frozen=True)
class _Standing:
    id: UUID
    after: UUID
    done_at: datetime | None


async def work_off(work: Work) -> None:
    """Work off what is due, some ten seconds a round; the next round goes on where this one stops."""
    async with work.read() as read:
        timed = await read.all(_Timed, _TIMED)
        workdays = await calendar_now(read) if timed else None
    if workdays is None:
        return
    until, at = monotonic() + ROUND_S, now()
    for one in timed:
        ready = await plans(work).of(text_id("act", one.activity), one.play, one.hash)
        since = max(one.since, ready.plan.start, at - LATE)
        for occasion in occasions_of(ready.plan.begun, day_in(since, ready.plan.zone), at, workdays):
            if occasion.due_at < since:
                continue
            if not await _occasion(work, ready, occasion, until):
                plans(work).forget(ready.plan)
                break
        if monotonic() > until:
            return


async def _occasion(work: Work, ready: Ready, occasion: Occasion, until: float) -> bool:
    """Go on with an occasion until it is done or the round is over; gives whether all could be asked."""
    plan = ready.plan
    async with work.job() as tx:
        where = (plan.activity, plan.play, occasion.day, occasion.due.mark)
        await tx.run(_BEGIN, new_id(), *where, occasion.due_at, tx.now, _NOBODY)
        standing = await tx.one(_Standing, _OPEN, *where)
    assert standing is not None  # it was made just now, if it was not there
    after = None if standing.done_at else standing.after
    while after is not None and monotonic() <= until:
        try:
            after = await _page(work, ready, occasion, (standing.id, after))
        except AGAIN as why:
            log.info("occasion_waits", occasion=str(standing.id), why=type(why).__name__)
            return False
    return True


async def _page(work: Work, ready: Ready, occasion: Occasion, place: tuple[UUID, UUID]) -> UUID | None:
    """Play for the next page; gives after whom to go on, None: that was the last.

    Raises:
        Contended, DatabaseAway, Crowded, NotRunning: somebody could not be asked; the page is repeated.
    """
    ident, after = place
    due = occasion.due
    async with work.read() as read:
        wanted = Wanted(ready.plan.asked, due.dated, due.tags)
        clients = await wanted_page(read, wanted, after, PAGE)
    asked = await ask_all(work, ready, due.mark, clients)
    last = clients[-1] if len(clients) == PAGE else None
    await count(work, (ident, after, last), asked)
    return last


async def ask_all(work: Work, ready: Ready, mark: str, clients: Sequence[UUID]) -> dict[UUID, str]:
    """Play for these clients under the occasion's keys; gives why not for each, empty where he has his play.

    Raises:
        Contended, DatabaseAway, Crowded, NotRunning: somebody could not be asked; all may be asked again.
    """
    takes = (_take(work, ready, f"{ready.plan.play}@{mark}", client) for client in clients)
    found = await asyncio.gather(*takes, return_exceptions=True)
    again = next((one for one in found if isinstance(one, AGAIN)), None)
    if again is not None:
        raise again
    return {client: _why(one, client) for client, one in zip(clients, found, strict=True)}


async def _take(work: Work, ready: Ready, key: str, client: UUID) -> Played:
    """Play for one client, if risk lets it."""
    plan = ready.plan
    await must_pass(Tried(plan.activity, plan.play, client, key, {}, props={}), work)
    return await gathering(work).take(ticket_of(ready, key, client=client))


async def count(work: Work, place: tuple[UUID, UUID, UUID | None], asked: Mapping[UUID, str]) -> None:
    """Count a page, and note after whom to go on; one that another process counted is counted no more."""
    ident, after, last = place
    played, refused = counted(asked)
    async with work.job() as tx:
        done_at = tx.now if last is None else None
        mine = await tx.run(_COUNT, ident, played, refused, after, last or after, len(asked), done_at)
        if mine and FAILED in refused:
            await tx.run(_NOTE, ident, [client for client, why in asked.items() if why == FAILED])
        if mine and done_at:
            tx.audit("play.occasion_done", str(ident), {"played": played, "last_page": len(asked)})


def counted(asked: Mapping[UUID, str]) -> tuple[int, dict[str, int]]:
    """Give how many have their play, and how many have not by why; pure."""
    whys = Counter(asked.values())
    return whys.pop("", 0), dict(whys)


def _why(one: Any, client: UUID) -> str:
    """Give the code of a refusal; empty where the client had his play."""
    if isinstance(one, Played):
        return ""
    if isinstance(one, Told):
        return one.code
    log.error("occasion_failed_for_one", client=str(client), error=repr(one))
    return FAILED
