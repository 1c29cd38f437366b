"""Vouch for a request: one administrator types the code that was read out, another co-signs; or decline it.

Invariant   tries at a code are counted in a commit of their own, whatever becomes of the ask
"""

import hmac
from dataclasses import dataclass
from typing import Any

from largesse.identity.ids import RESET, ResetId, StaffId
from largesse.identity.resets.reads import OPERATION, locked_of_person, locked_reset
from largesse.identity.resets.records import PasswordReset
from largesse.identity.resets.reset import (
    OPEN,
    READY_FOR,
    TRIES,
    Reset,
    ResetCodeWrong,
    ResetSecondPerson,
    State,
    code_hash,
    expect,
    state_of,
)
from largesse.identity.sessions.sign_in import find_person
from largesse.identity.staff.staff import StaffMissing
from largesse.identity.staff.successors import other_administrators
from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ask import Ask, AskWithoutReceipt, asked
from largesse.kernel.writing import number_text
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class ConfirmReset(AskWithoutReceipt):
    """The code as the person read it out."""

    reset: ResetId = asked("The request, rst_….", id=RESET)
    code: str = asked("The eight digits that the person read out; spaces do not count.")


@dataclass(frozen=True, kw_only=True)
class CosignReset(Ask):
    """The second administrator's yes."""

    reset: ResetId = asked("The request, rst_….", id=RESET)


@dataclass(frozen=True, kw_only=True)
class DeclineReset(Ask):
    """One administrator's no."""

    reset: ResetId = asked("The request, rst_….", id=RESET)


@dataclass(frozen=True)
class ResetStanding:
    """Where a request stands now."""

    reset: ResetId
    state: State


async def confirm_reset(ask: ConfirmReset, *, actor: Actor, work: Work) -> ResetStanding:
    """Confirm that the person himself read out the code.

    Raises:
        ResetMissing: ``identity.reset_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        ResetOver: ``identity.reset_over``.
        ResetCodeWrong: ``identity.reset_code_wrong``.
    """
    actor.must(OPERATION)
    async with work.job(actor) as tx:
        found = await locked_reset(tx, ask.reset, actor)
        expect(found, tx.now, "waiting")
        right = _fits(found, ask.code)
        if right:
            await _keep(tx, found, confirmed_by=actor.id, confirmed_at=tx.now)
        elif found.tries + 1 < TRIES:
            await _keep(tx, found, tries=found.tries + 1)
        else:
            await _keep(
                tx, found, tries=found.tries + 1, ended_at=tx.now, ended_why="spoilt", ended_by=actor.id
            )
        action = "identity.reset_confirmed" if right else "identity.reset_code_wrong"
        tx.audit(action, str(found.staff), {"reset": found.id}, org_unit=found.unit)
    if not right:
        raise ResetCodeWrong(TRIES - found.tries - 1)
    return ResetStanding(ask.reset, "confirmed")


async def cosign_reset(ask: CosignReset, *, actor: Actor, work: Work) -> ResetStanding:
    """Let the new password be set, as the second administrator.

    Raises:
        ResetMissing: ``identity.reset_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        ResetOver: ``identity.reset_over``: also where nobody who administers has confirmed the code.
        ResetSecondPerson: ``identity.reset_second_person``.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="identity.cosign_reset", answer=ResetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await locked_reset(tx, ask.reset, actor)
        expect(found, tx.now, "confirmed")
        if found.confirmed_by == actor.id:
            raise ResetSecondPerson
        await _cosign(tx, found)
        tx.audit("identity.reset_cosigned", str(found.staff), {"reset": found.id}, org_unit=found.unit)
        return await tx.done(ResetStanding(ask.reset, "ready"))


async def decline_reset(ask: DeclineReset, *, actor: Actor, work: Work) -> ResetStanding:
    """End a request; the person may ask again.

    Raises:
        ResetMissing: ``identity.reset_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        ResetOver: ``identity.reset_over``.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="identity.decline_reset", answer=ResetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await locked_reset(tx, ask.reset, actor)
        expect(found, tx.now, *OPEN)
        await _keep(tx, found, ended_at=tx.now, ended_why="declined", ended_by=actor.id)
        tx.audit("identity.reset_declined", str(found.staff), {"reset": found.id}, org_unit=found.unit)
        return await tx.done(ResetStanding(ask.reset, "declined"))


async def vouch_on_machine(login: str, code: str, *, alone: bool, work: Work) -> ResetStanding:
    """Vouch with a command on the machine: one of the two people, or both where nobody else administers.

    Args:
        login: staff number or e-mail.
        code: as the person read it out.
        alone: be both, although others administer: none of them can sign in.
        work: the way to the database.

    Raises:
        StaffMissing: ``identity.staff_missing``: nobody who may sign in has this name.
        ResetCodeWrong: ``identity.reset_code_wrong``: none of the person's requests has this code.
        ResetSecondPerson: ``identity.reset_second_person``: the machine confirmed it before.
    """
    async with work.job(SYSTEM) as tx:
        known = await find_person(tx, login.strip())
        if known is None or not known.opens:
            raise StaffMissing(SYSTEM.id)
        found = next((one for one in await locked_of_person(tx, StaffId(known.id)) if _fits(one, code)), None)
        if found is None:
            raise ResetCodeWrong(0)
        first = state_of(found, tx.now) == "waiting"
        both = alone or not await other_administrators(tx, known.id)
        if found.confirmed_by == SYSTEM.id and not both:
            raise ResetSecondPerson
        if first:
            await _keep(tx, found, confirmed_by=SYSTEM.id, confirmed_at=tx.now)
        if both or not first:
            await _cosign(tx, found)
        facts = {"reset": found.id, "both": first and both, "alone": alone}
        action = "identity.reset_confirmed" if first else "identity.reset_cosigned"
        tx.audit(action, str(known.id), facts, org_unit=known.unit)
    return ResetStanding(found.id, "ready" if both or not first else "confirmed")


def _fits(found: Reset, code: str) -> bool:
    typed = "".join(one for one in number_text(code) if one.isdigit())
    return hmac.compare_digest(found.code_hash, code_hash(found.id, typed))


async def _cosign(tx: Tx[Any], found: Reset) -> None:
    await _keep(tx, found, cosigned_by=tx.actor.id, cosigned_at=tx.now, expires_at=tx.now + READY_FOR)


async def _keep(tx: Tx[Any], found: Reset, **values: Any) -> None:
    await PasswordReset.filter(id=found.id).using_db(tx.conn).update(**values)
