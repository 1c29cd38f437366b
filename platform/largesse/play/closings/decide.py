"""Decide what is closed: select once the values stand, then give one place after the other.

Invariant   one place a transaction, under the lock of its closing; a worker that dies leaves it to the next
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from largesse.activities.revisions.content import documents_of
from largesse.kernel.errors import Broken
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.play.closings.award import PASSED_OVER, Awarded, Due, award
from largesse.play.closings.select import Selection, follow, select
from largesse.play.closings.which import Which, reveal_if_over
from largesse.play.extensions import tells
from largesse.play.plans.memory import make_ready, means_of
from largesse.play.plans.plan import Edition, Plan, plan_of
from largesse.play.rankings.settle import placed
from largesse.play.seeds.number import later_secret
from largesse.play.seeds.seeds import Seed
from largesse.store.work import Tx, Work

log = structlog.get_logger(__name__)
MANY, PLACES_MAX = 50, 200
AGAIN = timedelta(minutes=1)  # for what was used up
SELECTED, RANKED = "play.notice.selected", "play.notice.ranked"
_IS_READY = "closed_at is not null and decided_at is null and (cycle <> '' or confirmed_at is not null)"
WAITS = f"select from play_closing where {_IS_READY}"
_READY = f"""
select activity, play, cycle from play_closing where {_IS_READY} order by closed_at limit $1
"""  # noqa: S608 - constants
_LOCK = f"""
select revision_hash, entries, numbers, secret from play_closing
where activity = $1 and play = $2 and cycle = $3 and {_IS_READY} for no key update skip locked
"""  # noqa: S608 - constants
_NEXT = """
select place, number, client, outcome from play_award
where activity = $1 and play = $2 and cycle = $3 and draw is null and passed_over is null
  and (tried_at is null or tried_at < $4) order by place limit 1
"""
_REST = """
select count(*) filter (where draw is null and passed_over is null) as waiting, max(place) as last
from play_award where activity = $1 and play = $2 and cycle = $3
"""
_GIVEN = """
update play_award set draw = $5, entitlement = $6, awarded_at = $7, tried_at = $7, short = null
where activity = $1 and play = $2 and cycle = $3 and place = $4 and draw is null and passed_over is null
"""
_NOT_GIVEN = """
update play_award set passed_over = $5, short = $6, tried_at = $7
where activity = $1 and play = $2 and cycle = $3 and place = $4 and draw is null and passed_over is null
"""


@dataclass(frozen=True, slots=True)
class _Closed:
    revision_hash: str
    entries: int
    numbers: str | None
    secret: str | None


@dataclass(frozen=True, slots=True)
class _Next:
    place: int
    number: int
    client: UUID
    outcome: str


@dataclass(frozen=True, slots=True)
class _Rest:
    waiting: int
    last: int | None


async def decide_closed(work: Work) -> None:
    """Give what is to be given, at most so many places of each closing at a time."""
    ready = await work.alone(Which, _READY, MANY)
    for one in ready:
        try:
            for _ in range(PLACES_MAX):
                async with work.job() as tx:
                    if not await _step(tx, one):
                        break
        except Exception as error:  # the others go on
            log.warning("deciding_failed", activity=str(one.activity), play=one.play, exc_info=error)


async def _step(tx: Tx[Any], one: Which) -> bool:
    """Give the next place; tells whether there may be more to do."""
    closed = await tx.one(_Closed, _LOCK, one.activity, one.play, one.cycle)
    if closed is None:
        return False
    plan, seed = await _plan(tx, one, closed.revision_hash)
    selection = _selection(plan, seed, closed)
    if selection is not None and closed.secret is None and plan.drawing is not None:
        await select(tx, one, plan.drawing, selection)
        return True
    due = await tx.one(_Next, _NEXT, one.activity, one.play, one.cycle, tx.now - AGAIN)
    rest = await tx.one(_Rest, _REST, one.activity, one.play, one.cycle)
    if due is None:
        if rest is not None and rest.waiting:
            return False
        await _decided(tx, one)
        return False
    basis = await _basis(tx, one, due, drawn=selection is not None)
    found = await award(tx, plan, seed, Due(due.client, due.outcome, basis))
    at = (one.activity, one.play, one.cycle, due.place)
    if isinstance(found, Awarded):
        if not await tx.run(_GIVEN, *at, found.draw, found.entitlement, tx.now):
            raise Broken(f"place {due.place} was given under the lock of its closing")
        choice = plan.choice(due.outcome)
        if choice is None or not tells(tx.house, choice.after):
            await tell(tx, [_told(plan, due, found, basis)])
    else:
        passed = found if found in PASSED_OVER else None
        await tx.run(_NOT_GIVEN, *at, passed, None if passed else found, tx.now)
        if passed and selection is not None and rest is not None:
            await follow(tx, one, selection, (due.place, due.outcome), rest.last or 0)
    return True


async def _plan(tx: Tx[Any], one: Which, revision_hash: str) -> tuple[Plan, Seed]:
    """Give the plan of the revision that was out at the close."""
    documents = await documents_of(tx, one.activity, [revision_hash])
    edition = Edition(one.activity, revision_hash, dict(documents[revision_hash]))
    plan = plan_of(edition, one.play, means_of(tx.house))
    return plan, await make_ready(tx, plan)


def _selection(plan: Plan, seed: Seed, closed: _Closed) -> Selection | None:
    """Give the order of selection; None where places do not go by it."""
    if plan.drawing is None or closed.numbers is None:
        return None
    secret = later_secret(seed.secret, plan.activity, plan.play)
    return Selection(closed.numbers, secret, closed.entries)


async def _basis(tx: Tx[Any], one: Which, due: _Next, *, drawn: bool) -> dict[str, Any]:
    """Say what a place was given for: the entry that was drawn, or the score that was reached."""
    if drawn:
        return {"place": due.place, "entry": due.number}
    found = await placed(tx, (one.activity, one.play, one.cycle), due.number)
    if found is None:
        raise Broken(f"place {due.place} of {one.play} stands in no order")
    return {"place": found.place, "score": found.score, "cycle": one.cycle}


def _told(plan: Plan, due: _Next, found: Awarded, basis: dict[str, Any]) -> Telling:
    """Say to whoever has a place what it brought."""
    choice = plan.choice(due.outcome)
    facts: dict[str, Any] = {"title": choice.title if choice else {}}
    key = SELECTED
    if plan.ranked is not None:
        key, facts = RANKED, {**facts, "place": basis["place"]}
    return Telling(due.client, key, f"award:{found.draw}", facts, right=found.entitlement)


async def _decided(tx: Tx[Any], one: Which) -> None:
    """Note that all is given; the seeds of an activity that is over can be shown then."""
    sql = "update play_closing set decided_at = $4 where activity = $1 and play = $2 and cycle = $3"
    await tx.run(sql, one.activity, one.play, one.cycle, tx.now)
    await reveal_if_over(tx, one.activity)
