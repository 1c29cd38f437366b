"""Give points to somebody of one's own household.

Invariant   both are of one household at the commit; no last day moves; the giver's points end there and the
            getter's begin in one move that both see
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut
from largesse.audience.clients.records import ClientId, Customer
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.points import ledger
from largesse.rights.points.kind import points_given
from largesse.rights.points.locking import books_of, find_kind, lock_accounts, unused_awards
from largesse.rights.points.post import Posted, post
from largesse.rights.points.records import PointsKindId, PointsMoveId
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class NotHousehold(Refusal):
    """The other one is not of the same household."""

    code = "rights.points_not_household"
    path: str | None = "to"


@dataclass(frozen=True)
class NotTransferable(Refusal):
    """Points of this kind are not given to others."""

    code = "rights.points_not_transferable"


@dataclass(frozen=True, kw_only=True)
class TransferPoints(Ask):
    """Points of mine for somebody of my household."""

    kind: PointsKindId = asked("The kind of points, pkn_….", id="pkn", name="points_kind")
    to: ClientId = asked("Who gets them, cli_….", id="cli")
    points: Long = asked("How many.")


@dataclass(frozen=True)
class PointsTransferred:
    """The move that both see."""

    move: PointsMoveId
    points: Long


async def transfer_points(ask: TransferPoints, *, actor: Actor, work: Work) -> PointsTransferred:
    """Give points to somebody of one's own household.

    Raises:
        NotHousehold: ``rights.points_not_household``.
        NotTransferable: ``rights.points_not_transferable``.
        ClientKeptOut: ``audience.client_kept_out``: one of both is blocked.
        PointsNotEnough: ``rights.points_not_enough``.
    """
    actor.must("rights.own")
    points = points_given(ask.points)
    async with work.begin(ask, actor, use="rights.transfer_points", answer=PointsTransferred) as tx:
        if tx.earlier:
            return tx.earlier
        await _expect_household(tx, actor.id, ask.to)
        kind = await find_kind(tx, ask.kind)
        if not kind.transferable:
            raise NotTransferable
        accounts = await lock_accounts(tx, ask.kind, [actor.id, ask.to])
        giver, getter, books = accounts[actor.id], accounts[ask.to], await books_of(tx, ask.kind)
        awards, gift = await unused_awards(tx, giver), ledger.Gift(points, tx.now)
        what = ledger.transfer((giver, getter), books, awards, gift, new_id)
        move = PointsMoveId(new_id())
        await post(tx, books, [Posted(move, what, "transfer", str(move))])
        return await tx.done(PointsTransferred(move, Long(points)))


async def _expect_household(tx: Tx[Any], giver: UUID, getter: UUID) -> None:
    """Lock both clients in the order of their ids, and check that they live together."""
    rows = Customer.filter(id__in=[giver, getter]).using_db(tx.conn).order_by("id").select_for_update()
    both = {one.id: one for one in await rows}
    one, other = both.get(giver), both.get(getter)
    if one is None or other is None or giver == getter or one.household is None:
        raise NotHousehold
    if one.household != other.household:
        raise NotHousehold
    if one.blocked or other.blocked:
        raise ClientKeptOut
