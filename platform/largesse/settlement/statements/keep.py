"""Keep what was read: the statement, its verdict and its lines, in the caller's transaction.

Duplicates are found on three levels: the file (refused), the content (quarantined), single lines (kept, but
not counted again): of equal lines in overlapping files the largest number in one file counts, not their sum.

Invariant   one live line per (provider, content, ordinal); a loaded statement's controls tie or a second
            person stands for it
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import KeptProblem, Problem
from largesse.settlement.statements.reading import Reading
from largesse.settlement.statements.records import ProfileId, Statement, StatementId
from largesse.store import blobs
from largesse.store.work import Read, Tx

CHUNK = 2_000


@dataclass(frozen=True)
class StatementRepeated(Refusal):
    """The very same file is loaded already."""

    code = "settlement.statement_repeated"
    file_name: str
    statement: UUID


@dataclass(frozen=True)
class StatementMissing(Missing):
    """No such statement within reach."""

    code = "settlement.statement_missing"
    statement: UUID


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A file that was read, and how it came.

    Args:
        source: ``upload`` or ``plugin``; ``source_ref`` is the plugin's name of the statement.
        profile: the saved profile it was read by; None when a plugin parsed it.
    """

    provider: UUID
    org_unit: UUID
    reading: Reading
    file_name: str
    source: Literal["upload", "plugin"]
    profile: ProfileId | None
    source_ref: str = ""


@dataclass(frozen=True)
class Loaded:
    """What became of a file: ``loaded`` or ``quarantined`` with the codes of its reasons."""

    statement: StatementId
    state: str
    reasons: tuple[str, ...]
    line_count: int
    overlap_count: int


async def keep(tx: Tx[Any], incoming: Incoming) -> Loaded:
    """Write a statement and, when nothing speaks against it, its lines.

    Raises:
        StatementRepeated: ``settlement.statement_repeated``.
    """
    await lock_file(tx, incoming.provider, incoming.reading.sha256)
    reasons = [*incoming.reading.reasons, *await beside(tx, incoming.provider, incoming.reading)]
    statement = StatementId(new_id())
    state = "quarantined" if reasons else "loaded"
    await _insert(tx, statement, incoming, state, reasons)
    if reasons and incoming.profile is None and incoming.reading.lines:
        kept = await asyncio.to_thread(blobs.put, msgspec.json.encode(incoming.reading.lines))
        await Statement.filter(id=statement).using_db(tx.conn).update(kept_lines=kept)
    overlap = 0 if reasons else await load_lines(tx, statement, incoming.provider, incoming.reading.lines)
    tx.emit(f"settlement.statement_{state}.v1", str(statement), {"statement": str(statement)})
    facts = {"file": incoming.file_name, "sha256": incoming.reading.sha256, "state": state}
    tx.audit("settlement.statement_received", str(statement), facts, org_unit=incoming.org_unit)
    codes = tuple(problem.key for problem in reasons)
    return Loaded(statement, state, codes, len(incoming.reading.lines), overlap)


async def load_lines(tx: Tx[Any], statement: StatementId, provider: UUID, lines: tuple[Line, ...]) -> int:
    """Write lines; those that another loaded file holds already are kept without counting again.

    Returns:
        How many of them overlap.
    """
    for start in range(0, len(lines), CHUNK):
        part = lines[start : start + CHUNK]
        ids = [new_id() for _ in part]
        await tx.run(_INSERT_LINES, statement, provider, ids, *_values(part))
    return int(await tx.value(_COUNT_OVERLAP, statement))


async def lock_file(tx: Tx[Any], provider: UUID, sha256: str) -> None:
    """Let one file of a provider in at a time, and none that is loaded already.

    Raises:
        StatementRepeated: ``settlement.statement_repeated``.
    """
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 7))", str(provider))
    kept = await _loaded(tx, provider=provider, file_sha=sha256)
    if kept is not None:
        raise StatementRepeated(kept.file_name, kept.id)


async def foreign_currency(read: Read, lines: tuple[Line, ...]) -> str | None:
    """Give the first currency of the lines that the books do not have."""
    return min({line.currency for line in lines} - await currencies(read), default=None)


async def beside(read: Read, provider: UUID, reading: Reading) -> list[Problem]:
    """Name what speaks against a file once it stands beside those of its provider and the books."""
    found = []
    if reading.fingerprint:
        kept = await _loaded(read, provider=provider, fingerprint=reading.fingerprint)
        if kept is not None:
            found.append(Problem("content_repeated", facts={"file_name": kept.file_name}))
    foreign = await foreign_currency(read, reading.lines)
    if foreign:
        found.append(Problem("currency_unknown", facts={"currency": foreign}))
    return found


