"""Use a right: the same at a counter, by a provider's system, by its callback and at the console.

Invariant   one redemption row per use; money moves from reserved to spent in the same commit;
            settlement hears of it by ``rights.right_redeemed.v2`` and from nowhere else;
            a use that has happened is booked at its own time and marked, not judged by what holds now
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from tortoise.queryset import QuerySet

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.budgets.budget import spend, spend_released
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.code_pools.allocate import code_of_right
from largesse.rights.entitlements.entitlement import (
    AlreadyUsed,
    Entitlement,
    Mark,
    State,
    book,
    mark_of,
    use,
    use_cost,
)
from largesse.rights.entitlements.locking import Right, find_right, keep_right, lock_right, spent_on
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.redemptions.hours import NoHoursLeft, OutsideHours, closed
from largesse.rights.redemptions.outlet import Outlet, expect_served
from largesse.rights.redemptions.records import USE, Redemption, RedemptionId
from largesse.rights.transfers.ending import end_open
from largesse.store.work import Tx

REDEEMED = "rights.right_redeemed.v2"
REDEMPTION = "red"
Channel = Literal["counter", "api", "callback", "console"]
SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class OtherProvider(Refusal):
    """The right is used at another provider's counter."""

    code = "rights.other_provider"


@dataclass(frozen=True)
class ReferenceTaken(Refusal):
    """The provider has reported another use under this reference."""

    code = "rights.reference_taken"
    path: str | None = "provider_ref"


@dataclass(frozen=True)
class CodeTakenBack(Refusal):
    """The right ended before its holder saw its code, which may be somebody else's by now."""

    code = "rights.code_taken_back"


@dataclass(frozen=True)
class TokenUsed(Refusal):
    """What was shown has been used already: the phone shows another one within half a minute."""

    code = "rights.token_used"
    path: str | None = "code"


@dataclass(frozen=True)
class Use:
    """One use as it was reported. ``proof`` says how the holder was recognised.

    ``agent`` is who collected it for the holder; None: the holder himself.
    ``visit`` names it among the uses under one reference of its provider; None: the reference is its own.
    ``outlet`` is the counter at which it was, ``shown`` the hash of the token that was scanned there.
    ``at`` is given for a use that has happened, in words of the provider's clock; None: it is asked for now.
    """

    entitlement: UUID
    channel: Channel
    proof: str
    provider: UUID | None = None
    units: int = 1
    provider_ref: str | None = None
    visit: str | None = None
    order_ref: str | None = None
    at: datetime | None = None
    agent: UUID | None = None
    outlet: Outlet | None = None
    shown: str | None = None
    offline: bool = False


@dataclass(frozen=True)
class RightUsed:
    """What was used, for the counter to read aloud."""

    redemption: RedemptionId
    entitlement: EntitlementId
    title: dict[str, str]
    units: int
    units_left: int
    used_at: datetime


@dataclass(frozen=True)
class _Decided:
    """A use as it is written: on which right, at what cost, when on our clock."""

    redemption: RedemptionId
    use: Use
    right: Right
    cost_minor: int
    at: datetime
    mark: Mark | None
    booked_at: datetime


async def use_right(tx: Tx[Any], asked: Use) -> RightUsed:
    """Use a right inside the caller's transaction.

    Raises:
        EntitlementMissing, OtherProvider, AlreadyUsed, ReferenceTaken, TokenUsed, WrongState: of any use.
        NotClaimed, Lapsed, NotYetValid, OutsideHours, NoHoursLeft, OtherPlace: of one asked for now.
        CodeTakenBack: of a use that is told of a pool's right whose code went back.
        BudgetExhausted: of a use that is told after its money was given back and promised to others.
    """
    found = await find_right(tx, asked.entitlement)
    expect_own(found, asked.provider)
    budget = await lock_budget(tx, found.budget)
    right = await lock_right(tx, asked.entitlement)
    if right.state is State.REDEEMED:
        raise AlreadyUsed(await _used_at(tx, right.id))
    await _expect_new(tx, right.provider, asked)
    await _expect_code(tx, right)
    at = used_at(asked.at or tx.now, tx.now, right.valid_from)
    after = _after(right.entitlement, asked, at)
    shut = await closed(tx, right, at)
    if not asked.at:
        await expect_usable(tx, right, asked.outlet, shut)
    cost = await _cost(tx, right, after)
    await keep_right(tx, right, after)
    if right.state is State.TRANSFERRING:
        await end_open(tx, right.id)
    await keep_budget(tx, (spend_released if right.state is State.EXPIRED else spend)(budget, cost), right.id)
    mark = _mark(right, at, tx.now, shut=shut is not None) if asked.at else None
    decided = _Decided(RedemptionId(new_id()), asked, right, cost, at, mark, tx.now)
    await _write(tx, decided)
    tx.emit(REDEEMED, str(right.id), _event(decided))
    left = after.units - after.units_used
    return RightUsed(decided.redemption, right.id, right.sku_title, asked.units, left, at)


