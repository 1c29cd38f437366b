"""An entry before it is written: pairs of debit and credit, so that imbalance has no form.

Invariant   a pair has one amount for both sides; the body's hash covers everything, its business day too,
            but the people
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.errors import Broken
from largesse.settlement.ledger.records import EntityId, EntryId

ROWS_MAX = 5_000
DATED = 2  # the version of bodies whose hash covers the business day


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One posting: ``amount_minor`` above zero moves from ``credit`` to ``debit`` (account codes).

    Args:
        entity: the accounting entity of this row, when it is not the entry's own.
    """

    debit: str
    credit: str
    amount_minor: int
    currency: str
    debit_dims: dict[str, str] = field(default_factory=dict)
    credit_dims: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    entity: EntityId | None = None

    @property
    def book(self) -> Literal["gl", "memo"]:
        """The general ledger, or the book of memoranda beside it."""
        return "memo" if self.debit.startswith("M.") else "gl"

    def turned(self) -> "Pair":
        """Give the opposite pair."""
        return replace(
            self,
            debit=self.credit,
            credit=self.debit,
            debit_dims=self.credit_dims,
            credit_dims=self.debit_dims,
        )


@dataclass(frozen=True)
class People:
    """Who made an entry, ``staff:<id>`` or the name of a job, and the second person, where there is one."""

    made_by: str
    approved_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry to be posted once per (entity, kind, idem).

    Args:
        biz_date: the day of the business event; a closed month moves it to the first open day.
        made_by: who or what caused it, ``staff:<id>`` or the name of a job.
        approved_by: the second person, where there is one.
    """

    entity: EntityId
    kind: str
    idem: str
    biz_date: date
    source_type: str
    source_id: str
    pairs: tuple[Pair, ...]
    made_by: str
    approved_by: str | None = None
    reason: str = ""
    reverses: EntryId | None = None

    @property
    def entities(self) -> frozenset[EntityId]:
        """Every entity in whose books it has rows."""
        return frozenset({self.entity, *(self.entity_of(pair) for pair in self.pairs)})

    def entity_of(self, pair: Pair) -> EntityId:
        """Give the entity in whose books a pair stands."""
        return self.entity if pair.entity is None else pair.entity

    def pairs_of(self, entity: EntityId) -> list[Pair]:
        """Give the pairs that stand in one entity's books."""
        return [pair for pair in self.pairs if self.entity_of(pair) == entity]


def body_sha(draft: Draft, day: date | None) -> str:
    """SHA-256 over what the entry says: same key and other body is refused.

    Args:
        draft: what it says.
        day: the business day that the books have; None for entries of the first version, which left it out.
    """
    dated = {} if day is None else {"day": str(day)}
    return sha256_hex(
        dumps(
            dated
            | {
                "entity": draft.entity,
                "kind": draft.kind,
                "source": [draft.source_type, draft.source_id],
                "reverses": draft.reverses,
                "pairs": [
                    {
                        "entity": draft.entity_of(pair),
                        "debit": pair.debit,
                        "credit": pair.credit,
                        "amount_minor": pair.amount_minor,
                        "currency": pair.currency,
                        "debit_dims": pair.debit_dims,
                        "credit_dims": pair.credit_dims,
                    }
                    for pair in draft.pairs
                ],
            }
        )
    )


def signed(pair: Pair, amount_minor: int) -> tuple[Pair, ...]:
    """Give the pair with an amount of either sign: a negative amount turns it, zero gives none."""
    if amount_minor == 0:
        return ()
    moved = replace(pair, amount_minor=abs(amount_minor))
    return (moved if amount_minor > 0 else moved.turned(),)


def check(pairs: Sequence[Pair]) -> None:
    """Assert before the write what the database asserts after it."""
    if not 1 <= len(pairs) <= ROWS_MAX:
        raise Broken(f"an entry has 1 to {ROWS_MAX} rows, not {len(pairs)}")
    for pair in pairs:
        if pair.amount_minor <= 0:
            raise Broken(f"a pair moves a positive amount, not {pair.amount_minor}")
        if pair.debit == pair.credit and pair.debit_dims == pair.credit_dims:
            raise Broken(f"{pair.debit} against itself with equal dimensions")
