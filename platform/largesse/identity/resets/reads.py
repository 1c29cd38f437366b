"""Requests for new passwords: the browser's own, those that wait for administrators, one under lock."""

from typing import Any

from largesse.identity.ids import ResetId, StaffId
from largesse.identity.resets.reset import OPEN, Reset, ResetMissing, ResetUnknown, state_of
from largesse.identity.sessions.sessions import token_hash
from largesse.identity.staff.staff import expect_another
from largesse.identity.staff.standing import ACTIVE
from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.clock import now
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

OPERATION = "identity.confirm_reset"
_RESETS = statement(__name__, "resets")
_OWN = _RESETS.format(which="r.secret_hash = $3")
_ONE = _RESETS.format(which="r.id = $3 for update of r")
_OPEN = "r.ended_at is null and r.cosigned_by is null and r.expires_at > now() and p.state = 'active'"
_OF_PERSON = _RESETS.format(which=f"r.staff = $3 and {_OPEN} order by r.id for update of r")
_WAITING = _RESETS.format(
    which=f"{_OPEN} and ($3::uuid[] is null or p.unit = any($3)) and p.id <> $4"
    " order by r.asked_at desc limit 100"
)


async def own_reset(read: Read, secret: str) -> Reset:
    """Read the request of the browser that keeps a secret.

    Raises:
        ResetUnknown: ``identity.reset_unknown``.
    """
    found = await read.one(Reset, _OWN, *_vouchers(read), token_hash(secret))
    if found is None:
        raise ResetUnknown
    return found


async def resets_waiting(read: Read, actor: Actor) -> list[Reset]:
    """List at most a hundred requests within an administrator's reach, the newest first, never his own."""
    units = None if actor.units is None else list(actor.units)
    return await read.all(Reset, _WAITING, *_vouchers(read), units, actor.id)


async def count_waiting(read: Read, actor: Actor) -> int:
    """Count the requests that this administrator can bring further."""
    return sum(actions(actor, one) != ["decline"] for one in await resets_waiting(read, actor))


async def locked_reset(tx: Tx[Any], reset: ResetId, actor: Actor) -> Reset:
    """Lock a request about somebody else within reach.

    Raises:
        ResetMissing: ``identity.reset_missing``: also where the person is disabled.
        NotYourself: ``identity.staff_not_yourself``.
    """
    found = await tx.one(Reset, _ONE, *_vouchers(tx), reset)
    if found is None or found.staff is None or found.person_state != ACTIVE:
        raise ResetMissing(reset)
    actor.reach(found.unit, ResetMissing(reset))
    expect_another(found.staff, actor)
    return found


async def locked_of_person(tx: Tx[Any], staff: StaffId) -> list[Reset]:
    """Lock the requests of a person that wait for administrators."""
    return await tx.all(Reset, _OF_PERSON, *_vouchers(tx), staff)


def actions(actor: Actor, one: Reset) -> list[str]:
    """Name what an administrator may do with a request: confirm, co-sign, decline."""
    state = state_of(one, now())
    if not actor.may(OPERATION) or state not in OPEN:
        return []
    if state == "waiting":
        return ["confirm", "decline"]
    return ["cosign", "decline"] if state == "confirmed" and one.confirmed_by != actor.id else ["decline"]


def _vouchers(read: Read) -> tuple[Any, ...]:
    return sorted(read.house.access[OPERATION]), SYSTEM.id
