"""Undo an approved disposition: one person asks with a reason, a second one agrees, its entry is reversed.

Invariant   who asks never agrees; the change of cost is reversed once; the break is open again afterwards
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.settlement.batches.reason import reason_of
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.breaks.decide import DecideDispositions, NotProposed, breaks_of, check_many
from largesse.settlement.breaks.lock import Locked, lock_breaks
from largesse.settlement.breaks.records import Break
from largesse.settlement.dispositions.disposition import PROPOSED
from largesse.settlement.dispositions.records import Disposition, DispositionId
from largesse.settlement.ids import DISPOSITION
from largesse.settlement.ledger.entry import People
from largesse.settlement.ledger.post import reverse
from largesse.settlement.ledger.records import EntryId
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class NotApproved(Refusal):
    """Only an approved disposition is undone, and only once somebody has asked for it."""

    code = "settlement.disposition_not_approved"
    state: str


@dataclass(frozen=True)
class UndoAsked(Refusal):
    """Somebody has asked already to undo the disposition."""

    code = "settlement.disposition_undo_asked"


@dataclass(frozen=True)
class OwnUndo(Refusal):
    """Who asked to undo a disposition cannot agree to it."""

    code = "settlement.disposition_undo_own"


@dataclass(frozen=True)
class NotOwnDisposition(Refusal):
    """A proposal is withdrawn by the one who made it; a colleague returns it."""

    code = "settlement.disposition_not_own"


@dataclass(frozen=True, kw_only=True)
class ProposeUndo(Ask):
    """Approved dispositions of one batch to undo, and why."""

    dispositions: tuple[DispositionId, ...] = asked(
        "Dispositions of one batch, dsp_…, 1 to 500; all or none.", id=DISPOSITION
    )
    reason: str = asked("Why, 4 to 500 characters.")


@dataclass(frozen=True, kw_only=True)
class WithdrawDispositions(Ask):
    """One's own proposals to take back."""

    dispositions: tuple[DispositionId, ...] = asked(
        "Dispositions of one batch, dsp_…, 1 to 500; all or none.", id=DISPOSITION
    )


@dataclass(frozen=True)
class UndoDecided:
    """What became of them; a reversing entry for each that had changed our cost."""

    state: str
    batch_state: str
    entries: tuple[EntryId, ...] = ()


