"""Households for screens and for rooms above: who is in one, whose payer, what each sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.records import ClientId, HouseholdId
from largesse.audience.households.household import SEES, Sees, seen_of
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_MEMBERS = """
select m.id, m.household, m.customer, m.role, m.source, m.agreed, m.guardian is not null as guarded,
  m.joined_at, m.left_at, c.name, c.ext_id, c.org_unit
from audience_member m join audience_customer c on c.id = m.customer
where m.household = $1 and m.left_at is null order by m.role desc, m.joined_at, c.ext_id
"""
_OPEN = """
select id, household, inviter, guardian, state, created_at, expires_at from audience_invitation
where household = $1 and state = 'open' and expires_at > $2 order by created_at desc limit 20
"""
_OF = """
select h.id, h.code, h.source, h.sees from audience_household h
join audience_customer c on c.household = h.id where c.id = $1
"""
_COLUMNS = """h.id, h.code, h.source, h.sees, h.created_at,
  (select count(*) from audience_member m where m.household = h.id and m.left_at is null) as members,
  coalesce((select c.name from audience_member m join audience_customer c on c.id = m.customer
    where m.household = h.id and m.left_at is null and m.role = 'payer'), '') as payer"""
_NEAREST = """
(select m.customer from audience_member m join audience_customer c on c.id = m.customer
  where m.household = h.id and m.left_at is null and {reached}
  order by m.role desc, m.joined_at, m.id limit 1) as head"""
# The client whose tier and person stand for the household: its payer, else who has been in it longest.
HEADS = """
select distinct on (m.household) m.household, m.customer from audience_member m
where m.household = any($1::uuid[]) and m.left_at is null
order by m.household, m.role desc, m.joined_at, m.id
"""


@dataclass(frozen=True)
class HouseholdRow:
    """A household; ``sees`` is what it lets members see of each other."""

    id: HouseholdId
    code: str
    source: str
    sees: Sees


@dataclass(frozen=True)
class HouseholdLine:
    """A household in a list; ``payer`` is a name in clear, empty without one.

    ``head``: its payer, or who has been in it longest, of those within reach; None: nobody is.
    """

    id: HouseholdId
    code: str
    source: str
    sees: Sees
    created_at: datetime
    members: int
    payer: str
    head: ClientId | None


@dataclass(frozen=True)
class MemberRow:
    """A living member, in clear: who shows one masks the name."""

    id: UUID
    household: HouseholdId
    customer: ClientId
    role: str
    source: str
    agreed: Sees
    guarded: bool
    joined_at: datetime
    left_at: datetime | None
    name: str
    ext_id: str
    org_unit: UUID


@dataclass(frozen=True)
class InvitationRow:
    """An open invitation."""

    id: UUID
    household: HouseholdId
    inviter: ClientId
    guardian: bool
    state: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class _Head:
    household: UUID
    customer: UUID


async def household_of(read: Read, client: UUID) -> HouseholdRow | None:
    """Read the household in which a client is; None: none."""
    return await read.one(HouseholdRow, _OF, client)


async def members_of(read: Read, household: UUID) -> list[MemberRow]:
    """Read the living members, the payer first."""
    return await read.all(MemberRow, _MEMBERS, household)


async def open_invitations(read: Read, household: UUID, at: datetime) -> list[InvitationRow]:
    """Read the invitations that can still be answered."""
    return await read.all(InvitationRow, _OPEN, household, at)


async def heads_of(read: Read, households: Sequence[UUID]) -> dict[UUID, UUID]:
    """Give who stands for each household: its payer, else its longest member."""
    return {one.household: one.customer for one in await read.all(_Head, HEADS, list(households))}


async def seen_members(read: Read, client: UUID, least: Sees) -> dict[UUID, Sees]:
    """Give the other members of whom a client sees at least so much, with how much."""
    household = await household_of(read, client)
    if household is None:
        return {}
    found = {}
    for one in await members_of(read, household.id):
        seen = seen_of(household.sees, one.agreed)
        if one.customer != client and SEES.index(seen) >= SEES.index(least):
            found[UUID(str(one.customer))] = seen
    return found


async def households_page(read: Read, actor: Actor, wish: Wish) -> Paged[HouseholdLine]:
    """List households with a member within reach."""
    asked, reached = List("", "audience_household h", "h.id"), "true"
    if actor.units is not None:
        reached = f"c.org_unit = any({asked.param(list(actor.units))}::uuid[])"
        asked.conditions.append(
            f"exists (select from audience_customer c where c.household = h.id and {reached})"
        )
    asked.columns = f"{_COLUMNS}, {_NEAREST.format(reached=reached)}"
    asked.search(wish.search, "h.code")
    sorts = {"code": Sort("h.code"), "createdAt": Sort("h.created_at", "timestamptz")}
    return await paged(read, HouseholdLine, asked, chosen(wish.sort, sorts, "code"), wish.page)
