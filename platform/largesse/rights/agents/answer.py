"""An agent consents; holder, agent or staff end it.

Invariant   who is ended collects nothing from that commit on: a use holds the agent's row while it is written
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.reads import client_row
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.agents.agent import AgentMissing, AgentOver, AgentState, check_consent
from largesse.rights.agents.records import Agent, AgentId
from largesse.rights.agents.telling import tell
from largesse.rights.reason import reason_of
from largesse.rights.transfers.people import locked_person
from largesse.rights.transfers.secret import hash_of
from largesse.rights.transfers.transfer import OwnGift, ReceiverKeptOut
from largesse.store.work import Tx, Work

Side = Literal["holder", "agent", "staff"]


@dataclass(frozen=True, kw_only=True)
class ConsentAgent(Ask):
    """I am willing to be somebody's agent."""

    agent: AgentId = asked("The naming, agt_….", id="agt")
    code: str = asked("The code of its link, where it came as one.", default="")


@dataclass(frozen=True, kw_only=True)
class EndAgent(Ask):
    """An agent of mine, or one that I am, ends."""

    agent: AgentId = asked("The naming, agt_….", id="agt")


@dataclass(frozen=True, kw_only=True)
class EndAgentByStaff(Ask):
    """An agent of a client ends, for a reason."""

    agent: AgentId = asked("The naming, agt_….", id="agt")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class AgentStanding:
    """An agent as it stands now."""

    agent: AgentId
    state: str


async def consent_agent(ask: ConsentAgent, *, actor: Actor, work: Work) -> AgentStanding:
    """Consent to be an agent.

    Raises:
        AgentMissing: ``rights.agent_missing``.
        AgentOver: ``rights.agent_over``.
        OwnGift, ReceiverKeptOut: one may not be it.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.consent_agent", answer=AgentStanding) as tx:
        if tx.earlier:
            return tx.earlier
        me = await locked_person(tx, actor.id)
        agent = await _locked(tx, ask.agent)
        opened = agent.code_sha256 is not None and hash_of(ask.code) == agent.code_sha256
        if agent.agent != actor.id and not (opened and agent.agent is None):
            raise AgentMissing(ask.agent)
        if agent.holder == actor.id:
            raise OwnGift
        check_consent(agent.state, agent.expires_at, tx.now)
        if me is None or me.blocked or me.is_staff:
            raise ReceiverKeptOut
        agent.agent, agent.state, agent.consented_at = actor.id, AgentState.ACTIVE.value, tx.now
        await agent.save(using_db=tx.conn, update_fields=["agent", "state", "consented_at"])
        tell(tx, agent)
        return await tx.done(AgentStanding(ask.agent, agent.state))


async def end_agent(ask: EndAgent, *, actor: Actor, work: Work) -> AgentStanding:
    """End an agent, as holder or as the agent; one who was asked says no by it.

    Raises:
        AgentMissing: ``rights.agent_missing``.
        AgentOver: ``rights.agent_over``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.end_agent", answer=AgentStanding) as tx:
        if tx.earlier:
            return tx.earlier
        agent = await _locked(tx, ask.agent)
        if actor.id not in {agent.holder, agent.agent}:
            raise AgentMissing(ask.agent)
        await _end(tx, agent, "holder" if actor.id == agent.holder else "agent")
        return await tx.done(AgentStanding(ask.agent, agent.state))


async def end_agent_by_staff(ask: EndAgentByStaff, *, actor: Actor, work: Work) -> AgentStanding:
    """End an agent of a client within reach.

    Raises:
        AgentMissing: ``rights.agent_missing``.
        AgentOver: ``rights.agent_over``.
    """
    actor.must("rights.end_agent")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.end_agent_by_staff", answer=AgentStanding) as tx:
        if tx.earlier:
            return tx.earlier
        agent = await _locked(tx, ask.agent)
        holder = await client_row(tx, agent.holder)
        if holder is None:
            raise AgentMissing(ask.agent)
        actor.reach(holder.org_unit, AgentMissing(ask.agent))
        await _end(tx, agent, "staff")
        facts = {"client": str(agent.holder), "reason": reason}
        tx.audit("rights.agent_ended", str(agent.id), facts, org_unit=holder.org_unit)
        return await tx.done(AgentStanding(ask.agent, agent.state))


async def _locked(tx: Tx[Any], ident: UUID) -> Agent:
    found = await Agent.filter(id=ident).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise AgentMissing(ident)
    return found


async def _end(tx: Tx[Any], agent: Agent, by: Side) -> None:
    if agent.state == AgentState.ENDED:
        raise AgentOver(agent.state)
    agent.state, agent.ended_at, agent.ended_by = AgentState.ENDED.value, tx.now, by
    await agent.save(using_db=tx.conn, update_fields=["state", "ended_at", "ended_by"])
    tell(tx, agent)