async def propose_undo(ask: ProposeUndo, *, actor: Actor, work: Work) -> UndoDecided:
    """Ask a second person to undo approved dispositions of an open batch.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotApproved: ``settlement.disposition_not_approved``.
        UndoAsked: ``settlement.disposition_undo_asked``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.propose_disposition")
    check_many(ask.dispositions)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="settlement.propose_undo", answer=UndoDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked, rows = await _lock(tx, ask.dispositions, actor)
        if any(one.undo_by is not None for one in rows):
            raise UndoAsked
        asked_for = {"undo_by": actor.id, "undo_at": tx.now, "undo_reason": reason}
        await _update(tx, rows, **asked_for)
        _audit(tx, locked, rows, "settlement.undo_proposed", {"reason": reason})
        return await tx.done(UndoDecided("approved", (await keep_tally(tx, locked.batch)).state))


async def approve_undo(ask: DecideDispositions, *, actor: Actor, work: Work) -> UndoDecided:
    """Agree to undo: what was posted is reversed, the breaks are open again.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotApproved: ``settlement.disposition_not_approved``: also where nobody has asked for it.
        OwnUndo: ``settlement.disposition_undo_own``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.approve_disposition")
    check_many(ask.dispositions)
    async with work.begin(ask, actor, use="settlement.approve_undo", answer=UndoDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked, rows = await _lock(tx, ask.dispositions, actor)
        _check_asked(rows)
        if any(one.undo_by == actor.id for one in rows):
            raise OwnUndo
        entries = [await _undo(tx, one) for one in rows]
        await _open_again(tx, rows)
        _audit(tx, locked, rows, "settlement.disposition_undone", {"opinion": ask.opinion})
        state = (await keep_tally(tx, locked.batch)).state
        return await tx.done(UndoDecided("undone", state, tuple(one for one in entries if one is not None)))


async def return_undo(ask: DecideDispositions, *, actor: Actor, work: Work) -> UndoDecided:
    """Leave approved dispositions as they are: by a colleague, or by the one who asked; raises as above."""
    actor.must("settlement.approve_disposition")
    check_many(ask.dispositions)
    async with work.begin(ask, actor, use="settlement.return_undo", answer=UndoDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked, rows = await _lock(tx, ask.dispositions, actor)
        _check_asked(rows)
        await _update(tx, rows, undo_by=None, undo_at=None, undo_reason=None)
        _audit(tx, locked, rows, "settlement.undo_returned", {"opinion": ask.opinion})
        return await tx.done(UndoDecided("approved", (await keep_tally(tx, locked.batch)).state))


async def withdraw_dispositions(ask: WithdrawDispositions, *, actor: Actor, work: Work) -> UndoDecided:
    """Take one's own proposals back before anybody decides; their breaks are open again.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotProposed: ``settlement.disposition_not_proposed``.
        NotOwnDisposition: ``settlement.disposition_not_own``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.propose_disposition")
    check_many(ask.dispositions)
    async with work.begin(ask, actor, use="settlement.withdraw_disposition", answer=UndoDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked, rows = await _lock(tx, ask.dispositions, actor, state=PROPOSED)
        if any(one.proposed_by != actor.id for one in rows):
            raise NotOwnDisposition
        await _update(tx, rows, state="withdrawn")
        await _open_again(tx, rows)
        _audit(tx, locked, rows, "settlement.disposition_withdrawn", {})
        return await tx.done(UndoDecided("withdrawn", (await keep_tally(tx, locked.batch)).state))


async def _lock(
    tx: Tx[Any], wanted: Sequence[DispositionId], actor: Actor, *, state: str = "approved"
) -> tuple[Locked, list[Disposition]]:
    """Lock the batch, the breaks and the dispositions, which are in a state."""
    locked = await lock_breaks(tx, await breaks_of(tx, wanted), actor)
    found = Disposition.filter(id__in=list(wanted)).using_db(tx.conn).order_by("id").select_for_update()
    rows = list(await found)
    for one in rows:
        if one.state != state:
            raise NotProposed(one.state) if state == PROPOSED else NotApproved(one.state)
    return locked, rows


def _check_asked(rows: Sequence[Disposition]) -> None:
    for one in rows:
        if one.undo_by is None:
            raise NotApproved(one.state)


async def _undo(tx: Tx[Any], one: Disposition) -> EntryId | None:
    """Reverse what one disposition posted, with both people's names on the entry."""
    entry = None
    if one.entry_id is not None:
        people = People(f"staff:{one.undo_by}", f"staff:{tx.actor.id}")
        today = day_in(tx.now, settings().zone)
        entry = (await reverse(tx, one.entry_id, reason=one.undo_reason or "", people=people, day=today)).id
    await _update(tx, [one], state="undone", undone_by=tx.actor.id, undone_at=tx.now, undo_entry_id=entry)
    return entry


async def _update(tx: Tx[Any], rows: Sequence[Disposition], **values: Any) -> None:
    await Disposition.filter(id__in=[one.id for one in rows]).using_db(tx.conn).update(**values)


async def _open_again(tx: Tx[Any], rows: Sequence[Disposition]) -> None:
    await Break.filter(id__in=[one.of_break for one in rows]).using_db(tx.conn).update(state="open")


def _audit(
    tx: Tx[Any], locked: Locked, rows: Sequence[Disposition], action: str, facts: dict[str, Any]
) -> None:
    for one in rows:
        told = {"disposition": str(one.id), "kind": one.kind} | facts
        tx.audit(action, str(one.of_break), told, org_unit=locked.batch.org_unit)
