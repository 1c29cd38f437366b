"""Run the matching of a batch and write what it found; a new run replaces the last one, never a decision."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import polars as pl

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.ids import new_id
from largesse.settlement.batches.row import OPEN_STATES, Row, check_state, items_in, lines_in, lock_batch
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.matching.exact import ALGORITHM, match
from largesse.settlement.matching.frames import (
    Finding,
    Pairing,
    Result,
    Rules,
    frame_sha,
    item_frame,
    line_frame,
)
from largesse.store.work import Tx, Work

CHUNK = 5_000
RULES = Rules()


@dataclass(frozen=True, kw_only=True)
class RunMatching(Ask):
    """The batch to match."""

    batch: UUID


@dataclass(frozen=True)
class Matched:
    """What a run found; equal hashes mean equal input and equal result."""

    run: UUID
    run_hash: str
    result_hash: str
    matches: int
    breaks: int
    state: str


async def run_matching(ask: RunMatching, *, actor: Actor, work: Work) -> Matched:
    """Match a batch that is not submitted yet.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        TooAmbiguous: ``settlement.matching_too_ambiguous``.
    """
    actor.must("settlement.run_matching")
    async with work.begin(ask, actor, use="settlement.run_matching", answer=Matched) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, *OPEN_STATES)
        pinned = await _pinned(tx, ask.batch)
        lines, items = await _open_sides(tx, row, pinned)
        refs = sorted({*lines["provider_ref"], *lines["platform_ref"]} - {""})
        settled, paid = await _settled_refs(tx, row, refs), await _paid_refs(tx, row, refs)
        shas = [ALGORITHM, RULES, frame_sha(lines), frame_sha(items), settled, paid, pinned]
        run_hash = sha256_hex(dumps(shas))
        run = await _same_run(tx, row, run_hash)
        if run is None:
            found = await asyncio.to_thread(match, lines, items, settled, RULES, paid)
            run = await _insert_run(tx, row, (run_hash, found), (lines.height, items.height))
            await _replace(tx, row, run["id"], found, _amounts(lines) | _amounts(items))
        sums = await keep_tally(tx, row)
        facts = {"result": run["result_hash"]}
        tx.audit("settlement.matching_run", str(ask.batch), facts, org_unit=row["org_unit"])
        answer = Matched(run["id"], run_hash, run["result_hash"], run["matches"], run["breaks"], sums.state)
        return await tx.done(answer)


async def _open_sides(tx: Tx[Any], row: Row, pinned: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the frames of what is open and not decided by people."""
    free = ~pl.col("id").is_in(pinned)
    lines, items = line_frame(await lines_in(tx, row)), item_frame(await items_in(tx, row))
    return lines.filter(free), items.filter(free)


async def _same_run(tx: Tx[Any], row: Row, run_hash: str) -> Row | None:
    """Give the batch's last run when it saw the same input: it would find the same again."""
    return await tx.row(
        "select * from settlement_run where id = $1 and run_hash = $2", row["run_id"], run_hash
    )


def _amounts(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.select("id", "amount").iter_rows())


async def _pinned(tx: Tx[Any], batch: UUID) -> list[str]:
    """Give lines and items of breaks on which people have spoken: a run never overrides them."""
    rows = await tx.rows(
        "select b.line, b.item from settlement_break b join settlement_disposition d on d.break = b.id"
        " where b.batch = $1 and b.state <> 'auto_closed' and d.state in ('proposed', 'approved')",
        batch,
    )
    return sorted({str(one) for row in rows for one in (row["line"], row["item"]) if one is not None})


async def _settled_refs(tx: Tx[Any], row: Row, refs: list[str]) -> list[str]:
    """Give those of the references under which an item was settled before."""
    found = await tx.rows(
        "select distinct r.ref from settlement_item i"
        " cross join lateral (values (i.provider_ref), (i.order_ref)) as r(ref)"
        " where i.provider = $1 and i.settled_batch is not null and r.ref = any($2::text[])",
        row["provider"],
        refs,
    )
    return sorted(one["ref"] for one in found)


