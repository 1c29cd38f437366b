"""Rights in clients' hands on the console face."""

from datetime import datetime
from functools import partial
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.entitlements import reads
from largesse.rights.entitlements.entitlement import ACTIVITY, CLIENT, RIGHT
from largesse.rights.entitlements.give import RightGiven, give_right


@strawberry.type(description="One right in one client's hands.")
class Entitlement:
    """One right."""

    row: strawberry.Private[reads.EntitlementRow]
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
    def of(cls, row: reads.EntitlementRow, locale: str) -> "Entitlement":
        return cls(
            row=row,
            id=text_id(RIGHT, row.id),
            sku_name=said(row.sku_title, locale),
            sku_code=row.sku_code,
            batch_code=row.batch_code,
            client_id=text_id(CLIENT, row.holder),
            client_name=row.client_name,
            state=row.state,
            state_name=text(f"rights.state.{row.state}", locale),
            order_state=row.order_state,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            granted_at=row.created_at,
            activity=maybe_id(ACTIVITY, row.activity),
            unit_cost=money(row.unit_cost_minor, row.currency),
        )


@strawberry.type(description="A right was given.")
class RightGivenType:
    """The new right."""

    id: str = named("Id of the right, ent_….")

    @classmethod
    def of(cls, given: RightGiven) -> Self:
        return cls(id=text_id(RIGHT, given.entitlement))


@strawberry.type
class EntitlementQuery:
    """Rights in clients' hands."""

    @strawberry.field(description="Rights in clients' hands within reach. sort: grantedAt, validTo, state.")
    async def entitlements(  # noqa: PLR0913, PLR0917 - a list's arguments, and whose
        self,
        info: Info,
        client: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[Entitlement]:
        """List rights."""
        holder = parse_id(CLIENT, client, "client") if client else None
        rows = partial(reads.entitlements_page, client=holder)
        listing = Listing(f"entitlements-{client or ''}", "rights.view", rows, Entitlement.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))


@strawberry.type
class EntitlementMutation:
    """What gives rights."""

    give_right = mutation(
        give_right, "Give one unit of a batch to a client by hand.", shows=RightGivenType.of
    )
