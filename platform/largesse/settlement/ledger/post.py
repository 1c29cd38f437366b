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
from largesse.settlement.ledger.entry import DATED, Draft, People, body_sha, check
from largesse.settlement.ledger.posting import pairs_of, postings_of, write_postings
from largesse.settlement.ledger.records import Entry, EntryId
from largesse.store.work import Tx

_INSERT = """
insert into settlement_entry (entity_id, kind, idem, body_sha, biz_date, period_id, row_count, source_type,
  source_id, reverses, reason, made_by, approved_by, posted_at, body_version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict (entity_id, kind, idem) do nothing returning id
"""


@dataclass(frozen=True)
class Posted:
    """An entry as written; ``fresh`` is False when it had been posted before."""

    id: EntryId
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


async def post(tx: Tx[Any], draft: Draft) -> Posted:
    """Write an entry, or give the one that this key wrote before.

    Raises:
        KeyReused: ``kernel.key_reused``: the key came with another body.
        PeriodClosed: ``settlement.period_closed``: no open month follows.
        DepositShort: ``settlement.deposit_short``.
    """
    check(draft.pairs)
    earlier = await _earlier(tx, draft)
    if earlier is not None:
        return earlier
    entities = sorted(draft.entities)
    day = await period.open_day(tx, entities, draft.biz_date, four_eyes=draft.approved_by is not None)
    books = {entity: await accounts(tx, entity, draft.pairs_of(entity)) for entity in entities}
    entry = await _insert_entry(tx, draft, day)
    if entry is None:
        earlier = await _earlier(tx, draft)
        if earlier is None:
            raise Broken(f"entry {draft.kind}/{draft.idem} neither written nor found")
        return earlier
    await write_postings(tx, entry, day, postings_of(draft, books, day))
    return Posted(entry, fresh=True)


async def reverse(tx: Tx[Any], entry: EntryId, *, reason: str, people: People, day: date) -> Posted:
    """Post the opposite of an entry, once.

    Raises:
        EntryMissing: ``settlement.entry_missing``.
        ReversedAlready: ``settlement.entry_reversed_already``.
    """
    kept = await Entry.get_or_none(id=entry, using_db=tx.conn)
    if kept is None:
        raise EntryMissing(entry)
    if await Entry.exists(reverses=entry, using_db=tx.conn):
        raise ReversedAlready(entry)
    pairs = await pairs_of(tx, [entry])
    return await post(
        tx,
        Draft(
            entity=kept.entity_id,
            kind="reversal",
            idem=str(entry),
            biz_date=day,
            source_type=kept.source_type,
            source_id=kept.source_id,
            pairs=tuple(pair.turned() for pair in pairs[entry]),
            made_by=people.made_by,
            approved_by=people.approved_by,
            reason=reason,
            reverses=entry,
        ),
    )


async def _earlier(tx: Tx[Any], draft: Draft) -> Posted | None:
    kept = await Entry.get_or_none(entity_id=draft.entity, kind=draft.kind, idem=draft.idem, using_db=tx.conn)
    if kept is None:
        return None
    if kept.body_sha != body_sha(draft, kept.biz_date if kept.body_version == DATED else None):
        raise KeyReused(f"{draft.kind}/{draft.idem}")
    return Posted(kept.id, fresh=False)


async def _insert_entry(tx: Tx[Any], draft: Draft, day: date) -> EntryId | None:
    try:
        found: EntryId | None = await tx.value(
            _INSERT,
            draft.entity,
            draft.kind,
            draft.idem,
            body_sha(draft, day),
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
            DATED,
        )
    except IntegrityError as error:
        if "settlement_entry_reverses" in str(error):
            raise ReversedAlready(draft.reverses or 0) from error
        raise
    return found
