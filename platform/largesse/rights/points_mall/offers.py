"""Make an offer of the mall, stop it, take it up again."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because, between
from largesse.rights.batches.batch import OVER, BatchMissing, BatchWrongState
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.catalogue.supply import Made
from largesse.rights.points.kind import points_given
from largesse.rights.points.locking import reached_kind
from largesse.rights.points.records import PointsKindId
from largesse.rights.points_mall.offer import CLIENT_MAX, OfferMissing
from largesse.rights.points_mall.records import PointsOffer, PointsOfferId
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class MakePointsOffer(Ask):
    """A batch at a price in points."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    kind: PointsKindId = asked("In which points, pkn_….", id="pkn", name="points_kind")
    price_points: Long = asked("What one unit costs in points.")
    client_max: int | None = asked("How often one client may have it; null: no limit.", default=None)
    starts_at: datetime = asked("From when it can be had.")
    ends_at: datetime = asked("Until when it can be had.")


class OfferStep(Enum):
    """What to do with an offer."""

    STOP = "stop"
    RESUME = "resume"


_AFTER = {OfferStep.STOP: "stopped", OfferStep.RESUME: "active"}


@dataclass(frozen=True, kw_only=True)
class SteerPointsOffer(Ask):
    """Stop an offer, or take it up again; rights that were had stay."""

    offer: PointsOfferId = asked("The offer, pof_….", id="pof")
    step: OfferStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class OfferStanding:
    """An offer and where it stands now."""

    offer: PointsOfferId
    state: str


async def make_points_offer(ask: MakePointsOffer, *, actor: Actor, work: Work) -> Made:
    """Offer the units of a batch for points.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``: nobody gets anything of it any more.
        KindMissing: ``rights.points_kind_missing``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.design_points")
    price = points_given(ask.price_points, "price_points")
    if ask.client_max is not None and not 1 <= ask.client_max <= CLIENT_MAX:
        raise Malformed(between(1, CLIENT_MAX), "client_max")
    if ask.starts_at >= ask.ends_at:
        raise Malformed(because("rights.reason.points_window"), "ends_at")
    async with work.begin(ask, actor, use="rights.make_points_offer", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await Batch.get_or_none(id=ask.batch, using_db=tx.conn)
        if batch is None:
            raise BatchMissing(ask.batch)
        actor.reach(batch.org_unit, BatchMissing(ask.batch))
        if batch.state in OVER:
            raise BatchWrongState(batch.state)
        await reached_kind(tx, ask.kind, actor)
        made = Made(new_id())
        await PointsOffer.create(
            using_db=tx.conn,
            id=made.id,
            batch=ask.batch,
            kind=ask.kind,
            price_points=price,
            client_max=ask.client_max,
            starts_at=ask.starts_at,
            ends_at=ask.ends_at,
            org_unit=batch.org_unit,
            created_by=actor.id,
            created_at=tx.now,
        )
        facts = {"batch": batch.code, "kind": str(ask.kind), "price_points": price}
        tx.audit("rights.points_offer_made", str(made.id), facts, org_unit=batch.org_unit)
        return await tx.done(made)


async def steer_points_offer(ask: SteerPointsOffer, *, actor: Actor, work: Work) -> OfferStanding:
    """Stop an offer, or take it up again.

    Raises:
        OfferMissing: ``rights.points_offer_missing``.
    """
    actor.must("rights.design_points")
    reason, missing = reason_of(ask.reason), OfferMissing(ask.offer)
    async with work.begin(ask, actor, use="rights.steer_points_offer", answer=OfferStanding) as tx:
        if tx.earlier:
            return tx.earlier
        offer = (
            await PointsOffer.filter(id=ask.offer).using_db(tx.conn).select_for_update(no_key=True).first()
        )
        if offer is None:
            raise missing
        actor.reach(offer.org_unit, missing)
        before, offer.state = offer.state, _AFTER[ask.step]
        await offer.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": offer.state, "reason": reason}
        tx.audit("rights.points_offer_steered", str(offer.id), facts, org_unit=offer.org_unit)
        return await tx.done(OfferStanding(ask.offer, offer.state))