def expect_own(right: Right, provider: UUID | None) -> None:
    """Refuse a right of another provider's.

    Raises:
        OtherProvider: ``rights.other_provider``.
    """
    if provider is not None and right.provider != provider:
        raise OtherProvider


async def expect_usable(
    tx: Tx[Any], right: Right, outlet: Outlet | None, shut: OutsideHours | NoHoursLeft | None
) -> None:
    """Refuse what is asked for now outside its hours, or elsewhere than it is served.

    Raises:
        OutsideHours, NoHoursLeft: ``shut``, where there is one.
        OtherPlace: ``rights.other_place``.
    """
    if shut:
        raise shut
    await expect_served(tx, right.sku, outlet)


def _after(right: Entitlement, asked: Use, at: datetime) -> Entitlement:
    return book(right, asked.units) if asked.at else use(right, asked.units, at)


def _mark(right: Right, at: datetime, now: datetime, *, shut: bool) -> Mark | None:
    return "outside" if shut else mark_of(right.entitlement, at, now)


async def _cost(tx: Tx[Any], right: Right, after: Entitlement) -> int:
    """Give what a use costs; all uses together cost what the right does."""
    if after.units == 1:
        return right.unit_cost_minor
    return use_cost(right.unit_cost_minor, after.units, after.units_used, await spent_on(tx, right.id))


def used_at(reported: datetime, now: datetime, valid_from: datetime) -> datetime:
    """Give the instant of a use on our clock.

    A provider's clock may run ahead, lag or know whole seconds only: never later than now, and within
    ``SKEW`` before the validity begins it counts as its beginning.
    """
    at = min(reported, now)
    return valid_from if at < valid_from <= min(now, at + SKEW) else at


async def _expect_new(tx: Tx[Any], provider: UUID | None, asked: Use) -> None:
    if asked.shown and await Redemption.exists(shown_sha256=asked.shown, using_db=tx.conn):
        raise TokenUsed
    if not asked.provider_ref or provider is None:
        return
    if await told_under(provider, asked).using_db(tx.conn).exists():
        raise ReferenceTaken


def told_under(provider: UUID, asked: Use) -> QuerySet[Redemption]:
    """Ask for the use that was told under the same reference and, where it names one, of the same visit."""
    uses = Redemption.filter(provider=provider, provider_ref=asked.provider_ref, kind=USE)
    return uses.filter(visit=asked.visit) if asked.visit else uses.filter(visit__isnull=True)


async def _expect_code(tx: Tx[Any], right: Right) -> None:
    ended = right.state is State.EXPIRED and right.fulfil_mode == "pool"
    if ended and await code_of_right(tx, right.id) is None:
        raise CodeTakenBack


async def _used_at(tx: Tx[Any], entitlement: UUID) -> datetime | None:
    found: datetime | None = await tx.value(
        "select max(at) from rights_redemption where entitlement = $1 and kind = 'use'", entitlement
    )
    return found


async def _write(tx: Tx[Any], decided: _Decided) -> None:
    right, asked = decided.right, decided.use
    await Redemption.create(
        using_db=tx.conn,
        id=decided.redemption,
        entitlement=right.id,
        kind=USE,
        units=asked.units,
        amount_minor=decided.cost_minor,
        currency=right.currency,
        channel=asked.channel,
        provider=right.provider,
        provider_ref=asked.provider_ref,
        visit=asked.visit,
        order_ref=asked.order_ref,
        proof=asked.proof,
        agent=asked.agent,
        biz_date=day_in(decided.at, settings().zone),
        at=decided.at,
        mark=decided.mark,
        booked_at=decided.booked_at,
        place=asked.outlet.place if asked.outlet else None,
        counter=asked.outlet.counter if asked.outlet else None,
        offline=asked.offline,
        shown_sha256=asked.shown,
    )


def _event(decided: _Decided) -> dict[str, Any]:
    right, asked = decided.right, decided.use
    return {
        "entitlement": str(right.id),
        "redemption": str(decided.redemption),
        "batch": str(right.batch),
        "sku": str(right.sku),
        "sku_code": right.sku_code,
        "provider": str(right.provider) if right.provider else None,
        "installation": str(right.installation) if right.installation else None,
        "provider_ref": asked.provider_ref,
        "order_ref": asked.order_ref,
        "client": str(right.holder),
        "activity": str(right.activity) if right.activity else None,
        "org_unit": str(right.org_unit),
        "units": asked.units,
        "unit_cost_minor": right.unit_cost_minor,
        "amount_minor": decided.cost_minor,
        "currency": right.currency,
        "tax": {"treatment": right.vat_treatment, "rate_ppm": right.vat_rate_ppm},
        "biz_date": day_in(decided.at, settings().zone).isoformat(),
        "at": decided.at.isoformat(),
        "mark": decided.mark,
    }
