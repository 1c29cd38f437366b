"""Households on the console face: a list, a client's own, and correcting where one belongs."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.console import ClientChanged, Customer
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import client_row
from largesse.audience.clients.records import CLIENT, ClientId
from largesse.audience.households import leave, reads
from largesse.audience.households.household import HOUSEHOLD, MEMBER
from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.kernel.ids import maybe_id, parse_id, text_id

OPERATION = "audience.read_households"


@strawberry.type(name="Household", description="A household in a list.")
class HouseholdType:
    """One household."""

    id: str = named("Id, hhd_….")
    code: str = named("The bank's own code, or ours.")
    source: str = named("bank: by a file; own: begun by a client.")
    source_name: str = named("The same in the request's language.")
    sees_name: str = named("What members see of each other.")
    members: int = named("How many there are.")
    payer: str = named("The payer, masked; empty: none.")
    head: str | None = named("The payer, or the longest member within reach, cli_…; null: nobody is there.")
    created_at: datetime = named("Since when it is here.")

    @classmethod
    def of(cls, row: reads.HouseholdLine, locale: str) -> Self:
        return cls(
            id=text_id(HOUSEHOLD, row.id),
            code=row.code,
            source=row.source,
            source_name=text(f"audience.household_source.{row.source}", locale),
            sees_name=text(f"audience.sees.{row.sees}", locale),
            members=row.members,
            payer=mask_name(row.payer),
            head=maybe_id(CLIENT, row.head),
            created_at=row.created_at,
        )


@strawberry.type(description="A member of a household.")
class HouseholdMember:
    """Within reach; others are counted."""

    id: str = named("Id of the membership, mem_….")
    client: str = named("Client, cli_….")
    masked_name: str = named("王**.")
    role: str = named("payer or member.")
    role_name: str = named("The role in the request's language.")
    source_name: str = named("How one came to be a member.")
    child: bool = named("Whether a guardian consented.")
    joined_at: datetime = named("Since when.")


@strawberry.type(description="The household of a client.")
class ClientHousehold:
    """Where a client belongs; the code is null where he belongs nowhere."""

    code: str | None = named("Its code.")
    sees_name: str = named("What members see of each other.")
    others: int = named("How many members are out of reach.")
    members: list[HouseholdMember] = named("Members within reach.")
    actions: list[str] = named("What the reader may change about it.")


@strawberry.type
class HouseholdQuery:
    """Queries of households."""

    households: Connection[HouseholdType] = list_field(
        Listing("households", OPERATION, reads.households_page, HouseholdType.of),
        "Households with a member within reach. search: the code. sort: code, createdAt.",
    )

    @strawberry.field(description="Where a client belongs; null when missing or out of reach.")
    @missing_as_null
    async def client_household(self, info: Info, id: str) -> ClientHousehold | None:  # noqa: A002 - as the face
        """Show it."""
        actor, locale = info.context.who(), info.context.locale
        actor.must(OPERATION)
        client = ClientId(parse_id(CLIENT, id))
        async with info.context.work.read() as read:
            row = await client_row(read, client)
            if row is None or not actor.reaches(row.org_unit):
                return None
            household = await reads.household_of(read, client)
            members = await reads.members_of(read, household.id) if household else []
        near = [one for one in members if actor.reaches(one.org_unit)]
        return ClientHousehold(
            code=household.code if household else None,
            sees_name=text(f"audience.sees.{household.sees}", locale) if household else "",
            others=len(members) - len(near),
            members=[_member(one, locale) for one in near],
            actions=["correct"] if actor.may("audience.correct_household") else [],
        )


async def _changed(done: leave.HouseholdChanged, info: Info) -> ClientChanged:
    async with info.context.work.read() as read:
        row = await client_row(read, done.client)
    if row is None:
        raise ClientMissing(done.client)
    return ClientChanged(client=Customer.of(row, info.context.locale))


@strawberry.type
class HouseholdMutation:
    """Steps of staff."""

    correct_household = mutation(
        leave.correct_household,
        "Put a client into a household, out of one, or into another role, with the reason.",
        shows=_changed,
        result="ChangeClientResult",
    )


def _member(row: reads.MemberRow, locale: str) -> HouseholdMember:
    return HouseholdMember(
        id=text_id(MEMBER, row.id),
        client=text_id(CLIENT, row.customer),
        masked_name=mask_name(row.name),
        role=row.role,
        role_name=text(f"audience.role.{row.role}", locale),
        source_name=text(f"audience.member_source.{row.source}", locale),
        child=row.guarded,
        joined_at=row.joined_at,
    )
