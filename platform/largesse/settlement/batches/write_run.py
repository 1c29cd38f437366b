"""Write what a run found, whole arrays at a time; what the last run left open is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from largesse.kernel.ids import new_id
from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.scope import Sides
from largesse.settlement.matching.exact import ALGORITHM
from largesse.settlement.matching.frames import Finding, Pairing, Result, Rules
from largesse.settlement.matching.records import Run
from largesse.store.sql import statement
from largesse.store.work import Tx

CHUNK = 5_000
_UNDO_MATCHES = """
update settlement_match_member set active = false
where active and match in (select id from settlement_match where batch = $1)
"""
_CLOSE_BREAKS = statement(__name__, "close_open_breaks")
_MATCHES = statement(__name__, "insert_matches")
_MEMBERS = statement(__name__, "insert_match_members")
_BREAKS = statement(__name__, "insert_breaks")


@dataclass(frozen=True)
class Finished:
    """A run that ended: the hash and the sides that went in, the rules, what came out."""

    run_hash: str
    rules: Rules
    sides: Sides
    result: Result


async def write_run(tx: Tx[Any], batch: Batch, finished: Finished) -> Run:
    """Write a run with its matches and breaks, in place of those of the last run."""
    result, sides = finished.result, finished.sides
    run = await Run.create(
        using_db=tx.conn,
        id=new_id(),
        batch=batch.id,
        algorithm=ALGORITHM,
        rules=msgspec.to_builtins(finished.rules),
        run_hash=finished.run_hash,
        result_hash=result.sha,
        lines=sides.lines.height,
        items=sides.items.height,
        matches=len(result.pairings),
        breaks=len(result.findings),
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    await Batch.filter(id=batch.id).using_db(tx.conn).update(run_id=run.id)
    await tx.run(_UNDO_MATCHES, batch.id)
    await tx.run(_CLOSE_BREAKS, batch.id, tx.now)
    amounts = {
        ident: amount
        for side in (sides.lines, sides.items)
        for ident, amount in side.select("id", "amount").iter_rows()
    }
    rows = _Rows(tx, batch, run, amounts)
    for start in range(0, len(result.pairings), CHUNK):
        await rows.matches(result.pairings[start : start + CHUNK])
    for start in range(0, len(result.findings), CHUNK):
        await rows.breaks(result.findings[start : start + CHUNK])
    return run


@dataclass(frozen=True)
class _Rows:
    """Writes what one run found; ``amounts`` are those of lines and items by id, minor units."""

    tx: Tx[Any]
    batch: Batch
    run: Run
    amounts: dict[str, int]

    async def matches(self, pairings: Sequence[Pairing]) -> None:
        ids = [new_id() for _ in pairings]
        lines, items = [one.line for one in pairings], [one.item for one in pairings]
        rules, amounts = [one.rule for one in pairings], [self.amounts[line] for line in lines]
        await self.tx.run(_MATCHES, self.batch.id, self.run.id, ids, rules, amounts)
        await self.tx.run(_MEMBERS, ids, lines, items)

    async def breaks(self, findings: Sequence[Finding]) -> None:
        await self.tx.run(
            _BREAKS,
            self.batch.id,
            self.run.id,
            [new_id() for _ in findings],
            [one.code for one in findings],
            [one.line or None for one in findings],
            [one.item or None for one in findings],
            [self.amounts.get(one.line, 0) for one in findings],
            [self.amounts.get(one.item, 0) for one in findings],
            self.batch.currency,
            self.tx.now,
        )
