"""Rates of exchange: what one unit of a foreign currency is in an entity's own, as published for a day.

Words       *base* the entity's own currency (记账本位币) · ``rate_e8`` hundred-millionths of a base unit
Invariant   a rate is only ever added to; of a day the one recorded last is in force; nothing is converted
            without one
Source      docs/explanation/ledger.md
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.money import Rounding, ratio
from largesse.kernel.reasons import because, characters
from largesse.kernel.settings import settings
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.ledger.records import Rate
from largesse.store.work import Work

E8 = 10**8
AGE_MAX = timedelta(days=3660)
BASE = "CNY"
_RATE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,8})?")


@dataclass(frozen=True)
class RateMissing(Refusal):
    """No rate of the ten days up to the business day is recorded; a voucher never states a made-up one."""

    code = "settlement.rate_missing"
    currency: str
    base: str
    day: date


@dataclass(frozen=True, kw_only=True)
class RecordRate(Ask):
    """A published rate: one unit of the currency in the books' own."""

    currency: str = asked("ISO 4217 code of the foreign currency.")
    day: date = asked("The day for which it is published.")
    rate: str = asked("What one unit is in the books' own currency, for example 7.1234; up to 8 decimals.")
    source: str = asked("Who publishes it, 2 to 200 characters.")


@dataclass(frozen=True)
class RateRecorded:
    """The rate as it is in force from now on."""

    currency: str
    day: date
    rate: str


async def record_rate(ask: RecordRate, *, actor: Actor, work: Work) -> RateRecorded:
    """Record a published rate; a second one for the same day corrects the first, and both are kept.

    Raises:
        Malformed: ``kernel.malformed``: unknown currency, the books' own, no rate, a day to come.
    """
    actor.must("settlement.record_rate")
    rate_e8, source = _checked(ask), ask.source.strip()
    async with work.begin(ask, actor, use="settlement.record_rate", answer=RateRecorded) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.currency == BASE or ask.currency not in await currencies(tx):
            raise Malformed(because("settlement.reason.foreign_currency"), "currency")
        today = day_in(tx.now, settings().zone)
        if not today - AGE_MAX <= ask.day <= today:
            raise Malformed(because("settlement.reason.day_so_far"), "day")
        await Rate.create(
            using_db=tx.conn,
            base=BASE,
            currency=ask.currency,
            day=ask.day,
            rate_e8=rate_e8,
            source=source,
            recorded_by=actor.id,
            recorded_at=tx.now,
        )
        facts = {"day": str(ask.day), "rate": rate_text(rate_e8), "source": source}
        tx.audit("settlement.rate_recorded", ask.currency, facts)
        return await tx.done(RateRecorded(ask.currency, ask.day, rate_text(rate_e8)))


def _checked(ask: RecordRate) -> int:
    if not _RATE.fullmatch(ask.rate) or (rate_e8 := int(Decimal(ask.rate) * E8)) == 0:
        raise Malformed(because("settlement.reason.rate"), "rate")
    if not 2 <= len(ask.source.strip()) <= 200:
        raise Malformed(characters(2, 200), "source")
    return rate_e8


def rate_text(rate_e8: int) -> str:
    """Write a rate without needless zeros."""
    return f"{Decimal(rate_e8).scaleb(-8):f}".rstrip("0").rstrip(".")


def in_base(amount_minor: int, rate_e8: int, exponent: int, base_exponent: int) -> int:
    """Convert minor units of a currency into those of the base, half up.

    Args:
        amount_minor: in the foreign currency.
        rate_e8: what one unit is in the base.
        exponent: decimals of the foreign currency.
        base_exponent: decimals of the base.
    """
    return ratio(amount_minor, rate_e8 * 10**base_exponent, E8 * 10**exponent, Rounding.HALF_UP)
