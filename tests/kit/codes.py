"""A shop whose biscuits come with a code out of a pool; what a test about codes asks for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.catalogue.skus import Fulfil, MakeSku, make_sku
from largesse.rights.catalogue.terms import BorneBy, IncomeTax, VatTreatment
from largesse.rights.code_lots.code_file import Choice
from largesse.rights.code_lots.fill import ImportCodes, LotStanding, import_codes
from largesse.rights.code_pools.open import OpenPool, open_pool
from largesse.rights.entitlements.claim import ClaimRight, claim_right


class CodeShop:
    """A SKU ``S-COOKIE`` of the tea house, with a pool; ``shop`` is the register's."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop
        self.sku: UUID
        self.pool: UUID
        self.batch: UUID

    async def open(self, *, low_at: int = 0, case_matters: bool = False) -> "CodeShop":
        """Make the SKU and its pool."""
        self.sku = await self.make_sku("S-COOKIE")
        self.pool = await self.open_pool(self.sku, "CP-COOKIE", low_at=low_at, case_matters=case_matters)
        return self

    async def make_sku(self, code: str) -> UUID:
        product = await self.shop.house.value("select id from rights_product where code = 'P-TEA'")
        ask = MakeSku(
            key=self.shop.key(),
            product=product,
            code=code,
            title={"zh-CN": "曲奇兑换码", "en": "Cookie voucher"},
            fulfil_mode=Fulfil.POOL,
            currency="CNY",
            face_value_minor=5_000,
            market_value_minor=5_000,
            unit_cost_minor=3_000,
            income_tax=IncomeTax.NONE,
            borne_by=BorneBy.BANK,
            vat_treatment=VatTreatment.NO_DEDUCT,
            vat_rate_ppm=0,
            valid_days=30,
            provider=self.shop.known["provider.tea"],
        )
        return (await make_sku(ask, actor=self.shop.who("operator"), work=self.shop.work)).id

    async def open_pool(self, sku: UUID, code: str, **fields: Any) -> UUID:
        given = {"low_at": 0} | fields
        ask = OpenPool(key=self.shop.key(), sku=sku, code=code, title={"zh-CN": "曲奇码池"}, **given)
        return (await open_pool(ask, actor=self.shop.who("operator"), work=self.shop.work)).id

    async def ask_import(self, data: bytes, pool: UUID | None = None, **choice: Any) -> LotStanding:
        ask = ImportCodes(
            key=self.shop.key(),
            pool=pool or self.pool,
            file_name="codes.csv",
            data=data,
            choice=Choice(**choice),
        )
        return await import_codes(ask, actor=self.shop.who("operator"), work=self.shop.work)

    async def load(self, data: bytes | str, pool: UUID | None = None, **choice: Any) -> dict[str, Any]:
        """Import a file to its end and give its lot."""
        raw = data.encode() if isinstance(data, str) else data
        asked = await self.ask_import(raw, pool, **choice)
        await self.shop.house.drain()
        return await self.lot(asked.lot)

    async def lot(self, lot: UUID) -> dict[str, Any]:
        (row,) = await self.shop.house.rows("select * from rights_code_lot where id = $1", lot)
        return row

    async def states(self, pool: UUID | None = None) -> dict[str, int]:
        rows = await self.shop.house.rows(
            "select state, count(*) as n from rights_pool_code where pool = $1 group by 1", pool or self.pool
        )
        return {row["state"]: row["n"] for row in rows}

    async def issue(self, total: int) -> UUID:
        """Propose a batch of cookies and have it approved."""
        batch, content = await self.propose(total)
        ask = DecideBatch(key=self.shop.key(), batch=batch, content_hash=content)
        await approve_batch(ask, actor=self.shop.who("branch"), work=self.shop.work)
        self.batch = batch
        self.shop.known["batch.cookie"] = batch
        return batch

    async def propose(self, total: int) -> tuple[UUID, str]:
        ask = ProposeBatch(
            key=self.shop.key(),
            code=f"B-{self.shop.key()}",
            title={"zh-CN": "曲奇批次"},
            sku=self.sku,
            budget=self.shop.known["budget.autumn"],
            total=total,
            starts_at=now() - timedelta(minutes=1),
            ends_at=now() + timedelta(days=10),
        )
        batch = (await propose_batch(ask, actor=self.shop.who("designer"), work=self.shop.work)).batch
        return batch, str(
            await self.shop.house.value("select content_hash from rights_batch where id = $1", batch)
        )

    async def give(self, client: Actor) -> UUID:
        return await self.shop.give(client, "cookie")

    async def claim(self, client: Actor, right: UUID) -> str:
        ask = ClaimRight(key=self.shop.key(), entitlement=right)
        return (await claim_right(ask, actor=client, work=self.shop.work)).state


def lines(codes: Sequence[str]) -> str:
    """A file of one column."""
    return "券码\n" + "\n".join(codes) + "\n"
