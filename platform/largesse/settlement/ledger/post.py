"""Post and reverse: each entry once per (entity, kind, idem), for ever; a correction is a reversal.

Source      docs/explanation/ledger.md
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tortoise.exceptions import IntegrityError

from largesse.kernel.errors import Broken, KeyReused, Missing, Refusal
from largesse.settlement.ledger import period
from largesse.settlement.ledger.account import accounts
from largesse.settlement.ledger.entry import Draft, Pair, body_sha, check
from largesse.store.work import Tx


@dataclass(frozen=True)
class Posted:
    """An entry as written; ``fresh`` is False when it had been posted before."""

    id: int
    fresh: bool


@dataclass(frozen=True)
class EntryMissing(Missing):
    """No such entry."""

    code = "settlement.entry_missing"
    entry: int


@dataclass(frozen=True)
class ReversedAlready(Refusal):
    """An entry is reversed at most once."""

    code = "settlement.entry_reversed_already"
    entry: int


@dataclass(frozen=True)
class DepositShort(Refusal):
    """A deposit or budget would fall below zero."""

    code = "settlement.deposit_short"


async def post(tx: Tx[Any], draft: Draft) -> Posted:
    """Write an entry, or give the one that this key wrote before.

    Raises:
        KeyReused: ``kernel.key_reused``: the key came with another body.
        PeriodClosed: ``settlement.period_closed``: no open month follows.
        DepositShort: ``settlement.deposit_short``.
    """
    check(draft.pairs)
    sha = body_sha(draft)
    earlier = await _earlier(tx, draft, sha)
    if earlier is not None:
        return earlier
    entities = {draft.entity, *(pair.entity for pair in draft.pairs if pair.entity is not None)}
    day = await _common_day(tx, entities, draft.biz_date, four_eyes=draft.approved_by is not None)
    books = {entity: await accounts(tx, entity, _of(draft, entity)) for entity in sorted(entities)}
    entry = await _insert_entry(tx, draft, sha, day)
    if entry is None:
        earlier = await _earlier(tx, draft, sha)
        if earlier is None:
            raise Broken(f"entry {draft.kind}/{draft.idem} neither written nor found")
        return earlier
    late = {"orig_period": str(period.month_of(draft.biz_date))} if day != draft.biz_date else {}
    rows = [
        _row(pair, books, draft.entity if pair.entity is None else pair.entity, seq, late)
        for seq, pair in enumerate(draft.pairs, 1)
    ]
    await _insert_rows(tx, entry, day, rows)
    return Posted(entry, fresh=True)


async def reverse(
    tx: Tx[Any], entry: int, *, reason: str, people: tuple[str, str | None], day: date
) -> Posted:
    """Post the opposite of an entry, once; ``people`` are who made it and who approved it.

    Raises:
        EntryMissing: ``settlement.entry_missing``.
        ReversedAlready: ``settlement.entry_reversed_already``.
    """
    kept = await tx.row("select * from settlement_entry where id = $1", entry)
    if kept is None:
        raise EntryMissing(entry)
    if await tx.value("select 1 from settlement_entry where reverses = $1", entry):
        raise ReversedAlready(entry)
    return await post(
        tx,
        Draft(
            entity=kept["entity_id"],
            kind="reversal",
            idem=str(entry),
            biz_date=day,
            source_type=kept["source_type"],
            source_id=kept["source_id"],
            pairs=tuple(pair.turned() for pair in await pairs_of(tx, entry)),
            made_by=people[0],
            approved_by=people[1],
            reason=reason,
            reverses=entry,
        ),
    )


async def pairs_of(tx: Tx[Any], entry: int) -> tuple[Pair, ...]:
    """Read an entry's rows back as pairs; what lateness added to the dimensions is left out."""
    rows = await tx.rows(
        "select p.*, d.code as debit, c.code as credit from settlement_posting p"
        " join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr"
        " where p.entry_id = $1 order by p.seq",
        entry,
    )
    return tuple(pair_of(row) for row in rows)


