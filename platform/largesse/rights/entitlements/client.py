"""A client's own rights on the client face: see them, claim one."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.clock import now
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.catalogue.supply import SKU
from largesse.rights.catalogue.validity import validity_of
from largesse.rights.catalogue.validity_words import hours_said
from largesse.rights.entitlements.claim import RightClaimed, claim_right
from largesse.rights.entitlements.entitlement import ACTIVITY, OPEN_ORDER, PACKAGE_GIFT, RIGHT
from largesse.rights.entitlements.own import OwnRight, opens_at, own_right, own_rights


@strawberry.type(description="A right of mine.")
class MyRight:
    """One right as its holder sees it."""

    id: str = named("Id, ent_….")
    title: str = named("What it is.")
    category: str = named("For example lounge or gift.")
    state: str = named(
        "issued: to be claimed; active: to be used; served: by its provider, there is nothing to show;"
        " redeemed, expired, revoked: over."
    )
    state_name: str = named("The state in the request's language.")
    waiting: bool = named("Whether the provider is being asked.")
    seeking: bool = named("Whether a provider is still being looked for in the client's city.")
    paused: bool = named("Whether its provider is paused, so that it waits for now.")
    provider_name: str = named("Where it is used.")
    terms: str = named("Terms of use.")
    worth: MoneyType = named("What it is worth.")
    valid_from: datetime = named("From when it can be used.")
    valid_to: datetime = named("Until when it can be used.")
    claimed_at: datetime | None = named("When it was claimed.")
    used_at: datetime | None = named("When it was used.")
    gives: str = named("Who else may have it: family, anyone or, where or while it cannot be given, none.")
    units: int = named("How often it can be used in all.")
    units_left: int = named("How often it can still be used.")
    service: str = named("What the service includes.")
    picture: str | None = named("Where its picture is shown.")
    picture_alt: str = named("What the picture shows.")
    hours: list[str] = named("On which days and at which hours it can be used; empty: at any time.")
    activity: str | None = named("Id of the activity it was won in, act_….")
    package: str | None = named("Id of the package that it came in, pgf_…; rights of one came together.")
    package_title: str | None = named("What that package is called; null: it came by itself.")

    sku: str = named("Id of its SKU, sku_….")

    row: strawberry.Private[OwnRight]

    @strawberry.field(description="When it can be used next; null: now, or not any more.")
    async def opens_at(self, info: Info) -> datetime | None:
        """Look into its hours."""
        async with info.context.work.read() as read:
            return await opens_at(read, self.row, now())

    @classmethod
    def of(cls, right: OwnRight, locale: str) -> "MyRight":
        state = "served" if right.served else right.state
        return cls(
            id=text_id(RIGHT, right.id),
            title=said(right.title, locale),
            category=right.category,
            state=state,
            state_name=text(f"rights.state.{state}", locale),
            waiting=right.state == "issued" and right.order_state in OPEN_ORDER,
            seeking=right.unserved and right.state == "issued",
            paused=right.provider_paused and not right.unserved and right.state in {"issued", "active"},
            provider_name="" if right.unserved else said(right.provider_name, locale),
            terms=said(right.terms, locale),
            worth=money(right.market_value_minor, right.currency),
            valid_from=right.valid_from,
            valid_to=right.valid_to,
            claimed_at=right.claimed_at,
            used_at=right.used_at,
            gives=right.gives,
            units=right.units,
            units_left=right.units - right.units_used,
            service=said(right.service, locale),
            picture=f"/media/{right.picture}" if right.picture else None,
            picture_alt=said(right.picture_alt, locale),
            hours=hours_said(validity_of(right.validity), locale) if right.validity else [],
            row=right,
            sku=text_id(SKU, right.sku),
            activity=maybe_id(ACTIVITY, right.activity),
            package=maybe_id(PACKAGE_GIFT, right.package_gift),
            package_title=said(right.package_title, locale) if right.package_title else None,
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
