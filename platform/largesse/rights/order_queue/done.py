"""Mark an order as served by hand, with evidence; of a dear right a second person signs.

Invariant   nobody approves what he proposed; under its lock the order is still open or failed, and nothing
            else serves the right
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Proposal, Signing
from largesse.identity.approvals.reads import makers_of_open
from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Missing
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.entitlement import ORDER
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.entitlements.validity import note_claim
from largesse.rights.order_queue.act import OPERATION, reference_of, write_note
from largesse.rights.order_queue.case import ALONE_MAX_MINOR, expect
from largesse.rights.order_queue.locking import Locked, lock_case
from largesse.rights.order_queue.reads import EvidenceRow, evidence_of
from largesse.rights.orders.outcome import BY_HAND, complete
from largesse.rights.orders.records import OrderId
from largesse.rights.reason import words_of
from largesse.store.work import Read, Tx, Work

SUBJECT = "rights.order_done"
_OVER = """
select id from rights_order where id = any($1::uuid[])
  and state not in ('submitted', 'unknown', 'accepted', 'failed')
"""


@dataclass(frozen=True)
class OrderDoneMissing(Missing):
    """Nobody has proposed to mark this order as served."""

    code = "rights.order_done_missing"


@dataclass(frozen=True, kw_only=True)
class MarkOrderDone(Ask):
    """The order that was served, and how that is known."""

    order: OrderId = asked("The order, ord_….", id="ord")
    words: str = asked("How it is known that it was served, at most 500 characters.")
    reference: str = asked("Where that can be looked up: a receipt, a mail, a call; at most 200 characters.")


@dataclass(frozen=True, kw_only=True)
class DecideOrderDone(Ask):
    """One signature, on the content that was shown."""

    order: OrderId = asked("The order, ord_….", id="ord")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawOrderDone(Ask):
    """Take one's own proposal back."""

    order: OrderId = asked("The order, ord_….", id="ord")


@dataclass(frozen=True)
class DoneStanding:
    """The order's state, and the proposal's: pending, approved, returned, withdrawn; empty: none needed."""

    order: OrderId
    state: str
    approval: str


@dataclass(frozen=True)
class _Id:
    id: UUID


async def mark_order_done(ask: MarkOrderDone, *, actor: Actor, work: Work) -> DoneStanding:
    """Mark an order as served, or propose it to a second person where the right costs more than 500.00.

    Raises:
        OrderMissing, OrderActUnsafe.
        OpenAlready: ``identity.approval_open_already``.
        Malformed: ``kernel.malformed`` at ``words`` or ``reference``.
    """
    actor.must(OPERATION)
    words, reference = words_of(ask.words, least=1), reference_of(ask.reference, least=1)
    async with work.begin(ask, actor, use="rights.mark_order_done", answer=DoneStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "done")
        await write_note(tx, case, words, reference)
        files = (await evidence_of(tx, [ask.order]))[ask.order]
        facts = {"entitlement": str(case.right.id), "words": words, "reference": reference}
        if case.right.unit_cost_minor <= ALONE_MAX_MINOR:
            await _complete(tx, case)
            tx.audit("rights.order_done", str(case.order.id), facts, org_unit=case.right.org_unit)
            return await tx.done(DoneStanding(ask.order, case.order.state, ""))
        await approvals.propose(tx, _proposal(case, words, reference, files), actor)
        tx.audit("rights.order_done_proposed", str(case.order.id), facts, org_unit=case.right.org_unit)
        return await tx.done(DoneStanding(ask.order, case.order.state, "pending"))


async def withdraw_order_done(ask: WithdrawOrderDone, *, actor: Actor, work: Work) -> DoneStanding:
    """Take one's own proposal back.

    Raises:
        OrderMissing, OrderDoneMissing, NotMaker, NotPending.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="rights.withdraw_order_done", answer=DoneStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        standing = await approvals.withdraw(tx, await _approval(tx, ask.order), actor)
        return await tx.done(DoneStanding(ask.order, case.order.state, standing.state))


async def approve_order_done(ask: DecideOrderDone, *, actor: Actor, work: Work) -> DoneStanding:
    """Sign that an order was served; the last signature completes it.

    Raises:
        OrderMissing, OrderDoneMissing.
        OrderActUnsafe: the provider was quicker.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_order_done(ask: DecideOrderDone, *, actor: Actor, work: Work) -> DoneStanding:
    """Send the proposal back; the order stays as it is. Raises as ``approve_order_done``."""
    return await _decide(ask, "return", actor, work)


async def proposers(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, UUID]:
    """Give who proposed what waits for a second person, by order."""
    return await makers_of_open(read, SUBJECT, orders)


async def _decide(
    ask: DecideOrderDone, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> DoneStanding:
    actor.must("rights.decide_order")
    async with work.begin(ask, actor, use=f"rights.{decision}_order_done", answer=DoneStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        signing = Signing(await _approval(tx, ask.order), ask.content_hash, decision, ask.opinion)
        standing = await approvals.sign(tx, signing, actor)
        if standing.state == "approved":
            expect(case.standing, "done")
            await _complete(tx, case)
            facts = {"entitlement": str(case.right.id), "opinion": ask.opinion}
            tx.audit("rights.order_done", str(case.order.id), facts, org_unit=case.right.org_unit)
        return await tx.done(DoneStanding(ask.order, case.order.state, standing.state))


async def _complete(tx: Tx[Any], case: Locked) -> None:
    """Let the right be usable; an order that had failed is the right's claim again."""
    failed = case.order.state == "failed"
    await complete(tx, case.order, {})
    case.order.code, case.order.handled_at = BY_HAND, tx.now
    await case.order.save(using_db=tx.conn, update_fields=["code", "handled_at"])
    if failed:
        await note_claim(tx, await lock_right(tx, case.right.id))


async def _approval(tx: Tx[Any], order: UUID) -> UUID:
    approval = await approvals.latest_on(tx, SUBJECT, order)
    if approval is None:
        raise OrderDoneMissing
    return approval


async def _against(read: Read, orders: Sequence[UUID]) -> dict[UUID, Against]:
    """Read which orders have their answer by now, so that nothing is left to sign."""
    return {one.id: Against(over=True) for one in await read.all(_Id, _OVER, list(orders))}


def _proposal(case: Locked, words: str, reference: str, files: Sequence[EvidenceRow]) -> Proposal:
    right, order = case.right, case.order
    content = {
        "order": text_id(ORDER, order.id),
        "right": str(right.id),
        "title": right.sku_title,
        "state": order.state,
        "words": words,
        "reference": reference,
        "files": [
            {"id": str(one.id), "name": one.name, "size_bytes": one.size_bytes, "sha256": one.sha256}
            for one in files
        ],
        "unit_cost_minor": right.unit_cost_minor,
        "currency": right.currency,
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=order.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=right.org_unit,
        title=right.sku_title["zh-CN"],
        summary={"reason": words},
        difference={"before": None, "after": content},
    )


DONES = Subject(
    kind=SUBJECT,
    approve="rights.decide_order",
    send_back="rights.decide_order",
    withdraw=OPERATION,
    against=_against,
)
