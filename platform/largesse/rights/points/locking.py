"""Accounts of clients, opened at first need and read under their lock; awards read under it.

Invariant   lock order of the room: client, points account, budget, batch, entitlement; of two accounts the
            one of the lesser client id first; every change of an award holds its account
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id
from largesse.rights.points.kind import KindMissing
from largesse.rights.points.ledger import Account, Award, Books
from largesse.rights.points.records import PointsKind
from largesse.store.work import Read, Tx

HOUSE_ROLES = ("issued", "adjusted", "spent", "expired", "transfer")
_OPEN = """
insert into rights_points_account (id, kind, role, client, opened_at)
select i, $2, r, c, $4 from unnest($1::uuid[], $3::text[], $5::uuid[]) as a(i, r, c) on conflict do nothing
"""
_ACCOUNTS = """
select a.id, o.id as owes, a.kind, a.client, a.balance, -o.balance as owed
from rights_points_account a
join rights_points_account o on o.kind = a.kind and o.client = a.client and o.role = 'owed'
where a.role = 'client' and a.kind = $1 and a.client = any($2::uuid[]) order by a.client for no key update
"""
_AWARD_COLUMNS = "w.id, w.points, w.unused, w.lapsed, w.last_day, w.ends_at, w.taken_at"
_UNUSED = f"""
select {_AWARD_COLUMNS} from rights_points_award w
where w.account = $1 and w.unused > 0 order by w.ends_at nulls last, w.id
"""  # noqa: S608 - constants
_SOME = f"select {_AWARD_COLUMNS} from rights_points_award w where w.id = any($1::uuid[])"  # noqa: S608 - constants
_BOOKS = """
select kind, max(id::text) filter (where role = 'issued')::uuid as issued,
  max(id::text) filter (where role = 'adjusted')::uuid as adjusted,
  max(id::text) filter (where role = 'spent')::uuid as spent,
  max(id::text) filter (where role = 'expired')::uuid as expired,
  max(id::text) filter (where role = 'transfer')::uuid as transfer
from rights_points_account where kind = $1 and client is null group by kind
"""


async def find_kind(read: Read, kind: UUID) -> PointsKind:
    """Read a kind of points.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
    """
    found = await PointsKind.get_or_none(id=kind, using_db=read.conn)
    if found is None:
        raise KindMissing(kind)
    return found


async def reached_kind(read: Read, kind: UUID, actor: Actor) -> PointsKind:
    """Read a kind of points within reach; the whole institution's is everybody's.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
    """
    found = await find_kind(read, kind)
    actor.reach(found.org_unit, KindMissing(kind))
    return found


async def books_of(read: Read, kind: UUID) -> Books:
    """Read the house's accounts of a kind."""
    found = await read.one(Books, _BOOKS, kind)
    if found is None:
        raise Broken(f"a kind of points without books: {kind}")
    return found


async def open_books(tx: Tx[Any], kind: UUID) -> None:
    """Open the house's accounts of a new kind."""
    ids, nobody = [new_id() for _ in HOUSE_ROLES], [None for _ in HOUSE_ROLES]
    await tx.run(_OPEN, ids, kind, list(HOUSE_ROLES), tx.now, nobody)


async def lock_accounts(tx: Tx[Any], kind: UUID, clients: Sequence[UUID]) -> dict[UUID, Account]:
    """Lock clients' accounts of a kind in the order of their ids, opening those that are not there yet."""
    wanted = sorted(set(clients))
    owners = [one for one in wanted for _ in range(2)]
    ids, roles = [new_id() for _ in owners], ["client", "owed"] * len(wanted)
    await tx.run(_OPEN, ids, kind, roles, tx.now, owners)
    return {one.client: one for one in await tx.all(Account, _ACCOUNTS, kind, wanted)}


async def lock_account(tx: Tx[Any], kind: UUID, client: UUID) -> Account:
    """Lock one client's account of a kind, opened if it is not there yet."""
    return (await lock_accounts(tx, kind, [client]))[client]


async def unused_awards(tx: Tx[Any], account: Account) -> list[Award]:
    """Read the awards of a locked account of which something is left, those first that end first."""
    return await tx.all(Award, _UNUSED, account.id)


async def awards_by_id(tx: Tx[Any], ids: Sequence[UUID]) -> dict[UUID, Award]:
    """Read awards of a locked account."""
    return {one.id: one for one in await tx.all(Award, _SOME, list(ids))}
