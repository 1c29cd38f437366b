"""What the console shows of a right: its state, its orders and uses, its whole trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.approvals.reads import approval_open_on
from largesse.identity.approvals.views import Approval
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights import reads
from largesse.rights.entitlements.revoke import SUBJECT as REVOCATION
from largesse.rights.supply_views import IssueBatch

Row = dict[str, Any]
RIGHT, REDEMPTION, ORDER, CLIENT, ACTIVITY = "ent", "red", "ord", "cli", "act"


@strawberry.type(description="One right in one client's hands.")
class Entitlement:
    """One right."""

    id: str = named("Id, ent_….")
    sku_name: str = named("What it is.")
    sku_code: str = named("The SKU's code.")
    batch_code: str = named("The batch it came from.")
    client_id: str = named("Id of the holder, cli_….")
    client_name: str = named("The holder's name, masked.")
    state: str = named("issued, active, redeemed, expired …")
    state_name: str = named("The state in the request's language.")
    order_state: str | None = named("Where the provider's order stands.")
    valid_from: datetime = named("From when it can be used.")
    valid_to: datetime = named("Until when it can be used.")
    granted_at: datetime = named("When it was given.")
    activity: str | None = named("Id of the activity it was won in, act_….")
    unit_cost: MoneyType = named("What it costs the institution.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Entitlement":
        """Translate."""
        return cls(
            id=text_id(RIGHT, row["id"]),
            sku_name=said(row["sku_title"], locale),
            sku_code=row["sku_code"],
            batch_code=row["batch_code"],
            client_id=text_id(CLIENT, row["holder"]),
            client_name=row.get("client_name", ""),
            state=row["state"],
            state_name=text(f"rights.state.{row['state']}", locale),
            order_state=row["order_state"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            granted_at=row["created_at"],
            activity=maybe_id(ACTIVITY, row["activity"]),
            unit_cost=money(row["unit_cost_minor"], row["currency"]),
        )


@strawberry.type(description="One use of a right, or the reversal of one.")
class Redemption:
    """One row of the uses."""

    id: str = named("Id, red_….")
    kind: str = named("use or reversal.")
    entitlement: str = named("Id of the right, ent_….")
    sku_name: str = named("What was used.")
    provider_name: str = named("Where it was used.")
    channel: str = named("counter, api, callback or console.")
    units: int = named("Units used.")
    amount: MoneyType = named("What the use costs the institution.")
    provider_ref: str | None = named("The provider's own reference.")
    order_ref: str | None = named("Our order's reference, ord_….")
    reversed: bool = named("Whether the use was reversed.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Redemption":
        """Translate."""
        return cls(
            id=text_id(REDEMPTION, row["id"]),
            kind=row["kind"],
            entitlement=text_id(RIGHT, row["entitlement"]),
            sku_name=said(row["sku_title"], locale),
            provider_name=said(row["provider_name"], locale),
            channel=row["channel"],
            units=row["units"],
            amount=money(row["amount_minor"], row["currency"]),
            provider_ref=row["provider_ref"],
            order_ref=row["order_ref"],
            reversed=row["reversed"],
            at=row["at"],
        )


@strawberry.type(description="One order at a provider.")
class ProviderOrder:
    """One order."""

    id: str = named("Id and request id, ord_….")
    provider_name: str = named("Who was asked.")
    state: str = named("created, submitted, unknown, accepted, completed, failed or cancelled.")
    provider_ref: str | None = named("The provider's own reference.")
    code: str | None = named("Why it failed or is unknown.")
    queries: int = named("How often it was asked after.")
    placed_at: datetime = named("When it was placed.")
    settled_at: datetime | None = named("When its outcome was known.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "ProviderOrder":
        """Translate."""
        return cls(
            id=row["request_id"],
            provider_name=said(row["provider_name"], locale),
            state=row["state"],
            provider_ref=row["provider_ref"],
            code=row["code"],
            queries=row["queries"],
            placed_at=row["placed_at"],
            settled_at=row["settled_at"],
        )


@strawberry.type(description="The trail of one right, from its issue to its settlement.")
class Trail:
    """One right's whole way; higher rooms add their steps."""

    entitlement_id: strawberry.Private[UUID]
    batch_id: strawberry.Private[UUID]
    source_ref: strawberry.Private[str]
    activity_id: strawberry.Private[UUID | None]
    id: str = named("Id of the right, ent_….")
    entitlement: Entitlement = named("The right itself.")
    source_kind: str = named("play, manual or tier.")

    @strawberry.field(description="The batch it came from.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def batch(self, info: Info) -> IssueBatch | None:
        """Read the batch."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            row = await reads.one(read, actor, "batch", self.batch_id)
        return IssueBatch.of(row, info.context.locale) if row else None

    @strawberry.field(description="Its orders at providers, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def orders(self, info: Info) -> list[ProviderOrder]:
        """Read the orders."""
        async with info.context.work.read() as read:
            rows = await reads.orders_of(read, self.entitlement_id)
        return [ProviderOrder.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="Its uses and their reversals, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def redemptions(self, info: Info) -> list[Redemption]:
        """Read the uses."""
        async with info.context.work.read() as read:
            rows = await reads.uses_of(read, self.entitlement_id)
        return [Redemption.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The revocation that waits for a second person, if one was proposed.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def revocation(self, info: Info) -> Approval | None:
        """Read the open approval."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            row = await approval_open_on(read, actor, REVOCATION, self.entitlement_id)
        return Approval.of(row, info.context.locale) if row else None
