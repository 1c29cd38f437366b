"""Propose what becomes of breaks: one way and one reason for one or for hundreds of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import characters, entries
from largesse.settlement.breaks.lock import BREAKS_MAX, lock_breaks
from largesse.settlement.breaks.records import Break
from largesse.settlement.dispositions.disposition import LIVE, DispositionKind, Plan, plan
from largesse.settlement.dispositions.records import BreakId, Disposition, DispositionId
from largesse.settlement.ids import BREAK
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

_INSERT = statement(__name__, "insert_dispositions")


@dataclass(frozen=True)
class DisposedAlready(Refusal):
    """The break has a live proposal or is disposed of."""

    code = "settlement.break_disposed_already"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposeDisposition(Ask):
    """One way and one reason for one or more breaks of one batch."""

    breaks: tuple[BreakId, ...] = asked("Breaks of one batch, brk_…, 1 to 500.", id=BREAK)
    kind: DispositionKind = asked("Which way.")
    reason: str = asked("Why, 4 to 500 characters.")


@dataclass(frozen=True)
class DispositionsProposed:
    """The proposals, in the order of the breaks."""

    dispositions: tuple[DispositionId, ...]
    pay_minor: int
    adjust_minor: int


async def propose_disposition(ask: ProposeDisposition, *, actor: Actor, work: Work) -> DispositionsProposed:
    """Propose what becomes of breaks.

    Raises:
        BreakMissing: ``settlement.break_missing``.
        DisposedAlready: ``settlement.break_disposed_already``.
        DispositionUnfit: ``settlement.disposition_unfit``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.propose_disposition")
    if not 1 <= len(ask.breaks) <= BREAKS_MAX or len(set(ask.breaks)) != len(ask.breaks):
        raise Malformed(entries(1, BREAKS_MAX), "breaks")
    if not 4 <= len(ask.reason.strip()) <= 500:
        raise Malformed(characters(4, 500), "reason")
    async with work.begin(
        ask, actor, use="settlement.propose_disposition", answer=DispositionsProposed
    ) as tx:
        if tx.earlier:
            return tx.earlier
        locked = await lock_breaks(tx, ask.breaks, actor)
        await _check_undecided(tx, ask.breaks)
        plans = [plan(one.difference, ask.kind) for one in locked.breaks]
        made, reason = await _propose(tx, ask, plans), ask.reason.strip()
        for one, planned in zip(locked.breaks, plans, strict=True):
            facts = {"kind": ask.kind.value, "reason": reason, "adjust_minor": planned.adjust_minor}
            unit = locked.batch.org_unit
            tx.audit("settlement.disposition_proposed", str(one.id), facts, org_unit=unit)
        pay, adjust = sum(one.pay_minor for one in plans), sum(one.adjust_minor for one in plans)
        return await tx.done(DispositionsProposed(tuple(made), pay, adjust))


async def _check_undecided(tx: Tx[Any], breaks: tuple[BreakId, ...]) -> None:
    live = Disposition.filter(of_break__in=list(breaks), state__in=sorted(LIVE))
    first = await live.using_db(tx.conn).order_by("of_break").first()
    if first is not None:
        raise DisposedAlready(first.of_break)


async def _propose(tx: Tx[Any], ask: ProposeDisposition, plans: list[Plan]) -> list[DispositionId]:
    made = [DispositionId(new_id()) for _ in plans]
    await tx.run(
        _INSERT,
        ask.kind.value,
        ask.reason.strip(),
        tx.actor.id,
        tx.now,
        made,
        list(ask.breaks),
        [one.pay_minor for one in plans],
        [one.adjust_minor for one in plans],
    )
    await Break.filter(id__in=list(ask.breaks)).using_db(tx.conn).update(state="proposed")
    return made
