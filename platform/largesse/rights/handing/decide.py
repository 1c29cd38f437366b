"""Sign a right that an adviser asks to hand over, send the request back, or take one's own back.

Words       *request* 赠予申请: pending -> handed | returned | withdrawn
Invariant   terms, caps, stock and budget are judged again at the last signature, under the locks of handing
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from largesse.identity.approvals.approvals import sign, withdraw
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.subject import Subject
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.handing.give import Wish, give, judge
from largesse.rights.handing.hand import RightHanded
from largesse.rights.handing.proposal import SUBJECT
from largesse.rights.handing.records import HandingRequest, HandingRequestId
from largesse.store.work import Tx, Work

REQUEST = "hrq"
HANDINGS = Subject(
    kind=SUBJECT,
    approve="rights.decide_handing",
    send_back="rights.decide_handing",
    withdraw="rights.hand",
)


@dataclass(frozen=True)
class HandingMissing(Missing):
    """No such request within reach."""

    code = "rights.handing_missing"
    request: UUID


@dataclass(frozen=True, kw_only=True)
class DecideHanding(Ask):
    """One signature under a request, on the content that was shown."""

    request: HandingRequestId = asked("The request, hrq_….", id="hrq", name="handing")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawHanding(Ask):
    """Take one's own request back."""

    request: HandingRequestId = asked("The request, hrq_….", id="hrq", name="handing")


async def approve_handing(ask: DecideHanding, *, actor: Actor, work: Work) -> RightHanded:
    """Sign a request; with the last signature the right is handed over.

    Raises:
        HandingMissing: ``rights.handing_missing``.
        ClientMissing: ``audience.client_missing``: the client has another adviser by now.
        ClientKeptOut: ``audience.client_kept_out``.
        Refusal: of terms, batch, stock or budget, or of the approval, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_handing(ask: DecideHanding, *, actor: Actor, work: Work) -> RightHanded:
    """Send a request back; nothing is handed over. Raises as ``approve_handing``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_handing(ask: WithdrawHanding, *, actor: Actor, work: Work) -> RightHanded:
    """Take one's own request back.

    Raises:
        HandingMissing: ``rights.handing_missing``: also another adviser's.
        NotPending: of the approval.
    """
    actor.must("rights.hand")
    async with work.begin(ask, actor, use="rights.withdraw_handing", answer=RightHanded) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _found(tx, ask.request, actor)
        if row.adviser != actor.id:
            raise HandingMissing(ask.request)
        await _end(tx, row, (await withdraw(tx, row.approval, actor)).state)
        return await tx.done(_standing(row))


async def _decide(
    ask: DecideHanding, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> RightHanded:
    actor.must("rights.decide_handing")
    async with work.begin(ask, actor, use=f"rights.{decision}_handing", answer=RightHanded) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _found(tx, ask.request, actor)
        wish = await _wish(tx, row)
        judged = await judge(tx, wish) if decision == "approve" and row.state == "pending" else None
        signing = Signing(row.approval, ask.content_hash, decision, ask.opinion)
        signed = await sign(tx, signing, actor)
        if signed.state == "approved" and judged is not None:
            row.entitlement = await give(tx, wish, judged)
            await _end(tx, row, "handed")
        elif signed.state != "pending":
            await _end(tx, row, signed.state)
        return await tx.done(_standing(row))


async def _wish(tx: Tx[RightHanded], row: HandingRequest) -> Wish:
    names = await names_of_staff(tx, [row.adviser])
    return Wish(row.batch, row.client, row.adviser, names.get(row.adviser, ""), row.note, row.locale)


async def _found(tx: Tx[RightHanded], request: UUID, actor: Actor) -> HandingRequest:
    """Lock a request; client, terms, budget and batch are locked after it, its approval last."""
    held = HandingRequest.filter(id=request).using_db(tx.conn).select_for_update(no_key=True)
    row = await held.first()
    if row is None:
        raise HandingMissing(request)
    actor.reach(row.org_unit, HandingMissing(request))
    return row


async def _end(tx: Tx[RightHanded], row: HandingRequest, state: str) -> None:
    row.update_from_dict({"state": state, "ended_at": tx.now})
    await row.save(using_db=tx.conn, update_fields=["state", "ended_at", "entitlement"])


def _standing(row: HandingRequest) -> RightHanded:
    right = EntitlementId(row.entitlement) if row.entitlement else None
    return RightHanded(right, row.state, HandingRequestId(row.id))
