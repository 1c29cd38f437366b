"""Run the matching of a batch; a new run replaces what the last one found, never a decision of people."""

import asyncio
from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import dumps, sha256_hex
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.batches.scope import Sides, open_sides
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.batches.write_run import Finished, write_run
from largesse.settlement.ids import BATCH
from largesse.settlement.matching.exact import ALGORITHM, match
from largesse.settlement.matching.frames import Rules, frame_sha
from largesse.settlement.matching.polars import pl
from largesse.settlement.matching.records import Run, RunId
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

RULES = Rules()
_DECIDED = statement(__name__, "decided_sides")
_SETTLED_REFS = statement(__name__, "settled_references")
_STANDING = statement(__name__, "standing_findings")
_PAID_REFS = statement(__name__, "paid_references")


@dataclass(frozen=True, kw_only=True)
class RunMatching(Ask):
    """The batch to match."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)


@dataclass(frozen=True)
class Matched:
    """What a run found; equal hashes mean equal input and equal result."""

    batch: BatchId
    run: RunId
    run_hash: str
    result_hash: str
    matches: int
    breaks: int
    state: str


@dataclass(frozen=True)
class _Input:
    """Everything that a run rests on.

    Args:
        decided: ids of lines and items on whose breaks people have spoken: a run never overrides them.
        settled: references under which an item was settled before.
        paid: references under which a line was agreed to be paid with no item against it.
    """

    sides: Sides
    decided: list[str]
    settled: list[str]
    paid: list[str]

    def sha(self) -> str:
        """SHA-256 of the input: a run over an equal one would find the same again."""
        lines, items = frame_sha(self.sides.lines), frame_sha(self.sides.items)
        return sha256_hex(dumps([ALGORITHM, RULES, lines, items, self.settled, self.paid, self.decided]))


async def run_matching(ask: RunMatching, *, actor: Actor, work: Work) -> Matched:
    """Match a batch that is not submitted yet.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.run_matching")
    async with work.begin(ask, actor, use="settlement.run_matching", answer=Matched) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, OPEN_STATES)
        given = await _input(tx, batch)
        run_hash = given.sha()
        run = await Run.get_or_none(id=batch.run_id, run_hash=run_hash, using_db=tx.conn)
        if run is None or not await _stands(tx, run):
            sides = given.sides
            found = await asyncio.to_thread(match, sides.lines, sides.items, given.settled, RULES, given.paid)
            run = await write_run(tx, batch, Finished(run_hash, RULES, sides, found))
        tally = await keep_tally(tx, batch)
        facts = {"result": run.result_hash}
        tx.audit("settlement.matching_run", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(
            Matched(batch.id, run.id, run_hash, run.result_hash, run.matches, run.breaks, tally.state)
        )


async def _stands(tx: Tx[Any], run: Run) -> bool:
    """Tell whether all that a run found is there; what left the batch took its findings with it."""
    return bool(await tx.value(_STANDING, run.batch, run.id) == run.matches + run.breaks)


async def _input(tx: Tx[Any], batch: Batch) -> _Input:
    """Read what is open and not decided by people, and what is known of its references."""
    decided = await _texts(tx, _DECIDED, batch.id)
    scope, free = await open_sides(tx, batch), ~pl.col("id").is_in(decided)
    sides = Sides(scope.lines.filter(free), scope.items.filter(free))
    refs = sorted({*sides.lines["provider_ref"], *sides.lines["platform_ref"]} - {""})
    settled = await _texts(tx, _SETTLED_REFS, batch.provider, refs)
    return _Input(sides, decided, settled, await _texts(tx, _PAID_REFS, batch.provider, refs))


async def _texts(tx: Tx[Any], sql: str, *args: Any) -> list[str]:
    """Give the one array of texts that a statement gives, in order."""
    return sorted(await tx.value(sql, *args) or ())
