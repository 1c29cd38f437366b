"""Use and reversal of use: what every door to the register does, whichever way the client came in.

Invariant   one redemption row per use; money moves from reserved to spent in the same commit;
            settlement hears of it by ``rights.right_redeemed.v2`` and from nowhere else
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.budgets.budget import spend
from largesse.rights.entitlements.entitlement import AlreadyUsed, EntitlementMissing, State, use
from largesse.rights.entitlements.register import (
    Row,
    find_right,
    keep_budget,
    keep_right,
    lock_budget,
    lock_right,
)
from largesse.store.work import Tx

REDEEMED = "rights.right_redeemed.v2"
Channel = Literal["counter", "api", "callback", "console"]
SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class OtherProvider(Refusal):
    """The right is used at another provider's counter."""

    code = "rights.other_provider"


@dataclass(frozen=True)
class ReferenceTaken(Refusal):
    """The provider has told of another use under this reference."""

    code = "rights.reference_taken"
    path: str | None = "provider_ref"


@dataclass(frozen=True)
class Use:
    """One use as it was reported. ``proof`` says how the holder was recognised."""

    entitlement: UUID
    channel: Channel
    proof: str
    provider: UUID | None = None
    units: int = 1
    provider_ref: str | None = None
    order_ref: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class RightUsed:
    """What was used, for the counter to read aloud."""

    redemption: UUID
    entitlement: UUID
    title: dict[str, str]
    units: int
    units_left: int
    used_at: datetime


async def use_right(tx: Tx[Any], asked: Use) -> RightUsed:
    """Use a right inside the caller's transaction.

    Raises:
        EntitlementMissing, OtherProvider, AlreadyUsed, ReferenceTaken, NotClaimed, Lapsed, NotYetValid,
        WrongState.
    """
    found = await find_right(tx, asked.entitlement)
    if found is None:
        raise EntitlementMissing(asked.entitlement)
    if asked.provider is not None and found["provider"] != asked.provider:
        raise OtherProvider
    budget = await lock_budget(tx, found["budget"])
    right, row = await lock_right(tx, asked.entitlement)
    if right.state is State.REDEEMED:
        raise AlreadyUsed(await _used_at(tx, right.id))
    await _expect_new(tx, row["provider"], asked.provider_ref)
    at = used_at(asked.at or tx.now, tx.now, right.valid_from)
    after = use(right, asked.units, at)
    cost = row["unit_cost_minor"] * asked.units // row["units"]
    await keep_right(tx, right, after)
    await keep_budget(tx, spend(budget, cost))
    redemption = new_id()
    await _insert(tx, redemption, asked, (row, cost, at))
    tx.emit(REDEEMED, str(right.id), _told(redemption, asked, row, (cost, at)))
    return RightUsed(redemption, right.id, row["sku_title"], asked.units, after.units - after.units_used, at)


def used_at(told: datetime, now: datetime, valid_from: datetime) -> datetime:
    """Give the instant of a use on our clock.

    A provider's clock may run ahead, lag or know whole seconds only: never later than now, and within
    ``SKEW`` before the validity begins it counts as its beginning.
    """
    at = min(told, now)
    return valid_from if at < valid_from <= min(now, at + SKEW) else at


async def _expect_new(tx: Tx[Any], provider: UUID | None, reference: str | None) -> None:
    sql = "select 1 from rights_redemption where provider = $1 and provider_ref = $2 and kind = 'use'"
    if reference and await tx.value(sql, provider, reference):
        raise ReferenceTaken


async def _used_at(tx: Tx[Any], entitlement: UUID) -> datetime | None:
    found: datetime | None = await tx.value(
        "select max(at) from rights_redemption where entitlement = $1 and kind = 'use'", entitlement
    )
    return found


async def _insert(tx: Tx[Any], redemption: UUID, asked: Use, facts: tuple[Row, int, datetime]) -> None:
    row, cost, at = facts
    await tx.run(
        "insert into rights_redemption (id, entitlement, kind, units, amount_minor, currency, channel,"
        " provider, provider_ref, order_ref, proof, biz_date, at)"
        " values ($1, $2, 'use', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        redemption,
        asked.entitlement,
        asked.units,
        cost,
        row["currency"],
        asked.channel,
        row["provider"],
        asked.provider_ref,
        asked.order_ref,
        asked.proof,
        day_in(at, settings().zone),
        at,
    )


def _told(redemption: UUID, asked: Use, row: Row, facts: tuple[int, datetime]) -> dict[str, Any]:
    cost, at = facts
    return {
        "entitlement": str(row["id"]),
        "redemption": str(redemption),
        "batch": str(row["batch"]),
        "sku": str(row["sku"]),
        "sku_code": row["sku_code"],
        "provider": str(row["provider"]) if row["provider"] else None,
        "installation": str(row["installation"]) if row["installation"] else None,
        "provider_ref": asked.provider_ref,
        "order_ref": asked.order_ref,
        "client": str(row["holder"]),
        "activity": str(row["activity"]) if row["activity"] else None,
        "org_unit": str(row["org_unit"]),
        "units": asked.units,
        "unit_cost_minor": row["unit_cost_minor"],
        "amount_minor": cost,
        "currency": row["currency"],
        "tax": {"treatment": row["vat_treatment"], "rate_ppm": row["vat_rate_ppm"]},
        "biz_date": day_in(at, settings().zone).isoformat(),
        "at": at.isoformat(),
    }