async def foreseen(read: Read, provider: UUID, reading: Reading) -> Reading:
    """Add to a reading what loading it would find: the file, its content or lines of it, kept before."""
    kept = await _loaded(read, provider=provider, file_sha=reading.sha256)
    if kept is not None:
        found = [Problem("file_repeated", facts={"file_name": kept.file_name})]
    else:
        found = await beside(read, provider, reading)
    shas, occs = [line.line_sha for line in reading.lines], [line.occ for line in reading.lines]
    overlap = int(await read.value(_OVERLAPPING, provider, shas, occs)) if shas else 0
    if overlap and not found:
        found.append(Problem("lines_overlap", facts={"lines": overlap}, severity="warn"))
    return replace(reading, problems=(*reading.problems, *found))


async def _loaded(read: Read, **what: object) -> Statement | None:
    return await Statement.filter(state="loaded", **what).using_db(read.conn).first()


async def _insert(
    tx: Tx[Any], statement: StatementId, incoming: Incoming, state: str, reasons: list[Problem]
) -> None:
    reading = incoming.reading
    days = [line.biz_date for line in reading.lines]
    warnings = [problem for problem in reading.problems if problem.severity == "warn"]
    await Statement.create(
        using_db=tx.conn,
        id=statement,
        provider=incoming.provider,
        org_unit=incoming.org_unit,
        source=incoming.source,
        source_ref=incoming.source_ref,
        file_name=incoming.file_name[:200],
        file_sha=reading.sha256,
        file_bytes=reading.size,
        format=reading.format,
        profile=incoming.profile,
        profile_sha=reading.profile.sha,
        fingerprint=reading.fingerprint,
        header=list(reading.header),
        currency=reading.lines[0].currency if reading.lines else None,
        state=state,
        declared_count=reading.controls.declared.count,
        declared_gross_minor=reading.controls.declared.gross_minor,
        line_count=reading.controls.computed.count or 0,
        gross_minor=reading.controls.computed.gross_minor or 0,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        reasons=_kept(reasons),
        warnings=_kept(warnings),
        loaded_by=tx.actor.id,
        loaded_at=tx.now,
    )


def _kept(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Give findings as the JSON in which they are stored."""
    found: list[dict[str, Any]] = msgspec.to_builtins([KeptProblem.of(one) for one in problems])
    return found


_OVERLAPPING = """
select count(*) from unnest($2::text[], $3::int[]) as r(line_sha, occ)
join settlement_line o on o.provider = $1 and o.live and o.line_sha = r.line_sha and o.occ = r.occ
"""
_COUNT_OVERLAP = """
update settlement_statement s set overlap_count = o.n, overlap_minor = o.sum from (
  select count(*) as n, coalesce(sum(gross_minor), 0)::bigint as sum
  from settlement_line where statement = $1 and not live
) o where s.id = $1 returning overlap_count
"""
_COLUMNS = {
    "line_no": "int",
    "row_no": "int",
    "line_type": "text",
    "provider_ref": "text",
    "platform_ref": "text",
    "parent_ref": "text",
    "weak_key": "text",
    "sku": "text",
    "qty_milli": "bigint",
    "unit_price_minor": "bigint",
    "gross_minor": "bigint",
    "tax_minor": "bigint",
    "net_minor": "bigint",
    "currency": "text",
    "status": "text",
    "occurred_at": "timestamptz",
    "biz_date": "date",
    "ext": "jsonb",
    "raw": "jsonb",
    "line_sha": "text",
    "occ": "int",
}
_ARRAYS = ", ".join(f"${at}::{kind}[]" for at, kind in enumerate(_COLUMNS.values(), 4))
_INSERT_LINES = (
    f"insert into settlement_line (statement, provider, live, id, {', '.join(_COLUMNS)})"  # noqa: S608 - names stand above
    " select $1, $2, not exists (select from settlement_line o where o.provider = $2 and o.live"
    f" and o.line_sha = r.line_sha and o.occ = r.occ), r.id, {', '.join(f'r.{name}' for name in _COLUMNS)}"
    f" from unnest($3::uuid[], {_ARRAYS}) as r(id, {', '.join(_COLUMNS)})"
)


def _values(lines: tuple[Line, ...]) -> list[list[Any]]:
    """Give the lines column by column, in the order of ``_COLUMNS``."""
    return [[getattr(line, name) for line in lines] for name in _COLUMNS]
