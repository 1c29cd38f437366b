"""Agents on the client face: mine, those I am, and what I may collect for others."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.rights.agents.agent import AGENT, outcome
from largesse.rights.agents.answer import AgentStanding, consent_agent, end_agent
from largesse.rights.agents.name import PURPOSE, AgentNamed, name_agent
from largesse.rights.agents.reads import AgentRow, ToCollect, agent_by_code, agents_of, to_collect
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.transfers.secret import code_of


def link_of(agent: AgentNamed | AgentRow) -> str:
    """Give the link that asks somebody for his consent; empty where the agent is named."""
    if not agent.by_link or agent.state != "asked":
        return ""
    ident = agent.agent if isinstance(agent, AgentNamed) else agent.id
    return f"{settings().base_url}/my?agent={code_of(ident, PURPOSE)}"


@strawberry.type(description="An agent of mine, or somebody whose agent I am.")
class MyAgent:
    """One agent as one side sees it."""

    id: str = named("Id, agt_….")
    for_me: bool = named("Whether it acts for me; false: I am the agent.")
    other_name: str = named("The other side's masked name; empty until somebody takes the link up.")
    phone_ends: str = named("The last four digits of an assistant's phone; else empty.")
    scope: str = named("collect, book or both.")
    scope_name: str = named("The scope in the request's language.")
    about: str = named("The right or kind of right it is about; empty: all.")
    state: str = named("asked, active or ended.")
    state_name: str = named("The state in the request's language.")
    outcome: str = named(
        "What became of the ask: asked, agreed: I did; taken: another did; declined, withdrawn, lapsed, or"
        " ended after somebody had agreed."
    )
    link: str = named("The link to be sent on, while it waits for consent; else empty.")
    until: datetime = named("When it ends by itself.")

    @classmethod
    def of(cls, row: AgentRow, looks: UUID, locale: str) -> Self:
        """Show an agent to one side."""
        mine, agreed_by = row.holder == looks, row.agent if row.consented_at else None
        return cls(
            id=text_id(AGENT, row.id),
            for_me=mine,
            other_name=row.agent_name if mine else row.holder_name,
            phone_ends=row.phone_ends if mine else "",
            scope=row.scope,
            scope_name=text(f"rights.scope.{row.scope}", locale),
            about=said(row.about, locale) if row.about else "",
            state=row.state,
            state_name=text(f"rights.agent.{row.state}", locale),
            outcome=outcome(row.state, agreed_by, row.ended_by, looks),
            link=link_of(row) if mine else "",
            until=row.expires_at,
        )


@strawberry.type(description="A right of somebody else that I may collect.")
class RightToCollect:
    """One right, for its code see rightCode."""

    id: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    holder_name: str = named("Whose it is, masked.")
    provider_name: str = named("Where it is used.")
    valid_to: datetime = named("Until when it can be used.")

    @classmethod
    def of(cls, row: ToCollect, locale: str) -> Self:
        return cls(
            id=text_id(RIGHT, row.id),
            title=said(row.title, locale),
            holder_name=row.holder_name,
            provider_name=said(row.provider_name, locale),
            valid_to=row.valid_to,
        )


@strawberry.type(description="An agent was named.")
class AgentNamedType:
    """The agent."""

    id: str = named("Id, agt_….")
    state: str = named("asked: consent is waited for; active.")
    link: str = named("The link to be sent on; empty where the agent is named.")

    @classmethod
    def of(cls, answer: AgentNamed) -> Self:
        return cls(id=text_id(AGENT, answer.agent), state=answer.state, link=link_of(answer))


@strawberry.type(description="How an agent stands now.")
class AgentStandingType:
    """How it stands."""

    id: str = named("Id, agt_….")
    state: str = named("active or ended.")

    @classmethod
    def of(cls, answer: AgentStanding) -> Self:
        return cls(id=text_id(AGENT, answer.agent), state=answer.state)


@strawberry.type
class AgentQuery:
    """A client's agents."""

    @strawberry.field(description="My agents and those whose agent I am, live ones first, at most 100.")
    async def my_agents(self, info: Info) -> list[MyAgent]:
        """List both sides."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            rows = await agents_of(read, actor.id)
        return [MyAgent.of(row, actor.id, info.context.locale) for row in rows]

    @strawberry.field(
        description="Who asks, or asked, by a link's code that I be the agent; null where nobody did."
    )
    async def agent_by_code(self, info: Info, code: str) -> MyAgent | None:
        """Show who asks."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            row = await agent_by_code(read, code)
        return MyAgent.of(row, actor.id, info.context.locale) if row else None

    @strawberry.field(description="Rights of others that I may collect now, at most 100.")
    async def rights_to_collect(self, info: Info) -> list[RightToCollect]:
        """List what to collect."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            rows = await to_collect(read, actor.id)
        return [RightToCollect.of(row, info.context.locale) for row in rows]


@strawberry.type
class AgentMutation:
    """What a client does about agents."""

    name_agent = mutation(name_agent, "Let somebody collect or book for me.", shows=AgentNamedType.of)
    consent_agent = mutation(consent_agent, "Be somebody's agent.", shows=AgentStandingType.of)
    end_agent = mutation(
        end_agent, "End an agent of mine, or being somebody's; also a no.", shows=AgentStandingType.of
    )
