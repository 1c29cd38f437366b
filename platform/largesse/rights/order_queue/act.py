"""What people do with an order: ask, send, give to another provider, give up, close, note, stop its clock.

Invariant   each act is judged again under the order's lock; act, audit and event commit together
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import at_most_characters
from largesse.kernel.writing import plain_given
from largesse.rights.entitlements.locking import Right, lock_right
from largesse.rights.entitlements.placing import ORDERED, Target, at_offer, next_target, waits_for_offer
from largesse.rights.entitlements.validity import note_claim
from largesse.rights.offers.find import offers_of
from largesse.rights.offers.offer import NoOffer, NoOfferByPolicy, OfferMissing
from largesse.rights.offers.records import OfferId
from largesse.rights.order_clocks.keep import PROVIDER, Noted, pause, resume
from largesse.rights.order_queue.case import ClockStands, OrderActUnsafe, expect
from largesse.rights.order_queue.locking import Locked, lock_case
from largesse.rights.order_queue.records import OrderNote
from largesse.rights.orders.failover import hand_over, tried
from largesse.rights.orders.fulfil import CHECK
from largesse.rights.orders.outcome import fail
from largesse.rights.orders.records import OrderId
from largesse.rights.reason import reason_of, words_of
from largesse.store.work import Tx, Work

GIVEN_UP = "staff.given_up"
BY_HAND = "staff.rerouted"
REFERENCE_MAX = 200
OPERATION = "rights.serve_orders"


class PauseCause(StrEnum):
    """What a provider cannot help."""

    CLIENT = "client"
    BOOKING = "booking"
    FORCE = "force"


@dataclass(frozen=True, kw_only=True)
class OrderAsk(Ask):
    """The order that something is done with."""

    order: OrderId = asked("The order, ord_….", id="ord")


@dataclass(frozen=True, kw_only=True)
class ReasonedOrderAsk(OrderAsk):
    """The order, and why."""

    reason: str = asked("Why; stands in the audit and in the order's history.")


@dataclass(frozen=True, kw_only=True)
class RerouteOrder(ReasonedOrderAsk):
    """Give an order to another provider."""

    offer: OfferId | None = asked("The offer, off_…; null: the policy chooses.", id="off", default=None)


@dataclass(frozen=True, kw_only=True)
class NoteOnOrder(OrderAsk):
    """Words that stay with an order."""

    words: str = asked("What is to be known, at most 500 characters.")
    reference: str = asked("Where it can be looked up, at most 200 characters.", default="")


@dataclass(frozen=True, kw_only=True)
class PauseOrderClock(ReasonedOrderAsk):
    """Stop an order's clock."""

    cause: PauseCause = asked("What the provider cannot help.")


@dataclass(frozen=True)
class OrderStanding:
    """An order as it stands now, and the one that follows it, if one does."""

    order: OrderId
    state: str
    next: UUID | None = None


async def ask_provider(ask: OrderAsk, *, actor: Actor, work: Work) -> OrderStanding:
    """Ask the provider now what became of an order that was sent.

    Raises:
        OrderMissing, OrderActUnsafe.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="rights.ask_provider", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "ask")
        _due(tx, case, CHECK)
        _audit(tx, case, "rights.order_asked_after", {})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def send_order(ask: OrderAsk, *, actor: Actor, work: Work) -> OrderStanding:
    """Send an order now that was surely not carried out, under its own request id.

    Raises:
        OrderMissing, OrderActUnsafe.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="rights.send_order", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "send")
        _due(tx, case, ORDERED)
        _audit(tx, case, "rights.order_sent", {})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def reroute_order(ask: RerouteOrder, *, actor: Actor, work: Work) -> OrderStanding:
    """Give an order that was surely not carried out to another offer of its SKU.

    Raises:
        OrderMissing, OrderActUnsafe.
        OfferMissing, NoOffer: the offer is not among those that can take it, or costs more than was promised.
        NoOfferByPolicy: ``rights.no_offer_by_policy``: none was chosen, and the policy finds none.
        ProviderPaused, ProviderAway: it was paused or parted this moment.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.reroute_order", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "reroute")
        right = await lock_right(tx, case.order.entitlement)
        target = await _target(tx, case, right, ask.offer)
        if target is None:
            raise NoOffer if ask.offer else NoOfferByPolicy
        failed = case.order.state == "failed"
        again = failed or waits_for_offer(case.order)
        if not await hand_over(tx, case.order, right, target, case.order.code if failed else BY_HAND):
            raise OrderActUnsafe("other_live")
        await _told(tx, case, "rerouted", reason)
        if again:
            await note_claim(tx, right)  # its failure had let the claim be forgotten, or nobody was asked
        _audit(tx, case, "rights.order_rerouted", {"reason": reason, "to": str(target.provider)})
        return await tx.done(OrderStanding(ask.order, "rerouted", target.order))


async def give_order_up(ask: ReasonedOrderAsk, *, actor: Actor, work: Work) -> OrderStanding:
    """Give up an order that was surely not carried out: the client can claim the right again.

    Raises:
        OrderMissing, OrderActUnsafe.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.give_order_up", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "give_up")
        await fail(tx, case.order, GIVEN_UP)
        await _handled(tx, case)
        await _told(tx, case, "given_up", reason)
        _audit(tx, case, "rights.order_given_up", {"reason": reason})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def close_order_case(ask: ReasonedOrderAsk, *, actor: Actor, work: Work) -> OrderStanding:
    """Say how it was settled that an order failed or was contradicted: nothing waits any more.

    Raises:
        OrderMissing, OrderActUnsafe.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.close_order_case", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        expect(case.standing, "close")
        await _handled(tx, case)
        await _told(tx, case, "closed", reason)
        _audit(tx, case, "rights.order_case_closed", {"reason": reason})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def note_on_order(ask: NoteOnOrder, *, actor: Actor, work: Work) -> OrderStanding:
    """Let words stay with an order; with a reference they are evidence.

    Raises:
        OrderMissing.
        Malformed: ``kernel.malformed`` at ``words`` or ``reference``.
    """
    actor.must(OPERATION)
    words, reference = words_of(ask.words, least=1), reference_of(ask.reference)
    async with work.begin(ask, actor, use="rights.note_on_order", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        await write_note(tx, case, words, reference)
        _audit(tx, case, "rights.order_noted", {"words": words, "reference": reference})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def pause_order_clock(ask: PauseOrderClock, *, actor: Actor, work: Work) -> OrderStanding:
    """Stop an order's clock for what its provider cannot help.

    Raises:
        OrderMissing.
        ClockStands: ``rights.order_clock_stands``.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.pause_order_clock", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        if not await pause(tx, case.order.id, Noted(ask.cause.value, reason, actor.id)):
            raise ClockStands
        _audit(tx, case, "rights.order_clock_paused", {"cause": ask.cause.value, "reason": reason})
        return await tx.done(OrderStanding(ask.order, case.order.state))


