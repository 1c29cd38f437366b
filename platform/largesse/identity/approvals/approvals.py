"""Approvals: propose, sign, withdraw, hand over, add a signer; called inside the subject's own use case.

The room that owns the subject (an activity's revision, a settlement batch) keeps its own state and calls
these inside its transaction; the difference to be shown is stored by that room when it proposes.

Words       subject (kind, id, content hash) -> approval -> signatures -> Standing
Invariant   an approval is bound to one content hash; the database repeats every rule of ``route``
Source      docs/explanation/approvals.md
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from largesse.identity.approvals import case, records
from largesse.identity.approvals.case import LockedCase
from largesse.identity.approvals.proposal import Proposal, Signing, Standing
from largesse.identity.approvals.records import ApprovalId, SignatureId
from largesse.identity.approvals.route import (
    ContentChanged,
    NotPending,
    Signature,
    State,
    after,
    check_words,
    seat_for,
    undecided,
)
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Read, Tx

ANY_APPROVER = ("approver_branch", "approver_head")
KIND_ROLES = {"settlement": ("finance",), "plugging": ("admin", "reviewer")}


@dataclass(frozen=True)
class ApprovalMissing(Missing):
    """No such approval within reach."""

    code = "identity.approval_missing"
    approval: UUID


@dataclass(frozen=True)
class RouteMissing(Missing):
    """No approval route has this key."""

    code = "identity.route_missing"
    route: str


@dataclass(frozen=True)
class OpenAlready(Refusal):
    """The subject already waits for signatures."""

    code = "identity.approval_open_already"


@dataclass(frozen=True)
class NotMaker(Refusal):
    """Only the one who proposed may withdraw."""

    code = "identity.approval_not_maker"


async def propose(tx: Tx[Any], proposal: Proposal, actor: Actor) -> ApprovalId:
    """Open an approval at step 1 of its route and return its id.

    Raises:
        RouteMissing: ``identity.route_missing``.
        OpenAlready: ``identity.approval_open_already``: one open approval per subject.
    """
    steps = await records.RouteStep.filter(route=proposal.route).using_db(tx.conn).order_by("seq")
    if not steps:
        raise RouteMissing(proposal.route)
    subject = {"subject_kind": proposal.subject_kind, "subject": proposal.subject}
    if await records.Approval.exists(**subject, state="pending", using_db=tx.conn):
        raise OpenAlready
    approval = ApprovalId(new_id())
    await _insert(tx, approval, proposal, len(steps), actor)
    by_kind = proposal.roles or KIND_ROLES.get(proposal.subject_kind.partition(".")[0], ANY_APPROVER)
    for step in steps:
        step.roles = step.roles or list(by_kind)
        await _insert_step(tx, approval, step)
        if step.mode == "all":
            for one in await case.who_may_sign(tx, step, proposal.org_unit, actor.id):
                await insert_signer(tx, approval, step.seq, one.id, actor.id)
    facts = {"kind": proposal.subject_kind, "content_hash": proposal.content_hash, "route": proposal.route}
    tx.audit("identity.approval_proposed", str(approval), facts, org_unit=proposal.org_unit)
    return approval


async def sign(tx: Tx[Any], signing: Signing, actor: Actor) -> Standing:
    """Approve or return what is proposed, at the step it stands at.

    Raises:
        ApprovalMissing: ``identity.approval_missing``.
        Refusal: every refusal of ``route``: decided, other content, own work, acted already, no seat,
            opinion missing, unknown step.
    """
    locked = await locked_within_reach(tx, signing.approval, actor)
    found, org_unit = locked.case, locked.org_unit
    hand = await case.person(tx, actor.id, org_unit)
    seat = seat_for(found, hand, await case.principals(tx, signing.approval, actor.id, org_unit))
    if signing.content_hash != found.content_hash:
        raise ContentChanged(found.content_hash)
    check_words(found, signing.decision, signing.opinion, signing.return_to)
    signature = Signature(found.step, seat.id, hand.id, signing.decision)
    state, step = after(found, signature, signing.return_to)
    signed = await _insert_signature(tx, signing, signature)
    if signing.return_to is not None:
        await _annul_from(tx, signing.approval, signing.return_to, signed)
    await _move(tx, signing.approval, state, step)
    facts = {"decision": signing.decision, "step": found.step, "state": state, "for": str(seat.id)}
    tx.audit("identity.approval_signed", str(signing.approval), facts, org_unit=org_unit)
    return Standing(state, step, len(found.steps))


async def has_approved(read: Read, approval: UUID, people: Collection[UUID]) -> bool:
    """Say whether an approval that counts stands in the name of one of these people, by whose hand ever."""
    counting = records.Signature.filter(approval=approval, decision="approve", annulled_by=None)
    return await counting.filter(person__in=list(people)).using_db(read.conn).exists()


async def latest_on(read: Read, subject_kind: str, subject: UUID) -> ApprovalId | None:
    """Find the newest approval of a subject, decided or not."""
    of_subject = records.Approval.filter(subject_kind=subject_kind, subject=subject).using_db(read.conn)
    newest = await of_subject.order_by("-proposed_at", "-id").only("id").first()
    return ApprovalId(newest.id) if newest else None


async def withdraw(tx: Tx[Any], approval: UUID, actor: Actor) -> Standing:
    """Take one's own proposal back while it is undecided; the house itself takes anybody's back.

    Raises:
        NotMaker: ``identity.approval_not_maker``.
        NotPending: ``identity.approval_not_pending``.
    """
    locked = await locked_within_reach(tx, approval, actor)
    found = locked.case
    if actor.kind != "system" and actor.id != found.maker:
        raise NotMaker
    if not undecided(found.state):
        raise NotPending(found.state)
    await _move(tx, approval, "withdrawn", found.step)
    tx.audit("identity.approval_withdrawn", str(approval), {"step": found.step}, org_unit=locked.org_unit)
    return Standing("withdrawn", found.step, len(found.steps))


async def locked_within_reach(tx: Tx[Any], approval: UUID, actor: Actor) -> LockedCase:
    """Lock an approval that the actor made, must sign by name, or reaches.

    Raises:
        ApprovalMissing: ``identity.approval_missing``.
    """
    locked = await case.locked_case(tx, approval)
    if locked is None:
        raise ApprovalMissing(approval)
    if actor.id not in {locked.case.maker, *(who for step in locked.case.steps for who in step.seated)}:
        actor.reach(locked.org_unit, ApprovalMissing(approval))
    return locked


async def insert_signer(tx: Tx[Any], approval: UUID, step: int, staff: UUID, by: UUID) -> None:
    """Require a colleague at a step; who is required already stays so."""
    sql = """insert into identity_approval_signer (approval, step, staff, added_by, at)
             values ($1, $2, $3, $4, $5) on conflict do nothing"""
    await tx.run(sql, approval, step, staff, by, tx.now)


async def _insert(tx: Tx[Any], approval: ApprovalId, proposal: Proposal, steps: int, maker: Actor) -> None:
    await records.Approval.create(
        id=approval,
        subject_kind=proposal.subject_kind,
        subject=proposal.subject,
        content_hash=proposal.content_hash,
        route=proposal.route,
        org_unit=proposal.org_unit,
        title=proposal.title,
        summary=msgspec.to_builtins(proposal.summary),
        difference=msgspec.to_builtins(proposal.difference),
        maker=maker.id,
        state="pending",
        step=1,
        steps=steps,
        proposed_at=tx.now,
        using_db=tx.conn,
    )


async def _insert_step(tx: Tx[Any], approval: ApprovalId, step: records.RouteStep) -> None:
    """Keep a copy of a route's step; where all of a role sign, they are seated by name instead of counted."""
    await records.ApprovalStep.create(
        approval=approval,
        seq=step.seq,
        name_zh=step.name_zh,
        name_en=step.name_en,
        roles=step.roles,
        level=step.level,
        need=0 if step.mode == "all" else step.need,
        opinion_required=step.opinion_required,
        due_at=tx.now + timedelta(hours=step.deadline_h) if step.deadline_h else None,
        using_db=tx.conn,
    )


async def _insert_signature(tx: Tx[Any], signing: Signing, signature: Signature) -> SignatureId:
    signed = SignatureId(new_id())
    await records.Signature.create(
        id=signed,
        approval=signing.approval,
        step=signature.step,
        person=signature.person,
        hand=signature.hand,
        decision=signature.decision,
        opinion=signing.opinion.strip(),
        content_hash=signing.content_hash,
        return_to=signing.return_to,
        at=tx.now,
        using_db=tx.conn,
    )
    return signed


async def _annul_from(tx: Tx[Any], approval: UUID, step: int, by: SignatureId) -> None:
    """Make the signatures from a step on count no more, the returning one included."""
    counting = records.Signature.filter(approval=approval, step__gte=step, annulled_by=None)
    await counting.using_db(tx.conn).update(annulled_by=by)


async def _move(tx: Tx[Any], approval: UUID, state: State, step: int) -> None:
    decided = None if state == "pending" else tx.now
    moved = records.Approval.filter(id=approval).using_db(tx.conn)
    await moved.update(state=state, step=step, decided_at=decided)


__all__ = ["Proposal", "Signing", "Standing", "has_approved", "latest_on", "propose", "sign", "withdraw"]
