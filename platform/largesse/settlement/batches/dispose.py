"""Propose what becomes of breaks: one way and one reason for one or for hundreds of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.settlement.batches.differences import BREAKS_MAX, difference, lock_breaks
from largesse.settlement.batches.row import Row
from largesse.settlement.breaks.disposition import Kind, Plan, plan
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class DisposedAlready(Refusal):
    """The break has a live proposal or is disposed of."""

    code = "settlement.break_disposed_already"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ProposeDisposition(Ask):
    """One way and one reason for one or more breaks of one batch."""

    breaks: tuple[UUID, ...]
    kind: Kind
    reason: str


@dataclass(frozen=True)
class DispositionsProposed:
    """The proposals, in the order of the breaks."""

    dispositions: tuple[UUID, ...]
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
        raise Malformed(f"1 to {BREAKS_MAX} different breaks", "breaks")
    if not 4 <= len(ask.reason.strip()) <= 500:
        raise Malformed("4 to 500 characters", "reason")
    async with work.begin(
        ask, actor, use="settlement.propose_disposition", answer=DispositionsProposed
    ) as tx:
        if tx.earlier:
            return tx.earlier
        batch, rows = await lock_breaks(tx, ask.breaks, actor)
        await _check_undecided(tx, ask.breaks)
        plans = [plan(difference(row), ask.kind) for row in rows]
        made = await _propose(tx, ask, plans)
        for row, planned in zip(rows, plans, strict=True):
            _note(tx, row, ask, planned, batch["org_unit"])
        pay, adjust = sum(one.pay_minor for one in plans), sum(one.adjust_minor for one in plans)
        return await tx.done(DispositionsProposed(tuple(made), pay, adjust))


async def _check_undecided(tx: Tx[Any], breaks: tuple[UUID, ...]) -> None:
    live: UUID | None = await tx.value(
        "select break from settlement_disposition where break = any($1::uuid[])"
        " and state in ('proposed', 'approved') order by break limit 1",
        list(breaks),
    )
    if live is not None:
        raise DisposedAlready(live)


async def _propose(tx: Tx[Any], ask: ProposeDisposition, plans: list[Plan]) -> list[UUID]:
    made = [new_id() for _ in plans]
    await tx.rows(
        "insert into settlement_disposition (id, break, kind, reason, state, pay_minor, adjust_minor,"
        " proposed_by, proposed_at) select r.id, r.break, $1, $2, 'proposed', r.pay, r.adjust, $3, $4"
        " from unnest($5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[]) as r(id, break, pay, adjust)",
        ask.kind,
        ask.reason.strip(),
        tx.actor.id,
        tx.now,
        made,
        list(ask.breaks),
        [one.pay_minor for one in plans],
        [one.adjust_minor for one in plans],
    )
    await tx.run(
        "update settlement_break set state = 'proposed' where id = any($1::uuid[])", list(ask.breaks)
    )
    return made


def _note(tx: Tx[Any], row: Row, ask: ProposeDisposition, planned: Plan, org_unit: UUID) -> None:
    facts = {"kind": ask.kind, "reason": ask.reason.strip(), "adjust_minor": planned.adjust_minor}
    tx.audit("settlement.disposition_proposed", str(row["id"]), facts, org_unit=org_unit)
