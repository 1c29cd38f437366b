"""Take a scan that a counter made without a net: book the use at its own time, or keep it for staff.

Invariant   a scan becomes one use, also where it had come through before the net went: both share a receipt;
            what cannot be booked stands on the staff's list, in the commit that tells the counter so
Source      docs/decisions/0074-a-scan-without-a-net-waits.md
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.actor import SYSTEM
from largesse.kernel.ask import Ask
from largesse.kernel.copy import noted
from largesse.kernel.errors import Malformed, Missing, Refusal, Told
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import between
from largesse.rights.codes.code12 import plausible, token_shown
from largesse.rights.codes.codes import token_key
from largesse.rights.counter.records import OfflineScan
from largesse.rights.counter.scan_time import (
    OFFLINE_MAX,
    DeviceClock,
    digits_used_at,
    token_used_at,
)
from largesse.rights.redemptions.counters import Counter
from largesse.rights.redemptions.opening import (
    Code,
    CodeUnknown,
    Opened,
    code_of,
    open_digits,
    open_token,
)
from largesse.rights.redemptions.redeem import UNITS_MAX, Redeem
from largesse.rights.redemptions.tries import begin_try, count_wrong
from largesse.rights.redemptions.use import RightUsed, Use, use_right
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class CounterEnded(Refusal):
    """The counter's link had ended when the scan came: staff say whether it is booked."""

    code = "rights.counter_ended"


@dataclass(frozen=True, kw_only=True)
class TakeScan(Ask):
    """A scan, in the words and under the key with which the counter's form would have sent it."""

    code: str
    phone_ends: str = ""
    units: int = 1

    @property
    def redeem(self) -> Redeem:
        """What the form would have asked."""
        return Redeem(key=self.key, code=self.code, phone_ends=self.phone_ends, units=self.units)


@dataclass(frozen=True)
class ScanTaken:
    """What became of a scan: booked as ``used``, or left to staff, ``why`` as ``noted`` writes it."""

    state: Literal["booked", "open"]
    used: RightUsed | None = None
    why: str = ""


@dataclass
class _Found:
    """What is known of a scan so far, also when it cannot be booked."""

    code: Code
    told_at: datetime
    right: UUID | None = None


async def take_scan(ask: TakeScan, clock: DeviceClock, *, counter: Counter, work: Work) -> ScanTaken:
    """Book a scan, or keep it with the reason for staff.

    Args:
        ask: the scan.
        clock: what the device says of its clock; no part of the ask, for it is sent anew each time.
        counter: whose scan it is, also one whose link has ended.
        work: where.

    Raises:
        TooManyTries: ``rights.too_many_tries``: the scan is to come again later.
        Malformed: ``kernel.malformed`` at ``units``.
    """
    actor = counter.actor
    actor.must("rights.redeem")
    if not 1 <= ask.units <= UNITS_MAX:
        raise Malformed(between(1, UNITS_MAX), "units")
    async with work.begin(ask, actor, use="rights.take_scan", answer=ScanTaken) as tx:
        if tx.earlier:
            return tx.earlier
        found = _Found(Code(ask.code, ask.phone_ends), clock.told_at(tx.now))
        typed = plausible(found.code.text)
        attempt = await begin_try(tx, found.code.text, actor.id) if typed else None
        try:
            used = await _booked(ask.redeem, clock, found, counter, work)
        except (Refusal, Missing) as no:
            if attempt and isinstance(no, CodeUnknown):
                await count_wrong(tx, attempt)
            await _keep(tx, ask, found, _Ended(counter, clock, why=no))
            return await tx.done(ScanTaken("open", why=noted(no)))
        await _keep(tx, ask, found, _Ended(counter, clock, used=used))
        return await tx.done(ScanTaken("booked", used))


async def _booked(
    redeem: Redeem, clock: DeviceClock, found: _Found, counter: Counter, work: Work
) -> RightUsed:
    """Book the use under the receipt of the form; its refusal undoes nothing but itself."""
    async with work.begin(redeem, counter.actor, use="rights.redeem", answer=RightUsed) as tx:
        if tx.earlier:
            found.right = tx.earlier.entitlement
            return tx.earlier
        found.code = code_of(redeem.code, redeem.phone_ends)
        opened, shown = await _opened(tx, found.code)
        found.right = opened.right
        found.told_at = at = token_used_at(clock, shown, tx.now) if shown else digits_used_at(clock, tx.now)
        if counter.ended:
            raise CounterEnded
        use = Use(
            opened.right,
            "counter",
            found.code.proof,
            provider=counter.id,
            units=redeem.units,
            agent=opened.agent,
            outlet=counter.outlet,
            shown=found.code.shown_sha256,
            at=at,
            offline=True,
        )
        return await tx.done(await use_right(tx, use))


async def _opened(tx: Tx[Any], code: Code) -> tuple[Opened, datetime | None]:
    """Find the right that was shown, and when its token was made; None: digits tell no time."""
    if not code.scanned:
        return await open_digits(tx, code), None
    shown: datetime | None = None

    def fresh(shower: bytes) -> bool:
        nonlocal shown
        shown = token_shown(code.text, token_key(), (tx.now - OFFLINE_MAX, tx.now), shower)
        return shown is not None

    return await open_token(tx, code, fresh), shown


@dataclass(frozen=True)
class _Ended:
    """What a scan came to, at which counter, by which clock."""

    counter: Counter
    clock: DeviceClock
    used: RightUsed | None = None
    why: Told | None = None


async def _keep(tx: Tx[Any], ask: TakeScan, found: _Found, ended: _Ended) -> None:
    """Write the scan down: as booked by the house, or as open with its reason."""
    counter, used, why = ended.counter, ended.used, ended.why
    clock_off = ended.clock.off(tx.now).total_seconds()
    await OfflineScan.create(
        using_db=tx.conn,
        id=new_id(),
        provider=counter.id,
        counter=counter.outlet.counter,
        place=counter.outlet.place,
        scan_key=ask.key,
        code_hint=found.code.hint,
        entitlement=await _known(tx, found.right),
        units=ask.units,
        told_at=used.used_at if used else found.told_at,
        clock_off_s=round(clock_off),
        received_at=tx.now,
        state="booked" if used else "open",
        why=noted(why) if why else "",
        redemption=used.redemption if used else None,
        settled_by=SYSTEM.id if used else None,
        settled_at=tx.now if used else None,
        reason="offline" if used else "",
        org_unit=counter.org_unit,
    )


async def _known(tx: Tx[Any], right: UUID | None) -> UUID | None:
    """Give a right's id if there is such a right."""
    found: UUID | None = await tx.value("select id from rights_entitlement where id = $1", right)
    return found