def pair_of(row: dict[str, Any]) -> Pair:
    """Make a pair of a posting row that carries its account codes."""
    return Pair(
        debit=row["debit"],
        credit=row["credit"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        debit_dims={k: v for k, v in row["dims_dr"].items() if k != "orig_period"},
        credit_dims={k: v for k, v in row["dims_cr"].items() if k != "orig_period"},
        summary=row["summary"],
        entity=row["entity_id"],
    )


def _of(draft: Draft, entity: int) -> list[Pair]:
    return [p for p in draft.pairs if (draft.entity if p.entity is None else p.entity) == entity]


async def _earlier(tx: Tx[Any], draft: Draft, sha: str) -> Posted | None:
    kept = await tx.row(
        "select id, body_sha from settlement_entry where entity_id = $1 and kind = $2 and idem = $3",
        draft.entity,
        draft.kind,
        draft.idem,
    )
    if kept is None:
        return None
    if kept["body_sha"] != sha:
        raise KeyReused(f"{draft.kind}/{draft.idem}")
    return Posted(int(kept["id"]), fresh=False)


async def _common_day(tx: Tx[Any], entities: set[int], day: date, *, four_eyes: bool) -> date:
    """Find the first day on which every entity of the entry takes it."""
    for entity in sorted(entities):
        day = max(day, await period.open_day(tx, entity, day, four_eyes=four_eyes))
    for entity in sorted(entities):
        if await period.open_day(tx, entity, day, four_eyes=four_eyes) != day:
            raise period.PeriodClosed(period.month_of(day))
    return day


async def _insert_entry(tx: Tx[Any], draft: Draft, sha: str, day: date) -> int | None:
    try:
        found = await tx.value(
            "insert into settlement_entry (entity_id, kind, idem, body_sha, biz_date, period_id, row_count,"
            " source_type, source_id, reverses, reason, made_by, approved_by, posted_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
            " on conflict (entity_id, kind, idem) do nothing returning id",
            draft.entity,
            draft.kind,
            draft.idem,
            sha,
            day,
            period.month_of(day),
            len(draft.pairs),
            draft.source_type,
            draft.source_id,
            draft.reverses,
            draft.reason,
            draft.made_by,
            draft.approved_by,
            tx.now,
        )
    except IntegrityError as error:
        if "settlement_entry_reverses" in str(error):
            raise ReversedAlready(draft.reverses or 0) from error
        raise
    return None if found is None else int(found)


def _row(
    pair: Pair, books: dict[int, dict[tuple[str, str], int]], entity: int, seq: int, late: dict[str, str]
) -> dict[str, Any]:
    here = books[entity]
    return {
        "seq": seq,
        "entity_id": entity,
        "book": "memo" if pair.debit.startswith("M.") else "gl",
        "dr": here[pair.debit, pair.currency],
        "cr": here[pair.credit, pair.currency],
        "currency": pair.currency,
        "amount_minor": pair.amount_minor,
        "dims_dr": pair.debit_dims | late,
        "dims_cr": pair.credit_dims | late,
        "summary": pair.summary,
    }


async def _insert_rows(tx: Tx[Any], entry: int, day: date, rows: list[dict[str, Any]]) -> None:
    try:
        await tx.rows(
            "insert into settlement_posting (entry_id, seq, row_count, entity_id, period_id, biz_date, book,"
            " dr, cr, currency, amount_minor, dims_dr, dims_cr, summary)"
            " select $1, r.seq, $2, r.entity_id, $3, $4, r.book, r.dr, r.cr, r.currency, r.amount_minor,"
            " r.dims_dr, r.dims_cr, r.summary"
            " from jsonb_to_recordset($5::jsonb) as r(seq int, entity_id int, book text, dr bigint,"
            " cr bigint, currency char(3), amount_minor bigint, dims_dr jsonb, dims_cr jsonb, summary text)"
            " order by r.seq",
            entry,
            len(rows),
            period.month_of(day),
            day,
            rows,
        )
    except IntegrityError as error:
        if "below zero" in str(error):
            raise DepositShort from error
        raise
