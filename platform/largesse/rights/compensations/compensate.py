"""Make a right good: at once up to the limit of one person, above it once a second one has signed.

Invariant   lock order: client, points kind and account or budget and batch, the original; one live
            compensation a right
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.clients import ClientKeptOut, locked_client
from largesse.audience.clients.records import ClientId
from largesse.identity.approvals.approvals import propose
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.rights.batches.records import BatchId
from largesse.rights.compensations.compensation import Compensated, cause_of, expect_to_make_good
from largesse.rights.compensations.facts import originals
from largesse.rights.compensations.proposal import proposal_of
from largesse.rights.compensations.records import Compensation, CompensationId
from largesse.rights.compensations.what import CompensationStanding, Offer, give, look, standing
from largesse.rights.complaints.records import Complaint, ComplaintId
from largesse.rights.entitlements.locking import Right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.points.kind import points_given
from largesse.rights.points.records import PointsKindId
from largesse.rights.reason import reason_of, words_of
from largesse.rights.revocations.revocation import right_within_reach
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class CompensateRight(Ask):
    """A unit of a batch, or points, instead of a right that failed its holder."""

    entitlement: EntitlementId = asked("The right that is made good, ent_….", id="ent", name="right")
    cause: str = asked("failed, complaint, expired or not_served.")
    batch: BatchId | None = asked("What is given, bat_…; null: points.", id="bat", default=None)
    kind: PointsKindId | None = asked(
        "The kind of points, pkn_…; null: a right.", id="pkn", name="points_kind", default=None
    )
    points: Long | None = asked("How many points.", default=None)
    reason: str = asked("Why; the signer reads it, and it stands in the audit.")
    note: str = asked("A word for the client, at most 500 characters; he reads it.", default="")
    complaint: ComplaintId | None = asked("The complaint that it answers, cmp_….", id="cmp", default=None)


async def compensate_right(ask: CompensateRight, *, actor: Actor, work: Work) -> CompensationStanding:
    """Make a right good, or put that before a second person.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        Malformed: ``kernel.malformed`` at ``batch``: neither or both of a right and points.
        Compensated: ``rights.compensated_already``.
        StillUsable, NotTheCause: it is not to be made good, or not for this.
        ClientKeptOut: ``audience.client_kept_out``.
        Refusal: of the batch, its stock and budget, or the kind of points.
    """
    actor.must("rights.compensate")
    cause, reason, note = cause_of(ask.cause), reason_of(ask.reason), words_of(ask.note, "note")
    async with work.begin(ask, actor, use="rights.compensate_right", answer=CompensationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await right_within_reach(tx, ask.entitlement, actor)
        if (ask.batch is None) == (ask.kind is None):
            raise Malformed(because("rights.reason.one_of_two"), "batch")
        points = points_given(ask.points or 0) if ask.kind else None
        if (await locked_client(tx, ClientId(found.holder), actor)).blocked:
            raise ClientKeptOut
        offer = await look(tx, ask.batch, ask.kind, points, found.holder)
        right = await lock_right(tx, ask.entitlement)
        facts = (await originals(tx, [right.id]))[right.id]
        if facts.live:
            raise Compensated
        expect_to_make_good(cause, facts.original)
        row = _row(tx, right, offer, ask)
        row.update_from_dict({"cause": cause, "reason": reason, "note": note})
        row.complaint = await _complaint(tx, right, ask.complaint)
        await _begin(tx, row, right, offer)
        return await tx.done(standing(row))


def _row(tx: Tx[Any], right: Right, offer: Offer, ask: CompensateRight) -> Compensation:
    return Compensation(
        id=CompensationId(new_id()),
        original=right.id,
        client=right.holder,
        org_unit=right.org_unit,
        batch=ask.batch,
        points_kind=ask.kind,
        points=ask.points if ask.kind else None,
        worth_minor=offer.worth_minor,
        currency=offer.currency or right.currency,
        made_by=tx.actor.id,
        made_at=tx.now,
    )


async def _begin(tx: Tx[Any], row: Compensation, right: Right, offer: Offer) -> None:
    """Give at once, or wait for a signature; the row is written either way."""
    facts = {"entitlement": str(row.original), "client": str(row.client), "reason": row.reason}
    if offer.alone:
        await give(tx, row)
        await row.save(using_db=tx.conn, force_create=True)
    else:
        row.state = "pending"
        row.approval = await propose(tx, await proposal_of(tx, row, right, offer), tx.actor)
        await row.save(using_db=tx.conn, force_create=True)
        tx.audit("rights.compensation_proposed", str(row.id), facts, org_unit=row.org_unit)


async def _complaint(tx: Tx[Any], right: Right, complaint: ComplaintId | None) -> ComplaintId | None:
    """Give the complaint that is named, or the newest of the right, if there is one."""
    of_right = Complaint.filter(entitlement=right.id).using_db(tx.conn)
    if complaint is not None and not await of_right.filter(id=complaint).exists():
        raise Malformed(because("rights.reason.complaint_of_right"), "complaint")
    newest = None if complaint else await of_right.order_by("-at", "-id").only("id").first()
    return complaint or (ComplaintId(newest.id) if newest else None)
