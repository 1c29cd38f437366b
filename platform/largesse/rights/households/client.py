"""The rights of my household's other members on the client face, as far as each agreed to."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.clients.reads import names_of
from largesse.audience.households.household import Sees
from largesse.audience.households.reads import seen_members
from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said, text
from largesse.rights.entitlements.own import OwnRight, own_rights

SHOWN_EACH = 20
_LIVE = frozenset({"issued", "active", "reserved"})


@strawberry.type(description="A right of another member of my household.")
class HouseholdRight:
    """To be seen, not to be used: it has no id and no code."""

    member: str = named("Whose it is, masked.")
    title: str = named("What it is.")
    state_name: str = named("The state in the request's language.")
    valid_to: datetime = named("Until when it can be used.")
    worth: MoneyType | None = named("What it is worth; null where the member shows no amounts.")

    @classmethod
    def of(cls, right: OwnRight, member: str, seen: Sees, locale: str) -> Self:
        return cls(
            member=member,
            title=said(right.title, locale),
            state_name=text(f"rights.state.{right.state}", locale),
            valid_to=right.valid_to,
            worth=money(right.market_value_minor, right.currency) if seen == "all" else None,
        )


@strawberry.type
class HouseholdRightsQuery:
    """What members show each other."""

    @strawberry.field(description="Rights that the other members of my household show me, 20 of each.")
    async def household_rights(self, info: Info) -> list[HouseholdRight]:
        """List them, usable ones only."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("rights.own")
        async with info.context.work.read() as read:
            members = await seen_members(read, actor.id, "shared")
            names = await names_of(read, list(members))
            found = []
            for member, seen in members.items():
                live = [one for one in await own_rights(read, member) if one.state in _LIVE]
                found += [
                    HouseholdRight.of(one, names.get(member, ""), seen, locale) for one in live[:SHOWN_EACH]
                ]
        return found
