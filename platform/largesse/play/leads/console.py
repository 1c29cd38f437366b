"""Leads on the console face."""

from datetime import date
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.play.leads.lead import LeadFinished, LeadRow, finish_lead, leads_of
from largesse.play.leads.records import LEAD


@strawberry.type(description="A client of one's own to be called, because of what a play met.")
class AdviserLead:
    """One lead."""

    id: str = named("Id, led_….")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's name, masked.")
    reason: str = named("Why, in the request's language.")
    due_on: date = named("The day by which to call.")

    @classmethod
    def of(cls, row: LeadRow, locale: str) -> Self:
        """Show a lead."""
        return cls(
            id=text_id(LEAD, row.id),
            client=text_id("cli", row.client),
            client_name=row.client_name,
            reason=said(row.reason, locale),
            due_on=row.due_on,
        )


@strawberry.type(description="A lead that is over.")
class LeadFinishedType:
    """One lead."""

    id: str = named("Id, led_….")

    @classmethod
    def of(cls, finished: LeadFinished) -> Self:
        """Show it."""
        return cls(id=text_id(LEAD, finished.lead))


@strawberry.type
class LeadQuery:
    """Queries of leads."""

    @strawberry.field(description="The open leads of my clients, the soonest first, at most 100.")
    async def adviser_leads(self, info: Info) -> list[AdviserLead]:
        """List one's own leads."""
        actor = info.context.who()
        actor.must("play.own_leads")
        async with info.context.work.read() as read:
            rows = await leads_of(read, actor.id)
        return [AdviserLead.of(row, info.context.locale) for row in rows]


@strawberry.type
class LeadMutation:
    """What an adviser does with leads."""

    finish_lead = mutation(finish_lead, "Note how a lead of mine went.", shows=LeadFinishedType.of)