async def _paid_refs(tx: Tx[Any], row: Row, refs: list[str]) -> list[str]:
    """Give those of the references under which a line was agreed to be paid with no item against it."""
    found = await tx.rows(
        "select distinct r.ref from settlement_line l join settlement_break b on b.line = l.id"
        " and b.item is null and b.state in ('posted', 'closed')"
        " join settlement_disposition d on d.break = b.id and d.state = 'approved' and d.pay_minor > 0"
        " cross join lateral (values (l.provider_ref), (l.platform_ref)) as r(ref)"
        " where l.provider = $1 and l.line_type = 'fulfilment' and r.ref = any($2::text[])",
        row["provider"],
        refs,
    )
    return sorted(one["ref"] for one in found)


async def _insert_run(tx: Tx[Any], row: Row, found: tuple[str, Result], sizes: tuple[int, int]) -> Row:
    run_hash, result = found
    run = await tx.row(
        "insert into settlement_run (id, batch, algorithm, rules, run_hash, result_hash, lines, items,"
        " matches, breaks, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        " returning *",
        new_id(),
        row["id"],
        ALGORITHM,
        msgspec.to_builtins(RULES),
        run_hash,
        result.sha,
        *sizes,
        len(result.pairings),
        len(result.findings),
        tx.actor.id,
        tx.now,
    )
    assert run is not None
    await tx.run("update settlement_batch set run_id = $2 where id = $1", row["id"], run["id"])
    return run


async def _replace(tx: Tx[Any], row: Row, run: UUID, found: Result, amounts: dict[str, int]) -> None:
    await tx.run(
        "update settlement_match_member set active = false where active"
        " and match in (select id from settlement_match where batch = $1)",
        row["id"],
    )
    await tx.run(
        "update settlement_break b set state = 'auto_closed', closed_at = $2 where b.batch = $1"
        " and b.state in ('open', 'assigned', 'investigating', 'waiting') and not exists"
        " (select from settlement_disposition d where d.break = b.id and d.state in ('proposed',"
        " 'approved'))",
        row["id"],
        tx.now,
    )
    for start in range(0, len(found.pairings), CHUNK):
        await _insert_matches(tx, row, run, found.pairings[start : start + CHUNK], amounts)
    for start in range(0, len(found.findings), CHUNK):
        await _insert_breaks(tx, row, run, found.findings[start : start + CHUNK], amounts)


async def _insert_matches(
    tx: Tx[Any], row: Row, run: UUID, pairings: tuple[Pairing, ...], amounts: dict[str, int]
) -> None:
    ids = [new_id() for _ in pairings]
    lines, items = [one.line for one in pairings], [one.item for one in pairings]
    await tx.rows(
        "insert into settlement_match (id, run, batch, rule, confidence, amount_minor)"
        " select g.id, $2, $1, g.rule, 'exact', g.amount"
        " from unnest($3::uuid[], $4::text[], $5::bigint[]) as g(id, rule, amount)",
        row["id"],
        run,
        ids,
        [one.rule for one in pairings],
        [amounts[line] for line in lines],
    )
    await tx.rows(
        "insert into settlement_match_member (match, side, ref)"
        " select g.id, 'S', g.line::uuid from unnest($1::uuid[], $2::text[]) as g(id, line) union all"
        " select g.id, 'P', g.item::uuid from unnest($1::uuid[], $3::text[]) as g(id, item)",
        ids,
        lines,
        items,
    )


async def _insert_breaks(
    tx: Tx[Any], row: Row, run: UUID, findings: tuple[Finding, ...], amounts: dict[str, int]
) -> None:
    """Write what does not agree; what was open before, here or in an earlier batch, keeps its age."""
    await tx.rows(
        "insert into settlement_break (id, batch, run, code, state, line, item, line_minor, item_minor,"
        " currency, opened_at) select r.id, $1, $2, r.code, 'open', r.line, r.item, r.line_minor,"
        " r.item_minor, $9, least($10,"
        " (select min(o.opened_at) from settlement_break o where o.line = r.line),"
        " (select min(o.opened_at) from settlement_break o where o.item = r.item))"
        " from unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[])"
        " as r(id, code, line, item, line_minor, item_minor)",
        row["id"],
        run,
        [new_id() for _ in findings],
        [one.code for one in findings],
        [one.line or None for one in findings],
        [one.item or None for one in findings],
        [amounts.get(one.line, 0) for one in findings],
        [amounts.get(one.item, 0) for one in findings],
        row["currency"],
        tx.now,
    )
