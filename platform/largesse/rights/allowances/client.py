"""My allowances on the client face: granted, held, used, left; take one."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.clock import day_starts, now
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.rights.allowances.allowance import RULE
from largesse.rights.allowances.reads import Balance, balances_of
from largesse.rights.allowances.take import AllowanceTaken, take_allowance
from largesse.rights.entitlements.entitlement import RIGHT


@strawberry.type(description="What I may take in this period.")
class MyAllowance:
    """One rule, as its owner sees it."""

    rule: str = named("Id of the rule, alr_….")
    title: str = named("What it is.")
    period: str = named("The period in the request's language.")
    shared: bool = named("Whether my household shares it.")
    granted: int = named("How many in the period.")
    held: int = named("How many are taken and not used.")
    used: int = named("How many are used.")
    left: int = named("How many are left.")
    until: datetime | None = named("When the period ends; null: never.")
    takable: bool = named("Whether one can be taken now.")

    @classmethod
    def of(cls, one: Balance, locale: str) -> Self:
        ends = one.period.end
        return cls(
            rule=text_id(RULE, one.rule.id),
            title=said(one.rule.sku_title, locale),
            period=text(f"rights.period.{one.rule.period}", locale),
            shared=one.shared,
            granted=one.granted,
            held=one.held,
            used=one.used,
            left=one.left,
            until=day_starts(ends, settings().zone) if ends else None,
            takable=one.left > 0 and one.rule.batch_state == "active" and one.rule.batch_free > 0,
        )


@strawberry.type(description="One was taken.")
class AllowanceTakenType:
    """The right that came out of it."""

    right: str = named("Id of the right, ent_….")

    @classmethod
    def of(cls, taken: AllowanceTaken) -> Self:
        return cls(right=text_id(RIGHT, taken.entitlement))


@strawberry.type
class AllowanceQuery:
    """A client's own allowances."""

    @strawberry.field(description="What I may take in this period, by what it is.")
    async def my_allowances(self, info: Info) -> list[MyAllowance]:
        """List one's own."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            found = await balances_of(read, actor.id, now())
        return [MyAllowance.of(one, info.context.locale) for one in found]


@strawberry.type
class AllowanceMutation:
    """What a client does with his allowances."""

    take_allowance = mutation(
        take_allowance, "Take one of what is left; it becomes a right of mine.", shows=AllowanceTakenType.of
    )
