"""Block places of a slot and release them: a released place goes first to those who wait.

Invariant   a block takes free places only: who is booked is moved by a person, not by a block
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import between
from largesse.rights.places.place import ResourceMissing
from largesse.rights.places.records import ResourceId
from largesse.rights.reason import reason_of
from largesse.rights.slots.locking import At, Step, give_back, lock_resource, move, touch
from largesse.rights.slots.open import slots_of
from largesse.rights.slots.slot import Slot
from largesse.rights.waiting.serve import Freed, serve
from largesse.store.work import Tx, Work

_MOST = 10_000


@dataclass(frozen=True)
class SlotInUse(Refusal):
    """Fewer places of the slot are free, or blocked, than that."""

    code = "rights.slot_in_use"
    places: int
    path: str | None = "places"


@dataclass(frozen=True)
class NoSuchSlot(Refusal):
    """No slot begins there at that time."""

    code = "rights.no_such_slot"
    path: str | None = "starts_at"


@dataclass(frozen=True, kw_only=True)
class BlockSlot(Ask):
    """Places of a slot that nobody may take."""

    resource: ResourceId = asked("Whose slot, rsc_….", id="rsc")
    starts_at: datetime = asked("When it begins.")
    places: int = asked("How many, at least 1.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class ReleaseSlot(BlockSlot):
    """Blocked places of a slot that may be taken again."""


@dataclass(frozen=True)
class SlotBlocked:
    """How many places of the slot are blocked now, and how many went to those who wait."""

    resource: ResourceId
    starts_at: datetime
    blocked: int
    served: int


async def block_slot(ask: BlockSlot, *, actor: Actor, work: Work) -> SlotBlocked:
    """Take free places of a slot away.

    Raises:
        ResourceMissing, NoSuchSlot: about the slot.
        SlotInUse: ``rights.slot_in_use``: fewer are free.
        Malformed: ``kernel.malformed`` at ``places`` or ``reason``.
    """
    actor.must("rights.keep_calendar")
    reason = _checked(ask)
    async with work.begin(ask, actor, use="rights.block_slot", answer=SlotBlocked) as tx:
        if tx.earlier:
            return tx.earlier
        at, slot = await _slot(tx, ask, actor)
        row = await touch(tx, at, slot)
        if row is None or not await move(tx, row, Step(blocked=ask.places)):
            raise SlotInUse(slot.left)
        facts = {"starts_at": ask.starts_at, "places": ask.places, "reason": reason}
        tx.audit("rights.slot_blocked", str(ask.resource), facts, org_unit=at.org_unit)
        return await tx.done(SlotBlocked(ask.resource, ask.starts_at, slot.blocked + ask.places, 0))


async def release_slot(ask: ReleaseSlot, *, actor: Actor, work: Work) -> SlotBlocked:
    """Give blocked places free: first to those who wait, in the same commit.

    Raises:
        ResourceMissing, NoSuchSlot: about the slot.
        SlotInUse: ``rights.slot_in_use``: fewer are blocked.
        Malformed: ``kernel.malformed`` at ``places`` or ``reason``.
    """
    actor.must("rights.keep_calendar")
    reason = _checked(ask)
    async with work.begin(ask, actor, use="rights.release_slot", answer=SlotBlocked) as tx:
        if tx.earlier:
            return tx.earlier
        at, slot = await _slot(tx, ask, actor)
        if slot.id is None or slot.blocked < ask.places:
            raise SlotInUse(slot.blocked)
        await give_back(tx, slot.id, Step(blocked=-ask.places))
        freed = Freed(at, slot.id, slot.starts_at, slot.ends_at)
        served = await serve(tx, freed) if slot.open else 0
        facts = {"starts_at": ask.starts_at, "places": ask.places, "served": served, "reason": reason}
        tx.audit("rights.slot_released", str(ask.resource), facts, org_unit=at.org_unit)
        return await tx.done(SlotBlocked(ask.resource, ask.starts_at, slot.blocked - ask.places, served))


def _checked(ask: BlockSlot) -> str:
    if not 1 <= ask.places <= _MOST:
        raise Malformed(between(1, _MOST), "places")
    return reason_of(ask.reason)


async def _slot(tx: Tx[Any], ask: BlockSlot, actor: Actor) -> tuple[At, Slot]:
    at = await lock_resource(tx, ask.resource)
    actor.reach(at.org_unit, ResourceMissing(ask.resource))
    for one in await slots_of(tx, [at], day_in(ask.starts_at, at.zone), 1):
        if one.slot.starts_at == ask.starts_at:
            return at, one.slot
    raise NoSuchSlot
