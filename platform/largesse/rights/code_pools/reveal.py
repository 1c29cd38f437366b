"""Show one code of a pool in clear, for a purpose.

Invariant   one at a time, with a purpose and an audit row that names its number; no receipt keeps it
"""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.rights.code_pools.allocate import PoolCodeOfRight
from largesse.rights.code_pools.open import pool_within_reach
from largesse.rights.code_pools.pool import CodeNotHere
from largesse.rights.code_pools.records import POOL, PoolId
from largesse.store.work import Work

PURPOSE_MIN = 4
_CODE = """
select pool, number, blind, sealed, pin_sealed, expires_at, state from rights_pool_code
where pool = $1 and number = $2 and blind is not null
"""


@dataclass(frozen=True)
class RevealPoolCode(AskWithoutReceipt):
    """Which code of which pool, and what for."""

    pool: PoolId = asked("The pool, cpl_….", id=POOL)
    number: Long = asked("The code's number in its pool.")
    purpose: str = asked("What for, at least four characters; kept in the audit.")


@dataclass(frozen=True)
class PoolCodeShown:
    """A code in clear; ``pin`` empty: it has none."""

    number: int
    code: str
    pin: str


async def reveal_pool_code(ask: RevealPoolCode, *, actor: Actor, work: Work) -> PoolCodeShown:
    """Give a code in clear, and note who saw it and why.

    Raises:
        PoolMissing: ``rights.code_pool_missing``.
        CodeNotHere: ``rights.pool_code_missing``: also when it was revoked.
        Malformed: ``kernel.malformed`` at ``purpose``.
    """
    actor.must("rights.reveal_code")
    purpose = ask.purpose.strip()
    if not PURPOSE_MIN <= len(purpose) <= 500:
        raise Malformed(because("rights.reason.purpose"), "purpose")
    async with work.job(actor) as tx:
        pool = await pool_within_reach(tx, ask.pool, actor)
        found = await tx.one(PoolCodeOfRight, _CODE, pool.id, ask.number)
        if found is None:
            raise CodeNotHere(ask.number)
        facts = {"number": ask.number, "purpose": purpose}
        tx.audit("rights.pool_code_revealed", str(pool.id), facts, org_unit=pool.org_unit)
        return PoolCodeShown(found.number, found.code, found.pin)
