"""Name an agent: a member of the household, an assistant without an account, or whoever opens a link.

Invariant   a client is an agent only once he consents; an assistant without an account is known by name and
            the last four digits of his phone, which the counter asks for
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, characters
from largesse.kernel.writing import name_given
from largesse.rights.agents.agent import AgentState, Scope, check_until
from largesse.rights.agents.records import Agent, AgentId
from largesse.rights.agents.telling import tell
from largesse.rights.catalogue.records import SkuId
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.locking import find_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.transfers.people import person
from largesse.rights.transfers.secret import code_of, hash_of
from largesse.rights.transfers.transfer import (
    FamilyOnly,
    NotForOthers,
    OwnGift,
    ReceiverKeptOut,
    same_household,
)
from largesse.store.sealing import seal
from largesse.store.work import Tx, Work

PURPOSE = "rights.agent"
NAME_MAX = 60


@dataclass(frozen=True, kw_only=True)
class NameAgent(Ask):
    """Who may do what for me, until when: by ``client``, by ``name`` and ``phone_ends``, or by a link."""

    client: ClientId | None = asked("A member of my household, cli_….", id="cli", default=None)
    name: str = asked("What an assistant without an account is called.", default="")
    phone_ends: str = asked("The last four digits of his phone.", default="")
    scope: Scope = asked("collect, book or both.")
    entitlement: EntitlementId | None = asked("One right, ent_….", id="ent", name="right", default=None)
    sku: SkuId | None = asked("One SKU, sku_…; neither: all my rights.", id="sku", default=None)
    until: datetime = asked("When it ends by itself, at most a year from now.")


@dataclass(frozen=True)
class AgentNamed:
    """The agent; ``by_link`` tells whether a code opens the ask for consent."""

    agent: AgentId
    state: str
    by_link: bool


async def name_agent(ask: NameAgent, *, actor: Actor, work: Work) -> AgentNamed:
    """Name an agent for one's own rights.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        NotForOthers: ``rights.not_for_others``.
        OwnGift, FamilyOnly, ReceiverKeptOut: about who it is.
        Malformed: ``kernel.malformed`` at ``until``, ``name`` or ``phone_ends``.
    """
    actor.must("rights.own")
    name = _name(ask)
    async with work.begin(ask, actor, use="rights.name_agent", answer=AgentNamed) as tx:
        if tx.earlier:
            return tx.earlier
        check_until(ask.until, tx.now)
        if ask.entitlement is not None:
            await _expect_own(tx, ask.entitlement, actor.id, ask.scope)
        if ask.client is not None:
            await _expect_family(tx, actor.id, ask.client)
        named = AgentId(new_id())
        by_link = ask.client is None and not name
        state = AgentState.ACTIVE if name else AgentState.ASKED
        agent = await Agent.create(
            using_db=tx.conn,
            id=named,
            holder=actor.id,
            agent=ask.client,
            name_sealed=seal(name.encode(), PURPOSE) if name else "",
            phone_ends=ask.phone_ends if name else "",
            code_sha256=hash_of(code_of(named, PURPOSE)) if by_link else None,
            scope=ask.scope.value,
            entitlement=ask.entitlement,
            sku=None if ask.entitlement else ask.sku,
            state=state.value,
            made_at=tx.now,
            expires_at=ask.until,
        )
        tell(tx, agent)
        return await tx.done(AgentNamed(named, state.value, by_link))


def _name(ask: NameAgent) -> str:
    """Give the name of an assistant without an account, empty where it is somebody else."""
    if ask.client is not None or not (ask.name.strip() or ask.phone_ends):
        return ""
    name = " ".join(name_given(ask.name, "name").split())
    if not 1 <= len(name) <= NAME_MAX:
        raise Malformed(characters(1, NAME_MAX), "name")
    if not re.fullmatch(r"[0-9]{4}", ask.phone_ends):
        raise Malformed(because("rights.reason.phone_ends"), "phone_ends")
    return name


async def _expect_family(tx: Tx[Any], holder: UUID, client: UUID) -> None:
    mine, theirs = await person(tx, holder), await person(tx, client)
    if holder == client:
        raise OwnGift
    if mine is None or theirs is None or not same_household(mine, theirs):
        raise FamilyOnly
    if theirs.blocked or theirs.is_staff:
        raise ReceiverKeptOut


async def _expect_own(tx: Tx[Any], entitlement: EntitlementId, holder: UUID, scope: Scope) -> None:
    """Refuse another's right; one that is for its holder alone may be booked for him, never collected."""
    right = await find_right(tx, entitlement)
    if right.holder != holder:
        raise EntitlementMissing(entitlement)
    if right.transfer == "none" and scope is not Scope.BOOK:
        raise NotForOthers
