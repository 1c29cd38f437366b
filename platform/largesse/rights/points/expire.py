"""Expiry of points: what has ended lapses, and clients are told before, once for each distance.

Invariant   an account is held while its awards lapse, so that nothing is taken again that a spend took at the
            same second; one that somebody else holds waits for the next round; a repeated round does nothing
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.rights.points import ledger
from largesse.rights.points.ledger import Account, Award, Posting
from largesse.rights.points.locking import books_of
from largesse.rights.points.post import Posted, post
from largesse.store.work import Tx, Work

EXPIRING = "rights.points_expiring.v1"
AWARDS_MAX, ROUNDS_MAX = 1000, 50
TOLD_DAYS = (7, 30)
_DUE = """
select a.id, o.id as owes, a.kind, a.client, a.balance, -o.balance as owed
from rights_points_account a
join rights_points_account o on o.kind = a.kind and o.client = a.client and o.role = 'owed'
where a.role = 'client' and a.id in (select w.account from rights_points_award w
  where w.unused > 0 and w.ends_at <= $1 order by w.ends_at limit $2)
order by a.client, a.kind for no key update of a skip locked
"""
_ENDED = """
select account, id, points, unused, lapsed, last_day, ends_at, taken_at from rights_points_award
where account = any($1::uuid[]) and unused > 0 and ends_at <= $2 order by ends_at, id
"""
_TELL = """
with due as (select id from rights_points_award where unused > 0 and told_days > $2 and ends_at > $1
  and ends_at <= $1 + make_interval(days => $2) and given_at < ends_at - make_interval(days => $2)
  order by ends_at limit $3 for no key update skip locked)
update rights_points_award w set told_days = $2 from due, rights_points_account a
where w.id = due.id and a.id = w.account
returning a.client, a.kind, w.unused, w.last_day
"""


@dataclass(frozen=True)
class _Ended(Award):
    account: UUID


@dataclass(frozen=True)
class _Told:
    client: UUID
    kind: UUID
    unused: int
    last_day: date


async def expire_points_due(work: Work) -> None:
    """Let what has ended lapse: at most 50 rounds of 1,000 awards, each in its own transaction."""
    for _ in range(ROUNDS_MAX):
        async with work.job() as tx:
            if not await expire_round(tx):
                return


async def expire_round(tx: Tx[Any]) -> int:
    """Let the ended awards of some accounts lapse; gives how many accounts it held."""
    accounts = {one.id: one for one in await tx.all(Account, _DUE, tx.now, AWARDS_MAX)}
    if not accounts:
        return 0
    ended: defaultdict[UUID, list[Award]] = defaultdict(list)
    for one in await tx.all(_Ended, _ENDED, list(accounts), tx.now):
        ended[one.account].append(one)
    by_kind: defaultdict[UUID, list[Posting]] = defaultdict(list)
    for ident, account in accounts.items():
        books = await books_of(tx, account.kind)
        what = ledger.expire(account, books, ended[ident], tx.now)
        if what is not None:
            by_kind[account.kind].append(what)
    for kind, found in by_kind.items():
        posted = []
        for what in found:
            move = new_id()
            posted.append(Posted(move, what, "expiry", str(move)))
        await post(tx, await books_of(tx, kind), posted)
    return len(accounts)


async def tell_points_due(work: Work) -> None:
    """Tell of points that end within a week or a month, once for each: at most 50 rounds of 1,000 awards."""
    for days in TOLD_DAYS:
        for _ in range(ROUNDS_MAX):
            async with work.job() as tx:
                if await _tell_round(tx, days) < AWARDS_MAX:
                    break


async def _tell_round(tx: Tx[Any], days: int) -> int:
    told = await tx.all(_Told, _TELL, tx.now, days, AWARDS_MAX)
    points: Counter[tuple[UUID, UUID, date]] = Counter()
    for one in told:
        points[one.client, one.kind, one.last_day] += one.unused
    for (client, kind, last_day), units in sorted(points.items(), key=str):
        payload = {
            "client": str(client),
            "kind": str(kind),
            "points": units,
            "last_day": last_day.isoformat(),
            "days": days,
            "at": tx.now.isoformat(),
        }
        tx.emit(EXPIRING, str(client), payload)
    return len(told)
