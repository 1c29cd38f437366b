"""Arrange who signs: hand one's seat over, add a signer; the subject itself does not move."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.approvals.approvals import add_signer, hand_over
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class HandOverApproval(Ask):
    """Let ``to`` act in one's seat until a date."""

    approval: UUID
    to: UUID
    until: datetime


@dataclass(frozen=True, kw_only=True)
class AddSigner(Ask):
    """Require ``staff`` at the step at hand."""

    approval: UUID
    staff: UUID


@dataclass(frozen=True)
class Arranged:
    """The approval that was arranged."""

    approval: UUID


async def hand_over_approval(ask: HandOverApproval, *, actor: Actor, work: Work) -> Arranged:
    """Hand one's seat over once per key; raises what ``approvals.hand_over`` raises."""
    actor.must("identity.hand_over_approval")
    async with work.begin(ask, actor, use="identity.hand_over_approval", answer=Arranged) as tx:
        if tx.earlier:
            return tx.earlier
        await hand_over(tx, ask.approval, ask.to, ask.until, actor)
        return await tx.done(Arranged(ask.approval))


async def add_approval_signer(ask: AddSigner, *, actor: Actor, work: Work) -> Arranged:
    """Add a signer once per key; raises what ``approvals.add_signer`` raises."""
    actor.must("identity.add_signer")
    async with work.begin(ask, actor, use="identity.add_signer", answer=Arranged) as tx:
        if tx.earlier:
            return tx.earlier
        await add_signer(tx, ask.approval, ask.staff, actor)
        return await tx.done(Arranged(ask.approval))
