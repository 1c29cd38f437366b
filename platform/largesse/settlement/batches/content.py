"""The content of a batch: everything its approver stands for, as one document with one hash.

Invariant   the document is built from rows in fixed orders; the same rows give the same bytes
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.canonical import digest
from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.tally import Sums
from largesse.settlement.ledger.records import EntryId
from largesse.settlement.matching.records import Run
from largesse.store.sql import statement
from largesse.store.work import Read

_STATEMENTS = """
select id, file_name, file_sha, line_count, gross_minor from settlement_statement where batch = $1 order by id
"""
_MATCHES = statement(__name__, "signed_matches")
_BREAKS = statement(__name__, "signed_breaks")
_LEFT_OUT = statement(__name__, "signed_left_out")


@dataclass(frozen=True)
class _Statement:
    id: UUID
    file_name: str
    file_sha: str
    line_count: int
    gross_minor: int


@dataclass(frozen=True)
class _Match:
    line: UUID
    item: UUID
    amount_minor: int
    rule: str
    line_day: date
    item_day: date


@dataclass(frozen=True)
class _Break:
    id: UUID
    code: str
    line: UUID | None
    item: UUID | None
    line_minor: int
    item_minor: int
    line_day: date | None
    item_day: date | None
    kind: str
    reason: str
    pay_minor: int
    adjust_minor: int
    proposed_by: UUID
    decided_by: UUID | None
    entry_id: EntryId | None


@dataclass(frozen=True)
class _LeftOut:
    id: UUID
    line: UUID | None
    item: UUID | None
    amount_minor: int
    reason: str
    left_by: UUID


@dataclass(frozen=True)
class Step:
    """One step of the way from what is billed to what is paid."""

    step: str
    amount_minor: int


@dataclass(frozen=True)
class _Run:
    run_hash: str
    result_hash: str
    algorithm: str


@dataclass(frozen=True)
class Content:
    """What is signed; as a document it has the fields that it has here."""

    batch: UUID
    number: str
    provider: UUID
    entity: int
    currency: str
    as_of: str
    run: _Run | None
    statements: Sequence[_Statement]
    matches_sha: str
    match_count: int
    breaks: Sequence[_Break]
    left_out: Sequence[_LeftOut]
    waterfall: Sequence[Step]
    spec: str = "settlement_batch.v2"

    def document(self) -> dict[str, Any]:
        """Give the content as plain JSON."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


async def content_of(read: Read, batch: Batch, sums: Sums) -> Content:
    """Build the content."""
    matches = await read.all(_Match, _MATCHES, batch.id)
    run = await Run.get_or_none(id=batch.run_id, using_db=read.conn)
    return Content(
        batch=batch.id,
        number=batch.number,
        provider=batch.provider,
        entity=batch.entity_id,
        currency=batch.currency,
        as_of=str(batch.as_of),
        run=_Run(run.run_hash, run.result_hash, run.algorithm) if run else None,
        statements=await read.all(_Statement, _STATEMENTS, batch.id),
        matches_sha=digest(msgspec.to_builtins(matches)),
        match_count=len(matches),
        breaks=await read.all(_Break, _BREAKS, batch.id),
        left_out=await read.all(_LeftOut, _LEFT_OUT, batch.id),
        waterfall=waterfall(sums),
    )


def waterfall(sums: Sums) -> list[Step]:
    """Give the steps from what is billed to what is paid; they add up to the last figure.

    A last figure below zero is a ``claim``: what the provider owes us. ``undecided``, what no match and no
    disposition covers yet, is a step only while there is any.
    """
    others = sums.net_payable_minor - sums.items_matched_minor
    steps = [
        Step("billed", sums.lines_minor),
        Step("carried", -sums.lines_carried_minor),
        Step("refused", -(sums.lines_disposed_minor - others)),
    ]
    if sums.lines_undecided_minor:
        steps.append(Step("undecided", -sums.lines_undecided_minor))
    return [*steps, Step("claim" if sums.net_payable_minor < 0 else "payable", sums.net_payable_minor)]
