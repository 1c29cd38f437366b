"""A right's trail on the console face."""

from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.identity.approvals.reads import approval_open_on
from largesse.identity.approvals.views import Approval
from largesse.kernel.ids import parse_id
from largesse.rights.batches.console import IssueBatch
from largesse.rights.batches.reads import batch_of
from largesse.rights.batches.records import BatchId
from largesse.rights.entitlements.console import Entitlement
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.entitlements.reads import EntitlementRow, entitlement_of
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.orders.console import ProviderOrder
from largesse.rights.orders.reads import orders_of
from largesse.rights.redemptions.console import Redemption
from largesse.rights.redemptions.reads import uses_of
from largesse.rights.revocations.revocation import SUBJECT


@strawberry.type(description="The trail of one right, from its issue to its settlement.")
class Trail:
    """One right's whole way; higher rooms add their steps."""

    entitlement_id: strawberry.Private[UUID]
    batch_id: strawberry.Private[BatchId]
    source_ref: strawberry.Private[str]
    activity_id: strawberry.Private[UUID | None]
    id: str = named("Id of the right, ent_….")
    entitlement: Entitlement = named("The right itself.")
    source_kind: str = named("play, manual or tier.")

    @classmethod
    def of(cls, row: EntitlementRow, id: str, locale: str) -> "Trail":  # noqa: A002 - the face's name
        return cls(
            entitlement_id=row.id,
            batch_id=row.batch,
            source_ref=row.source_ref,
            activity_id=row.activity,
            id=id,
            entitlement=Entitlement.of(row, locale),
            source_kind=row.source_kind,
        )

    @strawberry.field(description="The batch it came from.")
    async def batch(self, info: Info) -> IssueBatch | None:
        """Read the batch."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            row = await batch_of(read, actor, self.batch_id)
        return IssueBatch.of(row, info.context.locale) if row else None

    @strawberry.field(description="Its orders at providers, oldest first.")
    async def orders(self, info: Info) -> list[ProviderOrder]:
        """Read the orders."""
        async with info.context.work.read() as read:
            rows = await orders_of(read, self.entitlement_id)
        return [ProviderOrder.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="Its uses and their reversals, oldest first.")
    async def redemptions(self, info: Info) -> list[Redemption]:
        """Read the uses."""
        async with info.context.work.read() as read:
            rows = await uses_of(read, self.entitlement_id)
        return [Redemption.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The revocation that waits for a second person, if one was proposed.")
    async def revocation(self, info: Info) -> Approval | None:
        """Read the open approval."""
        actor = info.context.who()
        async with info.context.work.read() as read:
            row = await approval_open_on(read, actor, SUBJECT, self.entitlement_id)
        return Approval.of(row, info.context.locale) if row else None


@strawberry.type
class TrailQuery:
    """The trail of a right."""

    @strawberry.field(description="One right's trail; null when missing or out of reach.")
    @missing_as_null
    async def trail(self, info: Info, id: str) -> Trail | None:  # noqa: A002 - the face's name
        """Show the whole way of a right."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await entitlement_of(read, actor, EntitlementId(parse_id(RIGHT, id)))
        return Trail.of(row, id, info.context.locale) if row else None
