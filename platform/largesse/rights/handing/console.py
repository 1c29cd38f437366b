"""What advisers hand over, on the console face."""

from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.rights.batches.console import IssueBatch, IssueBatchMoved
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.handing.hand import RightHanded, hand_right
from largesse.rights.handing.reads import TermsRow, terms_of
from largesse.rights.handing.terms import set_adviser_terms


@strawberry.type(description="What a batch lets advisers hand over.")
class AdviserTerms:
    """How it stands."""

    open: bool = named("Whether advisers may hand rights over from it.")
    per_adviser: int = named("How many an adviser may hand over in a month.")
    per_client: int = named("How many a client may be handed in all.")
    this_month: Long = named("How many advisers handed over this month.")

    @classmethod
    def of(cls, row: TermsRow) -> Self:
        return cls(
            open=row.state == "open",
            per_adviser=row.per_adviser,
            per_client=row.per_client,
            this_month=Long(row.this_month),
        )


@strawberry.type(name="RightHandedOver", description="A right was handed to a client.")
class RightHandedOver:
    """Which one."""

    id: str = named("Id of the right, ent_….")

    @classmethod
    def of(cls, handed: RightHanded) -> Self:
        return cls(id=text_id(RIGHT, handed.entitlement))


@extends(IssueBatch)
@strawberry.type
class HandingOfBatch:
    """What is added to a batch; ``self`` is the batch when the face is assembled."""

    @strawberry.field(description="What advisers may hand over from it; null: it was never opened to them.")
    async def adviser_terms(self, info: Info) -> AdviserTerms | None:
        """Read the terms."""
        async with info.context.work.read() as read:
            found = await terms_of(read, cast("IssueBatch", self).row.id)
        return AdviserTerms.of(found) if found else None


@strawberry.type
class HandingMutation:
    """What advisers hand over, and what lets them."""

    hand_right = mutation(
        hand_right, "Hand a right to a client of mine, with a note.", shows=RightHandedOver.of
    )
    set_adviser_terms = mutation(
        set_adviser_terms, "Open a batch to advisers, or close it.", shows=IssueBatchMoved.of
    )
