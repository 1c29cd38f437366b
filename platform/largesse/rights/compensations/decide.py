"""Sign a compensation above the limit, send it back, or take one's own back."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut, locked_client
from largesse.audience.clients.records import ClientId
from largesse.identity.approvals.approvals import sign, withdraw
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.compensations.compensation import CompensationMissing, cause_of, expect_to_make_good
from largesse.rights.compensations.facts import originals
from largesse.rights.compensations.proposal import SUBJECT
from largesse.rights.compensations.records import Compensation, CompensationId
from largesse.rights.compensations.what import CompensationStanding, give, look, standing
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.points.post import Signed
from largesse.rights.points.records import PointsKindId
from largesse.store.work import Tx, Work

COMPENSATIONS = Subject(
    kind=SUBJECT,
    approve="rights.decide_compensation",
    send_back="rights.decide_compensation",
    withdraw="rights.compensate",
)


@dataclass(frozen=True, kw_only=True)
class DecideCompensation(Ask):
    """One signature under a compensation, on the content that was shown."""

    compensation: CompensationId = asked("The compensation, cps_….", id="cps")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawCompensation(Ask):
    """Take one's own proposal back."""

    compensation: CompensationId = asked("The compensation, cps_….", id="cps")


async def approve_compensation(ask: DecideCompensation, *, actor: Actor, work: Work) -> CompensationStanding:
    """Sign a compensation; with the last signature it is given.

    Raises:
        CompensationMissing: ``rights.compensation_missing``.
        StillUsable, NotTheCause: the right stands otherwise by now.
        ClientKeptOut: ``audience.client_kept_out``.
        Refusal: of batch, stock, budget or points, or of the approval, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_compensation(ask: DecideCompensation, *, actor: Actor, work: Work) -> CompensationStanding:
    """Send a compensation back; nothing is given. Raises as ``approve_compensation``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_compensation(
    ask: WithdrawCompensation, *, actor: Actor, work: Work
) -> CompensationStanding:
    """Take one's own proposal back.

    Raises:
        CompensationMissing: ``rights.compensation_missing``.
        NotMaker, NotPending: of the approval.
    """
    actor.must("rights.compensate")
    async with work.begin(ask, actor, use="rights.withdraw_compensation", answer=CompensationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _found(tx, ask.compensation, actor)
        await _end(tx, row, (await withdraw(tx, _approval(row), actor)).state)
        return await tx.done(standing(row))


async def _decide(
    ask: DecideCompensation, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> CompensationStanding:
    actor.must("rights.decide_compensation")
    use = f"rights.{decision}_compensation"
    async with work.begin(ask, actor, use=use, answer=CompensationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _found(tx, ask.compensation, actor)
        if decision == "approve":
            await _expect_still(tx, row, actor)
        signing = Signing(_approval(row), ask.content_hash, decision, ask.opinion)
        signed = await sign(tx, signing, actor)
        if signed.state == "approved":
            await give(tx, row, Signed(_approval(row), row.made_by))
            await row.save(using_db=tx.conn)
        elif signed.state != "pending":
            await _end(tx, row, signed.state)
        return await tx.done(standing(row))


async def _expect_still(tx: Tx[Any], row: Compensation, actor: Actor) -> None:
    """Lock what is given and what it is given for, and check that it still is to be given."""
    if row.state != "pending":
        return
    if (await locked_client(tx, ClientId(row.client), actor)).blocked:
        raise ClientKeptOut
    kind = PointsKindId(row.points_kind) if row.points_kind else None
    await look(tx, row.batch, kind, row.points, row.client)
    right = await lock_right(tx, row.original)
    facts = (await originals(tx, [right.id]))[right.id]
    expect_to_make_good(cause_of(row.cause), facts.original)


async def _found(tx: Tx[Any], compensation: UUID, actor: Actor) -> Compensation:
    """Lock a compensation; its approval is locked after it, by whoever decides or withdraws."""
    held = Compensation.filter(id=compensation).using_db(tx.conn).select_for_update(no_key=True)
    row = await held.first()
    if row is None:
        raise CompensationMissing(compensation)
    actor.reach(row.org_unit, CompensationMissing(compensation))
    return row


def _approval(row: Compensation) -> UUID:
    """Give what signers sign; what was given by one person alone has nothing to sign.

    Raises:
        CompensationMissing: ``rights.compensation_missing``: nothing of it waits.
    """
    if row.approval is None:
        raise CompensationMissing(row.id)
    return row.approval


async def _end(tx: Tx[Any], row: Compensation, state: str) -> None:
    row.update_from_dict({"state": state, "ended_at": tx.now})
    await row.save(using_db=tx.conn, update_fields=["state", "ended_at"])
