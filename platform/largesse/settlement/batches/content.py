"""The content of a batch: everything its approver stands for, as one document with one hash.

Invariant   the document is built from rows in fixed orders; the same rows give the same bytes
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Break:
    id: UUID
    code: str
    line: UUID | None
    item: UUID | None
    line_minor: int
    item_minor: int
    kind: str
    reason: str
    pay_minor: int
    adjust_minor: int
    proposed_by: UUID
    decided_by: UUID | None
    entry_id: EntryId | None


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
    waterfall: Sequence[Step]
    spec: str = "settlement_batch.v1"

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
        waterfall=waterfall(sums),
    )


def waterfall(sums: Sums) -> list[Step]:
    """Give the steps from what is billed to what is paid; they add up to the last figure.

    ``undecided``, what no match and no disposition covers yet, is a step only while there is any.
    """
    others = sums.net_payable_minor - sums.items_matched_minor
    steps = [
        Step("billed", sums.lines_minor),
        Step("carried", -sums.lines_carried_minor),
        Step("refused", -(sums.lines_disposed_minor - others)),
    ]
    if sums.lines_undecided_minor:
        steps.append(Step("undecided", -sums.lines_undecided_minor))
    return [*steps, Step("payable", sums.net_payable_minor)]
