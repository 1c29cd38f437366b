"""In and out of a household: membership, the client's own column and the event, together.

Locks       the clients' rows, in id order, then the household's
Invariant   a living membership and the client's column say the same household
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.records import Customer, Household
from largesse.audience.households.household import (
    MEMBERS_MAX,
    HouseholdFull,
    HouseholdMissing,
    InHouseholdAlready,
    MemberMissing,
    PayerOnly,
)
from largesse.audience.households.records import Member
from largesse.kernel.ids import new_id
from largesse.store.work import Tx

CHANGED = "audience.household_changed.v1"
Why = Literal["left", "removed", "staff"]
_JOIN = """
insert into audience_member (id, household, customer, role, source, agreed, guardian, joined_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
_HOME = "update audience_customer set household = $2, updated_at = $3 where id = $1"


@dataclass(frozen=True)
class Joining:
    """How somebody comes into a household."""

    household: UUID
    customer: UUID
    role: str
    source: str
    agreed: str
    guardian: UUID | None = None


async def lock_clients(tx: Tx[Any], *clients: UUID) -> dict[UUID, Customer]:
    """Lock clients in id order; unknown ones are left out."""
    found = Customer.filter(id__in=list(clients)).using_db(tx.conn).order_by("id").select_for_update()
    return {one.id: one for one in await found}


async def lock_household(tx: Tx[Any], household: UUID | None) -> Household:
    """Lock a household's row.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
    """
    found = await Household.filter(id=household).using_db(tx.conn).select_for_update().first()
    if household is None or found is None:
        raise HouseholdMissing
    return found


async def living(tx: Tx[Any], client: UUID) -> Member:
    """Read a client's living membership.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
    """
    found = await Member.filter(customer=client, left_at=None).using_db(tx.conn).first()
    if found is None:
        raise HouseholdMissing
    return found


async def own_as_payer(tx: Tx[Any], client: UUID) -> Household:
    """Lock one's own household as its payer.

    Raises:
        HouseholdMissing: ``audience.household_missing``.
        PayerOnly: ``audience.payer_only``.
    """
    mine = await living(tx, client)
    household = await lock_household(tx, mine.household)
    if mine.role != "payer":
        raise PayerOnly
    return household


async def join(tx: Tx[Any], to: Joining) -> None:
    """Write a membership; the client's and the household's rows are locked.

    Raises:
        HouseholdFull: ``audience.household_full``.
        InHouseholdAlready: ``audience.in_household_already``.
    """
    if await Member.filter(household=to.household, left_at=None).using_db(tx.conn).count() >= MEMBERS_MAX:
        raise HouseholdFull(MEMBERS_MAX)
    row = (to.household, to.customer, to.role, to.source, to.agreed, to.guardian)
    if not await tx.run(_JOIN, new_id(), *row, tx.now):
        raise InHouseholdAlready
    await tx.run(_HOME, to.customer, to.household, tx.now)
    _tell(tx, "joined", to.household, to.customer)


async def part(tx: Tx[Any], household: UUID, customer: UUID, why: Why) -> None:
    """End a membership.

    Raises:
        MemberMissing: ``audience.member_missing``.
    """
    mine = Member.filter(household=household, customer=customer, left_at=None).using_db(tx.conn)
    if not await mine.update(left_at=tx.now, left_why=why):
        raise MemberMissing
    await tx.run(_HOME, customer, None, tx.now)
    _tell(tx, why, household, customer)


def _tell(tx: Tx[Any], kind: str, household: UUID, customer: UUID) -> None:
    payload = {
        "household": str(household),
        "customer": str(customer),
        "kind": kind,
        "at": tx.now.isoformat(),
    }
    tx.emit(CHANGED, str(household), payload)
