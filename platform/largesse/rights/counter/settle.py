"""Staff settle a scan that could not be booked: book it after all, or close it with a reason.

Invariant   a scan is settled once; a use that staff book is one of its counter's, at the scan's own time
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.rights.counter.records import OFFLINE_SCAN, OfflineScan, OfflineScanId
from largesse.rights.entitlements.locking import find_right
from largesse.rights.reason import reason_of
from largesse.rights.redemptions.outlet import Outlet
from largesse.rights.redemptions.use import Use, use_right
from largesse.store.work import Tx, Work

PROOF = "staff"


@dataclass(frozen=True)
class OfflineScanMissing(Missing):
    """No such scan within reach."""

    code = "rights.offline_scan_missing"
    scan: str


@dataclass(frozen=True)
class OfflineScanSettled(Refusal):
    """The scan has been booked or closed."""

    code = "rights.offline_scan_settled"


@dataclass(frozen=True)
class OfflineScanUnknown(Refusal):
    """No right is known that this scan would use."""

    code = "rights.offline_scan_unknown"


@dataclass(frozen=True, kw_only=True)
class BookOfflineScan(Ask):
    """A scan that is a use after all."""

    scan: OfflineScanId = asked("The scan, ofs_….", id=OFFLINE_SCAN)
    reason: str = asked("How it is known that the service was rendered; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class CloseOfflineScan(Ask):
    """A scan that is no use."""

    scan: OfflineScanId = asked("The scan, ofs_….", id=OFFLINE_SCAN)
    reason: str = asked("Why it is not booked; stands in the audit.")


@dataclass(frozen=True)
class OfflineScanStanding:
    """Where a scan stands now."""

    scan: OfflineScanId
    state: str


async def book_offline_scan(ask: BookOfflineScan, *, actor: Actor, work: Work) -> OfflineScanStanding:
    """Book the use that a scan tells of, at its own time.

    Raises:
        OfflineScanMissing, OfflineScanSettled, OfflineScanUnknown: about the scan.
        AlreadyUsed, WrongState, BudgetExhausted, OtherProvider: about the right.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.import_uses")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.book_offline_scan", answer=OfflineScanStanding) as tx:
        if tx.earlier:
            return tx.earlier
        scan = await _open(tx, ask.scan, actor)
        if scan.entitlement is None:
            raise OfflineScanUnknown
        actor.reach((await find_right(tx, scan.entitlement)).org_unit, OfflineScanMissing(str(scan.id)))
        use = Use(
            scan.entitlement,
            "counter",
            PROOF,
            provider=scan.provider,
            units=scan.units,
            outlet=Outlet(scan.counter, scan.place),
            at=min(scan.told_at, tx.now),
            offline=True,
        )
        scan.redemption = (await use_right(tx, use)).redemption
        return await tx.done(await _settle(tx, scan, "booked", reason))


async def close_offline_scan(ask: CloseOfflineScan, *, actor: Actor, work: Work) -> OfflineScanStanding:
    """Close a scan without booking it.

    Raises:
        OfflineScanMissing, OfflineScanSettled: about the scan.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.import_uses")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.close_offline_scan", answer=OfflineScanStanding) as tx:
        if tx.earlier:
            return tx.earlier
        scan = await _open(tx, ask.scan, actor)
        return await tx.done(await _settle(tx, scan, "closed", reason))


async def _open(tx: Tx[Any], ident: OfflineScanId, actor: Actor) -> OfflineScan:
    missing = OfflineScanMissing(str(ident))
    scan = await OfflineScan.filter(id=ident).using_db(tx.conn).select_for_update().first()
    if scan is None:
        raise missing
    actor.reach(scan.org_unit, missing)
    if scan.state != "open":
        raise OfflineScanSettled
    return scan


async def _settle(tx: Tx[Any], scan: OfflineScan, state: str, reason: str) -> OfflineScanStanding:
    scan.state, scan.reason = state, reason
    scan.settled_by, scan.settled_at = tx.actor.id, tx.now
    await scan.save(using_db=tx.conn)
    facts = {"reason": reason, "entitlement": scan.entitlement, "redemption": scan.redemption}
    tx.audit(f"rights.offline_scan_{state}", str(scan.id), facts, org_unit=scan.org_unit)
    return OfflineScanStanding(OfflineScanId(scan.id), state)
