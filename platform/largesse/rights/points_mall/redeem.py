"""Redeem points for a right of the mall: points, budget, stock and right move in one commit.

Invariant   lock order: client, points account, budget, batch; the right comes from the spend that paid for it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import locked_self
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.batches.records import Batch
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.points.ledger import Account
from largesse.rights.points.locking import lock_account
from largesse.rights.points.records import PointsMoveId
from largesse.rights.points.spend import spend
from largesse.rights.points_mall.offer import OfferMissing, Terms, expect_open
from largesse.rights.points_mall.records import PointsExchange, PointsOffer, PointsOfferId
from largesse.store.work import Tx, Work

SOURCE = "points"
KEPT = "active"


@dataclass(frozen=True, kw_only=True)
class RedeemOffer(Ask):
    """One unit of an offer for points of mine."""

    offer: PointsOfferId = asked("The offer, pof_….", id="pof")


@dataclass(frozen=True)
class OfferRedeemed:
    """The right that came, and what it cost."""

    entitlement: EntitlementId
    points: Long


async def redeem_offer(ask: RedeemOffer, *, actor: Actor, work: Work) -> OfferRedeemed:
    """Redeem points for one unit of an offer.

    Raises:
        OfferMissing: ``rights.points_offer_missing``.
        OfferClosed, OfferLimit: of the offer.
        ClientMissing, ClientKeptOut: of who asks.
        PointsNotEnough: ``rights.points_not_enough``.
        BatchWrongState: ``rights.batch_wrong_state``.
        BudgetWrongState, BudgetExhausted, BudgetPaced, LineExhausted: of its budget.
        StockExhausted: ``rights.stock_exhausted``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.redeem_offer", answer=OfferRedeemed) as tx:
        if tx.earlier:
            return tx.earlier
        offer = await PointsOffer.get_or_none(id=ask.offer, using_db=tx.conn)
        if offer is None:
            raise OfferMissing(ask.offer)
        await locked_self(tx, actor.id)
        account = await lock_account(tx, offer.kind, actor.id)
        terms = Terms(offer.state, offer.starts_at, offer.ends_at, offer.client_max)
        expect_open(terms, await _had(tx, offer.id, actor.id), tx.now)
        right = EntitlementId(new_id())
        move = await spend(tx, account, offer.price_points, SOURCE, str(right))
        await _give(tx, offer, account, right)
        await _keep(tx, offer, actor.id, right, move)
        return await tx.done(OfferRedeemed(right, Long(offer.price_points)))


async def _had(tx: Tx[Any], offer: UUID, client: UUID) -> int:
    kept = PointsExchange.filter(offer=offer, client=client, state=KEPT)
    return await kept.using_db(tx.conn).count()


async def _give(tx: Tx[Any], offer: PointsOffer, account: Account, right: EntitlementId) -> None:
    found = await Batch.get(id=offer.batch, using_db=tx.conn)
    batch = await lock_one(tx, found, account.client)
    await grant(tx, [Gift(right, batch.id, account.client, account.client, SOURCE, str(right))])


async def _keep(
    tx: Tx[Any], offer: PointsOffer, client: UUID, right: EntitlementId, move: PointsMoveId
) -> None:
    await PointsExchange.create(
        using_db=tx.conn,
        id=new_id(),
        offer=offer.id,
        client=client,
        move=move,
        entitlement=right,
        points=offer.price_points,
        at=tx.now,
    )
