"""Suspend a right, or every right of a client, and resume one.

Invariant   a suspended right cannot be claimed, used, given or booked; a use that had happened is booked
            all the same; time runs on: what ends while suspended has ended, and cannot be resumed
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.entitlements.entitlement import (
    EntitlementMissing,
    Lapsed,
    State,
    WrongState,
    move,
    put_back,
)
from largesse.rights.entitlements.locking import Right, find_right, keep_right, lock_right
from largesse.rights.entitlements.records import Entitlement, EntitlementId
from largesse.rights.reason import reason_of
from largesse.rights.transfers.ending import end_open
from largesse.store.work import Tx, Work

SUSPENDED, RESUMED = "rights.right_suspended", "rights.right_resumed"
AT_ONCE_MAX = 500
LIVE = (State.ISSUED, State.ACTIVE, State.RESERVED, State.TRANSFERRING)


@dataclass(frozen=True, kw_only=True)
class SuspendRight(Ask):
    """The right to be stopped, and why."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class ResumeRight(Ask):
    """The right that may go on, and why."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class SuspendRightsOfClient(Ask):
    """Every live right of a client is stopped, for one reason."""

    client: ClientId = asked("The client, cli_….", id="cli")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class RightStanding:
    """A right as it stands now."""

    entitlement: EntitlementId
    state: str


@dataclass(frozen=True)
class RightsSuspended:
    """How many rights were stopped."""

    client: ClientId
    count: int


async def suspend_right(ask: SuspendRight, *, actor: Actor, work: Work) -> RightStanding:
    """Stop a right; one that is offered to another is the giver's again.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``.
    """
    actor.must("rights.suspend")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.suspend_right", answer=RightStanding) as tx:
        if tx.earlier:
            return tx.earlier
        actor.reach((await find_right(tx, ask.entitlement)).org_unit, EntitlementMissing(ask.entitlement))
        right = await lock_right(tx, ask.entitlement)
        if right.state not in LIVE:
            raise WrongState(right.state.value, State.SUSPENDED.value)
        await _stop(tx, right, reason)
        return await tx.done(RightStanding(right.id, State.SUSPENDED.value))


async def resume_right(ask: ResumeRight, *, actor: Actor, work: Work) -> RightStanding:
    """Let a suspended right go on where it stood.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``: it is not suspended.
        Lapsed: ``rights.entitlement_expired``: its time ran out meanwhile.
    """
    actor.must("rights.suspend")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.resume_right", answer=RightStanding) as tx:
        if tx.earlier:
            return tx.earlier
        actor.reach((await find_right(tx, ask.entitlement)).org_unit, EntitlementMissing(ask.entitlement))
        right = await lock_right(tx, ask.entitlement)
        if right.state is not State.SUSPENDED:
            raise WrongState(right.state.value, State.ACTIVE.value)
        if tx.now >= right.valid_to:
            raise Lapsed(right.valid_to)
        after = put_back(right.entitlement)
        await keep_right(tx, right, after)
        facts = {"client": str(right.holder), "state": after.state.value, "reason": reason}
        tx.audit(RESUMED, str(right.id), facts, org_unit=right.org_unit)
        return await tx.done(RightStanding(right.id, after.state.value))


async def suspend_rights_of_client(
    ask: SuspendRightsOfClient, *, actor: Actor, work: Work
) -> RightsSuspended:
    """Stop every live right of a client within reach, at most 500 at once.

    Raises:
        ClientMissing: ``audience.client_missing``.
    """
    actor.must("rights.suspend")
    reason = reason_of(ask.reason)
    use = "rights.suspend_rights_of_client"
    async with work.begin(ask, actor, use=use, answer=RightsSuspended) as tx:
        if tx.earlier:
            return tx.earlier
        await locked_client(tx, ask.client, actor)
        live = Entitlement.filter(holder=ask.client, state__in=[one.value for one in LIVE])
        count = 0
        for one in await live.using_db(tx.conn).order_by("id").limit(AT_ONCE_MAX):
            right = await lock_right(tx, one.id)
            if right.holder == ask.client and right.state in LIVE and actor.reaches(right.org_unit):
                await _stop(tx, right, reason)
                count += 1
        return await tx.done(RightsSuspended(ask.client, count))


async def _stop(tx: Tx[Any], right: Right, reason: str) -> None:
    if right.state is State.TRANSFERRING:
        await end_open(tx, right.id)
    await keep_right(tx, right, move(right.entitlement, State.SUSPENDED))
    facts = {"client": str(right.holder), "state": right.state.value, "reason": reason}
    tx.audit(SUSPENDED, str(right.id), facts, org_unit=right.org_unit)
