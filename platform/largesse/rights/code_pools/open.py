"""Open a pool for a SKU, and say from how few codes on people are told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because, between
from largesse.kernel.writing import code_given
from largesse.rights.catalogue.records import ProviderId, SkuId
from largesse.rights.catalogue.supply import Made, Text, expect_free, text_given
from largesse.rights.code_pools.pool import LOW_MAX, PoolMissing, PoolTaken
from largesse.rights.code_pools.records import POOL, CodePool, PoolId
from largesse.store.work import Tx, Work

_SKU = """
select s.fulfil_mode, s.provider, p.org_unit from rights_sku s join rights_product p on p.id = s.product
where s.id = $1 and s.state = 'active'
"""


@dataclass(frozen=True)
class PoolSkuMissing(Missing):
    """No such SKU within reach."""

    code = "rights.pool_sku_missing"
    sku: UUID


@dataclass(frozen=True, kw_only=True)
class OpenPool(Ask):
    """A pool for the codes of a SKU."""

    sku: SkuId = asked("The SKU whose rights get codes, sku_….", id="sku")
    code: str = asked("The institution's own code, unique.")
    title: Text = asked("Title.")
    low_at: Long = asked("Fewer free codes than this are told; 0: never.")
    case_matters: bool = asked("Whether abc and ABC are two codes of this provider.", default=False)


@dataclass(frozen=True, kw_only=True)
class SetLow(Ask):
    """Another threshold for a pool."""

    pool: PoolId = asked("The pool, cpl_….", id=POOL)
    low_at: Long = asked("Fewer free codes than this are told; 0: never.")


@dataclass(frozen=True)
class _SkuOfPool:
    fulfil_mode: str
    provider: ProviderId | None
    org_unit: UUID


async def open_pool(ask: OpenPool, *, actor: Actor, work: Work) -> Made:
    """Open the pool of a SKU that is fulfilled from one.

    Raises:
        PoolSkuMissing: ``rights.pool_sku_missing``.
        PoolTaken: ``rights.code_pool_taken``.
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at ``sku``, ``code``, ``title`` or ``low_at``.
    """
    actor.must("rights.supply")
    _check_low(ask.low_at)
    async with work.begin(ask, actor, use="rights.open_pool", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        sku = await _sku(tx, ask.sku, actor)
        code = code_given(ask.code)
        await expect_free(tx, CodePool, code)
        if await CodePool.exists(sku=ask.sku, using_db=tx.conn):
            raise PoolTaken
        made = Made(new_id())
        await CodePool.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            title=text_given(ask.title, "title"),
            sku=ask.sku,
            provider=sku.provider,
            org_unit=sku.org_unit,
            case_matters=ask.case_matters,
            low_at=ask.low_at,
            created_by=actor.id,
            created_at=tx.now,
        )
        facts = {"code": code, "sku": str(ask.sku), "low_at": ask.low_at}
        tx.audit("rights.code_pool_opened", str(made.id), facts, org_unit=sku.org_unit)
        return await tx.done(made)


async def set_low(ask: SetLow, *, actor: Actor, work: Work) -> Made:
    """Say from how few codes on people are told.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
        Malformed: ``kernel.malformed`` at ``low_at``.
    """
    actor.must("rights.supply")
    _check_low(ask.low_at)
    async with work.begin(ask, actor, use="rights.set_pool_low", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        pool = await pool_within_reach(tx, ask.pool, actor)
        facts = {"low_at": ask.low_at, "before": pool.low_at}
        pool.low_at = ask.low_at
        await pool.save(using_db=tx.conn, update_fields=["low_at"])
        tx.audit("rights.code_pool_changed", str(pool.id), facts, org_unit=pool.org_unit)
        return await tx.done(Made(pool.id))


async def pool_within_reach(tx: Tx[Any], pool: UUID, actor: Actor) -> CodePool:
    """Lock a pool that the actor reaches.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
    """
    row = await CodePool.filter(id=pool).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise PoolMissing(pool)
    actor.reach(row.org_unit, PoolMissing(pool))
    return row


async def _sku(tx: Tx[Any], sku: UUID, actor: Actor) -> _SkuOfPool:
    found = await tx.one(_SkuOfPool, _SKU, sku)
    if found is None:
        raise PoolSkuMissing(sku)
    actor.reach(found.org_unit, PoolSkuMissing(sku))
    if found.fulfil_mode != "pool" or found.provider is None:
        raise Malformed(because("rights.reason.pool_sku"), "sku")
    return found


def _check_low(low_at: int) -> None:
    if not 0 <= low_at <= LOW_MAX:
        raise Malformed(between(0, LOW_MAX), "low_at")
