"""The tally of a batch: what is matched, disposed and carried on both sides, and what is to be paid.

Invariant   the scope is added up apart from the parts, so that the tie proves something
"""

from dataclasses import dataclass
from typing import Any

from largesse.settlement.batches.row import Row, scope_sums
from largesse.store.work import Read, Tx


@dataclass(frozen=True)
class Tally:
    """Sums in minor units; ``undecided`` counts breaks without an approved disposition."""

    lines_minor: int
    lines_matched_minor: int
    lines_disposed_minor: int
    lines_carried_minor: int
    items_minor: int
    items_matched_minor: int
    items_disposed_minor: int
    items_carried_minor: int
    net_payable_minor: int
    undecided: int

    @property
    def ties(self) -> bool:
        """Whether both sides add up."""
        items = self.items_matched_minor + self.items_disposed_minor + self.items_carried_minor
        return self.lines_undecided_minor == 0 and items == self.items_minor

    @property
    def lines_undecided_minor(self) -> int:
        """What is billed and neither matched nor under an approved disposition."""
        covered = self.lines_matched_minor + self.lines_disposed_minor + self.lines_carried_minor
        return self.lines_minor - covered

    @property
    def state(self) -> str:
        """Reconciled when it ties and nothing is undecided."""
        return "reconciled" if self.ties and self.undecided == 0 else "matched"


async def tally(read: Read, row: Row) -> Tally:
    """Add a batch up from its rows."""
    lines, items = await scope_sums(read, row)
    # A match is of equal amounts on both sides; were one not, its side would not tie with the scope.
    matched = int(
        await read.value(
            "select coalesce(sum(m.amount_minor), 0)::bigint from settlement_match m"
            " join settlement_match_member s on s.match = m.id and s.side = 'S' and s.active"
            " where m.batch = $1",
            row["id"],
        )
    )
    breaks = await read.row(
        "select"
        " coalesce(sum(b.line_minor) filter (where d.kind in ('accept_provider', 'short_pay')),"
        " 0)::bigint as lines,"
        " coalesce(sum(b.item_minor) filter (where d.kind in ('accept_provider', 'short_pay')),"
        " 0)::bigint as items,"
        " coalesce(sum(b.line_minor) filter (where d.kind = 'carry_forward'), 0)::bigint as lines_on,"
        " coalesce(sum(b.item_minor) filter (where d.kind = 'carry_forward'), 0)::bigint as items_on,"
        " coalesce(sum(d.pay_minor), 0)::bigint as pay, count(*) filter (where d.id is null) as undecided"
        " from settlement_break b"
        " left join settlement_disposition d on d.break = b.id and d.state = 'approved'"
        " where b.batch = $1 and b.state <> 'auto_closed'",
        row["id"],
    )
    assert breaks is not None
    return Tally(
        lines,
        matched,
        breaks["lines"],
        breaks["lines_on"],
        items,
        matched,
        breaks["items"],
        breaks["items_on"],
        matched + breaks["pay"],
        breaks["undecided"],
    )


async def keep_tally(tx: Tx[Any], row: Row) -> Tally:
    """Write the sums and the state that follows from them."""
    sums = await tally(tx, row)
    await tx.run(
        "update settlement_batch set lines_minor = $2, lines_matched_minor = $3, lines_disposed_minor = $4,"
        " lines_carried_minor = $5, items_minor = $6, items_matched_minor = $7, items_disposed_minor = $8,"
        " items_carried_minor = $9, net_payable_minor = $10, state = $11 where id = $1",
        row["id"],
        sums.lines_minor,
        sums.lines_matched_minor,
        sums.lines_disposed_minor,
        sums.lines_carried_minor,
        sums.items_minor,
        sums.items_matched_minor,
        sums.items_disposed_minor,
        sums.items_carried_minor,
        sums.net_payable_minor,
        sums.state,
    )
    return sums
