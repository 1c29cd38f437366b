"""Change an order at its provider: another session or place, another beneficiary, an address.

Invariant   a change is made once per key, however often it is asked for; a personal field is sent only where
            the plugin's manifest names it; what was sent is not kept
"""

from dataclasses import dataclass, field
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call
from largesse.plugging.installations.hosted import fields_agreed
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.order_events.records import OrderEvent
from largesse.rights.orders.fulfil import CAPABILITY, DEADLINE_S
from largesse.rights.orders.outcome import lock_order
from largesse.rights.provider_calls.asking import refusal_of
from largesse.rights.provider_calls.whom import NotOrdered, Ordered, order_of_right
from largesse.store.work import Work


@dataclass(frozen=True)
class FieldNotAgreed(Refusal):
    """The plugin's manifest does not name this personal field, so that it is not sent."""

    code = "rights.field_not_agreed"
    field: str


@dataclass(frozen=True, kw_only=True)
class Beneficiary:
    """Who uses the right and need not hold it; ``ref`` is of the asker's choosing and opaque."""

    ref: str
    name: str | None = None
    phone: str | None = None
    sex: str | None = None
    id_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class AmendOrder(Ask):
    """The client's own right and what changes; what is None stays. ``form`` holds fields by name."""

    right: EntitlementId
    place: str | None = None
    slot: str | None = None
    beneficiary: Beneficiary | None = None
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OrderAmended:
    """``pending``: the provider has taken the wish, and tells by itself what becomes of it."""

    right: EntitlementId
    pending: bool


async def amend_order(ask: AmendOrder, *, actor: Actor, work: Work) -> OrderAmended:
    """Change the order of a client's own right, and write down that it was changed.

    Raises:
        EntitlementMissing, NotOrdered, FieldNotAgreed.
        ProviderAway, ProviderPaused, NotOffered, ProviderDeclined.
        ProviderSilent: it may have been changed; the same ask under the same key finds out.
    """
    order = await order_of_right(work, actor, ask.right)
    await _expect_agreed(work, order, ask)
    request_id = f"{order.about}.amend.{sha256_hex(f'{actor.id}:{ask.key}'.encode())[:16]}"
    reply = await work.house.needed(INVOKER).call(_call(order, ask, request_id))
    if reply.outcome not in {"succeeded", "pending"}:
        raise refusal_of(reply)
    async with work.begin(ask, actor, use="rights.amend_order", answer=OrderAmended) as tx:
        if tx.earlier:
            return tx.earlier
        if await lock_order(tx, order.id) is None:
            raise NotOrdered
        if reply.outcome == "succeeded":
            await OrderEvent.create(
                using_db=tx.conn,
                id=new_id(),
                provider_order=order.id,
                installation=order.installation,
                event_id=request_id,
                kind="amended",
                at=tx.now,
                booked_at=tx.now,
                late=False,
                out_of_order=False,
                facts={},
            )
        return await tx.done(OrderAmended(ask.right, reply.outcome == "pending"))


def _call(order: Ordered, ask: AmendOrder, request_id: str) -> Call:
    return Call(
        installation=order.installation,
        capability=CAPABILITY,
        method="amend",
        args={
            "provider_ref": order.provider_ref,
            "place": ask.place,
            "slot": ask.slot,
            "beneficiary": _person(ask.beneficiary),
            "form": ask.form,
        },
        request_id=request_id,
        deadline_s=DEADLINE_S,
    )


async def _expect_agreed(work: Work, order: Ordered, ask: AmendOrder) -> None:
    async with work.read() as read:
        agreed = await fields_agreed(read, order.installation)
    about = {f"beneficiary.{name}" for name in _person(ask.beneficiary) or {} if name != "ref"}
    beyond = about - agreed or set(ask.form) - {one.rpartition(".")[2] for one in agreed}
    if beyond:
        raise FieldNotAgreed(min(beyond))


def _person(who: Beneficiary | None) -> dict[str, Any] | None:
    if who is None:
        return None
    known = {"name": who.name, "phone": who.phone, "sex": who.sex, "id_number": who.id_number}
    return {"ref": who.ref, **{name: told for name, told in known.items() if told is not None}}
