"""The tally of a batch: what is matched, disposed and carried on both sides, and what is to be paid.

Invariant   the scope is added up apart from the parts, so that the tie proves something
"""

from dataclasses import asdict, dataclass
from typing import Any

from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.scope import scope_sums
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

# A match is of equal amounts on both sides; were one not, its side would not tie with the scope.
_MATCHED = """
select coalesce(sum(m.amount_minor), 0)::bigint from settlement_match m
join settlement_match_member s on s.match = m.id and s.side = 'S' and s.active where m.batch = $1
"""
_BREAKS = statement(__name__, "sums_of_breaks")


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Sums of a batch in minor units, as its row keeps them."""

    lines_minor: int
    lines_matched_minor: int
    lines_disposed_minor: int
    lines_carried_minor: int
    items_minor: int
    items_matched_minor: int
    items_disposed_minor: int
    items_carried_minor: int
    net_payable_minor: int

    @property
    def lines_undecided_minor(self) -> int:
        """What is billed and neither matched nor under an approved disposition."""
        covered = self.lines_matched_minor + self.lines_disposed_minor + self.lines_carried_minor
        return self.lines_minor - covered


@dataclass(frozen=True)
class Tally:
    """The sums, and how many breaks have no approved disposition."""

    sums: Sums
    undecided: int

    @property
    def ties(self) -> bool:
        """Whether both sides add up."""
        sums = self.sums
        items = sums.items_matched_minor + sums.items_disposed_minor + sums.items_carried_minor
        return sums.lines_undecided_minor == 0 and items == sums.items_minor

    @property
    def state(self) -> str:
        """Reconciled when it ties and nothing is undecided."""
        return "reconciled" if self.ties and self.undecided == 0 else "matched"


@dataclass(frozen=True)
class _Breaks:
    lines_disposed: int
    lines_carried: int
    items_disposed: int
    items_carried: int
    pay: int
    undecided: int


async def tally(read: Read, batch: Batch) -> Tally:
    """Add a batch up from its rows."""
    lines, items = await scope_sums(read, batch)
    matched = int(await read.value(_MATCHED, batch.id))
    breaks = await read.one(_Breaks, _BREAKS, batch.id)
    assert breaks is not None
    sums = Sums(
        lines_minor=lines,
        lines_matched_minor=matched,
        lines_disposed_minor=breaks.lines_disposed,
        lines_carried_minor=breaks.lines_carried,
        items_minor=items,
        items_matched_minor=matched,
        items_disposed_minor=breaks.items_disposed,
        items_carried_minor=breaks.items_carried,
        net_payable_minor=matched + breaks.pay,
    )
    return Tally(sums, breaks.undecided)


async def keep_tally(tx: Tx[Any], batch: Batch) -> Tally:
    """Write the sums and the state that follows from them."""
    found = await tally(tx, batch)
    await Batch.filter(id=batch.id).using_db(tx.conn).update(state=found.state, **asdict(found.sums))
    return found
