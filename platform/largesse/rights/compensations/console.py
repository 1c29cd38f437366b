"""Compensations on the console face: listed, in a right's trail, made and signed."""

from datetime import datetime
from typing import Self, cast
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.faces.together import together
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.money import Long
from largesse.rights.compensations import compensate, decide, limit, reads
from largesse.rights.compensations.compensation import COMPENSATION, causes
from largesse.rights.compensations.facts import originals
from largesse.rights.compensations.records import CompensationLimit
from largesse.rights.compensations.what import CompensationStanding
from largesse.rights.complaints.console import Complaint
from largesse.rights.entitlements.console import Entitlement
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.points.kind import AWARD
from largesse.rights.trail.console import Trail


@strawberry.type(description="What makes a right good that failed its holder.")
class Compensation:
    """One compensation."""

    row: strawberry.Private[reads.CompensationRow]
    id: str = named("Id, cps_….")
    original: str = named("Id of the right that is made good, ent_….")
    original_name: str = named("What it is.")
    entitlement: str | None = named(
        "Id of the right that was given for it, ent_…; null: points, or nothing yet."
    )
    name: str = named("What is given.")
    points: Long | None = named("How many points; null: a right.")
    worth: MoneyType | None = named("Market value; null: points.")
    client_name: str = named("Whose, masked.")
    cause: str = named("failed, complaint, expired or not_served.")
    cause_name: str = named("The same in the request's language.")
    reason: str = named("Why, as its maker says.")
    note: str = named("The word for the client.")
    state: str = named("pending, given, returned, withdrawn or undone.")
    approval: str | None = named("Id of its approval, apv_…; null: one person was enough.")
    maker_name: str = named("Who made it.")
    made_at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.CompensationRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(COMPENSATION, row.id),
            original=text_id(RIGHT, row.original),
            original_name=said(row.original_title, locale),
            entitlement=maybe_id(RIGHT, row.entitlement),
            name=said(row.title, locale),
            points=Long(row.points) if row.points is not None else None,
            worth=money(row.worth_minor, row.currency) if row.points is None else None,
            client_name=row.client_name,
            cause=row.cause,
            cause_name=text(f"rights.compensation.cause.{row.cause}", locale),
            reason=row.reason,
            note=row.note,
            state=row.state,
            approval=maybe_id(APPROVAL, row.approval),
            maker_name=row.maker_name,
            made_at=row.made_at,
        )

    @strawberry.field(description="What the reader may do with it now: withdraw.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        actor, row = info.context.who(), self.row
        own = row.state == "pending" and row.made_by == actor.id
        return ["withdraw"] if own and actor.may("rights.compensate") else []


@strawberry.type(description="How much one member of staff compensates by himself, in one currency.")
class CompensationLimitType:
    """One limit."""

    id: str = named("The currency.")
    alone: MoneyType = named("Market value of one compensation up to which nobody else signs.")

    @classmethod
    def of(cls, row: CompensationLimit) -> Self:
        return cls(id=row.currency, alone=money(row.alone_minor, row.currency))


@strawberry.type(name="CompensationStanding", description="A compensation as it stands now.")
class CompensationStandingType:
    """Where it stands."""

    id: str = named("Id, cps_….")
    state: str = named("pending: a second person signs; given, returned or withdrawn.")
    entitlement: str | None = named("Id of the right that was given, ent_….")
    award: str | None = named("Id of the award of points that was given, paw_….")

    @classmethod
    def of(cls, standing: CompensationStanding) -> Self:
        return cls(
            id=text_id(COMPENSATION, standing.compensation),
            state=standing.state,
            entitlement=maybe_id(RIGHT, standing.entitlement),
            award=maybe_id(AWARD, standing.award),
        )


@strawberry.type(name="CompensationLimited", description="What one person may give now.")
class CompensationLimitedType:
    """The limit as it stands."""

    currency: str = named("The currency.")
    alone_minor: Long = named("The limit, in minor units.")

    @classmethod
    def of(cls, said_: limit.CompensationLimited) -> Self:
        return cls(currency=said_.currency, alone_minor=said_.alone_minor)


@extends(Trail)
@strawberry.type
class CompensationsOfTrail:
    """What compensations add to a right's trail; ``self`` is the trail when the face is assembled."""

    @strawberry.field(description="What makes this right good, and what it makes good itself; oldest first.")
    async def compensations(self, info: Info) -> list[Compensation]:
        """Read them, in both directions."""
        async with info.context.work.read() as read:
            rows = await reads.compensations_of(read, cast("Trail", self).entitlement_id)
        return [Compensation.of(row, info.context.locale) for row in rows]


@extends(Entitlement)
@strawberry.type
class CompensationOfEntitlement:
    """What compensations add to a right; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="For which causes the reader may make it good now; empty: not at all.")
    async def compensable(self, info: Info) -> list[str]:
        """Name the causes that its standing shows."""
        row = cast("Entitlement", self).row
        return await _causes(info, row.id, row.org_unit)


@extends(Complaint)
@strawberry.type
class CompensationOfComplaint:
    """What compensations add to a complaint; ``self`` is the complaint when the face is assembled."""

    @strawberry.field(
        description="For which causes the reader may make its right good now; empty: not at all."
    )
    async def compensable(self, info: Info) -> list[str]:
        """Name the causes that the right's standing shows."""
        row = cast("Complaint", self).row
        return await _causes(info, row.entitlement, row.org_unit)


async def _causes(info: Info, right: EntitlementId, org_unit: UUID) -> list[str]:
    actor = info.context.who()
    if not (actor.may("rights.compensate") and actor.reaches(org_unit)):
        return []
    found = await together(info, right, originals)
    return [] if found is None or found.live else [str(one) for one in causes(found.original)]


@strawberry.type
class CompensationQuery:
    """Queries of compensations."""

    compensations: Connection[Compensation] = list_by_state(
        "compensations",
        "rights.view",
        reads.compensations_page,
        Compensation.of,
        "Compensations within reach, newest first. search: what was made good, why. sort: madeAt, worth.",
    )

    @strawberry.field(
        description="How much one person compensates by himself, by currency; none said: nothing."
    )
    async def compensation_limits(self, info: Info) -> list[CompensationLimitType]:
        """Read the limits."""
        info.context.who().must("rights.view")
        async with info.context.work.read() as read:
            return [CompensationLimitType.of(row) for row in await reads.limits(read)]


@strawberry.type
class CompensationMutation:
    """What makes rights good."""

    compensate_right = mutation(
        compensate.compensate_right,
        "Make a right good: at once up to the limit, above it once a second person signs.",
        shows=CompensationStandingType.of,
    )
    approve_compensation = mutation(
        decide.approve_compensation,
        "Sign a compensation; with the last signature it is given.",
        shows=CompensationStandingType.of,
    )
    return_compensation = mutation(
        decide.return_compensation,
        "Send a compensation back; nothing is given.",
        shows=CompensationStandingType.of,
    )
    withdraw_compensation = mutation(
        decide.withdraw_compensation,
        "Take one's own compensation back before it is signed.",
        shows=CompensationStandingType.of,
    )
    limit_compensation = mutation(
        limit.limit_compensation,
        "Say how much one person compensates by himself in one currency.",
        shows=CompensationLimitedType.of,
    )
