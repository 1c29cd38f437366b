"""Approvals: propose, sign, withdraw, hand over, add a signer; called inside the subject's own use case.

The room that owns the subject (an activity's revision, a settlement batch) keeps its own state and calls
these inside its transaction; the difference to be shown is stored by that room when it proposes.

Words       subject (kind, id, content hash) -> approval -> signatures -> Standing
Invariant   an approval is bound to one content hash; the database repeats every rule of ``route``
Source      docs/explanation/approvals.md
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.approvals import cases
from largesse.identity.approvals.proposal import Delegation, Proposal, Signing, Standing
from largesse.identity.approvals.route import (
    Case,
    ContentChanged,
    NotPending,
    Signature,
    after,
    check_words,
    has_seat,
    seat_for,
)
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Read, Tx


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


@dataclass(frozen=True)
class DelegateUnfit(Refusal):
    """The colleague cannot take this seat: he made it, has acted, is disabled or cannot reach it."""

    code = "identity.approval_delegate_unfit"
    path = "to"
    why: str


@dataclass(frozen=True)
class HandOverEnds(Refusal):
    """A hand-over must end in the future, within ninety days."""

    code = "identity.approval_hand_over_ends"
    path = "until"


async def propose(tx: Tx[Any], proposal: Proposal, actor: Actor) -> UUID:
    """Open an approval at step 1 of its route and return its id.

    Raises:
        RouteMissing: ``identity.route_missing``.
        OpenAlready: ``identity.approval_open_already``: one open approval per subject.
    """
    steps = await cases.route_steps(tx, proposal)
    if not steps:
        raise RouteMissing(proposal.route)
    if await cases.is_open(tx, proposal.subject_kind, proposal.subject):
        raise OpenAlready
    approval = new_id()
    await cases.insert(tx, approval, proposal, steps, actor)
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
    case, row = await _locked(tx, signing.approval, actor)
    hand = await cases.person(tx, actor.id, row["org_unit"])
    seat = seat_for(case, hand, await cases.principals(tx, signing.approval, actor.id, row["org_unit"]))
    if signing.content_hash != case.content_hash:
        raise ContentChanged(case.content_hash)
    check_words(case, signing.decision, signing.opinion, signing.return_to)
    signature = Signature(case.step, seat.id, hand.id, signing.decision)
    state, step = after(case, signature, signing.return_to)
    signed = await cases.insert_signature(tx, signing, signature)
    if signing.return_to is not None:
        await cases.annul_from(tx, signing.approval, signing.return_to, signed)
    await cases.move(tx, signing.approval, state, step)
    facts = {"decision": signing.decision, "step": case.step, "state": state, "for": str(seat.id)}
    tx.audit("identity.approval_signed", str(signing.approval), facts, org_unit=row["org_unit"])
    return Standing(state, step, len(case.steps))


async def has_approved(read: Read, approval: UUID, people: Collection[UUID]) -> bool:
    """Say whether a counting approval stands in the name of one of these people, by whose hand ever."""
    found = await read.value(
        "select 1 from identity_signature where approval = $1 and person = any($2::uuid[])"
        " and decision = 'approve' and annulled_by is null limit 1",
        approval,
        list(people),
    )
    return found is not None


async def latest_on(read: Read, subject_kind: str, subject: UUID) -> UUID | None:
    """Find the newest approval of a subject, decided or not."""
    sql = """select id from identity_approval where subject_kind = $1 and subject = $2
             order by proposed_at desc, id desc limit 1"""
    found: UUID | None = await read.value(sql, subject_kind, subject)
    return found


async def withdraw(tx: Tx[Any], approval: UUID, actor: Actor) -> Standing:
    """Take one's own proposal back while it is undecided.

    Raises:
        NotMaker: ``identity.approval_not_maker``.
        NotPending: ``identity.approval_not_pending``.
    """
    case, row = await _locked(tx, approval, actor)
    if actor.id != case.maker:
        raise NotMaker
    if case.state != "pending":
        raise NotPending(case.state)
    await cases.move(tx, approval, "withdrawn", case.step)
    tx.audit("identity.approval_withdrawn", str(approval), {"step": case.step}, org_unit=row["org_unit"])
    return Standing("withdrawn", case.step, len(case.steps))


async def hand_over(tx: Tx[Any], approval: UUID, to_staff: UUID, until: datetime, actor: Actor) -> None:
    """Let a colleague act in one's seat on this approval until a date.

    Raises:
        NoSeat: ``identity.approval_no_seat``: only who could sign now can hand over.
        DelegateUnfit: ``identity.approval_delegate_unfit``.
        HandOverEnds: ``identity.approval_hand_over_ends``.
    """
    case, row = await _locked(tx, approval, actor)
    seat_for(case, await cases.person(tx, actor.id, row["org_unit"]))
    if not cases.MIN_HAND_OVER <= until - tx.now <= cases.MAX_HAND_OVER:
        raise HandOverEnds
    await _fit(tx, case, to_staff, row["org_unit"])
    await cases.insert_delegation(tx, Delegation(approval, actor.id, to_staff, until))
    facts = {"to": str(to_staff), "until": until.isoformat()}
    tx.audit("identity.approval_handed_over", str(approval), facts, org_unit=row["org_unit"])


async def add_signer(tx: Tx[Any], approval: UUID, staff: UUID, actor: Actor) -> None:
    """Require one more named colleague at the step at hand.

    Raises:
        NoSeat: ``identity.approval_no_seat``: only who could sign now can add a signer.
        DelegateUnfit: ``identity.approval_delegate_unfit``.
    """
    case, row = await _locked(tx, approval, actor)
    seat_for(case, await cases.person(tx, actor.id, row["org_unit"]))
    await _fit(tx, case, staff, row["org_unit"])
    await cases.insert_signer(tx, approval, case.step, staff, actor.id)
    facts = {"staff": str(staff), "step": case.step}
    tx.audit("identity.approval_signer_added", str(approval), facts, org_unit=row["org_unit"])


async def may_sign(tx: Tx[Any], approval: UUID, actor: Actor) -> bool:
    """Say whether this actor could sign now, for buttons; ``sign`` decides again."""
    case, row = await cases.read(tx, approval, lock=False) or (None, {})
    if case is None or case.state != "pending" or actor.id == case.maker:
        return False
    person = await cases.person(tx, actor.id, row["org_unit"])
    people = (person, *await cases.principals(tx, approval, actor.id, row["org_unit"]))
    return any(has_seat(case.current, one) for one in people)


async def _locked(tx: Tx[Any], approval: UUID, actor: Actor) -> tuple[Case, dict[str, Any]]:
    found = await cases.read(tx, approval, lock=True)
    if found is None:
        raise ApprovalMissing(approval)
    case, row = found
    if actor.id not in {case.maker, *(who for step in case.steps for who in step.seated)}:
        actor.reach(row["org_unit"], ApprovalMissing(approval))
    return found


async def _fit(tx: Tx[Any], case: Case, staff: UUID, org_unit: UUID) -> None:
    person = await cases.person(tx, staff, org_unit)
    if staff == case.maker:
        raise DelegateUnfit("maker")
    if any(staff in {s.person, s.hand} for s in case.signatures):
        raise DelegateUnfit("acted")
    if not person.reaches:
        raise DelegateUnfit("reach")


__all__ = [
    "Proposal",
    "Signing",
    "Standing",
    "add_signer",
    "hand_over",
    "has_approved",
    "latest_on",
    "may_sign",
    "propose",
    "sign",
    "withdraw",
]
