"""What tests of points share: a kind, awards, spends, and the fold that every balance must be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.points.award import Wanted, award
from largesse.rights.points.by_hand import AwardPoints, award_points
from largesse.rights.points.kinds import MakePointsKind, make_points_kind
from largesse.rights.points.lasting import Lasts
from largesse.rights.points.locking import lock_account
from largesse.rights.points.spend import spend
from largesse.rights.points_mall.offers import MakePointsOffer, make_points_offer
from largesse.rights.points_mall.redeem import RedeemOffer, redeem_offer
from largesse.store.work import Tx

_UNFOLDED = """
select a.id from rights_points_account a left join rights_points_entry e on e.account = a.id
where a.client is not null group by a.id having a.balance <> coalesce(sum(e.points), 0)
"""
_UNFOLDED_AWARDS = """
select w.id from rights_points_award w
left join rights_points_entry e on e.award = w.id and e.account = w.account
group by w.id having w.unused <> coalesce(sum(e.points), 0)
"""
_UNBALANCED = "select move from rights_points_entry group by move having sum(points) <> 0"
_TRANSFERS = """
select sum(e.points) from rights_points_entry e join rights_points_account a on a.id = e.account
where a.role = 'transfer'
"""
_OWING_RICH = """
select o.client from rights_points_account o join rights_points_account a on a.client = o.client
  and a.kind = o.kind and a.role = 'client' join rights_points_award w on w.account = a.id
where o.role = 'owed' and o.balance < 0 and w.unused > 0 and (w.ends_at is null or w.ends_at > $1)
"""


class Purse:
    """One kind of points in a shop, and what people do with it."""

    def __init__(self, shop: Any, kind: UUID) -> None:
        self.shop, self.kind = shop, kind

    @asynccontextmanager
    async def at(self, when: datetime | None = None) -> AsyncIterator[Tx[Any]]:
        """Open a transaction whose clock stands at an instant."""
        async with self.shop.work.job() as tx:
            tx.now = when or tx.now
            yield tx

    async def earn(self, client: Actor, points: int, when: datetime | None = None, ref: str = "") -> UUID:
        async with self.at(when) as tx:
            made = await award(tx, self.kind, "play", Wanted(client.id, points, ref or str(new_id())))
        return made.award

    async def spend(self, client: Actor, points: int, when: datetime | None = None) -> UUID:
        async with self.at(when) as tx:
            account = await lock_account(tx, self.kind, client.id)
            return await spend(tx, account, points, "test", str(new_id()))

    async def by_hand(self, client: Actor, points: int, reason: str = "生日礼") -> UUID:
        ask = AwardPoints(
            key=self.shop.key(), kind=self.kind, client=client.id, points=Long(points), reason=reason
        )
        return (await award_points(ask, actor=self.shop.who("operator"), work=self.shop.work)).award

    async def offer(self, batch: str = "tea_small", price: int = 100, client_max: int | None = None) -> UUID:
        ask = MakePointsOffer(
            key=self.shop.key(),
            batch=self.shop.known[f"batch.{batch}"],
            kind=self.kind,
            price_points=Long(price),
            client_max=client_max,
            starts_at=now() - timedelta(days=1),
            ends_at=now() + timedelta(days=10),
        )
        return (await make_points_offer(ask, actor=self.shop.who("designer"), work=self.shop.work)).id

    async def redeem(self, client: Actor, offer: UUID, key: str = "") -> UUID:
        ask = RedeemOffer(key=key or self.shop.key(), offer=offer)
        return (await redeem_offer(ask, actor=client, work=self.shop.work)).entitlement

    async def balance(self, client: Actor) -> tuple[int, int]:
        """Give what a client has, and what he owes."""
        rows = await self.shop.house.rows(
            "select role, balance from rights_points_account where client = $1 and kind = $2 order by role",
            client.id,
            self.kind,
        )
        return tuple(abs(row["balance"]) for row in rows) or (0, 0)

    async def unused(self, client: Actor) -> list[tuple[int, str]]:
        """Give what is left of a client's awards with their last day, in order of their end."""
        rows = await self.shop.house.rows(
            "select w.unused, w.last_day::text as day from rights_points_award w"
            " join rights_points_account a on a.id = w.account where a.client = $1 and w.unused > 0"
            " order by w.ends_at nulls last, w.id",
            client.id,
        )
        return [(row["unused"], row["day"]) for row in rows]

    async def adds_up(self) -> bool:
        """Tell whether each balance and each award is the fold of its entries, and each move sums to zero."""
        house = self.shop.house
        broken = [await house.rows(sql) for sql in (_UNFOLDED, _UNFOLDED_AWARDS, _UNBALANCED)]
        owing = await house.rows(_OWING_RICH, now())
        assert broken == [[], [], []]
        assert owing == []
        assert not await house.value(_TRANSFERS)
        return True


async def purse_of(shop: Any, **rule: Any) -> Purse:
    """Make a kind of points: for one month, without grace, within the household."""
    said = {"zh-CN": "1 分抵 1 分", "en": "One for one"}
    ask = MakePointsKind(
        key=shop.key(),
        code=f"PTS-{new_id().hex[-8:]}",
        title={"zh-CN": "臻享积分", "en": "Points"},
        lasts=Lasts.MONTHS,
        lasts_for=1,
        grace_days=0,
        hand_day_max=Long(10_000),
        transferable=True,
        exchange_rule=said,
        scope=said,
        org_unit=shop.known["unit.shanghai"],
    )
    made = await make_points_kind(replace(ask, **rule), actor=shop.who("designer"), work=shop.work)
    return Purse(shop, made.id)
