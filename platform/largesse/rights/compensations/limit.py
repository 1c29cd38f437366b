"""Say up to which market value one member of staff compensates by himself."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.money import Long
from largesse.kernel.reasons import between
from largesse.rights.catalogue.currencies import expect_kept
from largesse.rights.catalogue.supply import MONEY_MAX, currency_given
from largesse.rights.compensations.records import CompensationLimit
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class LimitCompensation(Ask):
    """The most that one person gives in one currency; 0: everything is signed by two."""

    currency: str = asked("Three letters, as CNY.")
    alone_minor: Long = asked("Market value of one compensation, in minor units.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class CompensationLimited:
    """What holds from now on; what waits keeps waiting."""

    currency: str
    alone_minor: Long


async def limit_compensation(ask: LimitCompensation, *, actor: Actor, work: Work) -> CompensationLimited:
    """Say the limit of one currency, for the whole institution.

    Raises:
        Malformed: ``kernel.malformed`` at ``alone_minor`` or ``currency``.
        CurrencyNotKept: ``rights.currency_not_kept``.
    """
    actor.must("rights.limit_compensation")
    reason, currency = reason_of(ask.reason), currency_given(ask.currency)
    if not 0 <= ask.alone_minor <= MONEY_MAX:
        raise Malformed(between(0, MONEY_MAX), "alone_minor")
    async with work.begin(ask, actor, use="rights.limit_compensation", answer=CompensationLimited) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_kept(tx, currency)
        before = await CompensationLimit.get_or_none(currency=currency, using_db=tx.conn)
        said = {"alone_minor": ask.alone_minor, "said_by": actor.id, "said_at": tx.now}
        await CompensationLimit.update_or_create(said, tx.conn, currency=currency)
        facts = {
            "currency": currency,
            "from_minor": before.alone_minor if before else 0,
            "to_minor": ask.alone_minor,
            "reason": reason,
        }
        tx.audit("rights.compensation_limited", currency, facts)
        return await tx.done(CompensationLimited(currency, ask.alone_minor))
