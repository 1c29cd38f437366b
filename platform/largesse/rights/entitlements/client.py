"""A client's own rights on the client face: see them, claim one."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.entitlements.claim import RightClaimed, claim_right
from largesse.rights.entitlements.entitlement import ACTIVITY, OPEN_ORDER, RIGHT
from largesse.rights.entitlements.own import OwnRight, own_right, own_rights


@strawberry.type(description="A right of mine.")
class MyRight:
    """One right as its holder sees it."""

    id: str = named("Id, ent_….")
    title: str = named("What it is.")
    category: str = named("For example lounge or gift.")
    state: str = named("issued: to be claimed; active: to be used; redeemed, expired, revoked: over.")
    state_name: str = named("The state in the request's language.")
    waiting: bool = named("Whether the provider is being asked.")
    paused: bool = named("Whether its provider is paused, so that it waits for now.")
    provider_name: str = named("Where it is used.")
    terms: str = named("Terms of use.")
    worth: MoneyType = named("What it is worth.")
    valid_from: datetime = named("From when it can be used.")
    valid_to: datetime = named("Until when it can be used.")
    claimed_at: datetime | None = named("When it was claimed.")
    used_at: datetime | None = named("When it was used.")
    activity: str | None = named("Id of the activity it was won in, act_….")

    @classmethod
    def of(cls, right: OwnRight, locale: str) -> "MyRight":
        return cls(
            id=text_id(RIGHT, right.id),
            title=said(right.title, locale),
            category=right.category,
            state=right.state,
            state_name=text(f"rights.state.{right.state}", locale),
            waiting=right.state == "issued" and right.order_state in OPEN_ORDER,
            paused=right.provider_paused and right.state in {"issued", "active"},
            provider_name=said(right.provider_name, locale),
            terms=said(right.terms, locale),
            worth=money(right.market_value_minor, right.currency),
            valid_from=right.valid_from,
            valid_to=right.valid_to,
            claimed_at=right.claimed_at,
            used_at=right.used_at,
            activity=maybe_id(ACTIVITY, right.activity),
        )


@strawberry.type(description="A right was claimed.")
class RightClaimedType:
    """Where it stands now."""

    id: str = named("Id of the right, ent_….")
    state: str = named("active: usable now; issued: the provider is being asked.")

    @classmethod
    def of(cls, claimed: RightClaimed) -> Self:
        return cls(id=text_id(RIGHT, claimed.entitlement), state=claimed.state)


@strawberry.type
class EntitlementQuery:
    """A client's own rights."""

    @strawberry.field(
        description="My rights, usable ones first, at most 100; of one activity (act_…) or all."
    )
    async def my_rights(self, info: Info, activity: str | None = None) -> list[MyRight]:
        """List one's own rights."""
        actor = info.context.who()
        actor.must("rights.own")
        won_in = parse_id(ACTIVITY, activity, "activity") if activity else None
        async with info.context.work.read() as read:
            rights = await own_rights(read, actor.id, won_in)
        return [MyRight.of(right, info.context.locale) for right in rights]

    @strawberry.field(description="One right of mine; null when it is not mine.")
    @missing_as_null
    async def right(self, info: Info, id: str) -> MyRight | None:  # noqa: A002 - the face's name
        """Show one right."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            right = await own_right(read, actor.id, parse_id(RIGHT, id))
        return MyRight.of(right, info.context.locale) if right else None


@strawberry.type
class EntitlementMutation:
    """What a client does with his rights."""

    claim_right = mutation(claim_right, "Claim a right of mine.", shows=RightClaimedType.of)
