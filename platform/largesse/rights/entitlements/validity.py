"""The validity of one right as time goes on: counted anew when it is claimed, or when that came to nothing.

Invariant   a right whose rule counts from the claim ends so many days or months after it; until it is
            claimed, and again after a claim that came to nothing, it ends when it must be claimed;
            a right that was only kept is the holder's from his claim on, whatever becomes of that
"""

from datetime import datetime
from typing import Any

from largesse.rights.catalogue.validity import AfterClaim, ends_at
from largesse.rights.entitlements.locking import Right
from largesse.rights.entitlements.records import Entitlement
from largesse.store.work import Tx


async def note_claim(tx: Tx[Any], right: Right) -> None:
    """Note that a locked right is claimed now."""
    await _keep(tx, right, tx.now)


async def forget_claim(tx: Tx[Any], right: Right) -> None:
    """Forget the claim of a locked right: the provider could not serve it, or takes it back."""
    await _keep(tx, right, None)


def valid_to(right: Right, claimed_at: datetime | None) -> datetime:
    """Give the end of a right that was claimed then, or is not claimed."""
    rule, ends = right.rule, right.valid_if_claimed or right.valid_to
    if rule is None or right.zone is None or not isinstance(rule.ends, AfterClaim):
        return ends
    if claimed_at is None:
        return ends_at(rule.ends.claim_by, right.created_at, right.zone)
    return ends_at(rule.ends, claimed_at, right.zone)


async def _keep(tx: Tx[Any], right: Right, claimed_at: datetime | None) -> None:
    own = Entitlement.filter(id=right.id).using_db(tx.conn)
    ends = valid_to(right, claimed_at)
    await own.update(claimed_at=claimed_at, valid_to=ends, claim_until=None, valid_if_claimed=None)
