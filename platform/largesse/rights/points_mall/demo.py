"""The demo's points: one kind for the whole institution, some of it in clients' hands, two offers."""

from datetime import timedelta
from typing import Any

from largesse.kernel.clock import now
from largesse.kernel.money import Long
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.points.by_hand import AwardPoints, award_points
from largesse.rights.points.kinds import MakePointsKind, make_points_kind
from largesse.rights.points.lasting import Lasts
from largesse.rights.points.records import PointsKindId
from largesse.rights.points_mall.offers import MakePointsOffer, make_points_offer
from largesse.rights.points_mall.records import PointsOffer
from largesse.store.demo import Stage

PRICES = {"tea": 2_000, "lounge": 16_000}
_GIVEN = (("wang", 12_800), ("chen", 26_000))


async def seed(stage: Stage) -> None:
    """Make points once, through their own use cases; a second call finds everything."""
    system: dict[str, Any] = {"actor": stage.system, "work": stage.work}
    ask = MakePointsKind(
        key="demo-points",
        code="PTS-PRIVILEGE",
        title={"zh-CN": "臻享积分", "en": "Privilege points"},
        lasts=Lasts.MONTHS,
        lasts_for=12,
        grace_days=30,
        hand_day_max=Long(100_000),
        transferable=True,
        exchange_rule={"zh-CN": "按积分商城标示的积分兑换。", "en": "As priced in the points mall."},
        scope={"zh-CN": "积分商城全部兑换项。", "en": "Every offer of the points mall."},
    )
    kind = PointsKindId((await make_points_kind(ask, **system)).id)
    stage.known["points.privilege"] = kind
    for name, price in PRICES.items():
        await _offer(stage, kind, name, price)
    for name, points in _GIVEN:
        if f"client.{name}" in stage.known:
            given = AwardPoints(
                key=f"demo-points-{name}",
                kind=kind,
                client=stage.known[f"client.{name}"],
                points=Long(points),
                reason="开户礼遇",
            )
            await award_points(given, **system)


async def _offer(stage: Stage, kind: PointsKindId, name: str, price: int) -> None:
    batch = BatchId(stage.known[f"batch.{name}"])
    async with stage.work.read() as read:
        if await PointsOffer.filter(batch=batch, kind=kind).using_db(read.conn).exists():
            return
        ends = (await Batch.get(id=batch, using_db=read.conn)).ends_at
    ask = MakePointsOffer(
        key=f"demo-offer-{name}",
        batch=batch,
        kind=kind,
        price_points=Long(price),
        client_max=2,
        starts_at=now() - timedelta(minutes=1),
        ends_at=ends,
    )
    await make_points_offer(ask, actor=stage.system, work=stage.work)