async def resume_order_clock(ask: ReasonedOrderAsk, *, actor: Actor, work: Work) -> OrderStanding:
    """Let an order's clock go on; where its provider is paused meanwhile, that keeps it stopped.

    Raises:
        OrderMissing.
        ClockStands: ``rights.order_clock_stands``.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.resume_order_clock", answer=OrderStanding) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        by_us = case.standing.sla_cause == "provider"
        if by_us or not await resume(tx, case.order.id, Noted(None, reason, actor.id)):
            raise ClockStands
        if case.standing.paused:
            await pause(tx, case.order.id, Noted(PROVIDER))
        _audit(tx, case, "rights.order_clock_resumed", {"reason": reason})
        return await tx.done(OrderStanding(ask.order, case.order.state))


def reference_of(text: str, *, least: int = 0) -> str:
    """Give a reference without its margins.

    Raises:
        Malformed: ``kernel.malformed`` at ``reference``.
    """
    reference = plain_given(text, "reference").strip()
    if not least <= len(reference) <= REFERENCE_MAX:
        raise Malformed(at_most_characters(REFERENCE_MAX), "reference")
    return reference


async def write_note(tx: Tx[Any], case: Locked, words: str, reference: str) -> None:
    """Write a note on a locked order, by who acts."""
    await _noted(tx, case, "evidence" if reference else "note", words, reference)


async def _told(tx: Tx[Any], case: Locked, kind: str, reason: str) -> None:
    """Write why it was done beside the order, for whoever opens it later."""
    await _noted(tx, case, kind, reason, "")


async def _noted(tx: Tx[Any], case: Locked, kind: str, words: str, reference: str) -> None:
    await OrderNote.create(
        using_db=tx.conn,
        id=new_id(),
        provider_order=case.order.id,
        kind=kind,
        words=words,
        reference=reference,
        by_staff=tx.actor.id,
        at=tx.now,
    )


async def _target(tx: Tx[Any], case: Locked, right: Right, offer: UUID | None) -> Target | None:
    """Find the offer that a person or the policy chooses; a person may choose one for other regions."""
    order, before = new_id(), await tried(tx, case.order)
    if offer is None:
        return await next_target(tx, right, order, before)
    able = {one.id: one for one in await offers_of(tx, [right.sku], tx.now) if one.state == "active"}
    chosen = able.get(offer)
    if chosen is None or offer in before:
        raise OfferMissing(offer)
    dear = chosen.cost_minor > right.unit_cost_minor
    return None if dear else await at_offer(tx, order, chosen, ("by_hand",))


def _due(tx: Tx[Any], case: Locked, topic: str) -> None:
    """Let the order's next step be done now."""
    order = str(case.order.id)
    tx.emit(topic, order, {"order": order, "at": tx.now.isoformat()})


async def _handled(tx: Tx[Any], case: Locked) -> None:
    case.order.handled_at = tx.now
    await case.order.save(using_db=tx.conn, update_fields=["handled_at"])


def _audit(tx: Tx[Any], case: Locked, act: str, facts: dict[str, Any]) -> None:
    noted = {"entitlement": str(case.right.id), **facts}
    tx.audit(act, str(case.order.id), noted, org_unit=case.right.org_unit)
