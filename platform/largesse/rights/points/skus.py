"""Say how many points of which kind a SKU is; a right of it is fulfilled by awarding them."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.money import Long
from largesse.rights.batches.records import Batch
from largesse.rights.catalogue.records import Product, Sku, SkuId
from largesse.rights.points.kind import points_given
from largesse.rights.points.locking import reached_kind
from largesse.rights.points.records import PointsKindId, PointsSku
from largesse.store.work import Work

POINTS = "points"


@dataclass(frozen=True)
class PointsSkuMissing(Missing):
    """No such SKU of points within reach."""

    code = "rights.points_sku_missing"


@dataclass(frozen=True)
class PointsSkuGiven(Refusal):
    """There are batches of this SKU: what their rights are worth stays as it was said."""

    code = "rights.points_sku_given"


@dataclass(frozen=True, kw_only=True)
class SaySkuPoints(Ask):
    """What a SKU of points is worth."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    kind: PointsKindId = asked("The kind of points, pkn_….", id="pkn", name="points_kind")
    points: Long = asked("How many a right of it awards when it is claimed.")


@dataclass(frozen=True)
class SkuPointsSaid:
    """What the SKU is worth now."""

    sku: SkuId
    points: Long


async def say_sku_points(ask: SaySkuPoints, *, actor: Actor, work: Work) -> SkuPointsSaid:
    """Say what a SKU of points is worth; once there are batches of it, it stays.

    Raises:
        PointsSkuMissing: ``rights.points_sku_missing``.
        KindMissing: ``rights.points_kind_missing``.
        PointsSkuGiven: ``rights.points_sku_given``.
    """
    actor.must("rights.supply")
    points = points_given(ask.points)
    async with work.begin(ask, actor, use="rights.say_sku_points", answer=SkuPointsSaid) as tx:
        if tx.earlier:
            return tx.earlier
        sku = await Sku.filter(id=ask.sku).using_db(tx.conn).select_for_update().first()
        if sku is None or sku.fulfil_mode != POINTS:
            raise PointsSkuMissing
        product = await Product.get(id=sku.product, using_db=tx.conn)
        actor.reach(product.org_unit, PointsSkuMissing())
        await reached_kind(tx, ask.kind, actor)
        said = PointsSku.filter(sku=ask.sku).using_db(tx.conn)
        if await said.exists() and await Batch.filter(sku=ask.sku).using_db(tx.conn).exists():
            raise PointsSkuGiven
        await PointsSku.update_or_create(
            using_db=tx.conn,
            sku=ask.sku,
            defaults={"kind": ask.kind, "points": points, "said_by": actor.id, "said_at": tx.now},
        )
        facts = {"code": sku.code, "kind": str(ask.kind), "points": points}
        tx.audit("rights.sku_points_said", str(ask.sku), facts, org_unit=product.org_unit)
        return await tx.done(SkuPointsSaid(ask.sku, Long(points)))
