"""A client's agents on the console face."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.console import Customer
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.rights.agents.agent import AGENT
from largesse.rights.agents.answer import AgentStanding, end_agent_by_staff
from largesse.rights.agents.reads import AgentRow, agents_of


@strawberry.type(description="Somebody who collects or books for a client.")
class ClientAgent:
    """One agent."""

    id: str = named("Id, agt_….")
    for_client: bool = named("Whether it acts for this client; false: the client is the agent.")
    holder_name: str = named("For whom, masked.")
    agent_name: str = named("Who, masked; empty until somebody takes the link up.")
    scope_name: str = named("What may be done, in the request's language.")
    about: str = named("The right or kind of right it is about; empty: all.")
    state: str = named("asked, active or ended.")
    state_name: str = named("The state in the request's language.")
    made_at: datetime = named("When it was named.")
    until: datetime = named("When it ends by itself.")
    actions: list[str] = named("What the reader may do now: end.")

    @classmethod
    def of(cls, row: AgentRow, mine: bool, ends: bool, locale: str) -> Self:  # noqa: FBT001 - two plain facts
        return cls(
            id=text_id(AGENT, row.id),
            for_client=mine,
            holder_name=row.holder_name,
            agent_name=row.agent_name,
            scope_name=text(f"rights.scope.{row.scope}", locale),
            about=said(row.about, locale) if row.about else "",
            state=row.state,
            state_name=text(f"rights.agent.{row.state}", locale),
            made_at=row.made_at,
            until=row.expires_at,
            actions=["end"] if ends and mine and row.state != "ended" else [],
        )


@strawberry.type(name="ClientAgentStanding", description="How an agent stands now.")
class ClientAgentStanding:
    """How it stands."""

    id: str = named("Id, agt_….")
    state: str = named("ended.")

    @classmethod
    def of(cls, answer: AgentStanding) -> Self:
        return cls(id=text_id(AGENT, answer.agent), state=answer.state)


@extends(Customer)
@strawberry.type
class AgentsOfClient:
    """What agents add to a client; ``self`` is the client when the face is assembled."""

    @strawberry.field(description="The client's agents, and those whose agent the client is, at most 100.")
    async def agents(self, info: Info) -> list[ClientAgent]:
        """Read the agents."""
        actor, row = info.context.who(), cast("Customer", self).row
        if not actor.may("rights.view"):
            return []
        async with info.context.work.read() as read:
            rows = await agents_of(read, row.id)
        ends = actor.may("rights.end_agent") and actor.reaches(row.org_unit)
        return [ClientAgent.of(one, one.holder == row.id, ends, info.context.locale) for one in rows]


@strawberry.type
class AgentMutation:
    """What staff does about agents."""

    end_agent_by_staff = mutation(
        end_agent_by_staff, "End an agent of a client, for a reason.", shows=ClientAgentStanding.of
    )
